/** Which entries `check` says can never apply, and which it must not say it of. */
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint/lint.ts';
import { Problems } from '../../src/rules/problem.ts';
import { load, noon, type Texts } from '../support/decide.ts';

/** The messages of the warnings of one code. */
function told(files: Texts, code = 'unreachable'): string[] {
  const { source, problems } = load(files);
  if (source === null || problems.hasErrors) throw new Error(JSON.stringify(problems.all));
  const found = new Problems();
  lint(source, noon, found);
  return found.all.filter((one) => one.code === code).map(({ at, message }) => `${at} ${message}`);
}

/** The ids of the entries of a list that can never apply. */
function unreached(files: Texts, code?: string): string[] {
  return told(files, code).map((message) => /^\S+ "([^"]*)"/.exec(message)?.[1] ?? message);
}

const settings = `currency: usd
currencies: [usd, cad]
time_zone: America/New_York
zones:
  far: { country: US, state: [AK, HI] }
  coast: [{ country: US, state: CA }, { country: US, state: OR }]
`;
const common: Texts = {
  'settings.yaml': settings,
  'lists/blocked.txt': 'a@x.example\n*@bad.example\n',
  'lists/codes.txt': '94016\n941*\n',
  'catalog.csv': 'id,kind,score,weight\nA,b,1,1 kg\n',
};

const rule = (id: string, when: string): string => `  - { id: ${id}, approve: true, ${when} }\n`;

/** Approval rules of these conditions, named a, b, c… */
function rules(...conditions: string[]): Texts {
  const lines = conditions.map((when, index) =>
    rule('abcdefghijklmnop'[index]!, /^\w+:/.test(when) ? when : `when: ${when}`),
  );
  return { ...common, 'approval.yaml': `rules:\n${lines.join('')}` };
}

