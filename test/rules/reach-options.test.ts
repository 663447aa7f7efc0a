/** Shipping options past the fifth and of one name, and what says the same twice. */
import { describe, expect, it } from 'vitest';
import type { Texts } from '../support/decide.ts';
import { common, told, unreached } from '../support/reach.ts';

describe('a shipping option', () => {
  /** Of these conditions; `~`: by weight, which may be unknown. */
  const options = (written: string[], more = '', currency = 'usd'): Texts => {
    const lines = written.map((one, index) => {
      const price = one.startsWith('~') ? '{ base: 1, per_kg: 1 }' : '{ base: 1 }';
      const conditions = [one.replace('~', ''), currency && `currency: ${currency}`].filter((text) => text !== '');
      return `  - { id: ${'abcdefgh'[index]}, name: N${index}, price: ${price}, when: { ${conditions.join(', ')} } }\n`;
    });
    return { ...common, 'shipping.yaml': `options:\n${lines.join('')}${more}` };
  };
  const five = ['', '', '', '', ''];
  const [us, far, light] = ['to: { country: US }', 'to: far', 'weight: { max: 1 kg }'];

  it.each([
    ['is told', options([...five, '']), ['f']],
    ['is told where fewer are sent', options(['', '', ''], 'max_options: 2\n'), ['c']],
    ['is told at a narrower place', options([us, us, us, us, us, far]), ['f']],
    ['is reached at a wider place', options([far, far, far, far, far, us]), []],
    ['is reached where the order is another', options([...five, ''], 'sort: cheapest\n'), []],
    ['is reached where a price may be unknown', options(['~', '', '', '', '', '']), []],
    ['is reached where a condition may not hold', options([light, '', '', '', '', '']), []],
  ])('past the fifth %s', (_, files, expected) => {
    expect(unreached(files)).toEqual(expected);
  });

  it('past the fifth is reached in a currency that those before it have no price in', () => {
    const files = options([...five, ''], '', '');
    const both = files['shipping.yaml']!.replace(/(id: f.*)base: 1/, '$1base: { usd: 1, cad: 1 }').replaceAll(
      'when: {  }',
      'metadata: {}',
    );
    expect(unreached({ ...files, 'shipping.yaml': both })).toEqual([]);
  });

  it('is never offered in a currency that it has no price in', () => {
    expect(told(options([''], '', 'cad'))).toEqual([
      'shipping.yaml:2:5 "a" can never apply: "currency" (line 2) and "price" (line 2) exclude each other.',
    ]);
  });

  it.each([
    [['', '', '', '', '', ''], 1],
    [['', '', '', '', us, 'to: { country: US, state: CA }'], 1],
    [['', '', '', '', us, 'to: { country: CA }'], 0],
    [['', '', '', '', light, 'weight: { over: 1 kg }'], 0],
  ])('of %j is too many: %i', (written, count) => {
    const all = written.map((one) => one || 'to: {}');
    expect(told(options(all, 'sort: cheapest\n', ''), 'too-many-options')).toHaveLength(count);
  });

  it.each([
    [['{}', '{}'], 1],
    [['{ to: { country: US } }', '{ to: far }'], 1],
    [['{ to: { country: US } }', '{ to: { country: CA } }'], 0],
    [['{ weight: { max: 1 kg } }', '{ weight: { over: 1 kg } }'], 0],
    [['{ currency: usd }', '{ currency: cad }'], 0],
  ])('of one name and %j is told apart: %i', ([one, other], count) => {
    const text = `options:\n  - { id: a, name: Standard, price: 1, when: { all: [${one}] } }\n  - { id: b, name: standard, price: 2, when: { all: [${other}] } }\n`;
    expect(
      told({ ...common, 'shipping.yaml': text.replaceAll('when: { all: [{}] }', 'metadata: {}') }, 'same-name'),
    ).toHaveLength(count);
  });
});

describe('what says the same twice', () => {
  it.each([
    [
      {
        'approval.yaml':
          'rules:\n  - { id: a, approve: true, when: { email: x } }\n  - { id: b, approve: true, when: { email: x } }\n',
      },
      ['approval.yaml:3:5'],
    ],
    [
      {
        'approval.yaml':
          'rules:\n  - { id: a, approve: true, when: { email: x } }\n  - { id: b, decline: No., when: { email: x } }\n',
      },
      [],
    ],
    [
      {
        'taxes.yaml':
          'rates: [ { id: r, percent: 1 } ]\nexempt:\n  - { id: a, items: { sku: A } }\n  - { id: b, items: { sku: A } }\n',
      },
      ['taxes.yaml:4:5'],
    ],
    [
      { 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': 'country,percent,id\nUS,1,a\nCA,1,b\nUS,1,c\n' },
      ['tables/t.csv:4:1'],
    ],
    [
      {
        'shipping.yaml': 'options: [ { id: o, name: O, price: { table: tables/t.csv } } ]\n',
        'tables/t.csv': 'country,price\nUS,1\nUS,1\nUS,2\n',
      },
      ['tables/t.csv:3:1'],
    ],
  ] as [Texts, string[]][])('%j: %j', (files, expected) => {
    expect(told({ ...common, ...files }, 'duplicate').map((one) => one.split(' ')[0])).toEqual(expected);
  });

  it('is one row of a shipping table for what another is for', () => {
    const files: Texts = {
      ...common,
      'shipping.yaml': 'options: [ { id: o, name: O, price: { table: tables/t.csv } } ]\n',
      'tables/t.csv': 'country,min_weight,price\nUS,1 kg,1\nUS,2 kg,2\nUS,1000 g,3\nUS,,4\nUS,0 kg,5\n',
    };
    expect(told(files).map((one) => one.split(' ')[0])).toEqual(['tables/t.csv:4:1', 'tables/t.csv:6:1']);
  });
});
