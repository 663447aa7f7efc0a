/** Reads CSV (RFC 4180) into a table, with the line and column of every fault. */
import { decodeInSteps, startOf } from './files.ts';
import type { Problems } from './problem.ts';
import { isStep, type Steps } from './steps.ts';
import { type Table, TableBuilder } from './table.ts';

/**
 * The table in a CSV file: its header's names trimmed, its cells as written but for line ends, which become `\n`; blank
 * lines left out. Rows with faults are left out too and reported; `undefined` where there is no header to read them by.
 * `tabs` allows tabs for commas.
 */
export function* readCsv(
  path: string,
  bytes: Uint8Array,
  problems: Problems,
  { tabs = false } = {},
): Steps<Table | undefined> {
  const text = yield* decodeInSteps(bytes);
  if (text === undefined || text.includes('\0')) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  return yield* new Reader(path, yield* withPlainEnds(text), problems).read(tabs);
}

const newline = 0x0a;
const quote = 0x22;

/** The cells of one row, as offsets in the text; the same object for all rows. */
class Cells {
  count = 0;
  /** Where each begins, with its quote. */
  readonly starts: number[] = [];
  /** Its text, without the quotes around it. */
  readonly froms: number[] = [];
  readonly tos: number[] = [];
  /** Its text where that does not stand there just so. */
  readonly others: (string | null)[] = [];
  readonly quoted: boolean[] = [];
  hasQuotes = false;

  clear(): void {
    this.count = 0;
    this.hasQuotes = false;
  }

  add(start: number, from: number, to: number, quoted: boolean, other: string | null): void {
    const { count } = this;
    this.starts[count] = start;
    this.froms[count] = from;
    this.tos[count] = to;
    this.quoted[count] = quoted;
    this.others[count] = other;
    if (quoted) this.hasQuotes = true;
    this.count = count + 1;
  }

  text(whole: string, index: number): string {
    return this.others[index] ?? whole.slice(this.froms[index], this.tos[index]);
  }

  /** As in the table. */
  get quotes(): string {
    if (!this.hasQuotes) return '';
    let marks = '';
    for (let index = 0; index < this.count; index++) marks += this.quoted[index] ? 'q' : '-';
    return marks;
  }
}

class Reader {
  readonly #path: string;
  readonly #text: string;
  readonly #problems: Problems;
  readonly #cells = new Cells();
  #separator = ',';
  /** Feeds with tabs are written without quoting: a quote that stands wrong is a part of its cell. */
  #relaxed = false;
  /** Offset and line of the row that is read. */
  #at = 0;
  #line = 1;
  #table: TableBuilder | null = null;

  constructor(path: string, text: string, problems: Problems) {
    this.#path = path;
    this.#text = text;
    this.#problems = problems;
  }

  *read(tabs: boolean): Steps<Table | undefined> {
    this.#sniff(tabs);
    let isWhole = true;
    let read = 0;
    while (this.#at < this.#text.length) {
      if (this.#text.charCodeAt(this.#at) === newline) {
        this.#at += 1;
        this.#line += 1;
        continue;
      }
      if (isStep(read++)) yield;
      const next = this.#readCells();
      if (next === null) isWhole = false;
      else {
        this.#take();
        this.#goTo(next, this.#cells.hasQuotes);
      }
    }
    if (this.#table === null && isWhole) {
      const empty = 'This file is empty. Its first line names the columns.';
      this.#problems.error(startOf(this.#path), 'bad-csv', empty);
    }
    return this.#table?.build();
  }

  /** Spreadsheets write tabs or semicolons where they are asked to, or where commas are decimal points. */
  #sniff(tabs: boolean): void {
    const first = this.#text.slice(0, 10_000).split('\n', 1)[0]!;
    if (first.includes('\t')) this.#separator = '\t';
    else if (first.includes(';') && !first.includes(',')) this.#separator = ';';
    this.#relaxed = this.#separator === '\t';
    if (this.#separator === ',' || (tabs && this.#separator === '\t')) return;
    const name = this.#separator === '\t' ? 'tabs' : 'semicolons';
    this.#fault(0, `The columns are separated by ${name}. Save the file with commas.`);
  }

