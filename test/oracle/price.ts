/** What an option costs before tax, or why its price cannot be told. */

import { stepOf } from '../../src/currency.ts';
import type { Amount, Delivery, Price, ShippingOption, Surcharge, Tier } from '../../src/rules/model.ts';
import { type Context, holds, lineHolds, shipped, unitsOf, weightOf } from './condition.ts';
import { lineNumber, lineWeight, orderAmount, orderOf, sum } from './facts.ts';
import { Fraction, roundedUp } from './fraction.ts';
import { amountOf, currencyOf, gramsOf } from './money.ts';
import { chooseRow } from './shipping-table.ts';
import { isInTime } from './time.ts';
import { every } from './verdict.ts';

/** Why an option is withheld: `price` and `currency` will not change with what the order still lacks. */
export type Reason = 'price' | 'currency' | 'unknown' | 'unplaced';

export interface Priced {
  /** Minor units, rounded; `null` where there is a reason against it. */
  amount: bigint | null;
  reasons: Set<Reason>;
  /** The delivery that a table's row promises instead of the option's. */
  delivery: Delivery | null;
}

/** Everything that the price of one option needs, with the reasons that come up on the way. */
class Pricing {
  readonly reasons = new Set<Reason>();

  constructor(
    readonly option: ShippingOption,
    readonly context: Context,
  ) {}

  /** An amount of the rules; 0 and a reason where it is not given in the currency. */
  money(amount: Amount): Fraction {
    return this.or(amountOf(amount, this.context.world), 'currency');
  }

  or(value: Fraction | null, reason: Reason): Fraction {
    if (value === null) this.reasons.add(reason);
    return value ?? Fraction.zero;
  }

  /** Of the lines that count: the order's own where all do. */
  fact(name: 'subtotal' | 'discounted'): Fraction {
    const { world } = this.context;
    const order = orderOf(world);
    const lines = shipped(this.context);
    if (lines === null) return this.or(null, 'unknown');
    if (lines.length === order.lines.length) return this.or(orderAmount(name, order), 'unknown');
    return this.or(sum(lines.map((line) => lineNumber(name, line, world))), 'unknown');
  }

  /** What `free_from` goes by. */
  discounted(): Fraction {
    return this.or(orderAmount('discounted', orderOf(this.context.world)), 'unknown');
  }

  units(): Fraction {
    return this.or(unitsOf(this.context), 'unknown');
  }

  weight(): Fraction {
    return this.or(weightOf(this.context), 'unknown');
  }

  perWeight({ amount, unit }: NonNullable<Price['per_weight']>, weight: Fraction): Fraction {
    return this.money(amount).times(Fraction.of(weight.begun(gramsOf(unit))));
  }
}

export function priceOf(option: ShippingOption, context: Context): Priced {
  const pricing = new Pricing(option, context);
  const price = option.price!;
  let delivery: Delivery | null = null;
  let freeFrom: Fraction | null = null;
  let tablePrice: Fraction | null = null;
  if (price.table) {
    const row = chooseRow(price.table.path, option.id, context);
    if (typeof row === 'string') pricing.reasons.add(row);
    else {
      tablePrice = row.price;
      freeFrom = row.freeFrom;
      delivery = row.delivery;
    }
  }
  if (!freeFrom && option.free_from) freeFrom = pricing.money(option.free_from);
  const isFree = freeFrom !== null && pricing.discounted().compare(freeFrom) >= 0;
  // What is free needs nothing of its parts but that the tiers do not end below it.
  if (isFree && price.tiers) tierOf(price.tiers, pricing);
  let total = isFree ? Fraction.zero : (tablePrice ?? partsOf(price, pricing));
  for (const surcharge of option.surcharges) total = total.plus(surchargeOf(surcharge, isFree, pricing));
  const [min, max, step] = [isFree ? undefined : option.min, option.max, option.round_to].map((limit) =>
    limit ? pricing.money(limit) : null,
  );
  if (min) total = total.most(min);
  if (max) total = total.least(max);
  const rounded = total.most(Fraction.zero).rounded(BigInt(stepOf(currencyOf(context.world))));
  if (pricing.reasons.size > 0) return { amount: null, reasons: pricing.reasons, delivery };
  return { amount: step ? roundedUp(rounded, step.rounded(1n)) : rounded, reasons: pricing.reasons, delivery };
}

