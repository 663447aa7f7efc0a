/** The tax rates of taxes.yaml and of its tables: a long table is indexed whole, and read where an address asks for a row. */
import type { TaxesFile, TaxRate as TaxRateModel } from '../model.ts';
import { anySpot, spotsOf } from '../place-spots.ts';
import type { RateIndex, TaxRate } from '../ruleset.ts';
import { isStep, type Steps } from '../steps.ts';
import { ClassRates, type RateSource } from './class-rates.ts';
import { RateCompiler } from './rate.ts';
import { RowSpots } from './row-spots.ts';
import { WrittenRow } from './rows.ts';
import type { Scope } from './scope.ts';
import { classOf, type TaxTable, taxTable } from './table.ts';
import { TaxRowCheck } from './tax-row-check.ts';

interface Part {
  table: TaxTable;
  /** The place of its first row among all rates. */
  first: number;
}

/** So many rows are kept compiled. */
const mostKept = 20_000;

export class Rates implements RateSource {
  /** All, those that could not be read among them. */
  readonly size: number;
  readonly #file: TaxesFile;
  readonly #scope: Scope;
  readonly #parts: readonly Part[];
  readonly #compiler: RateCompiler;
  #written: readonly TaxRate[] = [];
  readonly #rows = new Map<number, TaxRate>();

  constructor(file: TaxesFile, scope: Scope) {
    this.#file = file;
    this.#scope = scope;
    this.#compiler = new RateCompiler(scope, file.prices_include_tax);
    const parts: Part[] = [];
    let size = file.rates.length;
    for (const ref of file.tables) {
      const table = taxTable(ref, scope);
      if (table === undefined) continue;
      parts.push({ table, first: size });
      size += table.size;
    }
    this.#parts = parts;
    this.size = size;
  }

  get tables(): readonly TaxTable[] {
    return this.#parts.map(({ table }) => table);
  }

  /**
   * The rates that are to be checked as they were written, `null` for each row that is found right without or is no rate;
   * what is wrong with the cells of rows goes to the scope. `classes`: those that there are.
   */
  *read(classes: ReadonlySet<string>): Iterable<TaxRateModel | null> {
    yield* this.#file.rates;
    for (const { table } of this.#parts) {
      const check = new TaxRowCheck(table, classes, this.#scope);
      const ids = new Set<string>();
      for (let row = 0; row < table.size; row++) {
        yield check.isRight(row, ids) ? null : table.rate(row, this.#scope.problems, ids);
      }
    }
  }

  /** Every rate as it was written, once more. */
  *models(): Steps<TaxRateModel[]> {
    const models = [...this.#file.rates];
    for (const { table } of this.#parts) {
      for (let row = 0; row < table.size; row++) {
        const model = table.rateAgain(row);
        if (model !== null) models.push(model);
        if (isStep(row)) yield;
      }
    }
    return models;
  }

  #partOf(order: number): Part {
    return this.#parts.findLast(({ first }) => first <= order)!;
  }

  rate(order: number): TaxRate {
    const written = this.#written[order];
    if (written !== undefined) return written;
    let rate = this.#rows.get(order);
    if (rate === undefined) {
      const { table, first } = this.#partOf(order);
      const row = order - first;
      rate = this.#compiler.compile(table.rateAgain(row)!, order, new WrittenRow(table.rows, row));
      if (this.#rows.size >= mostKept) this.#rows.clear();
      this.#rows.set(order, rate);
    }
    return rate;
  }

  /** Compiles the rates of taxes.yaml, and indexes all by class. */
  *index(): Steps<Map<string, RateIndex>> {
    const indexes = new Map<string, ClassRates>();
    const indexOf = (name: string): ClassRates => {
      let index = indexes.get(name);
      if (index === undefined) {
        index = new ClassRates(this);
        indexes.set(name, index);
      }
      return index;
    };
    this.#written = this.#file.rates.map((model, order) => this.#compiler.compile(model, order, null));
    for (const [order, model] of this.#file.rates.entries()) {
      const spots = model.where === undefined ? [anySpot] : spotsOf(model.where, this.#scope);
      indexOf(model.class.name).addWritten(this.#written[order]!, spots);
    }
    for (const { table, first } of this.#parts) {
      const spots = new RowSpots(table.rows, this.#scope);
      const indexes = table.rows.map('class', (cell) => indexOf(classOf(cell)));
      const windows = table.windows();
      for (let row = 0; row < table.size; row++) {
        const index = indexes(row);
        if (spots.isAnywhere(row)) index.addAnywhere(first + row);
        else index.addRow(first + row, spots.of(row), windows(row));
        if (isStep(row)) yield;
      }
    }
    return indexes;
  }
}
