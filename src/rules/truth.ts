/** Kleene's three-valued logic: a condition on a fact that a request does not carry is unknown, which is not false. */

export type Truth = 'false' | 'true' | 'unknown';

/** The opposite; unknown stays unknown. */
export function negate(truth: Truth): Truth {
  return truth === 'true' ? 'false' : truth === 'false' ? 'true' : 'unknown';
}

/** `true` or `false` as a truth. */
export function known(value: boolean): Truth {
  return value ? 'true' : 'false';
}

/** False if one is false, else unknown if one is unknown, else true. Stops at the first false. */
export function all<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let truth: Truth = 'true';
  for (const item of items) {
    const next = test(item);
    if (next === 'false') return 'false';
    if (next === 'unknown') truth = 'unknown';
  }
  return truth;
}

/** True if one is true, else unknown if one is unknown, else false. Stops at the first true. */
export function any<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let truth: Truth = 'false';
  for (const item of items) {
    const next = test(item);
    if (next === 'true') return 'true';
    if (next === 'unknown') truth = 'unknown';
  }
  return truth;
}