function partsOf(price: Price, pricing: Pricing): Fraction {
  let total = Fraction.zero;
  if (price.base) total = total.plus(pricing.money(price.base));
  if (price.each) total = total.plus(pricing.money(price.each).times(pricing.units()));
  if (price.each_additional) {
    const more = pricing.units().minus(Fraction.of(1)).most(Fraction.zero);
    total = total.plus(pricing.money(price.each_additional).times(more));
  }
  if (price.per_weight) total = total.plus(pricing.perWeight(price.per_weight, pricing.weight()));
  if (price.percent) {
    total = total.plus(pricing.fact(price.percent.of).most(Fraction.zero).percent(Fraction.of(price.percent.percent)));
  }
  if (price.tiers) total = total.plus(tierPrice(price.tiers, pricing));
  return total;
}

function tierPrice(tiers: NonNullable<Price['tiers']>, pricing: Pricing): Fraction {
  const found = tierOf(tiers, pricing);
  if (!found) return Fraction.zero;
  const price = pricing.money(found.tier.price);
  const { per_weight: perWeight } = found.tier;
  return perWeight ? price.plus(pricing.perWeight(perWeight, found.above)) : price;
}

/** The tier that the order falls in, and how far above the last bound. */
function tierOf({ by, tiers }: NonNullable<Price['tiers']>, pricing: Pricing): { tier: Tier; above: Fraction } | null {
  const measure = by === 'weight' ? pricing.weight() : by === 'quantity' ? pricing.units() : pricing.fact(by);
  let below = Fraction.zero;
  for (const tier of tiers) {
    const bound = boundOf(tier, pricing);
    if (bound === null || measure.compare(bound) <= 0) return { tier, above: measure.minus(below) };
    below = bound;
  }
  pricing.reasons.add('price');
  return null;
}

function boundOf({ up_to: bound }: Tier, pricing: Pricing): Fraction | null {
  if (bound === undefined) return null;
  return typeof bound === 'string' ? Fraction.of(bound) : pricing.money(bound);
}

function surchargeOf(surcharge: Surcharge, isFree: boolean, pricing: Pricing): Fraction {
  const { context } = pricing;
  const { world } = context;
  if (surcharge.free && isFree) return Fraction.zero;
  const applies = every([surcharge.when ? holds(surcharge.when, context) : 'yes', isInTime(surcharge, world)]);
  if (applies === 'no') return Fraction.zero;
  const counted = shipped(context);
  const { items } = surcharge;
  const taken = (counted ?? orderOf(world).lines)
    .map((line) => ({ line, is: items ? lineHolds(items, line, context) : 'yes' }))
    .filter(({ is }) => is !== 'no');
  if (items && taken.length === 0) return Fraction.zero;
  if (applies !== 'yes') pricing.reasons.add(applies);
  const counts = items || surcharge.each || surcharge.per_weight;
  if (counts && (counted === null || taken.some(({ is }) => is !== 'yes'))) pricing.reasons.add('unknown');
  let total = Fraction.zero;
  if (surcharge.add) total = total.plus(pricing.money(surcharge.add));
  if (surcharge.each) {
    const units = sum(taken.map(({ line }) => Fraction.of(line.quantity)))!;
    total = total.plus(pricing.money(surcharge.each).times(units));
  }
  if (surcharge.per_weight) {
    const weight = pricing.or(sum(taken.map(({ line }) => lineWeight(line, world))), 'unknown');
    total = total.plus(pricing.perWeight(surcharge.per_weight, weight));
  }
  return total;
}
