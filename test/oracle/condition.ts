/** Conditions, by the section on `when`. */
import type { Amount, Bounds, Condition, Exact, TextMatch } from '../../src/rules/model.ts';
import { lineFacts, orderAmountFacts, paymentFacts, weekdays } from '../../src/rules/model.ts';
import type { Line } from '../../src/stripe/types.ts';
import { lineFlag, lineNumber, lineText, lineWeight, orderAmount, orderOf, orderText, sum } from './facts.ts';
import { Fraction } from './fraction.ts';
import { amountOf } from './money.ts';
import { offered } from './offered.ts';
import { isCountry, isIn } from './place.ts';
import { matchesText } from './text.ts';
import { localTime } from './time.ts';
import { every, opposite, some, type Verdict, verdictOf } from './verdict.ts';
import { type Chain, patternsOf, type World } from './world.ts';

export interface Context {
  world: World;
  /** Where the condition looks names up. */
  chain: Chain;
  /** The lines that count for `weight` and `quantity`; absent: all. */
  ships?: { items: Condition } | undefined;
}

/** Whether a condition on the order holds. */
export function holds(condition: Condition, context: Context): Verdict {
  const { world, chain } = context;
  const order = orderOf(world);
  switch (condition.is) {
    case 'all':
      return every(condition.of.map((one) => holds(one, context)));
    case 'any':
      return some(condition.of.map((one) => holds(one, context)));
    case 'not':
      return opposite(holds(condition.of, context));
    case 'place':
      return isIn(condition.place, condition.fact === 'to' ? order.shipTo : order.billTo, chain).is;
    case 'text':
      return textHolds(condition.fact, condition.match, orderText(condition.fact, order)?.text ?? null, chain);
    case 'flag':
      return condition.fact === 'livemode'
        ? verdictOf(order.livemode === null ? null : order.livemode === condition.value)
        : opposed(offered(world), condition.value);
    case 'amount':
      return within(orderAmount(condition.fact, order), amountsOf(condition.bounds, world));
    case 'number':
      return within(
        condition.fact === 'lines' ? Fraction.of(order.lines.length) : unitsOf(context),
        exacts(condition.bounds),
      );
    case 'weight':
      return within(weightOf(context), exacts(condition.bounds));
    case 'lines': {
      const each = order.lines.map((line) => lineHolds(condition.line, line, context));
      if (condition.which === 'every') return every(each);
      return condition.which === 'any' ? some(each) : opposite(some(each));
    }
    case 'sum':
      return sumHolds(condition, context);
    case 'weekday':
      return verdictOf(condition.days.includes(weekdays[localTime(world).dayOfWeek - 1]!));
    case 'time':
      return timeHolds(condition, world);
    case 'differ': {
      const [one, other] = condition.facts.map((fact) => orderText(fact, order)?.folded);
      if (one === undefined || other === undefined)
        return condition.facts.some((fact) => fact.startsWith('to.')) ? 'unplaced' : 'unknown';
      return verdictOf(one !== other);
    }
    case 'known':
      return verdictOf(isKnown(condition.fact, context) === condition.value);
  }
}

function opposed(verdict: Verdict, wanted: boolean): Verdict {
  return wanted ? verdict : opposite(verdict);
}

/** Whether a condition on a line holds for it. */
export function lineHolds(condition: Condition, line: Line, context: Context): Verdict {
  const { world, chain } = context;
  switch (condition.is) {
    case 'all':
      return every(condition.of.map((one) => lineHolds(one, line, context)));
    case 'any':
      return some(condition.of.map((one) => lineHolds(one, line, context)));
    case 'not':
      return opposite(lineHolds(condition.of, line, context));
    case 'text':
      return textHolds(condition.fact, condition.match, lineText(condition.fact, line, world), chain);
    case 'flag': {
      const flag = lineFlag(condition.fact, line, world);
      return verdictOf(flag === null ? null : flag === condition.value);
    }
    case 'amount':
      return within(lineNumber(condition.fact, line, world), amountsOf(condition.bounds, world));
    case 'number':
    case 'weight':
      return within(lineNumber(condition.fact, line, world), exacts(condition.bounds));
    default:
      throw new Error(`${condition.is} is no condition on a line`);
  }
}

/** A blank text equals nothing, so that `not` holds. */
function textHolds(fact: string, match: TextMatch, text: string | null, chain: Chain): Verdict {
  if (text === null) return 'unknown';
  const matches = fact === 'payment.country' ? isCountry : matchesText;
  const is = text !== '' && patternsOf(chain, match).some((pattern) => matches(pattern, text));
  return verdictOf(is !== match.not);
}

