/** Checks of catalog.csv: what a condition or the price hook could misread. */
import { cellAt } from '../cells.ts';
import { readAvailability, readFeedPrice, readFlag, readSaleDates, readStock, reversedSale } from '../feed.ts';
import type { Table } from '../model.ts';
import { readWeight } from '../parse/number.ts';
import type { ProblemCode, Problems, Severity } from '../problem.ts';
import { didYouMean } from '../problem.ts';
import type { RuleSet } from '../ruleset.ts';
import { quote, type Reading } from '../shape.ts';
import { isStep, type Steps } from '../steps.ts';
import { readWhole } from './rows.ts';

interface Finding {
  severity: Severity;
  code: ProblemCode;
  message: string;
}

/** A row by its columns: `''` where the cell is blank or there is no such column. */
type Cells = (column: string) => string;

type Scope = Pick<RuleSet, 'currency' | 'timeZone'>;

/**
 * Reports a catalog without SKUs, a SKU twice, and cells that cannot be what their column says. An error is what would
 * leave an answer wrong: a price or a stock that is not told, a sale that is missed, a fact on which a rule that should
 * decline is unknown. A warning is what is answered as it was probably meant. Columns that rules do not know are left
 * alone, and so is all but the SKU of a product that is deleted, as Stripe does.
 */
export function* checkCatalog(catalog: Table, scope: Scope, problems: Problems): Steps<void> {
  const columns = new Map<string, number>();
  for (const [index, column] of catalog.columns.entries()) if (!columns.has(column)) columns.set(column, index);
  const sku = columns.get('id');
  if (sku === undefined) {
    const message = `The catalog has no column "id", which holds the SKU.${didYouMean('id', catalog.columns)}`;
    problems.error(`${catalog.path}:1:1`, 'missing-key', message);
    return;
  }
  if (catalog.size === 0) {
    // Every SKU would be told as deleted.
    problems.error(
      `${catalog.path}:1:1`,
      'missing-key',
      'The catalog holds no product. Without one, leave the file out.',
    );
  }
  const checks = Object.entries(columnChecks).flatMap(([column, check]) => {
    const index = columns.get(column);
    return index === undefined ? [] : [{ index, check }];
  });
  const seen = new Map<string, number>();
  for (let row = 0; row < catalog.size; row++) {
    if (isStep(row)) yield;
    const text = (index: number): string => catalog.cell(row, index).trim();
    const id = text(sku);
    const before = seen.get(id);
    if (id === '') problems.error(cellAt(catalog, row, sku), 'missing-key', 'This row has no SKU in its column "id".');
    else if (before !== undefined) {
      // Of two rows that differ, either could be the one that is meant.
      const message = `The SKU ${quote(id)} stands on line ${before} too.`;
      problems.error(cellAt(catalog, row, sku), 'duplicate-id', message);
    } else seen.set(id, catalog.line(row));

    const cells: Cells = (column) => {
      const index = columns.get(column);
      return index === undefined ? '' : text(index);
    };
    if (isTrue(cells('delete'))) continue;
    for (const { index, check } of checks) {
      const cell = text(index);
      const found = cell === '' ? null : check(cell, cells, scope);
      if (found === null) continue;
      const at = cellAt(catalog, row, index);
      if (found.severity === 'error') problems.error(at, found.code, found.message);
      else problems.warn(at, found.code, found.message);
    }
  }
}

const columnChecks: Record<string, (cell: string, cells: Cells, scope: Scope) => Finding | null> = {
  price: checkPrice,
  sale_price(cell, cells, scope) {
    const found = checkPrice(cell, cells, scope);
    if (found?.severity === 'error' || cells('sale_price_effective_date') !== '') return found;
    // It is in force, and `price_matches` knows it; only the price hook has no way to tell it.
    const message =
      'A sale without dates is always on, and the price hook, which must name both its dates, leaves it out. ' +
      'Write them in "sale_price_effective_date", such as 2026-11-20/2026-11-30.';
    return { severity: 'warn', code: 'missing-key', message };
  },
  sale_price_effective_date(cell, _, { timeZone }) {
    const reading = readSaleDates(cell);
    if (!('value' in reading)) return errorOf(reading);
    const { from, through } = reading.value;
    return timeZone.startOf(from) < timeZone.endOf(through) ? null : errorOf(reversedSale(cell));
  },
  availability: (cell) => errorOf(readAvailability(cell)),
  inventory_quantity(cell, cells) {
    if (isTrue(cells('inventory_not_tracked'))) return null;
    const reading = readStock(cell);
    if (!('value' in reading)) return errorOf(reading);
    if (reading.value >= 0) return null;
    // More was sold than there was: nothing is left, and that is what is answered.
    return { severity: 'warn', code: 'bad-value', message: `A stock of ${cell} is read as 0.` };
  },
  inventory_not_tracked: (cell) => errorOf(readFlag(cell)),
  weight: (cell) => errorOf(readWeight(cell)),
  max_per_order: (cell) => errorOf(readWhole(0)(cell)),
  delete: (cell) => errorOf(readFlag(cell)),
};

function checkPrice(cell: string, _: Cells, { currency }: Scope): Finding | null {
  const reading = readFeedPrice(cell, currency);
  if (!('value' in reading)) return errorOf(reading);
  if (!reading.value.plain) return null;
  // As every plain amount it is in the settings' currency; Stripe's import would refuse the row.
  const code = currency.toUpperCase();
  const message = `This price has no currency and is read in ${code}. Stripe's feed writes ${cell} ${code}.`;
  return { severity: 'warn', code: 'missing-currency', message };
}

function errorOf(reading: Reading<unknown>): Finding | null {
  return 'value' in reading ? null : { severity: 'error', code: reading.code, message: reading.fault };
}

function isTrue(cell: string): boolean {
  const reading = readFlag(cell);
  return 'value' in reading && reading.value;
}
