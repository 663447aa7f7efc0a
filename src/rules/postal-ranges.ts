/** Many ranges, of which the narrowest that holds a position is found by binary search. */
import { comparePostalRanks, type PostalRank } from './postal-rank.ts';

export interface RankedRange {
  from: number;
  to: number;
  rank: PostalRank;
}

/** The whole numbers, cut where a range begins or ends; each piece knows the most specific range over it. */
export class RangeSet {
  /** Where each piece begins; the first begins with the first range. */
  readonly #starts: Float64Array;
  readonly #winners: (PostalRank | null)[];

  constructor(ranges: readonly RankedRange[]) {
    const cuts = new Set<number>();
    for (const { from, to } of ranges) cuts.add(from).add(to + 1);
    this.#starts = Float64Array.from(cuts).sort();
    this.#winners = new Array<PostalRank | null>(this.#starts.length).fill(null);
    const next = Int32Array.from({ length: this.#starts.length + 1 }, (_, piece) => piece);
    // From the most specific to the least, each range takes the pieces that are still free, and every piece is taken once.
    for (const range of ranges.toSorted((a, b) => comparePostalRanks(b.rank, a.rank))) {
      const end = this.#pieceAt(range.to);
      for (let piece = free(next, this.#pieceAt(range.from)); piece <= end; piece = free(next, piece)) {
        this.#winners[piece] = range.rank;
        next[piece] = piece + 1;
      }
    }
  }

  /** The rank of the most specific range that holds `position`, `null` where none does. */
  at(position: number): PostalRank | null {
    const piece = this.#pieceAt(position);
    return piece < 0 ? null : this.#winners[piece]!;
  }

  /** The last piece that begins at or before `position`; -1 where none does. */
  #pieceAt(position: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** The first piece from `piece` on that is free, shortening the way for the next who asks. */
function free(next: Int32Array, piece: number): number {
  let root = piece;
  while (next[root] !== root) root = next[root]!;
  for (let at = piece; at !== root; ) {
    const following = next[at]!;
    next[at] = root;
    at = following;
  }
  return root;
}

/** Ranges gathered under a key (a form, an area), each key a `RangeSet`. */
export class RangeSets {
  readonly #gathered = new Map<string, RankedRange[]>();
  #built: Map<string, RangeSet> | null = null;
  /** Lengths of the keys. */
  readonly lengths = new Set<number>();

  add(key: string, range: RankedRange): void {
    const ranges = this.#gathered.get(key);
    if (ranges === undefined) this.#gathered.set(key, [range]);
    else ranges.push(range);
    this.lengths.add(key.length);
  }

  /** To be called once, after the last `add`. */
  build(): void {
    this.#built = new Map([...this.#gathered].map(([key, ranges]) => [key, new RangeSet(ranges)]));
    this.#gathered.clear();
  }

  at(key: string, position: number): PostalRank | null {
    return this.#built?.get(key)?.at(position) ?? null;
  }
}
