import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../src/node.ts';
import { brokenRequests } from '../conformance/broken-http.ts';
import { now, secrets } from '../conformance/signature.ts';
import { customize } from '../support/requests.ts';
import { maxBody, type Service, serviceOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { sendRaw, sendTo, serve } from '../support/socket.ts';

let server: RunningServer;
let service: Service;
beforeAll(async () => {
  service = serviceOf();
  server = await serve(service);
});
afterAll(() => server.drain());

interface RawAnswer {
  status: number;
  head: string;
  json: { error?: { code?: string; message?: string } };
}

/** The answers that a connection carried, each with a Content-Length. */
function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    const body = rest.slice(end + 4, end + 4 + length);
    answers.push({ status: Number(/^HTTP\/1\.1 (\d{3}) [A-Z]/.exec(head)?.[1]), head, json: JSON.parse(body) });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}

async function answersTo(content: string | Buffer): Promise<RawAnswer[]> {
  return answersIn(await sendRaw(server.port, content));
}

const host = 'Host: localhost\r\n';
const post = `POST /hooks HTTP/1.1\r\n${host}Content-Type: application/json\r\n`;

/** A customize hook as it goes over the wire. */
async function rawHook(more = ''): Promise<string> {
  const body = JSON.stringify(customize());
  const header = await headerOf(secrets.current, now, bytesOf(body));
  return `${post}Stripe-Signature: ${header}\r\nContent-Length: ${body.length}\r\n${more}\r\n${body}`;
}

describe('every broken request is answered in JSON, and its connection closed', () => {
  test.each(brokenRequests)('%s', async (_, content, status, code) => {
    const [answer, ...others] = await answersTo(content);
    expect([answer?.status, answer?.json.error?.code]).toEqual([status, code]);
    expect(others).toEqual([]);
    expect(answer?.head).toMatch(/^Content-Type: application\/json$/im);
    expect(answer?.head).toMatch(/^Cache-Control: no-store$/im);
    expect(answer?.head).toMatch(/^Request-Id: [0-9a-f-]{36}$/im);
    expect(answer?.head).toMatch(/^Connection: close$/im);
    expect(JSON.stringify(answer?.json)).not.toMatch(/HPE_|node:|Error|\.ts/);
  });

  test('the service goes on afterwards', async () => {
    const answer = await sendTo(server.port, { method: 'GET', path: '/healthz' });
    expect(answer.status).toBe(200);
  });
});

describe('what is odd, and no fault', () => {
  test('HTTP/1.0 without a host', async () => {
    const [answer] = await answersTo('GET /healthz HTTP/1.0\r\n\r\n');
    expect(answer?.status).toBe(200);
  });

  test('the whole URL as the target', async () => {
    const [answer] = await answersTo(`GET http://localhost/healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
    expect(answer?.status).toBe(200);
  });

  test('a hook that offers an upgrade is answered as any other', async () => {
    const [answer] = await answersTo(await rawHook('Connection: close, Upgrade\r\nUpgrade: h2c\r\n'));
    expect(answer?.status).toBe(200);
  });

  test('a hook in chunks of one byte', async () => {
    const body = JSON.stringify(customize());
    const header = await headerOf(secrets.current, now, bytesOf(body));
    const chunks = [...body].map((byte) => `1\r\n${byte}\r\n`).join('');
    const [answer] = await answersTo(
      `${post}Stripe-Signature: ${header}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
    );
    expect(answer?.status).toBe(200);
  });

  test('a hook that asks first is asked for its body', async () => {
    const text = await sendRaw(server.port, await rawHook('Expect: 100-continue\r\nConnection: close\r\n'));
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  test('a body that is too large and asks first is not asked for', async () => {
    const asks = `${post}Content-Length: ${maxBody + 1}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    const [answer] = await answersTo(asks);
    expect([answer?.status, answer?.json.error?.code]).toEqual([413, 'too_large']);
  });

  test('two hooks in one go are answered in their order', async () => {
    const health = `GET /healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
    const answers = await answersTo((await rawHook()) + health);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.json).toMatchObject({ status: 'ok' });
  });

  test('what is broken after a hook does not take its answer', async () => {
    const [answer] = await answersTo(`${await rawHook()}rubbish\r\n\r\n`);
    expect(answer?.status).toBe(200);
    expect(answer?.json).toHaveProperty('shipping_options');
  });
});

describe('a sender who stops', () => {
  test.each([
    ['in the middle of the headers', 'POST /hooks HTTP/1.1\r\nHost:'],
    ['in the middle of the body', `${post}Content-Length: 100\r\n\r\n{`],
    ['before the first byte', ''],
  ])('%s is told so after a while', async (_, content) => {
    const own = await serve(serviceOf(), { headers: 200, request: 300 });
    const [answer] = answersIn(await sendRaw(own.port, content));
    await own.drain();
    expect([answer?.status, answer?.json.error?.code]).toEqual([408, 'request_timeout']);
  });

  test('and hangs up leaves one line in the log, and no fault of ours', async () => {
    const own = serviceOf();
    const alone = await serve(own);
    const socket = connect(alone.port, '127.0.0.1');
    socket.write(`${post}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n{`);
    await once(socket, 'data');
    socket.resetAndDestroy();
    await vi.waitUntil(() => own.logged.length > 0);
    await alone.drain();
    expect(own.logged).toEqual([expect.objectContaining({ event: 'hook', outcome: 'bad_request' })]);
  });
});
