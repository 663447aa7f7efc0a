/**
 * Where WooCommerce makes something else of a row of its tax export. How it matches: `WC_Tax::get_matched_tax_rates`,
 * `wc_get_wildcard_postcodes` and `wc_postcode_location_matcher` of WooCommerce 10.
 */
import { cellAt } from '../cells.ts';
import { isWooCommerce, renamed } from '../compile/woocommerce.ts';
import type { Table, TaxesFile } from '../model.ts';
import type { Problems } from '../problem.ts';
import { codeDifferences } from './woocommerce-codes.ts';
import { orderDifferences } from './woocommerce-order.ts';

/** A row as both read it: upper-case, `''` and none for anywhere. */
export interface WooRow {
  index: number;
  line: number;
  country: string;
  state: string;
  /** As written, but for `…`. */
  codes: string[];
  cities: string[];
  /** Rows of one group are those of which one is taken: of a class and a priority. */
  group: string;
}

type Column = 'country' | 'state' | 'postal_code' | 'city' | 'priority' | 'shipping' | 'class';

/** Warns at each row that WooCommerce would apply to other orders. `tables`: those of the file that are there. */
export function warnDifferentElsewhere(file: TaxesFile, tables: readonly Table[], problems: Problems): void {
  for (const table of tables) if (isWooCommerce(table)) warnTable(table, file, problems);
}

function warnTable(table: Table, file: TaxesFile, problems: Problems): void {
  const columns = new Map(renamed(table).map((name, index) => [name, index]));
  const text = (row: number, column: Column): string => {
    const written = table.cell(row, columns.get(column)!).trim();
    return written === '*' ? '' : written;
  };
  const warn = (row: number, column: Column, message: string): void => {
    problems.warn(cellAt(table, row, columns.get(column)!), 'different-elsewhere', message);
  };

  const rows = Array.from({ length: table.size }, (_, index): WooRow => {
    const several = (column: Column): string[] => {
      const values = text(index, column).toUpperCase().split(';');
      return values.map((value) => value.trim()).filter((value) => value !== '' && value !== '*');
    };
    return {
      index,
      line: table.line(index),
      country: text(index, 'country').toUpperCase(),
      state: text(index, 'state').toUpperCase(),
      codes: several('postal_code').map((code) => code.replaceAll('…', '...')),
      cities: several('city'),
      group: `${text(index, 'priority') || '1'} ${text(index, 'class') || 'standard'}`,
    };
  });

  for (const row of rows) {
    for (const message of codeDifferences(row)) warn(row.index, 'postal_code', message);
    const city = row.cities.find((name) => /[^A-Z\d ]/.test(name));
    if (city !== undefined) {
      const message = `WooCommerce takes the city "${city}" only as it is written; here accents, ".", "-" and "'" do not count.`;
      warn(row.index, 'city', message);
    }
    for (const [column, message] of shippingDifferences(text(row.index, 'shipping'), text(row.index, 'class'), file)) {
      warn(row.index, column, message);
    }
  }
  for (const { row, message } of orderDifferences(rows)) {
    warn(row.index, row.codes.length > 0 ? 'postal_code' : row.cities.length > 0 ? 'city' : 'state', message);
  }
}

function* shippingDifferences(shipping: string, name: string, file: TaxesFile): Iterable<[Column, string]> {
  const { taxed, class: shippingClass } = file.shipping;
  if (!taxed) return;
  if (shipping === '') {
    yield ['shipping', 'WooCommerce reads a blank as no, so that shipping does not bear this rate; here it is yes.'];
  }
  const isBorne = /^(?:1|true|yes|)$/i.test(shipping);
  if (!isBorne && name === shippingClass.name && name !== 'standard') {
    const message =
      `Where the class "${name}" leaves shipping no rate, WooCommerce taxes it by the standard rates; ` +
      'here it bears none for this priority.';
    yield ['shipping', message];
  }
}
