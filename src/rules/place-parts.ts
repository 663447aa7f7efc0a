/** The parts of a place, compiled: country, state, city and postal code. Each says what it makes of an address; `not` is applied here. */
import { onceEach } from './alike.ts';
import { euMembers, readCountry } from './countries.ts';
import type { TextMatch } from './model.ts';
import type { PlaceFacts } from './place-address.ts';
import type { PostalRank } from './postal-rank.ts';
import { bestMatch, compilePostal, type PostalMatch, type PostalMatcher } from './postal-set.ts';
import { foldState, hasRegions, stateCodeOfFolded, stateHolds } from './states.ts';
import { compileText, foldCity, type TextTest, takeStars } from './text.ts';
import { any, known, negate, type Truth } from './truth.ts';

export type Lists = (name: string) => readonly string[] | undefined;

/** Parts by what is written, where that says all: what a list holds may change. */
function shared<T>(Part: new (match: TextMatch, lists: Lists) => T): (match: TextMatch, lists: Lists) => T {
  const once = onceEach<T>();
  return (match, lists) => {
    const make = (): T => new Part(match, lists);
    if (match.of.length > longestShared || match.of.some((text) => text.startsWith('@'))) return make();
    return once(`${match.not} ${match.of.join('\n')}`, make);
  };
}

const longestShared = 20;

/** The texts of a match, those of its lists among them. */
function* texts(match: TextMatch, lists: Lists): Iterable<string> {
  for (const text of match.of) {
    if (text.startsWith('@')) yield* lists(text.slice(1)) ?? [];
    else yield text;
  }
}

const single = new Map<string, ReadonlySet<string>>();

/** A set of one text; the same one each time, since a table has it in many rows. */
function setOf(text: string): ReadonlySet<string> {
  let set = single.get(text);
  if (set === undefined) {
    set = new Set([text]);
    if (single.size < 2000) single.set(text, set);
  }
  return set;
}

export class CountryPart {
  readonly not: boolean;
  /** Those named and those that `EU` stands for. */
  readonly codes: ReadonlySet<string>;
  readonly #named: ReadonlySet<string>;

  constructor(match: TextMatch, lists: Lists) {
    this.not = match.not;
    const found = [...texts(match, lists)].map((text) => readCountry(text) ?? '');
    const named = found.length === 1 && found[0] !== 'EU' ? setOf(found[0]!) : new Set(found);
    this.#named = named;
    this.codes = named.has('EU') ? new Set([...named, ...euMembers]) : named;
  }

  test(facts: PlaceFacts): Truth {
    return known(this.codes.has(facts.country) !== this.not);
  }

  /** 2 by name, 1 by `EU`. */
  rank(facts: PlaceFacts): number {
    return this.not ? 0 : this.#named.has(facts.country) ? 2 : 1;
  }
}

/** A state as written: `CA`, `US-CA`, or with stars. */
export interface StatePattern {
  /** Of `US-CA`: it is in no other country. */
  country: string | null;
  /** Without its stars where it is `starred`. */
  folded: string;
  starred: boolean;
}

export class StatePart {
  readonly not: boolean;
  readonly #patterns: StatePattern[] = [];
  readonly #starred: TextTest | null;
  /** Several patterns by country, as codes. */
  #codes: Map<string, Set<string>> | null = null;

  constructor(match: TextMatch, lists: Lists) {
    this.not = match.not;
    const starred: string[] = [];
    for (const text of texts(match, lists)) {
      const pattern = readState(text);
      if (pattern.starred) starred.push(text);
      else this.#patterns.push(pattern);
    }
    this.#starred = starred.length === 0 ? null : compileText({ ...match, of: starred }, () => undefined, foldState);
  }

  test(facts: PlaceFacts): Truth {
    const truth = this.#holds(facts);
    return this.not ? negate(truth) : truth;
  }

