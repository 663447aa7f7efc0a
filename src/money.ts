/**
 * The one place that rounds. Inside, amounts are exact decimals in minor units; at the edge, integers of minor units.
 */
import { Decimal as AnyDecimal } from 'decimal.js';
import { exponentOf, stepOf } from './currency.ts';

// Enough digits that no sum or product of what a rule file and a request can hold is ever rounded on the way:
// 16 (an amount) + 16 (a quantity) + 5 × 7 (compound percents) + 9 (a weight).
const Decimal = AnyDecimal.clone({ precision: 120, rounding: AnyDecimal.ROUND_HALF_UP });

/** An exact decimal. */
export type Decimal = AnyDecimal;

/** A safe integer, or an exact decimal where it is none: most amounts and weights are, and numbers are a tenth of the work. */
export type ExactNumber = number | Decimal;

/** The exact decimal of a canonical text or a safe integer. */
export function exact(value: Decimal | string | number): Decimal {
  return new Decimal(value);
}

export const zero: Decimal = exact(0);

/** As `exact`, as a number where it is a safe integer. */
export function exactOrWhole(value: string): ExactNumber {
  return /^\d{1,15}$/.test(value) ? Number(value) : exact(value);
}

/** All digits of an exact number, without an exponent: `7.04946`. */
export function exactText(value: ExactNumber): string {
  return typeof value === 'number' ? String(value) : value.toFixed();
}

/** ExactNumber minor units as major ones, with at least the digits of the currency: 704.946 usd → `7.04946`, 180 usd → `1.80`. */
export function exactMajorUnits(minor: string, currency: string): string {
  const digits = exponentOf(currency);
  const major = exact(minor).times(`1e-${digits}`);
  return major.toFixed(Math.max(digits, major.decimalPlaces()));
}

const maxMinor = exact(Number.MAX_SAFE_INTEGER);

/** `5.99` usd → 599. `null` where the text is finer than the smallest amount that Stripe takes, or past 2^53 − 1. */
export function minorUnits(major: string, currency: string): number | null {
  const minor = exact(major).times(`1e${exponentOf(currency)}`);
  if (!minor.modulo(stepOf(currency)).isZero() || minor.greaterThan(maxMinor)) return null;
  return minor.toNumber();
}

/** 599 usd → `5.99`, with all the digits of the currency. */
export function majorUnits(minor: number, currency: string): string {
  const digits = exponentOf(currency);
  return exact(minor).times(`1e-${digits}`).toFixed(digits);
}

/** `5.99` for usd, `1` for jpy: the smallest amount that Stripe takes, in major units. */
export function smallestAmount(currency: string): string {
  return exact(stepOf(currency))
    .times(`1e-${exponentOf(currency)}`)
    .toFixed();
}

/**
 * The one rounding: half-up to the smallest amount that Stripe takes in `currency`, as an integer of minor units.
 * `null` past 2^53 − 1, where JSON cannot carry it exactly. A number counts minor units, or parts of which a minor unit
 * has `parts`.
 */
export function roundMinor(amount: ExactNumber, currency: string, parts = 1): number | null {
  const step = stepOf(currency);
  if (typeof amount === 'number' && amount >= 0) {
    const rest = amount % (step * parts);
    const below = (amount - rest) / parts;
    const rounded = rest * 2 < step * parts ? below : below + step;
    return Number.isSafeInteger(rounded) ? rounded : null;
  }
  const minor = typeof amount === 'number' ? exact(amount).dividedBy(parts) : amount;
  const rounded = minor.toNearest(step, Decimal.ROUND_HALF_UP);
  return rounded.greaterThan(maxMinor) ? null : rounded.toNumber();
}

/** The next multiple of `unit` (minor units) at or above `amount`. */
export function roundUpTo(amount: number, unit: number): number | null {
  const rounded = exact(amount).toNearest(unit, Decimal.ROUND_UP);
  return rounded.greaterThan(maxMinor) ? null : rounded.toNumber();
}

/** The largest amount at or below `amount` that Stripe takes in `currency`, in minor units. */
export function roundDown(amount: number, currency: string): number {
  return amount - (amount % stepOf(currency));
}

/** `sum` plus `amount` × `times`, exact: a number where it is a safe integer, which most prices are. */
export function addTimes(sum: ExactNumber, amount: ExactNumber, times: ExactNumber): ExactNumber {
  if (typeof sum === 'number' && typeof amount === 'number' && typeof times === 'number') {
    const part = amount * times;
    const total = sum + part;
    // What is past 2^53 − 1 stays past it when it is rounded, so that safe results are exact.
    if (Number.isSafeInteger(part) && Number.isSafeInteger(total)) return total;
  }
  return exact(sum).plus(exact(amount).times(times));
}

/** Below, at or above 0 as `a` is below, at or above `b`. */
export function compare(a: ExactNumber, b: ExactNumber): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : exact(a).comparedTo(b);
}

/** `percent` percent of `base`, exact. */
export function percentOf(base: ExactNumber, percent: Decimal): Decimal {
  return percent.times(base).times('0.01');
}

/** How many units of `unit` have begun in `amount`: 2.1 kg by kg is 3. */
export function begunUnits(amount: ExactNumber, unit: ExactNumber): ExactNumber {
  if (typeof amount === 'number' && typeof unit === 'number') {
    const begun = amount % unit;
    return (amount - begun) / unit + (begun === 0 ? 0 : 1);
  }
  const decimal = exact(amount);
  return decimal.dividedToIntegerBy(unit).plus(decimal.modulo(unit).isZero() ? 0 : 1);
}

/** A percentage with at most four decimals, rounded half-up: what Stripe takes for a tax rate. */
export function roundPercent(percent: Decimal): Decimal {
  return percent.toDecimalPlaces(4, Decimal.ROUND_HALF_UP);
}

/** The number that JSON carries for a percentage of at most four decimals. */
export function percentNumber(percent: Decimal): number {
  return percent.toNumber();
}

/**
 * What each rate of a line comes to when a `compound` one lies on the price, all rates that are not compound, and the
 * compound ones before it. In: the chosen rates in order of priority. Out: percents of the price, exact.
 */
export function flattenCompound(rates: readonly { percent: Decimal; compound: boolean }[]): Decimal[] {
  let below = zero;
  for (const rate of rates) if (!rate.compound) below = below.plus(rate.percent);
  return rates.map((rate) => {
    if (!rate.compound) return rate.percent;
    const effective = rate.percent.plus(percentOf(below, rate.percent));
    below = below.plus(effective);
    return effective;
  });
}
