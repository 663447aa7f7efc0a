/** Rows of a table, cell by cell, each with the place where it stands. */
import { cellAt } from '../cells.ts';
import type { At, Place, Table, TextMatch } from '../model.ts';
import { readPlacePattern } from '../parse/text-match.ts';
import { closest, didYouMean, type Problems } from '../problem.ts';
import type { Reading } from '../shape.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';

/** The table that a file names, or a problem where it is not there. */
export function tableOf(ref: { path: string; at: At }, scope: Scope): Table | undefined {
  const table = scope.table(ref.path);
  if (table === undefined) {
    const hint = didYouMean(ref.path, scope.tablePaths());
    scope.problems.error(ref.at, 'unknown-table', `There is no file "${ref.path}".${hint}`);
  }
  return table;
}

/** The rows of a table whose columns are among `known`; an unknown column is reported, once. */
export function rowsOf(
  table: Table,
  known: readonly string[],
  rename: ReadonlyMap<string, string>,
  { problems }: Pick<Scope, 'problems'>,
): Rows {
  const names = table.columns.map((column) => rename.get(column.trim().toLowerCase()) ?? column.trim().toLowerCase());
  const meant = new Set<string>();
  for (const [index, name] of names.entries()) {
    const at = cellAt(table, -1, index);
    if (!known.includes(name)) {
      meant.add(closest(name, known) ?? '');
      const hint = didYouMean(name, known) || ` Expected some of ${known.join(', ')}.`;
      problems.error(at, 'unknown-key', `"${table.columns[index]}" is not a column of this table.${hint}`);
    } else if (names.indexOf(name) !== index && !table.columns.slice(0, index).includes(table.columns[index]!)) {
      // Two of the very same name are a fault of the file, and told already.
      problems.error(at, 'duplicate-key', `The column "${name}" stands here twice.`);
    }
  }
  return new Rows(table, new Map(names.map((name, index) => [name, index])), meant);
}

/** A table by the names of its columns. Rows are made where they are asked for: a long table is mostly never read. */
export class Rows {
  readonly size: number;
  readonly #table: Table;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #meant: ReadonlySet<string>;
  readonly #readings = new Readings();

  /** `meant`: columns that those which are not known were probably meant to be. */
  constructor(table: Table, columns: ReadonlyMap<string, number>, meant: ReadonlySet<string> = new Set()) {
    this.size = table.size;
    this.#table = table;
    this.#columns = columns;
    this.#meant = meant;
  }

