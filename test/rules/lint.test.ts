import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint/lint.ts';
import { Problems } from '../../src/rules/problem.ts';
import { load, noon, type Texts } from '../support/decide.ts';

/** Place and code of each warning. */
const warnings = (files: Texts): string[] => {
  const { source, problems } = load(files);
  if (source === null || problems.hasErrors) throw new Error(JSON.stringify(problems.all));
  const found = new Problems();
  lint(source, noon, found);
  return found.all.map(({ at, code }) => `${at} ${code}`);
};
const approval = (rule: string): Texts => ({
  'approval.yaml': `rules:\n  - { id: r, ${rule} }\n`,
  'catalog.csv': 'id,kind\nA,b\n',
});

describe('what nothing uses', () => {
  it.each([
    [{ 'settings.yaml': 'currency: usd\nzones:\n  a: { country: US }\n' }, ['settings.yaml:3:3 unused']],
    [{ 'lists/x.txt': 'x\n' }, ['lists/x.txt:1:1 unused']],
    [
      { 'settings.yaml': 'currency: usd\nzones:\n  a: { country: US }\n  b: { country: CA, except: a }\n' },
      ['settings.yaml:4:3 unused'],
    ],
    [{ ...approval('approve: true, when: { email: "@x" }'), 'lists/x.txt': 'x\n' }, []],
    [
      {
        'lists/x.txt': '1*\n',
        'taxes.yaml': 'rates: [ { id: t, percent: 1, where: { country: US, postal_code: "@x" } } ]\n',
      },
      [],
    ],
    [
      {
        'lists/x.txt': '1*\n',
        'tables/t.csv': 'country,postal_code,percent\nUS,@x,1\n',
        'taxes.yaml': 'tables: [tables/t.csv]\n',
      },
      [],
    ],
    [
      {
        'settings.yaml': 'currency: usd\nzones:\n  a: { country: US }\n',
        'accounts/acct_1/shipping.yaml': 'options:\n  - { id: o, name: O, price: 1, when: { to: a } }\n',
      },
      [],
    ],
    [{ 'accounts/acct_1/lists/x.txt': 'x\n' }, ['accounts/acct_1/lists/x.txt:1:1 unused']],
  ] as [Texts, string[]][])('%j: %j', (files, expected) => {
    expect(warnings(files)).toEqual(expected);
  });
});

describe('a decline rule that does not say what an unknown fact means', () => {
  it.each([
    ['decline: No., when: { to: { country: CU } }', true],
    ['decline: No., when: { to: { country: CU } }, if_unknown: skip', false],
    ['decline: No., when: { to: { country: CU } }, if_unknown: decline', false],
    ['approve: true, when: { to: { country: CU } }', false],
    ['decline: No., when: { payment: { funding: prepaid } }', true],
    ['decline: No., when: { items: { any: { sku: X } } }', true],
    ['decline: No., when: { items: { any: { kind: X } } }', true],
    ['decline: No., when: { items: { any: { in_catalog: false } } }', true],
    ['decline: No., when: { items: { any: { quantity: 3 } } }', false],
    ['decline: No., when: { total: { min: 200 } }', false],
    ['decline: No., when: { differ: [to.country, bill_to.country] }', true],
    ['decline: No., when: { missing: email }', false],
  ])('{ %s }: %s', (rule, warned) => {
    expect(warnings(approval(rule))).toEqual(warned ? ['approval.yaml:2:5 if-unknown'] : []);
  });
});

