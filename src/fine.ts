/**
 * Exact amounts finer than minor units, for percents of amounts: whole millionths as numbers where they are safe, which
 * those of ordinary amounts are, else decimals. A sum of either is exact; `roundFine` rounds by money.ts.
 */
import { type Decimal, exact, exactText, percentOf, roundMinor } from './money.ts';

declare const unit: unique symbol;
/** Whole millionths of a minor unit, a safe integer. */
type Millionths = number & { [unit]: 'millionths' };

/** An exact amount: millionths of a minor unit, or minor units as a decimal. */
export type Fine = Millionths | Decimal;

/** An exact percentage. */
export interface Percent {
  exact: Decimal;
  /** Millionths of the base, where it has at most four decimals; else `NaN`. */
  millionths: number;
}

const million = 1_000_000;

/** The percentage that a canonical text writes. */
export function percentIn(text: string): Percent {
  const percent = exact(text);
  const millionths = percent.times(10_000);
  return { exact: percent, millionths: millionths.isInteger() ? millionths.toNumber() : Number.NaN };
}

/** Whole minor units. */
export function fine(minor: number): Fine {
  return safeOr(minor * million, () => exact(minor));
}

/** `percent` percent of whole minor units. */
export function finePercent(base: number, percent: Percent): Fine {
  return safeOr(base * percent.millionths, () => percentOf(base, percent.exact));
}

export function finePlus(a: Fine, b: Fine): Fine {
  if (typeof a === 'number' && typeof b === 'number') return safeOr(a + b, () => decimalOf(a).plus(decimalOf(b)));
  return decimalOf(a).plus(decimalOf(b));
}

/** Below, at or above 0 as `a` is below, at or above `minor` minor units. */
export function fineCompare(a: Fine, minor: number): number {
  const bound = fine(minor);
  return typeof a === 'number' && typeof bound === 'number' ? a - bound : decimalOf(a).comparedTo(minor);
}

/** The one rounding, as `roundMinor`. */
export function roundFine(amount: Fine, currency: string): number | null {
  return roundMinor(amount, currency, million);
}

/** All digits in minor units. */
export function fineText(amount: Fine): string {
  return exactText(decimalOf(amount));
}

function decimalOf(amount: Fine): Decimal {
  return typeof amount === 'number' ? exact(amount).times('0.000001') : amount;
}

/** What is past 2^53 − 1 stays past it when it is rounded, so that a safe product or sum is exact. */
function safeOr(result: number, otherwise: () => Decimal): Fine {
  return Number.isSafeInteger(result) ? (result as Millionths) : otherwise();
}
