/** Which of many places may share addresses: for checks that would otherwise compare each with each. */

import type { Place } from './model.ts';
import type { WrittenScope } from './place-countries.ts';
import { anyState, noState, stateKey } from './place-index.ts';
import { anySpot, type Spot, spotsOf } from './place-spots.ts';
import { postalRanges, type TextSpan } from './postal-texts.ts';
import { foldCity, takeStars } from './text.ts';
import { afterAll, TextRanges } from './text-ranges.ts';

const anyCountry = '';

/** The places by their numbers; it only narrows, as the index of places does. */
export class MeetingPlaces {
  readonly #spots: (readonly Spot[])[] = [];
  readonly #scope: WrittenScope;
  /** By country, then by state. */
  readonly #areas = new Map<string, Map<string, Area>>();

  /** `undefined` is anywhere. */
  constructor(places: readonly (Place | undefined)[], scope: WrittenScope) {
    this.#scope = scope;
    for (const place of places) this.add(place);
  }

  /** Adds the next place. */
  add(place: Place | undefined): void {
    const id = this.#spots.length;
    const spots = place === undefined ? [anySpot] : spotsOf(place, this.#scope);
    this.#spots.push(spots);
    for (const spot of spots) {
      for (const country of spot.countries ?? [anyCountry]) {
        for (const state of stateKeys(country, spot)) this.#area(country, state).add(country, spot, id);
      }
    }
  }

  /** At least every place that shares an address with this one, ascending. */
  near(id: number): number[] {
    const found = new Set<number>();
    for (const spot of this.#spots[id]!) {
      for (const country of spot.countries ?? this.#areas.keys()) {
        this.#near(country, spot, found);
      }
      if (spot.countries !== null) this.#near(anyCountry, spot, found);
    }
    return [...found].sort((a, b) => a - b);
  }

  #near(country: string, spot: Spot, found: Set<number>): void {
    const areas = this.#areas.get(country);
    if (areas === undefined) return;
    const keys = stateKeys(country, spot);
    const states = keys.includes(anyState) ? areas.keys() : [...keys, anyState];
    for (const state of states) areas.get(state)?.near(country, spot, found);
  }

  #area(country: string, state: string): Area {
    let areas = this.#areas.get(country);
    if (areas === undefined) {
      areas = new Map();
      this.#areas.set(country, areas);
    }
    let area = areas.get(state);
    if (area === undefined) {
      area = new Area();
      areas.set(state, area);
    }
    return area;
  }
}

/** Without those in which nothing can lie. */
function stateKeys(country: string, { states }: Spot): readonly string[] {
  if (states === null || country === anyCountry) return [anyState];
  const keys = [...new Set(states.map((state) => stateKey(country, state)))].filter((key) => key !== noState);
  return keys.includes(anyState) ? [anyState] : keys;
}

/** The exact cities of a spot, `null` where any may be meant. */
function citiesOf({ cities }: Spot): string[] | null {
  const read = cities?.map(takeStars) ?? null;
  return read === null || read.some(({ start, end }) => start || end) ? null : read.map(({ core }) => foldCity(core));
}

class Area {
  /** Every place, by what its codes lie between. */
  readonly #ranges = new TextRanges();
  /** Of places that name cities, those. */
  readonly #cities = new Map<number, Set<string>>();

  add(country: string, spot: Spot, id: number): void {
    for (const { low, high } of rangesOf(country, spot)) this.#ranges.add(low, high, id);
    const cities = citiesOf(spot);
    if (cities !== null) this.#cities.set(id, new Set([...(this.#cities.get(id) ?? []), ...cities]));
  }

  near(country: string, spot: Spot, found: Set<number>): void {
    const ids: number[] = [];
    for (const { low, high } of rangesOf(country, spot)) this.#ranges.over(low, high, ids);
    const cities = citiesOf(spot);
    for (const id of ids) {
      const own = cities === null ? undefined : this.#cities.get(id);
      if (own === undefined || cities!.some((city) => own.has(city))) found.add(id);
    }
  }
}

function rangesOf(country: string, { postals }: Spot): readonly TextSpan[] {
  if (postals === null) return [{ low: '', high: afterAll }];
  return postals.flatMap((postal) => postalRanges(postal, country === anyCountry ? null : country));
}
