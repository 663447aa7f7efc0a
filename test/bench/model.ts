/** The decisions that all contenders make: what a shop offers and taxes, in a form that each of them translates. */

export type Class = 'standard' | 'food';

/** Amounts in cents, weights in grams. */
export interface Option {
  id: string;
  country: string;
  states?: readonly string[];
  notStates?: readonly string[];
  /** Grams: heavier than, and at most. */
  over?: number;
  max?: number;
  base: number;
  /** For each unit after the first. */
  additional?: number;
  /** For each begun kilogram. */
  perKilo?: number;
  /** 0 from this discounted subtotal on. */
  freeFrom?: number;
}

export interface Rate {
  name: string;
  percent: string;
  country: string;
  state?: string;
  /** The first three characters of the postal code, or all of it. */
  prefix?: string;
  code?: string;
  class: Class;
  priority: 1 | 2;
}

export interface Shop {
  options: readonly Option[];
  rates: readonly Rate[];
}

/** The rates of which one is chosen for a line: the most specific, which stands first. */
export interface Slot {
  class: Class;
  /** Indexes of `rates`. */
  rates: number[];
}

export const shop: Shop = {
  options: [
    { id: 'standard', country: 'US', notStates: ['AK', 'HI'], max: 20_000, base: 599, freeFrom: 5000 },
    { id: 'express', country: 'US', notStates: ['AK', 'HI'], max: 20_000, base: 1499, additional: 200 },
    { id: 'air', country: 'US', states: ['AK', 'HI'], max: 20_000, base: 1200, perKilo: 330 },
    { id: 'freight', country: 'US', over: 20_000, base: 7900, perKilo: 90 },
    { id: 'canada', country: 'CA', max: 30_000, base: 1800, freeFrom: 20_000 },
  ],
  rates: [
    { name: 'CA Sales Tax', percent: '7.25', country: 'US', state: 'CA', class: 'standard', priority: 1 },
    { name: 'Los Angeles', percent: '2.25', country: 'US', state: 'CA', prefix: '900', class: 'standard', priority: 2 },
    {
      name: 'San Francisco',
      percent: '1.25',
      country: 'US',
      state: 'CA',
      prefix: '941',
      class: 'standard',
      priority: 2,
    },
    { name: 'NY Sales Tax', percent: '4', country: 'US', state: 'NY', class: 'standard', priority: 1 },
    {
      name: 'New York City',
      percent: '4.5',
      country: 'US',
      state: 'NY',
      prefix: '100',
      class: 'standard',
      priority: 2,
    },
    { name: 'Food', percent: '1', country: 'US', class: 'food', priority: 1 },
    { name: 'Food in Utah', percent: '3', country: 'US', state: 'UT', class: 'food', priority: 1 },
    { name: 'GST', percent: '5', country: 'CA', class: 'standard', priority: 1 },
    { name: 'QST', percent: '9.975', country: 'CA', state: 'QC', class: 'standard', priority: 2 },
  ],
};

/** The shop of one account of many: its own prices and percents. */
export function shopOf(account: number): Shop {
  return {
    options: shop.options.map((option) => ({ ...option, base: option.base + (account % 50) * 10 })),
    rates: shop.rates.map((rate) => ({ ...rate, percent: `${(account % 7) + 1}.${(account % 9) + 1}` })),
  };
}

function specificity({ code, prefix, state }: Rate): number {
  return code !== undefined ? 3 : prefix !== undefined ? 2 : state !== undefined ? 1 : 0;
}

/** In the order in which an answer lists them: by class, then by priority. */
export function slotsOf({ rates }: Shop): Slot[] {
  const slots: Slot[] = [];
  for (const name of ['standard', 'food'] as const) {
    for (const priority of [1, 2]) {
      const found = rates
        .map((_, index) => index)
        .filter((index) => rates[index]!.class === name && rates[index]!.priority === priority)
        .sort((a, b) => specificity(rates[b]!) - specificity(rates[a]!));
      if (found.length > 0) slots.push({ class: name, rates: found });
    }
  }
  return slots;
}

export const embargoed = ['CU', 'IR', 'KP', 'SY'];

/** The rules of approval by their place; the last approves. */
export const approvals = ['embargo', 'unknown-sku', 'blocked', 'prepaid', 'bulk', 'abroad', 'default'] as const;
