import { describe, expect, test } from 'vitest';
import type { Place, TextMatch } from '../../src/rules/model.ts';
import {
  compareRanks,
  compilePlace,
  describeAddress,
  describePlace,
  normalizeAddress,
  type PlaceTest,
} from '../../src/rules/place.ts';
import type { Truth } from '../../src/rules/truth.ts';
import { orderZones, zoneReferences } from '../../src/rules/zones.ts';
import { address, place } from '../support/places.ts';

const lists: Record<string, string[]> = { zips: ['94016', '95*'], cities: ['San Jose', 'Los*'] };
const zones: Record<string, Place> = {
  home: place({ country: ['US', 'CA'] }),
  islands: place({ country: 'GB', postal_code: ['HS', 'ZE', 'KW15...KW17', 'IM*'] }),
  mainland: place({ country: 'GB', except: 'islands' }),
};
const scope = {
  zone: (name: string): PlaceTest | undefined => (zones[name] ? compilePlace(zones[name], scope) : undefined),
  list: (name: string): string[] | undefined => lists[name],
};
const compile = (written: unknown): PlaceTest => compilePlace(place(written), scope);
const truthOf = (written: unknown, ...of: (string | null)[]): Truth =>
  compile(written).test(normalizeAddress(address(...of)));

describe('an address without a country is no address', () => {
  test.each([null, ''])('%j', (country) => {
    expect(normalizeAddress(address(country))).toBe(null);
  });
});

test.each([
  [{}, [null], 'true'],
  [{ country: 'US' }, [null], 'unknown'],
  [{ not: { country: 'US' } }, [null], 'unknown'],
  [{ country: 'US' }, ['us'], 'true'],
  [{ country: 'US' }, ['CA'], 'false'],
  [{ country: 'GB' }, ['UK'], 'true'],
  [{ country: ['US', 'EU'] }, ['DE'], 'true'],
  [{ country: 'EU' }, ['CH'], 'false'],
  [{ country: { not: ['US', 'EU'] } }, ['CH'], 'true'],
  [{ country: 'US', state: 'CA' }, ['US', 'California'], 'true'],
  [{ country: 'US', state: 'US-CA' }, ['US', 'ca'], 'true'],
  [{ country: 'US', state: ['NV', 'CA'] }, ['US', 'CA'], 'true'],
  [{ country: 'US', state: 'CA' }, ['US', null], 'unknown'],
  [{ country: 'US', state: 'CA' }, ['CA', null], 'false'],
  [{ country: 'US', state: { not: ['AK', 'HI'] } }, ['US', 'CA'], 'true'],
  [{ country: 'US', state: { not: ['AK', 'HI'] } }, ['US', 'hawaii'], 'false'],
  [{ country: 'US', state: { not: ['AK', 'HI'] } }, ['US', 'Owhyhee'], 'unknown'],
  [{ country: 'DE', state: 'Bayern' }, ['DE', 'BAYERN'], 'true'],
  [{ country: 'ES', state: 'CN' }, ['ES', 'Las Palmas'], 'true'],
  [{ country: 'US', city: 'San Jose' }, ['US', 'CA', 'SAN JOSÉ'], 'true'],
  [{ country: 'US', city: '@cities' }, ['US', 'CA', 'Los Angeles'], 'true'],
  [{ country: 'US', city: '@cities' }, ['US', 'CA', 'Fresno'], 'false'],
  [{ country: 'US', city: 'San*' }, ['US', 'CA', null], 'unknown'],
  [{ country: 'US', postal_code: '@zips' }, ['US', 'CA', null, '95123'], 'true'],
  [{ country: 'US', postal_code: { not: '@zips' } }, ['US', 'CA', null, '95123'], 'false'],
  [{ country: 'US', postal_code: { not: '@zips' } }, ['US', 'CA', null, null], 'unknown'],
  [{ country: 'US', postal_code: ['900*', '@zips'] }, ['US', 'CA', null, '90012'], 'true'],
  [{ country: 'US', postal_code: '@missing' }, ['US', 'CA', null, '90012'], 'false'],
  ['home', ['CA'], 'true'],
  ['home', ['MX'], 'false'],
  ['nowhere', ['MX'], 'unknown'],
  [{ not: 'nowhere' }, ['MX'], 'unknown'],
  [['home', { country: 'MX' }], ['MX'], 'true'],
  [{ not: 'home' }, ['MX'], 'true'],
  [{ zone: 'home', state: 'CA' }, ['US', 'CA'], 'true'],
  ['mainland', ['GB', null, null, 'SW1A 1AA'], 'true'],
  ['mainland', ['GB', null, null, 'HS1 2AB'], 'false'],
  ['mainland', ['GB', null, null, 'KW15'], 'false'],
  ['mainland', ['GB', null, null, 'IM1 1AA'], 'false'],
  ['mainland', ['GB', null, null, null], 'unknown'],
  ['mainland', ['FR', null, null, null], 'false'],
  [{ country: 'US', except: { state: ['AK', 'HI'] } }, ['US', 'CA'], 'true'],
  [{ country: 'US', except: {} }, ['US', 'CA'], 'false'],
] as const)('%j and the address %j: %s', (written, of, truth) => {
  expect(truthOf(written, ...of)).toBe(truth);
});

