/** Tax rates and classes that others cover. */
import { describe, expect, it } from 'vitest';
import type { Texts } from '../support/decide.ts';
import { common, told, unreached } from '../support/reach.ts';

describe('a tax rate', () => {
  const taxes = (rates: string[], more = ''): Texts => ({
    ...common,
    'taxes.yaml': `${more}rates:\n${rates.map((rate, index) => `  - { id: ${'abcdefg'[index]}, percent: ${index + 1}, ${rate} }\n`).join('')}`,
  });

  it.each([
    [['where: { country: US }', 'where: { country: us }'], ['b']],
    // The more specific wins, wherever it is written.
    [['where: { country: US }', 'where: { country: US, state: CA }'], []],
    [['where: { country: US, state: CA }', 'where: { country: US, state: [CA] }'], ['b']],
    [['where: { country: US, state: [CA, NV] }', 'where: { country: US, state: CA }'], ['b']],
    [['where: { country: US, state: CA }', 'where: { country: US, state: [CA, NV] }'], []],
    [
      [
        'where: { country: US, state: CA }',
        'where: { country: US, state: NV }',
        'where: { country: US, state: [CA, NV] }',
      ],
      ['c'],
    ],
    // EU is less specific than a name.
    [['where: { country: EU }', 'where: { country: DE }'], []],
    [['where: { country: EU }', 'where: { country: [DE, FR] }', 'where: { country: [FR, DE] }'], ['c']],
    [['where: { country: DE, postal_code: 10* }', 'where: { country: DE, postal_code: 10115 }'], []],
    [['where: { country: DE, postal_code: 10000...10999 }', 'where: { country: DE, postal_code: 10* }'], ['b']],
    [['where: { country: DE, postal_code: 10* }', 'where: { country: DE, postal_code: 10000...10999 }'], ['a']],
    [
      [
        'where: { country: US, postal_code: 90* }',
        'where: { country: US, postal_code: 900...904 }',
        'where: { country: US, postal_code: 905...909 }',
      ],
      ['a'],
    ],
    // An address may tell no state, and one of no known state.
    [['where: { country: US }', 'where: { country: US, state: "*" }'], []],
    [['where: { country: US }', 'where: { country: US }, priority: 2'], []],
    [['where: { country: US }', 'where: { country: US }, when: { currency: usd }'], ['b']],
    [['where: { country: US }, when: { currency: usd }', 'where: { country: US }'], []],
    [
      [
        'where: { country: US }, when: { currency: usd }',
        'where: { country: US }, when: { currency: { not: usd } }',
        'where: { country: US }',
      ],
      ['c'],
    ],
    [
      [
        'where: { country: US }, through: 2026-12-31',
        'where: { country: US }, from: 2027-01-01',
        'where: { country: US }',
      ],
      ['c'],
    ],
    [
      [
        'where: { country: US }, through: 2026-12-31',
        'where: { country: US }, from: 2027-01-02',
        'where: { country: US }',
      ],
      [],
    ],
    [['where: coast', 'where: { country: US, state: OR }'], ['b']],
    [['where: { zone: coast, city: Fresno }', 'where: { country: US, city: fresno, state: CA }'], ['b']],
    [['where: { not: { country: US } }', 'where: { country: CA }'], []],
    [['where: { country: CA }', 'where: { not: { country: US } }'], []],
    [['', ''], ['b']],
    [['where: {}', 'where: { country: US }'], []],
    [
      [
        'where: { country: GB, postal_code: SW10 }',
        'where: { country: GB, postal_code: SW10...SW11 }',
        'where: { country: GB, postal_code: SW11 }',
      ],
      ['b'],
    ],
  ])('of %j: %j', (rates, expected) => {
    expect(unreached(taxes(rates.map((rate) => rate || 'priority: 1')))).toEqual(expected);
  });

  it('names those that cover it, and where they stand', () => {
    const files = {
      ...taxes(
        [
          'where: { country: US, state: CA }',
          'where: { country: US, state: NV }',
          'where: { country: US, state: [CA, NV] }',
        ],
        'tables: [tables/t.csv]\n',
      ),
      'tables/t.csv': 'country,state,percent\nUS,CA,9\nUS,TX,1\n',
    };
    expect(told(files)).toEqual([
      'taxes.yaml:5:5 "c" can never apply: "a" (line 3) and "b" (line 4) have the same priority and cover every place of it.',
      'tables/t.csv:2:1 "t:2" can never apply: "a" (taxes.yaml:3) has the same priority and covers every place of it.',
    ]);
  });

  it('of another class is for other lines', () => {
    const files = taxes(
      ['where: { country: US }', 'where: { country: US }, class: food', 'where: { country: US }, class: food'],
      'classes: [ { class: food, items: { sku: F } } ]\n',
    );
    expect(unreached(files)).toEqual(['c']);
  });

  it('of a long table is found by its codes', () => {
    const rows = Array.from({ length: 900 }, (_, index) => `US,CA,${90_000 + index},1`);
    const table = [
      'country,state,postal_code,percent',
      ...rows,
      'US,CA,90100,2',
      'US,CA,90101;99999,2',
      'US,,901*,3',
      'US,CA,90100;90102,4',
      '',
    ];
    const files = { ...common, 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': table.join('\n') };
    expect(unreached(files)).toEqual(['t:902', 't:905']);
  });
});

describe('a tax class', () => {
  const classes = (...items: string[]): Texts => ({
    ...common,
    'taxes.yaml': `classes:\n${items.map((item, index) => `  - { class: ${'abcd'[index]}, like: standard, items: ${item} }\n`).join('')}rates: [ { id: r, percent: 1 } ]\n`,
  });
  it.each([
    [['{ sku: "F*" }', '{ sku: FOOD }'], ['b']],
    [['{ sku: FOOD }', '{ sku: "F*" }'], []],
    [['{ sku: A }', '{ sku: B }', '{ sku: [a, b] }'], ['c']],
    [['{ quantity: { min: 2 } }', '{ quantity: 1 }', '{ sku: A }'], ['c']],
    [['{ units: { min: 2 } }', '{ units: 1 }', '{ sku: A }'], []],
    [['{}', '{ sku: A }'], ['b']],
    [['{ kind: b }', '{ kind: { not: b } }', '{ sku: A }'], []],
  ])('of %j: %j', (items, expected) => {
    expect(unreached(classes(...items))).toEqual(expected);
  });
});
