import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compilePlace, normalizeAddress, type PlaceFacts } from '../../src/rules/place.ts';
import { PlaceIndex } from '../../src/rules/place-index.ts';
import { spotsOf } from '../../src/rules/place-spots.ts';
import { TextRanges } from '../../src/rules/text-ranges.ts';
import { address, place } from '../support/places.ts';
import { there, world, written, zone } from '../support/random-places.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

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

const at = (...parts: (string | null)[]): PlaceFacts => normalizeAddress(address(...parts))!;

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
