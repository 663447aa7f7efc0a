/** A YAML file as the atoms that a person typed, in their order: what `fmt` lays out anew. */
import { CST, Parser } from 'yaml';

/** A mark, a text or a comment, and where a line that it begins is indented to. */
export interface Atom {
  is: 'open' | 'close' | 'comma' | 'colon' | 'item' | 'text' | 'block' | 'comment' | 'newline';
  text: string;
  /** From 0, in the line as it was written. */
  column: number;
  /** In steps of indentation; within brackets lines are indented by those. */
  level: number;
  /** Whether a list's item or a map's key begins here, so that comments may line up with it. */
  begins: boolean;
}

const marks: Readonly<Record<string, Atom['is']>> = {
  'seq-item-ind': 'item',
  'explicit-key-ind': 'item',
  'map-value-ind': 'colon',
  comma: 'comma',
  'flow-map-start': 'open',
  'flow-seq-start': 'open',
  'flow-map-end': 'close',
  'flow-seq-end': 'close',
  comment: 'comment',
  newline: 'newline',
  'block-scalar-header': 'text',
};

/** The atoms of a text with `\n` for line ends, which is YAML and not very deep. */
export function atomsOf(text: string): Atom[] {
  const walk = new Walk(text);
  for (const token of new Parser().parse(text)) walk.token(token, 0);
  return walk.atoms;
}

class Walk {
  readonly atoms: Atom[] = [];
  readonly #text: string;
  /** Of the line at hand: where it begins and ends. */
  #lineStart = 0;
  #lineEnd: number;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = text.indexOf('\n');
  }

  token(token: CST.Token, level: number): void {
    switch (token.type) {
      case 'document':
        this.#marks(token.start, level);
        if (token.value) this.token(token.value, level);
        this.#marks(token.end, level);
        return;
      case 'block-map':
      case 'block-seq':
        for (const { start, key, sep, value } of token.items) {
          this.#marks(start, level);
          if (key) this.#key(key, level);
          this.#marks(sep, level);
          if (value) this.token(value, level + 1);
        }
        return;
      case 'flow-collection':
        this.#mark(token.start, level);
        for (const { start, key, sep, value } of token.items) {
          this.#marks(start, level);
          if (key) this.token(key, level);
          this.#marks(sep, level);
          if (value) this.token(value, level);
        }
        this.#marks(token.end, level);
        return;
      case 'block-scalar':
        for (const each of token.props) this.token(each, level);
        this.#add('block', token.source, token.offset, level);
        return;
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        this.#add('text', plainer(token), token.offset, level);
        this.#marks(token.end, level);
        return;
      default:
        if ('source' in token) this.#mark(token as CST.SourceToken, level);
    }
  }

  #key(key: CST.Token, level: number): void {
    const first = this.atoms.length;
    this.token(key, level);
    const atom = this.atoms[first];
    if (atom) atom.begins = true;
  }

  #marks(tokens: readonly CST.SourceToken[] | undefined, level: number): void {
    for (const token of tokens ?? []) this.#mark(token, level);
  }

  #mark({ type, source, offset }: CST.SourceToken, level: number): void {
    if (type === 'space') return;
    const is = Object.hasOwn(marks, type) ? marks[type]! : 'text';
    this.#add(is, is === 'comment' ? source.trimEnd() : source, offset, level);
  }

  #add(is: Atom['is'], text: string, offset: number, level: number): void {
    while (this.#lineEnd !== -1 && this.#lineEnd < offset) {
      this.#lineStart = this.#lineEnd + 1;
      this.#lineEnd = this.#text.indexOf('\n', this.#lineStart);
    }
    this.atoms.push({ is, text, column: offset - this.#lineStart, level, begins: is === 'item' });
  }
}

/** Words that other readers of YAML take for something else than text. */
const otherwise = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** A scalar as it is written best: without quotes where it is plain words, in double quotes rather than in single ones. */
function plainer(token: CST.FlowScalar): string {
  const { source, type } = token;
  if (type !== 'single-quoted-scalar' && type !== 'double-quoted-scalar') return source;
  if (source.includes('\n')) return source;
  const value = CST.resolveAsScalar(token)!.value;
  if (/^[A-Za-z][\w.-]*(?: [A-Za-z0-9][\w.-]*)*$/.test(value) && !otherwise.test(value)) return value;
  return type === 'single-quoted-scalar' && !/["\\]/.test(value) ? `"${value}"` : source;
}
