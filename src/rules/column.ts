/** The cells of one column of a table. */

type Codes = Uint8Array | Uint16Array | Uint32Array;

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

  text(row: number): string {
    return this.#texts[this.#codes === null ? row : this.#codes[row]!]!;
  }

  /** What `make` makes of the text of each row, asked once of each text where few stand again and again. */
  map<T>(make: (text: string) => T): (row: number) => T {
    const [texts, codes] = [this.#texts, this.#codes];
    if (codes === null) return (row) => make(texts[row]!);
    const made = texts.map(make);
    return (row) => made[codes[row]!]!;
  }

  /** A text that columns of as many rows have in common only where their cells are the same; in parts. */
  *written(): Iterable<string> {
    const [texts, codes] = [this.#texts, this.#codes];
    for (let from = 0; from < texts.length; from += partLength) {
      yield JSON.stringify(texts.slice(from, from + partLength));
    }
    if (codes === null) return;
    // Which text stands in how many rows on end: in most columns of a sorted table few do.
    for (let from = 0; from < codes.length; ) {
      let part = '';
      for (let runs = 0; runs < partLength && from < codes.length; runs++) {
        const code = codes[from]!;
        let end = from + 1;
        while (end < codes.length && codes[end] === code) end += 1;
        part += `${code}:${end - from},`;
        from = end;
      }
      yield part;
    }
  }

  /** The texts, some of them perhaps more than once. */
  get texts(): readonly string[] {
    return this.#texts;
  }
}

/** So much of a column is written at once. */
const partLength = 512;

/** So many different texts are looked up before it is asked whether they stand again at all. */
const fewTexts = 4096;

/** A text that is no part of a longer one: such a part would keep the whole of it in memory. */
function apart(text: string): string {
  // Shorter parts are copied anyway.
  return text.length < 13 ? text : text.split('').join('');
}

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

  /** Adds what stands in a text from `start` to before `end`. */
  addPart(whole: string, start: number, end: number): void {
    // The cell above is mostly the same, and then nothing is cut out.
    if (this.#size > 0 && end - start === this.#last.length && whole.startsWith(this.#last, start)) this.#addAgain();
    else this.#addOther(whole.slice(start, end));
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
      const kept = apart(text);
      this.#texts.push(kept);
      this.#known.set(kept, code);
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
    const codes = this.#codes.subarray(0, this.#size);
    const most = this.#texts.length;
    return new Column(
      this.#texts,
      most <= 2 ** 8 ? Uint8Array.from(codes) : most <= 2 ** 16 ? Uint16Array.from(codes) : codes.slice(),
    );
  }
}
