/** Where rows of a table can hold, read from their cells: for an index of more rows than are ever read. */
import type { TextMatch } from '../model.ts';
import { namedCountries, type WrittenScope } from '../place-countries.ts';
import { type Spot, textsOf } from '../place-spots.ts';
import { cellValues, placeColumns, type Rows } from './rows.ts';

export class RowSpots {
  readonly #rows: Rows;
  readonly #scope: WrittenScope;
  // A table has few countries and states.
  readonly #countries: (row: number) => Spot['countries'];
  readonly #states: (row: number) => Spot['states'];
  readonly #isInCountry: (row: number) => boolean;

  constructor(rows: Rows, scope: WrittenScope) {
    this.#rows = rows;
    this.#scope = scope;
    this.#countries = rows.map('country', (cell) => {
      const match = matchOf(cell);
      return match === null ? null : namedCountries(match, scope);
    });
    this.#states = rows.map('state', (cell) => this.#texts(cell));
    this.#isInCountry = rows.map('country', (cell) => cellValues(cell) !== null);
  }

  of(row: number): Spot {
    return {
      countries: this.#countries(row),
      states: this.#states(row),
      cities: this.#texts(this.#rows.text(row, 'city')),
      postals: this.#texts(this.#rows.text(row, 'postal_code')),
    };
  }

  /** Whether the row holds without an address. */
  isAnywhere(row: number): boolean {
    if (this.#isInCountry(row)) return false;
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
