/** Rows of which WooCommerce takes another than is taken here. */
import { isOutward, postalStyle } from '../postal.ts';
import { positionOf, shapeOf, splitPostalPattern } from '../postal-pattern.ts';
import { Stabs } from './stabs.ts';
import type { WooRow } from './woocommerce.ts';
import { isHeldAlike } from './woocommerce-codes.ts';

/** Of so many rows with one and the same code the first are compared, so that no table takes forever. */
const mostCompared = 50;

/** How exactly a row holds a code: by a code, an outward part, a range, a prefix, not at all. The greater, the more exact. */
type Exactness = readonly [level: 4 | 3 | 2 | 1 | 0, within: number];

interface Entry {
  row: WooRow;
  exactness: Exactness;
  /** Whether WooCommerce holds the same codes by it. What is told of a code that it reads otherwise is enough. */
  alike: boolean;
}

const loose: Exactness = [0, 0];

/** The rows that are taken here for a code or city for which WooCommerce takes another, each with one such. */
export function* orderDifferences(rows: readonly WooRow[]): Iterable<{ row: WooRow; message: string }> {
  const groups = new Map<string, WooRow[]>();
  for (const row of rows) push(groups, row.group, row);
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const index = new Index(group);
    for (const row of group) {
      const message = differenceOf(row, index);
      if (message !== null) yield { row, message };
    }
  }
}

function differenceOf(row: WooRow, index: Index): string | null {
  if (row.codes.length === 0) {
    const where = row.cities[0] ?? row.state;
    return where === '' ? null : compare(row, loose, index.looseRivals(row), where);
  }
  const rivals = index.looseRivals(row);
  for (const code of row.codes) {
    const own = readCode(code, row.country);
    if (own === null) continue;
    for (const text of own.points) {
      const found = compare(row, own.exactness, index.holding(text, row.country), code);
      if (found !== null) return found;
    }
    const found = compare(row, own.exactness, rivals, code);
    if (found !== null) return found;
  }
  return null;
}

/** Says by which of the rivals WooCommerce replaces this row where it is taken here. */
function compare(row: WooRow, exactness: Exactness, rivals: Iterable<Entry>, where: string): string | null {
  for (const rival of rivals) {
    if (rival.row === row || !rival.alike || !canMeet(row, rival.row)) continue;
    const here = preferredHere(row, exactness, rival);
    if (here === null) continue;
    const there = preferredThere(rival.row, row);
    if (there === null) continue;
    return `For "${where}" WooCommerce takes line ${rival.row.line}, which ${there}; here it is this row, which ${here}.`;
  }
  return null;
}

function canMeet(a: WooRow, b: WooRow): boolean {
  if (a.country !== '' && b.country !== '' && a.country !== b.country) return false;
  if (a.state !== '' && b.state !== '' && a.state !== b.state) return false;
  return a.cities.length === 0 || b.cities.length === 0 || a.cities.some((city) => b.cities.includes(city));
}

/** Why `a` is taken here before `rival`; `null` where it is not. */
function preferredHere(a: WooRow, exactness: Exactness, rival: Entry): string | null {
  const exact = compareExactness(exactness, rival.exactness);
  if (exact !== 0) return exact > 0 ? 'is more exact' : null;
  const b = rival.row;
  const city = Number(a.cities.length > 0) - Number(b.cities.length > 0);
  if (city !== 0) return city > 0 ? 'names the city' : null;
  const state = Number(a.state !== '') - Number(b.state !== '');
  if (state !== 0) return state > 0 ? 'names the state' : null;
  const country = Number(a.country !== '') - Number(b.country !== '');
  if (country !== 0) return country > 0 ? 'names the country' : null;
  return a.index < b.index ? 'stands first' : null;
}

function compareExactness(a: Exactness, b: Exactness): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** Why WooCommerce takes `a` before `b`; `null` where it does not. */
function preferredThere(a: WooRow, b: WooRow): string | null {
  const country = Number(a.country !== '') - Number(b.country !== '');
  if (country !== 0) return country > 0 ? 'names a country' : null;
  const state = Number(a.state !== '') - Number(b.state !== '');
  if (state !== 0) return state > 0 ? 'names a state' : null;
  const count = countOf(a) - countOf(b);
  if (count !== 0) return count > 0 ? `lists more ${a.codes.length > 0 ? 'codes' : 'cities'}` : null;
  return a.index < b.index ? 'stands first' : null;
}

/**
 * What its query counts as `postcode_count`: the codes, or without codes the cities; where both are given, the codes that
 * match, which is 1 in all but odd rows.
 */
function countOf({ codes, cities }: WooRow): number {
  if (codes.length > 0 && cities.length > 0) return 1;
  return Math.max(codes.length, cities.length);
}

