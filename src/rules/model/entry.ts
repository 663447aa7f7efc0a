/** What every entry has. */
import type { Condition } from './condition.ts';
import type { At } from './value.ts';

/** `2026-11-27`, `2026-11-27T18:00`, `2026-11-27T18:00:30`, or one of the latter with `Z` or `+02:00`. */
export type LocalTime = string;

export interface Entry {
  id: string;
  at: At;
  when?: Condition;
  from?: { time: LocalTime; at: At };
  through?: { time: LocalTime; at: At };
}
