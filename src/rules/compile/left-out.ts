/** Names in entries that are left out, since something else in them is wrong. */
import { readBy } from '../left-out.ts';
import type { At } from '../model.ts';
import { checkPlace } from '../place.ts';
import { unknownList } from '../place-check.ts';
import { type Problem, Problems } from '../problem.ts';
import { isStep, type Steps } from '../steps.ts';
import type { Scope } from './scope.ts';

/** Reports what is wrong in places and lists that were read, and is not told yet. `scopeAt`: of the folder of a place. */
export function* checkLeftOut(problems: Problems, scopeAt: (at: At) => Scope | undefined): Steps<void> {
  const { places, lists } = readBy(problems);
  const found = new Problems();
  for (const [index, place] of places.entries()) {
    if (isStep(index)) yield;
    const scope = scopeAt(place.at);
    if (scope !== undefined) checkPlace(place, scope, found);
  }
  for (const { name, at } of lists) {
    const scope = scopeAt(at);
    if (scope !== undefined && scope.list(name) === undefined) {
      found.error(at, 'unknown-list', unknownList(name, scope.listNames()));
    }
  }
  const textOf = ({ at, code, message }: Problem): string => `${at} ${code} ${message}`;
  const told = new Set(problems.all.map(textOf));
  for (const problem of found.all) {
    if (problem.severity === 'error' && problem.rest === undefined && !told.has(textOf(problem))) {
      problems.error(problem.at, problem.code, problem.message);
      told.add(textOf(problem));
    }
  }
}
