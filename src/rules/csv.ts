/**
 * Reads CSV (RFC 4180) into a table, with the line and column of every fault. Written out rather than taken from a
 * library, because after a bad row the others are still to be checked; a test compares it with csv-parse.
 */
import { decodeUtf8, startOf } from './files.ts';
import type { At, Table } from './model.ts';
import type { Problems } from './problem.ts';

/** A file with more faults than this is not read to its end by anyone: the rest is only counted. */
const maxListed = 100;

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

interface Row {
  cells: string[];
  /** Offsets of the cells in the text. */
  starts: number[];
  line: number;
  lineStart: number;
  whole: boolean;
}

const quoteMark = 0x22;
const lf = 0x0a;
const cr = 0x0d;

class Reader {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private faults = 0;
  private separator = ',';

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
    for (let row = this.nextRow(); row; row = this.nextRow()) {
      if (row.whole && this.fits(row, columns.length)) {
        table.rows.push(row.cells);
        table.lines.push(row.line);
      }
    }
    if (this.faults > maxListed) {
      const message = `${this.faults - maxListed} more faults of this kind are in this file.`;
      this.problems.error(startOf(this.path), 'bad-csv', message);
    }
    return header.whole ? table : undefined;
  }

  /** Spreadsheets write tabs or semicolons where they are asked to, or where commas are decimal points. */
  private sniff(tabs: boolean): void {
    const first = this.text.slice(0, 10_000).split(/[\r\n]/, 1)[0]!;
    const [commas, tabCount, semicolons] = [',', '\t', ';'].map((mark) => first.split(mark).length - 1);
    const other = tabCount! > commas! ? '\t' : semicolons! > 0 && commas === 0 ? ';' : undefined;
    if (other === undefined) return;
    this.separator = other;
    if (tabs && other === '\t') return;
    const name = other === '\t' ? 'tabs' : 'semicolons';
    this.fault(0, `The columns are separated by ${name}. Save the file with commas.`);
  }

  private checkHeader(columns: string[], header: Row): void {
    const seen = new Set<string>();
    for (const [i, column] of columns.entries()) {
      const start = header.starts[i]!;
      if (column === '') this.fault(start, `The column ${i + 1} has no name.`);
      else if (seen.has(column)) this.fault(start, `The column ${JSON.stringify(column)} is there twice.`);
      seen.add(column);
    }
  }

  private fits(row: Row, width: number): boolean {
    const count = row.cells.length;
    if (count === width) return true;
    const where = { line: row.line, lineStart: row.lineStart };
    const hint = count > width ? ' Put a cell that holds a comma in quotes.' : '';
    this.fault(
      row.starts[Math.min(width, count - 1)]!,
      `This row has ${count} cells, the header ${width}.${hint}`,
      where,
    );
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
    const row: Row = { cells: [], starts: [], line: this.line, lineStart: this.lineStart, whole: true };
    for (;;) {
      row.starts.push(this.at);
      const quoted = this.text.charCodeAt(this.at) === quoteMark;
      row.cells.push(quoted ? this.quotedCell(row) : this.plainCell(row));
      if (this.text[this.at] !== this.separator) break;
      this.at++;
    }
    if (this.at < this.text.length) this.endLine(this.text.charCodeAt(this.at) === cr);
    return row;
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
      this.fault(quote, 'A quote stands inside this cell. Put the whole cell in quotes, and double the ones inside.');
      row.whole = false;
    }
    return this.text.slice(start, this.at);
  }

  private quotedCell(row: Row): string {
    const open = { at: this.at, line: this.line, lineStart: this.lineStart };
    let cell = '';
    let from = this.at + 1;
    for (;;) {
      const end = this.text.indexOf('"', from);
      if (end === -1) {
        this.fault(open.at, 'The quote that opens here is never closed.', open);
        this.at = this.text.length;
        row.whole = false;
        return cell;
      }
      this.countLines(from, end);
      cell += this.text.slice(from, end);
      from = end + 2;
      if (this.text.charCodeAt(end + 1) !== quoteMark) {
        this.at = end + 1;
        break;
      }
      cell += '"';
    }
    const rest = this.at;
    const code = this.text.charCodeAt(rest);
    if (rest < this.text.length && this.text[rest] !== this.separator && code !== lf && code !== cr) {
      this.fault(rest, 'Text stands behind the closing quote. Double quotes that are part of the text.');
      row.whole = false;
      while (this.at < this.text.length && !/[\r\n]/.test(this.text[this.at]!)) this.at++;
    }
    return cell;
  }

  private countLines(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const code = this.text.charCodeAt(i);
      if (code !== lf && (code !== cr || this.text.charCodeAt(i + 1) === lf)) continue;
      this.line++;
      this.lineStart = i + 1;
    }
  }

  private endLine(isCr: boolean): void {
    this.at += isCr && this.text.charCodeAt(this.at + 1) === lf ? 2 : 1;
    this.line++;
    this.lineStart = this.at;
  }

  private fault(offset: number, message: string, where = { line: this.line, lineStart: this.lineStart }): void {
    this.faults++;
    if (this.faults > maxListed) return;
    const at: At = `${this.path}:${where.line}:${Math.max(offset - where.lineStart, 0) + 1}`;
    this.problems.error(at, 'bad-csv', message);
  }
}
