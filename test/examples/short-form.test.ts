import { describe, expect, test } from 'vitest';
import { differencesOf } from './directory.ts';

/** Each key of the short form: an order that gets the answer, and one that does not. */
const cases: [key: string, expected: string, order: string, other: string][] = [
  [
    'account',
    'fee_rules: [pro]',
    'finalize: { account: acct_1Pro, items: [{ sku: SOCKS }] }',
    'finalize: { account: acct_1Other, items: [{ sku: SOCKS }], tax: 0 }',
  ],
  [
    'currency',
    'shipping: [{ id: standard, price: 7.99 }]',
    'customize: { currency: cad, to: { country: US }, items: [{ sku: A, price: 1 }], livemode: false }',
    'customize: { to: { country: US }, items: [{ sku: A, price: 1 }], livemode: false }',
  ],
  [
    'livemode, true by default',
    'withheld: { express: when }',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS }] }',
    'customize: { to: { country: US }, items: [{ sku: SOCKS }] }',
  ],
  [
    'automatic_tax, false by default',
    'taxes: omitted',
    'customize: { automatic_tax: true, to: { country: US, state: CA }, items: [{ sku: SOCKS }] }',
    'customize: { to: { country: US, state: CA }, items: [{ sku: SOCKS }] }',
  ],
  [
    'to.country',
    'rule: abroad',
    'finalize: { to: { country: CU }, items: [{ sku: SOCKS }] }',
    'finalize: { to: { country: US }, items: [{ sku: SOCKS }] }',
  ],
  [
    'to.state and to.postal_code, which keeps its text',
    'taxes: { SOCKS: [{ id: us-ca }, { id: la }] }',
    'customize: { to: { country: US, state: CA, postal_code: 90012 }, items: [{ sku: SOCKS }] }',
    'customize: { to: { country: US, state: CA, postal_code: 94016 }, items: [{ sku: SOCKS }] }',
  ],
  [
    'bill_to, in customize too',
    'taxes: { SOCKS: [{ id: gb }] }',
    'customize: { to: { country: US }, bill_to: { country: GB }, items: [{ sku: SOCKS }] }',
    'customize: { to: { country: US }, bill_to: { country: FR }, items: [{ sku: SOCKS }] }',
  ],
  [
    'bill_to',
    'rule: billing',
    'finalize: { bill_to: { country: DE }, items: [{ sku: SOCKS }] }',
    'finalize: { bill_to: { country: AT }, items: [{ sku: SOCKS }] }',
  ],
  [
    'items.sku, which keeps its zeros',
    'taxes: { 0012: [] }',
    'customize: { to: { country: FR }, items: [{ sku: 0012 }] }',
    'customize: { to: { country: US, state: CA }, items: [{ sku: 0012 }] }',
  ],
  [
    'items.quantity, 1 by default',
    'shipping: [{ id: standard, price: 0 }]',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS, quantity: 3 }] }',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS }] }',
  ],
  [
    'items.price, by default that of the catalog',
    'shipping: [{ id: standard, price: 0 }]',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS, price: 50.00 }] }',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS }] }',
  ],
  [
    'items.discount, 0 by default',
    'shipping: [{ id: standard, price: 5.99 }]',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS, quantity: 3, discount: 4.01 }] }',
    'customize: { livemode: false, to: { country: US }, items: [{ sku: SOCKS, quantity: 3, discount: 4.00 }] }',
  ],
  [
    'shipping as an amount',
    'rule: shipping',
    'finalize: { items: [{ sku: SOCKS }], shipping: 100.01 }',
    'finalize: { items: [{ sku: SOCKS }], shipping: 100 }',
  ],
  [
    "shipping as an option's id",
    'rule: default',
    'finalize: { livemode: false, to: { country: US, state: OR }, items: [{ sku: SOCKS }], shipping: standard }',
    'finalize: { livemode: false, to: { country: US, state: OR }, items: [{ sku: SOCKS }], shipping: 5.98 }',
  ],
  [
    'tax, which the total holds',
    'fee: 0.20',
    'finalize: { account: acct_1Pro, items: [{ sku: SOCKS }], tax: 1.99 }',
    'finalize: { account: acct_1Pro, items: [{ sku: SOCKS }] }',
  ],
  [
    'payment.funding; a card where a key of a card is given',
    'rule: prepaid',
    'finalize: { items: [{ sku: SOCKS }], payment: { funding: prepaid } }',
    'finalize: { items: [{ sku: SOCKS }], payment: { funding: credit } }',
  ],
  [
    'payment.type',
    'rule: default',
    'finalize: { items: [{ sku: SOCKS }], payment: { type: klarna } }',
    'finalize: { items: [{ sku: SOCKS }], payment: { type: card, funding: prepaid } }',
  ],
  [
    'payment.brand, country, wallet and iin',
    'rule: brand',
    'finalize: { items: [{ sku: SOCKS }], payment: { brand: amex, country: US, wallet: link, iin: 340000 } }',
    'finalize: { items: [{ sku: SOCKS }], payment: { brand: amex, country: US, wallet: link, iin: 340001 } }',
  ],
  [
    'email',
    'rule: blocked',
    'finalize: { items: [{ sku: SOCKS }], email: X@example.com, phone: 1, name: B }',
    'finalize: { items: [{ sku: SOCKS }], email: y@example.com, phone: 1, name: B }',
  ],
  [
    'phone',
    'rule: blocked',
    'finalize: { items: [{ sku: SOCKS }], email: a@example.com, phone: +1555, name: B }',
    'finalize: { items: [{ sku: SOCKS }], email: a@example.com, phone: +1556, name: B }',
  ],
  [
    'name',
    'rule: blocked',
    'finalize: { items: [{ sku: SOCKS }], email: a@example.com, phone: 1, name: Mallory }',
    'finalize: { items: [{ sku: SOCKS }], email: a@example.com, phone: 1, name: Malloy }',
  ],
];

