import { describe, expect, it } from 'vitest';
import type { RuleTrace } from '../../src/decide/explanation.ts';
import { directory, explainedFinalize, type Order, type Texts } from '../support/decide.ts';
import { address, type JsonObject } from '../support/requests.ts';

const catalog = `id,title,product_category,weight,availability,inventory_quantity,inventory_not_tracked,max_per_order,price,sale_price,sale_price_effective_date,cost,fragile,blank
A,Apple,Food > Fruit,500 g,in_stock,10,false,5,10.00 USD,,,4.50,true,
B,Box,Home,2 lb,out_of_stock,,true,,20.00 USD,15.00 USD,2026-11-01T00:00-05:00/2026-11-30T23:59-05:00,,false,
P,Pre,Home,,preorder,0,false,,30.00 USD,,,,,
`;
const lists: Texts = {
  'catalog.csv': catalog,
  'lists/pro.txt': 'acct_1\nacct_vip*  # all of them\n\n',
  'lists/zips.txt': '94016\n100*\n',
};

const traceOf = (when: string, order: Order, more: Texts = {}): RuleTrace => {
  const files = { ...lists, 'approval.yaml': `rules:\n  - { id: r, decline: No., when: { ${when} } }\n`, ...more };
  return explainedFinalize(directory(files), order).explanation!.approval!.rules[0]!;
};
/** Whether a condition holds, fails or is unknown for an order. */
const truth = (when: string, order: Order = {}, more: Texts = {}): string =>
  ({ applied: 'true', not: 'false', unknown: 'unknown', not_reached: '' })[traceOf(when, order, more).verdict];

const shipTo = (more: JsonObject): Order => ({ data: { shipping_details: { address: address(more) } } });
const nowhere: Order = { data: { shipping_details: null } };
const card = (more: JsonObject): Order => ({ data: { payment_method_details: { type: 'card', card: more } } });
const totals = (more: JsonObject): Order => ({ data: more });

describe('places', () => {
  it.each([
    ['to: { country: US }', {}, 'true'],
    ['to: { country: US }', shipTo({ country: 'us' }), 'true'],
    ['to: { country: GB }', shipTo({ country: 'UK' }), 'true'],
    ['to: { country: EU }', shipTo({ country: 'DE' }), 'true'],
    ['to: { country: US }', nowhere, 'unknown'],
    ['to: { country: US }', shipTo({ country: '' }), 'unknown'],
    ['to: { country: US, state: CA }', shipTo({ state: 'US-CA' }), 'true'],
    ['to: { country: US, state: US-CA }', shipTo({ state: 'california' }), 'true'],
    ['to: { country: US, state: CA }', shipTo({ state: null }), 'unknown'],
    ['to: { country: US, state: CA }', shipTo({ country: 'MX', state: null }), 'false'],
    ['to: { country: US, city: "San Francisco" }', shipTo({ city: 'SAN-FRANCISCO.' }), 'true'],
    ['to: { country: CA, city: Montreal }', shipTo({ country: 'CA', city: 'Montréal' }), 'true'],
    ['to: { country: US, postal_code: 940* }', shipTo({ postal_code: ' 94-016 ' }), 'true'],
    ['to: { country: US, postal_code: "@zips" }', shipTo({ postal_code: '10001' }), 'true'],
    ['to: { country: US, postal_code: "@zips" }', shipTo({ postal_code: '20001' }), 'false'],
    ['to: { country: US, postal_code: "94016" }', shipTo({ postal_code: null }), 'unknown'],
    ['to: { country: GB, postal_code: SW1 }', shipTo({ country: 'GB', postal_code: 'SW10 0AA' }), 'false'],
    ['to: { country: GB, postal_code: AB10...AB15 }', shipTo({ country: 'GB', postal_code: 'AB1 2CD' }), 'false'],
    ['to: { country: GB, postal_code: AB10...AB15 }', shipTo({ country: 'GB', postal_code: 'AB15 9ZZ' }), 'true'],
    ['to: { country: GB, postal_code: SW1A 2AA }', shipTo({ country: 'GB', postal_code: 'SW1A' }), 'unknown'],
    ['to: { country: GB, postal_code: SW1A 2AA }', shipTo({ country: 'GB', postal_code: 'SW1P' }), 'false'],
    ['to: [ { country: FR }, { country: US } ]', {}, 'true'],
    ['to: { not: { country: US } }', {}, 'false'],
    ['to: { not: { country: US } }', nowhere, 'unknown'],
    ['not: { to: { country: US } }', nowhere, 'unknown'],
    ['to: {}', nowhere, 'true'],
    ['bill_to: { country: FR }', { data: { billing_details: { address: { country: 'FR' } } } }, 'true'],
    ['bill_to: { country: FR }', { data: { billing_details: null } }, 'unknown'],
  ] as [string, Order, string][])('%s, %j: %s', (when, order, expected) => {
    expect(truth(when, order)).toBe(expected);
  });

  it.each(['((', '[', '\\', '*', '(a+)+$', '__proto__', 'constructor', 'U\nS', '\u0000'])(
    'an address in the country %j is like any other that no rule names',
    (country) => {
      for (const more of [{ state: '((-CA' }, { state: `${country}-CA`, city: country, postal_code: `${country}-1` }]) {
        expect(truth('to: { country: US, state: CA }', shipTo({ country, ...more }))).toBe('false');
        expect(truth('to: { not: { country: US } }', shipTo({ country, ...more }))).toBe('true');
      }
    },
  );

  const zones = {
    'settings.yaml': `currency: usd
zones:
  islands: { country: GB, postal_code: [HS, ZE, KW15...KW17, "IM*"] }
  mainland: { country: GB, except: islands }
  home: [mainland, { country: IE }]
`,
  };
  it.each([
    ['home', { country: 'IE' }, 'true'],
    ['home', { country: 'GB', postal_code: 'SW1A 2AA' }, 'true'],
    ['home', { country: 'GB', postal_code: 'KW16 3AA' }, 'false'],
    ['home', { country: 'GB', postal_code: 'KW1 3AA' }, 'true'],
    ['home', { country: 'GB', postal_code: null }, 'unknown'],
    ['home', { country: 'US' }, 'false'],
    ['{ zone: mainland, city: Leeds }', { country: 'GB', postal_code: 'LS1 1UR', city: 'Leeds' }, 'true'],
  ])('the zone %s holds %j: %s', (zone, place, expected) => {
    expect(truth(`to: ${zone}`, shipTo({ state: null, ...place }), zones)).toBe(expected);
  });
});

