import { describe, expect, it } from 'vitest';
import {
  customized,
  directory,
  explainedCustomize,
  load,
  offers,
  problemsOf,
  type Texts,
  taxes,
  withheld,
} from '../support/decide.ts';
import { address, type JsonObject } from '../support/requests.ts';

const rows = (csv: string, more: Texts = {}): Texts => ({
  'taxes.yaml': 'classes: [ { class: food, items: { sku: F } } ]\ntables: [tables/t.csv]\n',
  'tables/t.csv': csv,
  ...more,
});
/** `LINE:COL SEVERITY CODE` of what is wrong with the table. */
const found = (files: Texts): string[] =>
  problemsOf(files)
    .filter((problem) => problem.startsWith('tables/t.csv:'))
    .map((problem) => problem.slice('tables/t.csv:'.length));
const to = (place: JsonObject) => ({ data: { shipping_details: { address: address(place) } } });

describe('a column of a tax table', () => {
  it.each([
    ['country', 'US', 'GB', '*', '', 'US;CA', 'EU', 'us'],
    ['state', 'CA', '*', '', 'CA;NV', 'US-CA', 'ca'],
    ['postal_code', '94103', '941*', '94100...94199', '94103;941*', '*', '', '94103;*'],
    ['city', 'San Francisco', 'SAN FRANCISCO;OAKLAND', '*', ''],
    ['name', 'Sales Tax', '', 'x'.repeat(50)],
    ['priority', '1', '2', '', '1000'],
    ['compound', '0', '1', 'true', 'no', ''],
    ['shipping', '0', '1', 'yes', 'False', ''],
    ['inclusive', '0', '', 'no'],
    ['class', '', 'standard', 'food'],
    ['from', '2026-01-01', '2026-01-01T18:00', '2026-01-01T18:00:30-05:00', ''],
    ['through', '2026-12-31', ''],
    ['id', 'ca-1', 'us.ca_1', ''],
  ])('%s may be %j and the like', (column, ...cells) => {
    const country = column === 'country' ? '' : 'country,';
    for (const cell of cells) {
      const values = `${column === 'country' ? '' : 'US,'}1,"${cell}"`;
      expect(found(rows(`${country}percent,${column}\n${values}\n`)), cell).toEqual([]);
    }
  });

  it.each([
    ['percent', '7.25', '7.25%', '7.25 %', '0', '100', '7.2500', '7.1234'],
    ['use', 'txr_1MYC8u'],
  ])('%s may be %j and the like', (column, ...cells) => {
    for (const cell of cells) expect(found(rows(`country,${column}\nUS,${cell}\n`)), cell).toEqual([]);
  });

  it.each([
    ['country', 'UK', 'error unknown-country'],
    ['country', 'Germany', 'error unknown-country'],
    ['country', 'US;XX', 'error unknown-country'],
    ['country', '@nowhere', 'error unknown-list'],
    ['state', 'XX', 'error unknown-state'],
    ['state', 'California', 'error unknown-state'],
    ['postal_code', '9410', 'error short-code'],
    ['postal_code', '94199...94100', 'error impossible-range'],
    ['postal_code', '94*03', 'error bad-pattern'],
    ['postal_code', '94103-94109', 'error bad-pattern'],
    ['city', 'San*isco', 'error bad-pattern'],
    ['name', 'x'.repeat(51), 'error past-limit'],
    ['priority', '0', 'error bad-value'],
    ['priority', '-1', 'error bad-value'],
    ['priority', '1.5', 'error bad-value'],
    ['priority', 'first', 'error bad-value'],
    ['compound', 'maybe', 'error bad-value'],
    ['compound', '2', 'error bad-value'],
    ['shipping', 'x', 'error bad-value'],
    ['inclusive', 'x', 'error bad-value'],
    ['class', 'drink', 'error unknown-class'],
    ['class', 'none', 'error unknown-class'],
    ['from', '01/02/2026', 'error bad-date'],
    ['from', '2026-02-30', 'error bad-date'],
    ['through', 'soon', 'error bad-date'],
    ['through', '2026-12-31 18:00', 'error bad-date'],
    ['id', 'CA tax', 'error bad-value'],
    ['id', 'x'.repeat(101), 'error bad-value'],
    ['use', 'shr_1MYC8u', 'error bad-value'],
    ['use', 'txr_', 'error bad-value'],
  ])('%s cannot be %j: %s', (column, cell, problem) => {
    const place = column === 'country' ? '' : 'country,';
    const values = column === 'country' ? `7,${cell}` : `US,7,${cell}`;
    const at = column === 'country' ? '2:3' : '2:6';
    expect(found(rows(`${place}percent,${column}\n${values}\n`))).toContain(`${at} ${problem}`);
  });

  it.each([
    ['', 'error missing-key'],
    ['abc', 'error bad-percent'],
    ['-1', 'error bad-percent'],
    ['100.01', 'error bad-percent'],
    ['7.12345', 'error bad-percent'],
    ['"7,25"', 'error bad-percent'],
    ['7e1', 'error bad-percent'],
  ])('percent cannot be %j: %s', (cell, problem) => {
    expect(found(rows(`country,percent\nUS,${cell}\n`))).toEqual([`2:4 ${problem}`]);
  });

  it('that is missing has its default', () => {
    const rules = directory(rows('percent\n7\n'));
    expect(taxes(customized(rules))).toEqual([['Tax 7']]);
  });

  it.each([
    ['tax', 'error unknown-key'],
    ['__proto__', 'error unknown-key'],
    ['constructor', 'error unknown-key'],
    ['toString', 'error unknown-key'],
  ])('is not called %s', (column, problem) => {
    expect(found(rows(`country,percent,${column}\nUS,1,x\n`))).toEqual([`1:17 ${problem}`]);
  });

  it.each([
    ['country,percent,country', ['1:17 error bad-csv']],
    ['country,percent,Country', ['1:17 error duplicate-key']],
  ])('stands once: %s', (header, problems) => {
    expect(found(rows(`${header}\nUS,1,US\n`))).toEqual(problems);
  });

  it('may be in any letter case and order', () => {
    expect(found(rows('Percent,COUNTRY\n1,US\n'))).toEqual([]);
  });

  it('inclusive says of each row whether prices hold it', () => {
    const rules = directory(rows('country,percent,inclusive\nDE,19,1\nUS,7,0\n'));
    const inclusive = (country: string) =>
      customized(rules, to({ country, state: null })).line_items?.[0]?.tax_rates.map(
        (rate) => 'rate_data' in rate && rate.rate_data.inclusive,
      );
    expect([inclusive('DE'), inclusive('US')]).toEqual([[true], [false]]);
  });

  it('use sends a rate that is stored at Stripe', () => {
    expect(taxes(customized(directory(rows('country,percent,use\nUS,7,txr_1\n'))))).toEqual([['txr_1']]);
  });

  it('from and through bound a row in time', () => {
    const csv = 'country,percent,from,through\nUS,7,,2026-11-20\nUS,8,2026-11-21,\n';
    const at = (time: string) => taxes(customized(directory(rows(csv)), { at: Date.parse(time) / 1000 }));
    expect(at('2026-11-20T23:59:59-05:00')).toEqual([['Tax 7']]);
    expect(at('2026-11-21T00:00:00-05:00')).toEqual([['Tax 8']]);
  });

  it('class and shipping are of the row', () => {
    const csv = 'country,percent,class,shipping\nUS,7,,0\nUS,2,food,\n';
    expect(taxes(customized(directory(rows(csv)), { lines: [['F', 1, 100]] }))).toEqual([['Tax 2']]);
  });
});

