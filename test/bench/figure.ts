/** What a part of the bench finds. */
import type { Spread } from './turns.ts';

export interface Figure {
  /** Unique in a part. */
  name: string;
  /** CPU of one run, in microseconds; `null` where it is not a time. */
  micros: Spread | null;
  /** As a multiple of `of`, measured in the same run, round by round; `null` where it was not timed. */
  ratio: Spread | null;
  of: string;
  /** As a multiple of Ratebook's time, where it is another's. */
  toOurs?: Spread;
  /** Held to the recorded ratio by `--compare`: it is of ours, and smaller is better. */
  guarded: boolean;
  note?: string;
}

export interface Part {
  part: string;
  title: string;
  figures: Figure[];
  notes: string[];
}

/** Part programs answer with one JSON document. */
export function tell(part: Part): void {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}
