/** The tax rates of taxes.yaml and of its tables: a long table is indexed whole, and read where an address asks for a row. */
import { exact, zero } from '../../money.ts';
import { rateAnswer } from '../../stripe/tax-rate.ts';
import type { TaxesFile, TaxRate as TaxRateModel } from '../model.ts';
import { compilePlace } from '../place.ts';
import { anySpot, spotsOf } from '../place-spots.ts';
import type { RateIndex, TaxRate } from '../ruleset.ts';
import { isStep, type Steps } from '../steps.ts';
import { ClassRates, type RateSource } from './class-rates.ts';
import { compileEntry } from './entry.ts';
import { RowCheck } from './row-check.ts';
import { RowSpots } from './row-spots.ts';
import type { Scope } from './scope.ts';
import { type TaxTable, taxTable } from './table.ts';

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
  #written: readonly TaxRate[] = [];
  readonly #rows = new Map<number, TaxRate>();

  constructor(file: TaxesFile, scope: Scope) {
    this.#file = file;
    this.#scope = scope;
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

  /** Every rate as it was written, and whether its place was found right; what else is wrong with rows goes to the scope. */
  *read(): Iterable<{ model: TaxRateModel; placed: boolean }> {
    for (const model of this.#file.rates) yield { model, placed: false };
    for (const { table } of this.#parts) {
      const check = new RowCheck(table.rows, this.#scope);
      for (let row = 0; row < table.size; row++) {
        const model = table.rate(row, this.#scope.problems);
        if (model !== null) yield { model, placed: check.isRight(row, model.where) };
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
      rate = this.#compile(table.rateAgain(order - first)!, order, true);
      if (this.#rows.size >= mostKept) this.#rows.clear();
      this.#rows.set(order, rate);
    }
    return rate;
  }

  #compile(model: TaxRateModel, order: number, tabled: boolean): TaxRate {
    const percent = model.percent === undefined ? null : exact(model.percent);
    const { name, use } = model;
    const inclusive = model.inclusive ?? this.#file.prices_include_tax;
    return {
      ...compileEntry(model, 'taxes', this.#scope),
      order,
      tabled,
      name,
      percent,
      use: use ?? null,
      where: model.where === undefined ? null : compilePlace(model.where, this.#scope),
      priority: model.priority,
      compound: model.compound,
      inclusive,
      shipping: model.shipping,
      answer: use === undefined ? rateAnswer(name, inclusive, percent ?? zero) : Object.freeze({ rate: use }),
    };
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
    this.#written = this.#file.rates.map((model, order) => this.#compile(model, order, false));
    for (const [order, model] of this.#file.rates.entries()) {
      const spots = model.where === undefined ? [anySpot] : spotsOf(model.where, this.#scope);
      indexOf(model.class.name).addWritten(this.#written[order]!, spots);
    }
    for (const { table, first } of this.#parts) {
      const spots = new RowSpots(table.rows, this.#scope);
      for (let row = 0; row < table.size; row++) {
        const index = indexOf(table.className(row));
        if (spots.isAnywhere(row)) index.addAnywhere(first + row);
        else index.addRow(first + row, spots.of(row), table.window(row));
        if (isStep(row)) yield;
      }
    }
    return indexes;
  }
}
