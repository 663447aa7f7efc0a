/** Whether two places share addresses, as far as it is certain: for checks of whole directories. */

import { countryCodes } from './countries.ts';
import type { Place } from './model.ts';
import {
  type Box,
  boxesOf,
  type CityPattern,
  joinBoxes,
  joinCountries,
  type Part,
  type ScopedPlace,
} from './place-box.ts';
import type { WrittenScope } from './place-countries.ts';
import type { StatePattern } from './place-parts.ts';
import { postalSigns } from './postal-formats.ts';
import { readingCovers, readingExcludes, readingsMeet } from './postal-overlap.ts';
import { type PostalPattern, type Reading, readingFor } from './postal-pattern.ts';
import { stateCodeOfFolded, stateHolds, statesAreCoded } from './states.ts';

/** False only where it is certain that no address is in both places. Zones are looked up once: all must be there. */
export function placesMayMeet(a: Place, b: Place, scope: WrittenScope): boolean {
  const [left, right] = [boxesOf(a, scope), boxesOf(b, scope)];
  if (left === null || right === null) return true;
  return left.some((one) => right.some((other) => boxesMayMeet(one, other)));
}

/** True only where it is certain that every address that is known to be in `b` is known to be in `a`. */
export function placeCovers(a: Place, b: Place, scope: WrittenScope): boolean {
  const boxes = boxesOf(b, scope);
  return boxes?.every((box) => coversBox({ place: a, scope }, box)) ?? false;
}

function coversBox({ place, scope }: ScopedPlace, box: Box): boolean {
  return boxesOf(place, scope)?.some((outer) => boxCovers(outer, box)) ?? false;
}

function boxesMayMeet(a: Box, b: Box): boolean {
  const { countries } = joinCountries(a, b);
  if (countries?.size === 0) return false;
  const box = joinBoxes(a, b);
  if (!box.cities.every((one, index) => box.cities.slice(index + 1).every((other) => citiesMayMeet(one, other))))
    return false;
  const possible = countriesToTry(box).some(
    (country) =>
      pairs(box.states).every(([one, other]) => partsMayMeet(one, other, statesIn(country))) &&
      pairs(box.postals).every(([one, other]) => partsMayMeet(one, other, postalsIn(country))),
  );
  return possible && !box.excepts.some((except) => coversBox(except, box));
}

/** Every part of `outer` holds wherever `inner` does, and no except of it may. */
function boxCovers(outer: Box, inner: Box): boolean {
  if (!countriesCover(outer, inner)) return false;
  if (!outer.cities.every((one) => inner.cities.some((other) => cityCovers(one, other)))) return false;
  for (const country of countriesToTry(joinBoxes(inner, outer), inner)) {
    const states = statesIn(country);
    if (!outer.states.every((one) => inner.states.some((other) => partCovers(one, other, states)))) return false;
    const postals = postalsIn(country);
    if (!outer.postals.every((one) => inner.postals.some((other) => partCovers(one, other, postals)))) return false;
  }
  return outer.excepts.every(
    (except) =>
      inner.excepts.some((other) => other.scope === except.scope && same(other.place, except.place)) ||
      excludes(except, inner),
  );
}

/** True only where it is certain that `place` is false wherever `box` holds. */
function excludes({ place, scope }: ScopedPlace, box: Box): boolean {
  return (
    boxesOf(place, scope)?.every((other) => {
      const { countries } = joinCountries(other, box);
      if (countries?.size === 0) return true;
      if (other.excepts.some((except) => coversBox(except, box))) return true;
      if (other.cities.some((one) => box.cities.some((inner) => cityExcludes(one, inner)))) return true;
      return countriesToTry(joinBoxes(other, box)).every(
        (country) =>
          other.states.some((one) => box.states.some((inner) => partExcludes(one, inner, statesIn(country)))) ||
          other.postals.some((one) => box.postals.some((inner) => partExcludes(one, inner, postalsIn(country)))),
      );
    }) ?? false
  );
}

function countriesCover(outer: Box, inner: Box): boolean {
  if (inner.countries !== null) {
    return [...inner.countries].every(
      (country) => inner.notIn.has(country) || ((outer.countries?.has(country) ?? true) && !outer.notIn.has(country)),
    );
  }
  return outer.countries === null && [...outer.notIn].every((country) => inner.notIn.has(country));
}

/** Stands for every country that is in no way special to the patterns at hand. */
const anyOther = '??';

/** The countries of a box; where it is in any, one of each kind that its patterns can tell apart. */
function countriesToTry(box: Box, where = box): readonly string[] {
  if (where.countries !== null) return [...where.countries];
  const found = [anyOther, 'GB', 'CA', 'IE', ...[...countryCodes].filter(statesAreCoded)];
  const signs = new Set(box.postals.flatMap(({ of }) => of?.map((pattern) => pattern.signed?.sign) ?? []));
  if (signs.size > 1 || !signs.has(undefined)) {
    found.push(...[...countryCodes].filter((country) => postalSigns(country).some((sign) => signs.has(sign))));
  }
  for (const { of } of box.states) for (const { country } of of ?? []) if (country !== null) found.push(country);
  return found.filter((country) => !where.notIn.has(country));
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]));
}

