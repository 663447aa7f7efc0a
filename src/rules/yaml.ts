/** Reads a YAML file as plain data with positions: text, lists and maps, and nothing else that YAML can do. */
import {
  Composer,
  type CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
} from 'yaml';
import { decodeUtf8, startOf } from './files.ts';
import type { At } from './model.ts';
import type { Problems } from './problem.ts';
import { finish, isStep, type Steps } from './steps.ts';
import { explainYaml, isFeature, unquoted } from './yaml-message.ts';

/** A value as written. `empty` is a key or a list mark with nothing after it. */
export type Node = TextNode | ListNode | MapNode | EmptyNode;

export interface TextNode {
  is: 'text';
  text: string;
  at: At;
}

export interface ListNode {
  is: 'list';
  items: Node[];
  at: At;
}

/** Keys are unique, in the order in which they were written. */
export interface MapNode {
  is: 'map';
  entries: { key: string; keyAt: At; value: Node }[];
  at: At;
}

export interface EmptyNode {
  is: 'empty';
  at: At;
}

/** Larger files are what CSV tables are for: YAML takes a second for 10,000 rows. */
export const maxYamlBytes = 1024 * 1024;
/** The composer recurses, and a stack overflow in it ends the process: no deeper file reaches it. */
export const maxYamlDepth = 64;
/** A file with more faults of its YAML is not a rule file; reading it on would only cost time. */
const maxFaults = 100;

/**
 * The value in a YAML file, or `undefined` where it is not readable; every fault of it goes to `problems`. Where only
 * quotes are missing or a key is doubled, the value is still returned, so that its other problems are found as well.
 */
export function readYaml(path: string, bytes: Uint8Array, problems: Problems): Node | undefined {
  return finish(readYamlInSteps(path, bytes, problems));
}

