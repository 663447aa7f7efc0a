/** `shipping_offered`: whether the order's shipping amount is that of an option. */
import { type Context, holds } from './condition.ts';
import { orderOf } from './facts.ts';
import { Fraction } from './fraction.ts';
import { priceOf } from './price.ts';
import { taxedAmounts } from './shipping.ts';
import { isInTime } from './time.ts';
import { every, Unsettled, type Verdict } from './verdict.ts';
import { fileOf, type World } from './world.ts';

export function offered(world: World): Verdict {
  const found = fileOf(world, 'shipping');
  const paid = orderOf(world).shipping;
  if (!found || paid === null) return 'unknown';
  const context: Context = { world, chain: found.chain, ships: found.file.ships };
  let verdict: Verdict = 'no';
  const waits = (why: 'unknown' | 'unplaced'): void => {
    if (verdict !== 'unplaced') verdict = why;
  };
  for (const option of found.file.options) {
    const is = every([option.when ? holds(option.when, context) : 'yes', isInTime(option, world)]);
    if (is === 'no') continue;
    if (is !== 'yes') {
      waits(is);
      continue;
    }
    if (option.use !== undefined) {
      waits('unknown');
      continue;
    }
    const { amount, reasons } = priceOf(option, context);
    if (amount === null) {
      // It was never offered where the price is not given in the currency; but is that known, if more is wanting?
      const isFinal = reasons.has('price') || reasons.has('currency');
      if (isFinal && reasons.size > 1) throw new Unsettled();
      if (!isFinal) waits(reasons.has('unplaced') ? 'unplaced' : 'unknown');
      continue;
    }
    const amounts = taxedAmounts(amount, world);
    if (amounts.some((one) => one !== null && Fraction.of(one).compare(Fraction.of(paid)) === 0)) return 'yes';
    if (amounts.includes(null)) waits('unplaced');
  }
  return verdict;
}
