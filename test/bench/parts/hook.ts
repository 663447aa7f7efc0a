/** The hook over HTTP against its floor: CPU of the server's process per request, the servers in turns. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { signatureOf } from '../../../src/cli/sign.ts';
import { type Figure, tell } from '../figure.ts';
import { cartBody } from '../orders.ts';
import { ratioOf, spreadOf, type Times } from '../turns.ts';

const secret = 'whsec_bench';
const kinds = {
  floor: 'floor',
  'by-hand': 'floor, with decisions by hand',
  hook: 'hook',
  'hook-with-log': 'hook, with its log line',
};
const bodies = Array.from({ length: 40 }, (_, index) => JSON.stringify(cartBody(index, 5)));
const warmUp = 4000;
const rounds = 24;
const requests = 600;
const connections = 4;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

interface Server {
  child: ChildProcess;
  port: number;
}

async function message<T>(child: ChildProcess): Promise<T> {
  const [value] = await once(child, 'message');
  return value as T;
}

async function start(kind: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./server.js', import.meta.url)), [kind], {
    env: { ...process.env, BENCH_SECRET: secret },
  });
  const { port } = await message<{ port: number }>(child);
  return { child, port };
}

function post(port: number, body: string, moment: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Stripe-Signature': signatureOf(body, secret, moment),
    };
    const sent = request({ host: '127.0.0.1', port, path: '/hooks', method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) reject(new Error(`The server answered ${answer.statusCode}.`));
      else answer.on('end', resolve);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function send({ port }: Server, count: number): Promise<void> {
  const moment = Math.trunc(Date.now() / 1000);
  let left = count;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left > 0) {
        left -= 1;
        await post(port, bodies[left % bodies.length]!, moment);
      }
    }),
  );
}

async function cpu({ child }: Server): Promise<number> {
  child.send('cpu');
  const { user, system } = await message<NodeJS.CpuUsage>(child);
  return user + system;
}

const servers: Server[] = [];
for (const kind of Object.keys(kinds)) servers.push(await start(kind));
try {
  for (const server of servers) await send(server, warmUp);
  const times: number[][] = servers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = servers.map((_, index) => index);
    if (round % 2 === 1) order.reverse();
    for (const index of order) {
      const server = servers[index]!;
      const before = await cpu(server);
      await send(server, requests);
      times[index]!.push(((await cpu(server)) - before) / requests);
    }
  }
  const figures = Object.values(kinds).map(
    (name, index): Figure => ({
      name,
      micros: spreadOf(times[index] as Times),
      ratio: ratioOf(times[index]!, times[0]!),
      of: 'floor',
      guarded: index > 0,
    }),
  );
  tell({
    part: 'hook',
    title: 'The hook over HTTP, and its floor',
    figures,
    notes: [
      'The floor: the same server and signature check, JSON.parse, the schema of the request, the same headers, and for an answer always the same text, of the same length.',
      'By hand: the floor with decisions by code that knows no rules but these, and JSON.stringify.',
      `A customize hook of 5 lines, ${Buffer.byteLength(bodies[0]!)} bytes; the shop's rules; ${connections} connections.`,
    ],
  });
} finally {
  agent.destroy();
  for (const { child } of servers) child.disconnect();
}
