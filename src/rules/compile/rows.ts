/** Rows of a table, cell by cell, each with the place where it stands. */
import { cellAt } from '../cells.ts';
import type { At, Place, Table, TextMatch } from '../model.ts';
import { readPlacePattern } from '../parse/text-match.ts';
import { didYouMean } from '../problem.ts';
import type { Reading } from '../shape.ts';
import type { Scope } from './scope.ts';

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
  scope: Scope,
): Row[] {
  const names = table.columns.map((column) => rename.get(column.trim().toLowerCase()) ?? column.trim().toLowerCase());
  for (const [index, name] of names.entries()) {
    const at = cellAt(table, -1, index);
    if (!known.includes(name)) {
      const hint = didYouMean(name, known) || ` Expected some of ${known.join(', ')}.`;
      scope.problems.error(at, 'unknown-key', `"${table.columns[index]}" is not a column of this table.${hint}`);
    } else if (names.indexOf(name) !== index) {
      scope.problems.error(at, 'duplicate-key', `The column "${name}" stands here twice.`);
    }
  }
  const columns = new Map(names.map((name, index) => [name, index]));
  return table.rows.map((_, index) => new Row(table, index, columns, scope));
}

export class Row {
  readonly line: number;
  /** Where the row begins. */
  readonly at: At;
  readonly #table: Table;
  readonly #index: number;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #scope: Scope;

  constructor(table: Table, index: number, columns: ReadonlyMap<string, number>, scope: Scope) {
    this.#table = table;
    this.#index = index;
    this.line = table.lines[index] ?? 1;
    this.at = `${table.path}:${this.line}:1`;
    this.#columns = columns;
    this.#scope = scope;
  }

  /** A cell without blanks at its ends; `''` where it or its column is not there. */
  text(column: string): string {
    const index = this.#columns.get(column);
    return index === undefined ? '' : (this.#table.rows[this.#index]![index] ?? '').trim();
  }

  atOf(column: string): At {
    return cellAt(this.#table, this.#index, this.#columns.get(column) ?? 0);
  }

  /** What a cell says, `undefined` where it is blank or, with a problem, where it cannot be read. */
  read<T>(column: string, reader: (written: string) => Reading<T>): T | undefined {
    const written = this.text(column);
    if (written === '') return undefined;
    const reading = reader(written);
    if ('value' in reading) return reading.value;
    this.#scope.problems.error(this.atOf(column), reading.code, reading.fault);
    return undefined;
  }

  /** The place of the row: blank or `*` is anywhere, `;` separates values, a `*` beside others is dropped. */
  place(): Place {
    const place: Place = { is: 'here', at: this.at };
    for (const part of ['country', 'state', 'postal_code', 'city'] as const) {
      const match = this.#places(part);
      if (match !== undefined) place[part] = match;
    }
    return place;
  }

  #places(column: string): TextMatch | undefined {
    const written = this.text(column).split(';');
    const of = written.map((value) => value.trim()).filter((value) => value !== '' && value !== '*');
    if (of.length === 0) return undefined;
    if (column === 'postal_code') {
      for (const pattern of of) {
        const reading = readPlacePattern(pattern);
        if ('fault' in reading) this.#scope.problems.error(this.atOf(column), reading.code, reading.fault);
      }
    }
    return { not: false, of, at: this.atOf(column) };
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
