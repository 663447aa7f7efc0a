import { describe, expect, it } from 'vitest';
import {
  customized,
  directory,
  explainedCustomize,
  type Order,
  problemsOf,
  type Texts,
  taxes,
} from '../support/decide.ts';
import { address } from '../support/requests.ts';

const file = (yaml: string, more: Texts = {}): Texts => ({ 'taxes.yaml': yaml, ...more });
const rates = (list: string, more = ''): Texts => file(`rates:\n${list.replace(/^ */gm, '  ')}\n${more}`);
const to = (more: Record<string, string | null>): Order => ({ data: { shipping_details: { address: address(more) } } });
const nowhere: Order = { data: { shipping_details: null } };

describe('the rate of a priority', () => {
  const california = `- { id: us, name: US, percent: 1, where: { country: US } }
- { id: ca, name: CA, percent: 2, where: { country: US, state: CA } }
- { id: sf, name: SF, percent: 3, where: { country: US, state: CA, city: San Francisco } }
- { id: p9, name: P9, percent: 4, where: { country: US, postal_code: 9* } }
- { id: p940, name: P940, percent: 5, where: { country: US, postal_code: 940* } }
- { id: wide, name: WIDE, percent: 6, where: { country: US, postal_code: 94000...94999 } }
- { id: narrow, name: NARROW, percent: 7, where: { country: US, postal_code: 94010...94020 } }
- { id: exact, name: EXACT, percent: 8, where: { country: US, postal_code: "94016" } }
- { id: any, name: ANY, percent: 9 }`;
  it.each([
    [{}, 'EXACT 8'],
    [{ postal_code: '94016-1234' }, 'EXACT 8'],
    [{ postal_code: '94017' }, 'NARROW 7'],
    [{ postal_code: '94030' }, 'WIDE 6'],
    [{ postal_code: '95000' }, 'P9 4'],
    [{ postal_code: '80000' }, 'SF 3'],
    [{ postal_code: '80000', city: 'Oakland' }, 'CA 2'],
    [{ postal_code: '80000', city: 'SAN-FRANCISCO' }, 'SF 3'],
    [{ postal_code: null, city: null }, 'CA 2'],
    [{ state: 'California', postal_code: null, city: null }, 'CA 2'],
    [{ state: 'NY', postal_code: '10001' }, 'US 1'],
    [{ country: 'FR', state: null, postal_code: '75001' }, 'ANY 9'],
  ])('at %j is the most specific: %s', (place, expected) => {
    expect(taxes(customized(directory(rates(california)), to(place)))).toEqual([[expected]]);
  });

  it.each([
    [{ country: 'FR' }, 'FR 1'],
    [{ country: 'DE' }, 'EU 2'],
    [{ country: 'US' }, 'ANY 3'],
  ])('a country by name goes before EU, EU before anywhere: %j', (place, expected) => {
    const list = `- { id: any, name: ANY, percent: 3 }
- { id: eu, name: EU, percent: 2, where: { country: EU } }
- { id: fr, name: FR, percent: 1, where: { country: FR } }`;
    expect(taxes(customized(directory(rates(list)), to({ ...place, state: null })))).toEqual([[expected]]);
  });

  it('between equals is the one written first', () => {
    const list =
      '- { id: a, name: A, percent: 1, where: { country: US } }\n- { id: b, name: B, percent: 2, where: { country: US } }';
    expect(taxes(customized(directory(rates(list))))).toEqual([['A 1']]);
  });

  it('in GB an outward part goes before a prefix and after an exact code', () => {
    const list = `- { id: prefix, name: PREFIX, percent: 1, where: { country: GB, postal_code: "SW1*" } }
- { id: out, name: OUT, percent: 2, where: { country: GB, postal_code: SW1A } }
- { id: exact, name: EXACT, percent: 3, where: { country: GB, postal_code: SW1A 2AA } }`;
    const at = (code: string) =>
      taxes(customized(directory(rates(list)), to({ country: 'GB', state: null, postal_code: code })));
    expect(at('SW1A 2AA')).toEqual([['EXACT 3']]);
    expect(at('sw1a1aa')).toEqual([['OUT 2']]);
    expect(at('SW1P 1AA')).toEqual([['PREFIX 1']]);
    expect(at('SW1A')).toEqual([['OUT 2']]);
  });

  it('those of all priorities apply together, in order of priority', () => {
    const list = `- { id: three, name: THREE, percent: 3, priority: 3 }
- { id: one, name: ONE, percent: 1 }
- { id: two, name: TWO, percent: 2, priority: 2 }`;
    expect(taxes(customized(directory(rates(list))))).toEqual([['ONE 1', 'TWO 2', 'THREE 3']]);
  });

  it('of a list of places the member that holds counts', () => {
    const list = `- { id: list, name: LIST, percent: 1, where: [ { country: FR, postal_code: "75001" }, { country: US } ] }
- { id: ca, name: CA, percent: 2, where: { country: US, state: CA } }`;
    expect(taxes(customized(directory(rates(list))))).toEqual([['CA 2']]);
  });
});

