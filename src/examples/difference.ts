/** Where an answer is not what a test expects. */
import { exact, majorUnits } from '../money.ts';
import type { At } from '../rules/model.ts';
import type { Row } from './align.ts';

/** Both sides in the words of a test: amounts in major units, what is not there as `omitted` or `none`. */
export interface Difference {
  /** `shipping[0].price` */
  path: string;
  expected: string;
  seen: string;
  /** Where it was expected. */
  at: At;
  /** Of two lists: each side in turn, what belongs together in one row. */
  rows?: Row[];
}

/** Collects differences. */
export class Differences {
  readonly all: Difference[] = [];

  add(path: string, at: At, expected: string, seen: string, rows?: Row[]): void {
    this.all.push({ path, expected, seen, at, ...(rows !== undefined && { rows }) });
  }

  /** Texts, numbers of ids, flags: equal as they are. Nothing is expected where `expected` is absent. */
  same(path: string, expected: { value: unknown; at: At } | undefined, seen: unknown): void {
    if (expected === undefined || expected.value === seen) return;
    this.add(path, expected.at, String(expected.value), seen === undefined || seen === null ? 'none' : String(seen));
  }

  /** Decimals, by value. */
  number(path: string, expected: { value: string; at: At } | undefined, seen: string | null): void {
    if (expected === undefined || (seen !== null && exact(expected.value).equals(seen))) return;
    this.add(path, expected.at, expected.value, seen ?? 'none');
  }
}

/** Minor units as a test writes them. */
export function amountText(minor: number | null, currency: string): string | null {
  return minor === null ? null : majorUnits(minor, currency);
}
