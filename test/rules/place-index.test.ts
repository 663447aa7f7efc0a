import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compareRanks, compilePlace, normalizeAddress, type PlaceFacts } from '../../src/rules/place.ts';
import { PlaceIndex } from '../../src/rules/place-index.ts';
import { spotsOf } from '../../src/rules/place-spots.ts';
import { TextRanges } from '../../src/rules/text-ranges.ts';
import { any } from '../../src/rules/truth.ts';
import { address, place } from '../support/places.ts';
import { there, world, written, zone } from '../support/random-places.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const at = (...parts: (string | null)[]): PlaceFacts => normalizeAddress(address(...parts))!;

test('leaves out only places that do not hold, or of which it is not even unknown, each once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(written, { maxLength: 10 }),
      zone,
      zone,
      fc.array(there, { minLength: 5, maxLength: 15 }),
      (of, one, two, addresses) => {
        const { scope } = world(one, two);
        const places = of.map((text) => compilePlace(place(text), scope));
        const index = new PlaceIndex();
        for (const [id, { source }] of places.entries()) {
          for (const spot of spotsOf(source, scope)) index.add(spot, id);
        }
        for (const facts of addresses) {
          if (facts === null) continue;
          const holding = index.near(facts, false);
          const possible = index.near(facts, true);
          for (const found of [holding, possible]) {
            expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
          }
          for (const [id, where] of places.entries()) {
            if (!holding.includes(id)) expect(where.test(facts)).not.toBe('true');
            if (!possible.includes(id)) expect(where.test(facts)).toBe('false');
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('a long list of places answers as asking each of them does', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 9, maxLength: 20 }),
      zone,
      zone,
      fc.array(there),
      (of, one, two, addresses) => {
        const { scope } = world(one, two);
        const members = of.map((text) => compilePlace(place(text), scope));
        const list = compilePlace(place(of), scope);
        for (const facts of addresses) {
          expect(list.test(facts)).toBe(any(members, (member) => member.test(facts)));
          const ranks = members.map((member) => member.rank(facts)).filter((rank) => rank !== null);
          expect(list.rank(facts)).toEqual(ranks.sort((a, b) => compareRanks(b, a))[0] ?? null);
        }
      },
    ),
    { numRuns: 100 },
  );
});

const patterns = [
  ...['94016', '94016-1234', '940*', '94000...94999', '940...941', '9*', '*', '94016-0000...94017-9999', '1337', '13*'],
  ...['SW1A', 'SW1', 'SW1*', 'SW1A 1AA', 'SW1A1*', 'SW', 'S', 'SW1...SW9', 'SW10...SW19', 'SW1A...SW1W', 'S1', 'S*'],
  ...['SW10 1AA...SW19 9ZZ', 'SW1 1AA...SW9 9ZZ', 'D02', 'D02 A000...D09 Z999', 'D01...D24', 'D02 AF30', 'M5V', 'M5*'],
  ...[
    'M5A...M5Z',
    'M5V 3L9',
    'M5A 1A1...M5X 9Z9',
    'LV-1337',
    'LV-13*',
    'LV-1300...LV-1399',
    'LV-1300...1399',
    'LV*',
    'D*',
  ],
];
const codes = [
  ...[
    '94016',
    '94016-1234',
    '94017',
    '10115',
    '1337',
    'LV-1337',
    '1200',
    'SW1A 1AA',
    'SW1A',
    'SW1',
    'SW12',
    'SW12 3AB',
  ],
  ...[
    'SW10 1AA',
    'SW5',
    'S1 1AA',
    'SW',
    'D02',
    'D02 AF30',
    'D04',
    'D6W',
    'M5V',
    'M5V 3L9',
    'M5B',
    'M5B 1A1',
    'D-10115',
  ],
];

test.each(patterns)('%s is found at every code that it takes, with and without a country', (pattern) => {
  const { scope } = world({}, {});
  for (const country of ['US', 'GB', 'JE', 'CA', 'IE', 'LV', 'DE', 'PR', 'XX']) {
    for (const where of [{ country, postal_code: pattern }, { postal_code: pattern }]) {
      const compiled = compilePlace(place(where), scope);
      const index = new PlaceIndex();
      for (const spot of spotsOf(compiled.source, scope)) index.add(spot, 0);
      const holding = codes.filter((code) => compiled.test(at(country, null, 'X', code)) === 'true');
      const found = codes.filter((code) => index.near(at(country, null, 'X', code), false).length > 0);
      expect(found).toEqual(expect.arrayContaining(holding));
      const possible = codes.filter((code) => compiled.test(at(country, null, 'X', code)) !== 'false');
      const near = codes.filter((code) => index.near(at(country, null, 'X', code), true).length > 0);
      expect(near).toEqual(expect.arrayContaining(possible));
    }
  }
});

test('ranges over a range are those that a scan finds', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'B', '1'), maxLength: 4 });
  const range = fc.tuple(text, text).map(([a, b]) => (a < b ? { low: a, high: b } : { low: b, high: a }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), fc.array(range, { maxLength: 10 }), (ranges, asked) => {
      const set = new TextRanges();
      for (const [id, { low, high }] of ranges.entries()) set.add(low, high, id);
      for (const { low, high } of asked) {
        const found: number[] = [];
        set.over(low, high, found);
        const scanned = [...ranges.keys()].filter((id) => ranges[id]!.low <= high && ranges[id]!.high >= low);
        expect(found.sort((a, b) => a - b)).toEqual(scanned);
      }
    }),
  );
});

test.each([
  ['an address with its code', at('US', 'CA', 'X', '10115'), ['US 10115', 'US 101*', 'US 10000...19999', 'US', '{}']],
  ['an address of another state', at('US', 'NV', 'X', '20115'), ['US 201*', 'US', '{}']],
  ['an address without a code', at('US', 'CA', 'X'), ['US', '{}']],
  ['an address abroad', at('DE', null, 'X', '10115'), ['{}']],
])('of a long table few rows are asked: %s', (_, facts, expected) => {
  const { scope } = world({}, {});
  const index = new PlaceIndex();
  const names: string[] = [];
  const add = (name: string, written: Record<string, string>): void => {
    for (const spot of spotsOf(place(written), scope)) index.add(spot, names.length);
    names.push(name);
  };
  for (let code = 10_000; code < 60_000; code++) {
    add(`US ${code}`, { country: 'US', state: 'CA', postal_code: String(code) });
  }
  for (let start = 100; start < 600; start++) add(`US ${start}*`, { country: 'US', postal_code: `${start}*` });
  for (const digit of [1, 3, 4, 5]) {
    add(`US ${digit}0000...${digit}9999`, { country: 'US', postal_code: `${digit}0000...${digit}9999` });
  }
  add('US', { country: 'US' });
  add('{}', {});
  expect(index.near(facts, false).map((id) => names[id])).toEqual(expected);
});
