/** tables/*.csv of tax rates. */
import { limits } from '../../limits.ts';
import type { At, TaxRate } from '../model.ts';
import { readDate } from '../parse/date.ts';
import { readId } from '../parse/entry.ts';
import { readPercent } from '../parse/number.ts';
import type { Problems } from '../problem.ts';
import type { Reading } from '../shape.ts';
import { placeColumns, type Row, type Rows, readWhole, readYesNo, rowsOf, tableOf } from './rows.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';
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
  const rows = rowsOf(table, taxColumns, wooCommerceColumns, scope);
  rows.need(['percent', 'use'], scope.problems);
  return new TaxTable(rows, stem);
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
    // Lines are told apart anyway.
    if (!this.rows.has('id')) return rate;
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

  /** The rate of a row that has been read before; `null` where it was none. */
  rateAgain(index: number): TaxRate | null {
    return taxRow(this.rows.row(index, unheard), this.#stem, unheard);
  }
}

const readPriority = readWhole(1);
const windowColumns = ['priority', 'from', 'through'] as const;

function taxRow(row: Row, stem: string, problems: Problems): TaxRate | null {
  const percent = row.read('percent', readPercent);
  const use = row.read('use', readStored);
  if (percent === undefined && use === undefined) {
    const isTold = !row.has('percent') && !row.has('use');
    if (!isTold && row.text('percent') === '' && row.text('use') === '') {
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
    id: row.read('id', readId) ?? `${stem}:${row.line}`,
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
    priority: row.read('priority', readPriority) ?? 1,
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
