/** Amounts and bounds, compiled. */
import { type Decimal, exact, exactOrWhole, minorUnits } from '../../money.ts';
import { onceEach } from '../alike.ts';
import type { Amount, Bounds, Exact, MassUnit } from '../model.ts';
import type { Band, DecimalBand, InCurrency, MoneyScope, Sized } from '../ruleset.ts';
import type { Scope } from './scope.ts';

const highest = Number.MAX_SAFE_INTEGER;

/** Builds once for each currency, as the settings' own or as another. */
function perCurrency<T>(build: (currency: string, plain: boolean) => T | null): InCurrency<T> {
  // Nearly all orders of a shop are in one currency: the last is at hand, the others are in maps.
  let last = '';
  let lastIsPlain = false;
  let lastValue: T | null = null;
  let others: Record<'plain' | 'other', Map<string, T | null>> | undefined;
  return ({ currency, plain }: MoneyScope) => {
    const isPlain = currency === plain;
    if (currency === last && isPlain === lastIsPlain) return lastValue;
    others ??= { plain: new Map(), other: new Map() };
    const memo = others[isPlain ? 'plain' : 'other'];
    let value = memo.get(currency);
    if (value === undefined) {
      value = build(currency, isPlain);
      memo.set(currency, value);
    }
    last = currency;
    lastIsPlain = isPlain;
    lastValue = value;
    return value;
  };
}

function minorIn(amount: Amount, currency: string, plain: boolean): number | null {
  if ('plain' in amount) return plain ? minorUnits(amount.plain, currency) : null;
  return Object.hasOwn(amount.by, currency) ? minorUnits(amount.by[currency]!, currency) : null;
}

/** An amount in minor units of the request's currency. `required`: reports each currency of the settings it lacks. */
export function compileAmount(amount: Amount, scope: Scope, required = false): InCurrency<number> {
  if ('plain' in amount) scope.notePlain(amount.plain, amount.at);
  if (required) {
    for (const currency of scope.currencies) {
      const given = 'plain' in amount ? currency === scope.currency : Object.hasOwn(amount.by, currency);
      if (given) continue;
      const example = 'plain' in amount ? `{ ${scope.currency}: ${amount.plain}, ${currency}: … }` : `${currency}: …`;
      scope.problems.error(
        amount.at,
        'missing-currency',
        `This amount is not given in ${currency.toUpperCase()}, which the settings sell in. Write it too: ${example}`,
      );
    }
  }
  return amountIn(amount);
}

/** As `compileAmount`, of an amount that has been checked. */
export function amountIn(amount: Amount): InCurrency<number> {
  return amounts(amountKey(amount), () => perCurrency((currency, plain) => minorIn(amount, currency, plain)));
}

const amounts = onceEach<InCurrency<number>>();

/** What an amount says, without where it stands. */
function amountKey(amount: Amount): string {
  return 'plain' in amount ? amount.plain : JSON.stringify(amount.by);
}

/** As `compileAmount`, `null` for what is absent. */
export function maybeAmount(amount: Amount | undefined, scope: Scope, required = false): InCurrency<number> | null {
  return amount === undefined ? null : compileAmount(amount, scope, required);
}

/** Bounds on an amount, as whole minor units of the request's currency. */
export function compileAmountBand(bounds: Bounds<Amount>, scope: Scope, required: boolean): InCurrency<Band> {
  for (const amount of Object.values(bounds) as Amount[]) compileAmount(amount, scope, required);
  const key = Object.entries(bounds).map(([bound, amount]) => `${bound} ${amountKey(amount as Amount)}`);
  return amountBands(key.join(), () => amountBand(bounds));
}

const amountBands = onceEach<InCurrency<Band>>();

function amountBand(bounds: Bounds<Amount>): InCurrency<Band> {
  return perCurrency((currency, plain) => {
    const read = (amount: Amount | undefined, fallback: number, shift: number): number | null => {
      if (amount === undefined) return fallback;
      const minor = minorIn(amount, currency, plain);
      return minor === null ? null : minor + shift;
    };
    const min = read(bounds.min, -highest, 0);
    const over = read(bounds.over, -highest, 1);
    const max = read(bounds.max, highest, 0);
    const under = read(bounds.under, highest, -1);
    if (min === null || over === null || max === null || under === null) return null;
    return { low: Math.max(min, over), high: Math.min(max, under) };
  });
}

/** Bounds on a whole number: the least and the greatest that hold. */
export function compileBand(bounds: Bounds<Exact>): Band {
  const up = (value: Decimal): number => (value.greaterThan(highest) ? highest : value.ceil().toNumber());
  const down = (value: Decimal): number => (value.greaterThan(highest) ? highest : value.floor().toNumber());
  let low = -highest;
  let high = highest;
  if (bounds.min !== undefined) low = Math.max(low, up(exact(bounds.min)));
  if (bounds.over !== undefined) low = Math.max(low, down(exact(bounds.over)) + 1);
  if (bounds.max !== undefined) high = Math.min(high, down(exact(bounds.max)));
  if (bounds.under !== undefined) high = Math.min(high, up(exact(bounds.under)) - 1);
  return { low, high };
}

/** Bounds on an exact decimal: a weight in grams, a number of the catalog. */
export function compileDecimals(bounds: Bounds<Exact>): DecimalBand {
  const band: DecimalBand = {};
  if (bounds.min !== undefined) band.min = exactOrWhole(bounds.min);
  if (bounds.max !== undefined) band.max = exactOrWhole(bounds.max);
  if (bounds.over !== undefined) band.over = exactOrWhole(bounds.over);
  if (bounds.under !== undefined) band.under = exactOrWhole(bounds.under);
  return band;
}

/** An amount for each begun kilogram or pound. */
export function compilePerWeight(per: { amount: Amount; unit: MassUnit } | undefined, scope: Scope): Sized | null {
  return per === undefined ? null : { amount: compileAmount(per.amount, scope), unit: per.unit, at: per.amount.at };
}
