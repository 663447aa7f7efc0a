/** What is written alike is compiled once: accounts by the thousand name the same countries, states and amounts. */

/** So many are kept of a kind. */
const mostKept = 10_000;

/**
 * A maker of things that do not change and that their key describes in full: for the same key mostly the same thing.
 */
export function onceEach<T>(): (key: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (key, make) => {
    let one = made.get(key);
    if (one === undefined) {
      one = make();
      if (made.size >= mostKept) made.clear();
      made.set(key, one);
    }
    return one;
  };
}
