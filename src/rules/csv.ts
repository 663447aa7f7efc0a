/** Reads CSV (RFC 4180) by csv-parse into a table, with the line and column of every fault. */
import { CsvError, type Options, parse } from 'csv-parse/sync';
import { decodeUtf8, startOf } from './files.ts';
import type { Table } from './model.ts';
import type { Problems } from './problem.ts';

/**
 * The table in a CSV file: its header's names trimmed, its cells as written but for line ends, which become `\n`; blank
 * lines left out. Rows with faults are left out too and reported; `undefined` where there is no header to read them by.
 * `tabs` allows tabs for commas.
 */
export function readCsv(path: string, bytes: Uint8Array, problems: Problems, { tabs = false } = {}): Table | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined || text.includes('\0')) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  return new Reader(path, text.replace(/\r\n?/g, '\n'), problems).read(tabs);
}

interface Row {
  cells: string[];
  /** Offset and line on which it begins. */
  offset: number;
  line: number;
  /** As in the table. */
  quotes: string;
}

// After each quote that stands wrong the rest of the file is read anew.
const mostQuoteFaults = 100;

class Reader {
  readonly #path: string;
  readonly #text: string;
  readonly #problems: Problems;
  readonly #rows: Row[] = [];
  readonly #marks = new Map<string, string>();
  #separator = ',';
  /** Offset and line up to which the text has been read. */
  #at = 0;
  #line = 1;

  constructor(path: string, text: string, problems: Problems) {
    this.#path = path;
    this.#text = text;
    this.#problems = problems;
  }

  read(tabs: boolean): Table | undefined {
    this.#sniff(tabs);
    const isWhole = this.#readRows();
    const [header, ...rows] = this.#rows;
    if (header === undefined) {
      const empty = 'This file is empty. Its first line names the columns.';
      if (isWhole) this.#problems.error(startOf(this.#path), 'bad-csv', empty);
      return undefined;
    }
    const columns = header.cells.map((cell) => cell.trim());
    this.#checkHeader(columns, header);
    const fitting = rows.filter((row) => this.#fits(row, columns.length));
    const quotes = [header, ...fitting].map((row) => row.quotes);
    return {
      path: this.#path,
      columns,
      rows: fitting.map(({ cells }) => cells),
      lines: fitting.map(({ line }) => line),
      ...(quotes.some((row) => row !== '') ? { quotes } : {}),
    };
  }

  /** Spreadsheets write tabs or semicolons where they are asked to, or where commas are decimal points. */
  #sniff(tabs: boolean): void {
    const first = this.#text.slice(0, 10_000).split('\n', 1)[0]!;
    if (first.includes('\t')) this.#separator = '\t';
    else if (first.includes(';') && !first.includes(',')) this.#separator = ';';
    if (this.#separator === ',' || (tabs && this.#separator === '\t')) return;
    const name = this.#separator === '\t' ? 'tabs' : 'semicolons';
    this.#fault(0, `The columns are separated by ${name}. Save the file with commas.`, { offset: 0, line: 1 });
  }

  /** Reads every row; a row with a quote that stands wrong is reported and passed over. False where there was one. */
  #readRows(): boolean {
    const options: Options = {
      delimiter: this.#separator,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      // Feeds with tabs are written without quoting.
      relax_quotes: this.#separator === '\t',
    };
    for (let faults = 0; ; faults++) {
      const rest = this.#text.slice(this.#at);
      try {
        this.#place(parse(rest, options));
        return faults === 0;
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        this.#place(rowsBeforeFault(rest, options));
        this.#quoteFault(error);
        if (faults < mostQuoteFaults) continue;
        const here = { offset: this.#at, line: this.#line };
        this.#fault(this.#at, 'Here reading ended: too many quotes stand wrong before.', here);
        return false;
      }
    }
  }

  /** Finds where rows stand in the text: each cell is there as it was read, or in quotes with those inside doubled. */
  #place(rows: readonly string[][]): void {
    for (const cells of rows) {
      while (this.#text[this.#at] === '\n') this.#skip(1);
      const row: Row = { cells, offset: this.#at, line: this.#line, quotes: '' };
      let marks = '';
      for (const cell of cells) {
        const written = this.#written(cell);
        marks += written === cell ? '-' : 'q';
        // The separator, or the end of the line, goes with the cell.
        this.#at += written.length + 1;
        if (written !== cell) for (const character of cell) if (character === '\n') this.#line += 1;
      }
      if (marks.includes('q')) row.quotes = this.#shared(marks);
      this.#line += 1;
      if (cells.length > 1 || cells[0]!.trim() !== '') this.#rows.push(row);
    }
  }

  #skip(lines: number): void {
    this.#at += lines;
    this.#line += lines;
  }

  #written(cell: string): string {
    if (this.#text[this.#at] !== '"') return cell;
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    return this.#text.startsWith(quoted, this.#at) ? quoted : cell;
  }

  /** One text for all rows that are quoted alike, which most rows of a table are. */
  #shared(marks: string): string {
    const known = this.#marks.get(marks);
    if (known !== undefined) return known;
    this.#marks.set(marks, marks);
    return marks;
  }

