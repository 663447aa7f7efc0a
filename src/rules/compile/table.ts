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
  const ids = new Set<string>();
  for (let row = 0; row < table.size; row++) {
    const rate = table.rate(row, scope.problems, ids);
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

  constructor(rows: Rows, stem: string) {
    this.rows = rows;
    this.#stem = stem;
  }

  get size(): number {
    return this.rows.size;
  }

  /** The rate of a row that is read for the first time; `null`, with a problem, where it is none. `ids`: of the rows before. */
  rate(index: number, problems: Problems, ids: Set<string>): TaxRate | null {
    const row = this.rows.row(index, problems);
    const rate = taxRow(row, this.#stem, problems);
    if (rate === null) return null;
    // Lines are told apart anyway.
    if (!this.rows.has('id')) return rate;
    if (ids.has(rate.id))
      problems.error(row.atOf('id'), 'duplicate-id', `The id "${rate.id}" stands in another row too.`);
    ids.add(rate.id);
    return rate;
  }

  /** The id of a row without faults. */
  id(index: number): string {
    return this.rows.text(index, 'id') || idOfLine(this.#stem, this.rows.line(index));
  }

  /** What tells priority and times of rows apart. */
  windows(): (index: number) => string {
    const cells = windowColumns.map((column) => this.rows.map(column, (cell) => cell));
    return (index) => cells.map((cell) => cell(index)).join(' ');
  }

  /** The rate of a row that has been read before; `null` where it was none. */
  rateAgain(index: number): TaxRate | null {
    return taxRow(this.rows.row(index, unheard), this.#stem, unheard);
  }
}

const windowColumns = ['priority', 'from', 'through'] as const;

/** How the cells of a row are read, those of its place and of its name and class aside. */
export const taxReaders = {
  percent: readPercent,
  use: readStored,
  id: readId,
  priority: readWhole(1),
  compound: readYesNo,
  shipping: readYesNo,
  inclusive: readYesNo,
  from: readDate,
  through: readDate,
};

export function classOf(cell: string): string {
  return cell || 'standard';
}

function idOfLine(stem: string, line: number): string {
  return `${stem}:${line}`;
}

function taxRow(row: Row, stem: string, problems: Problems): TaxRate | null {
  const percent = row.read('percent', taxReaders.percent);
  const use = row.read('use', taxReaders.use);
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
  const from = row.read('from', taxReaders.from);
  const through = row.read('through', taxReaders.through);
  const inclusive = row.read('inclusive', taxReaders.inclusive);
  return {
    id: row.read('id', taxReaders.id) ?? idOfLine(stem, row.line),
    at: row.at,
    name,
    ...(percent === undefined ? {} : { percent }),
    ...(use === undefined ? {} : { use }),
    ...(placeColumns.some((part) => part in place) ? { where: place } : {}),
    class: {
      name: classOf(row.text('class')),
      get at() {
        return row.atOf('class');
      },
    },
    priority: row.read('priority', taxReaders.priority) ?? 1,
    compound: row.read('compound', taxReaders.compound) ?? false,
    ...(inclusive === undefined ? {} : { inclusive }),
    shipping: row.read('shipping', taxReaders.shipping) ?? true,
    ...(from === undefined ? {} : { from: { time: from, at: row.atOf('from') } }),
    ...(through === undefined ? {} : { through: { time: through, at: row.atOf('through') } }),
  };
}

function readStored(written: string): Reading<string> {
  if (/^txr_[A-Za-z0-9_]+$/.test(written)) return { value: written };
  return { code: 'bad-value', fault: `"${written}" is not a tax rate stored at Stripe: those begin with txr_.` };
}
