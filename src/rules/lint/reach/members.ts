/** The members of a place, each with how specific it is: of a list or zone the member that holds counts. */
import { countryCodes } from '../../countries.ts';
import type { Place } from '../../model.ts';
import type { PlaceFacts } from '../../place-address.ts';
import { scopeOfZone, type WrittenScope } from '../../place-countries.ts';
import { CountryPart } from '../../place-parts.ts';
import { compareRanks, type Rank } from '../../place-rank.ts';
import { type PostalPattern, parsePostalPattern, readingFor } from '../../postal-pattern.ts';
import { comparePostalRanks, noPostalRank, type PostalRank } from '../../postal-rank.ts';
import type { Formula } from './formula.ts';
import { partFormulas, placeFormula, postalAtom, writtenOf } from './read-place.ts';

/** One pattern of each list of postal codes. */
export interface Member {
  /** All of them hold; asked for of few members of a long table. */
  claims(): readonly Formula[];
  countries: readonly CountryPart[];
  patterns: readonly PostalPattern[];
  city: boolean;
  state: boolean;
}

/** Of a place with more members nothing is told. */
const mostMembers = 200;

const anywhere: Member = { claims: () => [], countries: [], patterns: [], city: false, state: false };

/** The members of a place; `undefined` is anywhere, and `null` stands for too many. */
export function membersOf(place: Place | undefined, address: string, scope: WrittenScope): readonly Member[] | null {
  return place === undefined ? [anywhere] : membersIn(place, address, scope, []);
}

function membersIn(
  place: Place,
  address: string,
  scope: WrittenScope,
  open: readonly string[],
): readonly Member[] | null {
  switch (place.is) {
    case 'not':
      return [{ ...anywhere, claims: () => [placeFormula(place, address, scope, open)] }];
    case 'zone': {
      const zone = open.includes(place.zone) ? undefined : scope.zonePlace(place.zone);
      return zone === undefined
        ? null
        : membersIn(zone, address, scopeOfZone(place.zone, scope), [...open, place.zone]);
    }
    case 'any': {
      const members: Member[] = [];
      for (const one of place.of) {
        const found = membersIn(one, address, scope, open);
        if (found === null || members.length + found.length > mostMembers) return null;
        members.push(...found);
      }
      return members;
    }
    case 'here':
      return membersHere(place, address, scope, open);
  }
}

function membersHere(
  place: Extract<Place, { is: 'here' }>,
  address: string,
  scope: WrittenScope,
  open: readonly string[],
): readonly Member[] | null {
  const { postal_code: postal, ...bare } = place;
  const { zone, country } = place;
  const splits = postal !== undefined && !postal.not;
  const own: Member = {
    claims() {
      const claims = partFormulas(splits ? bare : place, address, scope);
      if (place.except === undefined) return claims;
      return [...claims, { is: 'not', of: placeFormula(place.except, address, scope, open) }];
    },
    countries: country === undefined || country.not ? [] : [new CountryPart(country, (name) => scope.list(name))],
    patterns: [],
    city: place.city !== undefined && !place.city.not,
    state: place.state !== undefined && !place.state.not,
  };
  let members: readonly Member[] = [own];
  if (splits) {
    const written = writtenOf(postal, scope);
    if (written === null || written.length > mostMembers) return null;
    members = written.flatMap((text): Member[] => {
      const pattern = parsePostalPattern(text);
      const claims = (): Formula[] => [...own.claims(), postalAtom(address, { of: [text] }, scope)];
      return pattern === null ? [] : [{ ...own, claims, patterns: [pattern] }];
    });
  }
  if (zone === undefined) return members;
  const inZone = membersIn(zone, address, scope, open);
  if (inZone === null || inZone.length * members.length > mostMembers) return null;
  return members.flatMap((one) => inZone.map((other) => joined(one, other)));
}

function joined(a: Member, b: Member): Member {
  return {
    claims: () => [...a.claims(), ...b.claims()],
    countries: [...a.countries, ...b.countries],
    patterns: [...a.patterns, ...b.patterns],
    city: a.city || b.city,
    state: a.state || b.state,
  };
}

/** Whether, wherever both hold, `a` is more specific than `b`, or with `orEqual` as specific. */
export function beatsEverywhere(a: Member, b: Member, orEqual: boolean): boolean {
  return countriesOf(b).every((country) => {
    if (!a.countries.every(({ codes }) => codes.has(country))) return true;
    const [mine, other] = [rankIn(a, country), rankIn(b, country)];
    if (mine === null || other === null) return true;
    const order = compareRanks(mine, other);
    return order > 0 || (orEqual && order === 0);
  });
}

/** The countries in which the member can hold, one that is in no way special among them where it is in any. */
function countriesOf({ countries: [first, ...others] }: Member): readonly string[] {
  if (first === undefined) return everyCountry;
  return [...first.codes].filter((country) => others.every(({ codes }) => codes.has(country)));
}

const everyCountry: readonly string[] = ['??', ...countryCodes];

/** `null` where it cannot hold in the country. */
function rankIn({ countries, patterns, city, state }: Member, country: string): Rank | null {
  let postal: PostalRank = noPostalRank;
  for (const pattern of patterns) {
    const reading = readingFor(pattern, country);
    if (reading.is === 'nothing') return null;
    if (comparePostalRanks(reading.rank, postal) > 0) postal = reading.rank;
  }
  const ranks = countries.map((part) => part.rank({ country } as PlaceFacts));
  return { postal, city, state, country: Math.max(0, ...ranks) };
}
