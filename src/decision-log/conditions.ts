/** Conditions on facts whose values are cut from a decision log, and what a log keeps of them: what they came to. */
import { holds } from '../decide/condition.ts';
import { OrderFacts } from '../decide/facts.ts';
import { isShippingOffered } from '../decide/shipping.ts';
import { orderText } from '../decide/values.ts';
import type { ApprovalRules, Entry, FeeRules, RuleSet, Test } from '../rules/ruleset.ts';
import type { TextPart } from '../rules/text.ts';
import type { HookRequest } from '../stripe/types.ts';

/** Facts of which only a digest is kept, and of the e-mail what stands behind its `@`. */
export const cutFacts: ReadonlySet<string> = new Set(['email', 'phone', 'name']);

export type TextCondition = Test & { is: 'text' };
export type DifferCondition = Test & { is: 'differ' };

/** Whether each pattern, list and comparison matched, by the name under which it is kept. */
export type Truths = Record<string, boolean>;

/** The name of a pattern or list: `email: *@mailinator.com`. */
export function partName(fact: string, part: TextPart): string {
  return `${fact}: ${part.name}`;
}

/** The name of a comparison: `differ: [name, email]`. */
export function differName({ facts }: DifferCondition): string {
  return `differ: [${facts.join(', ')}]`;
}

/** What each condition on a cut fact comes to. A fact that is missing needs none: that is told by the request. */
export function truthsOf(rules: RuleSet, request: HookRequest, moment: number): Truths {
  if (request.hook !== 'finalize') return {};
  const { texts, differs } = conditionsOf(rules);
  if (texts.length === 0 && differs.length === 0) return {};
  const order = new OrderFacts(request, rules, moment, isShippingOffered);
  const truths: Truths = {};
  for (const { fact, text } of texts) {
    const value = orderText(order, fact);
    if (value !== null) for (const part of text.parts()) truths[partName(fact, part)] = part.test(value);
  }
  for (const differ of differs) {
    const truth = holds(differ, { order, counted: order.lines, why: null });
    if (truth !== 'unknown') truths[differName(differ)] = truth === 'true';
  }
  return truths;
}

interface Conditions {
  texts: TextCondition[];
  differs: DifferCondition[];
}

const conditionsByRules = new WeakMap<RuleSet, Conditions>();

function conditionsOf(rules: RuleSet): Conditions {
  let found = conditionsByRules.get(rules);
  if (found === undefined) {
    const conditions: Conditions = { texts: [], differs: [] };
    mapEntries(rules, (entry) => {
      if (entry.when !== null) collect(entry.when, conditions);
      return entry;
    });
    found = conditions;
    conditionsByRules.set(rules, found);
  }
  return found;
}

function collect(test: Test, found: Conditions): void {
  if (test.is === 'all' || test.is === 'any') for (const part of test.of) collect(part, found);
  else if (test.is === 'not') collect(test.of, found);
  else if (isCutText(test)) found.texts.push(test);
  else if (isCutDiffer(test)) found.differs.push(test);
}

export function isCutText(test: Test): test is TextCondition {
  return test.is === 'text' && cutFacts.has(test.fact);
}

export function isCutDiffer(test: Test): test is DifferCondition {
  return test.is === 'differ' && test.facts.some((fact) => cutFacts.has(fact));
}

/** The rules of approval and fees, whose conditions alone may ask for cut facts, with each entry made anew. */
export function mapEntries(
  { approval, fees }: RuleSet,
  map: <E extends Entry>(entry: E) => E,
): { approval: ApprovalRules | null; fees: FeeRules | null } {
  return {
    approval: approval && { ...approval, always: approval.always.map(map), rules: approval.rules.map(map) },
    fees: fees && { ...fees, groups: fees.groups.map((group) => ({ ...group, fees: group.fees.map(map) })) },
  };
}
