/** Numbers between bounds: whether one can be in some bands and outside of others. */
import { compare, type ExactNumber } from '../../../money.ts';
import type { Band, DecimalBand } from '../../ruleset.ts';

/** False only where no whole number is in all of `inside` and in none of `outside`. */
export function wholePossible(inside: readonly Band[], outside: readonly Band[]): boolean {
  // What holds of a number changes only where a band begins, and behind its end.
  const points = [Number.MIN_SAFE_INTEGER, ...inside.map(({ low }) => low), ...outside.map(({ high }) => high + 1)];
  return points.some(
    (point) =>
      Math.abs(point) <= Number.MAX_SAFE_INTEGER &&
      inside.every((band) => isIn(point, band)) &&
      !outside.some((band) => isIn(point, band)),
  );
}

function isIn(point: number, { low, high }: Band): boolean {
  return low <= point && point <= high;
}

/** A number, or with `after` the next one above it. */
interface Point {
  value: ExactNumber;
  after: boolean;
}

/** False only where no decimal is in all of `inside` and in none of `outside`. */
export function decimalPossible(inside: readonly DecimalBand[], outside: readonly DecimalBand[]): boolean {
  const points: (Point | null)[] = [null];
  for (const band of [...inside, ...outside]) {
    for (const value of [band.min, band.max, band.over, band.under]) {
      if (value !== undefined) points.push({ value, after: false }, { value, after: true });
    }
  }
  return points.some(
    (point) => inside.every((band) => holds(point, band)) && !outside.some((band) => holds(point, band)),
  );
}

/** `null` lies below every bound. */
function holds(point: Point | null, { min, max, over, under }: DecimalBand): boolean {
  if (point === null) return min === undefined && over === undefined;
  const { value, after } = point;
  const isAbove = (bound: ExactNumber, included: boolean): boolean => {
    const order = compare(value, bound);
    return order > 0 || (order === 0 && (included || after));
  };
  return (
    (min === undefined || isAbove(min, true)) &&
    (over === undefined || isAbove(over, false)) &&
    (max === undefined || compare(value, max) < 0 || (compare(value, max) === 0 && !after)) &&
    (under === undefined || compare(value, under) < 0)
  );
}
