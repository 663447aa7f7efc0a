/** Many places by country and by the beginning of postal codes: the index only narrows, each place's own test decides. */
import type { PlaceFacts, PlaceTest } from './place.ts';
import { startLength } from './place-parts.ts';

interface Entry<T> {
  order: number;
  value: T;
}

interface InCountry<T> {
  byStart: Map<string, Entry<T>[]>;
  rest: Entry<T>[];
}

export class PlaceIndex<T> {
  readonly #all: Entry<T>[] = [];
  readonly #byCountry = new Map<string, InCountry<T>>();
  readonly #anywhere: Entry<T>[] = [];

  /** `null` is anywhere. */
  add(place: PlaceTest | null, value: T): void {
    const entry = { order: this.#all.length, value };
    this.#all.push(entry);
    if (place === null || place.countries === null) {
      this.#anywhere.push(entry);
      return;
    }
    for (const country of place.countries) {
      const { byStart, rest } = this.#in(country);
      if (place.starts === null) rest.push(entry);
      else {
        for (const start of place.starts) {
          const entries = byStart.get(start);
          if (entries === undefined) byStart.set(start, [entry]);
          else entries.push(entry);
        }
      }
    }
  }

  #in(country: string): InCountry<T> {
    let found = this.#byCountry.get(country);
    if (found === undefined) {
      found = { byStart: new Map(), rest: [] };
      this.#byCountry.set(country, found);
    }
    return found;
  }

  /** At least every value whose place is not false for the address, in the order in which they were added. */
  candidates(facts: PlaceFacts | null): T[] {
    if (facts === null) return this.#all.map(({ value }) => value);
    const entries = [...this.#anywhere, ...this.#inCountry(facts)];
    return entries.sort((a, b) => a.order - b.order).map(({ value }) => value);
  }

  #inCountry({ country, postal }: PlaceFacts): Entry<T>[] {
    const found = this.#byCountry.get(country);
    if (found === undefined) return [];
    const { byStart, rest } = found;
    // Without a whole code, any that begins in any way may be meant.
    if (postal === null || postal.cut) return [...rest, ...new Set([...byStart.values()].flat())];
    return [...rest, ...(byStart.get(postal.text.slice(0, startLength)) ?? [])];
  }
}
