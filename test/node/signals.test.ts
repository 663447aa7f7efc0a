import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { secrets } from '../conformance/signature.ts';
import { customize } from '../support/requests.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { sendTo } from '../support/socket.ts';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `ratebook serve` on a free port, once it listens. */
async function serve(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['bin/ratebook.js', 'serve', '--rules', 'rules', '--port', '0'], {
    env: { PATH: process.env.PATH, STRIPE_HOOK_SECRET: secrets.current },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  for await (const line of createInterface({ input: child.stderr! })) {
    const { event, url } = JSON.parse(line);
    if (event === 'listening') return { child, port: Number(new URL(url).port) };
  }
  throw new Error('ended before it listened');
}

const body = bytesOf(JSON.stringify(customize()));

/** A hook whose headers have arrived, and whose body has not. */
async function halfSent(port: number) {
  const signature = await headerOf(secrets.current, Math.trunc(Date.now() / 1000), body);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nStripe-Signature: ${signature}\r\n` +
      `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await once(socket, 'data');
  return socket;
}

test('SIGTERM: not ready any more, the running request ends, exit 0', async () => {
  const { child, port } = await serve();
  const socket = await halfSent(port);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  for (;;) {
    const { status } = await sendTo(port, { method: 'GET', path: '/readyz' });
    if (status === 503) break;
  }
  socket.setEncoding('utf8').write(body);
  let text = '';
  for await (const chunk of socket) text += chunk;
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(await exited).toEqual([0, null]);
}, 30_000);

test('a second signal ends the process at once', async () => {
  const { child, port } = await serve();
  const socket = await halfSent(port);
  socket.on('error', () => {});
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  for (;;) {
    const { status } = await sendTo(port, { method: 'GET', path: '/readyz' });
    if (status === 503) break;
  }
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
}, 30_000);