const shipping = (csv: string, option = 'price: { table: tables/t.csv }'): Texts => ({
  'shipping.yaml': `options:\n  - { id: std, name: Standard, ${option} }\n`,
  'tables/t.csv': csv,
  'catalog.csv': 'id,weight\nA,500 g\nB,\n',
});
const offered = (csv: string, order: Parameters<typeof customized>[1] = {}) =>
  offers(customized(directory(shipping(csv)), order));

describe('a column of a shipping table', () => {
  it.each([
    ['country', 'US', '*', '', 'US;CA', 'EU'],
    ['min_subtotal', '50', '50.00', '0', ''],
    ['min_weight', '5 kg', '500 g', ''],
    ['min_quantity', '3', '0', ''],
    ['currency', 'usd', 'CAD', ''],
    ['free_from', '100', '', '0'],
    ['delivery', '3-5 business days', '2 days', '24-48 hours', '1 month', ''],
  ])('%s may be %j and the like', (column, ...cells) => {
    for (const cell of cells) {
      expect(found(shipping(`price,${column}\n5.99,${cell}\n`)), cell).toEqual([]);
    }
  });

  it.each([
    ['country', 'UK', 'error unknown-country'],
    ['min_subtotal', 'ten', 'error bad-amount'],
    ['min_subtotal', '-1', 'error bad-amount'],
    ['min_subtotal', '1.999', 'error bad-amount'],
    ['min_weight', '5', 'error bad-weight'],
    ['min_weight', 'heavy', 'error bad-weight'],
    ['min_quantity', '1.5', 'error bad-value'],
    ['min_quantity', '-1', 'error bad-value'],
    ['currency', 'xyz', 'error unknown-currency'],
    ['free_from', '$100', 'error bad-amount'],
    ['free_from', '100.999', 'error bad-amount'],
    ['delivery', 'soon', 'error bad-delivery'],
    ['delivery', '5-3 days', 'error impossible-range'],
    ['option', 'stnd', 'error unknown-id'],
    ['option', '', 'error missing-key'],
  ])('%s cannot be %j: %s', (column, cell, problem) => {
    expect(found(shipping(`price,${column}\n5.99,${cell}\n`))).toContain(`2:6 ${problem}`);
  });

  it.each([
    ['price', '', 'error missing-key'],
    ['price', 'free', 'error bad-amount'],
    ['price', '5.999', 'error bad-amount'],
    ['price', '-5', 'error bad-amount'],
    ['price', '5.99 USD', 'error bad-amount'],
  ])('%s cannot be %j: %s', (column, cell, problem) => {
    expect(found(shipping(`country,${column}\nUS,${cell}\n`))).toEqual([`2:4 ${problem}`]);
  });

  it('price is as fine as the row’s currency has it', () => {
    expect(found(shipping('price,currency\n500,jpy\n5.5,jpy\n5.50,usd\n'))).toEqual(['3:1 error bad-amount']);
  });

  it.each(['city', 'percent', '__proto__', 'constructor'])('is not called %s', (column) => {
    expect(found(shipping(`price,${column}\n5,x\n`))).toEqual(['1:7 error unknown-key']);
  });

  it('min_subtotal is of the discounted amount; the highest that is reached counts', () => {
    const csv = 'min_subtotal,price\n,9\n50,5\n100,0\n';
    const at = (amount: number, discount = 0) =>
      offered(csv, { lines: [['A', 1, amount, { amount_discount: discount }]] });
    expect([at(4999), at(5000), at(9999), at(10_000), at(10_000, 1)]).toEqual([
      ['std 900'],
      ['std 500'],
      ['std 500'],
      ['std 0'],
      ['std 500'],
    ]);
  });

  it('min_weight and min_quantity break the tie, in this order', () => {
    const csv = 'min_weight,min_quantity,price\n,,9\n1 kg,,7\n,3,5\n1 kg,3,4\n';
    const at = (quantity: number) => offered(csv, { lines: [['A', quantity, 100]] });
    expect([at(1), at(2), at(3)]).toEqual([['std 900'], ['std 700'], ['std 400']]);
  });

  it('min_weight of an order whose weight is not known withholds the option', () => {
    const files = shipping('min_weight,price\n,9\n1 kg,7\n');
    expect(withheld(explainedCustomize(directory(files), { lines: [['B', 1, 100]] }))).toEqual({ std: 'unknown' });
  });

  it('the place of a row counts before its bounds: the most specific that holds', () => {
    const csv = 'country,state,postal_code,min_subtotal,price\nUS,,,,9\nUS,CA,,,7\nUS,CA,941*,,5\nUS,,,100,1\n';
    const at = (place: JsonObject, amount = 1000) => offered(csv, { ...to(place), lines: [['A', 1, amount]] });
    expect(at({ state: 'CA', postal_code: '94103' }, 20_000)).toEqual(['std 500']);
    expect(at({ state: 'CA', postal_code: '90001' })).toEqual(['std 700']);
    expect(at({ state: 'NY', postal_code: '10001' })).toEqual(['std 900']);
    expect(at({ state: 'NY', postal_code: '10001' }, 10_000)).toEqual(['std 100']);
  });

  it('currency chooses among rows; none of it withholds the option', () => {
    const csv = 'currency,price\nusd,5\ncad,7\n';
    const rules = directory({ ...shipping(csv), 'settings.yaml': 'currency: usd\ncurrencies: [usd, cad, eur]\n' });
    const at = (currency: string) => offers(customized(rules, { data: { currency } }));
    expect([at('usd'), at('cad'), at('eur')]).toEqual([['std 500'], ['std 700'], []]);
  });

  it('free_from and delivery are of the row', () => {
    const csv = 'country,price,free_from,delivery\nUS,5,50,2-3 days\n';
    const { shipping_options: options } = customized(directory(shipping(csv)), { lines: [['A', 1, 5000]] });
    expect(options).toMatchObject([
      {
        shipping_rate_data: {
          fixed_amount: { amount: 0, currency: 'usd' },
          delivery_estimate: { minimum: { unit: 'day', value: 2 }, maximum: { unit: 'day', value: 3 } },
        },
      },
    ]);
  });

  it('option gives each option its rows, and a fault of a shared table is told once', () => {
    const options = `options:
  - { id: std, name: Standard, price: { table: tables/t.csv } }
  - { id: exp, name: Express, price: { table: tables/t.csv } }
`;
    const files = (csv: string): Texts => ({ 'shipping.yaml': options, 'tables/t.csv': csv });
    expect(offers(customized(directory(files('option,price\nstd,5\nexp,9\n'))))).toEqual(['std 500', 'exp 900']);
    expect(found(files('country,price\nUS,abc\nUK,5\n'))).toEqual([
      '2:4 error bad-amount',
      '3:1 error unknown-country',
    ]);
    expect(problemsOf(files('option,price\nstd,5\n'))).toEqual(['shipping.yaml:3:47 error bad-value']);
  });
});

