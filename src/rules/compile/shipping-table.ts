/** tables/*.csv of shipping prices. */
import { exactOrWhole } from '../../money.ts';
import { readBy } from '../left-out.ts';
import type { Amount, At, ShippingFile, Table } from '../model.ts';
import { readAmount, readCurrency, tooFine } from '../parse/amount.ts';
import { readDelivery } from '../parse/delivery.ts';
import { readWeight } from '../parse/number.ts';
import { compilePlace, type PlaceFacts } from '../place.ts';
import { PlaceIndex } from '../place-index.ts';
import { anySpot } from '../place-spots.ts';
import { didYouMean, type Problems } from '../problem.ts';
import type { InCurrency, ShippingRow, ShippingTable } from '../ruleset.ts';
import { quote } from '../shape.ts';
import { isStep, type Steps } from '../steps.ts';
import { compileDelivery } from './delivery.ts';
import { RowCheck } from './row-check.ts';
import { RowSpots } from './row-spots.ts';
import { type Row, type Rows, readWhole, rowsOf, tableOf, WrittenRow } from './rows.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';
import { amountIn, compileAmount } from './values.ts';

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
export function* compileShippingTable(
  ref: { path: string; at: At },
  optionId: string,
  scope: Scope,
): Steps<ShippingTable> {
  const table = tableOf(ref, scope);
  if (table === undefined) return new OptionRows(() => null);
  const read = readTables.get(scope) ?? new Map<Table, SharedRows>();
  readTables.set(scope, read);
  let shared = read.get(table);
  if (shared === undefined) {
    shared = new SharedRows(rowsOf(table, shippingColumns, new Map(), scope), scope);
    if (!scope.checked) yield* shared.check();
    read.set(table, shared);
  }
  const own = yield* shared.of(optionId);
  if (own.size === 0 && table.columns.length > 0) {
    scope.problems.error(ref.at, 'bad-value', `"${ref.path}" has no row for the option "${optionId}".`);
  }
  return own;
}

// Options share a table: it is read, and its faults are told, once.
const readTables = new WeakMap<Scope, Map<Table, SharedRows>>();

/** So many rows are kept compiled. */
const mostKept = 20_000;

class SharedRows {
  readonly #rows: Rows;
  readonly #scope: Scope;
  readonly #spots: RowSpots;
  readonly #kept = new Map<number, ShippingRow | null>();
  #byOption: Map<string, number[]> | null = null;

  constructor(rows: Rows, scope: Scope) {
    this.#rows = rows;
    this.#scope = scope;
    this.#spots = new RowSpots(rows, scope);
  }

