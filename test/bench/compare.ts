/** Holds what was measured to what is recorded. */
import type { Measured, Part } from './figure.ts';
import type { Spread } from './turns.ts';

/** What was measured, by part and figure. */
export type Recorded = Record<string, Record<string, Measured>>;

export interface Worse {
  part: string;
  name: string;
  recorded: Spread;
  /** `null`: it is recorded, its part ran, and it was not measured. */
  found: Spread | null;
}

const spreads = ['micros', 'ratio', 'toOurs', 'bytes'] as const;

/** What is recorded of what was measured. */
export function recordOf(parts: readonly Part[]): Recorded {
  return Object.fromEntries(
    parts.map(({ part, figures }) => [
      part,
      Object.fromEntries(figures.map(({ name, of, note, ...measured }) => [name, measured])),
    ]),
  );
}

/** How many ratios `worseThan` holds. */
export function heldBy(recorded: Recorded, found: Recorded): number {
  return Object.keys(found).flatMap((part) => guardedOf(recorded[part])).length;
}

function guardedOf(figures: Record<string, Measured> = {}): [name: string, ratio: Spread][] {
  return Object.entries(figures).flatMap(([name, { guarded, ratio }]) =>
    guarded && ratio !== null ? [[name, ratio] as [string, Spread]] : [],
  );
}

/**
 * What got worse by more than the noise of both: its lower quartile lies above the recorded upper one by more than half of
 * both spreads between quartiles.
 */
export function worseThan(recorded: Recorded, found: Recorded): Worse[] {
  return Object.entries(found).flatMap(([part, figures]) =>
    guardedOf(recorded[part]).flatMap(([name, before]): Worse[] => {
      const now = figures[name]?.ratio ?? null;
      if (now === null) return [{ part, name, recorded: before, found: null }];
      const noise = (before.high - before.low + now.high - now.low) / 2;
      return now.low > before.high + noise ? [{ part, name, recorded: before, found: now }] : [];
    }),
  );
}

/** How often what is worse is measured again before it is said to be. */
const repeats = 2;

/**
 * What is worse than recorded in `found`, and in each of `repeats` more runs of the parts concerned, which `again` makes:
 * what another program did meanwhile, or how one process happened to be laid out in memory, does not last over three.
 */
export function worseInAll(
  recorded: Recorded,
  found: Recorded,
  again: (worse: readonly Worse[], parts: readonly string[]) => Recorded,
): Worse[] {
  let worse = worseThan(recorded, found);
  for (let time = 0; time < repeats && worse.length > 0; time++) {
    const before = worse;
    const next = again(before, [...new Set(before.map(({ part }) => part))]);
    worse = worseThan(recorded, next).filter(({ part, name }) =>
      before.some((one) => one.part === part && one.name === name),
    );
  }
  return worse;
}

/** Of several runs: the median of their medians, and the ends of all; four digits of each. */
export function merged(runs: readonly Recorded[]): Recorded {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.entries(first).map(([part, figures]) => [
      part,
      Object.fromEntries(
        Object.entries(figures).map(([name, { guarded }]) => {
          const all = runs.flatMap((run) => run[part]?.[name] ?? []);
          const measured: Measured = { micros: null, ratio: null, guarded };
          for (const which of spreads) {
            const found = all.flatMap((one) => one[which] ?? []);
            if (found.length > 0) measured[which] = mergedSpread(found);
          }
          return [name, measured];
        }),
      ),
    ]),
  );
}

function mergedSpread(all: readonly Spread[]): Spread {
  const medians = all.map(({ median }) => median).toSorted((a, b) => a - b);
  const digits = (value: number): number => Number(value.toPrecision(4));
  return {
    median: digits(medians[Math.trunc(medians.length / 2)]!),
    low: digits(Math.min(...all.map(({ low }) => low))),
    high: digits(Math.max(...all.map(({ high }) => high))),
  };
}
