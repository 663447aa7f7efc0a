/** Holds what was measured to what is recorded. */
import type { Part } from './figure.ts';
import type { Spread } from './turns.ts';

/** Ratios by part and figure. */
export type Recorded = Record<string, Record<string, Spread>>;

export interface Worse {
  part: string;
  name: string;
  recorded: Spread;
  /** `null`: it is recorded, its part ran, and it was not measured. */
  found: Spread | null;
}

/** The guarded ratios of what was measured. */
export function ratiosOf(parts: readonly Part[]): Recorded {
  return Object.fromEntries(
    parts.map(({ part, figures }) => [
      part,
      Object.fromEntries(
        figures.flatMap(({ name, ratio, guarded }) => (guarded && ratio !== null ? [[name, ratio] as const] : [])),
      ),
    ]),
  );
}

/**
 * What got worse by more than the noise of both: its lower quartile lies above the recorded upper one by more than half of
 * both spreads between quartiles.
 */
export function worseThan(recorded: Recorded, found: Recorded): Worse[] {
  return Object.entries(found).flatMap(([part, ratios]) =>
    Object.entries(recorded[part] ?? {}).flatMap(([name, before]): Worse[] => {
      const now = ratios[name];
      if (now === undefined) return [{ part, name, recorded: before, found: null }];
      const noise = (before.high - before.low + now.high - now.low) / 2;
      return now.low > before.high + noise ? [{ part, name, recorded: before, found: now }] : [];
    }),
  );
}

/** Of several runs: the median of their medians, and the ends of all. */
export function merged(runs: readonly Recorded[]): Recorded {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.entries(first).map(([part, ratios]) => [
      part,
      Object.fromEntries(
        Object.keys(ratios).map((name) => {
          const all = runs.flatMap((run) => run[part]?.[name] ?? []);
          const medians = all.map(({ median }) => median).toSorted((a, b) => a - b);
          const spread = {
            median: medians[Math.trunc(medians.length / 2)]!,
            low: Math.min(...all.map(({ low }) => low)),
            high: Math.max(...all.map(({ high }) => high)),
          };
          return [name, spread];
        }),
      ),
    ]),
  );
}