  #holds({ country, stateCode }: PlaceFacts): Truth {
    if (stateCode === null) return 'unknown';
    if (this.#starred?.testFolded(foldState(stateCode))) return 'true';
    const [only] = this.#patterns;
    if (only !== undefined && this.#patterns.length === 1) {
      const code = codeIn(country, only);
      return code === null ? 'false' : stateHolds(country, code, stateCode);
    }
    const wanted = this.#codesIn(country);
    if (wanted.has(stateCode)) return 'true';
    return hasRegions(country) ? any(wanted, (code) => stateHolds(country, code, stateCode)) : 'false';
  }

  #codesIn(country: string): Set<string> {
    this.#codes ??= new Map();
    let codes = this.#codes.get(country);
    if (codes === undefined) {
      codes = new Set(this.#patterns.map((pattern) => codeIn(country, pattern)).filter((code) => code !== null));
      // Countries come from requests, so their number is bounded here.
      if (this.#codes.size < 300) this.#codes.set(country, codes);
    }
    return codes;
  }
}

/** The code of a pattern in a country; `null` where it is none of its states. */
function codeIn(country: string, { country: own, folded }: StatePattern): string | null {
  return own === null || own === country ? stateCodeOfFolded(country, folded) : null;
}

/** Reads `CA` and `US-CA`, in one case; `La-Paz` is a name. */
export function readState(text: string): StatePattern {
  const trimmed = text.trim();
  const { core, start, end } = takeStars(trimmed);
  const [, country, code] =
    /^([A-Z]{2})-([A-Z\d]{1,3})$/.exec(trimmed) ?? /^([a-z]{2})-([a-z\d]{1,3})$/.exec(trimmed) ?? [];
  return country === undefined
    ? { country: null, folded: foldState(core), starred: start || end }
    : { country: readCountry(country), folded: foldState(code!), starred: false };
}

export class CityPart {
  readonly not: boolean;
  readonly #text: TextTest;

  constructor(match: TextMatch, lists: Lists) {
    this.not = match.not;
    this.#text = compileText(match, lists, foldCity);
  }

  test({ city }: PlaceFacts): Truth {
    return city === null ? 'unknown' : known(this.#text.testFolded(city) !== this.not);
  }
}

export const countryPart = shared(CountryPart);
export const statePart = shared(StatePart);
export const cityPart = shared(CityPart);

const none: readonly PostalMatcher[] = [];

const matchersOfLists = new WeakMap<readonly string[], PostalMatcher>();

export class PostalPart {
  readonly not: boolean;
  /** Of its own texts. */
  readonly #own: PostalMatcher | null;
  readonly #lists: readonly PostalMatcher[];

  constructor(match: TextMatch, lists: Lists) {
    this.not = match.not;
    const own = match.of.filter((text) => !text.startsWith('@'));
    this.#own = own.length === 0 ? null : compilePostal(own);
    const named = match.of.filter((text) => text.startsWith('@'));
    this.#lists = named.length === 0 ? none : named.map((text) => matcherOf(lists(text.slice(1)) ?? []));
  }

  test(facts: PlaceFacts): Truth {
    const { truth } = this.#match(facts);
    return this.not ? negate(truth) : truth;
  }

  rank(facts: PlaceFacts): PostalRank | null {
    return this.not ? null : this.#match(facts).rank;
  }

  #match(facts: PlaceFacts): PostalMatch {
    let best = this.#own?.match(facts.country, facts.postal) ?? null;
    for (const list of this.#lists) {
      const match = list.match(facts.country, facts.postal);
      best = best === null ? match : bestMatch(best, match);
    }
    return best ?? { truth: 'false', rank: null };
  }
}

export const postalPart = shared(PostalPart);

/** A long list is indexed once, however many places name it. */
function matcherOf(lines: readonly string[]): PostalMatcher {
  let matcher = matchersOfLists.get(lines);
  if (matcher === undefined) {
    matcher = compilePostal(lines);
    matchersOfLists.set(lines, matcher);
  }
  return matcher;
}