describe('the short form', () => {
  test.each(cases)('%s', (_, expected, order, other) => {
    expect(differencesOf(`${order}\nexpect: { ${expected} }`)).toEqual([]);
    expect(differencesOf(`${other}\nexpect: { ${expected} }`)).not.toEqual([]);
  });

  test('the price of the catalog is the one in force', () => {
    const order = 'finalize: { account: acct_1Pro, items: [{ sku: JACKET }] }';
    expect(differencesOf(`at: 2026-11-25T12:00\n${order}\nexpect: { fee: 0.99 }`)).toEqual([]);
    expect(differencesOf(`at: 2026-12-25T12:00\n${order}\nexpect: { fee: 1.29 }`)).toEqual([]);
  });

  test('without shipping and tax the request carries neither', () => {
    const order = 'finalize: { account: acct_1Other, to: { country: US }, items: [{ sku: SOCKS }] }';
    expect(differencesOf(`${order}\nexpect: { rule: default, fee: none }`)).toEqual([]);
  });

  test('the lines have a total where there is no tax to share', () => {
    const order = (tax: string) =>
      `finalize: { account: acct_1Pro, items: [{ sku: SOCKS }, { sku: FOOD-1, discount: 1 }]${tax} }`;
    expect(differencesOf(`${order('')}\nexpect: { fee: 1.17, fee_rules: [pro, goods] }`)).toEqual([]);
    expect(differencesOf(`${order(', tax: 0.00')}\nexpect: { fee: 1.17, fee_rules: [pro, goods] }`)).toEqual([]);
    expect(differencesOf(`${order(', tax: 2')}\nexpect: { fee: 0.29, fee_rules: [pro] }`)).toEqual([]);
  });

  test('an order may have no items', () => {
    expect(differencesOf('finalize: { items: [] }\nexpect: { rule: no-items }')).toEqual([]);
    expect(differencesOf('finalize: {}\nexpect: { rule: no-items }')).toEqual([]);
  });

  test('a price in major units is exact', () => {
    const order = 'finalize: { account: acct_1Pro, currency: cad, items: [{ sku: A, price: 900719925474.99 }] }';
    // 1 % of 900,719,925,474.99
    expect(differencesOf(`${order}\nexpect: { fee: 9007199254.75 }`)).toEqual([]);
  });
});