  /** Reads the cells of the row that begins here: where the next one does, or `null` where a quote stands wrong. */
  #readCells(): number | null {
    const [text, cells, relaxed] = [this.#text, this.#cells, this.#relaxed];
    const { length } = text;
    const separator = this.#separator.charCodeAt(0);
    cells.clear();
    for (let at = this.#at; ; at += 1) {
      const start = at;
      if (text.charCodeAt(at) === quote) {
        const end = this.#readQuoted(at);
        if (end === null) return null;
        at = end;
      } else {
        for (; at < length; at++) {
          const unit = text.charCodeAt(at);
          if (unit === separator || unit === newline) break;
          if (unit !== quote || relaxed) continue;
          const message = 'A quote stands inside this cell. Put the whole cell in quotes, and double the ones inside.';
          return this.#quoteFault(at, message);
        }
        cells.add(start, start, at, false, null);
      }
      if (at === length || text.charCodeAt(at) === newline) return at + 1;
    }
  }

  /** Reads the cell in quotes that begins at `start`: the offset behind it, or `null`. */
  #readQuoted(start: number): number | null {
    const text = this.#text;
    const from = start + 1;
    let to = text.indexOf('"', from);
    let doubled = false;
    while (to !== -1 && text.charCodeAt(to + 1) === quote) {
      doubled = true;
      to = text.indexOf('"', to + 2);
    }
    if (to === -1) return this.#quoteFault(start, 'The quote that opens here is never closed.', text.length);
    const inside = (): string => text.slice(from, to).replaceAll('""', '"');
    const behind = to + 1;
    const end = this.#endOfCell(behind);
    if (end === behind) this.#cells.add(start, from, to, true, doubled ? inside() : null);
    else if (this.#relaxed) this.#cells.add(start, start, end, false, `"${inside()}"${text.slice(behind, end)}`);
    else {
      const message = 'Text stands behind the closing quote. Double quotes that are part of the text.';
      return this.#quoteFault(behind, message);
    }
    return end;
  }

  /** Where the separator or the end of the line is, at `at` or behind it. */
  #endOfCell(at: number): number {
    const text = this.#text;
    const separator = this.#separator.charCodeAt(0);
    let end = at;
    for (; end < text.length; end++) {
      const unit = text.charCodeAt(end);
      if (unit === separator || unit === newline) break;
    }
    return end;
  }

  /** Reports the row that begins here, and goes on behind the line of the fault, or at `next`. */
  #quoteFault(at: number, message: string, next = this.#nextLine(at)): null {
    this.#fault(at, message);
    this.#goTo(next, true);
    return null;
  }

  #nextLine(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 ? this.#text.length : end + 1;
  }

  /** `several`: the row may have more than one line. */
  #goTo(next: number, several: boolean): void {
    if (several) {
      for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < next; at = this.#text.indexOf('\n', at + 1)) {
        this.#line += 1;
      }
    } else this.#line += 1;
    this.#at = next;
  }

  /** The row that was read goes into the table, unless it is a blank line or has too few or too many cells. */
  #take(): void {
    const [text, cells] = [this.#text, this.#cells];
    const { count, froms, tos, others } = cells;
    if (count === 1 && cells.text(text, 0).trim() === '') return;
    if (this.#table === null) {
      this.#table = new TableBuilder(this.#path, this.#readHeader(), cells.quotes);
      return;
    }
    const columns = this.#table.cells;
    if (count !== columns.length) {
      const hint = count > columns.length ? ' Put a cell that holds a comma in quotes.' : '';
      const at = cells.starts[Math.min(columns.length, count - 1)]!;
      this.#fault(at, `This row has ${count} cells, the header ${columns.length}.${hint}`);
      return;
    }
    for (let index = 0; index < count; index++) {
      const other = others[index]!;
      if (other === null) columns[index]!.addPart(text, froms[index]!, tos[index]!);
      else columns[index]!.add(other);
    }
    this.#table.endRow(this.#line, cells.quotes);
  }

  #readHeader(): string[] {
    const { count, starts } = this.#cells;
    const columns = Array.from({ length: count }, (_, index) => this.#cells.text(this.#text, index).trim());
    const seen = new Set<string>();
    for (const [index, column] of columns.entries()) {
      if (column === '') this.#fault(starts[index]!, `The column ${index + 1} has no name.`);
      else if (seen.has(column)) this.#fault(starts[index]!, `The column ${JSON.stringify(column)} is there twice.`);
      seen.add(column);
    }
    return columns;
  }

  /** A fault of the row that begins here. */
  #fault(offset: number, message: string): void {
    const before = this.#text.slice(this.#at, offset).split('\n');
    const line = this.#line + before.length - 1;
    this.#problems.error(`${this.#path}:${line}:${before.at(-1)!.length + 1}`, 'bad-csv', message);
  }
}

/** So many characters are looked through at once. */
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
