/** approval.yaml, compiled. */
import type { ApprovalFile, ApprovalRule as ApprovalRuleModel } from '../model.ts';
import type { ApprovalRule, ApprovalRules } from '../ruleset.ts';
import { compileEntry } from './entry.ts';
import type { Scope } from './scope.ts';

/** Problems go to the scope. */
export function compileApproval(file: ApprovalFile, scope: Scope): ApprovalRules {
  const compileRule = (rule: ApprovalRuleModel): ApprovalRule => ({
    ...compileEntry(rule, 'approval', scope, true),
    decision: rule.decision,
    declineIfUnknown: rule.if_unknown === 'decline',
    shadow: rule.shadow,
  });
  return {
    always: file.always.map(compileRule),
    rules: file.rules.map(compileRule),
    default: file.default,
    at: file.at,
  };
}
