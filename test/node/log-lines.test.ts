/** What is sent over a real socket cannot break out of a line of the log, and each answer finds its line. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import type { RunningServer } from '../../src/node.ts';
import { now, secrets } from '../conformance/signature.ts';
import { customize, finalize, type JsonObject, line, price } from '../support/requests.ts';
import { directoryOf } from '../support/rules.ts';
import { serviceOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { sendRaw, sendTo, serve } from '../support/socket.ts';

const lines: string[] = [];
let server: RunningServer;
beforeAll(async () => {
  const directory = directoryOf();
  const failing = {
    ...directory,
    forAccount: (account: string | null) => {
      if (account === 'acct_fails') throw new Error(`${forged}${terminal}`);
      return directory.forAccount(account);
    },
  };
  const log = createLog({ level: 'debug', write: (text) => lines.push(text) });
  server = await serve(serviceOf({ log, directory: () => failing }));
});
afterAll(() => server.drain());
beforeEach(() => {
  lines.splice(0);
});

const forged = '\n{"event":"hook","status":200,"outcome":"approved"}\n';
const terminal = '\u001b[2J\u001b]0;owned\u0007';
const separators = '\u2028\u2029\u0085\r';
const hostile = `${forged}${terminal}${separators}`;

/** The lines since the test began, each of which is one JSON object of printable ASCII. */
function written(): Record<string, unknown>[] {
  return lines.map((text) => {
    expect(text).toMatch(/^\{[\x20-\x7e]*\}$/);
    return JSON.parse(text);
  });
}

async function signed(content: JsonObject | string) {
  const body = bytesOf(typeof content === 'string' ? content : JSON.stringify(content));
  const signature = await headerOf(secrets.current, now, body);
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['Stripe-Signature', signature],
  ];
  return { headers, body };
}

describe('hostile text', () => {
  test.each<[string, JsonObject | string]>([
    ['the id', customize({}, { id: hostile })],
    ['the context', customize({}, { context: `acct_${hostile}` })],
    ['the type', customize({}, { type: hostile })],
    ['the currency', customize({ currency: hostile })],
    ['a key', customize({ [hostile]: hostile }, { [hostile]: 1 })],
    ['a line', customize({ line_item_details: [line(hostile, { sku_id: hostile, name: hostile, quantity: 0 })] })],
    ['an e-mail', finalize({ email: hostile, phone: hostile })],
    ['a SKU', price(hostile)],
    ['no JSON', hostile],
    ['what a fault of ours says', customize({}, { context: 'acct_fails' })],
  ])('in %s', async (_, content) => {
    const answer = await sendTo(server.port, await signed(content));
    const told = written();
    expect(told.length).toBeGreaterThan(0);
    for (const { request_id: id } of told) expect(id).toBe(answer.headers.get('request-id'));
    expect(told.filter(({ event }) => event === 'hook')).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ event: 'hook', status: answer.status });
  });

  const latin = Buffer.from(`${terminal}${separators}`, 'utf8').toString('latin1');
  test.each([
    ['the method', `POST${terminal} /hooks HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['the path', `POST /hooks${latin} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['the path, escaped', 'POST /%0a%7b%22event%22%3a1%7d?%1b[2J HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['the query', `POST /hooks?a=${latin} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`],
    ['the host', `POST /hooks HTTP/1.1\r\nHost: ${latin}\r\nConnection: close\r\n\r\n`],
    ['the version', `POST /hooks HTTP/1.1${terminal}\r\nHost: a\r\n\r\n`],
    ['a header', `POST /hooks HTTP/1.1\r\nHost: a\r\nX: ${latin}\r\nConnection: close\r\n\r\n`],
    ['the name of a header', `POST /hooks HTTP/1.1\r\nHost: a\r\n${latin}: a\r\n\r\n`],
    [
      'the signature',
      `POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nStripe-Signature: ${Buffer.from('\u2028{"event":"x"}').toString('latin1')}\r\nConnection: close\r\n\r\n`,
    ],
    [
      'the id that a sender gives its request',
      'POST /hooks HTTP/1.1\r\nHost: a\r\nRequest-Id: {"event":"x"}\r\nConnection: close\r\n\r\n',
    ],
    ['the expectation', `POST /hooks HTTP/1.1\r\nHost: a\r\nExpect: {"event":"x"}\r\n\r\n`],
  ])('in %s', async (_, content) => {
    const answer = await sendRaw(server.port, Buffer.from(content, 'latin1'));
    const [, id] = /^Request-Id: ([0-9a-f-]{36})\r$/im.exec(answer) ?? [];
    expect(id).toBeDefined();
    const told = written();
    for (const { request_id: logged } of told) expect(logged).toBe(id);
    expect(JSON.stringify(told)).not.toMatch(/owned|u2028|"x"/);
  });
});

test.each([
  ['GET', '/healthz'],
  ['HEAD', '/readyz'],
  ['DELETE', '/healthz'],
  ['GET', '/nowhere'],
  ['GET', '/hooks'],
])('%s %s: the answer has an id of its own', async (method, path) => {
  const ids = await Promise.all(
    [1, 2].map(async () => (await sendTo(server.port, { method, path })).headers.get('request-id')),
  );
  expect(new Set(ids).size).toBe(2);
  for (const { request_id: logged } of written()) expect(ids).toContain(logged);
});
