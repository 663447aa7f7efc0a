/** Patterns of postal codes: a code, a prefix, a range, an outward part. What a pattern means depends on the address's country. */

import { foldPostal, isOutward, type PostalStyle, postalStyle } from './postal.ts';
import { isPostalSign, postalSigns } from './postal-formats.ts';
import { exactRank, outwardRank, type PostalRank } from './postal-rank.ts';

/** What a pattern means in one country. */
export type Reading =
  | { is: 'code'; text: string; rank: PostalRank }
  | { is: 'outward'; text: string; rank: PostalRank }
  /** All outward parts with these letters: `HS`. */
  | { is: 'area'; text: string; rank: PostalRank }
  | { is: 'prefix'; text: string; rank: PostalRank }
  /** Texts of the form `shape`, by their position among all of that form. */
  | { is: 'range'; shape: string; from: number; to: number; ends: [string, string]; rank: PostalRank }
  | { is: 'outwards'; area: string; from: number; to: number; rank: PostalRank }
  | { is: 'nothing' };

/** A pattern, and what it means where that is not `plain`. */
export interface PostalPattern {
  plain: Reading;
  byStyle?: Partial<Record<PostalStyle, Reading>>;
  /** With the letters in front taken for a country: the meaning in the countries that they stand for. */
  signed?: { sign: string; reading: Reading };
}

export type Written = { is: 'code' | 'prefix'; text: string } | { is: 'range'; from: string; to: string };

/** A pattern's parts, folded: `null` where it is none (a star inside, a third end, a sign that no code has). */
export function splitPostalPattern(text: string): Written | null {
  const folded = foldPostal(text.replaceAll('…', '...'));
  const ends = folded.split('...');
  if (ends.length === 2) {
    const [from, to] = ends;
    return isBare(from!) && isBare(to!) ? { is: 'range', from: from!, to: to! } : null;
  }
  if (folded.endsWith('*')) {
    const prefix = folded.slice(0, -1);
    return prefix === '' || isBare(prefix) ? { is: 'prefix', text: prefix } : null;
  }
  return isBare(folded) ? { is: 'code', text: folded } : null;
}

function isBare(text: string): boolean {
  return /^[A-Z\d]+$/.test(text);
}

/** Reads a pattern for every country; `null` where it is no pattern. */
export function parsePostalPattern(text: string): PostalPattern | null {
  const written = splitPostalPattern(text);
  if (written === null) return null;
  switch (written.is) {
    case 'code':
      return codePattern(written.text);
    case 'prefix':
      return prefixPattern(written.text);
    case 'range':
      return rangePattern(written.from, written.to);
  }
}

/** What the pattern means for addresses in `country`. */
export function readingFor(pattern: PostalPattern, country: string): Reading {
  const styled = pattern.byStyle?.[postalStyle(country)];
  if (styled !== undefined) return styled;
  return pattern.signed !== undefined && postalSigns(country).includes(pattern.signed.sign)
    ? pattern.signed.reading
    : pattern.plain;
}

function codePattern(text: string): PostalPattern {
  const pattern: PostalPattern = { plain: { is: 'code', text, rank: exactRank } };
  if (startsWithDigit(text)) {
    if (isZipPlus4(text)) pattern.byStyle = { us: { is: 'code', text: zipOf(text), rank: exactRank } };
    return pattern;
  }
  const byStyle: PostalPattern['byStyle'] = {};
  for (const style of outwardStyles) {
    if (isOutward(style, text)) byStyle[style] = { is: 'outward', text, rank: outwardRank };
  }
  if (isArea(text)) byStyle.gb = { is: 'area', text, rank: { level: 1, length: text.length } };
  if (Object.keys(byStyle).length > 0) pattern.byStyle = byStyle;
  const sign = signBefore(text, /^\d/);
  if (sign !== null) pattern.signed = { sign, reading: { is: 'code', text: text.slice(sign.length), rank: exactRank } };
  return pattern;
}

function prefixPattern(text: string): PostalPattern {
  const pattern: PostalPattern = { plain: prefixReading(text) };
  const sign = signBefore(text, /^(?:\d|$)/);
  if (sign !== null) pattern.signed = { sign, reading: prefixReading(text.slice(sign.length)) };
  return pattern;
}

