import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { startServer } from '../../src/node.ts';
import { now, secrets } from '../conformance/signature.ts';
import { customize } from '../support/requests.ts';
import { serviceOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { sendTo, serve } from '../support/socket.ts';

const body = bytesOf(JSON.stringify(customize()));
const hookHeaders = async (): Promise<[string, string][]> => [
  ['Content-Type', 'application/json'],
  ['Stripe-Signature', await headerOf(secrets.current, now, body)],
];
const ready = { method: 'GET', path: '/readyz' };

describe('a server that drains', () => {
  test('says first that it is not ready, and answers hooks meanwhile, closing each connection', async () => {
    const server = await serve(serviceOf(), { linger: 400 });
    expect((await sendTo(server.port, ready)).status).toBe(200);
    const drained = server.drain();
    expect((await sendTo(server.port, ready)).status).toBe(503);
    const answer = await sendTo(server.port, { headers: await hookHeaders(), body });
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    await drained;
    await expect(sendTo(server.port, ready)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('lets a request end that is under way, and closes its connection', async () => {
    const server = await serve(serviceOf());
    const socket = connect(server.port, '127.0.0.1');
    const [, signature] = (await hookHeaders())[1]!;
    socket.write(
      `POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nStripe-Signature: ${signature}\r\n` +
        `Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    await once(socket, 'data');
    const drained = server.drain();
    socket.setEncoding('utf8').write(body);
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/^Connection: close$/im);
    await drained;
  });

  test('does not wait for connections that are idle', async () => {
    const server = await serve(serviceOf(), { drain: 60_000 });
    const agent = new Agent({ keepAlive: true });
    const outgoing = request({ port: server.port, host: '127.0.0.1', path: '/healthz', agent }).end();
    const [incoming] = await once(outgoing, 'response');
    incoming.resume();
    await once(incoming, 'end');
    const silent = connect(server.port, '127.0.0.1').resume();
    await once(silent, 'connect');
    await server.drain();
    agent.destroy();
  });

  test('cuts what does not end in time', async () => {
    const server = await serve(serviceOf(), { drain: 300, request: 60_000, headers: 60_000 });
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST /hooks HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 100\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await server.drain();
    await closed;
  });

  test('drains once, however often it is asked', async () => {
    const server = await serve(serviceOf());
    expect(server.drain()).toBe(server.drain());
    await server.drain();
  });

  test('drops no hook of clients that go elsewhere when their connection is closed', async () => {
    const server = await serve(serviceOf(), { linger: 300 });
    const headers = await hookHeaders();
    const agent = new Agent({ keepAlive: true });
    const statuses: number[] = [];
    const client = async (): Promise<void> => {
      for (;;) {
        const outgoing = request({ port: server.port, host: '127.0.0.1', path: '/hooks', method: 'POST', agent });
        for (const [name, value] of headers) outgoing.setHeader(name, value);
        outgoing.end(body);
        const [incoming] = await once(outgoing, 'response');
        incoming.resume();
        await once(incoming, 'end');
        statuses.push(incoming.statusCode);
        if (incoming.headers.connection === 'close') return;
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    await vi.waitUntil(() => statuses.length > 50);
    await Promise.all([server.drain(), clients]);
    agent.destroy();
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

test('a port that is taken is an error', async () => {
  const server = await serve(serviceOf());
  const { app, deps, lifecycle } = serviceOf();
  const { log, requestId, maxBody } = deps;
  const second = startServer({ app, lifecycle, log, requestId, maxBody, host: '127.0.0.1', port: server.port });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.drain();
});
