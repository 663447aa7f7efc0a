/** Places: a zone's name, what an address must hold, lists of them, their opposite. */

import { countryCodes } from '../countries.ts';
import { readBy } from '../left-out.ts';
import type { Place } from '../model.ts';
import * as patterns from '../patterns.ts';
import {
  choose,
  convert,
  list,
  listOrOne,
  named,
  names,
  nonEmpty,
  optional,
  quote,
  required,
  type Shape,
  text,
} from '../shape.ts';
import { map } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { readPlacePattern, textMatch } from './text-match.ts';

const expected = "a place: a zone's name, or { country, state, city, postal_code, zone, except }";

const nowhere = 'An empty list of places is nowhere. For anywhere write {}.';

const zone: Shape<Place> = text(
  "a zone's name",
  (written, at) => {
    if (written !== '' && !/^[@*]/.test(written)) return { value: { is: 'zone', zone: written, at } };
    return { code: 'bad-value', fault: `${quote(written)} is not the name of a zone of settings.yaml.` };
  },
  { pattern: patterns.zone, number: {}, boolean: true },
);

const anyForm = { number: {}, boolean: true } as const;
const country = named('country', 'a country, such as US', () => countryText);
const countryText = text('a country, such as US', readPlacePattern, {
  known: ['EU', ...countryCodes],
  pattern: patterns.country,
});
const state = text('a state, such as CA', readPlacePattern, { pattern: patterns.starred, ...anyForm });
const city = text('a city', readPlacePattern, { pattern: patterns.starred, ...anyForm });
const postalCode = text('a postal code, such as 94016 or 940*', readPlacePattern, {
  pattern: patterns.postal,
  ...anyForm,
});

/** A place as it is written in `to`, `where` and zones. */
export const place: Shape<Place> = named('place', expected, () => notedPlace);

const zones: Shape<Place> = convert(nonEmpty(listOrOne("a zone's name", zone), nowhere), anyOf);

const here: Shape<Place> = convert(
  map(
    expected,
    {
      country: optional(textMatch(country), 'ISO 3166-1 alpha-2, or EU.'),
      state: optional(textMatch(state), 'The ISO 3166-2 part after the country.'),
      city: optional(textMatch(city), 'Compared without accents, blanks and punctuation.'),
      postal_code: optional(textMatch(postalCode), 'Codes, prefixes, ranges.'),
      zone: optional(zones, 'A zone of settings.yaml that the address must also lie in.'),
      except: optional(place, 'A place that the address must not lie in.'),
    },
    {
      synonyms: {
        zip: 'postal_code',
        zip_code: 'postal_code',
        zipcode: 'postal_code',
        postcode: 'postal_code',
        post_code: 'postal_code',
        postalcode: 'postal_code',
        postal_codes: 'postal_code',
        province: 'state',
        region: 'state',
        states: 'state',
        countries: 'country',
        country_code: 'country',
        town: 'city',
        cities: 'city',
        zones: 'zone',
        exclude: 'except',
      },
      elsewhere: (key) =>
        key === 'not'
          ? { code: 'not-allowed-here', message: '"not" stands alone: { not: … }. Beside other keys write "except".' }
          : undefined,
    },
  ),
  (written) => ({ is: 'here', ...written }),
);

const not: Shape<Place> = convert(
  map('{ not: … }', { not: required(place, 'Every address outside this place.') }),
  ({ not: of, at }) => ({ is: 'not', of, at }),
);

const any: Shape<Place> = convert(nonEmpty(list('places', place), nowhere), anyOf);

const anyPlace: Shape<Place> = choose(expected, [zone, here, any, not], (node) => {
  if (node.is === 'text') return zone;
  if (node.is === 'list') return any;
  return node.is === 'map' && node.entries.length === 1 && names(node, ['not']) ? not : here;
});

const notedPlace: Shape<Place> = {
  ...anyPlace,
  read(node, problems) {
    const { places } = readBy(problems);
    const before = places.length;
    const value = anyPlace.read(node, problems);
    // Those inside it are a part of it.
    if (value !== undefined) places.splice(before, places.length, value);
    return value;
  },
};

function anyOf(of: Place[], node: Node): Place {
  return node.is === 'list' ? { is: 'any', of, at: node.at } : of[0]!;
}
