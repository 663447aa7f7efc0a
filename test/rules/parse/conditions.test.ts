import { describe, expect, test } from 'vitest';
import { when } from '../../../src/rules/parse/condition.ts';
import type { Hook } from '../../../src/rules/parse/facts.ts';
import { lineCondition } from '../../../src/rules/parse/line-condition.ts';
import { place } from '../../../src/rules/parse/place.ts';
import { Problems } from '../../../src/rules/problem.ts';
import { readYaml } from '../../../src/rules/yaml.ts';
import { read } from '../../support/parse.ts';

const is = (...of: string[]) => ({ not: false, of });
const none = (...of: string[]) => ({ not: true, of });
const all = (...of: unknown[]) => ({ is: 'all', of });

describe('a place', () => {
  test.each([
    ['islands', { is: 'zone', zone: 'islands' }],
    ['{}', { is: 'here' }],
    ['{ country: US, state: [AK, HI] }', { is: 'here', country: is('US'), state: is('AK', 'HI') }],
    ['{ country: NO }', { is: 'here', country: is('NO') }],
    ['{ postal_code: 02139 }', { is: 'here', postal_code: is('02139') }],
    [
      '{ postal_code: [HS, KW15...KW17, "IM*", "@far"] }',
      { is: 'here', postal_code: is('HS', 'KW15...KW17', 'IM*', '@far') },
    ],
    ['{ city: { not: [Bronx] } }', { is: 'here', city: none('Bronx') }],
    [
      '{ country: GB, zone: islands, except: { postal_code: HS } }',
      {
        ...{ is: 'here', country: is('GB'), zone: { is: 'zone', zone: 'islands' } },
        except: { is: 'here', postal_code: is('HS') },
      },
    ],
    [
      '{ zone: [a, b] }',
      {
        is: 'here',
        zone: {
          is: 'any',
          of: [
            { is: 'zone', zone: 'a' },
            { is: 'zone', zone: 'b' },
          ],
        },
      },
    ],
    [
      '[mainland, { country: IE }]',
      {
        is: 'any',
        of: [
          { is: 'zone', zone: 'mainland' },
          { is: 'here', country: is('IE') },
        ],
      },
    ],
    ['{ not: { country: US } }', { is: 'not', of: { is: 'here', country: is('US') } }],
    ['{ not: [a] }', { is: 'not', of: { is: 'any', of: [{ is: 'zone', zone: 'a' }] } }],
  ])('%s', (yaml, value) => {
    expect(read(place, yaml)).toMatchObject({ value, problems: [] });
  });

  test.each([
    ['{ zip: 94016 }', '1:3 unknown-key', 'Did you mean "postal_code"?'],
    ['{ postcode: 94016 }', '1:3 unknown-key', '"postal_code"'],
    ['{ province: QC }', '1:3 unknown-key', '"state"'],
    ['{ contry: CA }', '1:3 unknown-key', '"country"'],
    ['{ country: US, not: { state: CA } }', '1:16 not-allowed-here', 'write "except"'],
    ['{ country: }', '1:3 wrong-type', 'Nothing is written here'],
    ['{ country: { code: US } }', '1:12 wrong-type'],
    ['{ state: [] }', '1:10 bad-pattern'],
    ['[]', '1:1 bad-value', 'nowhere'],
    ['"@far"', '1:1 bad-value', 'name of a zone'],
    ['""', '1:1 bad-value'],
    ['{ zone: { country: US } }', '1:9 wrong-type'],
    ['', '1:1 wrong-type'],
  ])('%s is wrong', (yaml, problem, message = '') => {
    const { value, problems, messages } = read(place, yaml);
    expect(problems).toEqual([problem]);
    expect(value).toBeUndefined();
    expect(messages[0]).toContain(message);
  });
});

