/**
 * Reads CSV (RFC 4180) into a table, with the line and column of every fault. Written out rather than taken from a
 * library, because after a bad row the others are still to be checked; a test compares it with csv-parse.
 */
import { decodeUtf8, startOf } from './files.ts';
import type { Table } from './model.ts';
import type { Problems } from './problem.ts';

/**
 * The table in a CSV file: its header's names trimmed, its cells as written, blank lines left out. Rows with faults are
 * left out too and reported; `undefined` where there is no header to read them by. `tabs` allows tabs for commas.
 */
export function readCsv(path: string, bytes: Uint8Array, problems: Problems, { tabs = false } = {}): Table | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined || text.includes('\0')) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  return new Reader(path, text, problems).read(tabs);
}

/** Where a row begins: its offset in the text, and its line. */
interface Start {
  offset: number;
  line: number;
}

interface Row extends Start {
  cells: string[];
  /** Offsets of the cells. */
  starts: number[];
  /** As in the table. */
  quotes: string;
  whole: boolean;
}

const quoteMark = 0x22;
const lf = 0x0a;
const cr = 0x0d;

class Reader {
  private at = 0;
  private line = 1;
  private separator = ',';
  private readonly marks = new Map<string, string>();

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly problems: Problems,
  ) {}

  read(tabs: boolean): Table | undefined {
    this.sniff(tabs);
    const header = this.nextRow();
    if (!header) {
      this.problems.error(startOf(this.path), 'bad-csv', 'This file is empty. Its first line names the columns.');
      return undefined;
    }
    const columns = header.cells.map((cell) => cell.trim());
    this.checkHeader(columns, header);
    const table: Table = { path: this.path, columns, rows: [], lines: [] };
    const quotes = [header.quotes];
    for (let row = this.nextRow(); row; row = this.nextRow()) {
      if (!row.whole || !this.fits(row, columns.length)) continue;
      table.rows.push(row.cells);
      table.lines.push(row.line);
      quotes.push(row.quotes);
    }
    if (quotes.some((row) => row !== '')) table.quotes = quotes;
    return header.whole ? table : undefined;
  }

  /** Spreadsheets write tabs or semicolons where they are asked to, or where commas are decimal points. */
  private sniff(tabs: boolean): void {
    const first = this.text.slice(0, 10_000).split(/[\r\n]/, 1)[0]!;
    if (first.includes('\t')) this.separator = '\t';
    else if (first.includes(';') && !first.includes(',')) this.separator = ';';
    if (this.separator === ',' || (tabs && this.separator === '\t')) return;
    const name = this.separator === '\t' ? 'tabs' : 'semicolons';
    this.fault(0, `The columns are separated by ${name}. Save the file with commas.`, { offset: 0, line: 1 });
  }

  private checkHeader(columns: string[], header: Row): void {
    const seen = new Set<string>();
    for (const [i, column] of columns.entries()) {
      const start = header.starts[i]!;
      if (column === '') this.fault(start, `The column ${i + 1} has no name.`, header);
      else if (seen.has(column)) this.fault(start, `The column ${JSON.stringify(column)} is there twice.`, header);
      seen.add(column);
    }
  }

  private fits(row: Row, width: number): boolean {
    const count = row.cells.length;
    if (count === width) return true;
    const hint = count > width ? ' Put a cell that holds a comma in quotes.' : '';
    const message = `This row has ${count} cells, the header ${width}.${hint}`;
    this.fault(row.starts[Math.min(width, count - 1)]!, message, row);
    return false;
  }

  /** The next row that is not blank. */
  private nextRow(): Row | undefined {
    while (this.at < this.text.length) {
      const row = this.row();
      if (row.cells.length > 1 || row.cells[0]!.trim() !== '' || !row.whole) return row;
    }
    return undefined;
  }

  private row(): Row {
    const row: Row = { cells: [], starts: [], quotes: '', offset: this.at, line: this.line, whole: true };
    let marks = '';
    let hasQuotes = false;
    for (;;) {
      row.starts.push(this.at);
      const quoted = this.text.charCodeAt(this.at) === quoteMark;
      row.cells.push(quoted ? this.quotedCell(row) : this.plainCell(row));
      marks += quoted ? 'q' : '-';
      hasQuotes ||= quoted;
      if (this.text[this.at] !== this.separator) break;
      this.at++;
    }
    if (hasQuotes) row.quotes = this.shared(marks);
    if (this.at < this.text.length) {
      this.at += this.endsLine(this.at) ? 1 : 2;
      this.line++;
    }
    return row;
  }

  /** One text for all rows that are quoted alike, which most rows of a table are. */
  private shared(marks: string): string {
    const known = this.marks.get(marks);
    if (known !== undefined) return known;
    this.marks.set(marks, marks);
    return marks;
  }

  private plainCell(row: Row): string {
    const start = this.at;
    const separator = this.separator.charCodeAt(0);
    let quote = -1;
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === separator || code === lf || code === cr) break;
      if (code === quoteMark && quote === -1) quote = this.at;
    }
    // Feeds with tabs are written without quoting.
    if (quote !== -1 && this.separator !== '\t') {
      const message = 'A quote stands inside this cell. Put the whole cell in quotes, and double the ones inside.';
      this.fault(quote, message, row);
      row.whole = false;
    }
    return this.text.slice(start, this.at);
  }

  private quotedCell(row: Row): string {
    const open = this.at;
    let cell = '';
    let from = open + 1;
    for (;;) {
      const end = this.text.indexOf('"', from);
      if (end === -1) {
        this.fault(open, 'The quote that opens here is never closed.', row);
        this.at = this.text.length;
        row.whole = false;
        return cell;
      }
      for (let i = from; i < end; i++) if (this.endsLine(i)) this.line++;
      cell += this.text.slice(from, end);
      from = end + 2;
      if (this.text.charCodeAt(end + 1) !== quoteMark) {
        this.at = end + 1;
        break;
      }
      cell += '"';
    }
    if (!this.atCellEnd()) {
      const message = 'Text stands behind the closing quote. Double quotes that are part of the text.';
      this.fault(this.at, message, row);
      row.whole = false;
      while (!this.atCellEnd()) this.at++;
    }
    return cell;
  }

  private atCellEnd(): boolean {
    const code = this.text.charCodeAt(this.at);
    return this.at >= this.text.length || code === lf || code === cr || this.text[this.at] === this.separator;
  }

  /** Whether a line ends with this character: a line feed, or a carriage return that none follows. */
  private endsLine(index: number): boolean {
    const code = this.text.charCodeAt(index);
    return code === lf || (code === cr && this.text.charCodeAt(index + 1) !== lf);
  }

  private fault(offset: number, message: string, row: Start): void {
    let { line, offset: lineStart } = row;
    for (let i = row.offset; i < offset; i++) {
      if (!this.endsLine(i)) continue;
      line++;
      lineStart = i + 1;
    }
    this.problems.error(`${this.path}:${line}:${offset - lineStart + 1}`, 'bad-csv', message);
  }
}
