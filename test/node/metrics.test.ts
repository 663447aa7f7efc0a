/** The three routes that watchers ask, of the real service on its real sockets, from its start to a fault and back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Started, start, write } from '../support/command.ts';
import { customize, finalize } from '../support/requests.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { sendRaw, sendTo } from '../support/socket.ts';

// It starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const secret = 'whsec_0123456789abcdef';
const rules = {
  'settings.yaml': 'currency: usd\n',
  'approval.yaml': [
    'rules:',
    '  - { id: none, decline: No., when: { quantity: { over: 900 } } }',
    '  - { id: some, decline: No., when: { quantity: { min: 1 } }, shadow: true }',
    '',
  ].join('\n'),
  'accounts/acct_shop/settings.yaml': 'currency: usd\n',
};

let dir: string;
let service: Started;
let port: number;
let metrics: number;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
  await write(dir, rules);
  service = start(['serve', '--rules', dir, '--port', '0'], { STRIPE_HOOK_SECRET: secret, METRICS_PORT: '0' });
  const [line] = await service.until(/\{.*"event":"listening".*\}/);
  const told = JSON.parse(line);
  port = Number(new URL(told.url).port);
  metrics = Number(new URL(told.metrics).port);
});
afterAll(async () => {
  await service.stop();
  await rm(dir, { recursive: true });
});

/** The samples of a family as they stand in the text, without its name. */
async function samples(name: string): Promise<string[]> {
  const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .map((line) => line.slice(name.length).trim());
}
const health = async () => (await sendTo(port, { method: 'GET', path: '/healthz' })).json as Record<string, unknown>;

async function hook(content: object, by = secret): Promise<number> {
  const body = bytesOf(JSON.stringify(content));
  const signature = await headerOf(by, Math.trunc(Date.now() / 1000), body);
  return (
    await sendTo(port, {
      headers: [
        ['Content-Type', 'application/json'],
        ['Stripe-Signature', signature],
      ],
      body,
    })
  ).status;
}

test('/metrics is on its own port, in the text of Prometheus, and nothing else is', async () => {
  const answer = await fetch(`http://127.0.0.1:${metrics}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect((await sendTo(port, { method: 'GET', path: '/metrics' })).status).toBe(404);
});

test.each([
  ['another path', 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 404, 'not_found'],
  [
    'another method',
    'POST /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    405,
    'method_not_allowed',
  ],
  ['no HTTP', 'hello\r\n\r\n', 400, 'bad_request'],
])('%s on the port of the metrics is refused in JSON', async (_, content, status, code) => {
  const answer = await sendRaw(metrics, content);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toMatch(/^Request-Id: [0-9a-f-]{36}\r$/im);
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ error: { code } });
});

test('requests are counted by hook, outcome and account folder, their times in a histogram, decisions by rule', async () => {
  expect(await hook(finalize())).toBe(200);
  expect(await hook(finalize({}, { context: 'acct_shop' }))).toBe(200);
  expect(await hook(customize())).toBe(200);
  expect(await hook(customize(), 'whsec_another_0123456789')).toBe(400);
  expect((await samples('ratebook_requests_total')).sort()).toEqual([
    '{hook="customize",outcome="answered",folder="base"} 1',
    '{hook="finalize",outcome="approved",folder="acct_shop"} 1',
    '{hook="finalize",outcome="approved",folder="base"} 1',
    '{hook="none",outcome="signature_invalid",folder="base"} 1',
  ]);
  expect(await samples('ratebook_request_duration_seconds_count')).toContain('{hook="finalize"} 2');
  expect(await samples('ratebook_request_duration_seconds_bucket')).toContain('{le="4",hook="finalize"} 2');
  expect(await samples('ratebook_decisions_total')).toContain('{entry="approval.some",shadow="yes"} 2');
});

test('the revision of the rules is that of /healthz, and their age is told', async () => {
  const { revision } = await health();
  expect(await samples('ratebook_rules_info')).toEqual([`{revision="${revision}"} 1`]);
  expect(Number((await samples('ratebook_rules_age_seconds'))[0])).toBeGreaterThanOrEqual(0);
});

test('/healthz is ok, degraded by broken rules without a path or a text of theirs, and ok again', async () => {
  const { version, ...more } = await health();
  expect(more).toEqual({
    status: 'ok',
    revision: expect.stringMatching(/^[0-9a-f]{16}$/),
    degraded: false,
    reasons: [],
  });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await samples('ratebook_degraded')).toEqual(['0']);
  expect(await samples('ratebook_reloads_total')).toContain('{result="refused"} 0');

  await write(dir, { 'approval.yaml': 'rules: [{ id: x, declin: No. }]\n' });
  await service.until(/"event":"rules refused".*"at":"approval.yaml:1:\d+".*/);
  const ill = await health();
  expect(ill).toMatchObject({ status: 'degraded', degraded: true, revision: more.revision });
  expect(JSON.stringify(ill)).not.toMatch(/declin|yaml|\//);
  expect(await samples('ratebook_degraded')).toEqual(['1']);
  expect(await samples('ratebook_reloads_total')).toContain('{result="refused"} 1');
  expect((await sendTo(port, { method: 'GET', path: '/readyz' })).status).toBe(200);
  expect(await hook(finalize())).toBe(200);

  await write(dir, { ...rules, 'settings.yaml': 'currency: usd\ntime_zone: Europe/Berlin\n' });
  await service.until(/"event":"rules loaded"/);
  expect(await health()).toMatchObject({ status: 'ok', reasons: [] });
  expect(await samples('ratebook_reloads_total')).toContain('{result="loaded"} 1');
});

test('/healthz is degraded by a broken account folder, whose last good rules go on', async () => {
  await write(dir, { 'accounts/acct_shop/settings.yaml': 'currency: nope\n' });
  await service.until(/"event":"account folders broken"/);
  expect(await health()).toMatchObject({
    reasons: ['The folder of acct_shop has errors; its last good rules answer.'],
  });
  expect(await hook(finalize({}, { context: 'acct_shop' }))).toBe(200);
});
