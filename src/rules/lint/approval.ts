/** What is easily overlooked in approval.yaml. */
import type { ApprovalRule, Condition, Folder } from '../model.ts';
import { lineFacts } from '../model.ts';
import type { Problems } from '../problem.ts';
import { walkCondition } from './walk.ts';

/** Facts of a line that a request always carries, so that they are never unknown for want of a SKU or a catalog. */
const alwaysTold: ReadonlySet<string> = new Set(['quantity', 'price', 'subtotal', 'discounted', 'total', 'name']);

/** Warns of decline rules on facts that may be missing which do not say what then. */
export function warnApproval(folder: Folder, problems: Problems): void {
  const { approval } = folder;
  if (approval === undefined) return;
  for (const rule of [...approval.always, ...approval.rules]) {
    const fact = rule.if_unknown_given || !('decline' in rule.decision) ? undefined : missableFact(rule);
    if (fact === undefined) continue;
    problems.warn(
      rule.at,
      'if-unknown',
      `"${rule.id}" declines by ${fact}, which a request may not carry, and does not say what happens then. ` +
        'Write "if_unknown: decline" or "if_unknown: skip".',
    );
  }
}

/** The first address, payment, SKU or catalog fact that can leave the rule unknown. */
function missableFact(rule: ApprovalRule): string | undefined {
  let found: string | undefined;
  const visit = (condition: Condition): void => {
    if (found !== undefined) return;
    if (condition.is === 'place') found = condition.fact;
    else if (condition.is === 'differ') found = condition.facts.find((fact) => /^(?:to|bill_to|payment)\./.test(fact));
    else if (condition.is === 'weight') found = condition.fact;
    else if (condition.is === 'text' && condition.fact.startsWith('payment.')) found = condition.fact;
    else if (condition.is === 'lines' || condition.is === 'sum') {
      walkCondition(condition.line, (line) => {
        if ('fact' in line && found === undefined && !alwaysTold.has(line.fact)) {
          found = (lineFacts as readonly string[]).includes(line.fact)
            ? `items.${line.fact}`
            : `the column ${line.fact}`;
        }
      });
    }
  };
  if (rule.when !== undefined) walkCondition(rule.when, visit);
  return found;
}