describe('a table that cannot be read', () => {
  it.each([
    ['taxes.yaml', 'tables: [tables/t.csv]\n'],
    ['shipping.yaml', 'options: [ { id: o, name: O, price: { table: tables/t.csv } } ]\n'],
  ])('is not called missing as well: %s', (path, text) => {
    expect(problemsOf({ [path]: text, 'tables/t.csv': 'country,price\0\n' })).toEqual([
      'tables/t.csv:1:1 error not-utf8',
    ]);
  });

  it('nor is a list', () => {
    const approval = 'rules: [ { id: r, decline: No., when: { email: "@x" } } ]\n';
    expect(problemsOf({ 'approval.yaml': approval, 'lists/x.txt': 'a\0' })).toEqual(['lists/x.txt:1:1 error not-utf8']);
  });
});

it('names that JavaScript knows are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  for (const name of names) {
    const files: Texts = {
      'settings.yaml': `currency: usd\nzones:\n  ${name}: { country: US }\n`,
      [`lists/${name}.txt`]: 'SKU-1\n',
      [`tables/${name}.csv`]: 'country,percent,id,class\nUS,5,,constructor\n',
      'catalog.csv': `id,${name}\nSKU-1,x\n${name},y\n`,
      'shipping.yaml': `options: [ { id: ${name}, name: O, price: 1, when: { to: ${name}, items: { any: { ${name}: x } } } } ]\n`,
      'taxes.yaml': `classes: [ { class: constructor, items: { sku: "@${name}" } } ]\ntables: [tables/${name}.csv]\n`,
      'approval.yaml': `rules: [ { id: ${name}, decline: No., when: { items: { any: { sku: ${name} } } } } ]\n`,
      'fees.yaml': `fees: [ { id: ${name}, group: ${name}, percent: 1 } ]\n`,
    };
    const { directory: rules, problems } = load(files);
    expect(problems.all, name).toEqual([]);
    const answer = customized(rules!, { lines: [['SKU-1', 1, 100]] });
    expect(offers(answer), name).toEqual([`${name} 100`]);
    expect(taxes(answer), name).toEqual([['Tax 5']]);
    expect(taxes(customized(rules!, { lines: [[name, 1, 100]] })), name).toEqual([[]]);
    expect(offers(customized(rules!, { lines: [[name, 1, 100]] })), name).toEqual([]);
  }
});

