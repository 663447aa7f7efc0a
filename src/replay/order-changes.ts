/** How the approvals and fees of two answers differ. */
import type { FeeTrace } from '../decide/explanation.ts';
import type { FinalizeResponse } from '../stripe/types.ts';
import { type Cause, type Change, valueChange } from './change.ts';
import type { Explained } from './compare.ts';

/** The decision, its reason, the fee, the transfer. */
export function orderChanges(before: Explained, after: Explained): Change[] {
  const [left, right] = [before.response as FinalizeResponse, after.response as FinalizeResponse];
  const changes: Change[] = [];
  const [was, is] = [decisionOf(left), decisionOf(right)];
  const decided = was === is ? [] : approvalCauses(before, after);
  if (was !== is) changes.push(valueChange('approval', '', was, is, decided));

  const fee = ({ application_fee_details: details }: FinalizeResponse) => details?.application_fee_amount ?? null;
  const transfer = ({ application_fee_details: details }: FinalizeResponse) => details?.transfer_data?.amount ?? null;
  // A decline takes no fee: then the rule that declines is the cause.
  const isDecline = was.startsWith('declined') !== is.startsWith('declined');
  for (const [part, amountOf] of [
    ['fee', fee],
    ['transfer', transfer],
  ] as const) {
    const amounts = { before: amountOf(left), after: amountOf(right) };
    if (amounts.before === amounts.after) continue;
    const kind = amounts.before === null ? 'added' : amounts.after === null ? 'removed' : 'amount';
    const causes = isDecline ? decided : feeCauses(before, after);
    changes.push({ part, what: '', kind, before: '', after: '', amounts, causes });
  }
  return changes;
}

/** `approved`, `declined: “…”`, `no decision`. */
function decisionOf({ manual_approval_details: details }: FinalizeResponse): string {
  if (details === undefined) return 'no decision';
  return details.type === 'approved' ? 'approved' : `declined “${details.declined.reason}”`;
}

/** The rule that decided before, and the one that decides now. */
function approvalCauses(before: Explained, after: Explained): Cause[] {
  const [was, is] = [ruleOf(before), ruleOf(after)];
  const atIn = ({ explanation }: Explained, id: string | null): string | null => {
    const { approval } = explanation ?? {};
    const at = approval?.rule === id ? approval?.at : undefined;
    return at ?? approval?.rules.find((rule) => rule.id === id)?.at ?? null;
  };
  // Where no rule decided on the one side, that of the other says all.
  const ids = [...new Set([was, is])].filter((id) => id !== null);
  const telling = ids.length > 1 ? ids.filter((id) => id !== 'default') : ids;
  return telling.map((id): Cause => {
    const trace = after.explanation?.approval?.rules.find((rule) => rule.id === id);
    const why = id === is ? undefined : trace?.why;
    return {
      entry: `approval.${id}`,
      before: atIn(before, id),
      after: atIn(after, id),
      ...(why === undefined ? {} : { why }),
    };
  });
}

function ruleOf({ entries }: Explained): string | null {
  return entries.find((entry) => entry.startsWith('approval.'))?.slice(9) ?? null;
}

/** The fees that come to something else, or apply on one side only. Of a recorded fee only the ids are known. */
function feeCauses(before: Explained, after: Explained): Cause[] {
  const [left, right] = [before, after].map(({ explanation }) => explanation?.fees?.fees ?? []) as [
    FeeTrace[],
    FeeTrace[],
  ];
  const idsOf = ({ entries }: Explained): string[] =>
    entries.flatMap((entry) => (entry.startsWith('fees.') ? [entry.slice(5)] : []));
  const [was, is] = [idsOf(before), idsOf(after)];
  const amountIn = (fees: readonly FeeTrace[], id: string): string | undefined =>
    fees.find((fee) => fee.id === id && fee.verdict === 'applied')?.amount;
  const all = [...new Set([...was, ...is])];
  const oneSided = all.filter((id) => was.includes(id) !== is.includes(id));
  const differing =
    before.explanation === null ? oneSided : all.filter((id) => amountIn(left, id) !== amountIn(right, id));
  const telling = differing.length > 0 ? differing : all;
  return telling.map((id): Cause => {
    const [from, to] = [left.find((fee) => fee.id === id), right.find((fee) => fee.id === id)];
    const why = to?.verdict === 'applied' ? undefined : to?.why;
    return {
      entry: `fees.${id}`,
      before: from?.at ?? null,
      after: to?.at ?? null,
      ...(why === undefined ? {} : { why }),
    };
  });
}
