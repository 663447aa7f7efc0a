/** A law of every currency of which Stripe takes other amounts than cents; `runs.ts` says how runs are counted. */
import { expect, test } from 'vitest';
import { answerFaults } from '../../src/stripe/response.ts';
import { directories } from './directories.ts';
import { orders } from './orders.ts';
import { answerTo, draw, forAll, ready } from './runs.ts';

/** The smallest amount in minor units, as https://docs.stripe.com/currencies#zero-decimal says. */
const steps: [step: number, codes: string][] = [
  [1, 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'],
  [100, 'isk ugx'],
  [10, 'bhd jod kwd omr tnd'],
  [1, 'huf twd usd'],
];
const each = steps.flatMap(([step, codes]) => codes.split(' ').map((code): [string, number] => [code, step]));

function amountsOf(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'number' && /amount/.test(key) ? [inner] : amountsOf(inner),
  );
}

test.each(each)('%s is rounded to a multiple of %i minor units', (code, step) => {
  let seen = 0;
  const rules = draw(directories({ setup: { currencies: [code] }, accounts: false }), ready, 1 / each.length);
  forAll(rules, orders, (prepared, order) => {
    const { request, response } = answerTo(prepared, { ...order, currency: 0 });
    expect(answerFaults(request, response)).toEqual([]);
    for (const amount of amountsOf(response)) {
      seen += 1;
      expect(amount % step).toBe(0);
    }
  });
  expect(seen).toBeGreaterThan(0);
});
