/** The hook over HTTP against its floor: CPU of the server's process per request, the servers in turns. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
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
const warmUp = 6000;
const rounds = 20;
const requests = 1200;
const connections = 8;

interface Server {
  child: ChildProcess;
  sockets: Socket[];
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
  const sockets = Array.from({ length: connections }, () => connect({ port, host: '127.0.0.1', noDelay: true }));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return { child, sockets };
}

/** The bytes of requests, made beforehand: a client that took as long as the server would let it fall asleep between them. */
function signed(moment: number): Buffer[] {
  return bodies.map((body) =>
    Buffer.from(
      [
        'POST /hooks HTTP/1.1',
        'Host: localhost',
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `Stripe-Signature: ${signatureOf(body, secret, moment)}`,
        '',
        body,
      ].join('\r\n'),
    ),
  );
}

/** Calls back for each whole answer on a socket; throws where one is not 200. */
function onAnswers(socket: Socket, answered: () => void): void {
  let left = 0;
  socket.removeAllListeners('data').on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; ) {
      if (left === 0) {
        const text = chunk.toString('latin1', at, at + 1000);
        const head = text.slice(0, text.indexOf('\r\n\r\n') + 4);
        const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(head) ?? [];
        if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) throw new Error(`The server answered ${head}`);
        left = head.length + Number(length);
      }
      const taken = Math.min(left, chunk.length - at);
      at += taken;
      left -= taken;
      if (left === 0) answered();
    }
  });
}

function send({ sockets }: Server, count: number): Promise<void> {
  const texts = signed(Math.trunc(Date.now() / 1000));
  return new Promise((resolve) => {
    let sent = 0;
    let done = 0;
    const next = (socket: Socket): void => {
      if (sent === count) return;
      socket.write(texts[sent % texts.length]!);
      sent += 1;
    };
    for (const socket of sockets) {
      onAnswers(socket, () => {
        done += 1;
        if (done === count) resolve();
        else next(socket);
      });
      next(socket);
    }
  });
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
  for (const { child, sockets } of servers) {
    for (const socket of sockets) socket.destroy();
    child.disconnect();
  }
}
