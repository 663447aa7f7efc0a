/** Whether the places of rows are right: of the many rows that are, each part is looked at once for all that share it. */
import { checkPlace } from '../place.ts';
import { countriesOf } from '../place-countries.ts';
import { checkPostalPattern } from '../postal-check.ts';
import { Problems } from '../problem.ts';
import { textPatternFault } from '../text.ts';
import { cellValues, type Rows } from './rows.ts';
import type { Scope } from './scope.ts';
import { unheard } from './unheard.ts';

export class RowCheck {
  readonly #rows: Rows;
  readonly #scope: Scope;
  readonly #country: (row: number) => string;
  readonly #state: (row: number) => string;
  readonly #citiesRight: (row: number) => boolean;
  /** By country and state: `null` where they are not right. */
  readonly #codes = new Map<string, CodeCheck | null>();
  /** Of the row before, which is mostly in the same country and state. */
  #last: { country: string; state: string; codes: CodeCheck | null } | null = null;

  constructor(rows: Rows, scope: Scope) {
    this.#rows = rows;
    this.#scope = scope;
    this.#country = rows.map('country', (cell) => cell);
    this.#state = rows.map('state', (cell) => cell);
    this.#citiesRight = rows.map('city', (cell) => cellValues(cell)?.every(isCityRight) ?? true);
  }

  /** True only where checking the row's place finds nothing. */
  isRight(row: number): boolean {
    if (!this.#citiesRight(row)) return false;
    const codes = this.#codesOf(row);
    if (codes === null) return false;
    const patterns = cellValues(this.#rows.text(row, 'postal_code'));
    return patterns === null || patterns.every((pattern) => codes.isRight(pattern));
  }

  #codesOf(row: number): CodeCheck | null {
    const [country, state, last] = [this.#country(row), this.#state(row), this.#last];
    if (last !== null && country === last.country && state === last.state) return last.codes;
    const key = `${country}\n${state}`;
    let codes = this.#codes.get(key);
    if (codes === undefined) {
      codes = this.#check(row);
      this.#codes.set(key, codes);
    }
    this.#last = { country, state, codes };
    return codes;
  }

  #check(row: number): CodeCheck | null {
    const { postal_code: _, city: __, ...rest } = this.#rows.row(row, unheard).place();
    const problems = new Problems();
    checkPlace(rest, this.#scope, problems);
    return problems.count > 0 ? null : new CodeCheck(countriesOf(rest, this.#scope));
  }
}

function isCityRight(city: string): boolean {
  return !city.startsWith('@') && textPatternFault(city) === null;
}

/** The postal codes of one country and state. */
class CodeCheck {
  readonly #countries: ReadonlySet<string> | null;
  /** By what decides of codes that are digits alone. */
  readonly #digits = new Map<number, boolean>();

  constructor(countries: ReadonlySet<string> | null) {
    this.#countries = countries;
  }

  /** True only where checking a pattern finds nothing. */
  isRight(pattern: string): boolean {
    // Lists are looked up elsewhere, and a code without a country is told.
    if (this.#countries === null || pattern.startsWith('@')) return false;
    const key = digitsKey(pattern);
    if (key === null) return checkPostalPattern(pattern, this.#countries).length === 0;
    let right = this.#digits.get(key);
    if (right === undefined) {
      right = checkPostalPattern(pattern, this.#countries).length === 0;
      this.#digits.set(key, right);
    }
    return right;
  }
}

/**
 * A code of digits is of a country's form by its length, and of another country by its first three digits: codes of one
 * key are right alike. `null` where it is not digits alone, or very long.
 */
function digitsKey(code: string): number | null {
  if (code.length === 0 || code.length > 15) return null;
  let first = 0;
  for (let at = 0; at < code.length; at++) {
    const digit = code.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    if (at < 3) first = first * 10 + digit;
  }
  return first * 16 + code.length;
}
