/** How specific a postal pattern is. */

/** How specific a pattern is: exact, then outward part, then the narrower range, then the longer prefix, then none. */
export type PostalRank =
  | { level: 4 | 3 | 0 }
  /** The share of all texts of its form that a range takes: `of` out of `space`, both whole and exact. */
  | { level: 2; of: number; space: number }
  | { level: 1; length: number };

export const exactRank: PostalRank = { level: 4 };
export const outwardRank: PostalRank = { level: 3 };
export const noPostalRank: PostalRank = { level: 0 };

/** Positive where `a` is more specific than `b`, 0 where they are equally so. */
export function comparePostalRanks(a: PostalRank, b: PostalRank): number {
  if (a.level === 2 && b.level === 2) return compareShares(b, a);
  if (a.level === 1 && b.level === 1) return a.length - b.length;
  return a.level - b.level;
}

function compareShares(a: { of: number; space: number }, b: { of: number; space: number }): number {
  if (a.space === b.space) return a.of - b.of;
  const difference = BigInt(a.of) * BigInt(b.space) - BigInt(b.of) * BigInt(a.space);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
