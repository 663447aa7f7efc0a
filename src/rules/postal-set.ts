/** Any number of postal patterns, matched in constant time. A plain scan with `matchPostal` gives the same answers, and the tests hold it so. */
import { isOutward, type PostalCode, type PostalStyle, postalStyle } from './postal.ts';
import { postalSigns } from './postal-formats.ts';
import { areaOf, matchReading, strictlyBetween } from './postal-match.ts';
import {
  isArea,
  outwardParts,
  type PostalPattern,
  parsePostalPattern,
  positionOf,
  type Reading,
  readingFor,
  shapeOf,
} from './postal-pattern.ts';
import { RangeSets } from './postal-ranges.ts';
import { comparePostalRanks, exactRank, outwardRank, type PostalRank } from './postal-rank.ts';
import type { Truth } from './truth.ts';

export interface PostalMatch {
  truth: Truth;
  /** Of the most specific pattern that holds; `null` where none does for certain. */
  rank: PostalRank | null;
}

export interface PostalMatcher {
  match(country: string, code: PostalCode | null): PostalMatch;
}

const no: PostalMatch = { truth: 'false', rank: null };
const unknown: PostalMatch = { truth: 'unknown', rank: null };
const exact: PostalMatch = { truth: 'true', rank: exactRank };

/** Below this a scan is faster and smaller than an index. */
const fewPatterns = 8;

/** Compiles patterns; a text that is no pattern matches nothing. */
export function compilePostal(texts: readonly string[]): PostalMatcher {
  if (texts.length === 1 && isPlainCode(texts[0]!)) return new PlainCode(texts[0]!);
  const patterns = texts.map(parsePostalPattern).filter((pattern) => pattern !== null);
  return patterns.length <= fewPatterns ? new PostalScan(patterns) : new PostalSet(patterns);
}

/** Whether a text is a code everywhere, and the whole of it: digits are, but nine may be a ZIP+4. */
function isPlainCode(text: string): boolean {
  return /^\d+$/.test(text) && text.length !== 9;
}

/** One code of digits: of a long table nearly every row has one. */
class PlainCode implements PostalMatcher {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  match(_: string, code: PostalCode | null): PostalMatch {
    if (code === null) return unknown;
    if (code.cut) return this.#text.startsWith(code.text) ? unknown : no;
    return this.#text === code.text ? exact : no;
  }
}

/** The best of two answers. */
export function bestMatch(a: PostalMatch, b: PostalMatch): PostalMatch {
  if (a.rank !== null && b.rank !== null) return comparePostalRanks(a.rank, b.rank) >= 0 ? a : b;
  if (a.truth === 'true' || b.truth === 'false') return a;
  return b.truth === 'true' || a.truth === 'false' ? b : a;
}

class PostalScan implements PostalMatcher {
  readonly #patterns: readonly PostalPattern[];

  constructor(patterns: readonly PostalPattern[]) {
    this.#patterns = patterns;
  }

  match(country: string, code: PostalCode | null): PostalMatch {
    if (code === null) return this.#patterns.length === 0 ? no : unknown;
    let best = no;
    for (const pattern of this.#patterns) {
      const reading = readingFor(pattern, country);
      const truth = matchReading(reading, code);
      if (truth === 'unknown') best = bestMatch(best, unknown);
      else if (truth === 'true' && reading.is !== 'nothing') best = bestMatch(best, { truth, rank: reading.rank });
    }
    return best;
  }
}

/** Ranges as one style of codes reads them. */
class StyledRanges {
  /** By form. */
  readonly plain = new RangeSets();
  /** By area. */
  readonly outwards = new RangeSets();
  /** Outward parts all of whose codes lie in a range of whole codes, and those of which some may, by form. */
  readonly within = new RangeSets();
  readonly perhaps = new RangeSets();

  add(reading: Reading, style: PostalStyle): void {
    if (reading.is === 'outwards') this.outwards.add(reading.area, reading);
    if (reading.is !== 'range') return;
    this.plain.add(reading.shape, reading);
    if (style !== 'gb' && style !== 'ca' && style !== 'ie') return;
    for (let length = 2; length < Math.min(5, reading.shape.length); length++) {
      const between = strictlyBetween(reading, style, length);
      if (between === null) continue;
      const sets = between.truth === 'true' ? this.within : this.perhaps;
      sets.add(between.shape, { from: between.from, to: between.to, rank: reading.rank });
    }
  }

  build(): void {
    for (const sets of [this.plain, this.outwards, this.within, this.perhaps]) sets.build();
  }
}

const allStyles = ['gb', 'ca', 'ie', 'us', 'plain'] as const;

/** An index over patterns: hash sets of codes and of prefixes by length, and ranges by form. */
export class PostalSet implements PostalMatcher {
  readonly #size: number;
  /** Also outward parts and areas: what they are is seen from the address. */
  readonly #codes = new Set<string>();
  /** The first five digits of codes with their +4 part. */
  readonly #zips = new Set<string>();
  readonly #prefixes = new Map<number, Set<string>>();
  /** Outward parts with which longer patterns begin. */
  readonly #begun = new Set<string>();
  /** Ranges that every country reads alike, by form. */
  readonly #ranges = new RangeSets();
  readonly #styledRanges = new Map<PostalStyle, StyledRanges>();
  /** Patterns with a country prefix, without it, by that prefix. */
  readonly #signed = new Map<string, PostalSet>();

