import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { evaluate } from '../src/decide/evaluate.ts';
import { cutPrivate } from '../src/decision-log/cut.ts';
import { decisionLine, digestBy, privateTexts } from '../src/decision-log.ts';
import { answerHook, type Decision } from '../src/hook.ts';
import { openDecisionLog } from '../src/node/decision-log.ts';
import { nodeHmac } from '../src/node/hmac.ts';
import { webHmac } from '../src/stripe/hmac.ts';
import { createVerifier } from '../src/stripe/signature.ts';
import { createWorker } from '../src/worker/handler.ts';
import { directory, noon, read, type Texts } from './support/decide.ts';
import { finalize, type JsonObject } from './support/requests.ts';
import { bytesOf, headerOf } from './support/sign.ts';

const secret = 'whsec_0123456789abcdef';
const digest = (text: string): string => digestBy(nodeHmac, secret, text) as string;

const decisionOf = (files: Texts, data: JsonObject = {}): Decision => {
  const json = finalize({ line_item_details: null, ...data });
  const request = read(json);
  const rules = directory(files).forAccount(null)!;
  const evaluation = evaluate(rules, request, noon);
  return { requestId: 'req_1', moment: noon, clock: noon + 1, rules, request, json, evaluation, micros: 12 };
};

describe('a line of the decision log', () => {
  const rules = {
    'approval.yaml': `rules:
  - { id: staff, approve: true, when: { email: "*@ourshop.example" } }
  - { id: not-jenny, decline: No., when: { any: [{ name: "jenny *" }, { not: { phone: "+1*" } }] } }
  - { id: ghost, decline: No., when: { quantity: 1 }, shadow: true }
`,
    'fees.yaml': 'fees: [ { id: f, percent: 1, when: { email: { not: "@friends" } } } ]\n',
    'lists/friends.txt': 'jenny@example.com\n',
  };

  it('tells what was decided, by what, when, and how long it took', () => {
    expect(decisionLine(decisionOf(rules), digest)).toMatchObject({
      v: 2,
      moment: noon,
      time: '2026-11-20T17:00:01.000Z',
      request_id: 'req_1',
      hook: 'finalize',
      folder: null,
      livemode: false,
      revision: expect.stringMatching(/^[0-9a-f]{16}$/),
      outcome: 'declined',
      entries: ['approval.not-jenny'],
      shadow: [],
      micros: 12,
      response: { manual_approval_details: { type: 'declined', declined: { reason: 'No.' } } },
    });
  });

  it('keeps beside what was cut whether each pattern and list of a condition on it matched', () => {
    const { truths } = decisionLine(decisionOf(rules), digest) as { truths: object };
    expect(Object.entries(truths)).toEqual([
      ['email: *@ourshop.example', false],
      ['name: jenny *', true],
      ['phone: +1*', true],
      [expect.stringMatching(/^email: @friends [0-9a-f]{16}$/), true],
    ]);
    const missing = decisionLine(decisionOf(rules, { email: null }), digest) as { truths: object };
    expect(Object.keys(missing.truths)).toEqual(['name: jenny *', 'phone: +1*']);
  });

  it('keeps what a comparison of such a fact came to', () => {
    const approval = 'rules: [ { id: d, decline: No., when: { differ: [name, email] } } ]\n';
    expect(decisionLine(decisionOf({ 'approval.yaml': approval }), digest)).toMatchObject({
      truths: { 'differ: [name, email]': true },
    });
  });

  it('tells lists of one name apart, and knows a list again in another order', () => {
    const lists = (lines: string): string[] => {
      const files = { ...rules, 'lists/friends.txt': lines };
      return Object.keys((decisionLine(decisionOf(files), digest) as { truths: object }).truths).filter((name) =>
        name.startsWith('email: @friends'),
      );
    };
    expect(lists('a@b.example\njenny@example.com\n')).toEqual(lists('# ours\njenny@example.com\nA@b.example\n'));
    expect(lists('a@b.example\n')).not.toEqual(lists('jenny@example.com\n'));
  });

  const addresses = { address: { country: 'US', line1: 'Main St 1', line2: 'c/o Rosen' } };
  const personal: [where: string, data: JsonObject][] = [
    ['fields that are read', {}],
    ['unknown fields', { metadata: { note: 'Rosen' }, customer: { name: 'Rosen', email: 'rosen@example.com' } }],
    ['the shipping details', { shipping_details: { name: 'Rosen', phone: '5550123', carrier: 'Rosen', ...addresses } }],
    [
      'the billing details',
      { billing_details: { name: 'Rosen', email: 'rosen@x.example', phone: '5550123', ...addresses } },
    ],
    ['billing details of the card', { payment_method_details: { type: 'card', billing_details: { name: 'Rosen' } } }],
    [
      'the card',
      { payment_method_details: { card: { last4: '9876', fingerprint: 'FPRosen', name: 'Rosen', cvc: '987' } } },
    ],
    ['the wallet', { payment_method_details: { card: { wallet: { type: 'link', email: 'rosen@example.com' } } } }],
    ['the discounts', { discounts: [{ id: 'Rosen', code: 'JENNY-ROSEN' }] }],
    [
      'the lines',
      { line_items_details: [{ id: 'li_1', quantity: 1, sku_id: 'A', engraving: 'Rosen', metadata: { to: 'Rosen' } }] },
    ],
    ['an e-mail with two @ or none', { email: 'rosen@home@example.com', phone: 'Rosen' }],
    ['an e-mail that is none', { email: 'Rosen, Jenny' }],
  ];

  it.each(personal)('holds nothing personal of %s', (_where, data) => {
    const text = JSON.stringify(decisionLine(decisionOf(rules, data), digest));
    expect(text.replaceAll(/~[0-9a-f]{16}/g, '')).not.toMatch(
      /rosen|jenny@|55501|Main St|Xt5EWLLDS7FJjR1c|last4":"[0-9]|987|home@/i,
    );
  });

  it('keeps what stands behind the @, and digests of the card', () => {
    const text = JSON.stringify(decisionLine(decisionOf(rules), digest));
    expect(text).toContain('@example.com');
    expect(decisionLine(decisionOf(rules), digest)).toMatchObject({
      request: {
        data: {
          payment_method_details: {
            card: { fingerprint: digest('Xt5EWLLDS7FJjR1c'), last4: digest('4242'), iin: '424242' },
          },
        },
      },
    });
  });

  it('holds a request that is read as the one that came, but for the digests', () => {
    const decision = decisionOf(rules);
    const { request } = decisionLine(decision, digest) as { request: JsonObject };
    expect(read(request)).toEqual(cutPrivate(decision.request, digest));
  });

  it('lists the texts that need a digest', () => {
    const decision = decisionOf(rules);
    const texts = privateTexts(decision);
    decisionLine(decision, (text) => {
      expect(texts).toContain(text);
      return '';
    });
    expect(texts.sort()).toEqual([
      '+15555550123',
      '1 Main St',
      '1 Main St',
      '4242',
      'Jenny Rosen',
      'Xt5EWLLDS7FJjR1c',
      'jenny',
    ]);
  });

  it('has equal digests for equal texts only, on Node as on Workers', async () => {
    expect(digest('a')).toBe(digest('a'));
    expect(digest('a')).not.toBe(digest('b'));
    expect(await digestBy(webHmac(), secret, 'a')).toBe(digest('a'));
    expect(digestBy(nodeHmac, 'whsec_another_secret', 'a')).not.toBe(digest('a'));
  });

  it('cuts nothing that is not there', () => {
    const request = read(finalize({ email: null, phone: '', shipping_details: null, billing_details: null }));
    expect(cutPrivate(request, digest)).toEqual(request);
  });
});

