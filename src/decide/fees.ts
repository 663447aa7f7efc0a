/** What the platform earns on an order. */
import { type Fine, fine, fineCompare, finePercent, finePlus, fineText, type Percent, roundFine } from '../fine.ts';
import { majorUnits, roundDown } from '../money.ts';
import type { FeeBase } from '../rules/model.ts';
import type { Fee, FeeRules, InCurrency } from '../rules/ruleset.ts';
import type { FinalizeResponse } from '../stripe/types.ts';
import { applies, type Context, takes } from './condition.ts';
import type { FeeTrace, Step } from './explanation.ts';
import { type LineFacts, type OrderFacts, sum } from './facts.ts';

export interface FeeAnswer {
  details: NonNullable<FinalizeResponse['application_fee_details']> | null;
  /** The fees that applied, in the order of the file. */
  applied: Fee[];
  /** See `Explanation.fees.notes`. */
  notes: string[];
  /** `null` where nobody asks why. */
  traces: FeeTrace[] | null;
}

/** The application fee of an approved order, in minor units; `details` is `null` where the fee is 0. */
export function decideFees(rules: FeeRules, context: Context): FeeAnswer {
  const answer: FeeAnswer = { details: null, applied: [], notes: [], traces: context.why === null ? null : [] };
  const { order } = context;
  const scope = context.why === null ? context : { ...context, why: { reason: null } };
  let total = fine(0);
  for (const group of rules.groups) total = finePlus(total, feeOfGroup(group, scope, answer));
  if (answer.applied.length === 0) return answer;

  total = limited(total, rules, order, answer.notes);
  const fee = cut(total, order, answer.notes, 'cut_to_total');
  if (fee === null || fee === 0) return answer;
  answer.details = { application_fee_amount: fee };
  const transfer = rules.transfer === null ? null : transferOf(rules.transfer, order);
  if (transfer !== null) {
    const amount = cut(transfer, order, answer.notes, 'transfer_cut');
    if (amount !== null && amount > 0) answer.details.transfer_data = { amount };
  } else if (rules.transfer !== null) answer.notes.push('transfer_unknown');
  return answer;
}

/** The lines that a fee takes for certain, and the others. */
function parted(
  lines: readonly LineFacts[],
  items: Fee['items'],
  context: Context,
): [taken: readonly LineFacts[], left: readonly LineFacts[]] {
  if (items === null) return [lines, []];
  const taken: LineFacts[] = [];
  const left: LineFacts[] = [];
  for (const line of lines) (takes(items, line, context) === 'true' ? taken : left).push(line);
  return [taken, left];
}

/** Each line goes to the first fee of the group that takes it. */
function feeOfGroup(group: { name: string; fees: readonly Fee[] }, context: Context, answer: FeeAnswer): Fine {
  let free: readonly LineFacts[] = context.order.lines;
  let total = fine(0);
  for (const fee of group.fees) {
    if (context.why !== null) context.why.reason = null;
    const truth = applies(fee, context);
    if (truth !== 'true') {
      trace(answer, context, fee, group.name, truth === 'false' ? 'not' : 'unknown');
      continue;
    }
    const [taken, left] = parted(free, fee.items, context);
    if (taken.length === 0) {
      trace(answer, context, fee, group.name, 'no_lines');
      continue;
    }
    if (context.why !== null) context.why.reason = null;
    free = left;
    const steps: Step[] | null = context.why === null ? null : [];
    const base = baseOf(fee.of, context.order, taken);
    const amount = base === null ? null : amountOf(fee, Math.max(0, base), context, steps);
    if (base === null || amount === null) {
      if (!answer.notes.includes('fee_unknown')) answer.notes.push('fee_unknown');
      trace(answer, context, fee, group.name, 'unknown', taken);
      continue;
    }
    answer.applied.push(fee);
    context.witness?.used(fee.at);
    total = finePlus(total, amount);
    trace(answer, context, fee, group.name, 'applied', taken, () => ({
      of: fee.of,
      base,
      amount: fineText(amount),
      steps: steps ?? [],
    }));
  }
  return total;
}

function trace(
  answer: FeeAnswer,
  context: Context,
  fee: Fee,
  group: string,
  verdict: FeeTrace['verdict'],
  taken: readonly LineFacts[] = [],
  more: () => Partial<FeeTrace> = () => ({}),
): void {
  if (context.why === null) return;
  const why = context.why.reason;
  answer.traces?.push({
    id: fee.id,
    at: fee.at,
    group,
    verdict,
    lines: taken.map(({ line }) => line.id),
    steps: [],
    ...(why === null ? {} : { why }),
    ...more(),
  });
}

