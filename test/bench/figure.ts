/** What a part of the bench finds. */
import type { Spread } from './turns.ts';

/** What of a figure is recorded. */
export interface Measured {
  /** Of one run, in microseconds: CPU, where the part does not say otherwise; `null` where it is not a time. */
  micros: Spread | null;
  /** As a multiple of `of`, measured in the same run, round by round; `null` where it was not timed. */
  ratio: Spread | null;
  /** As a multiple of Ratebook's time, where it is another's. */
  toOurs?: Spread;
  /** Where it is a size. */
  bytes?: Spread;
  /** Held to the recorded ratio by `--compare`: it is of ours, and smaller is better. */
  guarded: boolean;
}

export interface Figure extends Measured {
  /** Unique in a part. */
  name: string;
  of: string;
  note?: string;
}

export interface Part {
  part: string;
  title: string;
  /** Its times are those of a clock, not of the processor: what is waited for is in them. */
  clock?: boolean;
  figures: Figure[];
  notes: string[];
}

/** Of what is measured but once. */
export function once(value: number): Spread {
  return { median: value, low: value, high: value };
}

export function sized(name: string, bytes: number, note?: string): Figure {
  return {
    name,
    micros: null,
    ratio: null,
    bytes: once(bytes),
    of: '',
    guarded: false,
    ...(note === undefined ? {} : { note }),
  };
}

/** Part programs answer with one JSON document. */
export function tell(part: Part): void {
  process.stdout.write(`${JSON.stringify(part)}\n`);
}
