/** Work that takes long, written so that it can rest: at each `yield` whoever drives it may do something else first. */

/** Yields between steps of which each takes well under a millisecond, and returns what was made. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** So many rows are one step: fewer would cost more than what is done to them. */
const rowsOfStep = 32;

/** Whether to rest before the row of this number. */
export function isStep(row: number): boolean {
  return row % rowsOfStep === rowsOfStep - 1;
}

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