/** A code's exactness, and texts by which every row that holds all or the ends of it is found. */
function readCode(code: string, country: string): { exactness: Exactness; points: string[] } | null {
  const pattern = splitPostalPattern(code);
  switch (pattern?.is) {
    case 'code': {
      const isPart = isOutward(postalStyle(country), pattern.text);
      return { exactness: isPart ? [3, 0] : [4, 0], points: [pattern.text] };
    }
    case 'prefix':
      return { exactness: [1, pattern.text.length], points: [pattern.text] };
    case 'range': {
      const [from, to] = [positionOf(pattern.from), positionOf(pattern.to)];
      if (shapeOf(pattern.from) !== shapeOf(pattern.to) || from > to) return null;
      // The narrower, the more exact; of ends of another length the share of all codes counts.
      const share = (to - from + 1) / positionsOf(shapeOf(pattern.from));
      return { exactness: [2, -share], points: [pattern.from, pattern.to] };
    }
    default:
      return null;
  }
}

function positionsOf(shape: string): number {
  let count = 1;
  for (const sign of shape) count *= sign === '9' ? 10 : 26;
  return count;
}

/** The rows of a group by what they hold. */
class Index {
  readonly #exact = new Map<string, Entry[]>();
  readonly #prefixes = new Map<string, Entry[]>();
  readonly #ranges = new Map<string, Stabs<Entry>>();
  readonly #cities = new Map<string, Entry[]>();
  /** By country and state, the row without codes that WooCommerce puts first: of all, and of those without cities. */
  readonly #first = new Map<string, Entry>();
  readonly #firstWithoutCity = new Map<string, Entry>();
  readonly #states = new Map<string, Set<string>>();

  constructor(rows: readonly WooRow[]) {
    const ranges = new Map<string, { from: number; to: number; value: Entry }[]>();
    for (const row of rows) {
      if (row.codes.length === 0) this.#addLoose(row);
      for (const code of row.codes) {
        const own = readCode(code, row.country);
        if (own === null) continue;
        const entry = { row, exactness: own.exactness, alike: isHeldAlike(code, row.country) };
        const [first, last] = own.points as [string, string | undefined];
        if (last !== undefined) {
          push(ranges, shapeOf(first), { from: positionOf(first), to: positionOf(last), value: entry });
        } else push(own.exactness[0] === 1 ? this.#prefixes : this.#exact, first, entry);
      }
    }
    for (const [shape, list] of ranges) this.#ranges.set(shape, new Stabs(list));
  }

  #addLoose(row: WooRow): void {
    const entry = { row, exactness: loose, alike: true };
    for (const city of row.cities) push(this.#cities, city, entry);
    const key = `${row.country} ${row.state}`;
    for (const first of row.cities.length === 0 ? [this.#first, this.#firstWithoutCity] : [this.#first]) {
      const before = first.get(key);
      if (before === undefined || preferredThere(row, before.row) !== null) first.set(key, entry);
    }
    const states = this.#states.get(row.country) ?? new Set();
    this.#states.set(row.country, states.add(row.state));
  }

  /** Rows that hold `text`, itself the beginning of codes or a whole one, each by the most exact of its codes. */
  holding(text: string, country: string): Iterable<Entry> {
    const best = new Map<WooRow, Entry>();
    for (const entry of this.#entriesOf(text, country)) {
      const before = best.get(entry.row);
      if (before === undefined) best.set(entry.row, entry);
      else {
        const { exactness } = compareExactness(entry.exactness, before.exactness) > 0 ? entry : before;
        best.set(entry.row, { row: entry.row, exactness, alike: entry.alike || before.alike });
      }
    }
    return best.values();
  }

  *#entriesOf(text: string, country: string): Iterable<Entry> {
    yield* few(this.#exact.get(text));
    const outward = outwardOf(text, country);
    if (outward !== null) yield* few(this.#exact.get(outward));
    const shape = shapeOf(text);
    for (let length = 1; length <= text.length; length++) {
      const start = text.slice(0, length);
      yield* few(this.#prefixes.get(start));
      const stabs = this.#ranges.get(shape.slice(0, length));
      if (stabs !== undefined) yield* stabs.at(positionOf(start), mostCompared);
    }
  }

  /** Rows without codes that may be taken for an order of this one. */
  *looseRivals(row: WooRow): Iterable<Entry> {
    const countries = row.country === '' ? this.#states.keys() : [row.country, ''];
    for (const country of countries) {
      const states = row.state === '' ? (this.#states.get(country) ?? []) : [row.state, ''];
      for (const state of states) {
        const key = `${country} ${state}`;
        const [first, withoutCity] = [this.#first.get(key), this.#firstWithoutCity.get(key)];
        if (first !== undefined && row.cities.length === 0) yield first;
        if (withoutCity !== undefined) yield withoutCity;
      }
    }
    for (const city of row.cities) yield* few(this.#cities.get(city));
  }
}

function outwardOf(text: string, country: string): string | null {
  const style = postalStyle(country);
  const outward = style === 'gb' ? text.slice(0, -3) : text.slice(0, 3);
  return outward !== text && isOutward(style, outward) ? outward : null;
}

function few<T>(list: readonly T[] | undefined): readonly T[] {
  return list === undefined ? [] : list.length > mostCompared ? list.slice(0, mostCompared) : list;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
