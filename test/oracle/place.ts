/** Places: whether an address lies in one, and how specific the part of it is that holds. */
import { euMembers } from '../../src/rules/countries.ts';
import type { Place, TextMatch } from '../../src/rules/model.ts';
import { stateData } from '../../src/rules/states-data.ts';
import type { Address } from '../../src/stripe/types.ts';
import { matchPostal, noPostal, type PostalRank } from './postal.ts';
import { foldCity, matchesCity } from './text.ts';
import { every, opposite, some, type Verdict, verdictOf } from './verdict.ts';
import { type Chain, patternsOf, zoneOf } from './world.ts';

/** Compared in turn: postal code, city given, state given, country by name (2) or as EU (1). */
export interface Rank {
  postal: PostalRank;
  city: number;
  state: number;
  country: number;
}

interface Found {
  is: Verdict;
  rank: Rank;
}

const anywhere: Rank = { postal: noPostal, city: 0, state: 0, country: 0 };

/** Whether the address lies in the place; without an address only what asks for nothing holds. */
export function isIn(place: Place, address: Address | null, chain: Chain): Found {
  switch (place.is) {
    case 'zone': {
      const zone = zoneOf(chain, place.zone);
      return isIn(zone.place, address, zone.chain);
    }
    case 'not':
      return { is: opposite(isIn(place.of, address, chain).is), rank: anywhere };
    case 'any': {
      const members = place.of.map((member) => isIn(member, address, chain));
      const ranks = members.filter(({ is }) => is === 'yes').map(({ rank }) => rank);
      return { is: some(members.map(({ is }) => is)), rank: ranks.reduce(better, anywhere) };
    }
    case 'here':
      return here(place, address, chain);
  }
}

function here(place: Extract<Place, { is: 'here' }>, address: Address | null, chain: Chain): Found {
  const found: Found[] = [];
  for (const part of ['country', 'state', 'city', 'postal_code'] as const) {
    const match = place[part];
    if (match) found.push(address === null ? { is: 'unplaced', rank: anywhere } : named(part, match, address, chain));
  }
  if (place.zone) found.push(isIn(place.zone, address, chain));
  if (place.except) found.push({ is: opposite(isIn(place.except, address, chain).is), rank: anywhere });
  return { is: every(found.map(({ is }) => is)), rank: found.map(({ rank }) => rank).reduce(together, anywhere) };
}

type Part = 'country' | 'state' | 'city' | 'postal_code';

/** What one key says; of its list the most specific that holds counts, and `not` counts as not given. */
function named(part: Part, match: TextMatch, address: Address, chain: Chain): Found {
  const each = patternsOf(chain, match).map((pattern) => one(part, pattern, address));
  const is = some(each.map((found) => found.is));
  if (match.not) return { is: opposite(is), rank: anywhere };
  const ranks = each.filter((found) => found.is === 'yes').map(({ rank }) => rank);
  return { is, rank: ranks.reduce(better, anywhere) };
}

function one(part: Part, pattern: string, { country, state, city, postalCode }: Address): Found {
  switch (part) {
    case 'country': {
      const isEu = pattern.trim().toUpperCase() === 'EU';
      return { is: verdictOf(isCountry(pattern, country)), rank: { ...anywhere, country: isEu ? 1 : 2 } };
    }
    case 'state': {
      const found = state === null ? null : stateOf(country, state);
      const is = found === null ? 'unplaced' : verdictOf(found === stateOf(country, pattern));
      return { is, rank: { ...anywhere, state: 1 } };
    }
    case 'city':
      return {
        is: city === null ? 'unplaced' : verdictOf(matchesCity(pattern, city)),
        rank: { ...anywhere, city: 1 },
      };
    case 'postal_code': {
      const { is, rank } = matchPostal(pattern, country, postalCode);
      return { is, rank: { ...anywhere, postal: rank } };
    }
  }
}

export function isCountry(pattern: string, country: string): boolean {
  const code = pattern.trim().toUpperCase();
  return code === 'EU' ? euMembers.has(country.toUpperCase()) : code === country.toUpperCase();
}

/** The code of a state by its code or name; `null` where the country's addresses carry codes and this is none of them. */
export function stateOf(country: string, text: string): string | null {
  const bare = text.replace(new RegExp(`^\\s*${country}\\s*-`, 'i'), '');
  const folded = foldCity(bare);
  if (!Object.hasOwn(stateData, country)) return folded;
  for (const entry of stateData[country]!.split('|')) {
    const [, code, name] = /^(\S+) (.+)$/.exec(entry.trim())!;
    if (foldCity(code!) === folded || foldCity(name!) === folded) return code!;
  }
  return null;
}

/** Above 0 where `a` is more specific. */
export function compareRanks(a: Rank, b: Rank): number {
  return comparePostal(a.postal, b.postal) || a.city - b.city || a.state - b.state || a.country - b.country;
}

function comparePostal(a: PostalRank, b: PostalRank): number {
  return a[0] - b[0] || a[1] - b[1];
}

function better(a: Rank, b: Rank): Rank {
  return compareRanks(a, b) >= 0 ? a : b;
}

/** Of keys that all hold: each says what it says. */
function together(a: Rank, b: Rank): Rank {
  return {
    postal: comparePostal(a.postal, b.postal) >= 0 ? a.postal : b.postal,
    city: Math.max(a.city, b.city),
    state: Math.max(a.state, b.state),
    country: Math.max(a.country, b.country),
  };
}
