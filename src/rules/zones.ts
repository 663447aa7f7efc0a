/** The order in which zones can be compiled: each after those that it names. */
import type { Place } from './model.ts';

/** The zones that a place names, those inside `zone` and `except` among them. */
export function zoneReferences(place: Place): Set<string> {
  const names = new Set<string>();
  collect(place, names);
  return names;
}

function collect(place: Place, names: Set<string>): void {
  switch (place.is) {
    case 'zone':
      names.add(place.zone);
      break;
    case 'any':
      for (const member of place.of) collect(member, names);
      break;
    case 'not':
      collect(place.of, names);
      break;
    case 'here':
      if (place.zone !== undefined) collect(place.zone, names);
      if (place.except !== undefined) collect(place.except, names);
  }
}

/**
 * Orders zones so that each comes after those that it names. Zones that name themselves, directly or through others, come in
 * `cycles` instead, each cycle in the order in which its zones name each other.
 */
export function orderZones<Z extends { name: string; place: Place }>(
  zones: readonly Z[],
): { order: Z[]; cycles: Z[][] } {
  const byName = new Map(zones.map((zone) => [zone.name, zone]));
  const order: Z[] = [];
  const cycles: Z[][] = [];
  const done = new Set<Z>();
  const inCycle = new Set<Z>();
  // Not by recursion: a chain of zones may be as long as its file.
  const path: Z[] = [];
  const places = new Map<Z, number>();
  const open: Iterator<string>[] = [];
  const enter = (zone: Z): void => {
    places.set(zone, path.length);
    path.push(zone);
    open.push(zoneReferences(zone.place).values());
  };
  const leave = (): void => {
    const zone = path.pop()!;
    open.pop();
    places.delete(zone);
    done.add(zone);
    if (!inCycle.has(zone)) order.push(zone);
  };
  for (const zone of zones) {
    if (!done.has(zone)) enter(zone);
    while (open.length > 0) {
      const { done: isLast, value: name } = open.at(-1)!.next();
      const next = isLast ? undefined : byName.get(name);
      if (isLast) leave();
      else if (next === undefined || done.has(next)) continue;
      else if (places.has(next)) {
        const cycle = path.slice(places.get(next));
        if (!cycle.every((one) => inCycle.has(one))) cycles.push(cycle);
        for (const one of cycle) inCycle.add(one);
      } else enter(next);
    }
  }
  return { order, cycles };
}

/** What a zone comes to with the zones that it names written out: places, and how deep they lie. */
export interface ZoneSize {
  places: number;
  depth: number;
}

/** Beyond this a zone is no place that anybody means, and asking for it would take seconds. */
export const largestZone: ZoneSize = { places: 10_000, depth: 64 };

/** The size of a place; `zoneSize`: that of a zone it names. */
export function sizeOf(place: Place, zoneSize: (name: string) => ZoneSize): ZoneSize {
  switch (place.is) {
    case 'zone':
      return below([zoneSize(place.zone)]);
    case 'any':
      return below(place.of.map((member) => sizeOf(member, zoneSize)));
    case 'not':
      return below([sizeOf(place.of, zoneSize)]);
    case 'here': {
      const parts = [place.zone, place.except].filter((part) => part !== undefined);
      return below(parts.map((part) => sizeOf(part, zoneSize)));
    }
  }
}

function below(sizes: readonly ZoneSize[]): ZoneSize {
  let [places, depth] = [1, 0];
  for (const size of sizes) {
    places += size.places;
    depth = Math.max(depth, size.depth);
  }
  return { places, depth: depth + 1 };
}
