/** The tax rates of one class, found by address. */
import type { PlaceFacts } from '../place.ts';
import { PlaceIndex } from '../place-index.ts';
import { anySpot, type Spot } from '../place-spots.ts';
import type { RateIndex, TaxRate } from '../ruleset.ts';

/** So many are asked one by one. */
const fewRates = 8;

/** Rates by their place in the order in which all were written. */
export interface RateSource {
  rate(order: number): TaxRate;
}

export class ClassRates implements RateIndex {
  readonly #source: RateSource;
  readonly #index = new PlaceIndex();
  readonly #all: number[] = [];
  /** Those of taxes.yaml. */
  readonly #written: TaxRate[] = [];
  /**
   * What is asked without an address: all that hold without, all with a condition, and of those that need an address one
   * for each priority and time, since they wait for it alike.
   */
  readonly #unplaced: number[] = [];
  readonly #waiting = new Set<string>();

  constructor(source: RateSource) {
    this.#source = source;
  }

  /** `spots`: of its place. Rates are added in their order. */
  addWritten(rate: TaxRate, spots: readonly Spot[]): void {
    const { order, when, from, through, where, priority } = rate;
    this.#all.push(order);
    this.#written.push(rate);
    for (const spot of spots) this.#index.add(spot, order);
    const held = where === null ? 'true' : where.test(null);
    if (held === 'false') return;
    if (held === 'true' || when !== null) this.#unplaced.push(order);
    else this.#wait(order, `${priority} ${from?.time ?? ''} ${through?.time ?? ''}`);
  }

  /** A row of a table; `waits`: its priority and times. */
  addRow(order: number, spot: Spot, waits: string): void {
    this.#all.push(order);
    this.#index.add(spot, order);
    this.#wait(order, waits);
  }

  /** A row that holds anywhere. */
  addAnywhere(order: number): void {
    this.#all.push(order);
    this.#index.add(anySpot, order);
    this.#unplaced.push(order);
  }

  #wait(order: number, like: string): void {
    if (this.#waiting.has(like)) return;
    this.#waiting.add(like);
    this.#unplaced.push(order);
  }

  near(address: PlaceFacts | null): readonly TaxRate[] {
    if (address !== null && this.#all.length <= fewRates && this.#written.length === this.#all.length) {
      return this.#written;
    }
    const orders = address === null ? this.#unplaced : this.#index.near(address, false);
    return orders.map((order) => this.#source.rate(order));
  }

  around(address: PlaceFacts | null): TaxRate[] {
    const orders = address === null ? this.#unplaced : this.#index.near(address, true);
    const rates = new Set([...orders.map((order) => this.#source.rate(order)), ...this.#written]);
    return [...rates].sort((a, b) => a.order - b.order);
  }

  *all(): Iterable<TaxRate> {
    for (const order of this.#all) yield this.#source.rate(order);
  }
}