describe('what can never apply', () => {
  it.each([
    [
      { 'approval.yaml': 'rules:\n  - { id: a, approve: true }\n  - { id: b, decline: No. }\n' },
      ['approval.yaml:3:5 unreachable'],
    ],
    [{ 'approval.yaml': 'rules:\n  - { id: a, approve: true, shadow: true }\n  - { id: b, decline: No. }\n' }, []],
    [
      { 'approval.yaml': 'rules:\n  - { id: a, approve: true, through: 2030-01-01 }\n  - { id: b, decline: No. }\n' },
      [],
    ],
    [
      {
        'approval.yaml': 'default: approve\n',
        'fees.yaml':
          'fees:\n  - { id: a, percent: 1 }\n  - { id: b, percent: 2 }\n  - { id: c, group: x, percent: 3 }\n',
      },
      ['fees.yaml:3:5 unreachable'],
    ],
    [
      {
        'taxes.yaml':
          'rates:\n  - { id: a, percent: 1, where: { country: US } }\n  - { id: b, percent: 2, where: { country: US } }\n',
      },
      ['taxes.yaml:3:5 unreachable'],
    ],
    [
      {
        'taxes.yaml':
          'rates:\n  - { id: a, percent: 1, where: { country: US } }\n  - { id: b, percent: 2, where: { country: US, state: CA } }\n',
      },
      [],
    ],
    [
      {
        'taxes.yaml':
          'rates:\n  - { id: a, percent: 1, where: { country: US }, from: 2026-01-01 }\n  - { id: b, percent: 2, where: { country: US } }\n',
      },
      [],
    ],
    [{ 'taxes.yaml': 'rates:\n  - { id: a, percent: 1 }\n  - { id: b, percent: 2, priority: 2 }\n' }, []],
  ] as [Texts, string[]][])('%j: %j', (files, expected) => {
    expect(warnings(files)).toEqual(expected);
  });
});

it.each([
  [{ 'fees.yaml': 'fees:\n  - { id: f, percent: 1 }\n' }, ['fees.yaml:1:1 fees-without-approval']],
  [
    {
      'taxes.yaml':
        'rates:\n  - { id: a, percent: 1, through: 2026-11-19 }\n  - { id: b, percent: 2, through: 2026-11-20 }\n',
    },
    ['taxes.yaml:2:35 expired'],
  ],
  [
    { 'taxes.yaml': 'classes: [ { class: food, items: { sku: F } } ]\nrates: [ { id: a, percent: 1 } ]\n' },
    ['taxes.yaml:1:12 class-without-rate'],
  ],
  [
    {
      'taxes.yaml':
        'classes: [ { class: food, like: standard, items: { sku: F } } ]\nrates: [ { id: a, percent: 1 } ]\n',
    },
    [],
  ],
  [
    {
      'taxes.yaml': 'rates: [ { id: a, percent: 1, where: { country: US } } ]\n',
      'shipping.yaml': 'options:\n  - { id: o, name: O, price: 1, when: { to: { country: [US, CA] } } }\n',
    },
    ['shipping.yaml:2:5 country-without-rate'],
  ],
  [
    {
      'taxes.yaml':
        'rates:\n  - { id: gst, percent: 5 }\n  - { id: qst, percent: 9.975, priority: 2, compound: true }\n',
    },
    ['taxes.yaml:3:5 precision'],
  ],
  [
    { 'taxes.yaml': 'rates:\n  - { id: a, percent: 5 }\n  - { id: b, percent: 10, priority: 2, compound: true }\n' },
    [],
  ],
] as [Texts, string[]][])('of %j: %j', (files, expected) => {
  expect(warnings(files)).toEqual(expected);
});

