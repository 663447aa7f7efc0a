/** One line a decision, for replays: what was asked and answered, with personal data cut away. */
import { type Context, holds } from './decide/condition.ts';
import { OrderFacts } from './decide/facts.ts';
import { describeCondition } from './decide/reason.ts';
import { isShippingOffered } from './decide/shipping.ts';
import type { Decision } from './hook.ts';
import type { RuleSet, Test } from './rules/ruleset.ts';
import type { Truth } from './rules/truth.ts';
import type { Hmac } from './stripe/hmac.ts';
import type { Address, FinalizeRequest, HookRequest } from './stripe/types.ts';

/** A keyed digest of a text: equal texts give equal digests within a log. */
export type Digest = (text: string) => string;

const encoder = new TextEncoder();

/** The digest of a text under the key of a secret. */
export function digestBy(hmac: Hmac, secret: string, text: string): ReturnType<Hmac> {
  const shorten = (hex: string): string => `~${hex.slice(0, 16)}`;
  const hex = hmac(secret, 'ratebook decision log.', encoder.encode(text));
  return typeof hex === 'string' ? shorten(hex) : hex.then(shorten);
}

/** Facts whose values are cut: only their digest is kept, and what each condition on them came to. */
const cutFacts: ReadonlySet<string> = new Set(['email', 'phone', 'name']);

/** The line of a decision, as data. Only fields that Ratebook knows are kept, so nothing unforeseen is written. */
export function decisionLine(decision: Decision, digest: Digest): object {
  const { moment, clock, requestId, rules, request, evaluation, micros } = decision;
  const { decided, response } = evaluation;
  return {
    v: 1,
    moment,
    time: new Date(clock * 1000).toISOString(),
    request_id: requestId,
    hook: request.hook,
    folder: rules.folder,
    livemode: request.livemode,
    revision: rules.revision,
    outcome: decided.outcome,
    entries: decided.entries,
    shadow: decided.shadow,
    ...(decided.notes === undefined ? {} : { notes: decided.notes }),
    micros,
    request: cutPrivate(request, digest),
    truths: truthsOfCut(rules, request, moment),
    response,
  };
}

/** The texts of a request of which only the digest is kept, for digests that have to be waited for. */
export function privateTexts(request: HookRequest): string[] {
  const texts: string[] = [];
  cutPrivate(request, (text) => {
    texts.push(text);
    return '';
  });
  return texts;
}

/** Names, street lines, phone and the e-mail before its `@` as digests. Card numbers are not in a request at all. */
export function cutPrivate(request: HookRequest, digest: Digest): HookRequest {
  if (request.hook === 'price') return request;
  const cut = (text: string | null): string | null => (text === null ? null : digest(text));
  const address = (from: Address | null): Address | null =>
    from === null ? null : { ...from, line1: cut(from.line1), line2: cut(from.line2) };
  const addresses = { shipTo: address(request.shipTo), billTo: address(request.billTo) };
  if (request.hook === 'customize') return { ...request, ...addresses };
  const finalize: FinalizeRequest = {
    ...request,
    ...addresses,
    name: cut(request.name),
    phone: cut(request.phone),
    email: request.email === null ? null : cutEmail(request.email, digest),
  };
  return finalize;
}

function cutEmail(email: string, digest: Digest): string {
  const at = email.lastIndexOf('@');
  return at === -1 ? digest(email) : `${digest(email.slice(0, at))}${email.slice(at)}`;
}

/** What each condition on a fact that is cut came to, by the condition as it is written. */
function truthsOfCut(rules: RuleSet, request: HookRequest, moment: number): Record<string, Truth> {
  if (request.hook !== 'finalize') return {};
  const tests = testsOnCut(rules);
  if (tests.length === 0) return {};
  const order = new OrderFacts(request, rules, moment, isShippingOffered);
  const context: Context = { order, counted: order.lines, why: null };
  return Object.fromEntries(tests.map(({ name, test }) => [name, holds(test, context)]));
}

const testsByRules = new WeakMap<RuleSet, { name: string; test: Test }[]>();

/** The conditions of a rule set on facts that are cut, each once. */
function testsOnCut(rules: RuleSet): { name: string; test: Test }[] {
  let tests = testsByRules.get(rules);
  if (tests === undefined) {
    const found = new Map<string, Test>();
    const collect = (test: Test | null): void => {
      if (test === null) return;
      if (test.is === 'all' || test.is === 'any') for (const part of test.of) collect(part);
      else if (test.is === 'not') collect(test.of);
      else if (test.is === 'text' && cutFacts.has(test.fact)) {
        found.set(`${test.fact}: ${describeCondition(test.source)}`, test);
      }
    };
    const { approval, fees } = rules;
    for (const rule of [...(approval?.always ?? []), ...(approval?.rules ?? [])]) collect(rule.when);
    for (const group of fees?.groups ?? []) for (const fee of group.fees) collect(fee.when);
    tests = [...found].map(([name, test]) => ({ name, test }));
    testsByRules.set(rules, tests);
  }
  return tests;
}
