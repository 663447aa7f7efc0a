/** Laws of the application fee; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import type { FinalizeRequest, FinalizeResponse } from '../../src/stripe/types.ts';
import { read } from '../support/decide.ts';
import { finalize, line } from '../support/requests.ts';
import { major, oneOf } from './arbitraries.ts';
import { directories } from './directories.ts';
import { type Order, orders, requestOf } from './orders.ts';
import { answerTo, compiled, draw, forAll, type Ready, ready } from './runs.ts';
import type { Tree, TreeMap, Written } from './written.ts';

const paid = orders.map((order): Order => ({ ...order, hook: 'finalize' }));

/** Every order is approved, so that every order can bear a fee. */
const approving = directories({ accounts: false }).map(({ yaml: { 'approval.yaml': _, ...yaml }, ...more }) => ({
  ...more,
  yaml,
}));

function feeOf(rules: Ready, order: Order): number {
  const { application_fee_details: details } = answerTo(rules, order).response as FinalizeResponse;
  return details?.application_fee_amount ?? 0;
}

test('a fee is never more than the total', () => {
  let cut = 0;
  forAll(draw(approving, ready), paid, (rules, order) => {
    const fee = feeOf(rules, order);
    const request = requestOf(order, rules.currencies) as FinalizeRequest;
    expect(fee).toBeLessThanOrEqual(request.total ?? fee);
    if (fee > 0 && fee === request.total) cut += 1;
  });
  // The law is about something: some fees are as high as they may be.
  expect(cut).toBeGreaterThan(0);
});

/** Where a fee or a tier says a percentage. */
function shares(written: Written): TreeMap[] {
  const fees = written.yaml['fees.yaml']!.fees as TreeMap[];
  return fees
    .flatMap((fee) => [fee, ...((fee.tiers as TreeMap[] | undefined) ?? [])])
    .filter((one) => 'percent' in one);
}

test('a fee never falls when a percentage rises', () => {
  const changes = fc.tuple(approving, fc.nat(), fc.integer({ min: 1, max: 500_000 }));
  const both = draw(changes, ([written, which, more]) => {
    const higher = structuredClone(written);
    const found = shares(higher);
    if (found.length === 0) return null;
    const one = found[which % found.length]!;
    one.percent = String(Math.min(1_000_000, Math.round(Number(one.percent) * 10_000) + more) / 10_000);
    const [low, high] = [ready(written), ready(higher)];
    return low && high && { written, low, high };
  });
  let risen = 0;
  forAll(both, paid, ({ low, high }, order) => {
    const [before, after] = [feeOf(low, order), feeOf(high, order)];
    expect(after).toBeGreaterThanOrEqual(before);
    if (after > before) risen += 1;
  });
  expect(risen).toBeGreaterThan(0);
});

interface Tiers {
  /** Minor units at which each tier but the last ends. */
  bounds: number[];
  /** Of each tier: ten-thousandths of a percent, and minor units. */
  shares: { percent: number; fixed: number }[];
}

const graduated: fc.Arbitrary<Tiers> = fc
  .uniqueArray(fc.integer({ min: 100, max: 100_000 }), { minLength: 1, maxLength: 4 })
  .chain((bounds) =>
    fc.record({
      bounds: fc.constant(bounds.sort((a, b) => a - b)),
      shares: fc.array(fc.record({ percent: fc.nat(1_000_000), fixed: oneOf(0, 30, 500) }), {
        minLength: bounds.length + 1,
        maxLength: bounds.length + 1,
      }),
    }),
  );

function written({ bounds, shares }: Tiers): Written {
  const tiers = shares.map(
    ({ percent, fixed }, index): Tree => ({
      ...(index < bounds.length && { up_to: major(bounds[index]!, 'usd') }),
      ...{ percent: String(percent / 10_000), fixed: major(fixed, 'usd') },
    }),
  );
  const fees: Tree = [{ id: 'fee', of: 'subtotal', graduated: 'true', tiers }];
  return { yaml: { 'settings.yaml': { currency: 'usd' }, 'fees.yaml': { fees } }, csv: {}, lists: {} };
}

/** An exact decimal, in millionths. */
function millionths(decimal: string): bigint {
  const [whole, fraction = ''] = decimal.split('.');
  return BigInt(whole! + fraction.padEnd(6, '0'));
}

test('graduated tiers meet at their bounds: only a new percentage and a fixed amount begin there', () => {
  const drawn = draw(graduated, (tiers) => {
    const directory = compiled(written(tiers));
    return directory && { tiers, directory, written: written(tiers) };
  });
  const near = fc.record({
    which: fc.nat(),
    above: fc.integer({ min: 1, max: 2000 }),
    below: fc.integer({ min: 1, max: 99 }),
  });
  forAll(drawn, near, ({ tiers: { bounds, shares }, directory }, { which, above, below }) => {
    /** The fee of an order of so many minor units, in millionths of one, before it is rounded. */
    const at = (subtotal: number): bigint => {
      const request = read(finalize({ line_items_details: [line()], amount_subtotal: subtotal }));
      const { explanation } = evaluate(directory.base, request, 0, true);
      return millionths(explanation!.fees!.fees[0]!.amount!);
    };
    const tier = which % bounds.length;
    const bound = bounds[tier]!;
    const next = { ...shares[tier + 1]!, room: (bounds[tier + 1] ?? Number.POSITIVE_INFINITY) - bound };
    const up = Math.min(above, next.room);
    expect(at(bound + up) - at(bound)).toBe(BigInt(up * next.percent) + BigInt(next.fixed) * 1_000_000n);
    const down = Math.min(below, bound - (bounds[tier - 1] ?? 0) - 1);
    expect(at(bound) - at(bound - down)).toBe(BigInt(down * shares[tier]!.percent));
  });
});
