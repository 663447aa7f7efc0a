/** Places as an index sees them: the texts that an address must match one of, part by part. */
import type { Place, TextMatch } from './model.ts';
import { namedCountries, scopeOfZone, type WrittenScope } from './place-countries.ts';

/** An address that is not false for the place matches, in each part, one of these; `null` where the part may be anything. */
export interface Spot {
  countries: Iterable<string> | null;
  states: readonly string[] | null;
  cities: readonly string[] | null;
  postals: readonly string[] | null;
}

export const anySpot: Spot = { countries: null, states: null, cities: null, postals: null };

/** More texts, or more members, are not told apart. */
const mostTexts = 1000;

/** What is in the place is in one of these. */
export function spotsOf(place: Place, scope: WrittenScope, open: readonly string[] = []): readonly Spot[] {
  switch (place.is) {
    case 'not':
      return [anySpot];
    case 'zone': {
      const zone = open.includes(place.zone) ? undefined : scope.zonePlace(place.zone);
      return zone === undefined ? [anySpot] : spotsOf(zone, scopeOfZone(place.zone, scope), [...open, place.zone]);
    }
    case 'any': {
      const spots = place.of.flatMap((member) => spotsOf(member, scope, open));
      return spots.length > mostTexts ? [anySpot] : spots;
    }
    case 'here': {
      const countries = place.country === undefined ? null : namedCountries(place.country, scope);
      // Both its own parts and its zone hold: those that say more are enough.
      if (countries === null && place.zone !== undefined) return spotsOf(place.zone, scope, open);
      const [states, cities, postals] = [place.state, place.city, place.postal_code].map((match) =>
        match === undefined ? null : textsOf(match, scope),
      ) as [Spot['states'], Spot['cities'], Spot['postals']];
      return [{ countries, states, cities, postals }];
    }
  }
}

/** The texts of a match, those of its lists among them; `null` for `not`, and for too many. */
export function textsOf(match: TextMatch, scope: WrittenScope): string[] | null {
  if (match.not) return null;
  const found: string[] = [];
  for (const text of match.of) {
    if (text.startsWith('@')) {
      const lines = scope.list(text.slice(1)) ?? [];
      if (lines.length > mostTexts) return null;
      found.push(...lines);
    } else found.push(text);
  }
  return found;
}
