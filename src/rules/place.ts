/** Places, compiled: whether an address lies in one, and how specifically it is said. */
import { onceEach } from './alike.ts';
import type { Place } from './model.ts';
import type { PlaceFacts } from './place-address.ts';
import { intersect, type WrittenScope } from './place-countries.ts';
import { PlaceIndex } from './place-index.ts';
import {
  type CityPart,
  type CountryPart,
  cityPart,
  countryPart,
  type Lists,
  type PostalPart,
  postalPart,
  type StatePart,
  statePart,
} from './place-parts.ts';
import { compareRanks, joinRanks, lowestRank, type Rank } from './place-rank.ts';
import { spotsOf } from './place-spots.ts';
import { noPostalRank } from './postal-rank.ts';
import { all, any, negate, type Truth } from './truth.ts';

export { normalizeAddress, type PlaceFacts } from './place-address.ts';
export { checkPlace } from './place-check.ts';
export { compareRanks, type Rank } from './place-rank.ts';
export { describeAddress, describePlace } from './place-text.ts';
export { orderZones, zoneReferences } from './zones.ts';

export interface PlaceTest {
  /** As written, be it at another place that says the same. */
  readonly source: Place;
  /** False only where the place holds without an address. */
  readonly needsAddress: boolean;
  /** No address outside these countries is in the place, and none outside is known to be for want of a fact; `null`: any country. */
  readonly countries: ReadonlySet<string> | null;
  /** Whether the address is in the place; `null` is no address. */
  test(facts: PlaceFacts | null): Truth;
  /** How specific the most specific member that holds is, on top of `base`; `null` where the place does not hold. */
  rank(facts: PlaceFacts | null, base?: Rank): Rank | null;
}

export interface PlaceScope {
  zone(name: string): PlaceTest | undefined;
  /** Where the names in a zone are looked up: where the zone stands. Absent: here. */
  zoneScope?(name: string): PlaceScope | undefined;
  list: Lists;
}

/** Who tells what was written when asked, so that it need not be kept. */
export interface PlaceSource {
  readonly where: Place;
}

/**
 * Compiles a place. A zone that `scope` does not know is never certain; a list that it does not know is empty. `source`:
 * of one of very many places, of which few are the same.
 */
export function compilePlace(place: Place, scope: PlaceScope, source?: PlaceSource): PlaceTest {
  switch (place.is) {
    case 'here': {
      const make = (): PlaceTest => new Here(place, scope, source ?? { where: place });
      const key = source === undefined ? keyOf(place) : null;
      return key === null ? make() : places(key, make);
    }
    case 'zone':
      return new Zone(place, scope.zone(place.zone));
    case 'any':
      return new AnyOf(
        place,
        place.of.map((member) => compilePlace(member, scope)),
        scope,
      );
    case 'not':
      return new Not(place, compilePlace(place.of, scope));
  }
}

const places = onceEach<PlaceTest>();

/** What a place says, where it says all itself: neither a zone nor a list, nor very much. */
function keyOf({ country, state, city, postal_code, zone, except }: Extract<Place, { is: 'here' }>): string | null {
  if (zone !== undefined || except !== undefined) return null;
  let key = '';
  for (const part of [country, state, city, postal_code]) {
    if (part !== undefined && (part.of.length > 8 || part.of.some((text) => text.startsWith('@')))) return null;
    key += part === undefined ? '\n' : `${part.not} ${part.of.join('\t')}\n`;
  }
  return key;
}

class Here implements PlaceTest {
  readonly #source: PlaceSource;
  readonly needsAddress: boolean;
  readonly countries: ReadonlySet<string> | null;
  readonly #country: CountryPart | null;
  readonly #state: StatePart | null;
  readonly #city: CityPart | null;
  readonly #postal: PostalPart | null;
  readonly #zone: PlaceTest | null;
  readonly #except: PlaceTest | null;

