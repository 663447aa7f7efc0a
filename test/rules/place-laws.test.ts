import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { euMembers } from '../../src/rules/countries.ts';
import type { Place, TextMatch } from '../../src/rules/model.ts';
import { placeCovers, placesMayMeet } from '../../src/rules/overlap.ts';
import { compareRanks, compilePlace, type PlaceFacts, type Rank } from '../../src/rules/place.ts';
import { matchPostal } from '../../src/rules/postal-match.ts';
import { parsePostalPattern, readingFor } from '../../src/rules/postal-pattern.ts';
import { comparePostalRanks, noPostalRank, type PostalRank } from '../../src/rules/postal-rank.ts';
import { stateCode, stateHolds } from '../../src/rules/states.ts';
import { foldCity } from '../../src/rules/text.ts';
import { all, any, known, negate, type Truth } from '../../src/rules/truth.ts';
import { load } from '../support/decide.ts';
import { place } from '../support/places.ts';
import { lists, there, world, written, zone } from '../support/random-places.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const texts = (match: TextMatch): string[] =>
  match.of.flatMap((text) => (text.startsWith('@') ? lists[text.slice(1)]! : [text]));
const turned = (match: TextMatch, truth: Truth): Truth => (match.not ? negate(truth) : truth);

function starMatch(text: string, found: string, fold: (text: string) => string): boolean {
  const core = fold(text.replaceAll('*', ''));
  if (text.startsWith('*') && text.endsWith('*')) return found.includes(core);
  if (text.startsWith('*')) return found.endsWith(core);
  return text.endsWith('*') ? found.startsWith(core) : found === core;
}

function slowState(text: string, { country, stateCode: found }: PlaceFacts): Truth {
  if (found === null) return 'unknown';
  if (text.includes('*')) return known(starMatch(text, foldCity(found), foldCity));
  if (/^[A-Z]{2}-/.test(text) && !text.startsWith(country)) return 'false';
  const wanted = stateCode(country, text);
  return wanted === null ? 'false' : stateHolds(country, wanted, found);
}

/** The definition, part by part. */
function slowTest(where: Place, facts: PlaceFacts | null, zones: Record<string, Place>): Truth {
  switch (where.is) {
    case 'zone':
      return slowTest(zones[where.zone]!, facts, zones);
    case 'any':
      return any(where.of, (member) => slowTest(member, facts, zones));
    case 'not':
      return negate(slowTest(where.of, facts, zones));
    case 'here': {
      const { country, state, city, postal_code, zone: inner, except } = where;
      const parts: Truth[] = [];
      if (country) {
        const named = (text: string): boolean =>
          text === facts?.country || (text === 'EU' && euMembers.has(facts!.country));
        parts.push(facts === null ? 'unknown' : turned(country, known(texts(country).some(named))));
      }
      if (state)
        parts.push(
          facts === null
            ? 'unknown'
            : turned(
                state,
                any(texts(state), (text) => slowState(text, facts)),
              ),
        );
      if (city) {
        const found = facts?.city ?? null;
        const truth = found === null ? 'unknown' : known(texts(city).some((text) => starMatch(text, found, foldCity)));
        parts.push(turned(city, truth));
      }
      if (postal_code) {
        const truth = any(texts(postal_code), (text) =>
          matchPostal(parsePostalPattern(text)!, facts?.country ?? '', facts?.postal ?? null),
        );
        parts.push(turned(postal_code, truth));
      }
      if (inner) parts.push(slowTest(inner, facts, zones));
      if (except) parts.push(negate(slowTest(except, facts, zones)));
      return all(parts, (truth) => truth);
    }
  }
}

