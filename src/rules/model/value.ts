/** Values as they are written: amounts, bounds, text, places. */

/** `shipping.yaml:14:5`: the path relative to the rule directory, line and column from 1. */
export type At = string;

/** An exact decimal in canonical text: `5.99`, `0`, `1200`. Never a sign, an exponent or superfluous zeros. */
export type Exact = string;

/** An amount in major units: in the settings' currency, or one for each currency (lower-case ISO 4217). */
export type Amount = { plain: Exact; at: At } | { by: Record<string, Exact>; at: At };

/** `min` and `max` include the bound, `over` and `under` do not. A plain number is `min` and `max` at once. */
export interface Bounds<T> {
  min?: T;
  max?: T;
  over?: T;
  under?: T;
}

/** Patterns as written (`visa`, `LTD-*`, `@blocked`), any of which, or with `not` none of which, must match. */
export interface TextMatch {
  not: boolean;
  of: string[];
  at: At;
}

/** A place as written. In `here` all that is named must hold and `except` must not; `here` without a key is anywhere. */
export type Place =
  | {
      is: 'here';
      country?: TextMatch;
      state?: TextMatch;
      city?: TextMatch;
      postal_code?: TextMatch;
      zone?: Place;
      except?: Place;
      at: At;
    }
  | { is: 'zone'; zone: string; at: At }
  | { is: 'any'; of: Place[]; at: At }
  | { is: 'not'; of: Place; at: At };
