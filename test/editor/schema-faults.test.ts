/** What a schema tells an editor is what the loader says: faults are faults for both, and what loads is valid. */
import { describe, expect, it } from 'vitest';
import { runExamples } from '../../src/examples/run.ts';
import { compileFiles } from '../../src/node/load.ts';
import type { RuleFiles } from '../../src/rules/files.ts';
import { isValid } from '../support/schemas.ts';

const rest: Readonly<Record<string, string>> = {
  'settings.yaml': 'currency: usd\ncurrencies: [usd, cad]\n',
  'catalog.csv': 'id,price,handling,brand\nA,5.00 USD,fragile,Ours\n',
  'lists/l.txt': 'a\n',
  'tables/t.csv': 'country,price\nUS,5\n',
};

function filesWith(path: string, text: string): RuleFiles {
  return new Map(
    Object.entries({ ...rest, [path]: text }).map(([name, each]) => [name, new TextEncoder().encode(each)]),
  );
}

/** The codes of the errors that the loader or the runner of tests finds in this file. */
function errorsIn(path: string, text: string): string[] {
  const files = filesWith(path, text);
  const loaded = compileFiles(files);
  const { problems } = runExamples(loaded, files);
  return [...loaded.problems.all, ...problems.all]
    .filter(({ at, severity }) => severity === 'error' && at.startsWith(`${path}:`))
    .map(({ code }) => code);
}

const option = (more: string): string => `options:\n  - { id: a, name: A, price: 5.99, ${more} }\n`;
const price = (written: string): string => `options:\n  - { id: a, name: A, price: ${written} }\n`;
const when = (written: string): string => option(`when: { ${written} }`);
const rate = (more: string): string => `rates:\n  - { id: t, percent: 5, ${more} }\n`;
const rule = (more: string): string => `rules:\n  - { id: r, decline: No., if_unknown: skip, ${more} }\n`;
const fee = (more: string): string => `fees:\n  - { id: f, ${more} }\n`;
const customize = 'customize: { to: { country: US }, items: [{ sku: A }] }';
const test = (more: string): string => `tests:\n  - { name: T, ${more} }\n`;