test('a place needs an address unless it holds without one', () => {
  expect(compile({}).needsAddress).toBe(false);
  expect(compile([{ country: 'US' }, {}]).needsAddress).toBe(false);
  expect(compile({ country: 'US' }).needsAddress).toBe(true);
  expect(compile({ not: { country: 'US' } }).needsAddress).toBe(true);
});

test.each([
  [{}, null],
  [{ country: 'US', state: 'CA' }, ['US']],
  [{ country: { not: 'US' } }, null],
  [{ zone: 'home', country: ['US', 'MX'] }, ['US']],
  [
    ['home', { country: 'MX' }],
    ['CA', 'MX', 'US'],
  ],
  [['home', { state: 'CA' }], null],
  [{ not: 'home' }, null],
  ['mainland', ['GB']],
])('%j can hold in %j', (written, countries) => {
  const found = compile(written).countries;
  expect(found === null ? null : [...found].sort()).toEqual(countries);
});

describe('the more specific of two places that hold', () => {
  const la = normalizeAddress(address('US', 'CA', 'Los Angeles', '90012'));
  const berlin = normalizeAddress(address('DE', null, 'Berlin', '10115'));

  test.each([
    [
      { country: 'US', postal_code: '90012' },
      { country: 'US', postal_code: '90010...90019', city: 'Los Angeles', state: 'CA' },
    ],
    [{ postal_code: '90010...90019' }, { country: 'US', postal_code: '90000...90099' }],
    [{ postal_code: '90000...99999' }, { postal_code: '90012*' }],
    [{ postal_code: '900*' }, { postal_code: '90*' }],
    [{ postal_code: '9*' }, { country: 'US', state: 'CA', city: 'Los Angeles' }],
    [{ city: 'Los Angeles' }, { country: 'US', state: 'CA' }],
    [{ state: 'CA' }, { country: 'US' }],
    [{ country: 'US' }, {}],
    [[{ country: 'US' }, { postal_code: '90012' }], { country: 'US', state: 'CA' }],
    [
      { country: 'US', postal_code: ['1*', '90012'] },
      { country: 'US', postal_code: '9001*' },
    ],
    [{ zone: 'home', state: 'CA' }, 'home'],
    [
      { country: 'US', state: 'CA' },
      { country: 'US', state: { not: 'NV' } },
    ],
    ['home', { not: { country: 'MX', state: 'JAL', postal_code: '1*' } }],
    [{ country: 'US' }, { country: { not: 'MX' } }],
  ])('is %j, not %j', (more, less) => {
    expect(compareRanks(compile(more).rank(la), compile(less).rank(la))).toBeGreaterThan(0);
    expect(compareRanks(compile(less).rank(la), compile(more).rank(la))).toBeLessThan(0);
  });

  test('is the country by name, then the EU, then anywhere', () => {
    const [named, eu, both, anywhere] = [{ country: 'DE' }, { country: 'EU' }, { country: ['EU', 'DE'] }, {}].map(
      (one) => compile(one).rank(berlin),
    );
    expect(compareRanks(named!, eu!)).toBeGreaterThan(0);
    expect(compareRanks(eu!, anywhere!)).toBeGreaterThan(0);
    expect(compareRanks(named!, both!)).toBe(0);
  });

  test.each([
    [
      { country: 'US', state: 'CA' },
      { state: ['NV', 'CA'], country: ['US', 'MX'] },
    ],
    [{ country: 'US' }, 'home'],
    [{ country: 'US' }, { country: 'US', except: { state: 'NV' } }],
    [{}, { not: { country: 'MX' } }],
  ])('is none of %j and %j', (a, b) => {
    expect(compareRanks(compile(a).rank(la), compile(b).rank(la))).toBe(0);
  });

  test('is none where the place does not hold', () => {
    expect(compile({ country: 'MX' }).rank(la)).toBe(null);
    expect(compile({ country: 'US' }).rank(null)).toBe(null);
    expect(compile({}).rank(null)).not.toBe(null);
  });
});

