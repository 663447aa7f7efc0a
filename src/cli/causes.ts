/** Problems of one cause: a misspelt zone that ten entries name is one thing to correct. */
import type { Problem } from '../rules/problem.ts';
import { type Place, placeOf } from './place.ts';

export interface Cause {
  /** The first of them. */
  problem: Problem;
  /** Where else the same is found. */
  others: Place[];
}

/** Of sorted problems those that say the very same become one, at the place of the first. */
export function causesOf(problems: readonly Problem[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const [index, problem] of problems.entries()) {
    const { at, severity, code, message, rest } = problem;
    // What is told of the rest of a file is of that file.
    const key = rest === undefined ? JSON.stringify([severity, code, message]) : String(index);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { problem, others: [] });
    else cause.others.push(placeOf(at));
  }
  return [...causes.values()];
}

// More lines of one file are only counted.
const mostRuns = 10;

/** `lines 20, 31 to 33 and 52`, those of other files under their names: `lines 20 and 31, b.yaml: line 5`. */
export function placesText(first: Place, others: readonly Place[], nameOf: (file: string) => string): string {
  const files = [...new Set(others.map(({ file }) => file))];
  return files
    .map((file) => {
      const text = linesText(
        others.filter((other) => other.file === file),
        file === first.file ? first.line : 0,
      );
      return file === first.file ? text : `${nameOf(file)}: ${text}`;
    })
    .join('; ');
}

/** `taken`: a line that holds another of them, so that its number alone would not tell where. */
function linesText(places: readonly Place[], taken: number): string {
  const runs: string[] = [];
  let only = true;
  for (let index = 0; index < places.length; ) {
    const { line, col } = places[index]!;
    const shares = line === taken || places[index - 1]?.line === line || places[index + 1]?.line === line;
    if (shares) {
      runs.push(`${line}:${col}`);
      index += 1;
      continue;
    }
    let next = index + 1;
    while (places[next]?.line === line + next - index && places[next + 1]?.line !== places[next]!.line) next += 1;
    const length = next - index;
    if (length > 2) runs.push(`${line} to ${places[next - 1]!.line}`);
    else for (const place of places.slice(index, next)) runs.push(String(place.line));
    if (length > 2) only = false;
    index = next;
  }
  const word = runs.length === 1 && only ? 'line' : 'lines';
  if (runs.length === 1) return `${word} ${runs[0]}`;
  if (runs.length > mostRuns) return `${word} ${runs.slice(0, mostRuns).join(', ')} and more`;
  return `${word} ${runs.slice(0, -1).join(', ')} and ${runs.at(-1)}`;
}
