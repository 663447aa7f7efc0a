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
  const path: Z[] = [];
  const visit = (zone: Z): void => {
    if (done.has(zone)) return;
    const start = path.indexOf(zone);
    if (start >= 0) {
      const cycle = path.slice(start);
      if (!cycle.every((one) => inCycle.has(one))) cycles.push(cycle);
      for (const one of cycle) inCycle.add(one);
      return;
    }
    path.push(zone);
    for (const name of zoneReferences(zone.place)) {
      const next = byName.get(name);
      if (next !== undefined) visit(next);
    }
    path.pop();
    done.add(zone);
    if (!inCycle.has(zone)) order.push(zone);
  };
  for (const zone of zones) visit(zone);
  return { order, cycles };
}
