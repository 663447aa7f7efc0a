import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compilePlace } from '../../src/rules/place.ts';
import { MeetingPlaces } from '../../src/rules/place-meeting.ts';
import { problemsOf } from '../support/decide.ts';
import { place } from '../support/places.ts';
import { there, world, written, zone } from '../support/random-places.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

test('places that share an address are near each other', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 2, maxLength: 12 }),
      zone,
      zone,
      fc.array(there, { minLength: 5, maxLength: 40 }),
      (of, one, two, addresses) => {
        const { scope } = world(one, two);
        const places = of.map((text) => compilePlace(place(text), scope));
        const meeting = new MeetingPlaces(
          places.map(({ source }) => source),
          scope,
        );
        const near = places.map((_, id) => meeting.near(id));
        for (const found of near) expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        for (const facts of addresses) {
          const holding = [...places.keys()].filter((id) => facts !== null && places[id]!.test(facts) === 'true');
          for (const id of holding) expect(near[id]).toEqual(expect.arrayContaining(holding));
        }
      },
    ),
    { numRuns: 300 },
  );
});

const header = 'country,state,postal_code,percent,priority,inclusive,compound,use';
const table = (rows: readonly string[]) => ({
  'taxes.yaml': 'tables: [tables/t.csv]\n',
  'tables/t.csv': `${[header, ...rows].join('\n')}\n`,
});
const codes = Array.from({ length: 20_000 }, (_, index) => String(10_000 + index * 4));

// Compared each with each, these would be hundreds of millions of pairs.
test('a long table is checked for rates that meet: of two kinds, apart', () => {
  const rows = codes.flatMap((code) => [`US,CA,${code},5,1,0,0,`, `DE,,${code},19,2,1,0,`]);
  expect(problemsOf(table(rows))).toEqual([]);
});

test('a long table is checked for rates that meet: of two kinds, one pair together', () => {
  const rows = codes.map((code, index) => `US,CA,${code},5,${(index % 2) + 1},${index % 2},0,`);
  const mixed = [...rows, 'US,CA,50000...50003,1,3,1,0,', 'US,NV,10000,1,3,1,0,'];
  expect(problemsOf(table(mixed))).toEqual(['tables/t.csv:10002:1 error mixed-inclusive']);
});

test('a long table is checked for rates that meet: six at one place', () => {
  const rows = codes.slice(0, 5000).flatMap((code) => [1, 2, 3, 4, 5].map((level) => `US,CA,${code},1,${level},0,0,`));
  expect(problemsOf(table([...rows, 'US,NV,,1,6,0,0,']))).toEqual([]);
  expect(problemsOf(table([...rows, 'US,CA,2999*,1,6,0,0,']))).toEqual(['tables/t.csv:25002:1 error too-many-rates']);
});

test('a long table is checked for rates that meet: compound ones over a percent that is not known', () => {
  const rows = codes.flatMap((code) => [`US,CA,${code},5,2,0,1,`, `US,NV,${code},,1,0,0,txr_1`]);
  expect(problemsOf(table(rows))).toEqual([]);
  expect(problemsOf(table([...rows, 'US,CA,10000,,1,0,0,txr_1']))).toEqual(['tables/t.csv:2:1 error compound-unknown']);
});
