/**
 * What stands in entries that are left out, since something else in them is wrong: the names in it can be checked all
 * the same, and its own name is no unknown one.
 */
import type { At, Place } from './model.ts';
import type { Problems } from './problem.ts';

export interface Read {
  /** Every place as it was read, outermost ones only. */
  places: Place[];
  /** Every `@name`. */
  lists: { name: string; at: At }[];
  /** Ids and classes of the entries that are left out. */
  leftOut: Set<string>;
  /** Where they begin. */
  starts: At[];
}

const runs = new WeakMap<Problems, Read>();

/** Lets `part`, to which a part of the run reports, know what was read. */
export function shareRead(problems: Problems, part: Problems): void {
  runs.set(part, readBy(problems));
}

/** What was read by a run that reports to `problems`. */
export function readBy(problems: Problems): Read {
  let read = runs.get(problems);
  if (read === undefined) {
    read = { places: [], lists: [], leftOut: new Set(), starts: [] };
    runs.set(problems, read);
  }
  return read;
}