/** How the texts of one part compare within a country; each answer as certain as the functions below need it. */
interface Comparison<T> {
  meet(a: T, b: T): boolean;
  covers(a: T, b: T): boolean;
  excludes(a: T, b: T): boolean;
}

function partsMayMeet<T>(a: Part<T>, b: Part<T>, { meet, covers }: Comparison<T>): boolean {
  if (a.of === null || b.of === null || (a.not && b.not)) return true;
  if (!a.not && !b.not) return a.of.some((one) => b.of!.some((other) => meet(one, other)));
  const [positive, negative] = a.not ? [b.of, a.of] : [a.of, b.of];
  return !positive.every((one) => negative.some((other) => covers(other, one)));
}

function partCovers<T>(outer: Part<T>, inner: Part<T>, { covers, excludes }: Comparison<T>): boolean {
  if (outer.key === inner.key && outer.not === inner.not) return true;
  if (outer.of === null || inner.of === null) return false;
  if (!outer.not && !inner.not) return inner.of.every((one) => outer.of!.some((other) => covers(other, one)));
  if (outer.not && !inner.not) return inner.of.every((one) => outer.of!.every((other) => excludes(other, one)));
  return outer.not && inner.not && outer.of.every((one) => inner.of!.some((other) => same(one, other)));
}

/** Equal but for where they stand. */
function same(a: unknown, b: unknown): boolean {
  return a === b || text(a) === text(b);
}

function text(value: unknown): string {
  return JSON.stringify(value, (key, member) => (key === 'at' ? undefined : member));
}

/** `a` is false wherever `b` holds. */
function partExcludes<T>(a: Part<T>, b: Part<T>, { covers, excludes }: Comparison<T>): boolean {
  if (a.key === b.key && a.not !== b.not) return true;
  if (a.of === null || b.of === null) return false;
  if (!a.not && !b.not) return a.of.every((one) => b.of!.every((other) => excludes(one, other)));
  if (a.not && !b.not) return b.of.every((one) => a.of!.some((other) => covers(other, one)));
  return !a.not && b.not && a.of.every((one) => b.of!.some((other) => same(one, other)));
}

function postalsIn(country: string): Comparison<PostalPattern> {
  const read = (pattern: PostalPattern): Reading => readingFor(pattern, country);
  return {
    meet: (a, b) => readingsMeet(read(a), read(b), country),
    covers: (a, b) => readingCovers(read(a), read(b), country),
    excludes: (a, b) => readingExcludes(read(a), read(b), country),
  };
}

function statesIn(country: string): Comparison<StatePattern> {
  const codeOf = ({ country: own, folded }: StatePattern): string | null =>
    own === null || own === country ? stateCodeOfFolded(country, folded) : null;
  const holds = (a: string | null, b: string | null): string =>
    a === null || b === null ? 'false' : stateHolds(country, a, b);
  const apart = (a: StatePattern, b: StatePattern): boolean =>
    holds(codeOf(a), codeOf(b)) === 'false' && holds(codeOf(b), codeOf(a)) === 'false';
  return {
    meet: (a, b) => a.starred || b.starred || !apart(a, b),
    covers: (a, b) => !a.starred && !b.starred && (codeOf(b) === null || holds(codeOf(a), codeOf(b)) === 'true'),
    excludes: (a, b) => !a.starred && !b.starred && apart(a, b),
  };
}

const cities: Comparison<CityPattern> = {
  meet: (a, b) => (isExact(a) ? b.test.testFolded(a.core) : !isExact(b) || a.test.testFolded(b.core)),
  covers: (a, b) => cityPatternCovers(a, b),
  excludes: (a, b) => !cities.meet(a, b),
};

function isExact({ start, end }: CityPattern): boolean {
  return !start && !end;
}

function cityPatternCovers(a: CityPattern, b: CityPattern): boolean {
  if (isExact(b)) return a.test.testFolded(b.core);
  // What follows or comes before the text of `b` may be anything.
  if (a.start && a.end) return b.core.includes(a.core);
  if (a.end) return !b.start && b.core.startsWith(a.core);
  return a.start && !b.end && b.core.endsWith(a.core);
}

function citiesMayMeet(a: Part<CityPattern>, b: Part<CityPattern>): boolean {
  return partsMayMeet(a, b, cities);
}

function cityCovers(outer: Part<CityPattern>, inner: Part<CityPattern>): boolean {
  return partCovers(outer, inner, cities);
}

function cityExcludes(a: Part<CityPattern>, b: Part<CityPattern>): boolean {
  return partExcludes(a, b, cities);
}
