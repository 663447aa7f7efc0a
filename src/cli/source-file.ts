/** A rule file as it was written, for showing the line at which a problem stands. */
import { Lexer } from 'yaml';
import { decodeUtf8 } from '../rules/files.ts';
import { maxYamlBytes } from '../rules/yaml.ts';

// Marks of the lexer that do not stand in the text.
const marks = ['\u0002', '\u0018', '\u001f'];

export class SourceFile {
  readonly #text: string;
  readonly #isYaml: boolean;
  readonly #separator: string;
  /** The offset at which each line begins. */
  readonly #starts = [0];
  #lexemes: Map<number, number> | null = null;

  /** `undefined` where the bytes are not text. */
  static read(path: string, bytes: Uint8Array): SourceFile | undefined {
    const text = decodeUtf8(bytes);
    return text === undefined ? undefined : new SourceFile(path, text);
  }

  private constructor(path: string, text: string) {
    this.#isYaml = !/\.(?:csv|txt)$/.test(path);
    // Each reader of rule files has these ends of lines.
    this.#text = this.#isYaml ? text : text.replace(/\r\n?/g, '\n');
    for (let end = this.#text.indexOf('\n'); end !== -1; end = this.#text.indexOf('\n', end + 1)) {
      this.#starts.push(end + 1);
    }
    this.#separator = this.line(1)!.includes('\t') ? '\t' : ',';
  }

  /** The line of a number from 1, `undefined` behind the last one. */
  line(number: number): string | undefined {
    const start = this.#starts[number - 1];
    if (start === undefined) return undefined;
    const next = this.#starts[number];
    return this.#text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }

  /** How many characters what begins at a place has on its line: at least 1. */
  tokenLength(line: number, col: number): number {
    const text = this.line(line) ?? '';
    const length = this.#isYaml ? this.#lexemeAt(this.#starts[line - 1]! + col - 1) : this.#cellAt(text, col - 1);
    return Math.max(1, Math.min(length, text.trimEnd().length - col + 1));
  }

  #lexemeAt(offset: number): number {
    if (this.#text.length > maxYamlBytes) return 1;
    if (this.#lexemes === null) {
      this.#lexemes = new Map();
      let at = 0;
      for (const lexeme of new Lexer().lex(this.#text)) {
        if (marks.includes(lexeme)) continue;
        this.#lexemes.set(at, lexeme.length);
        at += lexeme.length;
      }
    }
    return this.#lexemes.get(offset) ?? 1;
  }

  #cellAt(text: string, start: number): number {
    const quoted = text[start] === '"' ? /"(?:[^"]|"")*"?/y : null;
    if (quoted !== null) {
      quoted.lastIndex = start;
      return quoted.exec(text)![0].length;
    }
    const end = text.indexOf(this.#separator, start);
    return (end === -1 ? text.length : end) - start;
  }
}