/** As `readYaml`. */
export function* readYamlInSteps(path: string, bytes: Uint8Array, problems: Problems): Steps<Node | undefined> {
  if (bytes.length > maxYamlBytes) {
    const found = `This file has ${bytes.length} bytes; a YAML file of rules has at most ${maxYamlBytes}.`;
    problems.error(startOf(path), 'too-large', `${found} Move its rows into tables/*.csv or lists/*.txt.`);
    return undefined;
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  return yield* new Reader(path, text, problems).read();
}

// What YAML allows in a file, less the delete character: the rest is invisible, and usually a sign of a wrong encoding.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;

class Reader {
  private readonly lines = new LineCounter();
  private readonly anchors = new Set<string>();
  private readonly asterisks: { offset: number; source: string }[] = [];
  /** Lines that already have a problem: what YAML says about the rest of such a line is mostly its consequence. */
  private readonly reported = new Set<number>();
  private faults = 0;

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly problems: Problems,
  ) {}

  *read(): Steps<Node | undefined> {
    const tokens = yield* this.tokens();
    if (!tokens) return undefined;
    for (const { offset, source } of this.asterisks) {
      if (this.anchors.has(source.slice(1)))
        this.feature(offset, `"${short(source)}" is an alias. Write the value itself.`);
      else this.report(offset, 'unquoted', unquoted(this.text, offset));
    }
    if (this.hasControlCharacters()) return undefined;
    const documents = [...new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens, true, 0)];
    const readable = this.reportErrors(documents);
    const second = documents[1];
    if (second) this.feature(second.range?.[0] ?? 0, 'A second document begins here. A file holds one.');
    const root = documents[0]?.contents as ParsedNode | null | undefined;
    return readable ? this.node(root, startOf(this.path)) : undefined;
  }

  /** The concrete syntax, with text that begins with `*` read as the text it was meant to be. */
  private *tokens(): Steps<CST.Token[] | undefined> {
    const parser = new Parser(this.lines.addNewLine);
    const tokens: CST.Token[] = [];
    let isText = false;
    let seen = 0;
    this.lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(this.text)) {
      if (isStep(seen++)) yield;
      const { offset } = parser;
      if (!isText) {
        if (lexeme.startsWith('&')) {
          this.anchors.add(lexeme.slice(1));
          this.feature(offset, `"${short(lexeme)}" is an anchor. Put text that begins with "&" in quotes.`);
        } else if (lexeme.startsWith('!')) {
          this.feature(offset, `"${short(lexeme)}" is a tag. Put text that begins with "!" in quotes.`);
        } else if (lexeme.startsWith('%')) {
          this.feature(offset, `"${short(lexeme)}" is a directive. Remove this line.`);
        } else if (lexeme.startsWith('*')) {
          this.asterisks.push({ offset, source: lexeme });
          this.faults++;
          tokens.push(...parser.next(scalarMark));
        }
      }
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error') this.faults++;
        tokens.push(token);
      }
      isText = lexeme === scalarMark;
      if (this.faults > maxFaults) break;
      if (parser.stack.length > maxYamlDepth + 1) {
        const message = `This value lies more than ${maxYamlDepth} levels deep. Nothing in a rule file is so deep.`;
        this.report(offset, 'too-deep', message);
        return undefined;
      }
    }
    tokens.push(...parser.end());
    return tokens;
  }

  private hasControlCharacters(): boolean {
    let found = false;
    for (const { index, 0: character } of this.text.matchAll(control)) {
      const code = character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
      this.report(index, 'bad-yaml', `The invisible control character U+${code} stands here. Remove it.`);
      found = true;
    }
    return found;
  }

  private reportErrors(documents: Document[]): boolean {
    let readable = true;
    for (const error of documents.flatMap((document) => document.errors)) {
      const [offset] = error.pos;
      if (isFeature(error.code)) continue;
      if (error.code === 'BAD_SCALAR_START' && '@`%'.includes(this.text[offset]!)) {
        this.report(offset, 'unquoted', unquoted(this.text, offset));
        continue;
      }
      readable = false;
      this.report(offset, 'bad-yaml', explainYaml(error, this.text));
    }
    return readable;
  }

  private node(node: ParsedNode | null | undefined, emptyAt: At): Node {
    if (isMap<ParsedNode, ParsedNode | null>(node)) return this.map(node.items, this.at(node.range[0]));
    if (isSeq<ParsedNode>(node)) {
      const items = node.items.map((item) => this.node(item, this.at(item.range[0])));
      return { is: 'list', items, at: this.at(node.range[0]) };
    }
    if (!isScalar(node) || (node.type === 'PLAIN' && node.value === '')) return { is: 'empty', at: emptyAt };
    return { is: 'text', text: String(node.value), at: this.at(node.range[0]) };
  }

  private map(pairs: { key: ParsedNode; value: ParsedNode | null }[], at: At): MapNode {
    const entries: MapNode['entries'] = [];
    const seen = new Map<string, At>();
    for (const { key, value } of pairs) {
      const offset = key.range[0];
      const keyAt = this.at(offset);
      if (!isScalar(key)) {
        this.feature(offset, 'A key is plain text here, not a list or a map.');
        continue;
      }
      const name = String(key.value);
      const before = seen.get(name);
      if (key.type === 'PLAIN' && name === '') this.report(offset, 'bad-yaml', 'The key before ":" is missing.');
      else if (key.type === 'PLAIN' && name === '<<') this.feature(offset, '"<<" merges maps. Write the keys out.');
      else if (before !== undefined) {
        const line = before.split(':').at(-2);
        this.problems.error(
          keyAt,
          'duplicate-key',
          `"${short(name)}" is already given on line ${line}. Keep one of the two.`,
        );
      } else {
        seen.set(name, keyAt);
        entries.push({ key: name, keyAt, value: this.node(value, keyAt) });
      }
    }
    return { is: 'map', entries, at };
  }

  private feature(offset: number, message: string): void {
    this.report(offset, 'yaml-feature', `${message} Rule files are plain data.`);
  }

  private report(offset: number, code: 'bad-yaml' | 'too-deep' | 'unquoted' | 'yaml-feature', message: string): void {
    const { line } = this.lines.linePos(offset);
    if (code === 'bad-yaml' && this.reported.has(line)) return;
    this.reported.add(line);
    this.faults++;
    this.problems.error(this.at(offset), code, message);
  }

  private at(offset: number): At {
    const { line, col } = this.lines.linePos(offset);
    return `${this.path}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  }
}

// The lexer's mark before unquoted text.
const scalarMark = '\u001f';

function short(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text).slice(1, -1);
}
