import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { evaluate } from '../src/decide/evaluate.ts';
import { cutPrivate, decisionLine, digestBy } from '../src/decision-log.ts';
import type { Decision } from '../src/hook.ts';
import { openDecisionLog } from '../src/node/decision-log.ts';
import { nodeHmac } from '../src/node/hmac.ts';
import { webHmac } from '../src/stripe/hmac.ts';
import { directory, noon, read, type Texts } from './support/decide.ts';
import { finalize, type JsonObject } from './support/requests.ts';

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
      v: 1,
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

  it('keeps beside what was cut the truth of each condition on it', () => {
    expect(decisionLine(decisionOf(rules), digest)).toMatchObject({
      truths: {
        'email: *@ourshop.example': 'false',
        'name: jenny *': 'true',
        'phone: +1*': 'true',
        'email: { not: @friends }': 'false',
      },
    });
    const unknown = { truths: { 'email: *@ourshop.example': 'unknown', 'email: { not: @friends }': 'unknown' } };
    expect(decisionLine(decisionOf(rules, { email: null }), digest)).toMatchObject(unknown);
  });

  it('holds nothing personal, and nothing that nobody knows', () => {
    const text = JSON.stringify(decisionLine(decisionOf(rules, { metadata: { note: 'unforeseen' } }), digest));
    expect(text).not.toMatch(/Jenny Rosen|J\. Rosen|jenny@|5555550123|Main St|Xt5EWLLDS7FJjR1c|unforeseen/);
    expect(text).toContain('@example.com');
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

  it('that cannot be written fails no decision, counts what is lost and says so', async () => {
    const log = openDecisionLog(join(await target(), 'no/such/folder'), secret);
    log.write(decisionOf({}));
    await log.close();
    log.write(decisionOf({}));
    expect(log.lost()).toBe(2);
    expect(log.degraded()).toEqual(['The decision log cannot be written; 2 lines are lost.']);
  });
});
