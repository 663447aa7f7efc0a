import { describe, expect, test } from 'vitest';
import { differencesOf } from './directory.ts';

const california =
  'customize: { livemode: false, to: { country: US, state: CA, postal_code: 90012 }, items: [{ sku: SOCKS }, { sku: FOOD-1 }] }';
const express = 'at: 2026-11-16T10:00\ncustomize: { to: { country: US, state: OR }, items: [{ sku: SOCKS }] }';
const canada = 'customize: { to: { country: CA }, bill_to: { country: GB }, items: [{ sku: SOCKS }] }';
const nowhere = 'customize: { items: [{ sku: SOCKS }] }';
const prepaid = 'finalize: { account: acct_1Pro, items: [{ sku: SOCKS }], payment: { funding: prepaid } }';
const plain = 'finalize: { account: acct_1Pro, items: [{ sku: FOOD-1, quantity: 2 }, { sku: SOCKS }] }';
const own = 'finalize: { items: [{ sku: SOCKS, quantity: 28 }] }';

/** What holds, then what does not, with the difference. */
const cases: [key: string, order: string, holds: string, not: string, difference: string][] = [
  [
    'shipping',
    california,
    'shipping: [{ id: standard, price: 5.990 }]',
    'shipping: [{ id: standard, price: 6 }]',
    'shipping[0].price: 6 / 5.99',
  ],
  [
    'its length',
    express,
    'shipping: [{ id: standard }, { id: express }]',
    'shipping: [{ id: standard, price: 5.99 }]',
    'shipping: [standard 5.99] / [standard 5.99, express 14.99]',
  ],
  [
    'its order',
    express,
    'shipping: [{ id: standard }, { id: express }]',
    'shipping: [{ id: express }, { id: standard }]',
    'shipping: [express, standard] / [standard 5.99, express 14.99]',
  ],
  ['none of it', canada, 'withheld: { standard: when }', 'shipping: []', 'shipping: [] / [stored]'],
  ['shipping that is left out', nowhere, 'shipping: omitted', 'shipping: []', 'shipping: [] / omitted'],
  [
    'shipping that is not left out',
    california,
    'shipping: [{ id: standard }]',
    'shipping: omitted',
    'shipping: omitted / [standard 5.99]',
  ],
  [
    'name',
    express,
    'shipping: [{ id: standard, name: Standard }, { id: express, name: Express }]',
    'shipping: [{ id: standard, name: Standrd }, { id: express }]',
    'shipping[0].name: Standrd / Standard',
  ],
  [
    'min',
    express,
    'shipping: [{ id: standard, min: 3 }, { id: express, min: 1 }]',
    'shipping: [{ id: standard, min: 4 }, { id: express }]',
    'shipping[0].min: 4 / 3',
  ],
  [
    'max',
    express,
    'shipping: [{ id: standard, max: 5 }, { id: express, max: 2 }]',
    'shipping: [{ id: standard }, { id: express, max: 3 }]',
    'shipping[1].max: 3 / 2',
  ],
  [
    'unit',
    express,
    'shipping: [{ id: standard, unit: business_day }, { id: express }]',
    'shipping: [{ id: standard, unit: day }, { id: express }]',
    'shipping[0].unit: day / business_day',
  ],
  [
    'tax_behavior',
    express,
    'shipping: [{ id: standard, tax_behavior: exclusive }, { id: express }]',
    'shipping: [{ id: standard, tax_behavior: inclusive }, { id: express }]',
    'shipping[0].tax_behavior: inclusive / exclusive',
  ],
  [
    'use of an option',
    canada,
    'shipping: [{ id: stored, use: shr_1Abc }]',
    'shipping: [{ id: stored, use: shr_1Abd }]',
    'shipping[0].use: shr_1Abd / shr_1Abc',
  ],
  [
    'the price of a stored option',
    canada,
    'shipping: [{ id: stored }]',
    'shipping: [{ id: stored, price: 5 }]',
    'shipping[0].price: 5 / none',
  ],
  [
    'withheld: when',
    california,
    'withheld: { stored: when, courier: when }',
    'withheld: { stored: unknown }',
    'withheld.stored: unknown / when',
  ],
  [
    'withheld: unknown',
    nowhere,
    'withheld: { standard: unknown }',
    'withheld: { standard: limit }',
    'withheld.standard: limit / unknown',
  ],
  [
    'an option that is not withheld',
    california,
    'shipping: [{ id: standard }]',
    'withheld: { standard: when }',
    'withheld.standard: when / offered',
  ],
  [
    'withheld: currency',
    'at: 2026-11-16T10:00\ncustomize: { currency: eur, to: { country: US }, items: [{ sku: A, price: 1 }] }',
    'withheld: { standard: currency }',
    'withheld: { standard: price }',
    'withheld.standard: price / currency',
  ],
  [
    'taxes',
    california,
    'taxes: { SOCKS: [{ name: CA Sales Tax }, { name: Los Angeles }], FOOD-1: [] }',
    'taxes: { FOOD-1: [{ percent: 5 }] }',
    'taxes.FOOD-1: [5 %] / []',
  ],
  [
    'their length',
    california,
    'taxes: { SOCKS: [{}, {}] }',
    'taxes: { SOCKS: [{ name: CA Sales Tax, percent: 7.25 }] }',
    'taxes.SOCKS: [CA Sales Tax 7.25 %] / [CA Sales Tax 7.25 %, Los Angeles 2.25 %]',
  ],
  ['by line id', california, 'taxes: { li_2: [] }', 'taxes: { li_2: [{ id: us-ca }] }', 'taxes.li_2: [us-ca] / []'],
  ['taxes that are left out', nowhere, 'taxes: omitted', 'taxes: { SOCKS: [] }', 'taxes.SOCKS: [] / omitted'],
  [
    'taxes that are not left out',
    canada,
    'taxes: { SOCKS: [{ use: txr_1Abc }] }',
    'taxes: omitted',
    'taxes: omitted / { SOCKS: [txr_1Abc 20 %] }',
  ],
  [
    'id of a rate',
    california,
    'taxes: { SOCKS: [{ id: us-ca }, { id: la }] }',
    'taxes: { SOCKS: [{ id: us-ca }, { id: gb }] }',
    'taxes.SOCKS[1].id: gb / la',
  ],
  [
    'name of a rate',
    california,
    'taxes: { SOCKS: [{ name: CA Sales Tax }, {}] }',
    'taxes: { SOCKS: [{ name: Sales Tax }, {}] }',
    'taxes.SOCKS[0].name: Sales Tax / CA Sales Tax',
  ],
  [
    'percent',
    california,
    'taxes: { SOCKS: [{ percent: "7.250%" }, { percent: 2.25 }] }',
    'taxes: { SOCKS: [{ percent: 7.26 }, {}] }',
    'taxes.SOCKS[0].percent: 7.26 / 7.25',
  ],
  [
    'inclusive',
    california,
    'taxes: { SOCKS: [{ inclusive: false }, {}] }',
    'taxes: { SOCKS: [{ inclusive: true }, {}] }',
    'taxes.SOCKS[0].inclusive: true / false',
  ],
  [
    'use of a rate',
    canada,
    'taxes: { SOCKS: [{ use: txr_1Abc, percent: 20 }] }',
    'taxes: { SOCKS: [{ use: txr_1Abd }] }',
    'taxes.SOCKS[0].use: txr_1Abd / txr_1Abc',
  ],
  ['decision', prepaid, 'decision: declined', 'decision: approved', 'decision: approved / declined'],
  ['rule', prepaid, 'rule: prepaid', 'rule: default', 'rule: default / prepaid'],
  [
    'reason',
    prepaid,
    'reason: Prepaid cards are not accepted.',
    'reason: No.',
    'reason: No. / Prepaid cards are not accepted.',
  ],
  ['the reason of an approval', plain, 'decision: approved', 'reason: No.', 'reason: No. / none'],
  ['fee', plain, 'fee: 2.38', 'fee: 2.37', 'fee: 2.37 / 2.38'],
  ['no fee', prepaid, 'fee: none', 'fee: 1', 'fee: 1 / 0.00'],
  ['a fee of 0', own, 'fee: 0.00', 'fee: 0.01', 'fee: 0.01 / 0.00'],
  ['fee_rules', plain, 'fee_rules: [pro, goods]', 'fee_rules: [goods, pro]', 'fee_rules: [goods, pro] / [pro, goods]'],
  ['no fee_rules', own, 'fee_rules: []', 'fee_rules: [plan]', 'fee_rules: [plan] / []'],
  ['transfer', plain, 'transfer: 34.20', 'transfer: none', 'transfer: 0 / 34.20'],
  ['no transfer', own, 'transfer: none', 'transfer: 1', 'transfer: 1 / 0.00'],
  ['shadow', own, 'shadow: [watched]', 'shadow: []', 'shadow: [] / [watched]'],
  ['no shadow', plain, 'shadow: []', 'shadow: [watched]', 'shadow: [watched] / []'],
  [
    'response',
    plain,
    'response: { manual_approval_details: { type: approved } }',
    'response: { manual_approval_details: { type: declined } }',
    'response.manual_approval_details.type: declined / "approved"',
  ],
  [
    'numbers of a response, by value',
    plain,
    'response: { application_fee_details: { application_fee_amount: 238.0 } }',
    'response: { application_fee_details: { application_fee_amount: 239 } }',
    'response.application_fee_details.application_fee_amount: 239 / 238',
  ],
  [
    'what a response leaves out',
    own,
    'response: { application_fee_details: omitted }',
    'response: { application_fee_details: { application_fee_amount: 5 } }',
    'response.application_fee_details: { application_fee_amount: 5 } / omitted',
  ],
  [
    'lists of a response, by length',
    express,
    'response: { shipping_options: [{}, { shipping_rate_data: { fixed_amount: { amount: 1499 } } }] }',
    'response: { shipping_options: [{ shipping_rate: shr_1 }] }',
    '',
  ],
  [
    'true and false in a response',
    california,
    'response: { line_items: [{ tax_rates: [{ rate_data: { inclusive: false } }, {}] }, { id: li_2, tax_rates: [] }] }',
    'response: { line_items: [{ tax_rates: [{ rate_data: { inclusive: true } }, {}] }, {}] }',
    'response.line_items[0].tax_rates[0].rate_data.inclusive: true / false',
  ],
];

