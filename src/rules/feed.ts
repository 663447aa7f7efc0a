/**
 * Cells of Stripe's product feed. The check of the catalog and the decisions read them alike, so that what passes the
 * check is what is answered.
 */
import { minorUnits } from '../money.ts';
import type { LocalTime } from './model.ts';
import { readCurrency, tooFine } from './parse/amount.ts';
import { isReversed, readDate } from './parse/date.ts';
import { readExact } from './parse/exact.ts';
import { didYouMean } from './problem.ts';
import { quote, type Reading } from './shape.ts';

export const availabilities = ['in_stock', 'out_of_stock', 'backorder', 'preorder'] as const;
export type Availability = (typeof availabilities)[number];

export interface FeedPrice {
  /** Minor units. */
  amount: number;
  currency: string;
}

/** `24.99 USD`, or a plain number in `plainCurrency`: `plain` tells which. */
export function readFeedPrice(written: string, plainCurrency: string): Reading<FeedPrice & { plain: boolean }> {
  const code = /[\d.,\s]([A-Za-z]{3})$/.exec(written.slice(-4))?.[1];
  const plain = code === undefined;
  const number = plain ? written : written.slice(0, -3).trimEnd();
  const currency = plain ? { value: plainCurrency } : readCurrency(code);
  if (!('value' in currency)) return currency;
  const turned = /^(?:[A-Za-z]{3}|[$€£¥₩₹]) ?(\d{1,12}(?:\.\d{1,9})?)$/.exec(number);
  if (turned !== null) {
    const fault = `${quote(written)} is no price of a product feed. Write ${turned[1]} and the currency, as 24.99 USD.`;
    return { code: 'bad-amount', fault };
  }
  const exact = readExact(number, 'bad-amount');
  if (!('value' in exact)) return exact;
  const fine = tooFine(exact.value, currency.value);
  if (fine !== undefined) return { code: 'bad-amount', fault: fine };
  const amount = minorUnits(exact.value, currency.value);
  if (amount === null) return { code: 'bad-amount', fault: `${quote(written)} is more than Stripe takes.` };
  return { value: { amount, currency: currency.value, plain } };
}

/** The feed's `availability`; blanks and hyphens are read as `_`, as other feeds write them. */
export function readAvailability(written: string): Reading<Availability> {
  const status = written.toLowerCase().replace(/[ -]/g, '_');
  const found = availabilities.find((one) => one === status);
  if (found !== undefined) return { value: found };
  const fault = `${quote(written)} is not one of ${availabilities.join(', ')}.${didYouMean(status, availabilities)}`;
  return { code: 'bad-value', fault };
}

/** Units in stock; a number below 0 is kept, for the check. */
export function readStock(written: string): Reading<number> {
  if (/^-?\d{1,15}$/.test(written)) return { value: Number(written) };
  return { code: 'bad-value', fault: `${quote(written)} is not a whole number of units.` };
}

/** `true` or `false`, also as yes, no, 1, 0. */
export function readFlag(written: string): Reading<boolean> {
  if (/^(?:true|yes|1)$/i.test(written)) return { value: true };
  if (/^(?:false|no|0)$/i.test(written)) return { value: false };
  return { code: 'bad-value', fault: `${quote(written)} is neither true nor false.` };
}

/** `2026-11-20/2026-11-30`, or times, each with or without an offset (`-0500` as well as `-05:00`). */
export function readSaleDates(written: string): Reading<{ from: LocalTime; through: LocalTime }> {
  const ends = written.split('/');
  if (ends.length !== 2) {
    const fault = `${quote(written)} is not two dates with a "/" between them, such as 2026-11-20/2026-11-30.`;
    return { code: 'bad-date', fault };
  }
  const [from, through] = ends.map((end) => readDate(isoOf(end.trim()))) as [Reading<LocalTime>, Reading<LocalTime>];
  if (!('value' in from)) return from;
  if (!('value' in through)) return through;
  if (isReversed(from.value, through.value)) return reversedSale(written);
  return { value: { from: from.value, through: through.value } };
}

/** A sale that ends before it begins. */
export function reversedSale(written: string): { code: 'impossible-range'; fault: string } {
  return { code: 'impossible-range', fault: `${quote(written)} ends before it begins.` };
}

/** An ISO 8601 time as rules write it: no fraction of a second, and a colon in the offset. */
function isoOf(text: string): string {
  // A cell may hold a megabyte, and no time is that long.
  if (text.length > 40) return text;
  return text.replace(/(:\d\d)\.\d{1,9}(?=Z|[+-]|$)/, '$1').replace(/^([^T]*T.*[+-]\d\d)(\d\d)$/, '$1:$2');
}
