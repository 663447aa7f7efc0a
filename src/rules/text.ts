/** Text as rules match it: any of some patterns, with a star at either end, from the rule or from long lists. */
import { readCountry } from './countries.ts';
import { SetDigest } from './digest.ts';
import type { TextMatch } from './model.ts';

/** Makes texts comparable. Blanks at the ends go before it is called. */
export type Fold = (text: string) => string;

export interface TextTest {
  /** Whether any pattern matches. `not` is the caller's to apply. */
  test(value: string): boolean;
  /** The same for a value that is folded already. */
  testFolded(folded: string): boolean;
  /** What is matched, each pattern and each list for itself. */
  parts(): readonly TextPart[];
}

/** One pattern, or one list. */
export interface TextPart {
  /** The pattern as it is written; of a list its name and a digest of what it holds: `@blocked 6c62272e07bb0142`. */
  name: string;
  test(value: string): boolean;
  /**
   * Whether it matches a value of which only the end is known, from its last `@` on: `null` where that depends on the
   * rest. With an empty `end` nothing of it is known.
   */
  testEnd(end: string): boolean | null;
}

/** Blanks at the ends and letter case do not count. */
export function foldText(text: string): string {
  return foldCase(text.trim());
}

/** Accents, case, blanks, `.`, `-` and `'` do not count. */
export function foldCity(text: string): string {
  const plain = foldCase(text);
  const bare = ascii.test(plain)
    ? plain
    : plain
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[łøđðıæœþ]/g, (letter) => strokes[letter]!)
        .normalize('NFC');
  return bare.replace(/[\s.'’‘ʼʻ`´\p{Pd}\u2212\u00ad]/gu, '');
}

/** Countries: letter case does not count, `UK` is `GB`. */
export function foldCountry(text: string): string {
  return readCountry(text) ?? '';
}

/** Letters with a stroke or of two, which Unicode does not take apart as it does accents. */
const strokes: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th' };

const ascii = /^[\0-\x7f]*$/;

function foldCase(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  // Through upper case, since ß, ſ and ς have a partner only there, and ẞ only in lower case.
  return text.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** A pattern's text without its stars, and where they stood. */
export interface Stars {
  core: string;
  start: boolean;
  end: boolean;
}

/** Takes the star at the start and the one at the end off. */
export function takeStars(pattern: string): Stars {
  let core = pattern.trim();
  const start = core.startsWith('*');
  if (start) core = core.slice(1);
  const end = core.endsWith('*') || (start && core === '');
  if (core.endsWith('*')) core = core.slice(0, -1);
  return { core, start, end };
}

/** The pattern as it is compared: a blank beside a star is part of it, so that `san *` is not `sandwich`. */
export function foldedPattern({ core, start, end }: Stars, fold: Fold): Stars {
  const foldCore = fold === foldText && (start || end) ? foldCase : fold;
  return { core: foldCore(core), start, end };
}

/** What is wrong with a text pattern: a star that stands inside it. */
export function textPatternFault(pattern: string): string | null {
  return takeStars(pattern).core.includes('*') || pattern.trim() === '**'
    ? `"${pattern}" has a * inside: only one at the start and one at the end stand for anything.`
    : null;
}

/**
 * Compiles the patterns of `match`; `lists` gives the lines of the list that `@name` names. A list that is not there matches nothing.
 * Matching takes no longer for a million lines than for one.
 */
export function compileText(
  match: TextMatch,
  lists: (name: string) => readonly string[] | undefined,
  fold: Fold = foldText,
): TextTest {
  const own: string[] = [];
  const named = new Map<string, TextIndex>();
  for (const pattern of match.of) {
    if (pattern.startsWith('@')) named.set(pattern, listIndex(lists(pattern.slice(1)) ?? [], fold));
    else own.push(pattern);
  }
  return new AnyIndex(own, named, fold);
}

class AnyIndex implements TextTest {
  readonly #own: readonly string[];
  readonly #named: ReadonlyMap<string, TextIndex>;
  readonly #indexes: readonly TextIndex[];
  readonly #fold: Fold;
  #parts: readonly TextPart[] | undefined;

  constructor(own: readonly string[], named: ReadonlyMap<string, TextIndex>, fold: Fold) {
    this.#own = own;
    this.#named = named;
    this.#indexes = own.length === 0 ? [...named.values()] : [new TextIndex(own, fold), ...named.values()];
    this.#fold = fold;
  }

  test(value: string): boolean {
    return this.testFolded(this.#fold(value.trim()));
  }

  testFolded(folded: string): boolean {
    for (const index of this.#indexes) if (index.has(folded)) return true;
    return false;
  }

  parts(): readonly TextPart[] {
    const fold = this.#fold;
    const part = (name: string, index: TextIndex): TextPart => ({
      name,
      test: (value) => index.has(fold(value.trim())),
      testEnd: (end) => index.hasEnd(fold(end.trim())),
    });
    this.#parts ??= [
      ...this.#own.map((pattern) => part(pattern.trim(), new TextIndex([pattern], fold))),
      ...[...this.#named].map(([name, index]) => part(`${name} ${index.digest}`, index)),
    ];
    return this.#parts;
  }
}

const indexesOfLists = new WeakMap<readonly string[], Map<Fold, TextIndex>>();

/** A long list is indexed once, however many conditions name it. */
function listIndex(lines: readonly string[], fold: Fold): TextIndex {
  let indexes = indexesOfLists.get(lines);
  if (indexes === undefined) {
    indexes = new Map();
    indexesOfLists.set(lines, indexes);
  }
  let index = indexes.get(fold);
  if (index === undefined) {
    index = new TextIndex(
      lines.filter((line) => line.trim() !== ''),
      fold,
    );
    indexes.set(fold, index);
  }
  return index;
}

interface Sized {
  size: number;
  texts: Set<string>;
  /** The one text of that length, where there is just one. */
  only: string | null;
}

/** Folded texts by their length, so that one look-up a length finds any of them. */
class ByLength {
  readonly sizes: Sized[] = [];
  readonly #bySize = new Map<number, Sized>();

  add(text: string): void {
    const same = this.#bySize.get(text.length);
    if (same === undefined) {
      const sized = { size: text.length, texts: new Set([text]), only: text };
      this.sizes.push(sized);
      this.#bySize.set(text.length, sized);
    } else {
      same.texts.add(text);
      same.only = same.texts.size === 1 ? text : null;
    }
  }

  *texts(): Iterable<string> {
    for (const { texts } of this.sizes) yield* texts;
  }
}

class TextIndex {
  readonly #exact = new Set<string>();
  readonly #starts = new ByLength();
  readonly #ends = new ByLength();
  readonly #parts = new ByLength();
  #domains: ReadonlySet<string> | undefined;
  #digest: string | undefined;

  constructor(patterns: readonly string[], fold: Fold) {
    for (const pattern of patterns) {
      const { core, start, end } = foldedPattern(takeStars(pattern), fold);
      if (core.includes('*')) continue;
      if (!start && !end) this.#exact.add(core);
      else (start ? (end ? this.#parts : this.#ends) : this.#starts).add(core);
    }
  }

  has(folded: string): boolean {
    if (this.#exact.size > 0 && this.#exact.has(folded)) return true;
    const { length } = folded;
    for (const { size, texts, only } of this.#starts.sizes) {
      if (size > length) continue;
      if (only === null ? texts.has(folded.slice(0, size)) : folded.startsWith(only)) return true;
    }
    return this.#hasBehind(folded);
  }

  /** Whether a pattern that begins with a star matches, whatever stands before `folded`. */
  #hasBehind(folded: string): boolean {
    const { length } = folded;
    for (const { size, texts, only } of this.#ends.sizes) {
      if (size > length) continue;
      if (only === null ? texts.has(folded.slice(length - size)) : folded.endsWith(only)) return true;
    }
    for (const { size, texts, only } of this.#parts.sizes) {
      if (only !== null) {
        if (folded.includes(only)) return true;
        continue;
      }
      for (let at = 0; at + size <= length; at++) if (texts.has(folded.slice(at, at + size))) return true;
    }
    return false;
  }

  /** See {@link TextPart.testEnd}. */
  hasEnd(end: string): boolean | null {
    if (this.#hasBehind(end)) return true;
    if (this.#starts.sizes.length > 0 || this.#parts.sizes.length > 0) return null;
    if (end === '') return this.#exact.size > 0 || this.#ends.sizes.length > 0 ? null : false;
    this.#domains ??= new Set([...this.#exact, ...this.#ends.texts()].map((text) => text.slice(text.lastIndexOf('@'))));
    return this.#domains.has(end) ? null : false;
  }

  /** 16 hex digits over what is matched, in whatever order it was written. */
  get digest(): string {
    if (this.#digest !== undefined) return this.#digest;
    const set = new SetDigest();
    for (const text of this.#exact) set.add(text);
    for (const text of this.#starts.texts()) set.add(`${text}*`);
    for (const text of this.#ends.texts()) set.add(`*${text}`);
    for (const text of this.#parts.texts()) set.add(`*${text}*`);
    this.#digest = set.hex;
    return this.#digest;
  }
}