const faults: [path: string, what: string, text: string, code: string][] = [
  ['settings.yaml', 'a missing currency', 'time_zone: UTC\n', 'missing-key'],
  ['settings.yaml', 'a misspelt key', 'currency: usd\ntimezone: UTC\n', 'unknown-key'],
  ['settings.yaml', 'a currency that is none', 'currency: usb\n', 'unknown-currency'],
  ['settings.yaml', 'no currency at all', 'currency: usd\ncurrencies: []\n', 'bad-value'],
  ['settings.yaml', 'a day that is none', 'currency: usd\nbusiness_days: [mon, thurs]\n', 'bad-value'],
  ['settings.yaml', 'a holiday in no calendar', 'currency: usd\nholidays: ["13-25"]\n', 'bad-date'],
  [
    'settings.yaml',
    'a file that accounts cannot have',
    'currency: usd\naccounts: { may_override: [zones] }\n',
    'bad-value',
  ],
  ['settings.yaml', 'a country that is none', 'currency: usd\nzones: { z: { country: UK } }\n', 'unknown-country'],
  [
    'settings.yaml',
    'a misspelt part of a place',
    'currency: usd\nzones: { z: { country: US, zip: 94016 } }\n',
    'unknown-key',
  ],
  [
    'settings.yaml',
    'a name of a zone that cannot be one',
    'currency: usd\nzones: { "@z": { country: US } }\n',
    'bad-value',
  ],
  ['shipping.yaml', 'a list that is none', 'options: 7\n', 'wrong-type'],
  ['shipping.yaml', 'no options', 'sort: cheapest\n', 'missing-key'],
  ['shipping.yaml', 'a misspelt key', option('dispaly_name: B'), 'unknown-key'],
  ['shipping.yaml', 'an option without a price', 'options:\n  - { id: a, name: A }\n', 'missing-key'],
  ['shipping.yaml', 'an option without an id', 'options:\n  - { name: A, price: 5 }\n', 'missing-key'],
  ['shipping.yaml', 'a stored rate with a price', option('use: shr_1'), 'not-allowed-here'],
  ['shipping.yaml', 'a tax rate for a shipping rate', 'options:\n  - { id: a, use: txr_1 }\n', 'bad-value'],
  ['shipping.yaml', 'an id with blanks', 'options:\n  - { id: a b, name: A, price: 5 }\n', 'bad-value'],
  ['shipping.yaml', 'a negative amount', price('-5'), 'bad-amount'],
  ['shipping.yaml', 'an amount with its currency', price('5.99 USD'), 'bad-amount'],
  ['shipping.yaml', 'decimals of a currency without', price('{ usd: 5.99, jpy: 800.50 }'), 'bad-amount'],
  ['shipping.yaml', 'an amount in no currency', price('{}'), 'missing-key'],
  ['shipping.yaml', 'an amount in a currency that is none', option('free_from: { usb: 50 }'), 'unknown-currency'],
  ['shipping.yaml', 'a percent of nothing', price('{ percent: 5 }'), 'missing-key'],
  ['shipping.yaml', 'a percent over 100', price('{ percent: 101, of: subtotal }'), 'bad-percent'],
  ['shipping.yaml', 'tiers by nothing', price('{ tiers: [{ price: 5 }] }'), 'missing-key'],
  ['shipping.yaml', 'no tier', price('{ by: weight, tiers: [] }'), 'bad-value'],
  ['shipping.yaml', 'a part beside a table', price('{ table: tables/t.csv, base: 5 }'), 'not-allowed-here'],
  ['shipping.yaml', 'a table elsewhere', price('{ table: prices/t.csv }'), 'bad-value'],
  ['shipping.yaml', 'two units of weight', price('{ per_kg: 1, per_lb: 1 }'), 'not-allowed-here'],
  ['shipping.yaml', 'a surcharge without an amount', option('surcharges: [{ id: s }]'), 'missing-key'],
  ['shipping.yaml', 'a unit of time that is none', option('delivery: 3 fortnights'), 'bad-delivery'],
  [
    'shipping.yaml',
    'a unit in a map that is none',
    option('delivery: { min: 1, max: 2, unit: fortnight }'),
    'bad-delivery',
  ],
  ['shipping.yaml', 'no longest time', option('delivery: { min: 1, unit: day }'), 'missing-key'],
  [
    'shipping.yaml',
    'a cutoff after midnight',
    option('delivery: { min: 1, max: 2, unit: business_day, cutoff: "25:00" }'),
    'bad-date',
  ],
  ['shipping.yaml', 'a word that is no choice', `sort: dearest\n${option('')}`, 'bad-value'],
  ['shipping.yaml', 'more options than Stripe takes', `max_options: 6\n${option('')}`, 'past-limit'],
  ['shipping.yaml', 'a tax behavior that is none', option('tax_behavior: included'), 'bad-value'],
  ['shipping.yaml', 'metadata of ours', option('metadata: { ratebook_option: b }'), 'not-allowed-here'],
  ['shipping.yaml', 'a long name', `options:\n  - { id: a, name: ${'A'.repeat(101)}, price: 5 }\n`, 'past-limit'],
  ['shipping.yaml', 'a fact of the other hook', when('total: { min: 5 }'), 'wrong-hook'],
  ['shipping.yaml', 'a fact that is none', when('wekday: [sat]'), 'unknown-fact'],
  ['shipping.yaml', 'a weight without a unit', when('weight: { max: 20 }'), 'bad-weight'],
  ['shipping.yaml', 'a weight in stones', when('weight: { max: 3 st }'), 'bad-weight'],
  ['shipping.yaml', 'two lower bounds', when('quantity: { min: 3, over: 2 }'), 'impossible-range'],
  ['shipping.yaml', 'an amount for bounds', when('subtotal: 50'), 'wrong-type'],
  ['shipping.yaml', 'a bare line condition', when('items: { sku: A }'), 'unknown-fact'],
  ['shipping.yaml', 'a fact of the order on a line', when('items: { any: { weekday: sat } }'), 'not-allowed-here'],
  ['shipping.yaml', 'a sum of nothing', when('items: { of: { sku: A } }'), 'missing-key'],
  ['shipping.yaml', 'no time of day', when('time: {}'), 'impossible-range'],
  ['shipping.yaml', 'one fact that differs', when('differ: [to.country]'), 'bad-value'],
  ['shipping.yaml', 'a flag that is none', when('livemode: maybe'), 'wrong-type'],
  ['shipping.yaml', 'an empty list', when('account: []'), 'bad-pattern'],
  ['shipping.yaml', 'a star inside', when('items: { any: { sku: A*B } }'), 'bad-pattern'],
  ['taxes.yaml', 'no rates', 'based_on: shipping\n', 'missing-key'],
  ['taxes.yaml', 'a rate without a percent', 'rates:\n  - { id: t }\n', 'missing-key'],
  ['taxes.yaml', 'a negative percent', 'rates:\n  - { id: t, percent: -5 }\n', 'bad-percent'],
  ['taxes.yaml', 'a percent with five decimals', 'rates:\n  - { id: t, percent: 7.12345% }\n', 'bad-percent'],
  ['taxes.yaml', 'a priority of 0', rate('priority: 0'), 'bad-value'],
  [
    'taxes.yaml',
    'a place without its key',
    rate('where: [country, [CA]]').replace('[country', '[{ country: [] }'),
    'bad-pattern',
  ],
  ['taxes.yaml', 'a date that is none', rate('from: 2026-13-01'), 'bad-date'],
  ['taxes.yaml', 'a class without lines', 'classes: [{ class: food }]\nrates: []\n', 'missing-key'],
  ['approval.yaml', 'an empty file', '{}\n', 'missing-key'],
  ['approval.yaml', 'a rule without a decision', 'rules:\n  - { id: r }\n', 'missing-key'],
  ['approval.yaml', 'a rule with both', rule('approve: true'), 'not-allowed-here'],
  ['approval.yaml', 'a rule that does not approve', 'rules:\n  - { id: r, approve: false }\n', 'bad-value'],
  ['approval.yaml', 'a default that is none', 'default: maybe\n', 'bad-value'],
  [
    'approval.yaml',
    'a fact of the payment that is none',
    rule('when: { payment: { fundng: prepaid } }'),
    'unknown-fact',
  ],
  ['approval.yaml', 'a fact that is missed and is none', rule('when: { missing: [emial] }'), 'unknown-fact'],
  [
    'approval.yaml',
    'a word for unknown that is none',
    'rules:\n  - { id: r, decline: No., if_unknown: no }\n',
    'bad-value',
  ],
  ['fees.yaml', 'a fee of nothing', fee('group: plan'), 'missing-key'],
  ['fees.yaml', 'a percent beside tiers', fee('percent: 5, tiers: [{ percent: 1 }]'), 'not-allowed-here'],
  ['fees.yaml', 'a base that is none', fee('percent: 5, of: totals'), 'bad-value'],
  ['fees.yaml', 'a limit of nothing', `${fee('fixed: { usd: 1, cad: 1 }')}limit: {}\n`, 'missing-key'],
  ['fees.yaml', 'a transfer of two kinds', `${fee('percent: 5')}transfer: { percent: 5, amount: 5 }\n`, 'missing-key'],
  ['fees.yaml', 'a list for a percent', fee('percent: [5]'), 'wrong-type'],
  ['tests/a.yaml', 'no tests', 'tests: []\n', 'missing-key'],
  ['tests/a.yaml', 'nothing that is expected', test(customize), 'missing-key'],
  ['tests/a.yaml', 'nothing in what is expected', test(`${customize}, expect: {}`), 'missing-key'],
  ['tests/a.yaml', 'a test without an order', test('expect: { decision: approved }'), 'missing-key'],
  ['tests/a.yaml', 'a test with two', test(`${customize}, request: a.json, expect: { rule: r }`), 'not-allowed-here'],
  ['tests/a.yaml', 'a decision that is none', test(`${customize}, expect: { decision: yes }`), 'bad-value'],
  [
    'tests/a.yaml',
    'a word of withheld that is none',
    test(`${customize}, expect: { withheld: { a: never } }`),
    'bad-value',
  ],
  [
    'tests/a.yaml',
    'a quantity of 0',
    test('customize: { items: [{ sku: A, quantity: 0 }] }, expect: { rule: r }'),
    'bad-value',
  ],
  [
    'tests/a.yaml',
    'a payment while the cart is filled',
    test('customize: { payment: {} }, expect: { rule: r }'),
    'wrong-hook',
  ],
  [
    'tests/a.yaml',
    'a moment that is none',
    test(`at: 2026-01-01 12:00, ${customize}, expect: { rule: r }`),
    'bad-date',
  ],
];

