/**
 * Many places by country, then by state, then by postal code or city. It only narrows: the test of each place decides, so
 * that an error here is found by asking them all, which the tests do.
 */
import type { PlaceFacts } from './place-address.ts';
import { readState } from './place-parts.ts';
import type { Spot } from './place-spots.ts';
import { parsePostalPattern, type Reading } from './postal-pattern.ts';
import { rangeOf, readingsOf } from './postal-texts.ts';
import { regionOf, stateCodeOfFolded } from './states.ts';
import { foldCity, takeStars } from './text.ts';
import { afterAll, TextRanges } from './text-ranges.ts';

/** Places are known by numbers, in the order in which they are asked for. */
export class PlaceIndex {
  readonly #byCountry = new Map<string, InCountry>();
  readonly #anywhere = new InCountry(null);

  /** A place of several spots is added with each. */
  add(spot: Spot, id: number): void {
    if (spot.countries === null) this.#anywhere.add(spot, id);
    else for (const country of spot.countries) this.#in(country).add(spot, id);
  }

  /**
   * At least every place that holds for the address, ascending; with `unknown` also every one of which it is not known
   * whether it does.
   */
  near(facts: PlaceFacts, unknown: boolean): number[] {
    const found: number[] = [];
    this.#byCountry.get(facts.country)?.near(facts, unknown, found);
    this.#anywhere.near(facts, unknown, found);
    return ascending(found);
  }

  #in(country: string): InCountry {
    let found = this.#byCountry.get(country);
    if (found === undefined) {
      found = new InCountry(country);
      this.#byCountry.set(country, found);
    }
    return found;
  }
}

/** So many are sorted by insertion, which takes a fraction of the time that the general way does. */
const fewFound = 24;

function sortFew(found: number[]): void {
  for (let next = 1; next < found.length; next++) {
    const id = found[next]!;
    let at = next;
    for (; at > 0 && found[at - 1]! > id; at--) found[at] = found[at - 1]!;
    found[at] = id;
  }
}

/** Sorted, each once. */
function ascending(found: number[]): number[] {
  if (found.length < 2) return found;
  if (found.length > fewFound) found.sort((a, b) => a - b);
  else sortFew(found);
  let kept = 1;
  for (let at = 1; at < found.length; at++) if (found[at] !== found[kept - 1]) found[kept++] = found[at]!;
  found.length = kept;
  return found;
}

/** The key of patterns that no state of the country matches: only an address without a state may ask for them. */
export const noState = '';
export const anyState = '*';

class InCountry {
  /** `null`: no country is named. */
  readonly #country: string | null;
  readonly #anyState: Area;
  readonly #byState = new Map<string, Area>();
  /** By what is written. */
  readonly #keys = new Map<string, string>();

  constructor(country: string | null) {
    this.#country = country;
    this.#anyState = new Area(country);
  }