type Limits = Bounds<Fraction | null>;

function amountsOf(bounds: Bounds<Amount>, world: World): Limits {
  return mapped(bounds, (amount) => amountOf(amount, world));
}

function exacts(bounds: Bounds<Exact>): Limits {
  return mapped(bounds, Fraction.of);
}

function mapped<T>(bounds: Bounds<T>, to: (bound: T) => Fraction | null): Limits {
  return Object.fromEntries(Object.entries(bounds).map(([key, bound]) => [key, to(bound as T)]));
}

/** Unknown where the value is, or a bound in the request's currency. */
function within(value: Fraction | null, bounds: Limits): Verdict {
  if (value === null || Object.values(bounds).includes(null)) return 'unknown';
  const { min, max, over, under } = bounds;
  return verdictOf(
    (!min || value.compare(min) >= 0) &&
      (!max || value.compare(max) <= 0) &&
      (!over || value.compare(over) > 0) &&
      (!under || value.compare(under) < 0),
  );
}

/** The lines that count; `null` where that is unknown of one. */
export function shipped(context: Context): Line[] | null {
  return taken(context.ships?.items, context);
}

/** The lines that a condition takes; `null` where that is unknown of one. */
function taken(items: Condition | undefined, context: Context): Line[] | null {
  const lines: Line[] = [];
  for (const line of orderOf(context.world).lines) {
    const verdict = items ? lineHolds(items, line, context) : 'yes';
    if (verdict === 'yes') lines.push(line);
    else if (verdict !== 'no') return null;
  }
  return lines;
}

/** Units of the lines that count. */
export function unitsOf(context: Context): Fraction | null {
  const lines = shipped(context);
  return lines && sum(lines.map(({ quantity }) => Fraction.of(quantity)));
}

/** The weight of the lines that count. */
export function weightOf(context: Context): Fraction | null {
  const lines = shipped(context);
  return lines && sum(lines.map((line) => lineWeight(line, context.world)));
}

function sumHolds(condition: Extract<Condition, { is: 'sum' }>, context: Context): Verdict {
  const { world } = context;
  const lines = taken(condition.line, context);
  const { fact } = condition;
  const isAmount = fact === 'subtotal' || fact === 'discounted';
  const bounds = isAmount
    ? amountsOf(condition.bounds as Bounds<Amount>, world)
    : exacts(condition.bounds as Bounds<Exact>);
  if (lines === null) return 'unknown';
  if (fact === 'lines') return within(Fraction.of(lines.length), bounds);
  const values = lines.map((line) => (fact === 'weight' ? lineWeight(line, world) : lineNumber(fact, line, world)));
  return within(sum(values), bounds);
}

function timeHolds({ after, before }: { after?: number; before?: number }, world: World): Verdict {
  const { hour, minute } = localTime(world);
  const now = hour * 60 + minute;
  if (after === undefined) return verdictOf(now < before!);
  if (before === undefined) return verdictOf(now >= after);
  return verdictOf(after < before ? now >= after && now < before : now >= after || now < before);
}

function isKnown(fact: string, context: Context): boolean {
  const { world } = context;
  const order = orderOf(world);
  if (fact === 'to') return order.shipTo !== null;
  if (fact === 'bill_to') return order.billTo !== null;
  if (fact === 'payment') return order.hook === 'finalize' && order.payment !== null;
  if (fact === 'livemode') return order.livemode !== null;
  if (fact === 'lines') return true;
  if (fact === 'quantity') return unitsOf(context) !== null;
  if (fact === 'weight') return weightOf(context) !== null;
  if ((orderAmountFacts as readonly string[]).includes(fact)) return orderAmount(fact, order) !== null;
  if (fact.startsWith('items.')) return order.lines.every((line) => isLineKnown(fact.slice(6), line, world));
  if (fact.startsWith('payment.') && !(paymentFacts as readonly string[]).includes(fact.slice(8)))
    throw new Error(fact);
  return orderText(fact, order) !== null;
}

function isLineKnown(fact: string, line: Line, world: World): boolean {
  if (['in_catalog', 'available', 'price_matches', 'over_limit'].includes(fact))
    return lineFlag(fact, line, world) !== null;
  if (fact === 'weight') return lineNumber(fact, line, world) !== null;
  if ((lineFacts as readonly string[]).includes(fact) && fact !== 'sku' && fact !== 'name') {
    return lineNumber(fact, line, world) !== null;
  }
  return Boolean(lineText(fact, line, world));
}
