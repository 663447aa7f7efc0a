/** Code written by hand that reads the rules as data, one after the other. */
import { type Contender, contenderOf } from '../contender.ts';
import type { CartFacts, Products } from '../facts.ts';
import { type Option, type Rate, type Shop, slotsOf } from '../model.ts';
import { limit } from './limit.ts';

function holds(rate: Rate, facts: CartFacts): boolean {
  return (
    rate.country === facts.country &&
    (rate.state === undefined || rate.state === facts.state) &&
    (rate.code === undefined || rate.code === facts.postal) &&
    (rate.prefix === undefined || rate.prefix === facts.prefix)
  );
}

function priceOf(option: Option, facts: CartFacts): number {
  const { country, states, notStates, over, max, base, additional, perKilo, freeFrom } = option;
  const offered =
    country === facts.country &&
    (states === undefined || states.includes(facts.state)) &&
    (notStates === undefined || !notStates.includes(facts.state)) &&
    (over === undefined || facts.grams > over) &&
    (max === undefined || facts.grams <= max);
  if (!offered) return -1;
  if (freeFrom !== undefined && facts.discounted >= freeFrom) return 0;
  return base + (additional ?? 0) * (facts.units - 1) + (perKilo ?? 0) * facts.kilos;
}

const around = contenderOf({
  name: 'plain scan',
  notes: '',
  cart(shop: Shop) {
    const slots = slotsOf(shop);
    return (facts) => ({
      prices: shop.options.map((option) => priceOf(option, facts)),
      slots: slots.map(({ rates }) => rates.find((rate) => holds(shop.rates[rate]!, facts)) ?? -1),
    });
  },
  row: (rates) => (facts) => rates.findIndex((rate) => rate.code !== undefined && holds(rate, facts)),
  order: () => () => ({ rule: -1, thousandths: 0 }),
});

export const scan: Contender = {
  ...around,
  notes: 'By hand, the rules as data without an index; the rules of approval are code.',
  customize: (shop: Shop, products: Products) => around.customize(shop, products),
  rows: (shop: Shop, products: Products) => around.rows(shop, products),
  // Six rules in code are their own scan.
  finalize: limit.finalize,
};