  /** Reports what is wrong with the rows. */
  *check(): Steps<void> {
    this.#rows.need(['price'], this.#scope.problems);
    const check = new RowCheck(this.#rows, this.#scope);
    for (let index = 0; index < this.#rows.size; index++) {
      if (isStep(index)) yield;
      const row = this.#rows.row(index, this.#scope.problems);
      if (readRow(row, (amount) => compileAmount(amount, this.#scope), this.#scope.problems) === null) continue;
      if (!check.isRight(index)) this.#scope.checkPlace(row.place());
    }
  }

  *of(option: string): Steps<OptionRows> {
    const indexes = this.#rows.has('option')
      ? ((yield* this.#indexes()).get(option) ?? [])
      : Array(this.#rows.size).keys();
    const own = new OptionRows(this.#row);
    for (const index of indexes) {
      own.add(index, this.#spots);
      if (isStep(own.size)) yield;
    }
    return own;
  }

  /** By option. */
  *#indexes(): Steps<ReadonlyMap<string, number[]>> {
    if (this.#byOption !== null) return this.#byOption;
    const byOption = new Map<string, number[]>();
    for (let index = 0; index < this.#rows.size; index++) {
      const name = this.#rows.text(index, 'option');
      const indexes = byOption.get(name);
      if (indexes === undefined) byOption.set(name, [index]);
      else indexes.push(index);
      if (isStep(index)) yield;
    }
    this.#byOption = byOption;
    return byOption;
  }

  // Bound, since each option asks for its rows.
  readonly #row = (index: number): ShippingRow | null => {
    let row = this.#kept.get(index);
    if (row === undefined) {
      row = this.#compile(index);
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(index, row);
    }
    return row;
  };

  #compile(index: number): ShippingRow | null {
    const row = this.#rows.row(index, unheard);
    const read = readRow(row, amountIn, unheard);
    if (read === null) return null;
    return { ...read, place: compilePlace(row.place(), this.#scope, new WrittenRow(this.#rows, index)) };
  }
}

/** The rows of one option by the places that they are for. */
class OptionRows implements ShippingTable {
  readonly #row: (index: number) => ShippingRow | null;
  readonly #index = new PlaceIndex();
  #size = 0;
  #waiting = false;
  /** Those that hold without an address, and one that does not, for they all wait for it alike. */
  readonly #unplaced: number[] = [];

  constructor(row: (index: number) => ShippingRow | null) {
    this.#row = row;
  }

  get size(): number {
    return this.#size;
  }

  /** Rows are added in their order. */
  add(index: number, spots: RowSpots): void {
    const anywhere = spots.isAnywhere(index);
    this.#size += 1;
    this.#index.add(anywhere ? anySpot : spots.of(index), index);
    if (anywhere || !this.#waiting) this.#unplaced.push(index);
    if (!anywhere) this.#waiting = true;
  }

  *near(to: PlaceFacts | null): Iterable<ShippingRow> {
    for (const index of to === null ? this.#unplaced : this.#index.near(to, true)) {
      const row = this.#row(index);
      if (row !== null) yield row;
    }
  }
}

/** Reports rows of tables that are for options which the file does not have. */
export function* checkOptionColumns(file: ShippingFile, scope: Scope): Steps<void> {
  const ids = new Set([...file.options.map(({ id }) => id), ...readBy(scope.problems).leftOut]);
  const paths = new Set(file.options.flatMap(({ price }) => price?.table?.path ?? []));
  for (const path of paths) {
    const table = scope.table(path);
    if (table === undefined) continue;
    const rows = rowsOf(table, shippingColumns, new Map(), { problems: unheard });
    for (let index = 0; rows.has('option') && index < rows.size; index++) {
      if (isStep(index)) yield;
      const id = rows.text(index, 'option');
      if (ids.has(id)) continue;
      const found = id === '' ? 'This row names no option.' : `There is no option ${quote(id)}.${didYouMean(id, ids)}`;
      scope.problems.error(rows.row(index, unheard).atOf('option'), id === '' ? 'missing-key' : 'unknown-id', found);
    }
  }
}

/** A row but for its place; what is wrong with its cells goes where the row's problems go, and to `problems`. */
function readRow(
  row: Row,
  compile: (amount: Amount) => InCurrency<number>,
  problems: Problems,
): Omit<ShippingRow, 'place'> | null {
  const currency = row.read('currency', readCurrency);
  const amount = (column: string): InCurrency<number> | null => {
    const value = row.read(column, readAmount);
    if (value === undefined) return null;
    const at = row.atOf(column);
    const fault = currency === undefined ? undefined : tooFine(value, currency);
    if (fault !== undefined) problems.error(at, 'bad-amount', fault);
    return compile(currency === undefined ? { plain: value, at } : { by: { [currency]: value }, at });
  };
  const price = amount('price');
  if (price === null) {
    if (row.has('price') && row.text('price') === '')
      problems.error(row.atOf('price'), 'missing-key', 'This row has no price.');
    return null;
  }
  const delivery = row.read('delivery', readDelivery);
  const minWeight = row.read('min_weight', readWeight);
  return {
    at: row.at,
    price,
    freeFrom: amount('free_from'),
    minSubtotal: amount('min_subtotal') ?? nothing,
    minWeight: minWeight === undefined ? 0 : exactOrWhole(minWeight),
    minQuantity: row.read('min_quantity', readQuantity) ?? 0,
    delivery: delivery === undefined ? null : compileDelivery(delivery),
  };
}

const nothing: InCurrency<number> = () => 0;
const readQuantity = readWhole(0);
