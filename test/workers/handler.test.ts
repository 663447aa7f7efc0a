import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWorker } from '../../src/worker/handler.ts';
import { now, secrets } from '../conformance/signature.ts';
import { customize, finalize, type JsonObject } from '../support/requests.ts';
import { directoryOf, revisions } from '../support/rules.ts';
import { answerOf, requestOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';

const lines: string[] = [];
afterEach(() => lines.splice(0));
const worker = createWorker(directoryOf(), '0.0.0-test', { clock: () => now, write: (line) => lines.push(line) });

async function signed(content: JsonObject, secret: string): Promise<Request> {
  const body = bytesOf(JSON.stringify(content));
  const signature = await headerOf(secret, now, body);
  return requestOf({
    headers: [
      ['Content-Type', 'application/json'],
      ['Stripe-Signature', signature],
    ],
    body,
  });
}

const get = (path: string) => requestOf({ method: 'GET', path });

describe('the worker', () => {
  test('answers hooks by the secret of its bindings', async () => {
    const bindings = { STRIPE_HOOK_SECRET: secrets.current };
    const answer = await answerOf(await worker.fetch(await signed(customize(), secrets.current), bindings));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratebook-revision')).toBe(revisions.base);
    const other = await answerOf(await worker.fetch(await signed(customize(), secrets.next), bindings));
    expect(other.status).toBe(400);
  });

  test('holds requests to the mode of the secret', async () => {
    const bindings = { STRIPE_HOOK_SECRET_TEST: secrets.test, STRIPE_HOOK_SECRET_LIVE: secrets.live };
    const live = finalize({}, { livemode: true });
    expect((await worker.fetch(await signed(live, secrets.live), bindings)).status).toBe(200);
    const answer = await answerOf(await worker.fetch(await signed(live, secrets.test), bindings));
    expect(answer.json).toMatchObject({ error: { code: 'mode_mismatch' } });
  });

  test('takes other settings from bindings, numbers too', async () => {
    const bindings = { STRIPE_HOOK_SECRET: secrets.current, MAX_BODY: 10, LOG_LEVEL: 'silent' };
    expect((await worker.fetch(await signed(customize(), secrets.current), bindings)).status).toBe(413);
    expect(lines).toEqual([]);
  });

  test('logs a line a hook', async () => {
    const bindings = { STRIPE_HOOK_SECRET: secrets.current };
    await worker.fetch(await signed(customize(), secrets.current), bindings);
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ event: 'hook', status: 200 })]);
  });

  test('with DECISION_LOG writes a line a decision, with personal data cut away', async () => {
    const bindings = { STRIPE_HOOK_SECRET: secrets.current, DECISION_LOG: '-', LOG_LEVEL: 'silent' };
    const waiting: Promise<unknown>[] = [];
    const execution = { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) };
    await worker.fetch(await signed(finalize(), secrets.current), bindings, execution);
    await Promise.all(waiting);
    const [text, ...more] = lines;
    expect(more).toEqual([]);
    expect(JSON.parse(text!)).toMatchObject({
      moment: now,
      hook: 'finalize',
      outcome: 'approved',
      request: {
        data: {
          email: expect.stringMatching(/^~[0-9a-f]{16}@example\.com$/),
          phone: expect.stringMatching(/^~[0-9a-f]{16}$/),
        },
      },
    });
    expect(text).not.toMatch(/Jenny|Rosen|5555550123|Main St|Xt5EWLLDS7FJjR1c/);
  });

  test('without a secret takes no signature, is not ready, and says so', async () => {
    const bindings = {};
    expect((await worker.fetch(await signed(customize(), secrets.current), bindings)).status).toBe(400);
    expect((await worker.fetch(get('/readyz'), bindings)).status).toBe(503);
    const health = await answerOf(await worker.fetch(get('/healthz'), bindings));
    expect([health.status, health.json]).toEqual([200, expect.objectContaining({ status: 'degraded' })]);
    expect(lines[0]).toContain('STRIPE_HOOK_SECRET');
  });

  test('writes to the console by default', async () => {
    const spy = vi.spyOn(console, 'log').mockImplementation(() => {});
    await createWorker(directoryOf(), '1').fetch(get('/readyz'), {});
    expect(spy).toHaveBeenCalledWith(expect.stringContaining('"event":"settings"'));
    spy.mockRestore();
  });
});
