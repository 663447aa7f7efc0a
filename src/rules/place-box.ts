/** A place as written, taken apart into boxes: what is in any of them is in the place. */
import type { Place, TextMatch } from './model.ts';
import { namedCountries, scopeOfZone, type WrittenScope } from './place-countries.ts';
import { readState, type StatePattern } from './place-parts.ts';
import { type PostalPattern, parsePostalPattern } from './postal-pattern.ts';
import { compileText, foldCity, type Stars, type TextTest, takeStars } from './text.ts';

/** One part of a place with what its texts mean; `null` where they are too many to compare one by one. */
export interface Part<T> {
  not: boolean;
  of: readonly T[] | null;
  /** Equal for parts of equal texts. */
  key: string;
}

export type CityPattern = Stars & { test: TextTest };

/** A place with the scope in which the names in it are looked up. */
export interface ScopedPlace {
  place: Place;
  scope: WrittenScope;
}

/** All parts hold, and none of the `excepts`. */
export interface Box {
  /** Where it can hold; `null`: anywhere but `notIn`. */
  countries: ReadonlySet<string> | null;
  notIn: ReadonlySet<string>;
  states: readonly Part<StatePattern>[];
  cities: readonly Part<CityPattern>[];
  postals: readonly Part<PostalPattern>[];
  excepts: readonly ScopedPlace[];
}

export const everywhere: Box = { countries: null, notIn: new Set(), states: [], cities: [], postals: [], excepts: [] };

/** More boxes or more texts are not compared one by one. */
const mostBoxes = 100;
const mostTexts = 500;

/** The boxes of a place; `null` where they are too many, or a zone is unknown or names itself. */
export function boxesOf(place: Place, scope: WrittenScope): readonly Box[] | null {
  let known = boxesByScope.get(scope);
  if (known === undefined) {
    known = new WeakMap();
    boxesByScope.set(scope, known);
  }
  let boxes = known.get(place);
  if (boxes === undefined) {
    boxes = boxesIn(place, scope, []);
    known.set(place, boxes);
  }
  return boxes;
}

/** A table asks for the same places again and again. */
const boxesByScope = new WeakMap<WrittenScope, WeakMap<Place, readonly Box[] | null>>();

function boxesIn(place: Place, scope: WrittenScope, open: readonly string[]): readonly Box[] | null {
  switch (place.is) {
    case 'not':
      return [{ ...everywhere, excepts: [{ place: place.of, scope }] }];
    case 'zone': {
      const zone = open.includes(place.zone) ? undefined : scope.zonePlace(place.zone);
      return zone === undefined ? null : boxesIn(zone, scopeOfZone(place.zone, scope), [...open, place.zone]);
    }
    case 'any': {
      const boxes: Box[] = [];
      for (const member of place.of) {
        const found = boxesIn(member, scope, open);
        if (found === null || boxes.length + found.length > mostBoxes) return null;
        boxes.push(...found);
      }
      return boxes;
    }
    case 'here': {
      const own = ownBox(place, scope);
      if (place.zone === undefined) return [own];
      return boxesIn(place.zone, scope, open)?.map((zone) => joinBoxes(own, zone)) ?? null;
    }
  }
}

function ownBox(place: Extract<Place, { is: 'here' }>, scope: WrittenScope): Box {
  const { country, state, city, postal_code, except } = place;
  return {
    countries: country === undefined ? null : namedCountries(country, scope),
    notIn: (country?.not ? namedCountries({ ...country, not: false }, scope) : null) ?? everywhere.notIn,
    states: state === undefined ? [] : [part(state, scope, readState)],
    cities: city === undefined ? [] : [part(city, scope, readCity)],
    postals: postal_code === undefined ? [] : [part(postal_code, scope, parsePostalPattern)],
    excepts: except === undefined ? [] : [{ place: except, scope }],
  };
}

function part<T>(match: TextMatch, scope: WrittenScope, read: (text: string) => T | null): Part<T> {
  const of: T[] = [];
  const key = JSON.stringify(match.of);
  for (const text of match.of) {
    const lines = text.startsWith('@') ? (scope.list(text.slice(1)) ?? []) : [text];
    if (of.length + lines.length > mostTexts) return { not: match.not, of: null, key };
    for (const line of lines) {
      const pattern = line.trim() === '' ? null : read(line);
      if (pattern !== null) of.push(pattern);
    }
  }
  return { not: match.not, of, key };
}

function readCity(text: string): CityPattern {
  const { core, start, end } = takeStars(text);
  // As the line of a list, since the city may begin with @.
  const test = compileText({ not: false, of: ['@line'], at: '' }, () => [text], foldCity);
  return { core: foldCity(core), start, end, test };
}

/** What is in both. */
export function joinBoxes(a: Box, b: Box): Box {
  const { countries, notIn } = joinCountries(a, b);
  return {
    countries,
    notIn,
    states: [...a.states, ...b.states],
    cities: [...a.cities, ...b.cities],
    postals: [...a.postals, ...b.postals],
    excepts: [...a.excepts, ...b.excepts],
  };
}

/** The countries of both, with those of `notIn` taken out where they can be. */
export function joinCountries(a: Box, b: Box): Pick<Box, 'countries' | 'notIn'> {
  const notIn = a.notIn.size === 0 ? b.notIn : b.notIn.size === 0 ? a.notIn : new Set([...a.notIn, ...b.notIn]);
  const [from, other] = a.countries === null ? [b.countries, null] : [a.countries, b.countries];
  if (from === null) return { countries: null, notIn };
  const left = [...from].filter((country) => (other === null || other.has(country)) && !notIn.has(country));
  return { countries: new Set(left), notIn };
}
