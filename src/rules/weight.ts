/** Weights, exact: https://www.nist.gov/pml/special-publication-811 (the avoirdupois pound is 453.59237 g). */
import { Decimal } from 'decimal.js';
import type { Exact } from './model.ts';

// Enough digits for the product of what `pattern` lets through: nothing is ever rounded.
const Wide = Decimal.clone({ precision: 100 });
const grams = { g: new Wide(1), kg: new Wide(1000), oz: new Wide('28.349523125'), lb: new Wide('453.59237') };
const pattern = /^(\d{1,15}(?:\.\d{1,15})?) ?(g|kg|oz|lb)$/i;

/** `2.5 kg`, `500 g`, `8 oz`, `3 lb` in grams, exactly; `null` where it is not such a weight. */
export function weightToGrams(text: string): Exact | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  return grams[match[2]!.toLowerCase() as keyof typeof grams].times(match[1]!).toFixed();
}
