/** Random places and addresses of few countries, states, cities and codes, so that they meet. */
import fc from 'fast-check';
import type { Place } from '../../src/rules/model.ts';
import { compilePlace, normalizeAddress, type PlaceTest } from '../../src/rules/place.ts';
import { address, place } from './places.ts';

const some = (...texts: string[]): fc.Arbitrary<string[]> => fc.subarray(texts, { minLength: 1, maxLength: 3 });
const matching = (texts: fc.Arbitrary<string[]>): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(5), texts).map(([not, of]) => (not === 0 ? { not: of } : of));

const countries = some('US', 'GB', 'ES', 'DE', 'LV', 'CA', 'IE', 'EU');
const states = some('CA', 'NV', 'US-CA', 'GC', 'CN', 'TF', 'MD', 'M', 'by', 'c*', '@states');
const cities = some('San Jose', 'San*', '*jose', 'Los Angeles', '*an*', '@cities');
const postals = some(
  ...['94016', '94016-1234', '940*', '94000...94999', '940...941', '9*', '10*', '94017', '90210...94016', '*', '@zips'],
  ...[
    'SW1A',
    'SW1',
    'SW1*',
    'SW1A 1AA',
    'SW1A1*',
    'SW',
    'SW1...SW9',
    'SW10...SW19',
    'SW1A...SW1W',
    'SW10 1AA...SW19 9ZZ',
    'S*',
    'E1',
  ],
  ...['D02', 'D02 A000...D09 Z999', 'D01...D24', 'D02 AF30', 'M5V', 'M5A...M5Z', 'M5V 3L9', 'M5*', 'M5A 1A1...M5X 9Z9'],
  ...['LV-1337', '1337', 'LV-13*', '1300...1399', 'LV-1000...LV-1999', 'LV*'],
);
/** What `@name` stands for. */
export const lists: Record<string, string[]> = {
  states: ['NV', 'California'],
  cities: ['San Jose', 'Los*'],
  zips: ['94016', '94*', 'SW1', '10115', '1337...1338', 'SW10 1AA', 'D02', 'M5*', '9*'],
};

/** Places as they are written, with zones `one` and `two`. */
export const written: fc.Arbitrary<unknown> = fc.letrec<{ place: unknown; here: unknown }>((tie) => ({
  place: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: tie('here') },
    { weight: 2, arbitrary: fc.constantFrom('one', 'two') },
    { weight: 2, arbitrary: fc.array(tie('place'), { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: tie('place').map((of) => ({ not: of })) },
  ),
  here: fc.record(
    {
      country: matching(countries),
      state: matching(states),
      city: matching(cities),
      postal_code: matching(postals),
      zone: tie('place'),
      except: tie('place'),
    },
    { requiredKeys: [] },
  ),
})).place;
/** What `one` and `two` are. */
export const zone = fc.constantFrom<unknown>(
  { country: ['US', 'GB'] },
  [
    { country: 'US', state: 'CA' },
    { country: 'ES', except: { state: 'CN' } },
  ],
  { country: 'GB', postal_code: ['SW1*', 'E1'], except: { postal_code: 'SW1A' } },
  { not: { country: 'EU' } },
);
/** Addresses, of which some lack parts and some are cut. */
export const there = fc
  .tuple(
    fc.constantFrom('US', 'GB', 'ES', 'DE', 'LV', 'CA', 'IE', 'MX', null),
    fc.constantFrom(null, 'CA', 'Nevada', 'GC', 'CN', 'M', 'MD', 'Bayern', 'BY', 'C'),
    fc.constantFrom(null, 'San José', 'Los Angeles', 'Sanford', 'Milan'),
    fc.constantFrom(
      ...[null, '94016', '94016-1234', '94017', '90211', '10115', '1337', 'LV-1337', '1200', '?'],
      ...['SW1A 1AA', 'SW1A', 'SW1', 'SW1 0AA', 'SW12', 'SW12 3AB', 'SW10 1AA', 'SW10', 'E1', 'E1 6AN', 'S1 1AA'],
      ...['D02', 'D02 AF30', 'D04', 'D6W', 'D04 B123', 'M5V', 'M5V 3L9', 'M5B', 'M5B 1A1', 'LV', 'LVX'],
    ),
  )
  .map((parts) => normalizeAddress(address(...parts)));

export interface World {
  zones: Record<string, Place>;
  scope: {
    zone(name: string): PlaceTest | undefined;
    zonePlace(name: string): Place | undefined;
    list(name: string): string[] | undefined;
  };
}

/** A scope with these two zones. */
export function world(one: unknown, two: unknown): World {
  const zones: Record<string, Place> = { one: place(one), two: place(two) };
  const scope: World['scope'] = {
    zone: (name) => (zones[name] === undefined ? undefined : compilePlace(zones[name], scope)),
    zonePlace: (name) => zones[name],
    list: (name) => lists[name],
  };
  return { zones, scope };
}