describe('classes', () => {
  const yaml = `classes:
  - { class: food, like: standard, items: { sku: ["FOOD-*", BREAD] } }
  - { class: books, items: { sku: BOOK } }
  - { class: none, items: { sku: GIFT } }
rates:
  - { id: std, name: STD, percent: 20, where: { country: US } }
  - { id: city, name: CITY, percent: 1, where: { country: US }, priority: 2 }
  - { id: food, name: FOOD, percent: 5, where: { country: US, state: CA }, class: food }
`;
  it.each([
    ['A', ['STD 20', 'CITY 1']],
    ['FOOD-1', ['FOOD 5', 'CITY 1']],
    ['bread', ['FOOD 5', 'CITY 1']],
    ['BOOK', []],
    ['GIFT', []],
    [null, ['STD 20', 'CITY 1']],
  ])('%s bears %j: a priority without a rate of its class takes that of the class it is like', (sku, expected) => {
    expect(taxes(customized(directory(file(yaml)), { lines: [[sku, 1, 1000]] }))).toEqual([expected]);
  });

  it('what its own class has nowhere near, the class it is like has', () => {
    const order: Order = { lines: [['FOOD-1', 1, 1000]], ...to({ state: 'NY' }) };
    expect(taxes(customized(directory(file(yaml)), order))).toEqual([['STD 20', 'CITY 1']]);
  });

  it('every line has its entry, in the order of the request', () => {
    const answer = customized(directory(file(yaml)), {
      lines: [
        ['GIFT', 1, 1],
        ['A', 1, 1],
        ['FOOD-1', 1, 1],
      ],
    });
    expect(answer.line_items?.map(({ id }) => id)).toEqual(['li_1', 'li_2', 'li_3']);
    expect(taxes(answer)).toEqual([[], ['STD 20', 'CITY 1'], ['FOOD 5', 'CITY 1']]);
  });
});

describe('exemptions', () => {
  const base = `rates:
  - { id: state, name: STATE, percent: 4, where: { country: US } }
  - { id: city, name: CITY, percent: 5, where: { country: US }, priority: 2 }
exempt:
`;
  it.each([
    ['{ id: e, when: { account: acct_1 } }', { account: 'acct_1' }, []],
    ['{ id: e, when: { account: acct_1 } }', { account: 'acct_2' }, ['STATE 4', 'CITY 5']],
    ['{ id: e, when: { account: acct_1 } }', {}, ['STATE 4', 'CITY 5']],
    ['{ id: e, items: { sku: A }, priority: 1 }', {}, ['CITY 5']],
    ['{ id: e, items: { sku: A }, priority: [1, 2] }', {}, []],
    ['{ id: e, items: { sku: B } }', {}, ['STATE 4', 'CITY 5']],
    ['{ id: e, items: { price: { under: 10.00 } } }', {}, ['STATE 4', 'CITY 5']],
    ['{ id: e, items: { price: { max: 10.00 } } }', {}, []],
    ['{ id: e, where: { country: US, state: CA } }', {}, []],
    ['{ id: e, where: { country: US, state: NY } }', {}, ['STATE 4', 'CITY 5']],
    ['{ id: e, from: 2027-01-01 }', {}, ['STATE 4', 'CITY 5']],
  ])('%s for %j leaves %j', (exempt, order, expected) => {
    expect(taxes(customized(directory(file(`${base}  - ${exempt}\n`)), order))).toEqual([expected]);
  });
});

