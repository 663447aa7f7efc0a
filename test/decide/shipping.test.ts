import { describe, expect, it } from 'vitest';
import type { ShippingRateData } from '../../src/stripe/types.ts';
import {
  customized,
  directory,
  explainedCustomize,
  type Order,
  offers,
  type Texts,
  withheld,
} from '../support/decide.ts';
import { address } from '../support/requests.ts';

const catalog = `id,weight,handling
A,500 g,
B,2.5 kg,fragile
C,,
HEAVY,40 kg,
`;

/** One option, `x`, whose keys are these lines of YAML. */
const option = (keys: string, more: Texts = {}): Texts => ({
  'catalog.csv': catalog,
  'shipping.yaml': `options:\n  - id: x\n    name: X\n${keys
    .split('\n')
    .map((key) => `    ${key}`)
    .join('\n')}\n`,
  ...more,
});

const offered = (keys: string, order: Order = {}): string[] | string =>
  offers(customized(directory(option(keys)), order));
const data = (rules: Texts, order: Order = {}): ShippingRateData => {
  const [first] = customized(directory(rules), order).shipping_options ?? [];
  if (first === undefined || !('shipping_rate_data' in first)) throw new Error('no option with data');
  return first.shipping_rate_data;
};

describe('the price of an option', () => {
  const two: Order = {
    lines: [
      ['A', 2, 1000],
      ['B', 1, 3000],
    ],
  };
  it.each([
    ['price: 5.99', 'x 599'],
    ['price: 0', 'x 0'],
    ['price: { base: 14.99, each_additional: 2.00 }', 'x 1899'],
    ['price: { each: 2.00 }', 'x 600'],
    ['price: { base: 1, per_kg: 1.50 }', 'x 700'],
    ['price: { per_lb: 1 }', 'x 800'],
    ['price: { percent: 10, of: subtotal }', 'x 500'],
    ['price: { base: 0.01, percent: 0.5, of: discounted }', 'x 26'],
    ['price: { by: quantity, tiers: [ { up_to: 3, price: 4 }, { price: 9 } ] }', 'x 400'],
    ['price: { by: quantity, tiers: [ { up_to: 2, price: 4 }, { price: 9 } ] }', 'x 900'],
    ['price: { by: subtotal, tiers: [ { up_to: 50.00, price: 4 }, { price: 9 } ] }', 'x 400'],
    ['price: { by: subtotal, tiers: [ { up_to: 49.99, price: 4 }, { price: 9 } ] }', 'x 900'],
    ['price: { by: weight, tiers: [ { up_to: 3500 g, price: 4 }, { price: 9 } ] }', 'x 400'],
    ['price: { by: weight, tiers: [ { up_to: 1 kg, price: 4 }, { price: 9, per_kg: 1 } ] }', 'x 1200'],
  ])('%s comes to %s', (keys, expected) => {
    expect(offered(keys, two)).toEqual([expected]);
  });

  it('above the last tier there is no price, unless that tier is open', () => {
    const rules = directory(option('price: { by: weight, tiers: [ { up_to: 20 kg, price: 4 } ] }'));
    const order: Order = { lines: [['HEAVY', 1, 1000]] };
    expect(offers(customized(rules, order))).toEqual([]);
    expect(withheld(explainedCustomize(rules, order))).toEqual({ x: 'price' });
  });

  it('that needs a weight is withheld where the catalog does not tell one', () => {
    const rules = directory(option('price: { per_kg: 1 }'));
    expect(withheld(explainedCustomize(rules, { lines: [['C', 1, 1000]] }))).toEqual({ x: 'unknown' });
    expect(withheld(explainedCustomize(rules, { lines: [['UNHEARD-OF', 1, 1000]] }))).toEqual({ x: 'unknown' });
    expect(withheld(explainedCustomize(rules, { lines: [[null, 1, 1000]] }))).toEqual({ x: 'unknown' });
  });

  it.each([
    ['usd', 'x 599'],
    ['jpy', 'x 800'],
    ['kwd', 'x 1500'],
  ])('is given for each currency: in %s %s, in the minor units of that currency', (currency, expected) => {
    const price = 'price: { usd: 5.99, jpy: 800, kwd: 1.5 }';
    expect(offered(price, { data: { currency } })).toEqual([expected]);
  });

  it('is never converted: in another currency the option is withheld', () => {
    const rules = directory(option('price: 5.99'));
    const order: Order = { data: { currency: 'eur' } };
    expect(offers(customized(rules, order))).toEqual([]);
    expect(withheld(explainedCustomize(rules, order))).toEqual({ x: 'currency' });
  });

  it.each([
    [5000, 'x 0'],
    [4999, 'x 599'],
  ])('is free from an amount that the discounted subtotal reaches: %i', (unitAmount, expected) => {
    expect(offered('price: 5.99\nfree_from: 50.00', { lines: [['A', 1, unitAmount]] })).toEqual([expected]);
  });

  it('free_from goes by what is left after discounts', () => {
    const order: Order = { lines: [['A', 1, 6000]], data: { total_details: { amount_discount: 1001 } } };
    expect(offered('price: 5.99\nfree_from: 50.00', order)).toEqual(['x 599']);
  });

  it.each([
    ['surcharges: [ { id: s, add: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, each: 1.00 } ]', 'x 800'],
    ['surcharges: [ { id: s, items: { sku: B }, each: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, items: { sku: B }, add: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, items: { sku: NONE }, add: 1.00 } ]', 'x 500'],
    ['surcharges: [ { id: s, items: { sku: A }, per_kg: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, when: { to: { country: US, state: CA } }, add: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, when: { to: { country: US, state: AK } }, add: 1.00 } ]', 'x 500'],
    ['surcharges: [ { id: s, from: 2026-11-21, add: 1.00 } ]', 'x 500'],
    ['surcharges: [ { id: s, through: 2026-11-20, add: 1.00 } ]', 'x 600'],
    ['surcharges: [ { id: s, add: 1.00 }, { id: t, add: 0.50 } ]', 'x 650'],
    ['surcharges: [ { id: s, add: 1.00 } ]\nmax: 5.50', 'x 550'],
    ['min: 7.25', 'x 725'],
    ['round_to: 0.75', 'x 525'],
    ['surcharges: [ { id: s, add: 0.01 } ]\nround_to: 0.50', 'x 550'],
  ])('5.00 with %s comes to %s', (keys, expected) => {
    expect(offered(`price: 5.00\n${keys}`, two)).toEqual([expected]);
  });

  it.each([
    ['surcharges: [ { id: s, add: 1.00 } ]', 'x 100'],
    ['surcharges: [ { id: s, add: 1.00, free: true } ]', 'x 0'],
    ['min: 3.00', 'x 0'],
    ['surcharges: [ { id: s, add: 4.00 } ]\nmin: 2.00\nmax: 3.00', 'x 300'],
  ])('where it is free, %s makes it %s', (keys, expected) => {
    expect(offered(`price: 5.00\nfree_from: 10.00\n${keys}`, two)).toEqual([expected]);
  });

  it('only what ships counts for price, weight and quantity', () => {
    const rules = option('when: { weight: { max: 1 kg }, quantity: { max: 2 } }\nprice: { each: 1, per_kg: 1 }');
    const ships = {
      ...rules,
      'shipping.yaml': `${rules['shipping.yaml']}ships: { items: { sku: { not: "GIFT-*" } } }\n`,
    };
    const order: Order = {
      lines: [
        ['A', 2, 1000],
        ['GIFT-50', 5, 5000],
      ],
    };
    expect(offers(customized(directory(rules), order))).toEqual([]);
    expect(offers(customized(directory(ships), order))).toEqual(['x 300']);
  });

  it.each([
    ['surcharges: [ { id: s, when: { to: { country: US, postal_code: "999*" } }, add: 1.00 } ]', { postal_code: null }],
    ['surcharges: [ { id: s, items: { handling: fragile }, each: 1.00 } ]', {}],
  ])('is not known while it is not known whether %s applies', (keys, more) => {
    const order: Order = {
      lines: [['UNHEARD-OF', 1, 1000]],
      data: { shipping_details: { address: address(more) } },
    };
    expect(withheld(explainedCustomize(directory(option(`price: 5.00\n${keys}`)), order))).toEqual({ x: 'unknown' });
  });

  it('tells of each surcharge whether it applied, and if not why', () => {
    const keys = `price: 5.00
surcharges:
  - { id: yes, add: 1.00 }
  - { id: items, items: { sku: Z }, add: 1.00 }
  - { id: when, when: { quantity: { over: 9 } }, add: 1.00 }
  - { id: who, when: { account: acct_1 }, add: 1.00 }`;
    const [trace] = explainedCustomize(directory(option(keys))).explanation!.shipping!.options;
    expect(trace?.surcharges.map(({ id, verdict, why }) => [id, verdict, why?.seen, why?.wanted])).toEqual([
      ['yes', 'applied', undefined, undefined],
      ['items', 'not', 'A (A)', 'Z'],
      ['when', 'not', '1', '{ over: 9 }'],
      ['who', 'unknown', 'missing', 'acct_1'],
    ]);
  });

  it('by what ships is not known while it is not known of a line whether it ships; a flat one is', () => {
    const ships = 'ships: { items: { handling: { not: digital } } }\n';
    const unknown: Order = { lines: [['UNHEARD-OF', 1, 1000]] };
    const of = (keys: string): string[] | string => {
      const rules = option(keys);
      return offers(customized(directory({ ...rules, 'shipping.yaml': `${rules['shipping.yaml']}${ships}` }), unknown));
    };
    expect(of('price: 5.00')).toEqual(['x 500']);
    expect(of('price: { each: 5.00 }')).toEqual([]);
    expect(of('when: { quantity: { max: 5 } }\nprice: 5.00')).toEqual([]);
  });

  it('waits for a weight that is missing of what ships, and only of that', () => {
    const rules = option('when: { known: [weight] }\nprice: 5.00');
    const ships = (items: string): Texts => ({
      ...rules,
      'shipping.yaml': `${rules['shipping.yaml']}ships: { items: ${items} }\n`,
    });
    const order: Order = {
      lines: [
        ['A', 1, 1000],
        ['GIFT-50', 1, 5000],
      ],
    };
    expect(offers(customized(directory(rules), order))).toEqual([]);
    expect(offers(customized(directory(ships('{ sku: { not: "GIFT-*" } }')), order))).toEqual(['x 500']);
    expect(offers(customized(directory(ships('{ handling: { not: digital } }')), order))).toEqual([]);
  });

  it('with a surcharge that is added once to any order does not ask which lines ship', () => {
    const ships = 'ships: { items: { handling: { not: digital } } }\n';
    const unknown: Order = { lines: [['UNHEARD-OF', 1, 1000]] };
    const of = (surcharge: string): string[] | string => {
      const rules = option(`price: 5.00\nsurcharges: [ { id: s, ${surcharge} } ]`);
      return offers(customized(directory({ ...rules, 'shipping.yaml': `${rules['shipping.yaml']}${ships}` }), unknown));
    };
    expect(of('add: 1.00')).toEqual(['x 600']);
    expect(of('each: 1.00')).toEqual([]);
    expect(of('items: { sku: NONE }, each: 1.00')).toEqual(['x 500']);
  });

  it('does not wait for the condition of a surcharge that takes no line', () => {
    const keys =
      'price: 5.00\nsurcharges: [ { id: s, when: { to: { country: US } }, items: { sku: NONE }, add: 1.00 } ]';
    expect(offered(keys, { data: { shipping_details: null } })).toEqual(['x 500']);
  });

  it('comes from the row of a table: the most specific place, then the highest bound that is reached', () => {
    const table = `country,state,min_weight,min_subtotal,price,currency,free_from,delivery
US,,,,10.00,,,5 days
US,CA,,,6.00,,,
US,CA,2 kg,,9.00,,,
US,CA,,100,2.00,,150.00,2-3 business days
CA,,,,14.00,cad,,
`;
    const rules = directory(option('price: { table: tables/t.csv }\ndelivery: 1 month', { 'tables/t.csv': table }));
    const price = (order: Order): string[] | string => offers(customized(rules, order));
    expect(price({})).toEqual(['x 600']);
    expect(price({ lines: [['B', 1, 1000]] })).toEqual(['x 900']);
    expect(price({ lines: [['B', 1, 10000]] })).toEqual(['x 200']);
    expect(price({ lines: [['B', 1, 15000]] })).toEqual(['x 0']);
    expect(price({ data: { shipping_details: { address: address({ state: 'NY' }) } } })).toEqual(['x 1000']);
    expect(
      price({ data: { shipping_details: { address: address({ country: 'CA', state: 'ON' }) }, currency: 'cad' } }),
    ).toEqual(['x 1400']);
    expect(price({ data: { shipping_details: { address: address({ country: 'FR', state: null }) } } })).toEqual([]);
  });

  it('comes from a table also where a weight is missing that only rows out of reach ask for', () => {
    const table = 'country,min_quantity,min_weight,price\nUS,,,6.00\nUS,4,2 kg,9.00\n';
    const rules = directory(option('price: { table: tables/t.csv }', { 'tables/t.csv': table }));
    expect(offers(customized(rules, { lines: [['UNHEARD-OF', 3, 1000]] }))).toEqual(['x 600']);
    expect(offers(customized(rules, { lines: [['UNHEARD-OF', 4, 1000]] }))).toEqual([]);
  });
});