describe('the schema and the loader both refuse', () => {
  it.each(faults)('in %s %s', (path, _, text, code) => {
    expect(errorsIn(path, text)).toContain(code);
    expect(isValid(path, text)).toBe(false);
  });

  it('no more than that in these: without its fault, each is fine', () => {
    const sound: [string, string][] = [
      ['settings.yaml', 'currency: USD\ntime_zone: UTC\nholidays: ["12-25", 2026-11-26]\nbusiness_days: [Mon-Fri]\n'],
      ['settings.yaml', 'currency: usd\nzones: { no: { country: [NO, us, EU], postal_code: [0150, "94*"] } }\n'],
      ['shipping.yaml', option('free_from: { usd: 50.00, JPY: 800 }, delivery: 3–5 Business Days')],
      [
        'shipping.yaml',
        option('delivery: { min: 1, max: 2, unit: Days }, metadata: { zip: 02139, ok: yes, no: 0x1F }'),
      ],
      ['shipping.yaml', 'options:\n  - { id: 2026, name: 24, price: "5.99" }\n  - { id: true, use: shr_1 }\n'],
      ['shipping.yaml', price('{ base: 1, each: 2, percent: 1.00000, of: subtotal, per_kg: { usd: 1 } }')],
      ['shipping.yaml', when('to: {}, items: { any: { handling: fragile, price: 5, brand: { not: [A, 7] } } }')],
      ['shipping.yaml', when('items: { of: {}, quantity: 3, weight: { max: 20 KG } }, time: { after: 8:00 }')],
      ['taxes.yaml', rate('percent: 5, where: { country: US, state: CA }').replace('percent: 5, percent', 'percent')],
      ['approval.yaml', 'rules:\n  - { id: r, approve: True, when: { livemode: TRUE, email: "*@a.example" } }\n'],
      ['fees.yaml', fee('percent: 2.9%, fixed: { usd: 0.30, cad: 0.40 }, from: 2026-01-01T00:00:00Z')],
      ['tests/a.yaml', test(`at: 2026-01-01T12:00, ${customize}, expect: { taxes: omitted, shipping: omitted }`)],
    ];
    for (const [path, text] of sound) {
      expect(errorsIn(path, text), text).toEqual([]);
      expect(isValid(path, text), text).toBe(true);
    }
  });

  it('not the decimals of a plain number, which an editor has made a float of: `check` does', () => {
    expect(errorsIn('shipping.yaml', price('5.999'))).toEqual(['bad-amount']);
    expect(isValid('shipping.yaml', price('5.999'))).toBe(true);
  });
});
