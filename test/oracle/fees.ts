/** The application fee. */
import { stepOf } from '../../src/currency.ts';
import type { Amount, Fee, FeeBase, FeeTier } from '../../src/rules/model.ts';
import type { FinalizeResponse, Line } from '../../src/stripe/types.ts';
import { type Context, holds, lineHolds } from './condition.ts';
import { lineNumber, minus, orderAmount, orderOf, sum } from './facts.ts';
import { Fraction, roundedDown } from './fraction.ts';
import { amountOf, currencyOf } from './money.ts';
import { isInTime } from './time.ts';
import { every } from './verdict.ts';
import { fileOf, type World } from './world.ts';

/** `application_fee_details` of an order that is not declined; `undefined` where it is left out. */
export function feePart(world: World): FinalizeResponse['application_fee_details'] {
  const found = fileOf(world, 'fees');
  if (!found) return undefined;
  const context: Context = { world, chain: found.chain };
  const { fees, limit, transfer } = found.file;
  const most = orderAmount('total', orderOf(world)) ?? orderAmount('discounted', orderOf(world));
  const charged = [...new Set(fees.map(({ group }) => group))].flatMap((group) =>
    groupOf(
      fees.filter((fee) => fee.group === group),
      context,
    ),
  );
  if (charged.length === 0 || most === null) return undefined;
  let fee = sum(charged)!;
  // A limit that is not given in the currency is none.
  for (const [key, amount] of Object.entries(limit ?? {})) {
    const given = amountOf(amount, world);
    if (given) fee = key === 'min' ? fee.most(given) : fee.least(given);
  }
  const amount = cut(fee, most, world);
  if (!amount) return undefined;
  let sent: Fraction | null = null;
  if (transfer && 'amount' in transfer) sent = amountOf(transfer.amount, world);
  else if (transfer) {
    const base = orderBase(transfer.of, world);
    sent = base?.most(Fraction.zero).percent(Fraction.of(transfer.percent)) ?? null;
  }
  // A transfer of 0 is left out as a fee of 0 is.
  const transferred = sent && cut(sent, most, world);
  return {
    application_fee_amount: amount,
    ...(transferred && { transfer_data: { amount: transferred } }),
  };
}

/** Rounded half-up and at most the total, in the smallest amounts that Stripe takes. */
function cut(amount: Fraction, most: Fraction, world: World): number {
  const step = BigInt(stepOf(currencyOf(world)));
  const [rounded, limit] = [amount.rounded(step), roundedDown(most.most(Fraction.zero).rounded(1n), step)];
  return Number(rounded < limit ? rounded : limit);
}

/** What the fees of one group that apply come to. */
function groupOf(fees: Fee[], context: Context): Fraction[] {
  const { world } = context;
  let free = orderOf(world).lines;
  const charged: Fraction[] = [];
  for (const fee of fees) {
    if (every([fee.when ? holds(fee.when, context) : 'yes', isInTime(fee, world)]) !== 'yes') continue;
    const { items } = fee;
    const lines = items ? free.filter((line) => lineHolds(items, line, context) === 'yes') : free;
    if (lines.length === 0) continue;
    free = free.filter((line) => !lines.includes(line));
    const charge = chargeOf(fee, lines, world);
    if (charge) charged.push(charge);
  }
  return charged;
}

/** `null` where something that the fee needs is not known. */
function chargeOf(fee: Fee, lines: Line[], world: World): Fraction | null {
  const base = baseOf(fee.of, lines, world)?.most(Fraction.zero);
  if (!base) return null;
  const money = (amount: Amount): Fraction | null => amountOf(amount, world);
  const charge = fee.tiers ? tiered(fee.tiers, fee.graduated, base, money) : percentAndFixed(fee, base, money);
  return charge && limited(charge, fee, world);
}

function limited(charge: Fraction, { min, max }: { min?: Amount; max?: Amount }, world: World): Fraction | null {
  const [low, high] = [min, max].map((limit) => (limit ? amountOf(limit, world) : undefined));
  if (low === null || high === null) return null;
  const raised = low ? charge.most(low) : charge;
  return high ? raised.least(high) : raised;
}

type Money = (amount: Amount) => Fraction | null;

function percentAndFixed(
  { percent, fixed }: Pick<FeeTier, 'percent' | 'fixed'>,
  base: Fraction,
  money: Money,
): Fraction | null {
  const share = base.percent(Fraction.of(percent ?? '0'));
  return sum([share, fixed ? money(fixed) : Fraction.zero]);
}

function tiered(tiers: FeeTier[], graduated: boolean, base: Fraction, money: Money): Fraction | null {
  let charge: Fraction | null = Fraction.zero;
  let below = Fraction.zero;
  for (const [index, tier] of tiers.entries()) {
    if (graduated && index > 0 && base.compare(below) <= 0) break;
    const bound = tier.up_to ? money(tier.up_to) : undefined;
    if (bound === null) return null;
    const isHere = bound === undefined || base.compare(bound) <= 0;
    if (graduated) {
      charge = charge && sum([charge, percentAndFixed(tier, (isHere ? base : bound).minus(below), money)]);
    } else if (isHere) return percentAndFixed(tier, base, money);
    if (bound !== undefined) below = bound;
  }
  return charge;
}

function baseOf(of: FeeBase, lines: Line[], world: World): Fraction | null {
  const isWhole = lines.length === orderOf(world).lines.length;
  if (isWhole || of === 'shipping' || of === 'total_without_tax') return orderBase(of, world);
  return sum(lines.map((line) => lineNumber(of, line, world)));
}

function orderBase(of: FeeBase, world: World): Fraction | null {
  const order = orderOf(world);
  if (of !== 'total_without_tax') return orderAmount(of, order);
  return minus(orderAmount('total', order), orderAmount('tax', order));
}