  constructor(place: Extract<Place, { is: 'here' }>, scope: PlaceScope, source: PlaceSource) {
    this.#source = source;
    this.#country = place.country === undefined ? null : countryPart(place.country, scope.list);
    this.#state = place.state === undefined ? null : statePart(place.state, scope.list);
    this.#city = place.city === undefined ? null : cityPart(place.city, scope.list);
    this.#postal = place.postal_code === undefined ? null : postalPart(place.postal_code, scope.list);
    this.#zone = place.zone === undefined ? null : compilePlace(place.zone, scope);
    this.#except = place.except === undefined ? null : compilePlace(place.except, scope);
    this.needsAddress = this.test(null) !== 'true';
    const own = this.#country === null || this.#country.not ? null : this.#country.codes;
    this.countries = intersect(own, this.#zone?.countries ?? null);
  }

  get source(): Place {
    return this.#source.where;
  }

  test(facts: PlaceFacts | null): Truth {
    const parts = this.#testParts(facts);
    if (parts === 'false' || (this.#zone === null && this.#except === null)) return parts;
    const zone = this.#zone?.test(facts) ?? 'true';
    if (zone === 'false') return zone;
    const except = this.#except === null ? 'true' : negate(this.#except.test(facts));
    return all([parts, zone, except], (truth) => truth);
  }

  #testParts(facts: PlaceFacts | null): Truth {
    if (facts === null) {
      return this.#country === null && this.#state === null && this.#city === null && this.#postal === null
        ? 'true'
        : 'unknown';
    }
    const truth = this.#country?.test(facts) ?? 'true';
    if (truth === 'false') return 'false';
    // The postal code before the others, since it decides most rows of a table.
    const postal = this.#postal?.test(facts) ?? 'true';
    if (postal === 'false') return 'false';
    const state = this.#state?.test(facts) ?? 'true';
    if (state === 'false') return 'false';
    const city = this.#city?.test(facts) ?? 'true';
    if (city === 'false') return 'false';
    return postal === 'unknown' || state === 'unknown' || city === 'unknown' ? 'unknown' : truth;
  }

  rank(facts: PlaceFacts | null, base = lowestRank): Rank | null {
    if (this.test(facts) !== 'true') return null;
    const own = facts === null ? base : joinRanks(base, this.#ownRank(facts));
    return this.#zone === null ? own : this.#zone.rank(facts, own);
  }

  #ownRank(facts: PlaceFacts): Rank {
    return {
      postal: this.#postal?.rank(facts) ?? noPostalRank,
      city: this.#city !== null && !this.#city.not,
      state: this.#state !== null && !this.#state.not,
      country: this.#country?.rank(facts) ?? 0,
    };
  }
}

class Zone implements PlaceTest {
  readonly source: Place;
  readonly needsAddress: boolean;
  readonly countries: ReadonlySet<string> | null;
  readonly #zone: PlaceTest | undefined;

  constructor(source: Place, zone: PlaceTest | undefined) {
    this.source = source;
    this.#zone = zone;
    this.needsAddress = zone?.needsAddress ?? true;
    this.countries = zone?.countries ?? null;
  }

  test(facts: PlaceFacts | null): Truth {
    if (this.#zone === undefined) return 'unknown';
    if (facts === null) return this.#zone.test(null);
    let truth = facts.zones.get(this.#zone);
    if (truth === undefined) {
      truth = this.#zone.test(facts);
      facts.zones.set(this.#zone, truth);
    }
    return truth;
  }

  rank(facts: PlaceFacts | null, base = lowestRank): Rank | null {
    return this.#zone?.rank(facts, base) ?? null;
  }
}

/** Fewer members are asked one by one. */
const fewMembers = 8;

class AnyOf implements PlaceTest {
  readonly source: Place;
  readonly needsAddress: boolean;
  readonly countries: ReadonlySet<string> | null;
  readonly #members: readonly PlaceTest[];
  readonly #index: PlaceIndex | null;
  readonly #unplaced: Truth;

  constructor(source: Place, members: readonly PlaceTest[], scope: PlaceScope) {
    this.source = source;
    this.#members = members;
    this.needsAddress = members.every((member) => member.needsAddress);
    this.countries = union(members.map((member) => member.countries));
    this.#index = members.length <= fewMembers ? null : indexOf(members, scope);
    this.#unplaced = any(members, (member) => member.test(null));
  }

  test(facts: PlaceFacts | null): Truth {
    return facts === null ? this.#unplaced : any(this.#near(facts), (member) => member.test(facts));
  }

  #near(facts: PlaceFacts): Iterable<PlaceTest> {
    return this.#index === null ? this.#members : this.#index.near(facts, true).map((id) => this.#members[id]!);
  }

  rank(facts: PlaceFacts | null, base = lowestRank): Rank | null {
    let best: Rank | null = null;
    for (const member of facts === null ? this.#members : this.#near(facts)) {
      const rank = member.rank(facts, base);
      if (rank !== null && (best === null || compareRanks(rank, best) > 0)) best = rank;
    }
    return best;
  }
}

function indexOf(places: readonly PlaceTest[], scope: PlaceScope): PlaceIndex {
  const index = new PlaceIndex();
  const written = writtenScope(scope);
  for (const [id, { source }] of places.entries()) {
    for (const spot of spotsOf(source, written)) index.add(spot, id);
  }
  return index;
}

function writtenScope({ zone, zoneScope, list }: PlaceScope): WrittenScope {
  return {
    zonePlace: (name) => zone(name)?.source,
    zoneScope(name) {
      const scope = zoneScope?.(name);
      return scope && writtenScope(scope);
    },
    list,
  };
}

class Not implements PlaceTest {
  readonly source: Place;
  readonly needsAddress: boolean;
  readonly countries = null;
  readonly #of: PlaceTest;

  constructor(source: Place, of: PlaceTest) {
    this.source = source;
    this.#of = of;
    this.needsAddress = this.test(null) !== 'true';
  }

  test(facts: PlaceFacts | null): Truth {
    return negate(this.#of.test(facts));
  }

  rank(facts: PlaceFacts | null, base = lowestRank): Rank | null {
    return this.test(facts) === 'true' ? base : null;
  }
}

function union(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === null) return null;
    for (const text of set) all.add(text);
  }
  return all;
}
