/** A CSV file as it was read. A table of 100,000 rows is ordinary: it is kept column by column. */
import { Column, ColumnBuilder, damaged, type PackedColumn } from './column.ts';

/** A table as plain data, row by row. */
export interface WrittenTable {
  /** Relative to the rule directory. */
  path: string;
  columns: readonly string[];
  /** Cells as written. */
  rows: readonly (readonly string[])[];
  /** `lines[i]` is the line of the file on which `rows[i]` begins. */
  lines: readonly number[];
  /** Which cells stand in quotes, a letter each (`q`, else `-`): of the header, then of each row; `''` where none does. */
  quotes?: readonly string[];
}

/** A table as plain data, column by column, as a bundle holds it. */
export interface PackedTable {
  path: string;
  columns: readonly string[];
  size: number;
  cells: readonly PackedColumn[];
  /** Absent where every row stands on the line after the one before it, the first on line 2. */
  lines?: readonly number[];
  quotes?: PackedColumn;
}

/** Rows and columns are counted from 0; the header is row -1. */
export class Table {
  readonly path: string;
  readonly columns: readonly string[];
  /** Its rows. */
  readonly size: number;
  readonly #cells: readonly Column[];
  /** `null` where every row stands on the line after the one before it, the first on line 2. */
  readonly #lines: Uint32Array | null;
  /** Of the header, then of each row; `null` where nothing is quoted. */
  readonly #quotes: Column | null;

  constructor(
    path: string,
    columns: readonly string[],
    size: number,
    cells: readonly Column[],
    lines: Uint32Array | null,
    quotes: Column | null,
  ) {
    this.path = path;
    this.columns = columns;
    this.size = size;
    this.#cells = cells;
    this.#lines = lines;
    this.#quotes = quotes;
  }

  static of({ path, columns, rows, lines, quotes }: WrittenTable): Table {
    const builder = new TableBuilder(path, columns, quotes?.[0] ?? '');
    for (const [index, row] of rows.entries()) {
      for (const column of columns.keys()) builder.cells[column]!.add(row[column] ?? '');
      builder.endRow(lines[index] ?? 1, quotes?.[index + 1] ?? '');
    }
    return builder.build();
  }

  /** The table of a bundle. Throws an Error where it is none. */
  static unpack({ path, columns, size, cells, lines, quotes }: PackedTable): Table {
    const unpacked = cells.map((column) => Column.of(column, size));
    if (cells.length !== columns.length || (lines !== undefined && lines.length !== size)) {
      throw damaged('it has not a name for each column, or not a line for each row');
    }
    return new Table(
      path,
      columns,
      size,
      unpacked,
      lines === undefined ? null : Uint32Array.from(lines),
      quotes === undefined ? null : Column.of(quotes, size + 1),
    );
  }

  /** A cell as written. */
  cell(row: number, column: number): string {
    return this.#cells[column]!.text(row);
  }

  /** The cells of a column. */
  column(index: number): Column {
    return this.#cells[index]!;
  }

  row(index: number): string[] {
    return this.#cells.map((column) => column.text(index));
  }

  /** All rows: much for a long table. */
  rows(): string[][] {
    return Array.from({ length: this.size }, (_, row) => this.row(row));
  }

  /** The line of the file on which a row begins. */
  line(row: number): number {
    return this.#lines === null ? row + 2 : this.#lines[row]!;
  }

  /** Which cells of a row stand in quotes, a letter each (`q`, else `-`); `''` where none does. */
  quotes(row: number): string {
    return this.#quotes?.text(row + 1) ?? '';
  }

  /** The table with these of its rows alone. */
  only(rows: readonly number[]): Table {
    const { path, columns } = this;
    const quotes = [-1, ...rows].map((row) => this.quotes(row));
    const lines = rows.map((row) => this.line(row));
    return Table.of({ path, columns, rows: rows.map((row) => this.row(row)), lines, quotes });
  }

  toJSON(): PackedTable {
    const { path, columns, size } = this;
    return {
      path,
      columns,
      size,
      cells: this.#cells.map((column) => column.toJSON()),
      ...(this.#lines && { lines: [...this.#lines] }),
      ...(this.#quotes && { quotes: this.#quotes.toJSON() }),
    };
  }
}

export class TableBuilder {
  /** Each takes its cell of a row before the row ends. */
  readonly cells: readonly ColumnBuilder[];
  readonly #path: string;
  readonly #columns: readonly string[];
  #size = 0;
  #lines: number[] | null = null;
  readonly #quotes = new ColumnBuilder();
  #quoted: boolean;

  /** `quotes`: as in the table, of the header. */
  constructor(path: string, columns: readonly string[], quotes: string) {
    this.#path = path;
    this.#columns = columns;
    this.cells = columns.map(() => new ColumnBuilder());
    this.#quotes.add(quotes);
    this.#quoted = quotes !== '';
  }

  endRow(line: number, quotes: string): void {
    if (this.#lines === null && line !== this.#size + 2) {
      this.#lines = Array.from({ length: this.#size }, (_, row) => row + 2);
    }
    this.#lines?.push(line);
    this.#quotes.add(quotes);
    this.#quoted ||= quotes !== '';
    this.#size += 1;
  }

  build(): Table {
    return new Table(
      this.#path,
      this.#columns,
      this.#size,
      this.cells.map((column) => column.build()),
      this.#lines && Uint32Array.from(this.#lines),
      this.#quoted ? this.#quotes.build() : null,
    );
  }
}