const anyHook: [yaml: string, value: unknown][] = [
  ['{}', all()],
  ['{ to: lower_48 }', all({ is: 'place', fact: 'to', place: { is: 'zone', zone: 'lower_48' } })],
  [
    '{ account: "@pro", currency: [usd, CAD] }',
    all({ is: 'text', fact: 'account', match: is('@pro') }, { is: 'text', fact: 'currency', match: is('usd', 'cad') }),
  ],
  ['{ livemode: true }', all({ is: 'flag', fact: 'livemode', value: true })],
  [
    '{ subtotal: { min: 50.00, under: { usd: 60 } } }',
    all({ is: 'amount', fact: 'subtotal', bounds: { min: { plain: '50' }, under: { by: { usd: '60' } } } }),
  ],
  ['{ discount: { over: 0 } }', all({ is: 'amount', fact: 'discount', bounds: { over: { plain: '0' } } })],
  [
    '{ quantity: 3, lines: { max: 10 } }',
    all(
      { is: 'number', fact: 'quantity', bounds: { min: '3', max: '3' } },
      { is: 'number', fact: 'lines', bounds: { max: '10' } },
    ),
  ],
  ['{ weight: { over: 20 kg } }', all({ is: 'weight', fact: 'weight', bounds: { over: '20000' } })],
  ['{ weekday: [sun, sat] }', all({ is: 'weekday', days: ['sat', 'sun'] })],
  ['{ time: { after: "22:00", before: "06:00" } }', all({ is: 'time', after: 1320, before: 360 })],
  ['{ time: { after: 22:00 } }', all({ is: 'time', after: 1320 })],
  ['{ differ: [to.country, account] }', all({ is: 'differ', facts: ['to.country', 'account'] })],
  ['{ known: to.postal_code }', all({ is: 'known', fact: 'to.postal_code', value: true })],
  [
    '{ missing: [account, items.sku] }',
    all(all({ is: 'known', fact: 'account', value: false }, { is: 'known', fact: 'items.sku', value: false })),
  ],
  [
    '{ items: { any: { sku: X } } }',
    all({ is: 'lines', which: 'any', line: all({ is: 'text', fact: 'sku', match: is('X') }) }),
  ],
  [
    '{ items: { every: {}, no: { in_catalog: false } } }',
    all(
      all(
        { is: 'lines', which: 'every', line: all() },
        { is: 'lines', which: 'no', line: all({ is: 'flag', fact: 'in_catalog', value: false }) },
      ),
    ),
  ],
  [
    '{ items: { of: { sku: X }, quantity: { max: 6 } } }',
    all({ is: 'sum', line: all({ is: 'text', fact: 'sku', match: is('X') }), fact: 'quantity', bounds: { max: '6' } }),
  ],
  [
    '{ items: { of: {}, weight: { max: 1 kg }, subtotal: { min: 1 } } }',
    all(
      all(
        { is: 'sum', line: all(), fact: 'subtotal', bounds: { min: { plain: '1' } } },
        { is: 'sum', line: all(), fact: 'weight', bounds: { max: '1000' } },
      ),
    ),
  ],
  [
    '{ any: [{ livemode: true }, { lines: 1 }] }',
    all({
      is: 'any',
      of: [
        all({ is: 'flag', fact: 'livemode', value: true }),
        all({ is: 'number', fact: 'lines', bounds: { min: '1', max: '1' } }),
      ],
    }),
  ],
  ['{ all: { livemode: true } }', all({ is: 'all', of: [all({ is: 'flag', fact: 'livemode', value: true })] })],
  ['{ not: { livemode: true } }', all({ is: 'not', of: all({ is: 'flag', fact: 'livemode', value: true }) })],
  [
    '{ not: [{ livemode: true }, { lines: 1 }] }',
    all({
      is: 'not',
      of: {
        is: 'any',
        of: [
          all({ is: 'flag', fact: 'livemode', value: true }),
          all({ is: 'number', fact: 'lines', bounds: { min: '1', max: '1' } }),
        ],
      },
    }),
  ],
];