test.each([
  [{ country: 'US', state: 'CA' }, '{ country: US, state: CA }'],
  [
    { country: ['US', 'CA'], postal_code: { not: ['940*', '@zips'] } },
    '{ country: [US, CA], postal_code: { not: [940*, "@zips"] } }',
  ],
  [{ country: 'GB', except: 'islands' }, '{ country: GB, except: islands }'],
  [['home', { not: { city: '*ville' } }], '[home, { not: { city: "*ville" } }]'],
  [{}, '{}'],
  [{ city: 'a: b' }, '{ city: "a: b" }'],
  [{ state: 'abcdefghijklmnop'.split('') }, '{ state: [a, b, c, d, e, f, g, h, i, j, k, l, … 4 more] }'],
])('%j is described as %s', (written, text) => {
  expect(describePlace(place(written))).toBe(text);
});

test.each([
  [['US', 'california', 'Daly City', '94016'], 'US CA 94016'],
  [['uk', null, null, 'sw1a 1aa'], 'GB sw1a 1aa'],
  [['DE', 'Bayern', null, null], 'DE Bayern'],
  [['US', 'Narnia', null, null], 'US Narnia'],
  [[null], 'no address'],
])('the address %j is described as %s', (of, text) => {
  expect(describeAddress(normalizeAddress(address(...of)))).toBe(text);
});

test('a place names the zones in it', () => {
  const written = [{ zone: 'a', except: ['b', { not: 'c' }] }, 'd', { country: 'US' }];
  expect([...zoneReferences(place(written))]).toEqual(['a', 'b', 'c', 'd']);
});

test('zones are ordered after those that they name, and cycles set apart', () => {
  const zone = (name: string, written: unknown): { name: string; place: Place } => ({ name, place: place(written) });
  const { order, cycles } = orderZones([
    zone('all', ['home', 'away']),
    zone('home', { country: 'US' }),
    zone('away', { not: 'home' }),
    zone('snake', { country: 'US', except: 'tail' }),
    zone('tail', ['snake', 'home']),
    zone('self', { zone: 'self' }),
    zone('lost', 'nowhere'),
  ]);
  expect(order.map(({ name }) => name)).toEqual(['home', 'away', 'all', 'lost']);
  expect(cycles.map((cycle) => cycle.map(({ name }) => name))).toEqual([['snake', 'tail'], ['self']]);
});

test('a text match without a list or star is no different for its order', () => {
  const match = (...of: string[]): TextMatch => ({ not: false, of, at: '' });
  const there = normalizeAddress(address('US', 'CA'));
  for (const of of [
    ['CA', 'NV', 'OR', 'WA', 'AZ', 'UT'],
    ['UT', 'AZ', 'WA', 'OR', 'NV', 'California'],
  ]) {
    expect(compilePlace({ is: 'here', state: match(...of), at: '' }, scope).test(there)).toBe('true');
  }
});
