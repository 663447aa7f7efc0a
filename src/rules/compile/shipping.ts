/** shipping.yaml, compiled. */
import { exact, exactOrWhole } from '../../money.ts';
import type { Amount, Exact, Price as PriceModel, ShippingFile, Tier as TierModel } from '../model.ts';
import type { Price, ShippingOption, ShippingRules, Tier } from '../ruleset.ts';
import type { Steps } from '../steps.ts';
import { compileItems } from './condition.ts';
import { compileDelivery } from './delivery.ts';
import { compileEntry } from './entry.ts';
import { indexOptions } from './option-index.ts';
import type { Scope } from './scope.ts';
import { compileShippingTable } from './shipping-table.ts';
import { compileAmount, compilePerWeight, maybeAmount } from './values.ts';

/** Problems go to the scope. */
export function* compileShipping(file: ShippingFile, scope: Scope): Steps<ShippingRules> {
  const options: ShippingOption[] = [];
  for (const option of file.options) {
    yield;
    const metadata: Record<string, string> = Object.fromEntries(option.metadata);
    metadata.ratebook_option = option.id;
    options.push({
      ...compileEntry(option, 'shipping', scope),
      name: option.name ?? option.id,
      use: option.use ?? null,
      price: option.price === undefined ? null : yield* compilePrice(option.price, option.id, scope),
      freeFrom: maybeAmount(option.free_from, scope),
      surcharges: option.surcharges.map((surcharge) => ({
        ...compileEntry(surcharge, 'shipping', scope),
        items: compileItems(surcharge.items, scope),
        add: maybeAmount(surcharge.add, scope),
        each: maybeAmount(surcharge.each, scope),
        perWeight: compilePerWeight(surcharge.per_weight, scope),
        free: surcharge.free,
      })),
      min: maybeAmount(option.min, scope),
      max: maybeAmount(option.max, scope),
      roundTo: maybeAmount(option.round_to, scope),
      delivery: option.delivery === undefined ? null : compileDelivery(option.delivery),
      taxBehavior: option.tax_behavior ?? null,
      taxCode: option.tax_code ?? null,
      metadata: Object.freeze(metadata),
    });
  }
  return {
    options,
    near: indexOptions(file.options, options, scope),
    ships: compileItems(file.ships?.items, scope),
    sort: file.sort,
    maxOptions: file.max_options,
    ifNone: file.if_none,
  };
}

function* compilePrice(price: PriceModel, optionId: string, scope: Scope): Steps<Price> {
  return {
    at: price.at,
    base: maybeAmount(price.base, scope),
    each: maybeAmount(price.each, scope),
    eachAdditional: maybeAmount(price.each_additional, scope),
    perWeight: compilePerWeight(price.per_weight, scope),
    percent: price.percent === undefined ? null : { percent: exact(price.percent.percent), of: price.percent.of },
    tiers:
      price.tiers === undefined
        ? null
        : { by: price.tiers.by, tiers: price.tiers.tiers.map((tier) => compileTier(tier, price.tiers!.by, scope)) },
    table: price.table === undefined ? null : yield* compileShippingTable(price.table, optionId, scope),
  };
}

function compileTier(tier: TierModel, by: 'subtotal' | 'discounted' | 'quantity' | 'weight', scope: Scope): Tier {
  let upTo: Tier['upTo'] = null;
  let upToWeight: Tier['upToWeight'] = null;
  if (tier.up_to !== undefined) {
    if (by === 'weight') upToWeight = exactOrWhole(tier.up_to as Exact);
    else if (by === 'quantity') {
      const units = exact(tier.up_to as Exact).toNumber();
      upTo = () => units;
    } else upTo = compileAmount(tier.up_to as Amount, scope);
  }
  return {
    upTo,
    upToWeight,
    price: compileAmount(tier.price, scope),
    perWeight: compilePerWeight(tier.per_weight, scope),
    at: tier.at,
  };
}
