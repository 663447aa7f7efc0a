/** WooCommerce's tax export: its header, and what becomes of a class that taxes.yaml does not have. */
import { cellAt } from '../cells.ts';
import type { Table, TaxesFile } from '../model.ts';
import { isStep, type Steps } from '../steps.ts';
import type { Scope } from './scope.ts';

/** The columns of the export, lower-case, and what they are called here. */
export const wooCommerceColumns: ReadonlyMap<string, string> = new Map([
  ['country code', 'country'],
  ['state code', 'state'],
  ['postcode / zip', 'postal_code'],
  // As exports before WooCommerce 3 and its own sample file have it.
  ['zip/postcode', 'postal_code'],
  ['rate %', 'percent'],
  ['tax name', 'name'],
  ['tax class', 'class'],
]);

const ten = ['country', 'state', 'postal_code', 'city', 'percent', 'name', 'priority', 'compound', 'shipping', 'class'];

/** The names of a table's columns as they are called here. */
export function renamed(table: Table): string[] {
  return table.columns.map((column) => {
    const name = column.trim().toLowerCase();
    return wooCommerceColumns.get(name) ?? name;
  });
}

/** Whether a table has WooCommerce's header: its ten columns, under its own names. */
export function isWooCommerce(table: Table): boolean {
  const own = table.columns.filter((column) => wooCommerceColumns.has(column.trim().toLowerCase()));
  const names = renamed(table);
  return own.length === 6 && ten.every((name) => names.includes(name));
}

/** Says at each row with a class that is an error here what WooCommerce makes of it. */
export function* warnUnknownClasses(file: TaxesFile, scope: Scope): Steps<void> {
  const known = new Set(['', 'standard', ...file.classes.map((one) => one.class)]);
  for (const { path } of file.tables) {
    const table = scope.table(path);
    if (table === undefined || !isWooCommerce(table)) continue;
    const column = renamed(table).indexOf('class');
    for (let row = 0; row < table.size; row++) {
      if (isStep(row)) yield;
      const name = table.cell(row, column).trim();
      if (known.has(name)) continue;
      scope.problems.warn(
        cellAt(table, row, column),
        'different-elsewhere',
        `WooCommerce reads a class that it does not know as the standard one, without a word; here "${name}" is an error.`,
      );
    }
  }
}
