/** The approval part of an answer. */
import type { ApprovalRule, Decision } from '../../src/rules/model.ts';
import type { FinalizeResponse } from '../../src/stripe/types.ts';
import { holds } from './condition.ts';
import { orderOf } from './facts.ts';
import { isInTime } from './time.ts';
import { every } from './verdict.ts';
import { type Chain, fileOf, type World } from './world.ts';

/** `manual_approval_details`; `undefined` where it is left out. */
export function approvalPart(world: World): FinalizeResponse['manual_approval_details'] {
  if (orderOf(world).lines.length === 0) return sent({ decline: 'The order has no items.' });
  const always = world.base.approval?.always ?? [];
  const found = fileOf(world, 'approval');
  if (!found) return undefined;
  const decision =
    firstOf(always, [world.base], world) ?? firstOf(found.file.rules, found.chain, world) ?? found.file.default;
  return sent(decision);
}

function firstOf(rules: ApprovalRule[], chain: Chain, world: World): Decision | null {
  for (const rule of rules) {
    if (rule.shadow) continue;
    const is = every([rule.when ? holds(rule.when, { world, chain }) : 'yes', isInTime(rule, world)]);
    if (is === 'yes' || (is !== 'no' && 'decline' in rule.decision && rule.if_unknown === 'decline')) {
      return rule.decision;
    }
  }
  return null;
}

function sent(decision: Decision): FinalizeResponse['manual_approval_details'] {
  if ('approve' in decision) return { type: 'approved' };
  return { type: 'declined', declined: { reason: decision.decline } };
}
