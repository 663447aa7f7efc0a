import { describe, expect, test } from 'vitest';
import { approvalFile } from '../../../src/rules/parse/approval.ts';
import { feesFile } from '../../../src/rules/parse/fees.ts';
import { settingsFile } from '../../../src/rules/parse/settings.ts';
import { shippingFile } from '../../../src/rules/parse/shipping.ts';
import { taxesFile } from '../../../src/rules/parse/taxes.ts';
import type { Shape } from '../../../src/rules/shape.ts';
import { read } from '../../support/parse.ts';

type Bad = [yaml: string, problems: string | string[], message?: string];

function wrong(shape: Shape<unknown>, bad: Bad[]): void {
  test.each(bad)('%s is wrong', (yaml, expected, message = '') => {
    const { pointed, messages } = read(shape, yaml);
    expect(pointed).toEqual([expected].flat());
    expect(messages[0]).toContain(message);
  });
}

/** The only entry of a file with one list. */
function only(shape: Shape<unknown>, key: string, entry: string): unknown {
  const { value, problems, messages } = read(shape, `${key}: [${entry}]`);
  expect(messages).toEqual([]);
  expect(problems).toEqual([]);
  return (value as Record<string, unknown[]>)[key]?.[0];
}

describe('settings.yaml', () => {
  test('says everything at once', () => {
    const yaml = [
      'currency: USD',
      'currencies: [usd, cad]',
      'time_zone: America/New_York',
      'holidays: [2026-11-26, "12-25", "02-29"]',
      'business_days: mon-sat',
      'zones: { far: { country: US, state: HI }, home: [far, { country: IE }] }',
      'accounts: { may_override: [fees], unknown: refuse }',
    ];
    expect(read(settingsFile.base, yaml.join('\n'))).toMatchObject({
      value: {
        currency: { code: 'usd' },
        currencies: { codes: ['usd', 'cad'] },
        time_zone: { name: 'America/New_York' },
        holidays: ['2026-11-26', '12-25', '02-29'],
        business_days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
        zones: [
          {
            name: 'far',
            place: { is: 'here', country: { not: false, of: ['US'] }, state: { not: false, of: ['HI'] } },
          },
          {
            name: 'home',
            place: {
              is: 'any',
              of: [
                { is: 'zone', zone: 'far' },
                { is: 'here', country: { not: false, of: ['IE'] } },
              ],
            },
          },
        ],
        accounts: { may_override: ['fees'], unknown: 'refuse' },
      },
      problems: [],
    });
  });

  test('has defaults for accounts', () => {
    expect(read(settingsFile.base, 'currency: usd\naccounts: {}').value).toEqual({
      currency: { code: 'usd' },
      accounts: { may_override: ['shipping', 'taxes', 'approval', 'catalog'], unknown: 'base' },
    });
  });

  wrong(settingsFile.base, [
    ['currencies: [usd]', 'missing-key at currencies', '"currency" is missing'],
    ['', 'wrong-type at ', 'Nothing is written here'],
    ['- usd', 'wrong-type at -'],
    ['currency: dollar', 'unknown-currency at dollar'],
    ['currency: usd\ncurrencies: [usd, usd]', 'bad-value at [usd', 'named twice'],
    ['currency: usd\ncurrencies: [usd, cax]', 'unknown-currency at cax', 'Did you mean "ca'],
    ['currency: usd\ntime_zone: New York', 'bad-value at New', 'not a time zone'],
    ['currency: usd\ntime_zone: America/New_Yrok', 'bad-value at America/New_Yrok', 'Did you mean "America/New_York"?'],
    ['currency: usd\ntime_zone: "+02:00"', 'bad-value at "+02'],
    ['currency: usd\ntimezone: UTC', 'unknown-key at timezone', 'Did you mean "time_zone"?'],
    ['currency: usd\nholidays: [12-32, 2026-02-30]', ['bad-date at 12-32', 'bad-date at 2026-02-30']],
    ['currency: usd\nzones: { "@a": {} }', 'bad-value at "@a', 'name of a zone'],
    ['currency: usd\nzones: { a: { zip: 1 } }', 'unknown-key at zip'],
    ['currency: usd\naccounts: { may_override: [shiping] }', 'bad-value at shiping', 'Did you mean "shipping"?'],
    ['currency: usd\naccounts: { unknown: refused }', 'bad-value at refused', 'Did you mean "refuse"?'],
  ]);

  test('of an account says less', () => {
    expect(read(settingsFile.account, 'time_zone: UTC').problems).toEqual([]);
    expect(read(settingsFile.account, 'accounts: { unknown: base }').problems).toEqual(['1:1 not-allowed-here']);
  });

  test('keeps the name of a zone that is wrong', () => {
    const { value } = read(settingsFile.base, 'currency: usd\nzones: { a: 5, b: { zip: 1 } }');
    expect((value as { zones: { name: string }[] }).zones.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('shipping.yaml', () => {
  const option = (rest: string): unknown => only(shippingFile, 'options', `{ id: a, name: A, ${rest} }`);
  const base = { id: 'a', name: 'A', surcharges: [], metadata: [] };

  test.each([
    ['price: 5.99', { price: { base: { plain: '5.99' } } }],
    ['price: { usd: 5.99, cad: 7 }', { price: { base: { by: { usd: '5.99', cad: '7' } } } }],
    [
      'price: { base: 14.99, each_additional: 2.00 }',
      { price: { base: { plain: '14.99' }, each_additional: { plain: '2' } } },
    ],
    [
      'price: { each: 1, per_kg: { usd: 2 } }',
      { price: { each: { plain: '1' }, per_weight: { amount: { by: { usd: '2' } }, unit: 'kg' } } },
    ],
    ['price: { per_lb: 2 }', { price: { per_weight: { amount: { plain: '2' }, unit: 'lb' } } }],
    ['price: { percent: 5, of: subtotal }', { price: { percent: { percent: '5', of: 'subtotal' } } }],
    ['price: { table: tables/x.csv }', { price: { table: { path: 'tables/x.csv' } } }],
    [
      'price: { by: weight, tiers: [{ up_to: 50 kg, price: 39 }, { price: 39, per_kg: 0.80 }] }',
      {
        price: {
          tiers: {
            by: 'weight',
            tiers: [
              { up_to: '50000', price: { plain: '39' } },
              { price: { plain: '39' }, per_weight: { amount: { plain: '0.8' }, unit: 'kg' } },
            ],
          },
        },
      },
    ],
    [
      'price: { by: quantity, tiers: [{ up_to: 2, price: 3 }, { up_to: 4, price: 5 }] }',
      {
        price: {
          tiers: {
            by: 'quantity',
            tiers: [
              { up_to: '2', price: { plain: '3' } },
              { up_to: '4', price: { plain: '5' } },
            ],
          },
        },
      },
    ],
    [
      'price: { by: discounted, tiers: [{ up_to: { usd: 20 }, price: 3 }, { price: 0 }] }',
      {
        price: {
          tiers: {
            by: 'discounted',
            tiers: [{ up_to: { by: { usd: '20' } }, price: { plain: '3' } }, { price: { plain: '0' } }],
          },
        },
      },
    ],
    [
      'price: { base: 5, min: 6 }, max: 9, round_to: 0.50',
      { price: { base: { plain: '5' } }, min: { plain: '6' }, max: { plain: '9' }, round_to: { plain: '0.5' } },
    ],
    ['price: 5, free_from: 50.00', { price: { base: { plain: '5' } }, free_from: { plain: '50' } }],
    [
      'price: 5, tax_behavior: exclusive, tax_code: txcd_92010001',
      { price: { base: { plain: '5' } }, tax_behavior: 'exclusive', tax_code: 'txcd_92010001' },
    ],
    [
      'price: 5, metadata: { carrier: ups, zone: 02 }',
      {
        price: { base: { plain: '5' } },
        metadata: [
          ['carrier', 'ups'],
          ['zone', '02'],
        ],
      },
    ],
    [
      'price: 5, from: 2026-01-01, through: 2026-12-31',
      { price: { base: { plain: '5' } }, from: { time: '2026-01-01' }, through: { time: '2026-12-31' } },
    ],
    [
      'price: 5, surcharges: [{ id: f, items: { sku: X }, each: 4, free: true }, { id: g, add: 1, per_kg: 2 }]',
      {
        price: { base: { plain: '5' } },
        surcharges: [
          {
            id: 'f',
            items: { is: 'all', of: [{ is: 'text', fact: 'sku', match: { not: false, of: ['X'] } }] },
            each: { plain: '4' },
            free: true,
          },
          { id: 'g', add: { plain: '1' }, per_weight: { amount: { plain: '2' }, unit: 'kg' }, free: false },
        ],
      },
    ],
  ])('an option with %s', (rest, value) => {
    expect(option(rest)).toEqual({ ...base, ...value });
  });

  test('a stored rate, and the defaults of the file', () => {
    expect(read(shippingFile, 'options: [{ id: s, use: shr_1MYC8u }]').value).toEqual({
      options: [{ id: 's', use: 'shr_1MYC8u', surcharges: [], metadata: [] }],
      sort: 'as_written',
      max_options: 5,
      if_none: 'empty',
    });
  });

  test('keys of the file', () => {
    const yaml = 'options: []\nships: { items: { sku: X } }\nsort: fastest\nmax_options: 3\nif_none: omit';
    expect(read(shippingFile, yaml).value).toEqual({
      options: [],
      ships: { items: { is: 'all', of: [{ is: 'text', fact: 'sku', match: { not: false, of: ['X'] } }] } },
      sort: 'fastest',
      max_options: 3,
      if_none: 'omit',
    });
  });

  const one = (rest: string): string => `options: [{ id: a, ${rest} }]`;
  wrong(shippingFile, [
    ['sort: cheapest', 'missing-key at sort', '"options" is missing'],
    ['option: []', 'unknown-key at option', 'Did you mean "options"?'],
    ['options: {}', 'wrong-type at {'],
    ['options: [{ name: A, price: 5 }]', 'missing-key at {', '"id" is missing'],
    ['options: [{ id: a b, name: A, price: 5 }]', 'bad-value at a', 'Write a-b.'],
    [one('price: 5'), 'missing-key at {', '"name" is missing'],
    [one('name: A'), 'missing-key at {', '"price" is missing'],
    [
      one('name: A, price: 5, dispaly_name: B'),
      'unknown-key at dispaly_name',
      '"dispaly_name" is not known here. Did you mean "name"?',
    ],
    [one('name: A, cost: 5'), ['unknown-key at cost'], 'Did you mean "price"?'],
    [one('use: txr_1, when: {}'), 'bad-value at txr_1', 'belongs into taxes.yaml'],
    [one('use: rate_1'), 'bad-value at rate_1'],
    [one('use: shr_1, price: 5'), 'not-allowed-here at price', 'does not go with "use"'],
    [one(`name: ${'A'.repeat(101)}, price: 5`), 'past-limit at AAAAAAAAAAAAAAAAAAAA', '101 characters'],
    [one('name: "", price: 5'), 'bad-value at "'],
    [one('name: A, price: {}'), 'missing-key at {', 'No price is given'],
    [one('name: A, price: { percent: 5 }'), 'missing-key at percent', 'needs "of"'],
    [one('name: A, price: { of: subtotal }'), 'missing-key at of', 'needs "percent"'],
    [one('name: A, price: { by: weight }'), 'missing-key at by', 'needs "tiers"'],
    [one('name: A, price: { tiers: [] }'), 'missing-key at tiers', 'needs "by"'],
    [one('name: A, price: { per_kg: 1, per_lb: 2 }'), 'not-allowed-here at per_lb'],
    [one('name: A, price: { table: tables/x.csv, base: 5 }'), 'not-allowed-here at table', 'whole price'],
    [one('name: A, price: { table: x.csv }'), 'bad-value at x.csv', 'Write tables/x.csv.'],
    [one('name: A, price: { table: tables/../x.csv }'), 'bad-value at tables/../x.csv'],
    [one('name: A, price: { usd: 5.999 }'), 'bad-amount at 5.999'],
    [one('name: A, price: { by: weight, tiers: [{ up_to: 5, price: 1 }] }'), 'bad-weight at 5', '5 kg?'],
    [one('name: A, price: { by: weight, tiers: [] }'), 'bad-value at [', 'No tier'],
    [
      one('name: A, price: { by: quantity, tiers: [{ price: 1, per_kg: 1 }] }'),
      'not-allowed-here at per_kg',
      'by: weight',
    ],
    [
      one('name: A, price: { by: quantity, tiers: [{ price: 1 }, { up_to: 2, price: 1 }] }'),
      'impossible-range at {',
      'last tier',
    ],
    [
      one('name: A, price: { by: quantity, tiers: [{ up_to: 2, price: 1 }, { up_to: 2, price: 1 }] }'),
      'impossible-range at {',
      'ascend',
    ],
    [
      one(
        'name: A, price: { by: subtotal, tiers: [{ up_to: { usd: 9, cad: 9 }, price: 1 }, { up_to: { usd: 10, cad: 8 }, price: 1 }] }',
      ),
      'impossible-range at {',
    ],
    [one('name: A, price: { base: 1, min: 2 }, min: 3'), 'duplicate-key at min', 'beside it'],
    [one('name: A, price: 1, min: 3, max: 2'), 'impossible-range at 3'],
    [one('name: A, price: 1, round_to: 0'), 'bad-amount at 0', 'round_to'],
    [one('name: A, price: 1, tax_code: shipping'), 'bad-value at shipping', 'txcd_'],
    [one('name: A, price: 1, tax_behavior: included'), 'bad-value at included'],
    [one('name: A, price: 1, metadata: { ratebook_option: x }'), 'not-allowed-here at ratebook_option'],
    [one('name: A, price: 1, metadata: { "a[b]": x }'), 'bad-value at "a'],
    [one(`name: A, price: 1, metadata: { ${'k'.repeat(41)}: x }`), 'past-limit at kkkkkkkkkkkkkkkkkkkk'],
    [one(`name: A, price: 1, metadata: { k: ${'v'.repeat(501)} }`), 'past-limit at vvvvvvvvvvvvvvvvvvvv'],
    [
      one(`name: A, price: 1, metadata: { ${Array.from({ length: 50 }, (_, i) => `k${i}: x`).join(', ')} }`),
      'past-limit at {',
    ],
    [one('name: A, price: 1, surcharges: [{ id: f }]'), 'missing-key at {', 'needs an amount'],
    [one('name: A, price: 1, surcharges: [{ id: f, add: 1 }, { id: f, add: 2 }]'), 'duplicate-id at f'],
    [one('name: A, price: 1, from: 2026-02-01, through: 2026-01-01'), 'impossible-range at through'],
    [one('name: A, price: 1, when: { total: { min: 5 } }'), 'wrong-hook at total', 'Use "discounted".'],
    [one('name: A, price: 1, when: { email: x }'), 'wrong-hook at email'],
    ['options: [{ id: a, name: A, price: 1 }, { id: a, name: B, price: 2 }]', 'duplicate-id at a', 'line 1'],
    ['options: []\nmax_options: 6', 'past-limit at 6'],
    ['options: []\nmax_options: 0', 'bad-value at 0'],
    ['options: []\nsort: price', 'bad-value at price'],
    ['options: []\nships: {}', 'missing-key at {'],
  ]);

  test('every fault of a file is found in one run', () => {
    const yaml = [
      'options:',
      '  - id: a',
      '    dispaly_name: A',
      '    price: 1,50',
      '  - { id: b, name: B, price: 5, delivery: 5-3 days }',
      '  - { id: b, name: C, price: 5, when: { sku: X } }',
      'sorted: cheapest',
    ];
    expect(read(shippingFile, yaml.join('\n')).problems).toEqual([
      ...[
        '3:5 unknown-key',
        '4:12 bad-amount',
        '5:43 impossible-range',
        '6:41 unknown-fact',
        '7:1 unknown-key',
        '6:11 duplicate-id',
      ],
    ]);
  });
});

describe('an entry with a fault', () => {
  const ids = (entry: string): string[] =>
    (read(shippingFile, `options: [${entry}]`).value as { options: { id: string }[] }).options.map(({ id }) => id);

  test.each([
    '{ id: a, name: A, price: 5, colour: red }',
    '{ id: a, name: A, price: 5, delivery: soon }',
    '{ id: a, name: A, price: much, when: { to: far } }',
    '{ id: a, name: "", price: 5 }',
  ])('%s is still checked for what it refers to', (entry) => {
    expect(ids(entry)).toEqual(['a']);
  });

  test.each([
    '{ id: a, dispaly_name: A, price: 5 }',
    '{ id: a, name: A, price: 5, when: { sku: X } }',
    '{ id: a, name: A, price: 5, form: 2026-01-01 }',
    '{ id: a!, name: A, price: 5 }',
  ])('%s is left out where it would say something else', (entry) => {
    expect(ids(entry)).toEqual([]);
  });
});

describe('taxes.yaml', () => {
  const rate = (rest: string): unknown => only(taxesFile, 'rates', `{ id: a, ${rest} }`);
  const base = { id: 'a', name: 'Tax', class: { name: 'standard' }, priority: 1, compound: false, shipping: true };

  test.each([
    ['percent: 7.25', { percent: '7.25' }],
    [
      'name: QST, percent: 9.975%, where: { country: CA }, priority: 2',
      { name: 'QST', percent: '9.975', where: { is: 'here', country: { not: false, of: ['CA'] } }, priority: 2 },
    ],
    ['use: txr_1MYC8u', { use: 'txr_1MYC8u' }],
    ['use: txr_1MYC8u, percent: 20', { use: 'txr_1MYC8u', percent: '20' }],
    [
      'percent: 7, class: food, inclusive: true, compound: true, shipping: false',
      { percent: '7', class: { name: 'food' }, inclusive: true, compound: true, shipping: false },
    ],
    [
      'percent: 0, where: far, through: 2026-12-31',
      { percent: '0', where: { is: 'zone', zone: 'far' }, through: { time: '2026-12-31' } },
    ],
  ])('a rate with %s', (rest, value) => {
    expect(rate(rest)).toEqual({ ...base, ...value });
  });

  test('keys of the file', () => {
    const yaml = [
      'prices_include_tax: true',
      'based_on: billing',
      'classes: [{ class: food, like: standard, items: { sku: X } }, { class: none, items: {} }]',
      'tables: tables/us.csv',
      'exempt: [{ id: e, items: { price: { under: 110 } }, where: ny, priority: 1 }, { id: f, priority: [1, 2] }]',
      'shipping: { taxed: true, class: food }',
    ];
    const line = (...of: unknown[]) => ({ is: 'all', of });
    expect(read(taxesFile, yaml.join('\n'))).toMatchObject({
      value: {
        prices_include_tax: true,
        based_on: 'billing',
        classes: [
          {
            ...{ class: 'food', like: { name: 'standard' } },
            items: line({ is: 'text', fact: 'sku', match: { not: false, of: ['X'] } }),
          },
          { class: 'none', items: line() },
        ],
        rates: [],
        tables: [{ path: 'tables/us.csv' }],
        exempt: [
          {
            ...{ id: 'e', where: { is: 'zone', zone: 'ny' }, priority: [1] },
            items: line({ is: 'amount', fact: 'price', bounds: { under: { plain: '110' } } }),
          },
          { id: 'f', priority: [1, 2] },
        ],
        shipping: { taxed: true, class: { name: 'food' } },
      },
      problems: [],
    });
  });

  const one = (rest: string): string => `rates: [{ id: a, ${rest} }]`;
  wrong(taxesFile, [
    ['prices_include_tax: true', 'missing-key at prices_include_tax', 'No rate'],
    [one('name: A'), 'missing-key at {', '"percent" is missing'],
    [one('use: shr_1'), 'bad-value at shr_1', 'belongs into shipping.yaml'],
    [one('percent: 7.12345'), 'bad-percent at 7.12345'],
    [one('percent: 101'), 'bad-percent at 101'],
    [one(`percent: 1, name: ${'A'.repeat(51)}`), 'past-limit at AAAAAAAAAAAAAAAAAAAA'],
    [one('percent: 1, priority: 0'), 'bad-value at 0'],
    [one('percent: 1, priority: 1.5'), 'bad-value at 1.5'],
    [one('percent: 1, to: { country: US }'), 'unknown-key at to', 'Did you mean "where"?'],
    [one('percent: 1, where: { zip: 1 }'), 'unknown-key at zip', 'postal_code'],
    [one('percent: 1, when: { bill_to: {} }'), 'wrong-hook at bill_to'],
    ['rates: [{ id: a, percent: 1 }]\nexempt: [{ id: a }]', 'duplicate-id at a', 'line 1'],
    ['rates: []\nexempt: [{ id: a, priority: [] }]', 'bad-value at ['],
    ['rates: []\nclasses: [{ class: a }]', 'missing-key at {', '"items" is missing'],
    ['rates: []\nclasses: [{ class: a, like: a, items: {} }]', 'not-allowed-here at like'],
    ['rates: []\nclasses: [{ class: none, like: a, items: {} }]', 'not-allowed-here at like'],
    ['rates: []\nclasses: [{ class: a, items: { any: [{ total: { min: 1 } }] } }]', 'wrong-hook at total'],
    ['rates: []\nbased_on: home', 'bad-value at home'],
    ['rates: []\ntables: [us.csv]', 'bad-value at us.csv', 'tables/us.csv'],
    ['rates: []\nshipping: true', 'wrong-type at true'],
  ]);

  test('keeps the name of a class that is wrong', () => {
    const { value } = read(taxesFile, 'rates: []\nclasses: [{ class: food, itmes: {} }]');
    expect((value as { classes: { class: string }[] }).classes.map((each) => each.class)).toEqual(['food']);
  });
});

describe('approval.yaml', () => {
  const shape = approvalFile.base;
  const rule = (rest: string): unknown => only(shape, 'rules', `{ id: a, ${rest} }`);

  test.each([
    ['approve: true', { decision: { approve: true }, if_unknown: 'skip', if_unknown_given: false, shadow: false }],
    [
      'decline: "No.", if_unknown: decline',
      { decision: { decline: 'No.' }, if_unknown: 'decline', if_unknown_given: true, shadow: false },
    ],
    [
      'decline: "No.", if_unknown: skip, shadow: true',
      { decision: { decline: 'No.' }, if_unknown: 'skip', if_unknown_given: true, shadow: true },
    ],
  ])('a rule with %s', (rest, value) => {
    expect(rule(rest)).toEqual({ id: 'a', ...value });
  });

  test.each([
    ['default: approve', { approve: true }],
    ['default: { decline: "No." }', { decline: 'No.' }],
    ['rules: []', { approve: true }],
  ])('%s', (yaml, value) => {
    expect(read(shape, yaml).value).toEqual({ always: [], rules: [], default: value });
  });

  const one = (rest: string): string => `rules: [{ id: a, ${rest} }]`;
  wrong(shape, [
    ['{}', 'missing-key at {', 'No rule'],
    [one('when: {}'), 'missing-key at {', 'No decision'],
    [one('approve: true, decline: x'), 'not-allowed-here at approve', 'not both'],
    [one('approve: false'), 'bad-value at false', 'decline: "the reason"'],
    [one('approve: true, if_unknown: decline'), 'not-allowed-here at if_unknown'],
    [one('decline: ""'), 'bad-value at "'],
    [one('decline: true, reason: x'), 'unknown-key at reason', 'Did you mean "decline"?'],
    [one(`decline: ${'x'.repeat(201)}`), 'past-limit at xxxxxxxxxxxxxxxxxxxx'],
    [one('decline: x, if_unknown: approve'), 'bad-value at approve'],
    ['default: decline', 'bad-value at decline'],
    ['default: { decline: }', 'wrong-type at decline'],
    ['always: [{ id: a, approve: true }]\nrules: [{ id: a, approve: true }]', 'duplicate-id at a'],
  ]);

  test('of an account has no always', () => {
    const yaml = 'always: [{ id: a, approve: true }]\nrules: []';
    expect(read(approvalFile.account, yaml).problems).toEqual(['1:1 not-allowed-here']);
    expect(read(shape, yaml).problems).toEqual([]);
  });
});

describe('fees.yaml', () => {
  const fee = (rest: string): unknown => only(feesFile, 'fees', `{ id: a, ${rest} }`);
  const base = { id: 'a', group: '', of: 'discounted', graduated: false };

  test.each([
    ['percent: 5', { percent: '5' }],
    [
      'group: plan, percent: 2.9, fixed: 0.30, of: total, min: 1, max: 50',
      {
        group: 'plan',
        percent: '2.9',
        fixed: { plain: '0.3' },
        of: 'total',
        min: { plain: '1' },
        max: { plain: '50' },
      },
    ],
    [
      'items: { sku: X }, fixed: { usd: 1 }',
      {
        items: { is: 'all', of: [{ is: 'text', fact: 'sku', match: { not: false, of: ['X'] } }] },
        fixed: { by: { usd: '1' } },
      },
    ],
    [
      'tiers: [{ up_to: 100, percent: 1 }, { percent: 0.5, fixed: 0.50 }], graduated: true',
      {
        tiers: [
          { up_to: { plain: '100' }, percent: '1' },
          { percent: '0.5', fixed: { plain: '0.5' } },
        ],
        graduated: true,
      },
    ],
  ])('a fee with %s', (rest, value) => {
    expect(fee(rest)).toEqual({ ...base, ...value });
  });

  test.each([
    ['limit: { max: 100.00 }', { limit: { max: { plain: '100' } } }],
    ['transfer: { percent: 90, of: total }', { transfer: { percent: '90', of: 'total' } }],
    ['transfer: { percent: 90 }', { transfer: { percent: '90', of: 'discounted' } }],
    ['transfer: { amount: 5 }', { transfer: { amount: { plain: '5' } } }],
  ])('%s', (yaml, value) => {
    expect(read(feesFile, `fees: []\n${yaml}`)).toMatchObject({ value: { fees: [], ...value }, problems: [] });
  });

  const one = (rest: string): string => `fees: [{ id: a, ${rest} }]`;
  wrong(feesFile, [
    ['limit: { max: 5 }', 'missing-key at limit', '"fees" is missing'],
    [one('of: total'), 'missing-key at {', 'No fee is given'],
    [one('percent: 5, tiers: [{ percent: 1 }]'), 'not-allowed-here at percent', 'into the tiers'],
    [one('percent: 5, graduated: true'), 'not-allowed-here at graduated'],
    [one('percent: 5, items: {}, of: shipping'), 'not-allowed-here at of', 'whole order'],
    [one('percent: 5, items: {}, of: total_without_tax'), 'not-allowed-here at of'],
    [one('percent: 5, of: tax'), 'bad-value at tax'],
    [one('percent: 5, min: 2, max: 1'), 'impossible-range at 2'],
    [one('tiers: [{ up_to: 5 }]'), 'missing-key at {', 'needs "percent" or "fixed"'],
    [one('tiers: []'), 'bad-value at ['],
    [one('tiers: [{ up_to: 5, percent: 1 }, { up_to: 5, percent: 2 }]'), 'impossible-range at {'],
    [one('percent: 5, cap: 1'), 'unknown-key at cap', 'Did you mean "max"?'],
    ['fees: []\nlimit: {}', 'missing-key at {'],
    ['fees: []\nlimit: { min: 2, max: 1 }', 'impossible-range at 2'],
    ['fees: []\ntransfer: {}', 'missing-key at {'],
    ['fees: []\ntransfer: { percent: 9, amount: 1 }', 'missing-key at {'],
    ['fees: [{ id: a, percent: 1 }, { id: a, percent: 2 }]', 'duplicate-id at a'],
  ]);
});
