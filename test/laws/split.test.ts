/** The law of lines that are split; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomizeResponse } from '../../src/stripe/types.ts';
import { directories } from './directories.ts';
import { type Order, type OrderLine, orders } from './orders.ts';
import { answerTo, draw, forAll, ready } from './runs.ts';

/** A line in two, which together are what it was. */
function inTwo(line: OrderLine, share: number): [OrderLine, OrderLine] {
  const quantity = 1 + (share % (line.quantity - 1));
  const discount = Math.min(line.discount, quantity * line.unit);
  const first = { ...line, quantity, discount, tax: Math.min(line.tax, share) };
  return [
    first,
    { ...line, quantity: line.quantity - quantity, discount: line.discount - discount, tax: line.tax - first.tax },
  ];
}

const divisible = fc
  .record({ order: orders, quantity: fc.integer({ min: 2, max: 9 }), which: fc.nat(), share: fc.nat(1000) })
  .filter(({ order }) => order.lines.length > 0)
  .map(({ order, quantity, which, share }) => {
    const at = which % order.lines.length;
    const line = order.lines[at]!;
    const discount = Math.min(line.discount, quantity * line.unit);
    const lines = order.lines.with(at, { ...line, quantity, discount });
    const one: Order = { ...order, hook: 'customize', lines };
    return { one, two: { ...one, lines: lines.toSpliced(at, 1, ...inTwo(lines[at]!, share)) }, at };
  });

test('splitting a line in two changes no tax rate', () => {
  // Rules on the size of a line ask how an order is written down: see `lineSizes`.
  const rules = draw(directories({ setup: { lineSizes: false } }), ready);
  let taxed = 0;
  forAll(rules, divisible, (prepared, { one, two, at }) => {
    const ratesOf = (order: Order) =>
      (answerTo(prepared, order).response as CustomizeResponse).line_items?.map(({ tax_rates: rates }) => rates);
    const rates = ratesOf(one);
    expect(ratesOf(two)).toEqual(rates?.toSpliced(at, 0, rates[at]!));
    if (rates?.[at]?.length) taxed += 1;
  });
  expect(taxed).toBeGreaterThan(0);
});