  /** Reports, once, that none of these columns is there, nor one that was probably meant for it. */
  need(columns: readonly string[], problems: Problems): void {
    if (this.#table.columns.length === 0 || columns.some((column) => this.has(column) || this.#meant.has(column)))
      return;
    problems.error(`${this.#table.path}:1:1`, 'missing-key', `This table has no column "${columns[0]}".`);
  }

  /** The row by its number from 0; what is wrong with its cells goes to `problems`. */
  row(index: number, problems: Problems): Row {
    return new Row(this.#table, index, this.#columns, this.#readings, problems);
  }

  /** The line of the file on which a row begins. */
  line(row: number): number {
    return this.#table.line(row);
  }

  /** A cell without blanks at its ends; `''` where it or its column is not there. */
  text(row: number, column: string): string {
    const index = this.#columns.get(column);
    return index === undefined ? '' : this.#table.cell(row, index).trim();
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  /** What `make` makes of the cell of each row, asked once of each text where few stand again and again. */
  map<T>(column: string, make: (cell: string) => T): (row: number) => T {
    const index = this.#columns.get(column);
    if (index !== undefined) return this.#table.column(index).map((text) => make(text.trim()));
    const made = make('');
    return () => made;
  }

  /** What the cells of a column say, `undefined` for those that are blank or wrong; in no order, and not row by row. */
  *values<T>(column: string, reader: (written: string) => Reading<T>): Iterable<T | undefined> {
    const index = this.#columns.get(column);
    for (const text of index === undefined ? [''] : this.#table.column(index).texts) {
      const written = text.trim();
      const reading = written === '' ? undefined : this.#readings.read(written, reader);
      yield reading !== undefined && 'value' in reading ? reading.value : undefined;
    }
  }
}

/** What cells say: in most columns of a long table few texts stand again and again. */
class Readings {
  readonly #byReader = new Map<unknown, Map<string, Reading<unknown>>>();

  read<T>(written: string, reader: (written: string) => Reading<T>): Reading<T> {
    let known = this.#byReader.get(reader);
    if (known === undefined) {
      known = new Map();
      this.#byReader.set(reader, known);
    }
    let reading = known.get(written) as Reading<T> | undefined;
    if (reading === undefined) {
      reading = reader(written);
      if (known.size < mostReadings) known.set(written, reading);
    }
    return reading;
  }
}

const mostReadings = 2000;

export class Row {
  readonly line: number;
  readonly #table: Table;
  readonly #index: number;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #readings: Readings;
  readonly #problems: Problems;

  constructor(
    table: Table,
    index: number,
    columns: ReadonlyMap<string, number>,
    readings: Readings,
    problems: Problems,
  ) {
    this.#table = table;
    this.#index = index;
    this.line = table.line(index);
    this.#columns = columns;
    this.#readings = readings;
    this.#problems = problems;
  }

  /** Where the row begins. */
  get at(): At {
    return `${this.#table.path}:${this.line}:1`;
  }

  /** A cell without blanks at its ends; `''` where it or its column is not there. */
  text(column: string): string {
    const index = this.#columns.get(column);
    return index === undefined ? '' : this.#table.cell(this.#index, index).trim();
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  atOf(column: string): At {
    return cellAt(this.#table, this.#index, this.#columns.get(column) ?? 0);
  }

  /** What a cell says, `undefined` where it is blank or, with a problem, where it cannot be read. */
  read<T>(column: string, reader: (written: string) => Reading<T>): T | undefined {
    const written = this.text(column);
    if (written === '') return undefined;
    const reading = this.#readings.read(written, reader);
    if ('value' in reading) return reading.value;
    this.#problems.error(this.atOf(column), reading.code, reading.fault);
    return undefined;
  }

  /** The place of the row: blank or `*` is anywhere, `;` separates values, a `*` beside others is dropped. */
  place(): RowPlace {
    const place: RowPlace = { is: 'here', at: this.at };
    for (const part of placeColumns) {
      const of = cellValues(this.text(part));
      if (of !== null) place[part] = this.#match(part, of);
    }
    return place;
  }

  #match(column: string, of: readonly string[]): TextMatch {
    if (column === 'postal_code') {
      for (const pattern of of) {
        const reading = readPlacePattern(pattern);
        if ('fault' in reading) this.#problems.error(this.atOf(column), reading.code, reading.fault);
      }
    }
    return new CellMatch([...of], this, column);
  }
}

/** Where a row stands and holds, for those who keep many and seldom ask. */
export class WrittenRow {
  readonly #rows: Rows;
  readonly #index: number;

  constructor(rows: Rows, index: number) {
    this.#rows = rows;
    this.#index = index;
  }

  get at(): At {
    return this.#rows.row(this.#index, unheard).at;
  }

  get where(): RowPlace {
    return this.#rows.row(this.#index, unheard).place();
  }
}

export type RowPlace = Extract<Place, { is: 'here' }>;

export const placeColumns = ['country', 'state', 'postal_code', 'city'] as const;

/** The values of a cell of a place, `null` where it is blank or `*`. */
export function cellValues(written: string): readonly string[] | null {
  if (written === '' || written === '*') return null;
  if (!written.includes(';')) return [written];
  const of = written.split(';').map((value) => value.trim());
  const values = of.filter((value) => value !== '' && value !== '*');
  return values.length === 0 ? null : values;
}

/** Where it stands is seldom asked, and of each cell of a long table too much to keep. */
class CellMatch implements TextMatch {
  readonly not = false;
  readonly of: string[];
  readonly #row: Row;
  readonly #column: string;

  constructor(of: string[], row: Row, column: string) {
    this.of = of;
    this.#row = row;
    this.#column = column;
  }

  get at(): At {
    return this.#row.atOf(this.#column);
  }
}

/** `1`, `true` and `yes`, or their opposites. */
export function readYesNo(written: string): Reading<boolean> {
  if (/^(?:1|true|yes)$/i.test(written)) return { value: true };
  if (/^(?:0|false|no)$/i.test(written)) return { value: false };
  return { code: 'bad-value', fault: `"${written}" is neither yes nor no. Write 1 or 0.` };
}

/** A whole number from `low`. */
export function readWhole(low: number): (written: string) => Reading<number> {
  return (written) =>
    /^\d{1,9}$/.test(written) && Number(written) >= low
      ? { value: Number(written) }
      : { code: 'bad-value', fault: `"${written}" is not a whole number from ${low}.` };
}
