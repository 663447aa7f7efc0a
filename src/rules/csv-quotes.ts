/** Where quotes stand in CSV: the places of cells and faults, and where the text may be cut. */
import type { CsvError } from 'csv-parse/sync';

const newline = 0x0a;
const quote = 0x22;

/** What is wrong with a quote, and at which offset. */
export interface QuoteFault {
  at: number;
  message: string;
  /** Where reading may go on. */
  next: number;
}

/** Text with `\n` for every line end. Offsets of rows and cells are those of their first characters. */
export class QuotedText {
  readonly text: string;
  readonly separator: string;
  /** Feeds with tabs are written without quoting: a quote that stands wrong is a part of its cell. */
  readonly relaxed: boolean;
  readonly #separator: number;

  constructor(text: string, separator: string) {
    this.text = text;
    this.separator = separator;
    this.relaxed = separator === '\t';
    this.#separator = separator.charCodeAt(0);
  }

  /** The first quote at `from` or behind it, or the length of the text. */
  quoteFrom(from: number): number {
    const at = this.text.indexOf('"', from);
    return at === -1 ? this.text.length : at;
  }

  /** Behind the end of the line that `at` stands on. */
  lineEnd(at: number): number {
    const end = this.text.indexOf('\n', at);
    return end === -1 ? this.text.length : end + 1;
  }

  isQuote(at: number): boolean {
    return this.text.charCodeAt(at) === quote;
  }

  /** Whether a cell may end at `at`: before a separator, before the end of a line or at that of the text. */
  isCellEnd(at: number): boolean {
    const unit = this.text.charCodeAt(at);
    return unit === this.#separator || unit === newline || at === this.text.length;
  }

  /** Behind the quote that closes the one at `open`, or -1. */
  closing(open: number): number {
    let at = this.text.indexOf('"', open + 1);
    while (at !== -1 && this.isQuote(at + 1)) at = this.text.indexOf('"', at + 2);
    return at === -1 ? -1 : at + 1;
  }

  /** The end of a cell of which no quote stands wrong. */
  cellEnd(start: number): number {
    let at = this.isQuote(start) ? this.closing(start) : start;
    while (!this.isCellEnd(at)) at += 1;
    return at;
  }

  /** Where a cell of a row begins. */
  cell(row: number, index: number): number {
    let at = row;
    for (let before = 0; before < index; before++) at = this.cellEnd(at) + 1;
    return at;
  }

  /**
   * Where a segment ends that begins at the row `start`: behind the first line end from `limit` on that no quotes
   * enclose, or behind the line of the first quote before it that stands wrong, so that what comes after is looked
   * through once. With it, the first quote from there on; `first` is that from `start` on.
   */
  segment(start: number, limit: number, first: number): { end: number; quote: number } {
    let end = this.lineEnd(limit);
    let at = first;
    while (at < end) {
      const opens = at === start || this.isCellEnd(at - 1);
      const behind = opens ? this.closing(at) : at + 1;
      if (behind === -1) return { end: this.text.length, quote: this.text.length };
      const isWrong = !this.relaxed && !(opens && this.isCellEnd(behind));
      if (isWrong || behind > end) end = this.lineEnd(behind);
      at = this.quoteFrom(isWrong ? end : behind);
    }
    return { end, quote: at };
  }

  /** What the reader of cells found wrong in a row. */
  fault(row: number, { code, column }: CsvError): QuoteFault {
    const start = this.cell(row, Number(column));
    if (code === 'CSV_QUOTE_NOT_CLOSED') {
      return { at: start, message: 'The quote that opens here is never closed.', next: this.text.length };
    }
    if (code === 'INVALID_OPENING_QUOTE') {
      const at = this.quoteFrom(start);
      const message = 'A quote stands inside this cell. Put the whole cell in quotes, and double the ones inside.';
      return { at, message, next: this.lineEnd(at) };
    }
    const at = this.closing(start);
    const message = 'Text stands behind the closing quote. Double quotes that are part of the text.';
    return { at, message, next: this.lineEnd(at) };
  }
}
