/** Reasons for people: the value seen and the value wanted of the condition that decided. */
import { type ExactNumber, exact, exactText, majorUnits } from '../money.ts';
import type { Amount, Bounds, Condition, TextMatch } from '../rules/model.ts';
import { describeAddress, describePlace, type PlaceFacts, type PlaceTest } from '../rules/place.ts';
import type { Test } from '../rules/ruleset.ts';
import { gramsPer } from '../rules/weight.ts';
import type { Context } from './context.ts';
import type { Reason } from './explanation.ts';
import { type LineFacts, type OrderFacts, sum, sumWeight } from './facts.ts';
import {
  isKnown,
  lineAmount,
  lineFlag,
  lineNumber,
  lineText,
  lineWeight,
  orderAmount,
  orderFlag,
  orderNumber,
  orderText,
  unitsIn,
} from './values.ts';

const missing = 'missing';

/** The reason that `test` gave `truth`. `taken`: of a sum over lines, those that count; `null` where that is unknown. */
export function reasonOf(
  test: Test,
  context: Context,
  line: LineFacts | null,
  truth: 'false' | 'unknown',
  taken: readonly LineFacts[] | null = null,
): Reason {
  const fact = factOf(test.source);
  const seen = test.is === 'sum' ? sumText(test.fact, taken, context.order) : seenOf(test, context, line);
  return {
    fact: line === null ? fact : `items.${fact}`,
    truth,
    seen: line === null ? seen : `${seen} (${line.line.sku ?? line.line.id})`,
    wanted: describeCondition(test.source),
    at: test.at,
  };
}

function factOf(condition: Condition): string {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of[0] === undefined ? condition.is : factOf(condition.of[0]);
    case 'not':
      return factOf(condition.of);
    case 'lines':
      return factOf(condition.line);
    case 'sum':
      return `${condition.fact} of some items`;
    case 'weekday':
    case 'time':
    case 'differ':
      return condition.is;
    default:
      return condition.fact;
  }
}

function seenOf(test: Test, context: Context, line: LineFacts | null): string {
  const { order, counted } = context;
  switch (test.is) {
    case 'all':
    case 'any':
      return test.of[0] === undefined ? '' : seenOf(test.of[0], context, line);
    case 'not':
      return seenOf(test.of, context, line);
    case 'lines':
      return line === null ? 'no line of the order' : seenOf(test.line, context, line);
    case 'sum':
      return 'the sum over the lines';
    case 'place':
      return seenPlace(test.place, test.fact === 'to' ? order.to : order.billTo);
    case 'text': {
      const text = (line === null ? orderText(order, test.fact) : lineText(line, test.fact)) ?? missing;
      return text === '' ? 'empty' : text;
    }
    case 'flag': {
      const flag = line === null ? orderFlag(order, test.fact) : lineFlag(line, test.fact);
      return flag === null || flag === 'unknown' ? missing : String(flag);
    }
    case 'amount':
      return money(line === null ? orderAmount(order, test.fact) : lineAmount(line, test.fact), order);
    case 'number': {
      const number = line === null ? orderNumber(test.fact, counted, order.lines) : lineNumber(line, test.fact);
      return number === null ? missing : String(number);
    }
    case 'weight':
      return weight(line === null ? sumWeight(counted) : lineWeight(line, test.fact));
    case 'weekday':
      return order.local.weekday;
    case 'time':
      return clock(order.local.minute);
    case 'differ':
      return test.facts.map((fact) => orderText(order, fact) ?? missing).join(' and ');
    case 'known':
      return isKnown(order, test.fact, counted) ? 'there' : missing;
  }
}

function money(amount: number | null, order: OrderFacts): string {
  const { currency } = order.money;
  return amount === null ? missing : `${majorUnits(amount, currency)} ${currency.toUpperCase()}`;
}

function weight(grams: ExactNumber | null): string {
  return grams === null ? missing : weightText(exactText(grams));
}

/** Grams as people read them: `500 g`, `20 kg`, and `10 lb` or `8 oz` where that is what was written. */
function weightText(grams: string): string {
  for (const unit of exact(grams).decimalPlaces() > 3 ? (['lb', 'oz'] as const) : []) {
    const count = exact(grams).dividedBy(gramsPer[unit]);
    if (count.decimalPlaces() <= 2 && (unit === 'oz' || !count.lessThan(1))) return `${exactText(count)} ${unit}`;
  }
  return exact(grams).lessThan(1000) ? `${grams} g` : `${exactText(exact(grams).times('0.001'))} kg`;
}