  constructor(patterns: readonly PostalPattern[]) {
    this.#size = patterns.length;
    const signed = new Map<string, PostalPattern[]>();
    const ranges: PostalPattern[] = [];
    for (const pattern of patterns) {
      this.#add(pattern, ranges);
      if (pattern.signed === undefined) continue;
      const { sign, reading } = pattern.signed;
      const others = signed.get(sign);
      if (others === undefined) signed.set(sign, [{ plain: reading }]);
      else others.push({ plain: reading });
    }
    this.#ranges.build();
    if (ranges.length > 0) this.#addStyledRanges(ranges);
    for (const [sign, others] of signed) this.#signed.set(sign, new PostalSet(others));
  }

  #add(pattern: PostalPattern, styledRanges: PostalPattern[]): void {
    const { plain, byStyle } = pattern;
    if (plain.is === 'code') {
      this.#codes.add(plain.text);
      if (byStyle?.us?.is === 'code') this.#zips.add(byStyle.us.text);
      if (byStyle?.gb === undefined) this.#begin(plain.text);
    } else if (plain.is === 'prefix') {
      const prefixes = this.#prefixes.get(plain.text.length);
      if (prefixes === undefined) this.#prefixes.set(plain.text.length, new Set([plain.text]));
      else prefixes.add(plain.text);
      this.#begin(plain.text);
    } else if (plain.is === 'range' && byStyle === undefined && plain.shape.startsWith('9')) {
      this.#ranges.add(plain.shape, plain);
    } else {
      styledRanges.push(pattern);
      if (plain.is === 'range' && byStyle?.gb === undefined) for (const end of plain.ends) this.#begin(end);
    }
  }

  #begin(text: string): void {
    for (let length = 2; length < text.length && length < 5; length++) {
      const start = text.slice(0, length);
      // Those of CA and IE have the form of some in GB.
      if (isOutward('gb', start)) this.#begun.add(start);
    }
  }

  #addStyledRanges(patterns: readonly PostalPattern[]): void {
    for (const style of allStyles) {
      const ranges = new StyledRanges();
      for (const pattern of patterns) ranges.add(pattern.byStyle?.[style] ?? pattern.plain, style);
      ranges.build();
      this.#styledRanges.set(style, ranges);
    }
  }

  match(country: string, code: PostalCode | null): PostalMatch {
    if (code === null) return this.#size === 0 ? no : unknown;
    let best = this.#matchOwn(postalStyle(country), code);
    if (this.#signed.size > 0) {
      for (const sign of postalSigns(country)) {
        const signed = this.#signed.get(sign);
        if (signed !== undefined) best = bestMatch(best, signed.match(country, code));
      }
    }
    return best;
  }

  #matchOwn(style: PostalStyle, code: PostalCode): PostalMatch {
    const { text, outward } = code;
    if (!code.cut && this.#codes.has(text) && !(style === 'gb' && isArea(text)))
      return { truth: 'true', rank: exactRank };
    if (style === 'us' && this.#zips.has(text)) return { truth: 'true', rank: exactRank };
    if (outward !== null && this.#codes.has(outward)) return { truth: 'true', rank: outwardRank };
    const range = this.#bestRange(style, code);
    if (range !== null) return { truth: 'true', rank: range };
    const prefix = this.#longestPrefix(style, text);
    if (prefix >= 0) return { truth: 'true', rank: { level: 1, length: prefix } };
    return code.cut && this.#mayHold(style, text) ? unknown : no;
  }

  #bestRange(style: PostalStyle, code: PostalCode): PostalRank | null {
    let best: PostalRank | null = null;
    const consider = (rank: PostalRank | null): void => {
      if (rank !== null && (best === null || comparePostalRanks(rank, best) > 0)) best = rank;
    };
    const { text, outward } = code;
    const shape = shapeOf(text);
    const styled = this.#styledRanges.get(style);
    for (const ranges of [this.#ranges, styled?.plain]) {
      for (const length of ranges?.lengths ?? []) {
        if (length <= shape.length) consider(ranges!.at(shape.slice(0, length), positionOf(text.slice(0, length))));
      }
    }
    if (styled !== undefined && outward !== null) {
      const { area, position } = outwardParts(outward);
      consider(styled.outwards.at(area, position));
      if (code.cut) consider(styled.within.at(shape, positionOf(text)));
    }
    return best;
  }

  /** The length of the longest prefix that holds, -1 where none does. */
  #longestPrefix(style: PostalStyle, text: string): number {
    const area = style === 'gb' ? areaOf(text) : null;
    let longest = area !== null && this.#codes.has(area) ? area.length : -1;
    for (const [length, prefixes] of this.#prefixes) {
      if (length > longest && length <= text.length && prefixes.has(text.slice(0, length))) longest = length;
    }
    return longest;
  }

  #mayHold(style: PostalStyle, cut: string): boolean {
    return (
      this.#begun.has(cut) ||
      (this.#styledRanges.get(style)?.perhaps.at(shapeOf(cut), positionOf(cut)) ?? null) !== null
    );
  }
}
