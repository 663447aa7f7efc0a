/** Ranges, of which those that hold a position are found in logarithmic time for each. */

export interface Ranged<T> {
  from: number;
  to: number;
  value: T;
}

/** A balanced tree, laid out in an array by where ranges begin; each subtree knows how far its ranges reach. */
export class Stabs<T> {
  readonly #ranges: readonly Ranged<T>[];
  readonly #reach: Float64Array;

  constructor(ranges: readonly Ranged<T>[]) {
    this.#ranges = ranges.toSorted((a, b) => a.from - b.from);
    this.#reach = new Float64Array(ranges.length);
    this.#measure(0, ranges.length);
  }

  #measure(low: number, high: number): number {
    if (low >= high) return -Infinity;
    const middle = (low + high) >>> 1;
    const reach = Math.max(this.#ranges[middle]!.to, this.#measure(low, middle), this.#measure(middle + 1, high));
    this.#reach[middle] = reach;
    return reach;
  }

  /** What holds `position`, in the order in which ranges begin, `most` at most. */
  at(position: number, most = Infinity): T[] {
    const found: T[] = [];
    this.#collect(0, this.#ranges.length, position, most, found);
    return found;
  }

  #collect(low: number, high: number, position: number, most: number, found: T[]): void {
    if (low >= high || found.length >= most) return;
    const middle = (low + high) >>> 1;
    if (this.#reach[middle]! < position) return;
    this.#collect(low, middle, position, most, found);
    const { from, to, value } = this.#ranges[middle]!;
    if (from > position) return;
    if (to >= position && found.length < most) found.push(value);
    this.#collect(middle + 1, high, position, most, found);
  }
}