const finalizeOnly: [yaml: string, value: unknown][] = [
  ['{ bill_to: { country: US } }', all({ is: 'place', fact: 'bill_to', place: { is: 'here', country: is('US') } })],
  ['{ total: { min: 200 } }', all({ is: 'amount', fact: 'total', bounds: { min: { plain: '200' } } })],
  [
    '{ payment: { funding: prepaid, country: { not: US } } }',
    all(
      all(
        { is: 'text', fact: 'payment.funding', match: is('prepaid') },
        { is: 'text', fact: 'payment.country', match: none('US') },
      ),
    ),
  ],
  ['{ email: "*@mailinator.com" }', all({ is: 'text', fact: 'email', match: is('*@mailinator.com') })],
  ['{ shipping_offered: false }', all({ is: 'flag', fact: 'shipping_offered', value: false })],
  [
    '{ differ: [payment.country, bill_to.country] }',
    all({ is: 'differ', facts: ['payment.country', 'bill_to.country'] }),
  ],
  ['{ known: email }', all({ is: 'known', fact: 'email', value: true })],
  [
    '{ items: { any: { total: { over: 1 } } } }',
    all({ is: 'lines', which: 'any', line: all({ is: 'amount', fact: 'total', bounds: { over: { plain: '1' } } }) }),
  ],
];

describe.each(['customize', 'finalize'] as Hook[])('a condition on an order, in %s', (hook) => {
  test.each(anyHook)('%s', (yaml, value) => {
    expect(read(when[hook], yaml)).toMatchObject({ value, problems: [] });
  });

  test.each([
    ['{ subtotal: 50 }', '1:13 wrong-type', 'Write { min: 50 }'],
    ['{ subtotal: { usd: 50, cad: 60 } }', '1:13 wrong-type', 'Write { min: { usd: 50, cad: 60 } }'],
    ['{ discounted: "50" }', '1:15 wrong-type', 'Write { min: 50 }'],
    ['{ weight: 20 kg }', '1:11 wrong-type', 'Write { min: 20 kg }'],
    ['{ subtotal: { min: 50, max: 40 } }', '1:13 impossible-range', 'Nothing lies between'],
    ['{ subtotal: { over: 50, max: 50 } }', '1:13 impossible-range'],
    ['{ subtotal: { min: { usd: 5, cad: 9 }, max: { cad: 8 } } }', '1:13 impossible-range'],
    ['{ quantity: { over: 3, under: 3 } }', '1:13 impossible-range'],
    ['{ quantity: { min: 3, over: 3 } }', '1:13 impossible-range', 'Keep one of them'],
    ['{ quantity: {} }', '1:13 impossible-range', 'No bound'],
    ['{ weight: { min: 2 kg, max: 1 kg } }', '1:11 impossible-range'],
    ['{ weight: { max: 20 } }', '1:18 bad-weight', '20 kg?'],
    ['{ quantity: { minimum: 3 } }', '1:15 unknown-key', 'Did you mean "min"?'],
    ['{ sku: X }', '1:3 unknown-fact', 'items: { any: { sku: … } }'],
    ['{ product_category: X }', '1:3 unknown-fact', 'items: { any: { product_category: … } }'],
    ['{ colour: red }', '1:3 unknown-fact', 'items: { any: { colour: … } }'],
    ['{ country: US }', '1:3 unknown-fact', 'to: { country: … }'],
    ['{ subtotel: { min: 5 } }', '1:3 unknown-fact', 'Did you mean "subtotal"?'],
    ['{ from: 2026-01-01 }', '1:3 not-allowed-here', 'beside "when"'],
    ['{ items: { sku: X } }', '1:12 unknown-fact', 'items: { any: { sku: … } }'],
    ['{ items: { quantity: { max: 6 } } }', '1:12 unknown-fact', 'items: { of: {}, quantity: … }'],
    ['{ items: {} }', '1:10 missing-key'],
    ['{ items: { of: {} } }', '1:10 missing-key', 'A sum is missing'],
    ['{ items: { of: {}, any: {} } }', '1:20 not-allowed-here'],
    ['{ items: { any: { email: x } } }', '1:19 not-allowed-here', 'fact of the order'],
    ['{ currency: usdd }', '1:13 unknown-currency', 'Did you mean "usd"?'],
    ['{ time: {} }', '1:9 impossible-range'],
    ['{ time: { after: 10:00, before: 10:00 } }', '1:9 impossible-range'],
    ['{ time: "22:00" }', '1:9 wrong-type'],
    ['{ weekday: caturday }', '1:12 bad-value'],
    ['{ differ: [to.country] }', '1:11 bad-value', 'Two facts'],
    ['{ differ: [to.country, to.country] }', '1:11 impossible-range'],
    ['{ differ: [to.country, subtotal] }', '1:24 unknown-fact'],
    ['{ known: postal_code }', '1:10 unknown-fact', 'Did you mean "to.postal_code"?'],
    ['{ missing: [] }', '1:12 bad-value'],
    ['{ livemode: yes }', '1:13 wrong-type', 'Write true.'],
    ['{ not: }', '1:3 wrong-type'],
    ['{ any: [] }', '1:8 bad-value', 'No condition'],
    ['{ all: [] }', '1:8 bad-value'],
    ['{ items: { every: { not: [] } } }', '1:26 bad-value'],
    ['[{ livemode: true }]', '1:1 wrong-type'],
    ['{ __proto__: 1 }', '1:3 unknown-fact'],
    ['{ any: [{ sku: X }, { livemode: true }] }', '1:11 unknown-fact'],
  ])('%s is wrong', (yaml, problem, message = '') => {
    const { problems, messages } = read(when[hook], yaml);
    expect(problems).toEqual([problem]);
    expect(messages[0]).toContain(message);
  });

  test('tells every fault at once', () => {
    const { problems } = read(when[hook], 'to: { zip: 1 }\nsubtotal: 50\nany: [{ sku: X }, { quantity: {} }]\n');
    expect(problems).toEqual(['1:7 unknown-key', '2:11 wrong-type', '3:9 unknown-fact', '3:31 impossible-range']);
  });
});