function prefixReading(text: string): Reading {
  return { is: 'prefix', text, rank: { level: 1, length: text.length } };
}

function rangePattern(from: string, to: string): PostalPattern {
  const pattern: PostalPattern = { plain: rangeReading(from, to) };
  const byStyle: PostalPattern['byStyle'] = {};
  for (const style of outwardStyles) {
    if (isOutward(style, from) && isOutward(style, to)) byStyle[style] = outwardsReading(from, to);
  }
  if (isZipPlus4(from) || isZipPlus4(to)) byStyle.us = rangeReading(zipOf(from), zipOf(to));
  if (Object.keys(byStyle).length > 0) pattern.byStyle = byStyle;
  const sign = signBefore(from, /^\d/) ?? signBefore(to, /^\d/);
  if (sign === null) return pattern;
  // One end may leave the country out: `LV-1000...1999`.
  const [first, last] = [from, to].map((end) => (end.startsWith(sign) ? end.slice(sign.length) : end)) as [
    string,
    string,
  ];
  if (startsWithDigit(first) && startsWithDigit(last)) pattern.signed = { sign, reading: rangeReading(first, last) };
  return pattern;
}

function startsWithDigit(text: string): boolean {
  return /^\d/.test(text);
}

const outwardStyles = ['gb', 'ca', 'ie'] as const;

/** Positions are exact up to this length; no country has longer codes. */
export const longestRangeEnd = 10;

function rangeReading(from: string, to: string): Reading {
  const shape = shapeOf(from);
  if (shape !== shapeOf(to) || from.length > longestRangeEnd) return { is: 'nothing' };
  const [first, last] = [positionOf(from), positionOf(to)];
  if (first > last) return { is: 'nothing' };
  const rank: PostalRank = { level: 2, of: last - first + 1, space: spaceOf(shape) };
  return { is: 'range', shape, from: first, to: last, ends: [from, to], rank };
}

function outwardsReading(from: string, to: string): Reading {
  const [first, last] = [outwardParts(from), outwardParts(to)];
  const [low, high] = [first.position, last.position];
  if (first.area !== last.area || shapeOf(from) !== shapeOf(to) || low > high) return { is: 'nothing' };
  const space = outwardSpace * spaceOf(shapeOf(first.area));
  return { is: 'outwards', area: first.area, from: low, to: high, rank: { level: 2, of: high - low + 1, space } };
}

/** Numbers to 99, each without a letter or with one. */
const outwardSpace = 100 * 27;

/** `AB10` is the area `AB` and a position by number, then letter. */
export function outwardParts(outward: string): { area: string; position: number } {
  const [, area, number, letter] = /^([A-Z]*)(\d*)([A-Z]?)/.exec(outward)!;
  return { area: area!, position: Number(number) * 27 + (letter === '' ? 0 : letter!.charCodeAt(0) - 64) };
}

/** The form of a text: `9` for each digit, `A` for each letter, `?` for what no code has. */
export function shapeOf(text: string): string {
  let shape = '';
  for (const character of text) {
    if (character >= '0' && character <= '9') shape += '9';
    else shape += character >= 'A' && character <= 'Z' ? 'A' : '?';
  }
  return shape;
}

/** How many texts come before this one among those of its form. */
export function positionOf(text: string): number {
  let position = 0;
  for (const character of text) {
    position = character <= '9' ? position * 10 + Number(character) : position * 26 + character.charCodeAt(0) - 65;
  }
  return position;
}

function spaceOf(shape: string): number {
  let space = 1;
  for (const character of shape) space *= character === '9' ? 10 : 26;
  return space;
}

function isZipPlus4(text: string): boolean {
  return /^\d{9}$/.test(text);
}

/** A ZIP code without its +4 part. */
function zipOf(text: string): string {
  return isZipPlus4(text) ? text.slice(0, 5) : text;
}

/** Whether these are the letters that begin outward parts in GB: `HS`. */
export function isArea(text: string): boolean {
  return /^[A-Z]{1,2}$/.test(text);
}

function signBefore(text: string, rest: RegExp): string | null {
  const letters = /^[A-Z]{0,3}/.exec(text)![0];
  return letters !== '' && rest.test(text.slice(letters.length)) && isPostalSign(letters) ? letters : null;
}