describe('amounts', () => {
  const partly: Order['lines'] = [
    ['A', 1, 1000, { amount_discount: 300 }],
    ['B', 1, 1000, { amount_discount: null }],
  ];
  const undiscounted: Order = { lines: [['A', 1, 1000, { amount_discount: null }]] };
  const lines: Order = { lines: [['A', 2, 1000]] };
  it.each([
    ['subtotal: { min: 20.00 }', lines, 'true'],
    ['subtotal: { over: 20.00 }', lines, 'false'],
    ['subtotal: { max: 20.00 }', lines, 'true'],
    ['subtotal: { under: 20.00 }', lines, 'false'],
    ['subtotal: { min: 10, max: 19.99 }', lines, 'false'],
    ['subtotal: { min: 20 }', { ...lines, data: { amount_subtotal: null } }, 'true'],
    ['subtotal: { min: 21 }', { ...lines, data: { amount_subtotal: 2100 } }, 'true'],
    ['subtotal: { min: 1 }', { lines: [['A', 1, null]], data: { amount_subtotal: null } }, 'unknown'],
    ['discount: { max: 0 }', lines, 'true'],
    ['discount: { max: 0 }', totals({ total_details: null }), 'true'],
    ['discount: { max: 0 }', { ...undiscounted, data: { total_details: null } }, 'true'],
    ['discount: { max: 0 }', { ...undiscounted, data: { total_details: null, discounts: [] } }, 'true'],
    ['discount: { max: 0 }', { ...undiscounted, data: { total_details: null, discounts: [{ id: 'd' }] } }, 'unknown'],
    [
      'discount: { min: 3 }',
      { lines: [['A', 1, 1000, { amount_discount: 300 }]], data: { total_details: null } },
      'true',
    ],
    ['discounted: { max: 15 }', { ...lines, data: { total_details: { amount_discount: 500 } } }, 'true'],
    ['discount: { max: 5 }', { lines: partly, data: { total_details: null } }, 'true'],
    ['discount: { max: 5 }', { lines: partly, data: { total_details: null, discounts: [{ id: 'd' }] } }, 'unknown'],
    [
      'items: { every: { discounted: { max: 10 } } }',
      { lines: partly, data: { total_details: null, discounts: [{ id: 'd' }] } },
      'unknown',
    ],
    ['shipping: { min: 1 }', totals({ total_details: { amount_shipping: 100 } }), 'true'],
    ['shipping: { min: 1 }', totals({ total_details: null }), 'unknown'],
    ['tax: { min: 1 }', totals({ total_details: { amount_tax: 100 } }), 'true'],
    ['tax: { min: 1 }', { lines: [['A', 1, 1, { amount_tax: 100 }]], data: { total_details: null } }, 'true'],
    ['tax: { min: 1 }', { lines: [['A', 1, 1, { amount_tax: null }]], data: { total_details: null } }, 'unknown'],
    ['total: { min: 20 }', lines, 'true'],
    ['total: { min: 20 }', { ...lines, data: { amount_total: null } }, 'unknown'],
    ['total: { min: 20 }', { ...lines, data: { currency: 'eur' } }, 'unknown'],
  ] as [string, Order, string][])('%s, %j: %s', (when, order, expected) => {
    expect(truth(when, order)).toBe(expected);
  });
});

