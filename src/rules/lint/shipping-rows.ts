/** Rows of shipping tables that another row always precedes. */
import { exact, exactText } from '../../money.ts';
import { cellAt } from '../cells.ts';
import type { Folder, Table } from '../model.ts';
import { foldText } from '../text.ts';
import { weightToGrams } from '../weight.ts';
import { lineFrom, type Report } from './reach/report.ts';

/** What tells rows of one option apart: where they are for, and from what on. */
const places = ['country', 'state', 'postal_code', 'currency', 'option'];
const bounds = ['min_subtotal', 'min_quantity'];

/** Warns of rows for the same place, currency and bounds as one before them: the first prices the order. */
export function warnShippingRows(folder: Folder, report: Report): void {
  for (const table of Object.values(folder.tables)) {
    if (table.columns.some((column) => column.trim().toLowerCase() === 'price')) warnRows(table, report);
  }
}

function warnRows(table: Table, report: Report): void {
  const columns = new Map(table.columns.map((column, index) => [column.trim().toLowerCase(), index]));
  const cell = (row: readonly string[], column: string): string => {
    const index = columns.get(column);
    return index === undefined ? '' : foldText(row[index] ?? '');
  };
  const seen = new Map<string, number>();
  for (const [index, row] of table.rows().entries()) {
    const weight = cell(row, 'min_weight');
    const key = [
      ...places.map((column) => cell(row, column)),
      ...bounds.map((column) => plain(cell(row, column))),
      weight === '' ? '0' : exactText(exact(weightToGrams(weight) ?? 0)),
    ].join('\0');
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, index);
      continue;
    }
    const at = cellAt(table, index, 0);
    const first = lineFrom(at, cellAt(table, before, 0));
    const message = `This row can never apply: the one on ${first} is for the same place and currency and the same bounds, and stands before it.`;
    report.say({ id: '', at }, 'unreachable', message);
  }
}

function plain(written: string): string {
  return /^\d+(?:\.\d+)?$/.test(written) ? exactText(exact(written)) : written === '' ? '0' : written;
}