it('an exemption that does not apply says why', () => {
  const files = file(`rates: [ { id: r, name: R, percent: 4 } ]
exempt:
  - { id: place, where: { country: US, state: NY } }
  - { id: when, when: { account: acct_1 } }
  - { id: items, items: { sku: B } }
  - { id: all, items: { sku: A }, priority: 2 }
`);
  const [line] = explainedCustomize(directory(files)).explanation!.taxes!.lines;
  expect(line?.exemptions.map(({ id, verdict, why }) => [id, verdict, why?.seen, why?.wanted])).toEqual([
    ['place', 'not', 'US CA 94016', '{ country: US, state: NY }'],
    ['when', 'unknown', 'missing', 'acct_1'],
    ['items', 'not', 'A (A)', 'B'],
    ['all', 'applied', undefined, undefined],
  ]);
});

describe('compound rates', () => {
  it.each([
    ['exclusive', 'false'],
    ['inclusive', 'true'],
  ])('are sent as their effective percentage: %s', (_, inclusive) => {
    const list = `- { id: gst, name: GST, percent: 5, inclusive: ${inclusive} }
- { id: pst, name: PST, percent: 9.975, priority: 2, compound: true, inclusive: ${inclusive} }`;
    const answer = customized(directory(rates(list)));
    // 9.975 × 1.05 = 10.47375
    expect(answer.line_items?.[0]?.tax_rates).toEqual([
      { rate_data: { display_name: 'GST', inclusive: inclusive === 'true', percentage: 5 } },
      { rate_data: { display_name: 'PST', inclusive: inclusive === 'true', percentage: 10.4738 } },
    ]);
  });

  it('lie on stored rates by the percent that is told of them', () => {
    const list = '- { id: s, use: txr_1, percent: 10 }\n- { id: c, name: C, percent: 10, priority: 2, compound: true }';
    expect(taxes(customized(directory(rates(list))))).toEqual([['txr_1', 'C 11']]);
  });

  it('over a stored rate without a percent are an error', () => {
    const list = '- { id: s, use: txr_1 }\n- { id: c, name: C, percent: 10, priority: 2, compound: true }';
    expect(problemsOf(rates(list))).toContain('taxes.yaml:3:5 error compound-unknown');
  });

  it.each([
    ['60', 'where: { country: US }', ['taxes.yaml:3:5 error past-limit']],
    ['60', 'where: { country: DE }', []],
    ['25', 'where: { country: US }', []],
  ])('that come to more than 100 %% are an error: 80 %% on %s %%, %s', (below, where, problems) => {
    const list = `- { id: a, percent: ${below}, ${where} }
- { id: c, percent: 80, priority: 2, compound: true, where: { country: US } }`;
    expect(problemsOf(rates(list)).filter((problem) => problem.includes('error'))).toEqual(problems);
  });

  it('an exempt rate is gone before compounding', () => {
    const list = '- { id: a, name: A, percent: 10 }\n- { id: c, name: C, percent: 10, priority: 2, compound: true }';
    expect(taxes(customized(directory(rates(list, 'exempt: [ { id: e, priority: 1 } ]'))))).toEqual([['C 10']]);
  });
});