describe('numbers and lines', () => {
  const order: Order = {
    lines: [
      ['A', 2, 1000],
      ['B', 1, 2000],
      ['A', 4, 1000],
    ],
  };
  it.each([
    ['quantity: 7', order, 'true'],
    ['quantity: { over: 7 }', order, 'false'],
    ['lines: { min: 3, max: 3 }', order, 'true'],
    ['items: { any: { sku: b } }', order, 'true'],
    ['items: { any: { sku: "B*" } }', order, 'true'],
    ['items: { any: { sku: Z } }', order, 'false'],
    [
      'items: { any: { sku: Z } }',
      {
        lines: [
          ['A', 1, 1],
          [null, 1, 1],
        ],
      },
      'unknown',
    ],
    [
      'items: { any: { sku: A } }',
      {
        lines: [
          ['A', 1, 1],
          [null, 1, 1],
        ],
      },
      'true',
    ],
    [
      'items: { every: { sku: A } }',
      {
        lines: [
          ['A', 1, 1],
          [null, 1, 1],
        ],
      },
      'unknown',
    ],
    [
      'items: { every: { sku: A } }',
      {
        lines: [
          ['B', 1, 1],
          [null, 1, 1],
        ],
      },
      'false',
    ],
    [
      'items: { no: { sku: A } }',
      {
        lines: [
          ['B', 1, 1],
          [null, 1, 1],
        ],
      },
      'unknown',
    ],
    [
      'items: { no: { sku: A } }',
      {
        lines: [
          ['A', 1, 1],
          [null, 1, 1],
        ],
      },
      'false',
    ],
    ['items: { every: { quantity: { max: 4 } } }', order, 'true'],
    ['items: { any: { units: 6 } }', order, 'true'],
    ['items: { any: { price: { over: 20.00 } } }', order, 'false'],
    ['items: { any: { price: 20.00 } }', order, 'true'],
    ['items: { any: { subtotal: { min: 40 } } }', order, 'true'],
    ['items: { of: { sku: A }, quantity: { max: 5 } }', order, 'false'],
    ['items: { of: { sku: A }, lines: 2 }', order, 'true'],
    ['items: { of: { sku: A }, subtotal: { min: 60 } }', order, 'true'],
    ['items: { of: { sku: B }, weight: { max: 1 kg } }', order, 'true'],
    ['items: { of: { sku: P }, weight: { max: 1 kg } }', order, 'true'],
    ['items: { of: { sku: P }, weight: { max: 1 kg } }', { lines: [['P', 1, 1]] }, 'unknown'],
    ['weight: { max: 3.9 kg }', order, 'false'],
    ['weight: { max: 3.90718474 kg }', order, 'true'],
    ['weight: { max: 3.90718473 kg }', order, 'false'],
  ] as [string, Order, string][])('%s, %j: %s', (when, given, expected) => {
    expect(truth(when, given)).toBe(expected);
  });
});

describe('the catalog', () => {
  const of = (sku: string | null, quantity = 1, price = 1000): Order => ({ lines: [[sku, quantity, price]] });
  it.each([
    ['product_category: "Food*"', of('A'), 'true'],
    ['product_category: "Food*"', of('Z'), 'unknown'],
    ['product_category: { not: "Food*" }', of('B'), 'true'],
    ['blank: x', of('A'), 'false'],
    ['blank: { not: x }', of('A'), 'true'],
    ['cost: { max: 4.5 }', of('A'), 'true'],
    ['cost: { max: 4.5 }', of('B'), 'unknown'],
    ['weight: { max: 1 kg }', of('B'), 'true'],
    ['in_catalog: true', of('A'), 'true'],
    ['in_catalog: false', of('Z'), 'true'],
    ['in_catalog: false', of(null), 'unknown'],
    ['available: true', of('A', 10), 'true'],
    ['available: false', of('A', 11), 'true'],
    ['available: false', of('B'), 'true'],
    ['available: true', of('P', 99), 'true'],
    ['available: false', of('Z'), 'unknown'],
    ['over_limit: true', of('A', 6), 'true'],
    ['over_limit: true', of('A', 5), 'false'],
    ['over_limit: true', of('B', 99), 'unknown'],
    ['price_matches: true', of('A'), 'true'],
    ['price_matches: false', of('A', 1, 999), 'true'],
    ['price_matches: true', of('B', 1, 1500), 'true'],
    ['price_matches: false', of('B', 1, 2000), 'true'],
    ['price_matches: true', { ...of('B', 1, 2000), at: Date.parse('2026-12-01T00:00-05:00') / 1000 }, 'true'],
    ['price_matches: true', { ...of('A'), data: { currency: 'eur' } }, 'unknown'],
  ] as [string, Order, string][])('%s, %j: %s', (condition, order, expected) => {
    expect(truth(`items: { any: { ${condition} } }`, order)).toBe(expected);
  });
});

