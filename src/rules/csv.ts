/** Reads CSV (RFC 4180) by csv-parse into a table, with the line and column of every fault. */
import { CsvError, type Options, parse } from 'csv-parse/sync';
import { QuotedText } from './csv-quotes.ts';
import { decodeInSteps, startOf } from './files.ts';
import type { Problems } from './problem.ts';
import { isStep, type Steps } from './steps.ts';
import { type Table, TableBuilder } from './table.ts';

/**
 * The table in a CSV file: its header's names trimmed, its cells as written but for line ends, which become `\n`; blank
 * lines left out. Rows with faults are left out too and reported; `undefined` where there is no header to read them by.
 * `tabs` allows tabs for commas; `segment` is how many characters are taken apart at once.
 */
export function* readCsv(
  path: string,
  bytes: Uint8Array,
  problems: Problems,
  { tabs = false, segment = segmentLength } = {},
): Steps<Table | undefined> {
  const text = yield* decodeInSteps(bytes);
  if (text === undefined || text.includes('\0')) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  return yield* new Reader(path, yield* withPlainEnds(text), problems).read(tabs, segment);
}

/** So many characters, and the rest of their last row, are taken apart at once. */
const segmentLength = 16_384;

class Reader {
  readonly #path: string;
  readonly #problems: Problems;
  readonly #text: string;
  readonly #quoted: QuotedText;
  readonly #options: Options;
  /** Offset and line up to which the text has been read. */
  #at = 0;
  #line = 1;
  /** The first quote from there on, or the end of the text. */
  #quote: number;
  #table: TableBuilder | null = null;