describe('what is left out', () => {
  const list =
    '- { id: us, name: US, percent: 1, where: { country: US, state: CA } }\n- { id: any, name: ANY, percent: 2, priority: 2 }';

  it('nothing is sent while Stripe Tax is at work', () => {
    const { response, explanation } = explainedCustomize(directory(rates(list)), {
      data: { automatic_tax: { enabled: true } },
    });
    expect(response).toEqual({});
    expect(explanation?.taxes?.omitted).toBe('automatic_tax');
  });

  it('without an address the part is left out where a rate waits for one', () => {
    expect(taxes(customized(directory(rates(list)), nowhere))).toBe('left out');
    expect(taxes(customized(directory(rates(list)), to({ country: null })))).toBe('left out');
  });

  it('without an address rates that need none apply', () => {
    expect(taxes(customized(directory(rates('- { id: any, name: ANY, percent: 2 }')), nowhere))).toEqual([['ANY 2']]);
    expect(taxes(customized(directory(rates('- { id: any, name: ANY, percent: 2, where: {} }')), nowhere))).toEqual([
      ['ANY 2'],
    ]);
  });

  it('a class that is not taxed waits for nothing', () => {
    const none = rates(list, 'classes: [ { class: none, items: { sku: A } } ]');
    expect(taxes(customized(directory(none), nowhere))).toEqual([[]]);
  });

  it('with a country, a rate that a missing state, city or postal code leaves unknown does not apply; the others do', () => {
    expect(taxes(customized(directory(rates(list)), to({ state: null })))).toEqual([['ANY 2']]);
  });

  it('where no rate applies a line has none', () => {
    const us = rates('- { id: us, name: US, percent: 1, where: { country: US } }');
    expect(taxes(customized(directory(us), to({ country: 'FR' })))).toEqual([[]]);
  });

  it('a rate of 0 is sent, and one without a name is called Tax', () => {
    expect(taxes(customized(directory(rates('- { id: zero, percent: 0 }'))))).toEqual([['Tax 0']]);
  });

  it('an order without lines has no entries', () => {
    expect(taxes(customized(directory(rates(list)), { lines: [] }))).toEqual([]);
  });
});

describe('the address that taxes go by', () => {
  const yaml = (basedOn: string): Texts =>
    rates(
      '- { id: us, name: US, percent: 1, where: { country: US } }\n- { id: fr, name: FR, percent: 2, where: { country: FR } }',
      `based_on: ${basedOn}`,
    );
  const billed = { data: { billing_details: { address: address({ country: 'FR' }) } } };

  it.each([
    ['shipping', billed, 'US 1'],
    ['billing', billed, 'FR 2'],
    ['billing', {}, 'US 1'],
  ])('%s, of %j: %s', (basedOn, order, expected) => {
    expect(taxes(customized(directory(yaml(basedOn)), order))).toEqual([[expected]]);
  });
});

describe('rates that can meet on a line', () => {
  const two = (a: string, b: string): Texts =>
    rates(`- { id: a, percent: 1, inclusive: true, ${a} }\n- { id: b, percent: 1, ${b} }`);
  it.each([
    ['where: { country: US }', 'where: { country: US, state: CA }, priority: 2', true],
    ['where: { country: US }', 'where: { country: US, state: CA }', false],
    ['where: { country: DE }', 'where: { country: US }, priority: 2', false],
    ['where: { country: EU }', 'where: { country: DE }, priority: 2', true],
    ['where: { country: US, state: NY }', 'where: { country: US, state: CA }, priority: 2', false],
    [
      'where: { country: US, postal_code: 940* }',
      'where: { country: US, postal_code: 94010...94020 }, priority: 2',
      true,
    ],
    [
      'where: { country: US, postal_code: 940* }',
      'where: { country: US, postal_code: 95010...95020 }, priority: 2',
      false,
    ],
    ['through: 2026-12-31', 'from: 2027-01-01, priority: 2', false],
    ['through: 2027-01-01', 'from: 2027-01-01, priority: 2', true],
    ['when: { currency: usd }', 'when: { currency: eur }, priority: 2', false],
    ['when: { currency: usd }', 'when: { currency: [eur, usd] }, priority: 2', true],
  ])('{ %s } included in the price and { %s } on top of it are an error: %s', (a, b, error) => {
    const found = problemsOf(two(a, b)).filter((problem) => problem.includes('error'));
    expect(found).toEqual(error ? ['taxes.yaml:2:5 error mixed-inclusive'] : []);
  });

  it('more than five are an error', () => {
    const list = (count: number): string =>
      Array.from({ length: count }, (_, i) => `- { id: r${i}, percent: 1, priority: ${i + 1} }`).join('\n');
    expect(problemsOf(rates(list(5)))).toEqual([]);
    expect(problemsOf(rates(list(6)))).toEqual(['taxes.yaml:7:5 error too-many-rates']);
  });

  it('six priorities of which five can meet are none', () => {
    const list = Array.from(
      { length: 6 },
      (_, i) => `- { id: r${i}, percent: 1, priority: ${i + 1}, where: { country: ${i === 0 ? 'FR' : 'US'} } }`,
    );
    expect(problemsOf(rates(list.join('\n')))).toEqual([]);
  });
});