describe('the last of these approval rules', () => {
  it.each([
    // Places
    ['{ to: { country: US } }', '{ to: { country: US, state: CA } }'],
    ['{ to: { country: US } }', '{ to: { country: us, city: Austin } }'],
    ['{ to: { country: EU } }', '{ to: { country: [DE, FR] } }'],
    ['{ to: { country: [DE, FR] } }', '{ to: { country: [IT, ES] } }', '{ to: { country: [DE, ES] } }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: US } }', '{ to: { postal_code: 94016 } }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: GB } }'],
    ['{ to: { country: US, state: [AK, HI] } }', '{ to: far }'],
    ['{ to: far }', '{ to: { country: US, state: ak } }'],
    ['{ to: { country: US, except: far } }', '{ to: far }', '{ to: { country: US, state: CA } }'],
    ['{ to: { country: US, except: far } }', '{ to: { country: US, state: [CA, NV] } }'],
    ['{ not: { to: { country: US } } }', '{ to: { country: CA } }'],
    ['{ not: { to: { country: US } } }', '{ to: { country: US } }', '{ known: to }'],
    ['{ to: { country: US, city: San Jose } }', '{ to: { country: US, city: "SAN JOSÉ" } }'],
    ['{ to: { country: US, city: "San*" } }', '{ to: { country: US, city: [San Jose, "san f*"] } }'],
    ['{ to: { country: IT, state: 25 } }', '{ to: { country: IT, state: MI } }'],
    // Postal codes
    ['{ to: { country: US, postal_code: 9* } }', '{ to: { country: US, postal_code: 94000...94999 } }'],
    ['{ to: { country: US, postal_code: 94016 } }', '{ to: { country: US, postal_code: "94016-1234" } }'],
    ['{ to: { country: US, postal_code: 900...909 } }', '{ to: { country: US, postal_code: 9012* } }'],
    [
      '{ to: { country: US, postal_code: [900*, 901*, 902*, 903*, 904*] } }',
      '{ to: { country: US, postal_code: 905...909 } }',
      '{ to: { country: US, postal_code: 90* } }',
    ],
    [
      '{ to: { country: US, postal_code: 94000...94499 } }',
      '{ to: { country: US, postal_code: 94500...94999 } }',
      '{ to: { country: US, postal_code: 94400...94600 } }',
    ],
    ['{ to: { country: US, postal_code: "@codes" } }', '{ to: { country: US, postal_code: 94100...94199 } }'],
    ['{ to: { country: GB, postal_code: SW1 } }', '{ to: { country: GB, postal_code: SW1 1AA } }'],
    ['{ to: { country: GB, postal_code: AB10...AB15 } }', '{ to: { country: GB, postal_code: [AB11, AB15 9ZZ] } }'],
    ['{ to: { country: GB, postal_code: HS } }', '{ to: { country: GB, postal_code: "HS9*" } }'],
    ['{ to: { country: CA, postal_code: "M5*" } }', '{ to: { country: CA, postal_code: M5V 3L9 } }'],
    [
      '{ to: { country: GB, postal_code: AB10...AB12 } }',
      '{ to: { country: GB, postal_code: AB13...AB15 } }',
      '{ to: { country: GB, postal_code: AB11...AB14 } }',
    ],
    // Numbers, amounts and weights
    ['{ quantity: { min: 3 } }', '{ quantity: 5 }'],
    ['{ quantity: { max: 3 } }', '{ quantity: { min: 4 } }', '{ quantity: { min: 2, max: 9 } }'],
    ['{ lines: { min: 0 } }', '{ email: x }'],
    ['{ subtotal: { under: { usd: 50, cad: 60 } } }', '{ subtotal: { max: { usd: 49.99, cad: 59.99 } } }'],
    [
      '{ total: { min: { usd: 10, cad: 10 } } }',
      '{ total: { max: { usd: 20, cad: 20 } } }',
      '{ total: { over: { usd: 5, cad: 5 } } }',
    ],
    ['{ weight: { max: 1 kg } }', '{ weight: { over: 1000 g } }', '{ weight: { min: 1 lb } }'],
    // Texts, flags and facts that are there or not
    ['{ email: "*@bad.example" }', '{ email: "x@BAD.example" }'],
    ['{ email: "@blocked" }', '{ email: "*.y@bad.example" }'],
    ['{ email: "@blocked" }', '{ email: "@blocked", name: x }'],
    ['{ account: { not: acct_1 } }', '{ account: acct_1 }', '{ account: "acct_*" }'],
    ['{ payment: { country: EU } }', '{ payment: { country: DE, funding: prepaid } }'],
    ['{ livemode: true }', '{ livemode: true, email: x }'],
    ['{ livemode: true }', '{ livemode: false }', '{ known: livemode }'],
    ['{ missing: email }', '{ missing: [email, phone] }'],
    ['{ known: email }', '{ email: { not: x } }'],
    ['{ currency: usd }', '{ currency: { not: usd } }', '{ email: x }'],
    ['{ differ: [to.country, bill_to.country] }', '{ differ: [to.country, bill_to.country], email: x }'],
    // Time
    ['{ weekday: mon-fri }', '{ weekday: [sat, sun] }', '{ email: x }'],
    ['{ time: { after: "08:00" } }', '{ time: { after: "22:00", before: "09:00" } }', '{ email: x }'],
    ['{ time: { after: "22:00", before: "06:00" } }', '{ time: { before: "05:00" } }'],
    ['from: 2027-01-01', 'through: 2026-12-31', '{ email: x }'],
    ['from: 2026-01-01, through: 2027-12-31', 'when: { email: x }, from: 2026-12-01, through: 2026-12-24'],
    // Lines
    ['{ items: { any: { sku: "F*" } } }', '{ items: { any: { sku: FOOD } } }'],
    ['{ items: { any: { sku: "F*" } } }', '{ items: { every: { sku: [FA, FB] } } }'],
    ['{ items: { no: { sku: A } } }', '{ items: { every: { sku: B } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { no: { sku: A } } }', '{ items: { every: { sku: { not: C } } } }'],
    ['{ items: { of: { sku: A }, quantity: { min: 2 } } }', '{ items: { of: { sku: A }, quantity: { over: 3 } } }'],
    ['{ items: { any: { kind: b } } }', '{ items: { any: { kind: b, score: { min: 2 } } } }'],
    [
      '{ items: { any: { price: { min: { usd: 10, cad: 10 } } } } }',
      '{ items: { any: { price: { over: { usd: 20, cad: 20 } } } } }',
    ],
    // Any, all and not
    ['{ any: [{ email: x }, { phone: y }] }', '{ phone: y }'],
    ['{ email: x }', '{ phone: y }', '{ any: [{ email: x, name: z }, { phone: y }] }'],
    ['{ not: [{ email: x }, { email: y }] }', '{ email: z }'],
    ['{ email: x }', '{ phone: y }', '{ to: { country: US } }', '{ all: [{ phone: y }, { to: { country: CA } }] }'],
  ])('is behind the others: %s', (...conditions) => {
    expect(unreached(rules(...conditions))).toContain('abcdefgh'[conditions.length - 1]);
  });

  it.each([
    ['{ to: { country: US, state: CA } }', '{ to: { country: US } }'],
    ['{ to: { country: [DE, FR] } }', '{ to: { country: EU } }'],
    ['{ to: { country: US, state: CA } }', '{ to: { state: CA } }'],
    ['{ to: { country: US, except: far } }', '{ to: far }', '{ to: { country: US } }'],
    ['{ to: { country: US, except: far } }', '{ to: { country: US, city: Austin } }'],
    // Without an address, nothing is known of it.
    ['{ to: { country: US } }', '{ not: { to: { country: US } } }', '{ email: x }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: US } }', '{ email: x }'],
    ['{ bill_to: { country: US } }', '{ to: { country: US } }'],
    ['{ to: { country: US, city: "San*" } }', '{ to: { country: US, city: "*San*" } }'],
    ['{ to: { country: IT, state: MI } }', '{ to: { country: IT, state: 25 } }'],
    ['{ to: { country: US, postal_code: 9401* } }', '{ to: { country: US, postal_code: 940* } }'],
    [
      '{ to: { country: US, postal_code: 900...904 } }',
      '{ to: { country: US, postal_code: 906...909 } }',
      '{ to: { country: US, postal_code: 90* } }',
    ],
    [
      '{ to: { country: US, postal_code: 94000...94498 } }',
      '{ to: { country: US, postal_code: 94500...94999 } }',
      '{ to: { country: US, postal_code: 94400...94600 } }',
    ],
    // An address that is cut to SW1A matches the outward part alone.
    ['{ to: { country: GB, postal_code: SW1A 1* } }', '{ to: { country: GB, postal_code: SW1A } }'],
    [
      `{ to: { country: GB, postal_code: [${[...'0123456789'].map((digit) => `SW1A ${digit}*`).join(', ')}] } }`,
      '{ to: { country: GB, postal_code: SW1A } }',
    ],
    ['{ to: { country: GB, postal_code: SW1 } }', '{ to: { country: GB, postal_code: SW10 } }'],
    ['{ to: { country: GB, postal_code: AB10...AB15 } }', '{ to: { country: GB, postal_code: "AB1*" } }'],
    ['{ to: { country: GB, postal_code: AB1...AB9 } }', '{ to: { country: GB, postal_code: AB10...AB15 } }'],
    ['{ to: { country: DE, postal_code: 10* } }', '{ to: { postal_code: 10115 } }'],
    ['{ quantity: { min: 3 } }', '{ quantity: { min: 2 } }'],
    ['{ quantity: { max: 3 } }', '{ quantity: { min: 5 } }', '{ quantity: { min: 2, max: 9 } }'],
    // The weight of an order may be unknown.
    ['{ weight: { max: 1 kg } }', '{ weight: { over: 1 kg } }', '{ email: x }'],
    ['{ weight: { under: 1 kg } }', '{ weight: { over: 1 kg } }', '{ weight: { min: 500 g } }'],
    ['{ total: { min: { usd: 10, cad: 20 } } }', '{ total: { min: { usd: 10, cad: 10 } } }'],
    ['{ subtotal: { min: { usd: 10, cad: 10 } } }', '{ discounted: { min: { usd: 10, cad: 10 } } }'],
    ['{ email: x }', '{ email: { not: y } }'],
    ['{ email: "@blocked" }', '{ email: "*.example" }'],
    ['{ email: { not: x } }', '{ email: x }', '{ phone: y }'],
    ['{ livemode: true }', '{ livemode: false }', '{ email: x }'],
    ['{ missing: [email, phone] }', '{ missing: email }'],
    ['{ known: email }', '{ phone: y }'],
    ['{ currency: usd }', '{ email: x }'],
    ['{ weekday: mon-fri }', '{ weekday: [sat] }', '{ email: x }'],
    ['{ time: { after: "22:00", before: "06:00" } }', '{ time: { before: "06:01" } }'],
    ['from: 2027-01-02', 'through: 2026-12-31', '{ email: x }'],
    ['{ items: { any: { sku: FOOD } } }', '{ items: { any: { sku: "F*" } } }'],
    ['{ items: { every: { sku: "F*" } } }', '{ items: { any: { sku: FOOD } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { no: { sku: A } } }', '{ email: x }'],
    ['{ items: { of: { sku: A }, quantity: { min: 2 } } }', '{ items: { of: { sku: B }, quantity: { over: 3 } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { any: { units: { min: 2 } } } }'],
    ['{ email: x, phone: y }', '{ email: x }'],
    ['{ any: [{ email: x }, { phone: y }] }', '{ any: [{ email: x }, { name: z }] }'],
    ['{ differ: [to.country, bill_to.country] }', '{ known: [to, bill_to] }'],
    ['{ shipping_offered: true }', '{ shipping_offered: false }', '{ known: to }'],
  ])('is reached: %s', (...conditions) => {
    expect(unreached(rules(...conditions))).toEqual([]);
  });
});

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
