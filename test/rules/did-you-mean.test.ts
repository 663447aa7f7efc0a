/** A misspelling of each kind of name, where it is found, and what it is told to be. */
import { expect, it } from 'vitest';
import { runExamples } from '../../src/examples/run.ts';
import { load, type Texts } from '../support/decide.ts';

const shop: Texts = {
  'settings.yaml':
    'currency: usd\ncurrencies: [usd, cad]\ntime_zone: America/New_York\nzones:\n  mainland: { country: US }\n',
  'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5, when: { to: mainland } }\n',
  'taxes.yaml':
    'classes: [{ class: groceries, items: { sku: FOOD } }]\nrates:\n  - { id: sales, percent: 5 }\n  - { id: food, percent: 1, class: groceries }\n',
  'approval.yaml': 'rules:\n  - { id: embargo, decline: No., when: { email: "@blocked" } }\n',
  'fees.yaml': 'fees:\n  - { id: plan, percent: 2 }\n',
  'catalog.csv': 'id,price,product_category\nLAMP,5.00 USD,Light\n',
  'lists/blocked.txt': 'a@b.c\n',
};
const settings = (line: string): Texts => ({
  'settings.yaml': `currency: usd\n${line}\n`,
  'shipping.yaml': '{ options: [{ id: standard, name: S, price: 5 }] }',
});
const option = (more: string): Texts => ({
  'shipping.yaml': `options:\n  - { id: standard, name: S, price: 5, ${more} }\n`,
});
const rates = (more: string): Texts => ({ 'taxes.yaml': `rates:\n  - { id: sales, percent: 5, ${more} }\n` });
const approval = (when: string): Texts => ({
  'approval.yaml': `rules:\n  - { id: embargo, decline: No., when: { ${when} } }\n`,
});
const fees = (more: string): Texts => ({ 'fees.yaml': `fees:\n  - { id: plan, percent: 2, ${more} }\n` });
const table = (text: string): Texts => ({ 'taxes.yaml': 'tables: [tables/rates.csv]\n', 'tables/rates.csv': text });
const prices = (text: string): Texts => ({
  'shipping.yaml': 'options:\n  - { id: standard, name: S, price: { table: tables/prices.csv } }\n',
  'tables/prices.csv': text,
});
const example = (text: string): Texts => ({ 'tests/a.yaml': `tests:\n  - { name: T, ${text} }\n` });

