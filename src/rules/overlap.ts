/** Whether two places share addresses, as far as it is certain. */
import type { Place } from './model.ts';

export interface OverlapScope {
  zonePlace(name: string): Place | undefined;
  list(name: string): readonly string[] | undefined;
}

/** False only where it is certain that no address is in both places. */
export function placesMayMeet(_a: Place, _b: Place, _scope: OverlapScope): boolean {
  return true;
}

/** True only where it is certain that every address that is known to be in `b` is in `a`. */
export function placeCovers(_a: Place, _b: Place, _scope: OverlapScope): boolean {
  return false;
}
