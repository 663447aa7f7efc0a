/** Where a problem stands, in parts. */
import type { At } from '../rules/model.ts';

export interface Place {
  /** Relative to the rule directory; `.` is the directory itself. */
  file: string;
  /** Both from 1. */
  line: number;
  col: number;
}

/** The parts of `shipping.yaml:14:5`. */
export function placeOf(at: At): Place {
  const match = /^(.*):(\d+):(\d+)$/.exec(at);
  return match === null
    ? { file: at, line: 1, col: 1 }
    : { file: match[1]!, line: Number(match[2]), col: Number(match[3]) };
}
