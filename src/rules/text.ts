/** Text as rules match it: any of some patterns, with a star at either end, from the rule or from long lists. */
import { readCountry } from './countries.ts';
import type { TextMatch } from './model.ts';
import { listIndex, TextIndex } from './text-index.ts';

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
