/** Facts about SKUs: `catalog.csv`, in the columns of Stripe's product feed. */
import { type ExactNumber, exactOrWhole } from '../money.ts';
import type { Table } from './model.ts';
import { isStep, type Steps } from './steps.ts';
import { foldText } from './text.ts';
import { weightToGrams } from './weight.ts';

/** A row of the catalog; a blank cell is known and empty. */
export class Product {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #table: Table;
  readonly #index: number;
  #weight: ExactNumber | null | undefined;
  /** Of the columns that were asked for. */
  #folded: (string | undefined)[] | undefined;
  #foldedSku: string | undefined;

  constructor(columns: ReadonlyMap<string, number>, table: Table, index: number) {
    this.#columns = columns;
    this.#table = table;
    this.#index = index;
  }

  /** The line of the file. */
  get line(): number {
    return this.#table.line(this.#index);
  }

  /** The cell, trimmed; `undefined` where the catalog has no such column. */
  cell(column: string): string | undefined {
    const at = this.#columns.get(column);
    return at === undefined ? undefined : this.#table.cell(this.#index, at).trim();
  }

  /** The cell as texts are compared. */
  folded(column: string): string | undefined {
    const at = this.#columns.get(column);
    if (at === undefined) return undefined;
    this.#folded ??= [];
    this.#folded[at] ??= foldText(this.#table.cell(this.#index, at));
    return this.#folded[at];
  }

  /** Its SKU as texts are compared. */
  get foldedSku(): string {
    this.#foldedSku ??= this.folded('id')!;
    return this.#foldedSku;
  }

  /** Grams of one unit; `null` where the catalog does not tell it. */
  get weight(): ExactNumber | null {
    if (this.#weight === undefined) this.#weight = readWeight(this.cell('weight') ?? '');
    return this.#weight;
  }
}

function readWeight(cell: string): ExactNumber | null {
  const grams = cell === '' ? null : weightToGrams(cell);
  return grams === null ? null : exactOrWhole(grams);
}

/** SKUs by their exact text: `0012` is not `12`. */
export class Catalog {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #table: Table;
  /** Those that were asked for. */
  readonly #products: (Product | undefined)[];

  /** `rows`: the row of each SKU. */
  private constructor(table: Table, rows: ReadonlyMap<string, number>) {
    this.#table = table;
    this.#products = new Array<Product | undefined>(table.size);
    this.#columns = new Map(table.columns.map((column, index) => [column, index]));
    this.#rows = rows;
  }

  static *of(table: Table): Steps<Catalog> {
    const sku = table.columns.lastIndexOf('id');
    const rows = new Map<string, number>();
    if (sku !== -1) {
      for (let index = 0; index < table.size; index++) {
        const id = table.cell(index, sku).trim();
        if (id !== '' && !rows.has(id)) rows.set(id, index);
        if (isStep(index)) yield;
      }
    }
    return new Catalog(table, rows);
  }

  /** Relative to the rule directory. */
  get path(): string {
    return this.#table.path;
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
    let product = this.#products[index];
    if (product === undefined) {
      product = new Product(this.#columns, this.#table, index);
      this.#products[index] = product;
    }
    return product;
  }
}