function clock(minute: number): string {
  const minutes = minute % 60;
  return `${String((minute - minutes) / 60).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** A condition as it would be written, on one line. */
export function describeCondition(condition: Condition): string {
  switch (condition.is) {
    case 'all':
      return condition.of.map(describeNamed).join(', ');
    case 'any':
      return `any of ${condition.of.map(describeNamed).join(' | ')}`;
    case 'not':
      return `not: ${describeNamed(condition.of)}`;
    case 'place':
      return describePlace(condition.place);
    case 'text':
      return describeText(condition.match);
    case 'flag':
      return String(condition.value);
    case 'amount':
    case 'number':
      return describeBounds(condition.bounds);
    case 'weight':
      return describeBounds(condition.bounds, weightText);
    case 'lines':
      return `${condition.which}: { ${describeNamed(condition.line)} }`;
    case 'sum':
      return `of: { ${describeNamed(condition.line)} }, ${condition.fact}: ${describeBounds(condition.bounds, condition.fact === 'weight' ? weightText : undefined)}`;
    case 'weekday':
      return `[${condition.days.join(', ')}]`;
    case 'time': {
      const parts: string[] = [];
      if (condition.after !== undefined) parts.push(`after: "${clock(condition.after)}"`);
      if (condition.before !== undefined) parts.push(`before: "${clock(condition.before)}"`);
      return `{ ${parts.join(', ')} }`;
    }
    case 'differ':
      return `[${condition.facts.join(', ')}]`;
    case 'known':
      return condition.value ? 'known' : missing;
  }
}

/** The same with the name of its fact. */
export function describeNamed(condition: Condition): string {
  switch (condition.is) {
    case 'all':
    case 'any':
    case 'not':
      return describeCondition(condition);
    case 'lines':
      return `items: ${describeCondition(condition)}`;
    case 'known':
      return `${condition.value ? 'known' : 'missing'}: ${condition.fact}`;
    default:
      return `${factOf(condition)}: ${describeCondition(condition)}`;
  }
}

function describeText(match: TextMatch): string {
  const texts = match.of.length === 1 ? match.of[0]! : `[${match.of.join(', ')}]`;
  return match.not ? `{ not: ${texts} }` : texts;
}

function describeBounds(bounds: Bounds<string> | Bounds<Amount>, show = (value: string): string => value): string {
  const text = (value: string | Amount): string =>
    typeof value === 'string'
      ? show(value)
      : 'plain' in value
        ? value.plain
        : `{ ${Object.entries(value.by)
            .map(([currency, amount]) => `${currency}: ${amount}`)
            .join(', ')} }`;
  const { min, max } = bounds;
  if (min !== undefined && min === max) return text(min);
  const parts = Object.entries(bounds).map(([bound, value]) => `${bound}: ${text(value as string | Amount)}`);
  return `{ ${parts.join(', ')} }`;
}

/** The reason that a tax rate's place gave `truth`. */
export function placeReason(
  where: PlaceTest,
  address: PlaceFacts | null,
  truth: 'false' | 'unknown',
  at: string,
): Reason {
  return { fact: 'where', truth, seen: seenPlace(where, address), wanted: describePlace(where.source), at };
}

/** An address as far as it matters: the city only where the place asks for one. */
function seenPlace(place: PlaceTest, address: PlaceFacts | null): string {
  const text = describeAddress(address);
  const city = address?.written.city;
  return city && describePlace(place.source).includes('city:') ? `${text} ${city}` : text;
}

function sumText(fact: (Test & { is: 'sum' })['fact'], taken: readonly LineFacts[] | null, order: OrderFacts): string {
  if (taken === null) return missing;
  switch (fact) {
    case 'quantity':
      return String(unitsIn(taken));
    case 'lines':
      return String(taken.length);
    case 'subtotal':
    case 'discounted':
      return money(
        sum(taken, (line) => line[fact]),
        order,
      );
    case 'weight':
      return weight(sumWeight(taken));
  }
}