describe('what is sent of an option', () => {
  const rules = option(
    'price: 5.99\ndelivery: 3-5 business days\ntax_code: txcd_92010001\nmetadata: { carrier: ups }\ntax_behavior: unspecified',
  );

  it('its name, price, tax code, delivery, and metadata that name the option', () => {
    expect(data(rules)).toEqual({
      display_name: 'X',
      fixed_amount: { amount: 599, currency: 'usd' },
      tax_behavior: 'unspecified',
      tax_code: 'txcd_92010001',
      metadata: { carrier: 'ups', ratebook_option: 'x' },
      delivery_estimate: { minimum: { unit: 'business_day', value: 3 }, maximum: { unit: 'business_day', value: 5 } },
    });
  });

  it('a stored rate is sent by its id alone', () => {
    const use = { 'shipping.yaml': 'options: [ { id: s, use: shr_1MYC8u } ]' };
    expect(customized(directory(use)).shipping_options).toEqual([{ shipping_rate: 'shr_1MYC8u' }]);
  });

  it.each([
    ['24-48 hours', 'hour', 24, 48],
    ['2 days', 'day', 2, 2],
    ['1-2 weeks', 'day', 7, 14],
    ['1 month', 'month', 1, 1],
    ['{ min: 1, max: 2, unit: business_day }', 'business_day', 1, 2],
  ])('a delivery of %s is sent in %ss: %i to %i', (delivery, unit, min, max) => {
    const estimate = data(option(`price: 1\ndelivery: ${delivery}`)).delivery_estimate;
    expect(estimate).toEqual({ minimum: { unit, value: min }, maximum: { unit, value: max } });
  });

  const settings = 'currency: usd\ntime_zone: America/New_York\nholidays: [2026-11-26, "12-25"]\n';
  it.each([
    ['before the cutoff', '2026-11-18T13:59-05:00', 1, 2],
    ['at the cutoff', '2026-11-18T14:00-05:00', 2, 3],
    ['on a Friday after the cutoff', '2026-11-20T15:00-05:00', 2, 3],
    ['on a Saturday', '2026-11-21T10:00-05:00', 2, 3],
    ['on the day before a holiday, before the cutoff', '2026-11-25T10:00-05:00', 2, 3],
    ['on the day before a holiday, after the cutoff', '2026-11-25T15:00-05:00', 3, 4],
    ['on a holiday', '2026-11-26T10:00-05:00', 2, 3],
    ['two business days before a holiday', '2026-11-24T10:00-05:00', 2, 3],
    ['three business days before a holiday', '2026-11-23T10:00-05:00', 1, 2],
    ['before a holiday of every year', '2028-12-22T10:00-05:00', 2, 3],
  ])('ordered %s (%s): %i to %i business days', (_, at, min, max) => {
    const cutoff = option('price: 1\ndelivery: { min: 1, max: 2, unit: business_day, cutoff: "14:00" }', {
      'settings.yaml': settings,
    });
    const estimate = data(cutoff, { at: Date.parse(at) / 1000 }).delivery_estimate;
    expect([estimate?.minimum.value, estimate?.maximum.value]).toEqual([min, max]);
  });

  it('cutoffs may differ by day', () => {
    const keys =
      'price: 1\ndelivery: { min: 1, max: 1, unit: business_day, cutoff: { mon-thu: "14:00", fri: "11:00" } }';
    const value = (at: string): number | undefined =>
      data(option(keys), { at: Date.parse(at) / 1000 }).delivery_estimate?.minimum.value;
    expect(value('2026-11-19T13:00-05:00')).toBe(1);
    expect(value('2026-11-20T13:00-05:00')).toBe(2);
  });
});