describe('payment and buyer', () => {
  it.each([
    ['payment: { funding: prepaid }', card({ funding: 'PREPAID' }), 'true'],
    ['payment: { funding: [prepaid, debit] }', card({ funding: 'credit' }), 'false'],
    ['payment: { funding: { not: prepaid } }', card({}), 'unknown'],
    ['payment: { brand: mastercard }', card({ brand: 'master_card' }), 'true'],
    ['payment: { country: EU }', card({ country: 'DE' }), 'true'],
    ['payment: { country: { not: US } }', card({ country: 'US' }), 'false'],
    ['payment: { wallet: apple_pay }', card({ wallet: { type: 'apple_pay' } }), 'true'],
    ['payment: { iin: "4242*" }', card({ iin: '424242' }), 'true'],
    ['payment: { type: klarna }', { data: { payment_method_details: { type: 'klarna' } } }, 'true'],
    ['payment: { type: card, funding: credit }', card({ funding: 'credit' }), 'true'],
    ['email: "*@example.com"', {}, 'true'],
    ['email: "*@mailinator.com"', { data: { email: '' } }, 'unknown'],
    ['phone: "+1*"', {}, 'true'],
    ['name: "jenny rosen"', {}, 'true'],
    [
      'name: "jenny rosen"',
      { data: { shipping_details: { address: address() }, billing_details: { name: 'Jenny Rosen' } } },
      'true',
    ],
    ['account: "@pro"', { account: 'acct_1' }, 'true'],
    ['account: "@pro"', { account: 'acct_vip_7' }, 'true'],
    ['account: { not: "@pro" }', { account: 'acct_2' }, 'true'],
    ['account: "@pro"', {}, 'unknown'],
    ['currency: [usd, cad]', {}, 'true'],
    ['livemode: true', {}, 'false'],
    ['differ: [to.country, bill_to.country]', {}, 'false'],
    ['differ: [to.country, bill_to.country]', shipTo({ country: 'FR' }), 'true'],
    ['differ: [to.country, payment.country]', card({}), 'unknown'],
    ['known: email', {}, 'true'],
    ['known: [email, phone]', { data: { phone: '' } }, 'false'],
    ['missing: [email, phone]', { data: { phone: '' } }, 'false'],
    ['missing: [email, phone]', { data: { phone: '', email: null } }, 'true'],
    ['missing: to.postal_code', shipTo({ postal_code: null }), 'true'],
    ['known: items.sku', {}, 'true'],
    [
      'known: items.sku',
      {
        lines: [
          ['A', 1, 1],
          [null, 1, 1],
        ],
      },
      'false',
    ],
  ] as [string, Order, string][])('%s, %j: %s', (when, order, expected) => {
    expect(truth(when, order)).toBe(expected);
  });
});

describe('the moment', () => {
  const at = (iso: string): Order => ({ at: Date.parse(iso) / 1000 });
  it.each([
    ['weekday: [sat, sun]', at('2026-11-21T00:00-05:00'), 'true'],
    ['weekday: [sat, sun]', at('2026-11-20T23:59-05:00'), 'false'],
    ['time: { after: "22:00", before: "06:00" }', at('2026-11-20T22:00-05:00'), 'true'],
    ['time: { after: "22:00", before: "06:00" }', at('2026-11-20T06:00-05:00'), 'false'],
    ['time: { after: "22:00", before: "06:00" }', at('2026-11-20T05:59:59-05:00'), 'true'],
    ['time: { after: "09:00" }', at('2026-11-20T08:59-05:00'), 'false'],
    ['time: { before: "09:00" }', at('2026-11-20T08:59-05:00'), 'true'],
  ] as [string, Order, string][])('%s, %j: %s', (when, order, expected) => {
    expect(truth(when, order)).toBe(expected);
  });
});