const cases: [kind: string, files: Texts, expected: string][] = [
  ['a key of a file', { 'shipping.yaml': 'optoins: []\n' }, 'shipping.yaml:1:1 unknown-key options'],
  ['a key of an entry', option('surcharge: []'), 'shipping.yaml:2:40 unknown-key surcharges'],
  ['a key of settings', settings('holyday: []'), 'settings.yaml:2:1 unknown-key holidays'],
  ['a key of accounts', settings('accounts: { unknwon: base }'), 'settings.yaml:2:13 unknown-key unknown'],
  ['a key of a place', option('when: { to: { contry: US } }'), 'shipping.yaml:2:54 unknown-key country'],
  [
    'a word for a key',
    option('when: { to: { country: US, zip: 94016 } }'),
    'shipping.yaml:2:67 unknown-key postal_code',
  ],
  [
    'a key of a price',
    { 'shipping.yaml': 'options:\n  - { id: standard, name: S, price: { bsae: 5 } }\n' },
    'shipping.yaml:2:39 unknown-key base',
  ],
  ['a key of a delivery', option('delivery: { min: 1, max: 2, unti: day }'), 'shipping.yaml:2:68 unknown-key unit'],
  ['a key of a fee', fees('fxied: 1'), 'fees.yaml:2:29 unknown-key fixed'],
  [
    'a key of an exemption',
    { 'taxes.yaml': 'rates: []\nexempt: [{ id: e, were: { country: US } }]\n' },
    'taxes.yaml:2:19 unknown-key where',
  ],
  ['a fact', option('when: { weihgt: { max: 5 kg } }'), 'shipping.yaml:2:48 unknown-fact weight'],
  ['a fact of the payment', approval('payment: { fnuding: prepaid }'), 'approval.yaml:2:53 unknown-fact funding'],
  ['a fact of a line', option('when: { items: { any: { skku: A } } }'), 'shipping.yaml:2:64 unknown-key sku'],
  ['a fact that is asked for', approval('missing: [emial]'), 'approval.yaml:2:52 unknown-fact email'],
  ['a zone', option('when: { to: mainlnad }'), 'shipping.yaml:2:52 unknown-zone mainland'],
  ['a zone in a place', option('when: { to: { zone: main_land } }'), 'shipping.yaml:2:60 unknown-zone mainland'],
  [
    'a zone of a zone',
    settings('zones: { a: { country: US }, home: { country: US, except: aa } }'),
    'settings.yaml:2:59 unknown-zone a',
  ],
  ['a list', approval('email: "@bloked"'), 'approval.yaml:2:49 unknown-list blocked'],
  [
    'a list in a place',
    rates('where: { country: US, postal_code: "@blokced" }'),
    'taxes.yaml:2:65 unknown-list blocked',
  ],
  [
    'a list in a table',
    table('country,postal_code,percent\nUS,@blokced,5\n'),
    'tables/rates.csv:2:4 unknown-list blocked',
  ],
  [
    'a class',
    { 'taxes.yaml': `${shop['taxes.yaml']}  - { id: x, percent: 1, class: grocereis }\n` },
    'taxes.yaml:5:33 unknown-class groceries',
  ],
  [
    'a class in a table',
    {
      ...table('country,percent,class\nUS,5,grocries\n'),
      'taxes.yaml': `${shop['taxes.yaml']}tables: [tables/rates.csv]\n`,
    },
    'tables/rates.csv:2:6 unknown-class groceries',
  ],
  [
    'a class that another is like',
    { 'taxes.yaml': 'classes: [{ class: food, like: standrad, items: { sku: A } }]\nrates: [{ id: a, percent: 1 }]\n' },
    'taxes.yaml:1:32 unknown-class standard',
  ],
  [
    'a class of shipping',
    { 'taxes.yaml': 'rates: [{ id: a, percent: 1 }]\nshipping: { taxed: true, class: standart }\n' },
    'taxes.yaml:2:33 unknown-class standard',
  ],
  [
    'a currency of the settings',
    { 'settings.yaml': 'currency: usd\ncurrencies: [usd, cda]\nzones:\n  mainland: { country: US }\n' },
    'settings.yaml:2:19 unknown-currency cad',
  ],
  [
    'a currency of an amount',
    { 'shipping.yaml': 'options:\n  - { id: standard, name: S, price: { usd: 5, cda: 6 } }\n' },
    'shipping.yaml:2:47 unknown-currency cad',
  ],
  [
    'a currency of a price',
    { 'shipping.yaml': 'options:\n  - { id: standard, name: S, price: { usd: 5, cadd: 6 } }\n' },
    'shipping.yaml:2:47 unknown-currency cad',
  ],
  ['a unit of a delivery', option('delivery: 3-5 bussiness days'), 'shipping.yaml:2:50 bad-delivery business days'],
  [
    'a currency in a table',
    prices('country,price,currency\nUS,5,usdd\n'),
    'tables/prices.csv:2:6 unknown-currency usd',
  ],
  ['a country that others write so', rates('where: { country: UK }'), 'taxes.yaml:2:48 unknown-country GB'],
  ['a country by its name', rates('where: { country: Germany }'), 'taxes.yaml:2:48 unknown-country DE'],
  ['a country by three letters', rates('where: { country: USA }'), 'taxes.yaml:2:48 unknown-country US'],
  ['a country in a table', table('country,percent\nEL,5\n'), 'tables/rates.csv:2:1 unknown-country GR'],
  ['a country of the payment', approval('payment: { country: UK }'), 'approval.yaml:2:62 unknown-country GB'],
  ['a state by its name', rates('where: { country: US, state: California }'), 'taxes.yaml:2:59 unknown-state CA'],
  [
    'a state by the beginning of its name',
    rates('where: { country: CA, state: ONT }'),
    'taxes.yaml:2:59 unknown-state ON',
  ],
  ['a state in a table', table('country,state,percent\nUS,Calfornia,5\n'), 'tables/rates.csv:2:4 unknown-state CA'],
  ['a column of a tax table', table('country,percnt\nUS,5\n'), 'tables/rates.csv:1:9 unknown-key percent'],
  ['a column of a shipping table', prices('country,prcie\nUS,5\n'), 'tables/prices.csv:1:9 unknown-key price'],
  [
    'a column of the catalog in a condition',
    option('when: { items: { any: { product_categroy: A } } }'),
    'shipping.yaml:2:64 unknown-key product_category',
  ],
  ['the SKU column of the catalog', { 'catalog.csv': 'idd,price\nA,5.00 USD\n' }, 'catalog.csv:1:1 missing-key idd'],
  [
    'a table',
    { 'taxes.yaml': 'tables: [tables/raets.csv]\n', 'tables/rates.csv': 'country,percent\nUS,5\n' },
    'taxes.yaml:1:10 unknown-table tables/rates.csv',
  ],
  [
    'a table of prices',
    {
      'shipping.yaml': 'options:\n  - { id: standard, name: S, price: { table: tables/pices.csv } }\n',
      'tables/prices.csv': 'price\n5\n',
    },
    'shipping.yaml:2:46 unknown-table tables/prices.csv',
  ],
  [
    'an option in a table',
    prices('option,price\nstandard,5\nstandrad,5\n'),
    'tables/prices.csv:3:1 unknown-id standard',
  ],
  ['a file', { 'aproval.yaml': 'default: approve\n' }, 'aproval.yaml:1:1 unknown-file approval.yaml'],
  ['a file with another ending', { 'fees.yml': 'fees: []\n' }, 'fees.yml:1:1 unknown-file fees.yaml'],
  ['a folder', { 'list/blocked.txt': 'a\n' }, 'list/blocked.txt:1:1 unknown-file lists'],
  [
    'a file of an account',
    { 'accounts/acct_a/shiping.yaml': 'options: []\n' },
    'accounts/acct_a/shiping.yaml:1:1 unknown-file shipping.yaml',
  ],
  ['a list with another ending', { 'lists/pro.csv': 'a\n' }, 'lists/pro.csv:1:1 unknown-file lists/pro.txt'],
  ['a time zone', settings('time_zone: Europe/Berln'), 'settings.yaml:2:12 bad-value Europe/Berlin'],
  [
    'a word of a choice',
    { 'shipping.yaml': 'sort: cheepest\noptions:\n  - { id: standard, name: S, price: 5 }\n' },
    'shipping.yaml:1:7 bad-value cheapest',
  ],
  ['a day of the week', settings('business_days: [mon, tues]'), 'settings.yaml:2:22 bad-value tue'],
  ['an availability', { 'catalog.csv': 'id,availability\nA,out of stok\n' }, 'catalog.csv:2:3 bad-value out_of_stock'],
  ['a base of a fee', fees('of: subtoal'), 'fees.yaml:2:33 bad-value subtotal'],
  [
    'an option in a test',
    example('customize: {}, expect: { shipping: [{ id: standart }] }'),
    'tests/a.yaml:2:58 unknown-id standard',
  ],
  [
    'a rule in a test',
    example('finalize: { items: [{ sku: LAMP }] }, expect: { rule: embrago }'),
    'tests/a.yaml:2:70 unknown-id embargo',
  ],
  [
    'a fee in a test',
    example('finalize: { items: [{ sku: LAMP }] }, expect: { fee_rules: [plann] }'),
    'tests/a.yaml:2:76 unknown-id plan',
  ],
  [
    'a rate in a test',
    example('customize: { items: [{ sku: LAMP }] }, expect: { taxes: { LAMP: [{ id: salse }] } }'),
    'tests/a.yaml:2:87 unknown-id sales',
  ],
  [
    'an item in a test',
    example('customize: { items: [{ sku: LAMP }] }, expect: { taxes: { LMAP: [] } }'),
    'tests/a.yaml:2:74 unknown-id LAMP',
  ],
  [
    'an option that an order names',
    example('finalize: { items: [{ sku: LAMP }], shipping: standar }, expect: { decision: approved }'),
    'tests/a.yaml:2:62 unknown-id standard',
  ],
  [
    'a key of a test',
    example('customise: {}, expect: { shipping: omitted }'),
    'tests/a.yaml:2:16 unknown-key customize',
  ],
  [
    'a key of an order',
    example('customize: { itmes: [] }, expect: { shipping: omitted }'),
    'tests/a.yaml:2:29 unknown-key items',
  ],
  [
    'a request of a test',
    { ...example('request: recorded/a.json, expect: { shipping: omitted }'), 'tests/recorded/aa.json': '{}' },
    'tests/a.yaml:2:25 missing-file recorded/aa.json',
  ],
  [
    'an account in a test',
    {
      ...example('customize: { account: acct_x }, expect: { shipping: omitted }'),
      'settings.yaml': `${shop['settings.yaml']}accounts: { unknown: refuse }\n`,
      'accounts/acct_xy/settings.yaml': 'time_zone: UTC\n',
    },
    'tests/a.yaml:2:38 bad-value acct_xy',
  ],
];

it.each(cases)('%s', (_, files, expected) => {
  const texts = { ...shop, ...files };
  const loaded = load(texts);
  const { problems } = runExamples(loaded, loaded.files);
  problems.add(loaded.problems, 'errors');
  const found = problems.all.map(({ at, code, message }) => {
    return `${at} ${code} ${/[Dd]id you mean "?([^"?]+?)"?(?: \([^)]*\))?\?/.exec(message)?.[1] ?? message}`;
  });
  expect(found).toEqual([expected]);
});
