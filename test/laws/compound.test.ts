/** The law of compound rates; `runs.ts` says how runs are counted: here a run is a place with its rates, and an amount. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomizeResponse } from '../../src/stripe/types.ts';
import { read } from '../support/decide.ts';
import { address, customize } from '../support/requests.ts';
import { answer, compiled, draw, forAll } from './runs.ts';
import type { Written } from './written.ts';

/** Ten-thousandths of a percent: what four decimals can say. */
interface Rate {
  percent: number;
  compound: boolean;
}

const places = 100;
const rates: fc.Arbitrary<Rate[]> = fc.array(
  fc.record({ percent: fc.oneof(fc.nat(250_000), fc.constantFrom(50_000, 99_750, 1)), compound: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);

/** A table with the rates of each place, a postal code, in order of priority. */
function written(stacks: Rate[][]): Written {
  const rows = stacks.flatMap((stack, place) =>
    stack.map(({ percent, compound }, index) => [
      ...['US', String(10_000 + place), String(percent / 10_000)],
      ...[String(index + 1), compound ? '1' : '0', `Rate ${index}`],
    ]),
  );
  const columns = ['country', 'postal_code', 'percent', 'priority', 'compound', 'name'];
  return {
    yaml: { 'settings.yaml': { currency: 'usd' }, 'taxes.yaml': { tables: ['tables/rates.csv'] } },
    csv: { 'tables/rates.csv': { columns, rows } },
    lists: {},
  };
}

/** Five rates of six digits each: nothing is ever rounded. */
const one = 10n ** 30n;

/** What each rate takes of a price of `one`, tax on tax. */
function compounding(stack: readonly Rate[]): bigint[] {
  const share = ({ percent }: Rate, of: bigint): bigint => (of * BigInt(percent)) / 1_000_000n;
  let below = stack.reduce((sum, rate) => sum + (rate.compound ? 0n : share(rate, one)), 0n);
  return stack.map((rate) => {
    if (!rate.compound) return share(rate, one);
    const tax = share(rate, one + below);
    below += tax;
    return tax;
  });
}

test('flattened compound rates collect what compounding does, to less than half a minor unit below 10^6', () => {
  const tables = draw(fc.array(rates, { minLength: places, maxLength: places, size: 'max' }), (stacks) => {
    const directory = compiled(written(stacks));
    return directory && { stacks, directory, written: written(stacks) };
  });
  const sold = fc.record({
    place: fc.nat(places - 1),
    amount: fc.oneof(fc.integer({ min: 1, max: 999_999 }), fc.constant(999_999)),
  });
  let flattened = 0;
  forAll(tables, sold, ({ stacks, directory }, { place, amount }) => {
    const to = address({ postal_code: String(10_000 + place) });
    const request = read(customize({ shipping_details: { address: to } }));
    const { line_items: lines } = answer(directory, request, 0) as CustomizeResponse;
    const sent = lines![0]!.tax_rates.map((rate) => ('rate_data' in rate ? rate.rate_data.percentage : Number.NaN));
    const exact = compounding(stacks[place]!);
    expect(sent).toHaveLength(exact.length);
    for (const [index, percentage] of sent.entries()) {
      const effective = (BigInt(Math.round(percentage * 10_000)) * one) / 1_000_000n;
      const apart = effective > exact[index]! ? effective - exact[index]! : exact[index]! - effective;
      expect(2n * apart * BigInt(amount) < one, `${percentage} % of ${amount}`).toBe(true);
      if (effective !== BigInt(stacks[place]![index]!.percent) * (one / 1_000_000n)) flattened += 1;
    }
  });
  expect(flattened).toBeGreaterThan(0);
});
