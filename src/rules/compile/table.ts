/** tables/*.csv: rows of tax rates and of shipping prices. */
import { limits } from '../../limits.ts';
import { exact, zero } from '../../money.ts';
import type { Amount, At, TaxRate } from '../model.ts';
import { readAmount, readCurrency, tooFine } from '../parse/amount.ts';
import { readDate } from '../parse/date.ts';
import { readDelivery } from '../parse/delivery.ts';
import { readPercent, readWeight } from '../parse/number.ts';
import { checkPlace, compilePlace } from '../place.ts';
import type { Problems } from '../problem.ts';
import type { InCurrency, ShippingRow } from '../ruleset.ts';
import type { Reading } from '../shape.ts';
import { placeColumns, type Row, type Rows, readWhole, readYesNo, rowsOf, tableOf } from './rows.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';
import { compileAmount } from './values.ts';
import { wooCommerceColumns } from './woocommerce.ts';

const taxColumns = [
  'country',
  'state',
  'postal_code',
  'city',
  'percent',
  'name',
  'priority',
  'compound',
  'shipping',
  'inclusive',
  'class',
  'from',
  'through',
  'id',
  'use',
];

/** The tax rates of a table, as if they stood in taxes.yaml. A row without an id is known by its file and line. */
export function taxTableRates(ref: { path: string; at: At }, scope: Scope): TaxRate[] {
  const table = taxTable(ref, scope);
  if (table === undefined) return [];
  const rates: TaxRate[] = [];
  for (let row = 0; row < table.size; row++) {
    const rate = table.rate(row, scope.problems);
    if (rate !== null) rates.push(rate);
  }
  return rates;
}

