/** Approval rules that never decide. */
import type { Scope } from '../../compile/scope.ts';
import type { ApprovalRule } from '../../model.ts';
import type { Coverer } from './cover.ts';
import { partsOf } from './parts.ts';
import { entryFormula, type Frame } from './read-condition.ts';
import type { Report } from './report.ts';

/** A rule with the scope in which its names are looked up. */
export interface ScopedRule {
  rule: ApprovalRule;
  scope: Scope;
}

const covers = {
  one: 'stands before it and decides every order that it is for',
  several: 'stand before it and decide every order that it is for',
};

/** Warns of the rules from `first` on, which come after those before it. */
export function warnRules(rules: readonly ScopedRule[], first: number, frames: readonly Frame[], report: Report): void {
  const coverers = new Map(frames.map((frame) => [frame, rules.map((one) => covererOf(one, frame))]));
  for (const [index, { rule, scope }] of rules.entries()) {
    if (index < first || report.isTold(rule.at)) continue;
    const cause = report.cause(frames, false, (frame) => [
      {
        parts: partsOf(rule, { scope, frame }, signOf(rule)),
        coverers: coverers
          .get(frame)!
          .slice(0, index)
          .filter(({ entry }) => !entry.shadow),
      },
    ]);
    if (cause !== null) report.warn(rule, cause, covers);
  }
}

/** A rule decides where its condition holds, or with `if_unknown: decline` where it is not false. */
function signOf(rule: ApprovalRule): 'true' | 'not-false' {
  return rule.if_unknown === 'decline' && 'decline' in rule.decision ? 'not-false' : 'true';
}

/** Where it does not decide, its condition does not hold, or is false. */
function covererOf({ rule, scope }: ScopedRule, frame: Frame): Coverer<ApprovalRule> {
  const sign = signOf(rule) === 'true' ? 'not-true' : 'false';
  return { entry: rule, spares: { sign, of: entryFormula(rule, { scope, frame }) } };
}