describe('a table of rates', () => {
  const table = `country,state,postal_code,city,percent,name,priority,compound,shipping,class,from,through,id
US,CA,,,7.25,CA Sales Tax,1,0,1,,,,
US,CA,94016;9402*,,1,Local,2,0,1,,,,local
US,CA,,San Francisco,0.5,City,3,1,0,,2026-01-01,2026-12-31,
*,,,,0,Zero,4,,,,,,
US,NY,*;10001,,4,,1,,,,,,
`;
  const rules = (csv: string): Texts => file('tables: [tables/t.csv]\n', { 'tables/t.csv': csv });

  it('stands for its rows', () => {
    expect(taxes(customized(directory(rules(table))))).toEqual([
      ['CA Sales Tax 7.25', 'Local 1', 'City 0.5413', 'Zero 0'],
    ]);
    expect(taxes(customized(directory(rules(table)), to({ postal_code: '94029', city: 'Daly City' })))).toEqual([
      ['CA Sales Tax 7.25', 'Local 1', 'Zero 0'],
    ]);
    expect(taxes(customized(directory(rules(table)), to({ state: 'NY', postal_code: '10001' })))).toEqual([
      ['Tax 4', 'Zero 0'],
    ]);
  });

  it('names a row without an id by its line', () => {
    const { explanation } = explainedCustomize(directory(rules(table)));
    const applied = explanation?.taxes?.lines[0]?.rates.filter(({ verdict }) => verdict === 'applied');
    expect(applied?.map(({ id, at }) => `${id} ${at}`)).toEqual([
      't:2 tables/t.csv:2:1',
      'local tables/t.csv:3:1',
      't:4 tables/t.csv:4:1',
      't:5 tables/t.csv:5:1',
    ]);
  });

  it('reads the header that WooCommerce writes', () => {
    const woo = `Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class
US,CA,94016,*,8.6250,Sales Tax,1,0,1,
`;
    expect(taxes(customized(directory(rules(woo))))).toEqual([['Sales Tax 8.625']]);
  });

  it.each([
    ['country,percent\nUS,abc', 'tables/t.csv:2:4 error bad-percent'],
    ['country,percent\nUS,', 'tables/t.csv:2:4 error missing-key'],
    ['country,percentage\nUS,1', 'tables/t.csv:1:9 error unknown-key'],
    ['country,percent,class\nUS,1,food', 'tables/t.csv:2:6 error unknown-class'],
    ['country,percent\nUK,1', 'tables/t.csv:2:1 error unknown-country'],
    ['country,percent,priority\nUS,1,0', 'tables/t.csv:2:6 error bad-value'],
    ['country,percent,compound\nUS,1,maybe', 'tables/t.csv:2:6 error bad-value'],
    ['country,percent,id\nUS,1,a\nCA,1,a', 'tables/t.csv:3:6 error duplicate-id'],
    ['country,percent,from\nUS,1,2026-02-30', 'tables/t.csv:2:6 error bad-date'],
  ])('%j has a problem at %s', (csv, problem) => {
    expect(problemsOf(rules(csv))).toContain(problem);
  });

  it('that is not there is an error where it is named', () => {
    expect(problemsOf(file('tables: [tables/t.csv]\n'))).toContain('taxes.yaml:1:10 error unknown-table');
  });
});
