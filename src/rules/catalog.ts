/** Facts about SKUs: `catalog.csv`, in the columns of Stripe's product feed. */
import type { Table } from './model.ts';

/** A row of the catalog; a blank cell is known and empty. */
export interface Product {
  /** The cell, trimmed; `undefined` where the catalog has no such column. */
  cell(column: string): string | undefined;
  /** The line of the file. */
  line: number;
}

/** SKUs by their exact text: `0012` is not `12`. */
export class Catalog {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
    this.#columns = new Map(table.columns.map((column, index) => [column, index]));
    const sku = this.#columns.get('id');
    const rows = new Map<string, number>();
    if (sku !== undefined) {
      for (const [index, row] of table.rows.entries()) {
        const id = (row[sku] ?? '').trim();
        if (id !== '' && !rows.has(id)) rows.set(id, index);
      }
    }
    this.#rows = rows;
  }

  get columns(): Iterable<string> {
    return this.#columns.keys();
  }

  hasColumn(column: string): boolean {
    return this.#columns.has(column);
  }

  /** The product of a SKU, or `undefined` where the catalog does not hold it. */
  product(sku: string): Product | undefined {
    const index = this.#rows.get(sku);
    if (index === undefined) return undefined;
    const row = this.#table.rows[index]!;
    return {
      line: this.#table.lines[index] ?? 0,
      cell: (column) => {
        const at = this.#columns.get(column);
        return at === undefined ? undefined : (row[at] ?? '').trim();
      },
    };
  }
}
