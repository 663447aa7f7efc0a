/** Whether a pattern takes the postal code of an address. */
import type { PostalCode, PostalStyle } from './postal.ts';
import { outwardParts, type PostalPattern, positionOf, type Reading, readingFor, shapeOf } from './postal-pattern.ts';
import { known, type Truth } from './truth.ts';

/** Whether the pattern takes the code; unknown without a code, or where only the outward part is there and decides nothing. */
export function matchPostal(pattern: PostalPattern, country: string, code: PostalCode | null): Truth {
  if (code === null) return 'unknown';
  return matchReading(readingFor(pattern, country), code);
}

/** The same for a pattern that is read for the code's country. */
export function matchReading(reading: Reading, code: PostalCode): Truth {
  switch (reading.is) {
    case 'nothing':
      return 'false';
    case 'code':
      if (code.cut) return beginsWith(reading.text, code.text);
      return known(reading.text === code.text);
    case 'outward':
      return known(reading.text === code.outward);
    case 'area':
      return known(areaOf(code.text) === reading.text);
    case 'prefix':
      if (code.text.startsWith(reading.text)) return 'true';
      return code.cut ? beginsWith(reading.text, code.text) : 'false';
    case 'outwards': {
      if (code.outward === null) return 'false';
      const { area, position } = outwardParts(code.outward);
      return known(area === reading.area && reading.from <= position && position <= reading.to);
    }
    case 'range': {
      const { length } = reading.shape;
      if (code.text.length < length) return code.cut ? matchCut(reading, code) : 'false';
      const text = code.text.slice(0, length);
      const position = shapeOf(text) === reading.shape ? positionOf(text) : -1;
      return known(reading.from <= position && position <= reading.to);
    }
  }
}

/** The letters before the number of a code in GB; `null` where something else comes before it. */
export function areaOf(code: string): string | null {
  return /^([A-Z]{1,2})(?:\d|$)/.exec(code)?.[1] ?? null;
}

function beginsWith(pattern: string, cut: string): Truth {
  return pattern.startsWith(cut) ? 'unknown' : 'false';
}

/** Inward parts, by their form; in Ireland any letters and digits. */
const inwardShapes: Partial<Record<PostalStyle, string>> = { gb: '9AA', ca: '9A9' };

/** A range of whole codes and an address of which only the outward part is known. */
function matchCut(range: Extract<Reading, { is: 'range' }>, code: PostalCode): Truth {
  if (range.ends.some((end) => end.startsWith(code.text))) return 'unknown';
  const between = strictlyBetween(range, code.style, code.text.length);
  if (between === null || shapeOf(code.text) !== between.shape) return 'false';
  const position = positionOf(code.text);
  return between.from <= position && position <= between.to ? between.truth : 'false';
}

/**
 * The outward parts of `length` that lie between the ends of a range of longer codes, and whether all their codes are in it.
 * `null` where there are none.
 */
export function strictlyBetween(
  range: Extract<Reading, { is: 'range' }>,
  style: PostalStyle,
  length: number,
): { shape: string; from: number; to: number; truth: Truth } | null {
  const rest = range.shape.slice(length);
  const inward = inwardShapes[style];
  if (rest === '' || (inward !== undefined && !inward.startsWith(rest))) return null;
  const [from, to] = range.ends.map((end) => positionOf(end.slice(0, length))) as [number, number];
  if (from + 1 > to - 1) return null;
  return { shape: range.shape.slice(0, length), from: from + 1, to: to - 1, truth: inward ? 'true' : 'unknown' };
}
