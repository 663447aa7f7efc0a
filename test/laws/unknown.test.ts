/** The law of what is unknown; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { anySetup, type Setup, when } from './arbitraries.ts';
import { directories } from './directories.ts';
import { type Order, orders, requestOf, whole } from './orders.ts';
import { draw, forAll, type Ready, ready } from './runs.ts';
import type { Tree } from './written.ts';

// `known` and `missing` are about the gaps themselves.
const setup: Setup = { ...anySetup, currencies: ['usd', 'cad'], presence: false };

/** Ten conditions, each the `when` of a rule that is only watched; no tax, which does without what is unknown. */
const watched = fc
  .tuple(directories({ setup, accounts: false }), fc.array(when(setup, 'finalize'), { minLength: 10, maxLength: 10 }))
  .map(([{ yaml, csv, lists }, conditions]) => {
    const { 'taxes.yaml': _, ...files } = yaml;
    const rules: Tree = conditions.map((condition, index) => ({
      ...{ id: `rule-${index}`, decline: 'No.', shadow: 'true', if_unknown: 'skip' },
      when: condition,
    }));
    return { yaml: { ...files, 'approval.yaml': { rules } }, csv, lists };
  });

/** Whether each condition holds: `applied`, `not` or `unknown`. */
function verdicts({ directory, currencies }: Ready, order: Order): string[] {
  const { explanation } = evaluate(directory.base, requestOf(order, currencies), order.moment, true);
  return explanation!.approval!.rules.map(({ verdict }) => verdict);
}

const incomplete = orders
  .map((order): Order => ({ ...order, hook: 'finalize', gaps: order.gaps.filter((gap) => gap !== 'discounts') }))
  .filter(({ lines }) => lines.length > 0);

test('what is certain stays so when a missing fact is filled in', () => {
  let learned = 0;
  forAll(draw(watched, ready), fc.tuple(incomplete, fc.nat()), (rules, [order, which]) => {
    const before = verdicts(rules, order);
    const one = order.gaps[which % Math.max(1, order.gaps.length)];
    const steps = [{ ...order, gaps: order.gaps.filter((gap) => gap !== one) }, whole(order)];
    for (const filled of steps) {
      const after = verdicts(rules, filled);
      for (const [index, verdict] of before.entries()) {
        if (verdict === 'unknown') learned += after[index] === 'unknown' ? 0 : 1;
        else expect(after[index], `rule-${index} without ${order.gaps}`).toBe(verdict);
      }
    }
  });
  expect(learned).toBeGreaterThan(0);
});
