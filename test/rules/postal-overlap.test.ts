import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type PostalCode, readPostalCode } from '../../src/rules/postal.ts';
import { matchReading } from '../../src/rules/postal-match.ts';
import { readingCovers, readingExcludes, readingsMeet } from '../../src/rules/postal-overlap.ts';
import { parsePostalPattern, type Reading, readingFor } from '../../src/rules/postal-pattern.ts';
import { address, country, pattern } from '../support/postal.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

/** Two readings for one country, and codes there, many of them made of the patterns' own texts. */
const meeting = fc
  .tuple(country, pattern, pattern, fc.array(address, { maxLength: 20 }))
  .map(([place, one, other, addresses]) => {
    const ends = [one, other].flatMap((text) => text.replaceAll('*', '').split('...'));
    const near = ends.flatMap((text) => [
      text,
      `${text}1AA`,
      `${text}1A1`,
      `${text}0000`,
      `${text}0`,
      text.slice(0, -3),
    ]);
    const codes = [...addresses, ...near].map((text) => readPostalCode(place, text)).filter((code) => code !== null);
    return { place, patterns: [one, other].map(parsePostalPattern), codes };
  })
  .filter(({ patterns }) => patterns.every((one) => one !== null))
  .map(({ place, patterns, codes }): [string, Reading, Reading, PostalCode[]] => {
    const [one, other] = patterns.map((parsed) => readingFor(parsed!, place));
    return [place, one!, other!, codes];
  });

test('readings that do not meet take no code together', () => {
  fc.assert(
    fc.property(meeting, ([place, one, other, codes]) => {
      expect(readingsMeet(one, other, place)).toBe(readingsMeet(other, one, place));
      if (readingsMeet(one, other, place)) return;
      for (const code of codes)
        expect([one, other].map((reading) => matchReading(reading, code))).not.toEqual(['true', 'true']);
    }),
    { numRuns: 5000 },
  );
});

test('a reading that covers another takes every code of it', () => {
  fc.assert(
    fc.property(meeting, ([place, one, other, codes]) => {
      if (!readingCovers(one, other, place)) return;
      for (const code of codes) if (matchReading(other, code) === 'true') expect(matchReading(one, code)).toBe('true');
    }),
    { numRuns: 5000 },
  );
});

test('a reading that excludes another is false, not unknown, for every code of it', () => {
  fc.assert(
    fc.property(meeting, ([place, one, other, codes]) => {
      if (!readingExcludes(one, other, place)) return;
      for (const code of codes) if (matchReading(other, code) === 'true') expect(matchReading(one, code)).toBe('false');
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['SW1', 'SW1A 1AA', 'GB', false],
  ['SW1*', 'SW1A', 'GB', true],
  ['SW1*', 'SW1A 1AA', 'GB', true],
  ['SW1...SW3', 'SW2', 'GB', true],
  ['SW1...SW3', 'SW3...SW5', 'GB', true],
  ['SW1...SW3', 'SW4...SW5', 'GB', false],
  ['94016', '940...949', 'US', true],
  ['940...949', '94999...95999', 'US', true],
  ['940...949', '95000...95999', 'US', false],
  ['94*', '940...949', 'US', true],
  ['95*', '940...949', 'US', false],
  ['LV-13*', '1300...1399', 'LV', true],
])('%s and %s meet in %s: %s', (one, other, place, expected) => {
  const [a, b] = [one, other].map((text) => readingFor(parsePostalPattern(text)!, place));
  expect(readingsMeet(a!, b!, place)).toBe(expected);
});