describe('what is expected must hold', () => {
  test.each(cases)('%s', (_, order, holds, not, difference) => {
    expect(differencesOf(`${order}\nexpect: { ${holds} }`)).toEqual([]);
    const differences = differencesOf(`${order}\nexpect: { ${not} }`);
    if (difference === '') expect(differences).toHaveLength(1);
    else expect(differences).toEqual([difference]);
  });

  test('every difference is told', () => {
    const order = `${prepaid}\nexpect: { decision: approved, rule: default, fee: 3 }`;
    expect(differencesOf(order)).toEqual(['decision: approved / declined', 'rule: default / prepaid', 'fee: 3 / 0.00']);
  });

  test('no approval.yaml, no decision', () => {
    const files = { 'approval.yaml': null };
    const order = 'finalize: { items: [{ sku: SOCKS }] }';
    expect(differencesOf(`${order}\nexpect: { decision: omitted }`, files)).toEqual([]);
    expect(differencesOf(`${order}\nexpect: { decision: approved }`, files)).toEqual(['decision: approved / omitted']);
  });

  test('of a SKU on several lines every line must have what is expected', () => {
    const order = 'customize: { bill_to: { country: US, state: CA }, items: [{ sku: SOCKS }, { sku: SOCKS }] }';
    expect(differencesOf(`${order}\nexpect: { taxes: { SOCKS: [{ percent: 7.25 }] } }`)).toEqual([]);
    expect(differencesOf(`${order}\nexpect: { taxes: { SOCKS: [{ percent: 7 }] } }`)).toEqual([
      'taxes.SOCKS (li_1)[0].percent: 7 / 7.25',
      'taxes.SOCKS (li_2)[0].percent: 7 / 7.25',
    ]);
  });
});
