/** Tax classes that never take a line. */
import type { Scope } from '../../compile/scope.ts';
import type { TaxClass } from '../../model.ts';
import { linePart } from './parts.ts';
import { conditionFormula, type Frame } from './read-condition.ts';
import type { Report } from './report.ts';

const covers = { one: 'takes every line of it first', several: 'take every line of it first' };

/** Warns of the classes that leave no line to one behind them. */
export function warnClasses(
  classes: readonly TaxClass[],
  scope: Scope,
  frames: readonly Frame[],
  report: Report,
): void {
  const named = classes.map((one) => ({ id: one.class, at: one.at, items: one.items }));
  for (const [index, one] of named.entries()) {
    const before = named.slice(0, index);
    const cause = report.cause(frames, true, (frame) => [
      {
        parts: linePart(one.items, { scope, frame }),
        coverers: before.map((entry) => ({
          entry,
          spares: {
            sign: 'not-true' as const,
            of: { is: 'line' as const, of: conditionFormula(entry.items, { scope, frame }, true) },
          },
        })),
      },
    ]);
    if (cause !== null) report.warn(one, cause, covers);
  }
}