describe('the log', () => {
  const dirs: string[] = [];
  afterEach(async () => {
    for (const dir of dirs.splice(0)) await rm(dir, { recursive: true, force: true });
  });
  const target = async (): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
    dirs.push(dir);
    return join(dir, 'decisions.jsonl');
  };

  it('has a line a decision, behind those that are there', async () => {
    const file = await target();
    for (const count of [2, 1]) {
      const log = openDecisionLog(file, secret);
      for (let i = 0; i < count; i++) log.write(decisionOf({}));
      await log.close();
      expect(log.lost()).toBe(0);
      expect(log.degraded()).toEqual([]);
    }
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).outcome)).toEqual(['no_approval', 'no_approval', 'no_approval']);
  });

  it('has the same lines on Workers', async () => {
    const files = {
      'approval.yaml': 'rules: [ { id: d, decline: No., when: { email: "*@x.example" } } ]\n',
      'lists/some.txt': 'a\n',
    };
    const body = bytesOf(JSON.stringify(finalize()));
    const header = await headerOf(secret, noon, body);
    const lines: string[] = [];
    const worker = createWorker(directory(files), '1', { clock: () => noon + 1, write: (line) => lines.push(line) });
    const waiting: Promise<unknown>[] = [];
    const bindings = { STRIPE_HOOK_SECRET: secret, DECISION_LOG: '-', LOG_LEVEL: 'silent' };
    const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': header };
    const request = new Request('http://localhost/hooks', { method: 'POST', body, headers });
    await worker.fetch(request, bindings, { waitUntil: (promise) => void waiting.push(promise) });
    await Promise.all(waiting);

    const file = await target();
    const log = openDecisionLog(file, secret);
    const decided = answerHook(
      {
        directory: () => directory(files),
        clock: () => noon + 1,
        onDecision: (decision) => log.write(decision),
      },
      createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac }),
      'req_1',
      header,
      body,
    );
    expect((await decided).ok).toBe(true);
    await log.close();
    const [onWorkers, onNode] = [lines[0]!, await readFile(file, 'utf8')].map((line) => JSON.parse(line));
    expect(Object.keys(onWorkers)).toEqual(Object.keys(onNode));
    expect({ ...onWorkers, request_id: 'req_1', micros: 0 }).toEqual({ ...onNode, micros: 0 });
  });

  it('that cannot be written fails no decision, counts what is lost and says so', async () => {
    const log = openDecisionLog(join(await target(), 'no/such/folder'), secret);
    log.write(decisionOf({}));
    await log.close();
    log.write(decisionOf({}));
    await log.close();
    expect(log.lost()).toBe(2);
    expect(log.degraded()).toEqual(['The decision log cannot be written; 2 lines are lost.']);
  });
});
