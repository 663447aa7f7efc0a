/** Which entries contradict themselves, and how the parts of approval.yaml and its accounts come together. */
import { describe, expect, it } from 'vitest';
import type { Texts } from '../support/decide.ts';
import { common, rules, told, unreached } from '../support/reach.ts';

describe('a rule of approval.yaml', () => {
  const approval = (text: string, more: Texts = {}): Texts => ({ ...common, 'approval.yaml': text, ...more });

  it.each([
    [
      'behind a shadow rule is reached',
      'rules:\n  - { id: a, approve: true, shadow: true }\n  - { id: b, decline: No. }\n',
      [],
    ],
    [
      'of shadow behind one that decides is not',
      'rules:\n  - { id: a, approve: true }\n  - { id: b, decline: No., shadow: true }\n',
      ['b'],
    ],
    [
      'is behind one that also declines what is unknown',
      'rules:\n  - { id: a, decline: No., when: { to: { country: US } }, if_unknown: decline }\n' +
        '  - { id: b, approve: true, when: { not: { to: { country: { not: US } } }, email: x } }\n' +
        '  - { id: c, decline: No., when: { missing: to } }\n',
      ['b', 'c'],
    ],
    [
      'that also declines what is unknown is not behind one that only takes what is known',
      'rules:\n  - { id: a, approve: true, when: { to: { country: US } } }\n' +
        '  - { id: b, decline: No., when: { to: { country: US } }, if_unknown: decline }\n',
      [],
    ],
    [
      'is behind one of `always`',
      'always:\n  - { id: a, decline: No., when: { to: { country: US } }, if_unknown: skip }\n' +
        'rules:\n  - { id: b, approve: true, when: { to: { country: US, state: CA } } }\n',
      ['b'],
    ],
  ] as [string, string, string[]][])('%s', (_, text, expected) => {
    expect(unreached(approval(text))).toEqual(expected);
  });

  it('of an account is behind one of `always`, which is told of once', () => {
    const files = approval(
      'always:\n  - { id: a, decline: No., when: { to: { country: US } }, if_unknown: skip }\n' +
        '  - { id: b, decline: No., when: { to: far }, if_unknown: skip }\n',
      {
        'accounts/acct_1/approval.yaml':
          'rules:\n  - { id: c, approve: true, when: { to: { country: US, state: CA } } }\n',
      },
    );
    expect(told(files)).toEqual([
      'approval.yaml:3:5 "b" can never apply: "a" (line 2) stands before it and decides every order that it is for.',
      'accounts/acct_1/approval.yaml:2:5 "c" can never apply: "a" (approval.yaml:2) stands before it and decides every order that it is for.',
    ]);
  });

  it('in an account is read with its own zones, and one of the base with those of the base', () => {
    const zones = (place: string): string =>
      `currency: usd\nzones:\n  near: ${place}\n  most: { country: US, except: near }\n`;
    const files: Texts = {
      'settings.yaml': zones('{ country: US, state: CA }'),
      'approval.yaml': 'default: approve\n',
      'accounts/acct_1/settings.yaml': 'zones:\n  near: { country: US, state: NY }\n',
      'accounts/acct_1/approval.yaml':
        'rules:\n  - { id: a, approve: true, when: { to: most } }\n' +
        '  - { id: b, approve: true, when: { to: { country: US, state: CA } } }\n' +
        '  - { id: c, approve: true, when: { to: near } }\n',
    };
    expect(unreached(files)).toEqual(['c']);
  });

  it('is reached where an account reads its amounts in another currency', () => {
    const files = (currency: string): Texts => ({
      'settings.yaml': 'currency: usd\n',
      'accounts/acct_1/settings.yaml': `currency: ${currency}\n`,
      'approval.yaml':
        'rules:\n  - { id: a, approve: true, when: { total: { min: 10 }, currency: usd } }\n' +
        '  - { id: b, approve: true, when: { total: { min: 10 } } }\n' +
        '  - { id: c, approve: true, when: { total: { min: 20 }, currency: usd } }\n',
    });
    expect(unreached(files('usd'))).toEqual(['b', 'c']);
    expect(unreached(files('cad'))).toEqual(['c']);
  });
});

