/** Bounds: `min` and `max` include the bound, `over` and `under` do not. */
import type { Amount, Bounds, Exact } from '../model.ts';
import { choose, convert, named, names, optional, type Shape, wrongType } from '../shape.ts';
import { map, together } from '../shape-map.ts';
import { amount } from './amount.ts';
import { compareExact } from './exact.ts';
import { number, weight } from './number.ts';

export const boundKeys = ['min', 'max', 'over', 'under'] as const;

/** `{ min, max }`, `{ over }`, `{ under }` of `value`; `conflicts(a, b)` orders two bounds in everything comparable. */
function bounds<T extends object | string>(value: Shape<T>, compare: (low: T, high: T) => number): Shape<Bounds<T>> {
  const expected = `{ min, max } or { over, under } with ${value.expected}`;
  const keys = {
    min: optional(value, 'At least this.'),
    max: optional(value, 'At most this.'),
    over: optional(value, 'More than this.'),
    under: optional(value, 'Less than this.'),
  };
  const written = together(map(expected, keys, { synonyms }), {
    least: 1,
    apart: [
      ['min', 'over'],
      ['max', 'under'],
    ],
  });
  return convert(written, ({ at, ...found }, node, problems) => {
    const bounds = found as Bounds<T>;
    const fault = impossible(bounds, compare);
    if (!fault) return bounds;
    problems.error(node.at, 'impossible-range', fault);
    return undefined;
  });
}

const synonyms = {
  from: 'min',
  at_least: 'min',
  minimum: 'min',
  gte: 'min',
  to: 'max',
  at_most: 'max',
  maximum: 'max',
  lte: 'max',
  above: 'over',
  more_than: 'over',
  gt: 'over',
  below: 'under',
  less_than: 'under',
  lt: 'under',
};

function impossible<T>(bounds: Bounds<T>, compare: (low: T, high: T) => number): string | undefined {
  const { min, max, over, under } = bounds;
  if (Object.keys(bounds).length === 0) return 'No bound is named here. Write min, max, over or under.';
  if (min !== undefined && over !== undefined) return 'Both "min" and "over" are given. Keep one of them.';
  if (max !== undefined && under !== undefined) return 'Both "max" and "under" are given. Keep one of them.';
  const [low, high] = [min ?? over, max ?? under];
  if (low === undefined || high === undefined) return undefined;
  const order = compare(low, high);
  const strict = over !== undefined || under !== undefined;
  if (order < 0 || (order === 0 && !strict)) return undefined;
  return 'Nothing lies between these bounds: the lower one is not below the upper one.';
}

function compareAmounts(low: Amount, high: Amount): number {
  if ('plain' in low) return 'plain' in high ? compareExact(low.plain, high.plain) : -1;
  if ('plain' in high) return -1;
  const shared = Object.keys(low.by).filter((currency) => Object.hasOwn(high.by, currency));
  return Math.max(-1, ...shared.map((currency) => compareExact(low.by[currency]!, high.by[currency]!)));
}

const amounts = bounds(amount, compareAmounts);
const weights = bounds(weight, compareExact);
const numbers = bounds(number, compareExact);

/** A number, or bounds of it. */
const anyNumber = 'a number, such as 3, or { min, max, over, under }';
export const numberBounds: Shape<Bounds<Exact>> = named('number', anyNumber, () => numberOrBounds);
const numberOrBounds = either(
  anyNumber,
  numbers,
  convert(number, (exact) => ({ min: exact, max: exact })),
);

/** Bounds of an amount; `orOne` also takes one amount, and means exactly that. */
export const amountBounds: Shape<Bounds<Amount>> = named('amountBounds', amounts.expected, () => boundsOfAmount);
const boundsOfAmount = onlyBounds(amounts, '50');
export const amountBoundsOrOne: Shape<Bounds<Amount>> = either(
  'an amount, such as 0, or { min, max, over, under }',
  amounts,
  convert(amount, (one) => ({ min: one, max: one })),
);

/** Bounds of a weight, in grams. */
export const weightBounds: Shape<Bounds<Exact>> = named('weightBounds', weights.expected, () => boundsOfWeight);
const boundsOfWeight = onlyBounds(weights, '20 kg');

function either<T>(expected: string, range: Shape<Bounds<T>>, one: Shape<Bounds<T>>): Shape<Bounds<T>> {
  return choose(expected, [one, range], (node) =>
    node.is === 'map' && (node.entries.length === 0 || names(node, boundKeys) || !isCurrencyMap(node)) ? range : one,
  );
}

/** `range`, with a hint for one value that was written without saying whether more or less of it is meant. */
function onlyBounds<T>(range: Shape<Bounds<T>>, example: string): Shape<Bounds<T>> {
  return {
    ...range,
    read(node, problems) {
      const alone = node.is === 'text' ? node.text : isCurrencyMap(node) ? currencyText(node) : undefined;
      if (alone === undefined || alone === '') return range.read(node, problems);
      const value = /\d/.test(alone) ? alone.slice(0, 40) : example;
      return wrongType(node, `bounds. Write { min: ${value} } for at least that, or max, over, under`, problems);
    },
  };
}

type Written = Parameters<Shape<unknown>['read']>[0];

function isCurrencyMap(node: Written): boolean {
  return (
    node.is === 'map' &&
    node.entries.length > 0 &&
    node.entries.every(({ key, value }) => {
      return /^[A-Za-z]{3}$/.test(key) && key !== 'min' && key !== 'max' && value.is === 'text';
    })
  );
}

function currencyText(node: Written): string | undefined {
  if (node.is !== 'map') return undefined;
  return `{ ${node.entries.map(({ key, value }) => `${key}: ${value.is === 'text' ? value.text : '…'}`).join(', ')} }`;
}
