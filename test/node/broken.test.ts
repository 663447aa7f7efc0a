import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../src/node.ts';
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
  test.each<[string, string, number, string]>([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'bad_request'],
    ['a TLS handshake', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03\r\n\r\n', 400, 'bad_request'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'bad_request'],
    ['an unknown method', `BREW /hooks HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
    ['a method in lower case', `post /hooks HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
    ['an unknown version', `GET /healthz HTTP/9.9\r\n${host}\r\n`, 400, 'bad_request'],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    ['an impossible host', 'GET /healthz HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    ['a path with a blank', `GET /health z HTTP/1.1\r\n${host}\r\n`, 400, 'bad_request'],
    ['a target that is no path', `GET healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
    ['a header without a colon', `GET /healthz HTTP/1.1\r\n${host}broken\r\n\r\n`, 400, 'bad_request'],
    ['a header name with a blank', `GET /healthz HTTP/1.1\r\n${host}a b: c\r\n\r\n`, 400, 'bad_request'],
    ['a header with a null byte', `GET /healthz HTTP/1.1\r\n${host}a: \0\r\n\r\n`, 400, 'bad_request'],
    ['a folded header', `GET /healthz HTTP/1.1\r\n${host}a: b\r\n c\r\n\r\n`, 400, 'bad_request'],
    ['a length that is no number', `${post}Content-Length: ten\r\n\r\n`, 400, 'bad_request'],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400, 'bad_request'],
    ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400, 'bad_request'],
    [
      'a length beside chunks',
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'bad_request',
    ],
    ['a chunk whose size is no number', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 400, 'bad_request'],
    [
      'a chunk longer than its size',
      `${post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`,
      400,
      'bad_request',
    ],
    ['an unknown transfer encoding', `${post}Transfer-Encoding: gzip\r\n\r\n`, 400, 'bad_request'],
    [
      'headers that are too large',
      `GET /healthz HTTP/1.1\r\n${host}a: ${'b'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'a megabyte of headers',
      `GET /healthz HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(170_000)}\r\n`,
      431,
      'headers_too_large',
    ],
    ['a path that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431, 'headers_too_large'],
    [
      'chunk extensions that are too large',
      `${post}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
      413,
      'too_large',
    ],
    ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, 405, 'method_not_allowed'],
    ['an unknown expectation', `${post}Expect: tea\r\nContent-Length: 2\r\n\r\n{}`, 417, 'expectation_failed'],
    ['TRACE', `TRACE /hooks HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 405, 'method_not_allowed'],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
    ['a backslash in the path', `GET /\\healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, 400, 'bad_request'],
  ])('%s', async (_, content, status, code) => {
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
