/** Ranges of texts, of which those over a text, or over a part of the texts, are found by binary search. */

/** In the order of texts; both ends included. */
interface TextRange {
  low: string;
  high: string;
  id: number;
}

/** Comes after every text that begins as the one before it. */
export const afterAll = '\uffff';

/** Sorted by their lower ends, as a balanced tree of which each node knows the highest end below it. */
export class TextRanges {
  #ranges: TextRange[] = [];
  #highest: string[] | null = null;

  add(low: string, high: string, id: number): void {
    this.#ranges.push({ low, high, id });
    this.#highest = null;
  }

  /** Adds to `found` the ids of the ranges that share a text with the one from `low` to `high`. */
  over(low: string, high: string, found: number[]): void {
    this.#search(0, this.#ranges.length, low, high, this.#highest ?? this.#build(), found);
  }

  /** What was added is sorted when it is first asked for. */
  #build(): string[] {
    this.#ranges.sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
    const highest = new Array<string>(this.#ranges.length);
    const fill = (from: number, to: number): string => {
      if (from === to) return '';
      const middle = (from + to) >>> 1;
      const below = [fill(from, middle), fill(middle + 1, to)];
      let top = this.#ranges[middle]!.high;
      for (const other of below) if (other > top) top = other;
      highest[middle] = top;
      return top;
    };
    fill(0, this.#ranges.length);
    this.#highest = highest;
    return highest;
  }

  #search(from: number, to: number, low: string, high: string, highest: readonly string[], found: number[]): void {
    if (from === to) return;
    const middle = (from + to) >>> 1;
    if (highest[middle]! < low) return;
    const range = this.#ranges[middle]!;
    this.#search(from, middle, low, high, highest, found);
    if (range.low > high) return;
    if (range.high >= low) found.push(range.id);
    this.#search(middle + 1, to, low, high, highest, found);
  }
}