/** The base of a fee in minor units: of the lines taken, or the order's own where every line is; `null` if unknown. */
function baseOf(of: FeeBase, order: OrderFacts, taken: readonly LineFacts[]): number | null {
  const { total } = order.request;
  const whole = taken.length === order.lines.length;
  switch (of) {
    case 'subtotal':
    case 'discounted':
      return whole ? order[of] : sum(taken, (line) => line[of]);
    case 'total':
      return whole ? total : sum(taken, (line) => line.total);
    case 'total_without_tax':
      return total === null || order.tax === null ? null : total - order.tax;
    case 'shipping':
      return order.request.shipping;
  }
}

/** Percent and fixed, or tiers, then `min` and `max`; `null` where an amount is not given in the order's currency. */
function amountOf(fee: Fee, base: number, context: Context, steps: Step[] | null): Fine | null {
  const { order } = context;
  const money = (amount: InCurrency<number> | null): number | null => (amount === null ? 0 : amount(order.money));
  let total: Fine | null;
  if (fee.tiers !== null) total = tieredAmount(fee, base, context, steps);
  else {
    const fixed = money(fee.fixed);
    if (fixed === null) return null;
    total = fee.percent === null ? fine(fixed) : finePlus(finePercent(base, fee.percent), fine(fixed));
    steps?.push({ what: feeText(fee.percent, fixed, order), result: fineText(total) });
  }
  if (total === null) return null;
  if (fee.min !== null) {
    const min = fee.min(order.money);
    if (min === null) return null;
    if (fineCompare(total, min) < 0) {
      total = fine(min);
      steps?.push({ what: 'min', result: fineText(total) });
    }
  }
  if (fee.max !== null) {
    const max = fee.max(order.money);
    if (max === null) return null;
    if (fineCompare(total, max) > 0) {
      total = fine(max);
      steps?.push({ what: 'max', result: fineText(total) });
    }
  }
  return total;
}

/** The tier that the base falls in, or with `graduated` each part of the base at its own tier's percent. */
function tieredAmount(fee: Fee, base: number, context: Context, steps: Step[] | null): Fine | null {
  const { order, witness } = context;
  let total = fine(0);
  let above = 0;
  for (const tier of fee.tiers!) {
    const bound = tier.upTo === null ? Infinity : tier.upTo(order.money);
    const fixed = tier.fixed === null ? 0 : tier.fixed(order.money);
    if (bound === null || fixed === null) return null;
    const last = base <= bound;
    if (last || fee.graduated) witness?.used(tier.at);
    if (fee.graduated) {
      const part = (last ? base : bound) - above;
      total = finePlus(total, finePlus(finePercent(part, tier.percent), fine(fixed)));
      steps?.push({ what: feeText(tier.percent, fixed, order), result: fineText(total), at: tier.at });
    }
    if (last) {
      if (fee.graduated) return total;
      total = finePlus(finePercent(base, tier.percent), fine(fixed));
      steps?.push({ what: feeText(tier.percent, fixed, order), result: fineText(total), at: tier.at });
      return total;
    }
    above = bound;
  }
  // Above the last bound: a graduated fee stays what it came to, a plain one has no tier and earns nothing.
  return total;
}

function feeText(percent: Percent | null, fixed: number, order: OrderFacts): string {
  const parts: string[] = [];
  if (percent !== null) parts.push(`${percent.exact} %`);
  if (fixed !== 0 || percent === null) parts.push(`fixed ${majorUnits(fixed, order.money.currency)}`);
  return parts.join(' + ');
}

function limited(total: Fine, rules: FeeRules, order: OrderFacts, notes: string[]): Fine {
  const min = rules.limit.min?.(order.money) ?? null;
  const max = rules.limit.max?.(order.money) ?? null;
  if (min !== null && fineCompare(total, min) < 0) {
    notes.push('limit_min');
    return fine(min);
  }
  if (max !== null && fineCompare(total, max) > 0) {
    notes.push('limit_max');
    return fine(max);
  }
  return total;
}

/**
 * Rounded, and at most what is charged: the order's total, or, where that is not told, the discounted subtotal, which
 * no total is below. `null` where neither is known: then nothing may be taken.
 */
function cut(amount: Fine, order: OrderFacts, notes: string[], note: string): number | null {
  const charged = order.request.total ?? order.discounted;
  if (charged === null) {
    notes.push('fee_unknown');
    return null;
  }
  const { currency } = order.money;
  const most = roundDown(Math.max(0, charged), currency);
  const rounded = roundFine(amount, currency);
  if (rounded !== null && rounded <= most) return rounded;
  notes.push(note);
  return most;
}

function transferOf(transfer: NonNullable<FeeRules['transfer']>, order: OrderFacts): Fine | null {
  if ('amount' in transfer) {
    const amount = transfer.amount(order.money);
    return amount === null ? null : fine(amount);
  }
  const base = baseOf(transfer.of, order, order.lines);
  return base === null ? null : finePercent(Math.max(0, base), transfer.percent);
}
