/** What is wrong, or likely not meant, in a pattern of postal codes. */

import type { Fault } from './place-fault.ts';
import { isOutward } from './postal.ts';
import { postalShapes } from './postal-formats.ts';
import {
  longestRangeEnd,
  outwardParts,
  type PostalPattern,
  parsePostalPattern,
  positionOf,
  type Reading,
  readingFor,
  shapeOf,
  splitPostalPattern,
  type Written,
} from './postal-pattern.ts';
import type { ProblemCode } from './problem.ts';

/**
 * The faults of a pattern for addresses in `countries`; `null` where any country is possible. A pattern is at fault only if it
 * can match nothing in each of them; of a country whose codes are not known nothing is claimed. `@name` is never at fault.
 */
export function checkPostalPattern(text: string, countries: ReadonlySet<string> | null): Fault[] {
  if (text.startsWith('@')) return [];
  const written = splitPostalPattern(text);
  const pattern = parsePostalPattern(text);
  if (written === null || pattern === null) return [error('bad-pattern', malformed(text))];
  const range = written.is === 'range' ? checkRange(text, written, pattern, countries) : null;
  if (range !== null) return [range];
  if (countries === null || countries.size === 0) return [];
  const form = checkForm(text, pattern, countries);
  if (form !== null) return [form];
  return [...warnBroad(written, countries), ...warnOther(text, written, countries)];
}

function error(code: ProblemCode, message: string): Fault {
  return { severity: 'error', code, message };
}

function malformed(text: string): string {
  if (text.trim() === '') return 'An empty postal code matches nothing.';
  if (text.includes('*')) return `"${text}" is no postal code: a * may stand at the end alone.`;
  if (/\.\.|…/.test(text)) return `"${text}" is no range of postal codes: write 94000...94999.`;
  return `"${text}" is no postal code: codes consist of letters and digits.`;
}

function checkRange(
  text: string,
  { from, to }: Extract<Written, { is: 'range' }>,
  pattern: PostalPattern,
  countries: ReadonlySet<string> | null,
): Fault | null {
  const readings = [pattern.plain, pattern.signed?.reading, ...Object.values(pattern.byStyle ?? {})];
  const used = countries === null ? readings : [...countries].map((country) => readingFor(pattern, country));
  if (used.some((reading) => reading !== undefined && reading.is !== 'nothing')) return null;
  const message = rangeFault(from, to);
  return error('impossible-range', `"${text}" matches nothing: ${message}`);
}

function rangeFault(from: string, to: string): string {
  if (from.length > longestRangeEnd || to.length > longestRangeEnd) return 'no country has codes that long.';
  if (from.length !== to.length) {
    return `its ends differ in length.${isOutward('gb', from) && isOutward('gb', to) ? ' Write one range for one digit and one for two, such as AB1...AB9 and AB10...AB15.' : ''}`;
  }
  if (shapeOf(from) !== shapeOf(to)) return 'its ends have letters and digits in different places.';
  if (positionOf(from) > positionOf(to)) return `it is reversed. Did you mean ${to}...${from}?`;
  const [first, last] = [outwardParts(from).area, outwardParts(to).area];
  if (first === '' || last === '') return 'no code of these countries is written so.';
  return `a range of outward parts has one area, and this one has ${first} and ${last}.`;
}

function checkForm(text: string, pattern: PostalPattern, countries: ReadonlySet<string>): Fault | null {
  let short: string | null = null;
  for (const country of countries) {
    const shapes = postalShapes(country);
    if (shapes === undefined) return null;
    const fit = fitOf(readingFor(pattern, country), shapes);
    if (fit === 'fits') return null;
    if (fit === 'short') short ??= country;
  }
  const where = countries.size === 1 ? [...countries][0] : 'any country of this place';
  if (short !== null) {
    return error('short-code', `"${text}" is too short for a postal code in ${where}. Did you mean "${text.trim()}*"?`);
  }
  const dashed = /^\s*(\w+)\s*[-–—]\s*(\w+)\s*$/.exec(text);
  const hint = dashed !== null ? ` A range is written ${dashed[1]}...${dashed[2]}.` : '';
  return error('bad-pattern', `"${text}" can match no postal code in ${where}.${hint}`);
}

/** Whether a code of these forms can be taken, or could if the pattern were a prefix. */
function fitOf(reading: Reading, shapes: readonly string[]): 'fits' | 'short' | 'not' {
  const begins = (text: string): boolean => shapes.some((shape) => isBeginning(text, shape));
  switch (reading.is) {
    case 'nothing':
      return 'not';
    case 'outward':
    case 'area':
    case 'outwards':
      return 'fits';
    case 'prefix':
      return begins(reading.text) ? 'fits' : 'not';
    case 'range':
      return begins(reading.ends[0]) ? 'fits' : 'not';
    case 'code':
      if (!begins(reading.text)) return 'not';
      return shapes.some((shape) => shape.length === reading.text.length && isBeginning(reading.text, shape))
        ? 'fits'
        : 'short';
  }
}

function isBeginning(text: string, shape: string): boolean {
  if (text.length > shape.length) return false;
  for (let at = 0; at < text.length; at++) {
    if (shape[at] !== 'X' && shape[at] !== shapeOf(text[at]!)) return false;
  }
  return true;
}

function warnBroad(written: Written, countries: ReadonlySet<string>): Fault[] {
  if (!countries.has('GB') || written.is !== 'prefix' || !/^[A-Z]{1,2}\d$/.test(written.text)) return [];
  const { text } = written;
  const message = `"${text}*" holds ${text}0 to ${text}9 too, where there are such. Write ${text} for that outward part alone.`;
  return [{ severity: 'warn', code: 'broad-prefix', message }];
}

/** Codes of what is a country of its own in Stripe's addresses, by their beginnings. */
const elsewhere: Readonly<Record<string, readonly [starts: string, country: string][]>> = {
  GB: [
    ['JE', 'JE'],
    ['GY', 'GG'],
    ['IM', 'IM'],
  ],
  US: [
    ['006', 'PR'],
    ['007', 'PR'],
    ['008', 'VI'],
    ['009', 'PR'],
  ],
};

function warnOther(text: string, written: Written, countries: ReadonlySet<string>): Fault[] {
  const ends = written.is === 'range' ? [written.from, written.to] : [written.text];
  for (const country of ['GB', 'US']) {
    if (!countries.has(country)) continue;
    const found = ends.map((end) => elsewhere[country]!.find(([starts]) => end.startsWith(starts))?.[1]);
    if (found[0] === undefined || found.at(-1) === undefined || countries.has(found[0])) continue;
    const message = `Stripe's addresses do not have "${text}" in ${country}: there it is the country ${found[0]}.`;
    return [{ severity: 'warn', code: 'stripe-country', message }];
  }
  return [];
}
