/** The countries in which a place, as written, can hold. */
import { euMembers, readCountry } from './countries.ts';
import type { Place, TextMatch } from './model.ts';

export interface WrittenScope {
  /** What was written for a zone. */
  zonePlace(name: string): Place | undefined;
  /** Where the names in a zone are looked up: where the zone stands. Absent: here. */
  zoneScope?(name: string): WrittenScope | undefined;
  list(name: string): readonly string[] | undefined;
}

/** Where the names in a zone are looked up. */
export function scopeOfZone(name: string, scope: WrittenScope): WrittenScope {
  return scope.zoneScope?.(name) ?? scope;
}

/** No address outside these countries is in the place; `null`: any country. Zones that name themselves are any. */
export function countriesOf(
  place: Place,
  scope: WrittenScope,
  open: readonly string[] = [],
): ReadonlySet<string> | null {
  switch (place.is) {
    case 'not':
      return null;
    case 'zone': {
      const zone = open.includes(place.zone) ? undefined : scope.zonePlace(place.zone);
      return zone === undefined ? null : countriesOf(zone, scopeOfZone(place.zone, scope), [...open, place.zone]);
    }
    case 'any': {
      const found = new Set<string>();
      for (const member of place.of) {
        const countries = countriesOf(member, scope, open);
        if (countries === null) return null;
        for (const country of countries) found.add(country);
      }
      return found;
    }
    case 'here': {
      const own = place.country === undefined ? null : namedCountries(place.country, scope);
      const zone = place.zone === undefined ? null : countriesOf(place.zone, scope, open);
      return intersect(own, zone);
    }
  }
}

/** The countries of a match, `EU` expanded; `null` for one with `not`. */
export function namedCountries(match: TextMatch, scope: WrittenScope): ReadonlySet<string> | null {
  if (match.not) return null;
  const found = new Set<string>();
  for (const text of match.of) {
    for (const written of text.startsWith('@') ? (scope.list(text.slice(1)) ?? []) : [text]) {
      const country = readCountry(written);
      if (country === 'EU') for (const member of euMembers) found.add(member);
      else if (country !== null) found.add(country);
    }
  }
  return found;
}

/** What is in both; `null` stands for everything. */
export function intersect(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((country) => b.has(country)));
}
