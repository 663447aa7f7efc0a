import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fine, fineCompare, finePercent, finePlus, fineText, percentIn, roundFine } from '../src/fine.ts';

const Exact = Decimal.clone({ precision: 120, rounding: Decimal.ROUND_HALF_UP });
const amounts = fc.oneof(fc.nat(100_000), fc.maxSafeNat());
const percents = fc
  .tuple(fc.nat(100), fc.oneof(fc.nat(9999), fc.nat(99_999_999)))
  .map(([whole, digits]) => `${whole}.${digits}`.replace(/\.?0*$/, '') || '0');
const currencies = fc.constantFrom('usd', 'jpy', 'kwd', 'isk');
const steps: Record<string, number> = { usd: 1, jpy: 1, kwd: 10, isk: 100 };

test('percents of amounts, and what is added to them, are exact to the last digit', () => {
  fc.assert(
    fc.property(amounts, percents, amounts, (base, percent, fixed) => {
      const sum = finePlus(finePercent(base, percentIn(percent)), fine(fixed));
      expect(fineText(sum)).toBe(new Exact(base).times(percent).times('0.01').plus(fixed).toFixed());
    }),
    { numRuns: 2000 },
  );
});

test('they compare with whole minor units as exact numbers do', () => {
  fc.assert(
    fc.property(amounts, percents, amounts, (base, percent, bound) => {
      const exact = new Exact(base).times(percent).times('0.01');
      expect(Math.sign(fineCompare(finePercent(base, percentIn(percent)), bound))).toBe(exact.comparedTo(bound));
    }),
    { numRuns: 2000 },
  );
});

test('they are rounded once, half-up to the step of the currency', () => {
  fc.assert(
    fc.property(amounts, percents, currencies, (base, percent, currency) => {
      const exact = new Exact(base).times(percent).times('0.01');
      const rounded = exact.toNearest(steps[currency]!, Decimal.ROUND_HALF_UP);
      const expected = rounded.greaterThan(Number.MAX_SAFE_INTEGER) ? null : rounded.toNumber();
      expect(roundFine(finePercent(base, percentIn(percent)), currency)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  { base: 1, percent: '50', rounded: 1 },
  { base: 1, percent: '49.9999', rounded: 0 },
  { base: 250, percent: '0.2', rounded: 1 },
  { base: 249, percent: '0.2', rounded: 0 },
])('$percent % of $base is $rounded', ({ base, percent, rounded }) => {
  expect(roundFine(finePercent(base, percentIn(percent)), 'usd')).toBe(rounded);
});