describe('precision that is lost to rounding', () => {
  it.each([
    [
      'of a row of a table',
      'country,percent,priority,compound\nCA,5,1,0\nCA,9.975,2,1\n',
      ['tables/t.csv:3:1 precision'],
    ],
    [
      'on two rates that lie on each other',
      'percent,priority,compound\n5,1,0\n5.5,2,1\n9.05,3,1\n',
      ['tables/t.csv:4:1 precision'],
    ],
    [
      'not on a compound rate that comes after it',
      'percent,priority,compound\n9.9751,2,1\n5.001,1,1\n',
      ['tables/t.csv:2:1 precision'],
    ],
    ['not where the rates do not meet', 'country,percent,priority,compound\nUS,5,1,0\nCA,9.975,2,1\n', []],
    ['not where every digit is sent', 'percent,priority,compound\n5,1,0\n5.5,2,1\n', []],
  ])('is told %s', (_, table, expected) => {
    expect(warnings({ 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': table })).toEqual(expected);
  });
});

describe('in the folder of an account', () => {
  const rates = 'rates:\n  - { id: a, percent: 1, where: { country: US } }\n';
  const option = (id: string, to: string): string =>
    `options:\n  - { id: ${id}, name: O, price: 1, when: { to: ${to} } }\n`;

  it.each([
    // What the base says is told of once.
    [
      {
        'taxes.yaml': `${rates}  - { id: b, percent: 2, where: { country: US } }\n`,
        'accounts/acct_1/settings.yaml': 'time_zone: UTC\n',
      },
      ['taxes.yaml:3:5 unreachable'],
    ],
    [
      { 'accounts/acct_1/taxes.yaml': `${rates}  - { id: b, percent: 2, where: { country: US } }\n` },
      ['accounts/acct_1/taxes.yaml:3:5 unreachable'],
    ],
    [
      { 'accounts/acct_1/taxes.yaml': `${rates}  - { id: b, percent: 2, through: 2020-01-01 }\n` },
      ['accounts/acct_1/taxes.yaml:3:35 expired'],
    ],
    [
      { 'accounts/acct_1/taxes.yaml': `${rates}  - { id: b, percent: 1, where: { country: US } }\n` },
      ['accounts/acct_1/taxes.yaml:3:5 duplicate'],
    ],
    [
      { 'accounts/acct_1/taxes.yaml': `classes: [ { class: food, items: { sku: F } } ]\n${rates}` },
      ['accounts/acct_1/taxes.yaml:1:12 class-without-rate'],
    ],
    [
      {
        'accounts/acct_1/taxes.yaml':
          'rates:\n  - { id: a, percent: 5 }\n  - { id: b, percent: 9.975, priority: 2, compound: true }\n',
      },
      ['accounts/acct_1/taxes.yaml:3:5 precision'],
    ],
    // Its options with the base's rates, its rates with the base's options, and both its own.
    [
      { 'taxes.yaml': rates, 'accounts/acct_1/shipping.yaml': option('o', '{ country: [US, CA] }') },
      ['accounts/acct_1/shipping.yaml:2:5 country-without-rate'],
    ],
    [
      { 'shipping.yaml': option('o', '{ country: [US, CA] }'), 'accounts/acct_1/taxes.yaml': rates },
      ['accounts/acct_1/taxes.yaml:1:1 country-without-rate'],
    ],
    [
      {
        'taxes.yaml': rates,
        'shipping.yaml': option('o', '{ country: US }'),
        'accounts/acct_1/shipping.yaml': option('o', '{ country: CA }'),
      },
      [],
    ],
    [
      { 'accounts/acct_1/shipping.yaml': `${option('a', '{ country: US }')}  - { id: b, name: o, price: 2 }\n` },
      ['accounts/acct_1/shipping.yaml:3:5 same-name'],
    ],
    [
      {
        'settings.yaml': 'currency: usd\naccounts: { may_override: [fees] }\n',
        'approval.yaml': 'default: approve\n',
        'accounts/acct_1/fees.yaml': 'fees:\n  - { id: a, percent: 1 }\n  - { id: b, percent: 2 }\n',
      },
      ['accounts/acct_1/fees.yaml:3:5 unreachable'],
    ],
    // A row of a table of the base that the account's own rates cover is the base's to tell of.
    [
      {
        'taxes.yaml': 'tables: [tables/t.csv]\n',
        'tables/t.csv': 'country,percent\nUS,2\n',
        'accounts/acct_1/taxes.yaml': `tables: [tables/t.csv]\n${rates}`,
      },
      [],
    ],
  ] as [Texts, string[]][])('%j: %j', (files, expected) => {
    expect(warnings(files)).toEqual(expected);
  });
});

it('names the countries that an option ships to without a rate in one warning', () => {
  const files = {
    'taxes.yaml': 'rates: [ { id: a, percent: 1, where: { country: DE } } ]\n',
    'shipping.yaml': 'options: [ { id: o, name: O, price: 1, when: { to: { country: EU } } } ]\n',
  };
  expect(warnings(files)).toEqual(['shipping.yaml:1:12 country-without-rate']);
});

describe('a place inside another', () => {
  const problems = (place: string): string[] =>
    load({ 'taxes.yaml': `rates: [ { id: t, percent: 5, where: ${place} } ]\n` }).problems.all.map(({ code }) => code);

  it.each([
    ['{ country: GB, except: { country: US, postal_code: 94000...94999 } }', []],
    ['{ country: [DE, GB], postal_code: 10110...10119 }', []],
    ['{ country: GB, postal_code: 10110...10119 }', ['bad-pattern']],
    ['{ country: GB, postal_code: AB10...CD15 }', ['impossible-range']],
  ])('%s is read by the countries that it names: %j', (place, expected) => {
    expect(problems(place)).toEqual(expected);
  });
});
