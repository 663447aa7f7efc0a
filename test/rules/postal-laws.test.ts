import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type PostalCode, readPostalCode } from '../../src/rules/postal.ts';
import { matchPostal } from '../../src/rules/postal-match.ts';
import { type PostalPattern, parsePostalPattern, readingFor } from '../../src/rules/postal-pattern.ts';
import { comparePostalRanks, type PostalRank } from '../../src/rules/postal-rank.ts';
import { compilePostal, PostalSet } from '../../src/rules/postal-set.ts';
import type { Truth } from '../../src/rules/truth.ts';
import { address, country, ofShape, pattern } from '../support/postal.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

/** The rules for people, read one by one: only whole codes are asked for, so that no answer is unknown. */
function slowMatch(text: string, place: string, whole: string): boolean {
  const bare = (one: string): string => one.replaceAll(/[ -]/g, '').toUpperCase();
  const sign = /^(?:LV|DE|NL)$/.test(place)
    ? place === 'DE'
      ? /^(?:DE|D)(?=\d|$)/
      : new RegExp(`^${place}(?=\\d|$)`)
    : /^$/;
  const own = (one: string): string => {
    const stripped = bare(one).replace(sign, '');
    return place === 'US' && /^\d{9}$/.test(stripped) ? stripped.slice(0, 5) : stripped;
  };
  const found = own(whole);
  const outwardForm = { GB: /^[A-Z]{1,2}\d[A-Z\d]?$/, CA: /^[A-Z]\d[A-Z]$/, IE: /^[A-Z]\d[\dW]$/ }[place];
  const outward = outwardForm === undefined ? undefined : place === 'GB' ? found.slice(0, -3) : found.slice(0, 3);
  if (text.endsWith('*')) return found.startsWith(bare(text).slice(0, -1).replace(sign, ''));
  const ends = text.split('...').map(own);
  if (ends.length === 1) {
    const one = ends[0]!;
    if (place === 'GB' && /^[A-Z]{1,2}$/.test(one)) return found.startsWith(one) && /\d/.test(found[one.length] ?? '');
    return outwardForm?.test(one) ? one === outward : one === found;
  }
  const [low, high] = ends as [string, string];
  const signs = text.split('...').map((end) => /^(?:DE|D)(?=\d)/.exec(bare(end))?.[0]);
  if (signs[0] !== undefined && signs[1] !== undefined && signs[0] !== signs[1]) return false;
  const kinds = (one: string): string => one.replaceAll(/\d/g, '9').replaceAll(/[A-Z]/g, 'A');
  if (kinds(low) !== kinds(high)) return false;
  if (outwardForm?.test(low) && outwardForm.test(high)) {
    const parts = [low, outward!, high].map((one) => /^([A-Z]+)(\d+)([A-Z]?)$/.exec(one)!);
    if (new Set(parts.map((part) => part[1])).size > 1) return false;
    const [from, at, to] = parts.map((part) => Number(part[2]) + (part[3]!.charCodeAt(0) || 64) / 1000);
    return from! <= at! && at! <= to!;
  }
  const start = found.slice(0, low.length);
  return kinds(start) === kinds(low) && low <= start && start <= high;
}

const wholeForms: Record<string, string[]> = {
  GB: ['A99AA', 'AA99AA', 'A999AA', 'AA999AA', 'A9A9AA', 'AA9A9AA'],
  CA: ['A9A9A9'],
  IE: ['A999999', 'A99AA9A'],
  US: ['99999', '999999999'],
  LV: ['9999'],
  DE: ['99999'],
  NL: ['9999AA'],
  MT: ['AAA9999'],
  HK: ['999'],
};
const wholeAddress = country.chain((place) =>
  fc.tuple(fc.constant(place), fc.constantFrom(...wholeForms[place]!).chain(ofShape)),
);

test('a pattern takes the whole codes that it says', () => {
  fc.assert(
    fc.property(wholeAddress, pattern, ([place, whole], text) => {
      const parsed = parsePostalPattern(text);
      const truth = parsed === null ? 'false' : matchPostal(parsed, place, readPostalCode(place, whole));
      expect(truth).toBe(slowMatch(text, place, whole) ? 'true' : 'false');
    }),
    { numRuns: 4000 },
  );
});

test('what is certain of an outward part holds for every code that begins with it', () => {
  const outward = fc.constantFrom('GB', 'CA', 'IE').chain((place) => {
    const forms = { GB: ['A9', 'A99', 'AA9', 'AA99', 'A9A', 'AA9A'], CA: ['A9A'], IE: ['A99'] }[place]!;
    const inward = { GB: '9AA', CA: '9A9', IE: 'A9A9' }[place]!;
    return fc.tuple(fc.constant(place), fc.constantFrom(...forms).chain(ofShape), ofShape(inward));
  });
  fc.assert(
    fc.property(outward, pattern, ([place, cut, inward], text) => {
      const parsed = parsePostalPattern(text);
      if (parsed === null) return;
      const truth = matchPostal(parsed, place, readPostalCode(place, cut));
      if (truth !== 'unknown') expect(matchPostal(parsed, place, readPostalCode(place, cut + inward))).toBe(truth);
    }),
    { numRuns: 4000 },
  );
});