/** The ranks of every member that holds. */
function slowRanks(where: Place, facts: PlaceFacts | null, zones: Record<string, Place>): Rank[] {
  if (slowTest(where, facts, zones) !== 'true') return [];
  const nothing: Rank = { postal: noPostalRank, city: false, state: false, country: 0 };
  switch (where.is) {
    case 'zone':
      return slowRanks(zones[where.zone]!, facts, zones);
    case 'any':
      return where.of.flatMap((member) => slowRanks(member, facts, zones));
    case 'not':
      return [nothing];
    case 'here': {
      const { country, state, city, postal_code, zone: inner } = where;
      const postals: PostalRank[] = [noPostalRank];
      for (const text of postal_code && !postal_code.not ? texts(postal_code) : []) {
        const pattern = parsePostalPattern(text)!;
        const reading = readingFor(pattern, facts!.country);
        if (matchPostal(pattern, facts!.country, facts!.postal) === 'true' && reading.is !== 'nothing')
          postals.push(reading.rank);
      }
      const named = country && !country.not ? (texts(country).includes(facts!.country) ? 2 : 1) : 0;
      const inside = inner ? slowRanks(inner, facts, zones) : [nothing];
      return inside.flatMap((rank) =>
        postals.map((postal) => ({
          postal: comparePostalRanks(postal, rank.postal) > 0 ? postal : rank.postal,
          city: rank.city || (city !== undefined && !city.not),
          state: rank.state || (state !== undefined && !state.not),
          country: Math.max(rank.country, named),
        })),
      );
    }
  }
}

test('a compiled place answers as its definition does, and ranks by its most specific member', () => {
  fc.assert(
    fc.property(written, zone, zone, fc.array(there, { minLength: 5, maxLength: 15 }), (text, one, two, addresses) => {
      const { zones, scope } = world(one, two);
      const where = place(text);
      const compiled = compilePlace(where, scope);
      for (const facts of addresses) {
        const truth = slowTest(where, facts, zones);
        expect(compiled.test(facts)).toBe(truth);
        const best = slowRanks(where, facts, zones).reduce<Rank | null>(
          (a, b) => (a === null || compareRanks(b, a) > 0 ? b : a),
          null,
        );
        const rank = compiled.rank(facts);
        expect(rank === null).toBe(best === null);
        expect(compareRanks(rank, best)).toBe(0);
        if (facts !== null && truth !== 'false' && compiled.countries !== null) {
          expect(compiled.countries.has(facts.country)).toBe(true);
        }
        if (facts === null) expect(compiled.needsAddress).toBe(truth !== 'true');
      }
    }),
    { numRuns: 200 },
  );
});