/** The table that `ref` names, its columns checked; `undefined`, with a problem, where it is not there. */
export function taxTable(ref: { path: string; at: At }, scope: Scope): TaxTable | undefined {
  const table = tableOf(ref, scope);
  if (table === undefined) return undefined;
  const stem = ref.path.replace(/^tables\//, '').replace(/\.csv$/, '');
  return new TaxTable(rowsOf(table, taxColumns, wooCommerceColumns, scope), stem);
}

/** A table of tax rates, read row by row. */
export class TaxTable {
  readonly rows: Rows;
  readonly #stem: string;
  readonly #ids = new Set<string>();

  constructor(rows: Rows, stem: string) {
    this.rows = rows;
    this.#stem = stem;
  }

  get size(): number {
    return this.rows.size;
  }

  /** The rate of a row that is read for the first time; `null`, with a problem, where it is none. */
  rate(index: number, problems: Problems): TaxRate | null {
    const row = this.rows.row(index, problems);
    const rate = taxRow(row, this.#stem, problems);
    if (rate === null) return null;
    if (this.#ids.has(rate.id))
      problems.error(row.atOf('id'), 'duplicate-id', `The id "${rate.id}" stands in another row too.`);
    this.#ids.add(rate.id);
    return rate;
  }

  /** The class of a row. */
  className(index: number): string {
    return this.rows.text(index, 'class') || 'standard';
  }

  /** What tells priority and times of rows apart. */
  window(index: number): string {
    return windowColumns.map((column) => this.rows.text(index, column)).join(' ');
  }

  /** The rate of a row that has been found free of errors. */
  rateAgain(index: number): TaxRate {
    return taxRow(this.rows.row(index, unheard), this.#stem, unheard)!;
  }
}

const windowColumns = ['priority', 'from', 'through'] as const;

function taxRow(row: Row, stem: string, problems: Problems): TaxRate | null {
  const percent = row.read('percent', readPercent);
  const use = row.read('use', readStored);
  if (percent === undefined && use === undefined) {
    if (row.text('percent') === '' && row.text('use') === '') {
      problems.error(row.atOf('percent'), 'missing-key', 'This row has no percent.');
    }
    return null;
  }
  const name = row.text('name') === '' ? 'Tax' : row.text('name');
  if (name.length > limits.taxName) {
    problems.error(
      row.atOf('name'),
      'past-limit',
      `A name of a tax has at most ${limits.taxName} characters; this one has ${name.length}.`,
    );
  }
  const place = row.place();
  const from = row.read('from', readDate);
  const through = row.read('through', readDate);
  const inclusive = row.read('inclusive', readYesNo);
  return {
    id: row.text('id') === '' ? `${stem}:${row.line}` : row.text('id'),
    at: row.at,
    name,
    ...(percent === undefined ? {} : { percent }),
    ...(use === undefined ? {} : { use }),
    ...(placeColumns.some((part) => part in place) ? { where: place } : {}),
    class: {
      name: row.text('class') === '' ? 'standard' : row.text('class'),
      get at() {
        return row.atOf('class');
      },
    },
    priority: row.read('priority', readWhole(1)) ?? 1,
    compound: row.read('compound', readYesNo) ?? false,
    ...(inclusive === undefined ? {} : { inclusive }),
    shipping: row.read('shipping', readYesNo) ?? true,
    ...(from === undefined ? {} : { from: { time: from, at: row.atOf('from') } }),
    ...(through === undefined ? {} : { through: { time: through, at: row.atOf('through') } }),
  };
}

function readStored(written: string): Reading<string> {
  if (/^txr_[A-Za-z0-9_]+$/.test(written)) return { value: written };
  return { code: 'bad-value', fault: `"${written}" is not a tax rate stored at Stripe: those begin with txr_.` };
}

const shippingColumns = [
  'country',
  'state',
  'postal_code',
  'min_subtotal',
  'min_weight',
  'min_quantity',
  'price',
  'currency',
  'free_from',
  'delivery',
  'option',
];

/** The rows of a table that price an option: all, or with an `option` column those of its id. */
export function compileShippingTable(ref: { path: string; at: At }, optionId: string, scope: Scope): ShippingRow[] {
  const table = tableOf(ref, scope);
  if (table === undefined) return [];
  const rows = rowsOf(table, shippingColumns, new Map(), scope);
  const own: Row[] = [];
  for (let index = 0; index < rows.size; index++) {
    if (!rows.has('option') || rows.text(index, 'option') === optionId) own.push(rows.row(index, scope.problems));
  }
  if (own.length === 0) {
    scope.problems.error(ref.at, 'bad-value', `"${ref.path}" has no row for the option "${optionId}".`);
  }
  return own.flatMap((row) => shippingRow(row, scope) ?? []);
}

function shippingRow(row: Row, scope: Scope): ShippingRow | null {
  const currency = row.read('currency', readCurrency);
  const amount = (column: string): InCurrency<number> | null => {
    const value = row.read(column, readAmount);
    if (value === undefined) return null;
    const at = row.atOf(column);
    const fault = currency === undefined ? undefined : tooFine(value, currency);
    if (fault !== undefined) scope.problems.error(at, 'bad-amount', fault);
    const written: Amount = currency === undefined ? { plain: value, at } : { by: { [currency]: value }, at };
    return compileAmount(written, scope);
  };
  const price = amount('price');
  if (price === null) {
    if (row.text('price') === '') scope.problems.error(row.atOf('price'), 'missing-key', 'This row has no price.');
    return null;
  }
  const place = row.place();
  checkPlace(place, scope, scope.problems);
  const delivery = row.read('delivery', readDelivery);
  const minWeight = row.read('min_weight', readWeight);
  return {
    at: row.at,
    place: compilePlace(place, scope),
    price,
    freeFrom: amount('free_from'),
    minSubtotal: amount('min_subtotal') ?? (() => 0),
    minWeight: minWeight === undefined ? zero : exact(minWeight),
    minQuantity: row.read('min_quantity', readWhole(0)) ?? 0,
    delivery: delivery === undefined ? null : { ...delivery, cutoff: null },
  };
}
