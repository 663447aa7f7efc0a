/**
 * The one form of a YAML file of rules. Which line something stands on is its author's; everything within and before a
 * line is not: steps of two blanks, `{ a: b, c: [d, e] }`, no quotes around plain words, one empty line at most, one line
 * end at the end. A comment beside a line keeps its column where there is room.
 */
import { decodeUtf8, startOf } from '../rules/files.ts';
import { Problems } from '../rules/problem.ts';
import { type Node, readYaml } from '../rules/yaml.ts';
import { type Atom, atomsOf } from './atoms.ts';

/** The file in its form, or what is wrong with it. */
export type Formatted = { is: 'formatted'; text: string; changed: boolean } | { is: 'faulty'; problems: Problems };

/** Puts a YAML file into form. Pure. A file with faults of its YAML has none. */
export function format(path: string, bytes: Uint8Array): Formatted {
  const problems = new Problems();
  const node = readYaml(path, bytes, problems);
  if (node === undefined || problems.hasErrors) return { is: 'faulty', problems };
  const text = decodeUtf8(bytes)!.replaceAll('\r\n', '\n');
  const atoms = atomsOf(text);
  const formatted = new Printer(atoms).print();
  // Nobody's rules depend on this file being right about all of YAML.
  if (!isSame(path, node, atoms, formatted)) {
    const message = 'This file is written in a way that cannot be put into form without changing what it says.';
    problems.error(startOf(path), 'yaml-feature', message);
    return { is: 'faulty', problems };
  }
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { is: 'formatted', text: formatted, changed: formatted !== before };
}

function isSame(path: string, node: Node, atoms: Atom[], formatted: string): boolean {
  const after = readYaml(path, new TextEncoder().encode(formatted), new Problems());
  if (after === undefined || meaning(after) !== meaning(node)) return false;
  const again = atomsOf(formatted);
  return comments(again) === comments(atoms) && new Printer(again).print() === formatted;
}

/** What a file says, without the places: equal texts say the same. */
function meaning(node: Node): string {
  return JSON.stringify(node, (key, value) => (key === 'at' || key === 'keyAt' ? undefined : value));
}

function comments(atoms: readonly Atom[]): string {
  const found = atoms.filter(({ is }) => is === 'comment');
  return found.map(({ text }) => text).join('\n');
}

const step = '  ';

class Printer {
  readonly #atoms: readonly Atom[];
  /** After each atom, the next one that is no comment and no line end. */
  readonly #nexts: (Atom | undefined)[] = [];
  readonly #lines: string[] = [];
  #line = '';
  #last: Atom | undefined;
  /** Of the line at hand: its indentation, and whether it begins within brackets. */
  #level = 0;
  #inFlow = false;
  /** The brackets that are open: how far the line is indented that closes them. */
  readonly #open: number[] = [];
  /** The columns at which the blocks around the last item or key begin, by their levels. */
  readonly #columns: number[] = [];

  constructor(atoms: readonly Atom[]) {
    this.#atoms = atoms;
    let next: Atom | undefined;
    for (const [index, atom] of [...atoms.entries()].reverse()) {
      this.#nexts[index] = next;
      if (atom.is !== 'comment' && atom.is !== 'newline') next = atom;
    }
  }

  print(): string {
    for (const [index, atom] of this.#atoms.entries()) {
      if (atom.is === 'newline') this.#newline();
      else if (atom.is === 'block') this.#block(atom);
      else if (atom.is !== 'comma' || this.#nexts[index]?.is !== 'close') this.#place(atom, index);
    }
    this.#flush();
    while (this.#lines.at(-1) === '') this.#lines.pop();
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
  }

  #newline(): void {
    if (this.#last !== undefined) this.#flush();
    else if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  #flush(): void {
    if (this.#last !== undefined) this.#lines.push(this.#line);
    this.#line = '';
    this.#last = undefined;
  }

  #place(atom: Atom, index: number): void {
    if (this.#last === undefined) this.#begin(atom, index);
    else if (atom.is === 'comment') this.#line = `${this.#line} `.padEnd(atom.column);
    else this.#line += gap(this.#last, atom);
    if (atom.begins && this.#open.length === 0) {
      this.#columns.length = atom.level;
      this.#columns[atom.level] = atom.column;
    }
    if (atom.is === 'open') this.#open.push(this.#inFlow ? this.#level : atom.level);
    if (atom.is === 'close') this.#open.pop();
    this.#last = atom;
    const [first, ...rest] = atom.text.split('\n');
    this.#line += first;
    for (const each of rest) {
      this.#lines.push(this.#line.trimEnd());
      this.#line = each.trim() === '' ? '' : this.#indent(this.#inner() ?? atom.level) + each.trim();
    }
  }

  #begin(atom: Atom, index: number): void {
    this.#inFlow = this.#open.length > 0;
    this.#level = atom.level;
    if (this.#inFlow) this.#level = atom.is === 'close' ? this.#open.at(-1)! : this.#inner()!;
    else if (atom.is === 'comment') this.#level = this.#levelOf(atom, index);
    this.#line = this.#indent(this.#level);
  }

  /** A comment lines up with what follows, or closes the block around the last item where it is indented like that. */
  #levelOf({ column }: Atom, index: number): number {
    const around = this.#columns.findLastIndex((each) => each !== undefined && each <= column);
    return Math.max(this.#nexts[index]?.level ?? 0, around);
  }

  #inner(): number | undefined {
    const around = this.#open.at(-1);
    return around === undefined ? undefined : around + 1;
  }

  #indent(level: number): string {
    return step.repeat(level);
  }

  /** The lines of a block of text, whose blanks are its own. */
  #block({ text, level }: Atom): void {
    this.#flush();
    const lines = text.replace(/\n$/, '').split('\n');
    const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')![0].length;
    for (const line of lines) {
      const content = line.slice(indent);
      this.#lines.push(content === '' ? '' : this.#indent(level) + content);
    }
  }
}

/** What stands between two atoms of a line. */
function gap(last: Atom, next: Atom): string {
  if (next.is === 'comma' || next.is === 'colon') return '';
  if (last.is === 'open' && next.is === 'close') return '';
  if (last.is === 'open') return last.text === '{' ? ' ' : '';
  if (next.is === 'close') return next.text === '}' ? ' ' : '';
  return ' ';
}