describe('conditions that exclude each other', () => {
  it.each([
    [
      '{ quantity: { over: 10 }, all: [{ quantity: { under: 5 } }] }',
      '"quantity" (line 2) and "all" (line 2) exclude each other',
    ],
    ['{ to: { country: US }, not: { to: { country: US } } }', '"to" (line 2) and "not" (line 2) exclude each other'],
    ['{ known: email, missing: email }', '"known" (line 2) and "missing" (line 2) exclude each other'],
    ['{ email: x, missing: email }', '"email" (line 2) and "missing" (line 2) exclude each other'],
    [
      '{ to: { country: US, postal_code: 94016, except: { postal_code: 9* } } }',
      'nothing fulfils what "to" (line 2) asks for',
    ],
    ['{ items: { any: { quantity: { under: 1 } } } }', 'nothing fulfils what "items" (line 2) asks for'],
    [
      '{ items: { every: { sku: A } }, not: { items: { any: { sku: A } } } }',
      '"items" (line 2) and "not" (line 2) exclude each other',
    ],
    [
      '{ to: { country: US }, currency: usd, missing: [to.country] }',
      '"to" (line 2) and "missing" (line 2) exclude each other',
    ],
  ])('%s', (when, why) => {
    expect(told(rules(when))).toEqual([`approval.yaml:2:5 "a" can never apply: ${why}.`]);
  });

  it.each([
    '{ quantity: { over: 10 }, any: [{ quantity: { under: 5 } }, { email: x }] }',
    '{ to: { country: US }, not: { to: { country: US, state: CA } } }',
    '{ known: email, missing: phone }',
    '{ items: { any: { sku: A } }, not: { items: { every: { sku: A } } } }',
    '{ email: "a*", not: { email: "*a" } }',
  ])('and do not: %s', (when) => {
    expect(told(rules(when))).toEqual([]);
  });

  it.each([
    [
      'shipping.yaml',
      'options:\n  - { id: o, name: O, price: 1, when: { currency: usd, not: { currency: usd } } }\n',
      ['o'],
    ],
    [
      'shipping.yaml',
      'options:\n  - { id: o, name: O, price: 1, when: { to: { country: US } }, surcharges: [{ id: s, add: 1, when: { to: { country: CA } } }] }\n',
      ['s'],
    ],
    ['taxes.yaml', 'rates: [ { id: r, percent: 1, where: { country: US }, when: { to: { country: CA } } } ]\n', ['r']],
    [
      'taxes.yaml',
      'based_on: billing\nrates: [ { id: r, percent: 1, where: { country: US }, when: { to: { country: CA } } } ]\n',
      [],
    ],
    [
      'taxes.yaml',
      'rates: [ { id: r, percent: 1 } ]\nexempt: [ { id: e, where: { country: US }, when: { to: { country: CA } } } ]\n',
      ['e'],
    ],
    ['fees.yaml', 'fees: [ { id: f, percent: 1, items: { sku: A, not: { sku: a } } } ]\n', ['f']],
  ])('in %s: %s', (path, text, expected) => {
    expect(unreached({ ...common, 'approval.yaml': 'default: approve\n', [path]: text })).toEqual(expected);
  });
});

describe('a fee', () => {
  const fees = (...written: string[]): Texts => ({
    ...common,
    'approval.yaml': 'default: approve\n',
    'fees.yaml': `fees:\n${written.map((fee, index) => `  - { id: ${'abcd'[index]}, percent: ${index + 1}, ${fee} }\n`).join('')}`,
  });
  it.each([
    [['items: { sku: "F*" }', 'items: { sku: FOOD }'], ['b']],
    [['items: { sku: "F*" }', 'items: { sku: FOOD }, group: x'], []],
    [['when: { account: acct_1 }', 'when: { account: acct_1 }, items: { sku: A }'], ['b']],
    [['when: { account: acct_1 }, items: { sku: A }', 'when: { account: acct_1 }'], []],
    [['when: { account: acct_1 }', 'items: { sku: A }'], []],
    [
      ['when: { account: acct_1 }', 'when: { missing: account }', 'when: { account: { not: acct_1 } }', 'of: total'],
      [],
    ],
    [['when: { known: account }', 'when: { missing: account }', 'of: total'], ['c']],
    [
      ['when: { known: account }, items: { quantity: 1 }', 'when: { missing: account }', 'items: { quantity: 1 }'],
      ['c'],
    ],
    [['when: { items: { any: { sku: A } } }', 'items: { sku: A }'], ['b']],
    [['when: { items: { every: { sku: A } } }', 'items: { sku: A }'], []],
  ])('of %j: %j', (written, expected) => {
    expect(unreached(fees(...written))).toEqual(expected);
  });
});
