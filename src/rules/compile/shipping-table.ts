/** tables/*.csv of shipping prices. */
import { exact, zero } from '../../money.ts';
import type { Amount, At, ShippingFile, Table } from '../model.ts';
import { readAmount, readCurrency, tooFine } from '../parse/amount.ts';
import { readDelivery } from '../parse/delivery.ts';
import { readWeight } from '../parse/number.ts';
import { compilePlace } from '../place.ts';
import { didYouMean } from '../problem.ts';
import type { InCurrency, ShippingRow } from '../ruleset.ts';
import { quote } from '../shape.ts';
import { type Row, readWhole, rowsOf, tableOf } from './rows.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';
import { compileAmount } from './values.ts';

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
  const read = readTables.get(scope) ?? new Map<Table, ReadRow[]>();
  readTables.set(scope, read);
  let rows = read.get(table);
  if (rows === undefined) {
    rows = shippingRows(table, scope);
    read.set(table, rows);
  }
  const own = rows.filter(({ option }) => option === null || option === optionId);
  if (own.length === 0 && table.columns.length > 0) {
    scope.problems.error(ref.at, 'bad-value', `"${ref.path}" has no row for the option "${optionId}".`);
  }
  return own.flatMap(({ row }) => row ?? []);
}

interface ReadRow {
  /** `null` where the table has no such column. */
  option: string | null;
  /** `null` where the row is wrong. */
  row: ShippingRow | null;
}

// Options share a table: it is read, and its faults are told, once.
const readTables = new WeakMap<Scope, Map<Table, ReadRow[]>>();

function shippingRows(table: Table, scope: Scope): ReadRow[] {
  const rows = rowsOf(table, shippingColumns, new Map(), scope);
  return Array.from({ length: rows.size }, (_, index) => {
    const row = rows.row(index, scope.problems);
    return { option: rows.has('option') ? row.text('option') : null, row: shippingRow(row, scope) };
  });
}

/** Reports rows of tables that are for options which the file does not have. */
export function checkOptionColumns(file: ShippingFile, scope: Scope): void {
  const ids = new Set(file.options.map(({ id }) => id));
  const paths = new Set(file.options.flatMap(({ price }) => price?.table?.path ?? []));
  for (const path of paths) {
    const table = scope.table(path);
    if (table === undefined) continue;
    const rows = rowsOf(table, shippingColumns, new Map(), { problems: unheard });
    for (let index = 0; rows.has('option') && index < rows.size; index++) {
      const id = rows.text(index, 'option');
      if (ids.has(id)) continue;
      const found = id === '' ? 'This row names no option.' : `There is no option ${quote(id)}.${didYouMean(id, ids)}`;
      scope.problems.error(rows.row(index, unheard).atOf('option'), id === '' ? 'missing-key' : 'unknown-id', found);
    }
  }
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
  scope.checkPlace(place);
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