it.each(['__proto__', 'constructor', 'toString'])(
  'a zone, list, class, table or key called %s that is not there is not there',
  (name) => {
    expect(problemsOf({ 'taxes.yaml': `rates: [ { id: r, percent: 1, where: ${name} } ]\n` })).toContain(
      'taxes.yaml:1:38 error unknown-zone',
    );
    expect(problemsOf({ 'taxes.yaml': `rates: [ { id: r, percent: 1, class: ${name} } ]\n` })).toContain(
      'taxes.yaml:1:38 error unknown-class',
    );
    expect(problemsOf({ 'taxes.yaml': `tables: [ ${name} ]\n` })).toContainEqual(expect.stringContaining('error'));
    expect(problemsOf({ 'taxes.yaml': `rates: [ { id: r, percent: 1, ${name}: 1 } ]\n` })).toContain(
      'taxes.yaml:1:31 error unknown-key',
    );
    expect(problemsOf({ 'settings.yaml': `currency: ${name}\n` })).toContain(
      'settings.yaml:1:11 error unknown-currency',
    );
    expect(
      problemsOf({ 'approval.yaml': `rules: [ { id: r, decline: No., when: { ${name}: x } } ]\n` }),
    ).toContainEqual(expect.stringContaining('approval.yaml:1:41 error'));
    expect(
      problemsOf({ 'approval.yaml': `rules: [ { id: r, decline: No., when: { email: "@${name}" } } ]\n` }),
    ).toContainEqual(expect.stringContaining('error unknown-list'));
  },
);

it.each([
  [{ 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': 'country,name\nUS,A\nCA,B\n' }],
  [
    {
      'shipping.yaml': 'options: [{ id: a, name: A, price: { table: tables/t.csv } }]\n',
      'tables/t.csv': 'country,free_from\nUS,50\nCA,50\n',
    },
  ],
])('a column that every row needs and that is not there is missed once: %j', (files) => {
  expect(problemsOf(files as Texts)).toEqual(['tables/t.csv:1:1 error missing-key']);
});
