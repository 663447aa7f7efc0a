/** Where rows of a table can hold, read from their cells: for an index of more rows than are ever read. */
import type { TextMatch } from '../model.ts';
import { namedCountries, type WrittenScope } from '../place-countries.ts';
import { type Spot, textsOf } from '../place-spots.ts';
import { cellValues, placeColumns, type Rows } from './rows.ts';

export class RowSpots {
  readonly #rows: Rows;
  readonly #scope: WrittenScope;
  /** By cell: a table has few countries and states. */
  readonly #countries = new Map<string, Spot['countries']>();
  readonly #states = new Map<string, Spot['states']>();

  constructor(rows: Rows, scope: WrittenScope) {
    this.#rows = rows;
    this.#scope = scope;
  }

  of(row: number): Spot {
    const country = this.#rows.text(row, 'country');
    const state = this.#rows.text(row, 'state');
    const cities = this.#texts(this.#rows.text(row, 'city'));
    const postals = this.#texts(this.#rows.text(row, 'postal_code'));
    let countries = this.#countries.get(country);
    if (countries === undefined) {
      const match = matchOf(country);
      countries = match === null ? null : namedCountries(match, this.#scope);
      this.#countries.set(country, countries);
    }
    let states = this.#states.get(state);
    if (states === undefined) {
      states = this.#texts(state);
      this.#states.set(state, states);
    }
    return { countries, states, cities, postals };
  }

  /** Whether the row holds without an address. */
  isAnywhere(row: number): boolean {
    return placeColumns.every((column) => cellValues(this.#rows.text(row, column)) === null);
  }

  #texts(cell: string): readonly string[] | null {
    if (!cell.includes('@')) return cellValues(cell);
    const match = matchOf(cell);
    return match === null ? null : textsOf(match, this.#scope);
  }
}

function matchOf(cell: string): TextMatch | null {
  const of = cellValues(cell);
  return of === null ? null : { not: false, of: [...of], at: '' };
}