  /** Reports the row that begins here, and goes on behind its line. */
  #quoteFault({ code, column }: CsvError): void {
    while (this.#text[this.#at] === '\n') this.#skip(1);
    let cell = this.#at;
    for (let index = 0; index < Number(column); index++) cell = this.#endOfCell(cell) + 1;
    let at = cell;
    let message: string;
    if (code === 'CSV_QUOTE_NOT_CLOSED') message = 'The quote that opens here is never closed.';
    else if (code === 'INVALID_OPENING_QUOTE') {
      at = this.#text.indexOf('"', cell);
      message = 'A quote stands inside this cell. Put the whole cell in quotes, and double the ones inside.';
    } else {
      at = this.#closingQuote(cell) + 1;
      message = 'Text stands behind the closing quote. Double quotes that are part of the text.';
    }
    this.#fault(at, message, { offset: this.#at, line: this.#line });
    const end = code === 'CSV_QUOTE_NOT_CLOSED' ? -1 : this.#text.indexOf('\n', at);
    const next = end === -1 ? this.#text.length : end + 1;
    for (let i = this.#at; i < next; i++) if (this.#text[i] === '\n') this.#line += 1;
    this.#at = next;
  }

  /** The offset of the separator behind a cell that is well formed. */
  #endOfCell(start: number): number {
    return this.#text.indexOf(this.#separator, this.#text[start] === '"' ? this.#closingQuote(start) : start);
  }

  #closingQuote(open: number): number {
    let at = this.#text.indexOf('"', open + 1);
    while (this.#text[at + 1] === '"') at = this.#text.indexOf('"', at + 2);
    return at;
  }

  #checkHeader(columns: readonly string[], header: Row): void {
    const seen = new Set<string>();
    for (const [index, column] of columns.entries()) {
      const at = this.#cellOffset(header, index);
      if (column === '') this.#fault(at, `The column ${index + 1} has no name.`, header);
      else if (seen.has(column)) this.#fault(at, `The column ${JSON.stringify(column)} is there twice.`, header);
      seen.add(column);
    }
  }

  #fits(row: Row, width: number): boolean {
    const count = row.cells.length;
    if (count === width) return true;
    const hint = count > width ? ' Put a cell that holds a comma in quotes.' : '';
    const at = this.#cellOffset(row, Math.min(width, count - 1));
    this.#fault(at, `This row has ${count} cells, the header ${width}.${hint}`, row);
    return false;
  }

  #cellOffset({ cells, quotes, offset }: Row, index: number): number {
    let at = offset;
    for (const [i, cell] of cells.slice(0, index).entries()) {
      at += (quotes[i] === 'q' ? cell.replaceAll('"', '""').length + 2 : cell.length) + 1;
    }
    return at;
  }

  /** `from`: where the row begins, so that a fault costs no more than its row. */
  #fault(offset: number, message: string, from: Pick<Row, 'offset' | 'line'>): void {
    const before = this.#text.slice(from.offset, offset).split('\n');
    const line = from.line + before.length - 1;
    this.#problems.error(`${this.#path}:${line}:${before.at(-1)!.length + 1}`, 'bad-csv', message);
  }
}

/** The rows before the first quote that stands wrong. */
function rowsBeforeFault(text: string, options: Options): string[][] {
  const rows: string[][] = [];
  const keep = (row: string[]): null => {
    rows.push(row);
    return null;
  };
  try {
    parse(text, { ...options, on_record: keep as NonNullable<Options['on_record']> });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}
