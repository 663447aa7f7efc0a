/** Who may buy: the first rule that applies decides. */

import type { At } from '../rules/model.ts';
import type { ApprovalRule, ApprovalRules } from '../rules/ruleset.ts';
import { applies, type Context } from './condition.ts';
import type { Reason, RuleTrace } from './explanation.ts';
import { describeCondition } from './reason.ts';

export interface Approval {
  decision: 'approved' | 'declined';
  /** The id of the rule that decided, `default`, or `no-items`. */
  rule: string;
  at: At | null;
  /** Of a decline. */
  reason: string | null;
  /** Shadow rules that would have decided. */
  shadow: string[];
  /** `null` where nobody asks why. */
  traces: RuleTrace[] | null;
}

/** The decision on an order that has lines. */
export function decideApproval(rules: ApprovalRules, context: Context): Approval {
  const shadow: string[] = [];
  const traces: RuleTrace[] | null = context.why === null ? null : [];
  let decided: ApprovalRule | null = null;
  const { always, rules: own } = rules;
  for (let at = 0; at < always.length + own.length; at++) {
    const rule = at < always.length ? always[at]! : own[at - always.length]!;
    if (decided !== null) {
      // With nobody asking why, what comes after the deciding rule is not looked at; a shadow rule that an enforced
      // one precedes would never have decided either.
      if (traces === null) break;
      traces.push({ id: rule.id, at: rule.at, shadow: rule.shadow, verdict: 'not_reached' });
      continue;
    }
    const truth = applies(rule, context);
    const byUnknown = truth === 'unknown' && rule.declineIfUnknown && 'decline' in rule.decision;
    const hit = truth === 'true' || byUnknown;
    traces?.push(traceOf(rule, hit, truth === 'unknown', byUnknown, context.why?.reason ?? null));
    if (!hit) continue;
    context.witness?.used(rule.at);
    if (rule.shadow) shadow.push(rule.id);
    else decided = rule;
  }
  const decision = decided === null ? rules.default : decided.decision;
  return {
    decision: 'decline' in decision ? 'declined' : 'approved',
    rule: decided?.id ?? 'default',
    at: decided?.at ?? rules.at,
    reason: 'decline' in decision ? decision.decline : null,
    shadow,
    traces,
  };
}

/** An order without lines is nothing to approve, whatever the rules say. */
export const noItems: Approval = {
  decision: 'declined',
  rule: 'no-items',
  at: null,
  reason: 'The order has no items.',
  shadow: [],
  traces: null,
};

function traceOf(
  rule: ApprovalRule,
  hit: boolean,
  unknown: boolean,
  byUnknown: boolean,
  why: Reason | null,
): RuleTrace {
  return {
    id: rule.id,
    at: rule.at,
    shadow: rule.shadow,
    verdict: hit ? 'applied' : unknown ? 'unknown' : 'not',
    ...(hit && !byUnknown && rule.when !== null ? { held: describeCondition(rule.when.source) } : {}),
    ...(byUnknown ? { byUnknown } : {}),
    ...((!hit || byUnknown) && why !== null ? { why } : {}),
  };
}
