/** Whether the places of rows are right: of the many rows that are, each part is looked at once for all that share it. */
import type { Place } from '../model.ts';
import { checkPlace } from '../place.ts';
import { countriesOf } from '../place-countries.ts';
import { checkPostalPattern } from '../postal-check.ts';
import { Problems } from '../problem.ts';
import { cellValues, type RowPlace, type Rows } from './rows.ts';
import type { Scope } from './scope.ts';

/** More are looked at one by one. */
const mostKept = 10_000;

export class RowCheck {
  readonly #rows: Rows;
  readonly #scope: Scope;
  /** By country, state and city: the countries of the place without its codes, `null` where it is not right. */
  readonly #countries = new Map<string, ReadonlySet<string> | null>();

  constructor(rows: Rows, scope: Scope) {
    this.#rows = rows;
    this.#scope = scope;
  }

  /** True only where checking the row's place finds nothing. */
  isRight(row: number, where: Place | undefined): boolean {
    if (where?.is !== 'here') return where === undefined;
    const countries = this.#countriesOf(row, where);
    if (countries === null) return false;
    const postals = cellValues(this.#rows.text(row, 'postal_code')) ?? [];
    return postals.every((postal) => !postal.startsWith('@') && checkPostalPattern(postal, countries).length === 0);
  }

  #countriesOf(row: number, where: RowPlace): ReadonlySet<string> | null {
    const key = `${this.#rows.text(row, 'country')}\n${this.#rows.text(row, 'state')}\n${this.#rows.text(row, 'city')}`;
    let countries = this.#countries.get(key);
    if (countries === undefined) {
      const { postal_code: _, ...rest } = where;
      const problems = new Problems();
      checkPlace(rest, this.#scope, problems);
      countries = problems.count > 0 ? null : countriesOf(rest, this.#scope);
      if (this.#countries.size < mostKept) this.#countries.set(key, countries);
    }
    return countries;
  }
}
