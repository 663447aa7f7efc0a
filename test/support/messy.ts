/** YAML as hasty people write it: the same tree in any style, with comments and empty lines anywhere. */
import type { Random } from '../oracle/random.ts';
import type { Tree } from '../oracle/written.ts';

/** A file that says `tree`; the comments in it are numbered in their order. */
export function messy(tree: Tree, random: Random): string {
  const text = new Messy(random).block(tree, 0);
  const body = `${text}${random.pick(['', '\n', '\n\n\n'])}`;
  return random.chance(0.2) ? body.replaceAll('\n', '\r\n') : body;
}

class Messy {
  readonly #random: Random;
  #comments = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Lines, each with its line end; the first may have to go on a line that is begun. */
  block(tree: Tree, indent: number): string {
    if (Array.isArray(tree)) return tree.map((item) => this.#between(indent) + this.#item(item, indent)).join('');
    if (typeof tree === 'string') return `${' '.repeat(indent)}${this.#scalar(tree)}${this.#end()}`;
    return Object.entries(tree)
      .map(([key, value]) => `${this.#between(indent)}${' '.repeat(indent)}${this.#key(key, value, indent)}`)
      .join('');
  }

  #item(item: Tree, indent: number): string {
    const dash = `${' '.repeat(indent)}-`;
    if (typeof item === 'string' || isEmpty(item) || this.#random.chance(0.4)) {
      return `${dash}${this.#blanks()}${this.#value(item, indent)}${this.#end()}`;
    }
    if (Array.isArray(item)) return `${dash}${this.#end()}${this.block(item, indent + this.#random.whole(1, 4))}`;
    const blanks = this.#blanks();
    const inner = indent + 1 + blanks.length;
    const [[key, value], ...rest] = Object.entries(item) as [[string, Tree]];
    return `${dash}${blanks}${this.#key(key, value, inner)}${this.block(Object.fromEntries(rest), inner)}`;
  }

  #key(key: string, value: Tree, indent: number): string {
    const name = `${this.#scalar(key)}${this.#random.pick(['', '', ' '])}:`;
    if (typeof value === 'string' || isEmpty(value) || this.#random.chance(0.4)) {
      return `${name}${this.#blanks()}${this.#value(value, indent)}${this.#end()}`;
    }
    const least = Array.isArray(value) ? 0 : 1;
    return `${name}${this.#end()}${this.block(value, indent + this.#random.whole(least, 5))}`;
  }

  /** In brackets, where it is no text; sometimes over several lines. */
  #value(value: Tree, indent: number): string {
    if (typeof value === 'string') return this.#scalar(value);
    const isList = Array.isArray(value);
    const parts = isList
      ? value.map((item) => this.#value(item, indent))
      : Object.entries(value).map(
          ([key, inner]) => `${this.#scalar(key)}:${this.#blanks()}${this.#value(inner, indent)}`,
        );
    const inLines = parts.length > 0 && this.#random.chance(0.15);
    const gap = (): string => {
      if (!inLines || this.#random.chance(0.3)) return this.#random.pick(['', ' ', '  ']);
      return `${this.#end()}${' '.repeat(indent + this.#random.whole(1, 6))}`;
    };
    const last = parts.length > 0 && this.#random.chance(0.2) ? `${this.#random.pick(['', ' '])},` : '';
    const inside = parts.map((part, index) => `${gap()}${part}${index < parts.length - 1 ? ',' : last}`).join('');
    // After a comma the next part may follow at once, but not where that would be one word.
    return isList
      ? `[${inside.replaceAll(/,(?=\S)/g, ', ')}${gap()}]`
      : `{${inside.replaceAll(/,(?=\S)/g, ', ')}${gap()}}`;
  }

  #scalar(text: string): string {
    const isPlain = /^[A-Za-z0-9](?:[A-Za-z0-9 ._%…À-ÿ-]*[A-Za-z0-9%_À-ÿ])?$/.test(text);
    if (isPlain && this.#random.chance(0.8)) return text;
    return this.#random.chance(0.5) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
  }

  /** The rest of a line, and its end. */
  #end(): string {
    const comment = this.#random.chance(0.1) ? `${this.#blanks()}${this.#comment()}` : '';
    return `${comment}${this.#random.pick(['', '', '', ' ', '\t'])}\n`;
  }

  /** What may stand before an item or a key. */
  #between(indent: number): string {
    const blank = this.#random.chance(0.1) ? '\n'.repeat(this.#random.whole(1, 3)) : '';
    if (this.#random.chance(0.9)) return blank;
    const at = this.#random.chance(0.7) ? indent : this.#random.whole(0, 8);
    return `${blank}${' '.repeat(at)}${this.#comment()}\n`;
  }

  #comment(): string {
    this.#comments += 1;
    return `#${this.#random.pick(['', ' ', '  '])}${this.#comments}${this.#random.pick(['', ' { a', ' "b', ': - c'])}`;
  }

  #blanks(): string {
    return ' '.repeat(this.#random.whole(1, 3));
  }
}

function isEmpty(tree: Tree): boolean {
  return typeof tree === 'object' && Object.keys(tree).length === 0;
}
