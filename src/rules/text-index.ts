/** Patterns of text, found by hash: one look-up a length, however many they are. */
import { SetDigest } from './digest.ts';
import { finish, isStep, type Steps } from './steps.ts';
import { type Fold, foldedPattern, takeStars } from './text.ts';
import { TextSet } from './text-set.ts';

const indexesOfLists = new WeakMap<readonly string[], Map<Fold, TextIndex>>();

/** A long list is indexed once, however many conditions name it: when it is first asked, or by `buildLists`. */
export function listIndex(lines: readonly string[], fold: Fold): TextIndex {
  let indexes = indexesOfLists.get(lines);
  if (indexes === undefined) {
    indexes = new Map();
    indexesOfLists.set(lines, indexes);
  }
  let index = indexes.get(fold);
  if (index === undefined) {
    index = new TextIndex(lines, fold, true);
    indexes.set(fold, index);
  }
  return index;
}

/** Builds the indexes of lists that conditions name, so that the first order that asks for one need not wait. */
export function* buildLists(lists: Iterable<readonly string[]>): Steps<void> {
  for (const lines of lists) for (const index of indexesOfLists.get(lines)?.values() ?? []) yield* index.build();
}

/** As `buildLists`, with what a log of decisions asks of them. */
export function* describeLists(lists: Iterable<readonly string[]>): Steps<void> {
  for (const lines of lists) for (const index of indexesOfLists.get(lines)?.values() ?? []) yield* index.describe();
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

/** More texts than a set of the language takes in without standing still. */
const manyTexts = 10_000;

export class TextIndex {
  readonly #fold: Fold;
  readonly #isList: boolean;
  /** `null` once they are in the index. */
  #patterns: readonly string[] | null;
  readonly #exact: Set<string> | TextSet;
  readonly #starts = new ByLength();
  readonly #ends = new ByLength();
  readonly #parts = new ByLength();
  #domains: ReadonlySet<string> | undefined;
  #digest: string | undefined;

  /** `isList`: lines of a list, of which blank ones match nothing; they are indexed later. */
  constructor(patterns: readonly string[], fold: Fold, isList = false) {
    this.#patterns = patterns;
    this.#fold = fold;
    this.#isList = isList;
    this.#exact = patterns.length > manyTexts ? new TextSet(patterns.length) : new Set();
    if (!isList) finish(this.build());
  }

  /** Does what is otherwise done when it is first asked. */
  *build(): Steps<void> {
    const patterns = this.#patterns;
    if (patterns === null) return;
    for (let index = 0; index < patterns.length; index++) {
      if (isStep(index)) yield;
      this.#add(patterns[index]!);
    }
    this.#patterns = null;
  }

  #add(pattern: string): void {
    if (this.#isList && pattern.trim() === '') return;
    const { core, start, end } = foldedPattern(takeStars(pattern), this.#fold);
    if (core.includes('*')) return;
    if (!start && !end) this.#exact.add(core);
    else (start ? (end ? this.#parts : this.#ends) : this.#starts).add(core);
  }

  has(folded: string): boolean {
    if (this.#patterns !== null) finish(this.build());
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
    if (this.#domains === undefined) finish(this.describe());
    if (this.#hasBehind(end)) return true;
    if (this.#starts.sizes.length > 0 || this.#parts.sizes.length > 0) return null;
    if (end === '') return this.#exact.size > 0 || this.#ends.sizes.length > 0 ? null : false;
    return this.#domains!.has(end) ? null : false;
  }

  /** 16 hex digits over what is matched, in whatever order it was written. */
  get digest(): string {
    if (this.#digest === undefined) finish(this.describe());
    return this.#digest!;
  }

  /** Makes what `digest` and `hasEnd` tell. */
  *describe(): Steps<void> {
    if (this.#digest !== undefined) return;
    yield* this.build();
    const digest = new SetDigest();
    const domains = new Set<string>();
    let seen = 0;
    for (const { name, domain } of this.#described()) {
      digest.add(name);
      if (domain !== null) domains.add(domain);
      if (isStep(seen++)) yield;
    }
    this.#domains = domains;
    this.#digest = digest.hex;
  }

  /** Each text as a pattern, and from its last `@` on, where anything may stand before that. */
  *#described(): Iterable<{ name: string; domain: string | null }> {
    for (const text of this.#exact) yield { name: text, domain: domainOf(text) };
    for (const text of this.#starts.texts()) yield { name: `${text}*`, domain: null };
    for (const text of this.#ends.texts()) yield { name: `*${text}`, domain: domainOf(text) };
    for (const text of this.#parts.texts()) yield { name: `*${text}*`, domain: null };
  }
}

function domainOf(text: string): string {
  return text.slice(text.lastIndexOf('@'));
}