describe('and, or, not', () => {
  const T = 'livemode: false';
  const F = 'livemode: true';
  const U = 'payment: { iin: "1*" }';
  const noCard: Order = { data: { payment_method_details: null } };
  it.each([
    [`all: [{ ${T} }, { ${T} }]`, 'true'],
    [`all: [{ ${T} }, { ${U} }]`, 'unknown'],
    [`all: [{ ${U} }, { ${F} }]`, 'false'],
    [`any: [{ ${F} }, { ${F} }]`, 'false'],
    [`any: [{ ${F} }, { ${U} }]`, 'unknown'],
    [`any: [{ ${U} }, { ${T} }]`, 'true'],
    [`not: { ${T} }`, 'false'],
    [`not: { ${F} }`, 'true'],
    [`not: { ${U} }`, 'unknown'],
    [`any: { ${T} }`, 'true'],
    [`not: [{ ${F} }, { ${F} }]`, 'true'],
  ])('%s: %s', (when, expected) => {
    expect(truth(when, noCard)).toBe(expected);
  });
});

describe('why', () => {
  it.each([
    ['subtotal: { min: 50.00 }', {}, 'subtotal', '10.00 USD', '{ min: 50 }', 'approval.yaml:2:36'],
    [
      'to: { country: FR, city: [Paris, Lyon] }',
      {},
      'to',
      'US CA 94016 San Francisco',
      '{ country: FR, city: [Paris, Lyon] }',
      'approval.yaml:2:36',
    ],
    ['payment: { funding: prepaid }', {}, 'payment.funding', 'credit', 'prepaid', 'approval.yaml:2:47'],
    ['livemode: false, quantity: { over: 3 }', {}, 'quantity', '1', '{ over: 3 }', 'approval.yaml:2:53'],
    ['items: { any: { sku: "Z*" } }', {}, 'items.sku', 'A (A)', 'Z*', 'approval.yaml:2:52'],
    ['weight: { over: 20 kg }', {}, 'weight', '500 g', '{ over: 20 kg }', 'approval.yaml:2:36'],
    ['email: "@pro"', { data: { email: null } }, 'email', 'missing', '@pro', 'approval.yaml:2:36'],
  ] as [string, Order, string, string, string, string][])(
    '%s, %j fails on %s, seen as %s, wanted %s, at %s',
    (when, order, fact, seen, wanted, at) => {
      const { why } = traceOf(when, order);
      expect([why?.fact, why?.seen, why?.wanted, why?.at]).toEqual([fact, seen, wanted, at]);
    },
  );
});

describe('shipping_offered', () => {
  const shipping: Texts = {
    'shipping.yaml': `options:
  - { id: a, name: A, price: 5.00 }
  - { id: b, name: B, price: 9.00, when: { to: { country: FR } } }
`,
  };
  const paid = (amount: number | null): Order => ({ data: { total_details: { amount_shipping: amount } } });
  it.each([
    [500, shipping, 'true'],
    [900, shipping, 'false'],
    [501, shipping, 'false'],
    [null, shipping, 'unknown'],
    [500, {}, 'unknown'],
    [900, { 'shipping.yaml': 'options:\n  - { id: a, name: A, price: 5.00 }\n  - { id: s, use: shr_1 }\n' }, 'unknown'],
    [500, { 'shipping.yaml': 'options:\n  - { id: a, name: A, price: 5.00 }\n  - { id: s, use: shr_1 }\n' }, 'true'],
  ] as [number | null, Texts, string][])('of %s minor units, %j: %s', (amount, more, expected) => {
    expect(truth('shipping_offered: true', paid(amount), more)).toBe(expected);
  });
});

describe('a line that does not tell its SKU may hold more of any', () => {
  const order = (quantity: number, sku = 'A'): Order => ({
    lines: [
      [sku, quantity, 1000],
      [null, 1, 1000],
    ],
  });
  it.each([
    ['items: { any: { units: { max: 2 } } }', order(1), 'unknown'],
    // There are 10 of A, and an order holds 5 at most.
    ['items: { any: { over_limit: true } }', order(6), 'true'],
    ['items: { any: { over_limit: false } }', order(5), 'unknown'],
    ['items: { any: { available: false } }', order(11), 'true'],
    ['items: { any: { available: true } }', order(10), 'unknown'],
    // Of P, on preorder, there is no number.
    ['items: { any: { available: true } }', order(10, 'P'), 'true'],
  ] as [string, Order, string][])('%s, %j: %s', (when, order, expected) => {
    expect(truth(when, order)).toBe(expected);
  });
});
