/** Where the texts of a match stand, one by one: kept beside it, since what it means does not depend on it. */
import type { At, TextMatch } from './model.ts';

const places = new WeakMap<readonly string[], readonly At[]>();

/** Keeps where each of a list of texts stands. */
export function keepPlaces(texts: readonly string[], at: readonly At[]): void {
  places.set(texts, at);
}

/** Where a text of a match stands; where that is not known, the place of the match. `index` as in its `of`. */
export function placeOfText(match: Pick<TextMatch, 'of' | 'at'>, index: number): At {
  return places.get(match.of)?.[index] ?? match.at;
}
