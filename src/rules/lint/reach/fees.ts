/** Fees that never get a line. */
import type { Scope } from '../../compile/scope.ts';
import type { Fee } from '../../model.ts';
import { always, type Formula } from './formula.ts';
import { linePart, partsOf } from './parts.ts';
import { conditionFormula, entryFormula, type Frame, type Reading } from './read-condition.ts';
import type { Report } from './report.ts';

const covers = {
  one: 'stands before it in the group and takes every line that it is for',
  several: 'stand before it in the group and take every line that it is for',
};

/** Warns of the fees that leave no line, in any order, to one behind them in their group. */
export function warnFees(fees: readonly Fee[], scope: Scope, frames: readonly Frame[], report: Report): void {
  for (const [index, fee] of fees.entries()) {
    if (report.isTold(fee.at)) continue;
    const before = fees.slice(0, index).filter(({ group }) => group === fee.group);
    const cause = report.cause(frames, false, (frame) => {
      const reading = { scope, frame };
      return [
        {
          parts: [...partsOf(fee, reading), ...linePart(fee.items, reading)],
          coverers: before.map((entry) => ({
            entry,
            spares: { sign: 'not-true' as const, of: takingFormula(entry, reading) },
          })),
        },
      ];
    });
    if (cause !== null) report.warn(fee, cause, covers);
  }
}

/** Where a fee applies and takes the line in question. */
function takingFormula(fee: Fee, reading: Reading): Formula {
  const line: Formula =
    fee.items === undefined ? always : { is: 'line', of: conditionFormula(fee.items, reading, true) };
  return { is: 'all', of: [entryFormula(fee, reading), line] };
}
