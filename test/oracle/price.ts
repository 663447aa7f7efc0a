/** What an option costs before tax, or why its price cannot be told. */

import { stepOf } from '../../src/currency.ts';
import type { Amount, Delivery, Price, ShippingOption, Surcharge, Tier } from '../../src/rules/model.ts';
import { type Context, holds, lineHolds, unitsOf, weightOf } from './condition.ts';
import { lineWeight, orderAmount, orderOf, sum } from './facts.ts';
import { Fraction, roundedUp } from './fraction.ts';
import { amountOf, currencyOf, gramsOf } from './money.ts';
import { chooseRow } from './shipping-table.ts';
import { isInTime } from './time.ts';
import { every, type Verdict } from './verdict.ts';

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

  fact(name: 'subtotal' | 'discounted'): Fraction {
    return this.or(orderAmount(name, orderOf(this.context.world)), 'unknown');
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
  let freeFrom = option.free_from ? pricing.money(option.free_from) : null;
  let sumOfParts: Fraction;
  if (price.table) {
    const row = chooseRow(price.table.path, option.id, context);
    if (typeof row === 'string') pricing.reasons.add(row);
    sumOfParts = typeof row === 'string' ? Fraction.zero : row.price;
    if (typeof row !== 'string') {
      freeFrom = row.freeFrom ?? freeFrom;
      delivery = row.delivery;
    }
  } else sumOfParts = partsOf(price, pricing);
  const isFree = freeFrom !== null && pricing.fact('discounted').compare(freeFrom) >= 0;
  let total = isFree ? Fraction.zero : sumOfParts;
  for (const surcharge of option.surcharges) total = total.plus(surchargeOf(surcharge, isFree, pricing));
  const [min, max, step] = [option.min, option.max, option.round_to].map((limit) =>
    limit ? pricing.money(limit) : null,
  );
  if (min && !isFree) total = total.most(min);
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
    total = total.plus(pricing.fact(price.percent.of).percent(Fraction.of(price.percent.percent)));
  }
  if (price.tiers) total = total.plus(tierPrice(price.tiers, pricing));
  return total;
}

function tierPrice({ by, tiers }: NonNullable<Price['tiers']>, pricing: Pricing): Fraction {
  const measure = by === 'weight' ? pricing.weight() : by === 'quantity' ? pricing.units() : pricing.fact(by);
  let below = Fraction.zero;
  for (const tier of tiers) {
    const bound = boundOf(tier, pricing);
    if (bound !== null && measure.compare(bound) > 0) {
      below = bound;
      continue;
    }
    const price = pricing.money(tier.price);
    if (!tier.per_weight) return price;
    return price.plus(pricing.perWeight(tier.per_weight, measure.minus(below)));
  }
  pricing.reasons.add('price');
  return Fraction.zero;
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
  const lines = orderOf(world).lines.map((line) => ({ line, is: takes(surcharge, line, context) }));
  const taken = lines.filter(({ is }) => is !== 'no');
  if (surcharge.items && taken.length === 0) return Fraction.zero;
  if (applies !== 'yes') pricing.reasons.add(applies);
  const counts = surcharge.items || surcharge.each || surcharge.per_weight;
  if (counts && taken.some(({ is }) => is !== 'yes')) pricing.reasons.add('unknown');
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

/** Only lines that ship count for a price. */
function takes({ items }: Surcharge, line: Parameters<typeof lineHolds>[1], context: Context): Verdict {
  return every([
    context.ships ? lineHolds(context.ships.items, line, context) : 'yes',
    items ? lineHolds(items, line, context) : 'yes',
  ]);
}
