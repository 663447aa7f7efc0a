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

/** Forgets it for a part that is done: what outlives the run must not hold it. */
export function forgetRead(part: Problems): void {
  runs.delete(part);
}

/** Adds what was read of a part of the run to the whole. */
export function addRead(problems: Problems, part: Problems): void {
  const from = runs.get(part);
  if (from === undefined) return;
  const read = readBy(problems);
  for (const place of from.places) read.places.push(place);
  for (const list of from.lists) read.lists.push(list);
  for (const name of from.leftOut) read.leftOut.add(name);
  for (const start of from.starts) read.starts.push(start);
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
