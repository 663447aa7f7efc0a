/** How specific a place is that holds, for the choice between tax rates. */
import { comparePostalRanks, noPostalRank, type PostalRank } from './postal-rank.ts';

export interface Rank {
  postal: PostalRank;
  city: boolean;
  state: boolean;
  /** 2 by name, 1 as a member of the EU, 0 anywhere. */
  country: number;
}

/** Nothing is given. */
export const lowestRank: Rank = { postal: noPostalRank, city: false, state: false, country: 0 };

/**
 * Positive where `a` is more specific than `b`, 0 where equal. In turn: postal code (exact, outward part, narrower range, longer
 * prefix, none); city given or not; state given or not; country by name, then EU, then anywhere. `null` counts as nothing given.
 */
export function compareRanks(a: Rank | null, b: Rank | null): number {
  const [left, right] = [a ?? lowestRank, b ?? lowestRank];
  return (
    comparePostalRanks(left.postal, right.postal) ||
    Number(left.city) - Number(right.city) ||
    Number(left.state) - Number(right.state) ||
    left.country - right.country
  );
}

/** Of two places that hold together: the more specific of each part. */
export function joinRanks(a: Rank, b: Rank): Rank {
  return {
    postal: comparePostalRanks(a.postal, b.postal) >= 0 ? a.postal : b.postal,
    city: a.city || b.city,
    state: a.state || b.state,
    country: Math.max(a.country, b.country),
  };
}
