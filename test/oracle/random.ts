/** A seeded source of random choices, so that a difference can be made again from its seed. */

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Mulberry32 (https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32), from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }

  /** From `low` to `high` different choices, in their order. */
  some<T>(choices: readonly T[], low = 1, high = choices.length): T[] {
    const count = this.whole(low, Math.min(high, choices.length));
    const left = choices.map((choice, index) => ({ choice, index }));
    const taken = Array.from({ length: count }, () => left.splice(this.whole(0, left.length - 1), 1)[0]!);
    return taken.sort((a, b) => a.index - b.index).map(({ choice }) => choice);
  }

  /** As many as `low` to `high` of what `make` makes. */
  list<T>(low: number, high: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.whole(low, high) }, (_, index) => make(index));
  }

  /** What `make` makes, or nothing. */
  maybe<K extends string, T>(probability: number, key: K, make: () => T): { [key in K]?: T } {
    return this.chance(probability) ? ({ [key]: make() } as { [key in K]: T }) : {};
  }
}