describe('a fact of the other hook', () => {
  test.each(finalizeOnly)('%s is for finalize', (yaml, value) => {
    expect(read(when.finalize, yaml)).toMatchObject({ value, problems: [] });
    const { problems } = read(when.customize, yaml);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/ wrong-hook$/);
  });

  test.each(['total', 'shipping', 'tax'])('%s suggests discounted', (fact) => {
    expect(read(when.customize, `{ ${fact}: { min: 5 } }`).messages[0]).toContain('Use "discounted".');
    expect(read(when.finalize, `{ ${fact}: { min: 5 } }`).problems).toEqual([]);
  });

  test('a word of the payment that is not a fact is named', () => {
    expect(read(when.finalize, '{ payment: { fundin: prepaid } }').messages[0]).toContain('Did you mean "funding"?');
    expect(read(when.finalize, '{ payment: { last4: 4242 } }').problems).toEqual(['1:14 unknown-fact']);
  });
});

describe('a condition on a line', () => {
  const line = lineCondition.finalize;

  test.each([
    ['{ sku: ["FOOD-*", "@groceries"] }', all({ is: 'text', fact: 'sku', match: is('FOOD-*', '@groceries') })],
    [
      '{ quantity: 2, units: { over: 3 } }',
      all(
        { is: 'number', fact: 'quantity', bounds: { min: '2', max: '2' } },
        { is: 'number', fact: 'units', bounds: { over: '3' } },
      ),
    ],
    ['{ price: 0 }', all({ is: 'amount', fact: 'price', bounds: { min: { plain: '0' }, max: { plain: '0' } } })],
    [
      '{ price: { usd: 1, cad: 2 } }',
      all({
        is: 'amount',
        fact: 'price',
        bounds: { min: { by: { usd: '1', cad: '2' } }, max: { by: { usd: '1', cad: '2' } } },
      }),
    ],
    ['{ price: { under: 110 } }', all({ is: 'amount', fact: 'price', bounds: { under: { plain: '110' } } })],
    ['{ total: { min: 5 } }', all({ is: 'amount', fact: 'total', bounds: { min: { plain: '5' } } })],
    [
      '{ available: false, over_limit: True }',
      all({ is: 'flag', fact: 'available', value: false }, { is: 'flag', fact: 'over_limit', value: true }),
    ],
    ['{ weight: { over: 1 lb } }', all({ is: 'weight', fact: 'weight', bounds: { over: '453.59237' } })],
    [
      '{ product_category: { not: "Gift cards*" } }',
      all({ is: 'text', fact: 'product_category', match: none('Gift cards*') }),
    ],
    ['{ handling: fragile }', all({ is: 'text', fact: 'handling', match: is('fragile') })],
    ['{ delete: true }', all({ is: 'text', fact: 'delete', match: is('true') })],
    ['{ inventory_quantity: { under: 5 } }', all({ is: 'number', fact: 'inventory_quantity', bounds: { under: '5' } })],
    ['{ package_weight: { max: 5 kg } }', all({ is: 'weight', fact: 'package_weight', bounds: { max: '5000' } })],
    ['{ cost: { max: { usd: 5 } } }', all({ is: 'amount', fact: 'cost', bounds: { max: { by: { usd: '5' } } } })],
    [
      '{ any: [{ sku: A }, { sku: B }], not: { name: C } }',
      all(
        {
          is: 'any',
          of: [all({ is: 'text', fact: 'sku', match: is('A') }), all({ is: 'text', fact: 'sku', match: is('B') })],
        },
        { is: 'not', of: all({ is: 'text', fact: 'name', match: is('C') }) },
      ),
    ],
  ])('%s', (yaml, value) => {
    expect(read(line, yaml)).toMatchObject({ value, problems: [] });
  });

  test.each([
    ['{ subtotal: 5 }', '1:13 wrong-type', 'Write { min: 5 }'],
    ['{ weight: 5 kg }', '1:11 wrong-type', 'Write { min: 5 kg }'],
    ['{ in_catalog: no }', '1:15 wrong-type', 'Write false.'],
    ['{ sku: { min: 5 } }', '1:8 wrong-type'],
    ['{ sku: F*D }', '1:8 bad-pattern'],
    ['{ to: { country: US } }', '1:3 not-allowed-here', 'beside "items"'],
    ['{ inventory_quantity: { under: five } }', '1:32 bad-value'],
    ['{ handling: }', '1:3 wrong-type'],
    ['fragile', '1:1 wrong-type'],
  ])('%s is wrong', (yaml, problem, message = '') => {
    const { problems, messages } = read(line, yaml);
    expect(problems).toEqual([problem]);
    expect(messages[0]).toContain(message);
  });

  test('does not know its total while it is priced', () => {
    expect(read(lineCondition.customize, '{ total: { min: 5 } }').problems).toEqual(['1:3 wrong-hook']);
  });
});

test('each condition stands where its key does', () => {
  const bytes = new TextEncoder().encode('livemode: true\nnot:\n  to: a\n  known: [account,\n    currency]\n');
  const problems = new Problems();
  const node = readYaml('x.yaml', bytes, problems);
  const places: string[] = [];
  JSON.stringify(node && when.customize.read(node, problems), (key, value) => {
    if (key === 'at') places.push(value.replace('x.yaml:', ''));
    return value;
  });
  // The place of `to` is a zone with a place of its own; each of the known facts has one too.
  expect(places.sort()).toEqual(['1:1', '1:1', '2:1', '3:3', '3:3', '3:7', '4:11', '4:3', '5:5']);
});
