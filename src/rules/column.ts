/** The cells of one column of a table. */

type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column as plain data, as a bundle holds it. */
export interface PackedColumn {
  texts: readonly string[];
  /**
   * Which of the texts stands in how many rows on end, in turn: in most columns of a sorted table that is said in few
   * numbers. Absent: the texts are those of the rows.
   */
  runs?: readonly number[];
}

/** Texts by their row; where few stand again and again, each is kept once. */
export class Column {
  /** Each text that stands in it; where the rows have no codes, row by row. */
  readonly #texts: readonly string[];
  /** By row, which of the texts it has. */
  readonly #codes: Codes | null;

  constructor(texts: readonly string[], codes: Codes | null) {
    this.#texts = texts;
    this.#codes = codes;
  }

  /** Throws an Error where what is packed is no column of so many rows. */
  static of({ texts, runs }: PackedColumn, size: number): Column {
    const codes = runs === undefined ? null : codesFor(texts, size);
    let end = codes === null ? texts.length : 0;
    for (let at = 0; codes !== null && at < runs!.length; at += 2) {
      const [code, length] = [runs![at]!, runs![at + 1]!];
      if (!(code in texts && length > 0)) throw damaged('a column names a text that it does not have');
      codes.fill(code, end, end + length);
      end += length;
    }
    if (end !== size) throw damaged('a column is shorter or longer than the others');
    return new Column(texts, codes);
  }

  toJSON(): PackedColumn {
    const runs = this.#runs();
    return { texts: this.#texts, ...(runs && { runs }) };
  }

  #runs(): number[] | null {
    const codes = this.#codes;
    if (codes === null) return null;
    const runs: number[] = [];
    for (let from = 0; from < codes.length; ) {
      const code = codes[from]!;
      let end = from + 1;
      while (end < codes.length && codes[end] === code) end += 1;
      runs.push(code, end - from);
      from = end;
    }
    return runs;
  }

  text(row: number): string {
    return this.#texts[this.#codes === null ? row : this.#codes[row]!]!;
  }

  /** What `make` makes of the text of each row, asked once of each text where few stand again and again. */
  map<T>(make: (text: string) => T): (row: number) => T {
    const [texts, codes] = [this.#texts, this.#codes];
    if (codes === null) return (row) => make(texts[row]!);
    const made = new Array<T>(texts.length);
    const isMade = new Uint8Array(texts.length);
    return (row) => {
      const code = codes[row]!;
      if (isMade[code] === 0) {
        made[code] = make(texts[code]!);
        isMade[code] = 1;
      }
      return made[code]!;
    };
  }

  /** A text that columns of as many rows have in common only where their cells are the same; in parts. */
  *written(): Iterable<string> {
    const { texts, runs = [] } = this.toJSON();
    for (const list of [texts, runs]) {
      for (let from = 0; from < list.length; from += partLength) {
        yield JSON.stringify(list.slice(from, from + partLength));
      }
    }
  }

  /** The texts, some of them perhaps more than once. */
  get texts(): readonly string[] {
    return this.#texts;
  }
}

/** Of packed data that somebody edited or cut. */
export function damaged(how: string): Error {
  return new Error(`A table of the bundle is damaged: ${how}. Build the bundle again.`);
}

/** Zeros, wide enough for the texts. */
function codesFor(texts: readonly string[], size: number): Codes {
  if (texts.length <= 2 ** 8) return new Uint8Array(size);
  return texts.length <= 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
}

/** So much of a column is written at once. */
const partLength = 512;

/** So many different texts are looked up before it is asked whether they stand again at all. */
const fewTexts = 4096;

export class ColumnBuilder {
  #size = 0;
  #texts: string[] = [];
  /** `null` once it has turned out that most rows have a text of their own. */
  #codes: Uint32Array | null = new Uint32Array(64);
  readonly #known = new Map<string, number>();
  #last = '';
  #lastCode = 0;

  add(text: string): void {
    if (this.#size > 0 && text === this.#last) this.#addAgain();
    else this.#addOther(text);
  }

  #addAgain(): void {
    if (this.#codes === null) this.#texts.push(this.#last);
    else this.#addCode(this.#codes, this.#lastCode);
    this.#size += 1;
  }

  #addOther(text: string): void {
    if (this.#codes === null) {
      this.#texts.push(text);
      this.#last = text;
    } else this.#code(text, this.#codes);
    this.#size += 1;
  }

  #code(text: string, codes: Uint32Array): void {
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.#texts.length;
      this.#texts.push(text);
      this.#known.set(text, code);
    }
    this.#last = this.#texts[code]!;
    this.#lastCode = code;
    this.#addCode(codes, code);
    if (this.#texts.length > fewTexts && this.#texts.length * 2 > this.#size) this.#decode();
  }

  #addCode(codes: Uint32Array, code: number): void {
    let room = codes;
    if (this.#size === codes.length) {
      room = new Uint32Array(codes.length * 2);
      room.set(codes);
      this.#codes = room;
    }
    room[this.#size] = code;
  }

  #decode(): void {
    const [texts, codes] = [this.#texts, this.#codes!];
    this.#texts = Array.from({ length: this.#size + 1 }, (_, row) => texts[codes[row]!]!);
    this.#codes = null;
    this.#known.clear();
  }

  /** The column; nothing may be added after. */
  build(): Column {
    // Without the room that was kept for more.
    if (this.#codes === null) return new Column(this.#texts.slice(), null);
    const codes = codesFor(this.#texts, this.#size);
    codes.set(this.#codes.subarray(0, this.#size));
    return new Column(this.#texts, codes);
  }
}
