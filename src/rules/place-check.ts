/** What is wrong, or likely not meant, in a place. */
import type { Place } from './model.ts';
import type { Problems } from './problem.ts';

export interface PlaceCheckScope {
  zonePlace(name: string): Place | undefined;
  zoneNames(): Iterable<string>;
  list(name: string): readonly string[] | undefined;
  listNames(): Iterable<string>;
}

export function checkPlace(_place: Place, _scope: PlaceCheckScope, _problems: Problems): void {}
