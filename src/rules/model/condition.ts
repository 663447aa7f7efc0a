/** A `when`, and the facts that it asks. */
import type { Amount, At, Bounds, Exact, Place, TextMatch } from './value.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * A condition on an order, or (inside `items`) on one line. `fact` is the name as it is written: `subtotal`,
 * `payment.funding`, `sku`; on a line, a name that is not one of `lineFacts` is a column of the catalog.
 */
export type Condition =
  | { is: 'all'; of: Condition[]; at: At }
  | { is: 'any'; of: Condition[]; at: At }
  | { is: 'not'; of: Condition; at: At }
  | { is: 'place'; fact: 'to' | 'bill_to'; place: Place; at: At }
  | { is: 'text'; fact: string; match: TextMatch; at: At }
  | { is: 'flag'; fact: string; value: boolean; at: At }
  | { is: 'amount'; fact: string; bounds: Bounds<Amount>; at: At }
  | { is: 'number'; fact: string; bounds: Bounds<Exact>; at: At }
  /** Bounds in grams. */
  | { is: 'weight'; fact: string; bounds: Bounds<Exact>; at: At }
  /** `items: { any | every | no: … }` */
  | { is: 'lines'; which: 'any' | 'every' | 'no'; line: Condition; at: At }
  /** `items: { of: {…}, quantity: {…} }`: a sum over the lines that `line` takes. */
  | {
      is: 'sum';
      line: Condition;
      fact: 'quantity' | 'lines' | 'subtotal' | 'discounted' | 'weight';
      bounds: Bounds<Exact> | Bounds<Amount>;
      at: At;
    }
  | { is: 'weekday'; days: Weekday[]; at: At }
  /** Minutes after midnight. */
  | { is: 'time'; after?: number; before?: number; at: At }
  | { is: 'differ'; facts: [string, string]; at: At }
  /** `known` (value true) and `missing` (value false), one for each fact that was listed. */
  | { is: 'known'; fact: string; value: boolean; at: At };

/** Facts of an order whose values are text. */
export const orderTextFacts = ['account', 'currency', 'email', 'phone', 'name'] as const;
export const paymentFacts = ['type', 'brand', 'funding', 'country', 'wallet', 'iin'] as const;
export const addressFields = ['country', 'state', 'city', 'postal_code'] as const;
export const orderAmountFacts = ['subtotal', 'discount', 'discounted', 'shipping', 'tax', 'total'] as const;
/** Facts of a line that the request or Ratebook itself knows; every other name is a column of the catalog. */
export const lineFacts = [
  'sku',
  'name',
  'quantity',
  'units',
  'price',
  'subtotal',
  'discounted',
  'total',
  'in_catalog',
  'available',
  'price_matches',
  'over_limit',
] as const;