describe('which options are offered', () => {
  const several = (more = ''): Texts => ({
    'shipping.yaml': `options:
  - { id: slow, name: Slow, price: 3, delivery: 5-9 days }
  - { id: stored, use: shr_1 }
  - { id: fast, name: Fast, price: 12, delivery: 24-48 hours }
  - { id: same, name: Same, price: 3, delivery: 5-8 days }
  - { id: none, name: None, price: 1 }
  - { id: last, name: Last, price: 20, delivery: 1 month }
${more}`,
  });

  it('at most five, in the order in which they are written', () => {
    expect(offers(customized(directory(several())))).toEqual([
      'slow 300',
      'shr_1',
      'fast 1200',
      'same 300',
      'none 100',
    ]);
    expect(withheld(explainedCustomize(directory(several())))).toEqual({ last: 'limit' });
  });

  it('cheapest first keeps the written order among equals, stored rates last where their price is not known', () => {
    const rules = directory(several('sort: cheapest'));
    expect(offers(customized(rules))).toEqual(['none 100', 'slow 300', 'same 300', 'fast 1200', 'last 2000']);
    const rate = { id: 'shr_1', tax_behavior: 'exclusive', fixed_amount: { amount: 200, currency: 'usd' } };
    const order: Order = { data: { shipping_details: { address: address(), shipping_rates: [rate] } } };
    expect(offers(customized(rules, order))).toEqual(['none 100', 'shr_1', 'slow 300', 'same 300', 'fast 1200']);
  });

  it('fastest first goes by the longer end, then the shorter, none last', () => {
    expect(offers(customized(directory(several('sort: fastest'))))).toEqual([
      'fast 1200',
      'same 300',
      'slow 300',
      'last 2000',
      'shr_1',
    ]);
  });

  it('fastest first goes by what is promised, the cutoff counted', () => {
    const rules = directory({
      'shipping.yaml': `options:
  - { id: cut, name: Cut, price: 3, delivery: { min: 1, max: 2, unit: business_day, cutoff: "11:00" } }
  - { id: plain, name: Plain, price: 3, delivery: 1-2 business days }
sort: fastest
`,
    });
    expect(offers(customized(rules))).toEqual(['plain 300', 'cut 300']);
  });

  it('max_options cuts after sorting', () => {
    expect(offers(customized(directory(several('sort: cheapest\nmax_options: 2'))))).toEqual(['none 100', 'slow 300']);
  });

  const toUs = 'when: { to: { country: US } }\nprice: 5';
  const nowhere: Order = { data: { shipping_details: null } };
  const abroad: Order = { data: { shipping_details: { address: address({ country: 'FR' }) } } };

  it('the key is left out while an option waits for an address', () => {
    const explained = explainedCustomize(directory(option(toUs)), nowhere);
    expect(explained.response).toEqual({});
    expect(explained.explanation?.shipping?.omitted).toBe('address');
  });

  it('with an address that nothing ships to, the list is empty', () => {
    expect(offers(customized(directory(option(toUs)), abroad))).toEqual([]);
  });

  it('if_none: omit leaves an empty list out', () => {
    const rules = option(toUs);
    const omit = { ...rules, 'shipping.yaml': `if_none: omit\n${rules['shipping.yaml']}` };
    expect(offers(customized(directory(omit), abroad))).toBe('left out');
    expect(offers(customized(directory(omit)))).toEqual(['x 500']);
  });

  it('an option that waits for an address does not hide one that does not', () => {
    const rules = directory({
      'shipping.yaml':
        'options:\n  - { id: us, name: A, price: 1, when: { to: { country: US } } }\n  - { id: pickup, name: B, price: 0 }\n',
    });
    expect(offers(customized(rules, nowhere))).toEqual(['pickup 0']);
  });

  it('an option that waits for something else than an address leaves an empty list', () => {
    const rules = directory(option('when: { weight: { max: 1 kg } }\nprice: 1'));
    expect(offers(customized(rules, { ...nowhere, lines: [['C', 1, 1]] }))).toEqual([]);
  });

  it('not to a place is unknown without an address', () => {
    const rules = directory(option('when: { not: { to: { country: US } } }\nprice: 5'));
    expect(offers(customized(rules, nowhere))).toBe('left out');
    expect(offers(customized(rules))).toEqual([]);
    expect(offers(customized(rules, abroad))).toEqual(['x 500']);
  });

  it('no shipping.yaml, no part in the answer', () => {
    expect(customized(directory({}))).toEqual({});
  });
});

