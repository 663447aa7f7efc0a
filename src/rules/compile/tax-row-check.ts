/** Which rows of a tax table are right: of a long table nearly all, so that each text is looked at once and few rows are read. */
import { limits } from '../../limits.ts';
import { RowCheck } from './row-check.ts';
import type { Scope } from './scope.ts';
import { classOf, type TaxTable, taxReaders } from './table.ts';

export class TaxRowCheck {
  readonly #table: TaxTable;
  readonly #places: RowCheck;
  readonly #tests: readonly ((row: number) => boolean)[];

  constructor(table: TaxTable, classes: ReadonlySet<string>, scope: Scope) {
    const { rows } = table;
    const tests = [
      rows.map('name', (cell) => cell.length <= limits.taxName),
      rows.map('class', (cell) => classes.has(classOf(cell))),
    ];
    for (const [column, reader] of Object.entries(taxReaders)) {
      if (rows.has(column)) tests.push(rows.map(column, (cell) => cell === '' || 'value' in reader(cell)));
    }
    const isGiven = (cell: string): boolean => cell !== '';
    const [hasPercent, isStored] = [rows.map('percent', isGiven), rows.map('use', isGiven)];
    const isCompound = rows.map('compound', (cell) => isYes(cell));
    tests.push((row) => (isStored(row) ? !isCompound(row) : hasPercent(row)));
    this.#table = table;
    this.#tests = tests;
    this.#places = new RowCheck(rows, scope);
  }

  /** True only where reading and checking the row finds nothing; then its id is among `ids`, those of the rows before. */
  isRight(row: number, ids: Set<string>): boolean {
    for (const test of this.#tests) if (!test(row)) return false;
    return this.#places.isRight(row) && this.#isNew(row, ids);
  }

  #isNew(row: number, ids: Set<string>): boolean {
    if (!this.#table.rows.has('id')) return true;
    const id = this.#table.id(row);
    if (ids.has(id)) return false;
    ids.add(id);
    return true;
  }
}

function isYes(cell: string): boolean {
  const reading = taxReaders.compound(cell);
  return 'value' in reading && reading.value;
}
