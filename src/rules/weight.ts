/** Weights, exact: https://www.nist.gov/pml/special-publication-811 (the avoirdupois pound is 453.59237 g). */
import { exact, exactText } from '../money.ts';
import type { Exact } from './model.ts';

export const gramsPer = { g: exact(1), kg: exact(1000), oz: exact('28.349523125'), lb: exact('453.59237') };
const pattern = /^(\d{1,15}(?:\.\d{1,15})?) ?(g|kg|oz|lb)$/i;

/** `2.5 kg`, `500 g`, `8 oz`, `3 lb` in grams, exactly; `null` where it is not such a weight. */
export function weightToGrams(text: string): Exact | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  return exactText(gramsPer[match[2]!.toLowerCase() as keyof typeof gramsPer].times(match[1]!));
}