describe('tax on shipping', () => {
  const taxes = `rates:
  - { id: state, name: State, percent: 7.25, where: { country: US, state: CA } }
  - { id: goods, name: Goods, percent: 2, where: { country: US, state: CA }, priority: 2, shipping: false }
  - { id: top, name: Top, percent: 10, where: { country: US, state: CA }, priority: 3, compound: true }
  - { id: food, name: Food, percent: 1, where: { country: US, state: CA }, class: food }
classes: [ { class: food, items: { sku: FOOD } } ]
`;
  const sent = (more: string, order: Order = {}, keys = 'price: 5.00'): [number, string | undefined] => {
    const { fixed_amount: amount, tax_behavior: behavior } = data(option(keys, { 'taxes.yaml': taxes + more }), order);
    return [amount.amount, behavior];
  };

  it('is exclusive by default, inclusive where prices include tax', () => {
    expect(data(option('price: 5')).tax_behavior).toBe('exclusive');
    expect(sent('')).toEqual([500, 'exclusive']);
    expect(sent('prices_include_tax: true')).toEqual([500, 'inclusive']);
  });

  it('where shipping is taxed, the price grows by the rates it bears, and is inclusive', () => {
    // 7.25, and 10 % of 107.25, since shipping does not bear the rate on goods: 17.975 % of 5.00.
    expect(sent('shipping: { taxed: true }')).toEqual([590, 'inclusive']);
    expect(sent('shipping: { taxed: true, class: food }')).toEqual([505, 'inclusive']);
    expect(sent('shipping: { taxed: true, class: none }')).toEqual([500, 'inclusive']);
    expect(sent('shipping: { taxed: true }', {}, 'price: 5\ntax_behavior: exclusive')).toEqual([590, 'inclusive']);
  });

  it('goes by the whole order, as the rates of its lines do, whatever of it ships', () => {
    const rules = option('price: 5.00', {
      'taxes.yaml': 'rates: [ { id: t, percent: 10, when: { quantity: { min: 2 } } } ]\nshipping: { taxed: true }\n',
    });
    const ships = { ...rules, 'shipping.yaml': `${rules['shipping.yaml']}ships: { items: { sku: B } }\n` };
    const order: Order = {
      lines: [
        ['A', 1, 1000],
        ['B', 1, 1000],
      ],
    };
    expect(offers(customized(directory(ships), order))).toEqual(['x 550']);
  });

  it('is explained by the rates that shipping bears', () => {
    const rules = directory(option('price: 5', { 'taxes.yaml': `${taxes}shipping: { taxed: true }` }));
    const bears = explainedCustomize(rules).explanation?.shipping?.taxes?.filter(
      ({ verdict }) => verdict === 'applied',
    );
    expect(bears?.map(({ id, percent }) => `${id} ${percent}`)).toEqual(['state 7.25', 'top 10.725']);
  });

  it('with prices that include tax it is sent as written', () => {
    const taxed = 'prices_include_tax: true\nshipping: { taxed: true }';
    expect(sent(taxed)).toEqual([500, 'inclusive']);
    expect(sent(taxed, {}, 'price: 5\ntax_behavior: exclusive')).toEqual([500, 'inclusive']);
  });

  it('with Stripe Tax it is sent as written, with the option’s own behavior', () => {
    const order: Order = { data: { automatic_tax: { enabled: true } } };
    expect(sent('shipping: { taxed: true }', order)).toEqual([500, 'exclusive']);
    expect(sent('shipping: { taxed: true }', order, 'price: 5\ntax_behavior: unspecified')).toEqual([
      500,
      'unspecified',
    ]);
  });

  it('waits for the address that its tax needs', () => {
    const rules = directory(option('price: 5', { 'taxes.yaml': `${taxes}shipping: { taxed: true }` }));
    expect(offers(customized(rules, { data: { shipping_details: null } }))).toBe('left out');
  });
});
