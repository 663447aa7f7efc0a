/** Postal patterns as an index sees them: what each may mean, and the texts between which its codes lie. */
import { type PostalPattern, parsePostalPattern, type Reading, readingFor } from './postal-pattern.ts';
import { afterAll } from './text-ranges.ts';

/** Both ends included. */
export interface TextSpan {
  low: string;
  high: string;
}

/** What a pattern may mean in a country; `null`: in any. */
export function readingsOf(pattern: PostalPattern, country: string | null): readonly Reading[] {
  if (country !== null) return [readingFor(pattern, country)];
  const { plain, byStyle = {}, signed } = pattern;
  return [plain, ...Object.values(byStyle), ...(signed === undefined ? [] : [signed.reading])];
}

/** The texts between which every code of a reading lies. */
export function rangeOf(reading: Exclude<Reading, { is: 'nothing' }>): TextSpan {
  switch (reading.is) {
    case 'range':
      // Texts of one form are in the order of their positions, and outward parts that a range of codes holds lie in it.
      return { low: reading.ends[0], high: reading.ends[1] + afterAll };
    case 'outwards':
      return { low: reading.area, high: reading.area + afterAll };
    case 'code':
      return { low: reading.text, high: reading.text };
    default:
      return { low: reading.text, high: reading.text + afterAll };
  }
}

/** The texts between which every code of a pattern lies in a country; `null`: in any. */
export function postalRanges(written: string, country: string | null): TextSpan[] {
  const pattern = parsePostalPattern(written);
  const readings = pattern === null ? [] : readingsOf(pattern, country);
  return readings.flatMap((reading) => (reading.is === 'nothing' ? [] : [rangeOf(reading)]));
}