test('places that certainly do not meet share no address', () => {
  fc.assert(
    fc.property(
      written,
      written,
      zone,
      zone,
      fc.array(there, { minLength: 10, maxLength: 40 }),
      (a, b, one, two, addresses) => {
        const { zones, scope } = world(one, two);
        const [left, right] = [place(a), place(b)];
        if (placesMayMeet(left, right, scope)) return;
        for (const facts of addresses) {
          const both = [left, right].map((where) => slowTest(where, facts, zones));
          expect(both).not.toEqual(['true', 'true']);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('a place that certainly covers another holds wherever that one does', () => {
  fc.assert(
    fc.property(
      written,
      written,
      zone,
      zone,
      fc.array(there, { minLength: 10, maxLength: 40 }),
      (a, b, one, two, addresses) => {
        const { zones, scope } = world(one, two);
        const [outer, inner] = [place(a), place(b)];
        if (!placeCovers(outer, inner, scope)) return;
        for (const facts of addresses) {
          if (slowTest(inner, facts, zones) === 'true') expect(slowTest(outer, facts, zones)).toBe('true');
        }
      },
    ),
    { numRuns: 600 },
  );
});

test.each([
  [{ country: 'US' }, { country: 'CA' }, false],
  [{ country: 'DE' }, { country: 'EU' }, true],
  [{ country: 'CH' }, { country: 'EU' }, false],
  [{ country: { not: 'US' } }, { country: 'US' }, false],
  [{ country: 'US', state: 'CA' }, { country: 'US', state: 'NV' }, false],
  [{ country: 'US', state: 'CA' }, { state: 'NV' }, false],
  [{ country: 'US', state: 'CA' }, { country: 'US', postal_code: '10*' }, true],
  [{ country: 'US', postal_code: '94016' }, { country: 'US', postal_code: '940*' }, true],
  [{ country: 'US', postal_code: '94016' }, { country: 'US', postal_code: '95000...95999' }, false],
  [{ country: 'US', postal_code: '94016' }, { country: 'US', postal_code: '@zips' }, true],
  [{ country: 'GB', postal_code: 'SW1' }, { country: 'GB', postal_code: 'SW10' }, false],
  [{ country: 'US', city: 'San Jose' }, { country: 'US', city: 'san josé' }, true],
  [{ country: 'US', city: 'San Jose' }, { country: 'US', city: 'Los*' }, false],
  [{ country: 'US', except: { state: ['AK', 'HI'] } }, { country: 'US', state: 'AK' }, false],
  [{ country: 'US', except: { state: ['AK', 'HI'] } }, { country: 'US', state: ['AK', 'CA'] }, true],
  [{ country: 'ES', state: 'CN' }, { country: 'ES', state: 'GC' }, true],
  [{ country: 'ES', state: 'GC' }, { country: 'ES', state: 'TF' }, false],
  [{ not: 'one' }, 'one', false],
  ['one', { zone: 'one', state: 'CA' }, true],
  ['unknown', { country: 'US' }, true],
])('%j and %j may meet: %s', (a, b, expected) => {
  const { scope } = world({ country: ['US', 'GB'] }, {});
  expect(placesMayMeet(place(a), place(b), scope)).toBe(expected);
  expect(placesMayMeet(place(b), place(a), scope)).toBe(expected);
});

test.each([
  [{}, { country: 'US' }, true],
  [{}, { not: 'one' }, true],
  [{ country: 'EU' }, { country: ['DE', 'FR'] }, true],
  [{ country: 'US' }, { country: 'US', state: 'CA' }, true],
  [{ country: 'US', state: 'CA' }, { country: 'US' }, false],
  [{ country: 'US', state: ['CA', 'NV'] }, { country: 'US', state: 'California' }, true],
  [{ country: 'ES', state: 'CN' }, { country: 'ES', state: ['GC', 'TF'] }, true],
  [{ country: 'US', postal_code: '940*' }, { country: 'US', postal_code: ['94016', '94000...94099', '9401*'] }, true],
  [{ country: 'US', postal_code: '94000...94999' }, { country: 'US', postal_code: ['94016', '940*'] }, false],
  [
    { country: 'US', postal_code: '940...949' },
    { country: 'US', postal_code: ['94016', '940*', '94000...94999'] },
    true,
  ],
  [
    { country: 'GB', postal_code: 'SW' },
    { country: 'GB', postal_code: ['SW1', 'SW1A 1AA', 'SW1*', 'SW1...SW9'] },
    true,
  ],
  [{ country: 'US', city: 'San*' }, { country: 'US', city: ['San Jose', 'San D*'] }, true],
  [{ country: 'US', except: { state: 'AK' } }, { country: 'US', state: 'CA' }, true],
  [{ country: 'US', except: { state: 'AK' } }, { country: 'US' }, false],
  [{ country: 'US', except: { state: 'AK' } }, { country: 'US', except: { state: 'AK' }, postal_code: '9*' }, true],
  ['one', { zone: 'one', state: 'CA' }, true],
  ['two', { zone: 'two', state: 'CA' }, true],
  [[{ country: 'US' }, { country: 'CA' }], { country: 'CA', state: 'QC' }, true],
  ['unknown', 'unknown', false],
])('%j covers %j: %s', (a, b, expected) => {
  const { scope } = world({ country: ['US', 'GB'] }, { not: { country: 'FR' } });
  expect(placeCovers(place(a), place(b), scope)).toBe(expected);
});

test('what a zone excepts is looked up where the zone stands', () => {
  const folder = (near: string): string => `zones:\n  near: { country: US, state: ${near} }\n`;
  const rates = (state: string): string =>
    'rates:\n  - { id: a, percent: 1, where: most, inclusive: true }\n' +
    `  - { id: b, percent: 1, where: { country: US, state: ${state} }, priority: 2, inclusive: false }\n`;
  const codes = (state: string): string[] =>
    load({
      'settings.yaml': `currency: usd\n${folder('CA')}  most: { country: US, except: near }\n`,
      'accounts/acct_1/settings.yaml': folder('NY'),
      'accounts/acct_1/taxes.yaml': rates(state),
    }).problems.all.map(({ code }) => code);
  expect(codes('NY')).toContain('mixed-inclusive');
  expect(codes('CA')).not.toContain('mixed-inclusive');
});