  constructor(path: string, text: string, problems: Problems) {
    this.#path = path;
    this.#text = text;
    this.#problems = problems;
    this.#quoted = new QuotedText(text, separatorOf(text));
    this.#quote = this.#quoted.quoteFrom(0);
    this.#options = {
      delimiter: this.#quoted.separator,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: this.#quoted.relaxed,
    };
  }

  *read(tabs: boolean, length: number): Steps<Table | undefined> {
    this.#checkSeparator(tabs);
    let isWhole = true;
    let read = 0;
    while (this.#at < this.#text.length) {
      const { end, quote } = this.#quoted.segment(this.#at, this.#at + length, this.#quote);
      const { rows, fault } = this.#parse(this.#text.slice(this.#at, end));
      yield;
      for (const row of rows) {
        this.#take(row);
        if (isStep(read++)) yield;
      }
      if (fault === null) {
        this.#skipBlank(end);
        this.#quote = quote;
      } else {
        isWhole = false;
        this.#quoteFault(fault);
      }
    }
    if (this.#table === null && isWhole) {
      const empty = 'This file is empty. Its first line names the columns.';
      this.#problems.error(startOf(this.#path), 'bad-csv', empty);
    }
    return this.#table?.build();
  }

  #checkSeparator(tabs: boolean): void {
    const { separator } = this.#quoted;
    if (separator === ',' || (tabs && separator === '\t')) return;
    const name = separator === '\t' ? 'tabs' : 'semicolons';
    this.#fault(0, `The columns are separated by ${name}. Save the file with commas.`);
  }

  /** The cells of each row of a segment, up to the first row with a quote that stands wrong. */
  #parse(segment: string): { rows: string[][]; fault: CsvError | null } {
    try {
      return { rows: parse(segment, this.#options), fault: null };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const { records } = error;
      return { rows: records === 0 ? [] : rowsBeforeFault(segment, this.#options), fault: error };
    }
  }

  #skipBlank(end: number): void {
    for (; this.#at < end && this.#text[this.#at] === '\n'; this.#at += 1) this.#line += 1;
  }

  /** A row goes into the table, unless it is a blank line or has too few or too many cells. */
  #take(cells: readonly string[]): void {
    this.#skipBlank(this.#text.length);
    const [start, line] = [this.#at, this.#line];
    const quotes = this.#pass(cells);
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    if (this.#table === null) {
      this.#table = new TableBuilder(this.#path, this.#header(cells, start, line), quotes);
      return;
    }
    const columns = this.#table.cells;
    if (cells.length !== columns.length) {
      const hint = cells.length > columns.length ? ' Put a cell that holds a comma in quotes.' : '';
      const at = this.#quoted.cell(start, Math.min(columns.length, cells.length - 1));
      this.#fault(at, `This row has ${cells.length} cells, the header ${columns.length}.${hint}`, start, line);
      return;
    }
    for (let index = 0; index < cells.length; index++) columns[index]!.add(cells[index]!);
    this.#table.endRow(line, quotes);
  }

  /** Goes on behind the row that begins here, which has these cells: which of them stand in quotes, as in the table. */
  #pass(cells: readonly string[]): string {
    const quoted = this.#quoted;
    let at = this.#at;
    let marks = '';
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index]!;
      if (quoted.isQuote(at)) {
        const end = quoted.cellEnd(at);
        // In a feed with tabs text may stand behind the quotes.
        marks = marks.padEnd(index, '-') + (quoted.closing(at) === end ? 'q' : '-');
        for (let i = cell.indexOf('\n'); i !== -1; i = cell.indexOf('\n', i + 1)) this.#line += 1;
        at = end + 1;
      } else at += cell.length + 1;
    }
    this.#at = at;
    this.#line += 1;
    return marks.includes('q') ? marks.padEnd(cells.length, '-') : '';
  }

  #header(cells: readonly string[], start: number, line: number): string[] {
    const columns = cells.map((cell) => cell.trim());
    const seen = new Set<string>();
    let at = start;
    for (const [index, column] of columns.entries()) {
      if (column === '') this.#fault(at, `The column ${index + 1} has no name.`, start, line);
      else if (seen.has(column)) this.#fault(at, `The column ${JSON.stringify(column)} is there twice.`, start, line);
      seen.add(column);
      at = this.#quoted.cellEnd(at) + 1;
    }
    return columns;
  }

  /** Reports the row that is read next, and goes on behind the line of the fault. */
  #quoteFault(error: CsvError): void {
    this.#skipBlank(this.#text.length);
    const { at, message, next } = this.#quoted.fault(this.#at, error);
    this.#fault(at, message);
    this.#line += this.#text.slice(this.#at, next).split('\n').length - 1;
    this.#at = next;
    this.#quote = this.#quoted.quoteFrom(next);
  }

  /** A fault of the row that begins at `start`. */
  #fault(offset: number, message: string, start = this.#at, line = this.#line): void {
    const before = this.#text.slice(start, offset).split('\n');
    this.#problems.error(`${this.#path}:${line + before.length - 1}:${before.at(-1)!.length + 1}`, 'bad-csv', message);
  }
}

/** Spreadsheets write tabs or semicolons where they are asked to, or where commas are decimal points. */
function separatorOf(text: string): string {
  const first = text.slice(0, 10_000).split('\n', 1)[0]!;
  if (first.includes('\t')) return '\t';
  return first.includes(';') && !first.includes(',') ? ';' : ',';
}

/** The rows before the first quote that stands wrong. */
function rowsBeforeFault(segment: string, options: Options): string[][] {
  const rows: string[][] = [];
  const keep = (row: string[]): null => {
    rows.push(row);
    return null;
  };
  try {
    parse(segment, { ...options, on_record: keep as NonNullable<Options['on_record']> });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

/** So many characters are looked through for line ends at once. */
const piece = 65_536;

/** The text with `\n` for every line end. */
function* withPlainEnds(text: string): Steps<string> {
  if (!text.includes('\r')) return text;
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = at + piece;
    if (text[end] === '\n') end += 1;
    parts.push(text.slice(at, end).replace(/\r\n?/g, '\n'));
    at = end;
    yield;
  }
  return parts.join('');
}
