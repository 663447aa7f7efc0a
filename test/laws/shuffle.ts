/** Another order of everything in a directory whose order means nothing. */
import type { Csv, Tree, Written } from './written.ts';

/** Lists whose order means something: the first that fits decides, breaks a tie, or is shown first. */
const ordered = new Set(['options', 'classes', 'rates', 'tables', 'always', 'rules', 'fees', 'tiers']);

/** Orders lists at random, always in the same way for one seed. */
export class Shuffle {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** The Fisher–Yates shuffle, by a linear congruential generator (Numerical Recipes, 2nd edition, section 7.1). */
  of<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
      const other = (this.#state >>> 8) % (last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }

  #tree(tree: Tree, key = ''): Tree {
    if (typeof tree === 'string') return tree;
    if (Array.isArray(tree)) return (ordered.has(key) ? tree : this.of(tree)).map((one) => this.#tree(one));
    return Object.fromEntries(this.of(Object.entries(tree)).map(([name, inner]) => [name, this.#tree(inner, name)]));
  }

  /** The tables have no two rows that are equally specific at one address: see `tables.ts`. */
  #table({ columns, rows }: Csv): Csv {
    const order = this.of(columns.map((_, index) => index));
    return {
      columns: order.map((index) => columns[index]!),
      rows: this.of(rows).map((row) => order.map((index) => row[index]!)),
    };
  }

  directory({ yaml, csv, lists }: Written): Written {
    const map = <T>(files: Record<string, T>, change: (file: T) => T): Record<string, T> =>
      Object.fromEntries(Object.entries(files).map(([path, file]) => [path, change(file)]));
    return {
      yaml: map(yaml, (tree) => this.#tree(tree) as typeof tree),
      csv: map(csv, (table) => this.#table(table)),
      lists: map(lists, (lines) => this.of(lines)),
    };
  }
}