function scan(patterns: readonly PostalPattern[], place: string, found: PostalCode | null): [Truth, PostalRank | null] {
  let best: PostalRank | null = null;
  let mayHold = false;
  for (const one of patterns) {
    const truth = matchPostal(one, place, found);
    if (truth === 'unknown') mayHold = true;
    const reading = readingFor(one, place);
    if (truth !== 'true' || reading.is === 'nothing') continue;
    if (best === null || comparePostalRanks(reading.rank, best) > 0) best = reading.rank;
  }
  return [best === null ? (mayHold ? 'unknown' : 'false') : 'true', best];
}

test('the index answers as a scan over the patterns does', () => {
  fc.assert(
    fc.property(country, address, fc.array(pattern, { maxLength: 20 }), (place, text, texts) => {
      const patterns = texts.map(parsePostalPattern).filter((one) => one !== null);
      const found = readPostalCode(place, text);
      const [truth, rank] = scan(patterns, place, found);
      for (const matcher of [new PostalSet(patterns), compilePostal(texts)]) {
        const answer = matcher.match(place, found);
        expect(answer.truth).toBe(truth);
        if (rank === null) expect(answer.rank).toBe(null);
        else expect(comparePostalRanks(answer.rank!, rank)).toBe(0);
      }
    }),
    { numRuns: 4000 },
  );
});

test('one code of digits is matched as a scan does', () => {
  const digits = fc.oneof(fc.constantFrom('94016', '1012', '123', '123456789', '940'), fc.stringMatching(/^\d{1,10}$/));
  const near = digits.chain((code) => fc.tuple(fc.constant(code), fc.oneof(fc.constant(code), digits, address)));
  fc.assert(
    fc.property(country, near, (place, [code, text]) => {
      const found = readPostalCode(place, text);
      const [truth, rank] = scan([parsePostalPattern(code)!], place, found);
      expect(compilePostal([code]).match(place, found)).toEqual({ truth, rank });
    }),
    { numRuns: 2000 },
  );
});

test('ranks are totally ordered', () => {
  const rank = pattern
    .map((text) => parsePostalPattern(text))
    .filter((one) => one !== null)
    .chain((one) => country.map((place) => readingFor(one, place)))
    .filter((reading) => reading.is !== 'nothing')
    .map((reading) => reading.rank);
  fc.assert(
    fc.property(rank, rank, rank, (a, b, c) => {
      expect(Math.sign(comparePostalRanks(a, b))).toBe(-Math.sign(comparePostalRanks(b, a)) + 0);
      if (comparePostalRanks(a, b) >= 0 && comparePostalRanks(b, c) >= 0)
        expect(comparePostalRanks(a, c) >= 0).toBe(true);
    }),
  );
});

test.each([
  ['exact before all', ['94016', '94016...94016', '940*'], 'US', '94016', 0],
  ['an outward part before a range', ['SW1...SW3', 'SW1', 'SW1*'], 'GB', 'SW1 1AA', 1],
  ['a narrower range before a wider', ['90000...99999', '94000...94999', '94016*'], 'US', '94016', 1],
  ['ranges of other lengths by the share they take', ['94010...94019', '940...949', '9401...9401'], 'US', '94016', 0],
  ['a range before any prefix', ['94016*', '00000...99999'], 'US', '94016', 1],
  ['the longer prefix', ['9*', '9401*', '940*'], 'US', '94016', 1],
])('%s', (_name, texts, place, text, first) => {
  const found = readPostalCode(place, text);
  const ranks = texts.map((one) => new PostalSet([parsePostalPattern(one)!]).match(place, found).rank!);
  const best = ranks.reduce((a, b) => (comparePostalRanks(b, a) > 0 ? b : a));
  expect(ranks.indexOf(best)).toBe(first);
});

test('a hundred thousand patterns are matched as three are', () => {
  const texts: string[] = [];
  for (let number = 0; number < 50_000; number++) texts.push(`${10_000_000 + 2 * number}`);
  for (let number = 0; number < 500_000; number++)
    texts.push(`${20_000_000 + 20 * number}...${20_000_009 + 20 * number}`);
  const matcher = compilePostal(texts);
  const answer = (text: string): Truth => matcher.match('BR', readPostalCode('BR', text)).truth;
  expect(['10000-000', '10000-001', '20000-005', '20000-015', '20999-985'].map(answer)).toEqual([
    'true',
    'false',
    'true',
    'false',
    'true',
  ]);
});