  add(spot: Spot, id: number): void {
    const { states } = spot;
    // What a state is called depends on the country.
    if (this.#country === null || states === null) this.#anyState.add(spot, id);
    else if (states.length === 1) this.#at(this.#keyOf(states[0]!)).add(spot, id);
    else {
      const keys = new Set(states.map((state) => this.#keyOf(state)));
      if (keys.has(anyState)) this.#anyState.add(spot, id);
      else for (const key of keys) this.#at(key).add(spot, id);
    }
  }

  near(facts: PlaceFacts, unknown: boolean, found: number[]): void {
    this.#anyState.near(facts, unknown, found);
    if (facts.stateCode !== null)
      this.#byState.get(groupOf(facts.country, facts.stateCode))?.near(facts, unknown, found);
    else if (unknown) for (const area of this.#byState.values()) area.near(facts, unknown, found);
  }

  #at(key: string): Area {
    if (key === anyState) return this.#anyState;
    let area = this.#byState.get(key);
    if (area === undefined) {
      area = new Area(this.#country);
      this.#byState.set(key, area);
    }
    return area;
  }

  #keyOf(written: string): string {
    let key = this.#keys.get(written);
    if (key === undefined) {
      key = stateKey(this.#country!, written);
      this.#keys.set(written, key);
    }
    return key;
  }
}

/** By what a state is looked up, from what is written. */
export function stateKey(country: string, written: string): string {
  const { country: own, folded, starred } = readState(written);
  if (starred) return anyState;
  const code = own === null || own === country ? stateCodeOfFolded(country, folded) : null;
  return code === null ? noState : groupOf(country, code);
}

/** A region and its provinces are looked up together, since an address may tell the one or the other. */
function groupOf(country: string, code: string): string {
  return regionOf(country, code) ?? code;
}

/** One id, or several. */
type Ids = number | number[];

/** Outward parts begin with a letter and have so many characters. */
const [shortestCut, longestCut] = [2, 4];

/** The places of one country and state. */
class Area {
  readonly #country: string | null;
  readonly #all: number[] = [];
  /** Those that ask for neither a postal code nor one of some cities. */
  readonly #rest: number[] = [];
  /** Codes and outward parts. */
  #codes: Map<string, Ids> | null = null;
  /** By their lengths. */
  #prefixes: Map<number, Map<string, Ids>> | null = null;
  #ranges: TextRanges | null = null;
  /** Codes and prefixes by how they begin, for codes that are cut to their outward part. */
  #begun: Map<string, Ids> | null = null;
  #cities: Map<string, Ids> | null = null;

  constructor(country: string | null) {
    this.#country = country;
  }

  add({ postals, cities }: Spot, id: number): void {
    this.#all.push(id);
    if (postals !== null) for (const postal of postals) this.#addPostal(postal, id);
    else if (cities === null) this.#rest.push(id);
    else this.#addCities(cities, id);
  }

  #addCities(written: readonly string[], id: number): void {
    const cities = written.map(takeStars);
    if (cities.some(({ start, end }) => start || end)) this.#rest.push(id);
    else for (const { core } of cities) this.#cities = put(this.#cities, foldCity(core), id);
  }

  #addPostal(written: string, id: number): void {
    // Digits are a code everywhere, and of a long table nearly every row; nine may be a ZIP+4.
    if (/^\d+$/.test(written) && written.length !== 9) {
      this.#codes = put(this.#codes, written, id);
      return;
    }
    const pattern = parsePostalPattern(written);
    if (pattern === null) return;
    for (const reading of readingsOf(pattern, this.#country)) this.#addReading(reading, id);
  }

  #addReading(reading: Reading, id: number): void {
    switch (reading.is) {
      case 'code':
      case 'outward':
        this.#codes = put(this.#codes, reading.text, id);
        this.#begin(reading.text, id);
        break;
      case 'prefix':
      case 'area':
        put(this.#prefixesOf(reading.text.length), reading.text, id);
        this.#begin(reading.text, id);
        break;
      case 'range':
      case 'outwards': {
        const { low, high } = rangeOf(reading);
        this.#ranges ??= new TextRanges();
        this.#ranges.add(low, high, id);
        break;
      }
      case 'nothing':
    }
  }

  #begin(text: string, id: number): void {
    if (!/^[A-Z]/.test(text)) return;
    for (let length = shortestCut; length <= longestCut && length < text.length; length++) {
      this.#begun = put(this.#begun, text.slice(0, length), id);
    }
  }

  #prefixesOf(length: number): Map<string, Ids> {
    this.#prefixes ??= new Map();
    let prefixes = this.#prefixes.get(length);
    if (prefixes === undefined) {
      prefixes = new Map();
      this.#prefixes.set(length, prefixes);
    }
    return prefixes;
  }

  near(facts: PlaceFacts, unknown: boolean, found: number[]): void {
    const { postal } = facts;
    // Of any that asks for what is missing it may be unknown.
    if (unknown && postal === null) {
      for (const id of this.#all) found.push(id);
      return;
    }
    for (const id of this.#rest) found.push(id);
    if (this.#cities !== null) {
      const { city } = facts;
      if (city !== null) take(this.#cities.get(city), found);
      else if (unknown) for (const ids of this.#cities.values()) take(ids, found);
    }
    if (postal === null) return;
    const { text, outward } = postal;
    take(this.#codes?.get(text), found);
    if (outward !== null && outward !== text) take(this.#codes?.get(outward), found);
    if (this.#prefixes !== null) {
      for (const [length, prefixes] of this.#prefixes) {
        if (length <= text.length) take(prefixes.get(text.slice(0, length)), found);
      }
    }
    const cut = unknown && postal.cut;
    if (cut) take(this.#begun?.get(text), found);
    this.#ranges?.over(text, cut ? text + afterAll : text, found);
  }
}

/** Makes the map where there is none yet: most areas have few kinds of patterns. */
function put(into: Map<string, Ids> | null, key: string, id: number): Map<string, Ids> {
  const map = into ?? new Map<string, Ids>();
  const ids = map.get(key);
  if (ids === undefined) map.set(key, id);
  else if (typeof ids === 'number') map.set(key, [ids, id]);
  else ids.push(id);
  return map;
}

function take(ids: Ids | undefined, found: number[]): void {
  if (ids === undefined) return;
  if (typeof ids === 'number') found.push(ids);
  else for (const id of ids) found.push(id);
}
