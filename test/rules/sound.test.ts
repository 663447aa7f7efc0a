/** What has errors hides no warning on what has none, and no warning is a guess about what has errors. */
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint/lint.ts';
import { load, noon, type Texts } from '../support/decide.ts';

/** Place, severity and code of each problem, the warnings among them. */
function problemsOf(files: Texts): string[] {
  const { source, problems, files: bytes } = load(files);
  if (source !== null) lint(source, noon, problems, bytes);
  return problems.all.map(({ at, severity, code }) => `${at} ${severity} ${code}`).sort();
}

const rates = (...entries: string[]): string => `rates:\n${entries.map((one) => `  - { ${one} }\n`).join('')}`;
const options = (...entries: string[]): string => `options:\n${entries.map((one) => `  - { ${one} }\n`).join('')}`;
const covered = rates(
  'id: us-ca, percent: 7.25, where: { country: US, state: CA }',
  'id: la-county, percent: 2.25, where: { country: US, state: CA }',
);

describe('one run tells', () => {
  it.each<[what: string, files: Texts, problems: string[]]>([
    [
      'the error of one file and the warning of another',
      { 'shipping.yaml': options('id: a, dispaly_name: A, price: 5'), 'taxes.yaml': covered },
      ['shipping.yaml:2:14 error unknown-key', 'taxes.yaml:3:5 warn unreachable'],
    ],
    [
      'the error of one entry and the warning of the next',
      {
        'shipping.yaml': options(
          'id: a, name: A, price: 5, through: 2020-01-01',
          'id: b, name: B, price: 5.001',
          'id: c, name: C, prize: 5',
          'id: d, name: D, price: 5, through: 2020-01-01',
        ),
      },
      [
        'shipping.yaml:2:42 warn expired',
        'shipping.yaml:3:30 error bad-amount',
        'shipping.yaml:4:23 error unknown-key',
        'shipping.yaml:5:42 warn expired',
      ],
    ],
    [
      'the error of an account and the warnings of the base',
      { 'taxes.yaml': covered, 'accounts/acct_a/taxes.yaml': 'rates: no' },
      ['accounts/acct_a/taxes.yaml:1:8 error wrong-type', 'taxes.yaml:3:5 warn unreachable'],
    ],
    [
      'a file that nobody knows and a zone that nothing uses',
      { 'shiping.yaml': '', 'settings.yaml': 'currency: usd\nzones:\n  home: { country: US }\n' },
      ['settings.yaml:3:3 warn unused', 'shiping.yaml:1:1 error unknown-file'],
    ],
    [
      'the error of a row and the warning of another',
      {
        'taxes.yaml': 'tables: [tables/t.csv]\n',
        'tables/t.csv': 'country,state,percent\nUS,CA,7\nUS,XX,7\nUS,CA,7\n',
      },
      ['tables/t.csv:3:4 error unknown-state', 'tables/t.csv:4:1 warn duplicate'],
    ],
  ])('%s', (_, files, problems) => {
    expect(problemsOf(files)).toEqual(problems);
  });
});

describe('nothing is guessed of', () => {
  it.each<[what: string, files: Texts, problems: string[]]>([
    [
      'an entry behind one that is wrong',
      {
        'taxes.yaml': rates('id: a, percent: 7.25, wher: { country: CA }', 'id: b, percent: 5, where: { country: US }'),
      },
      ['taxes.yaml:2:29 error unknown-key'],
    ],
    [
      'a zone that may be meant by a name that is none, or by a key that is none',
      {
        'settings.yaml': 'currency: usd\nzones:\n  home: { country: US }\n  far: { country: CA }\n',
        'shipping.yaml': options(
          'id: a, name: A, price: 5, when: { to: hom }',
          'id: b, name: B, price: 5, whn: { to: far }',
        ),
      },
      ['shipping.yaml:2:45 error unknown-zone', 'shipping.yaml:3:33 error unknown-key'],
    ],
    [
      'what names a zone that is wrong',
      {
        'settings.yaml': 'currency: usd\nzones:\n  home: { country: UK }\n  both: [home, { country: US }]\n',
        'shipping.yaml': options(
          'id: a, name: A, price: 5, when: { to: both, not: { to: { country: US } } }',
          'id: b, name: B, price: 5, when: { to: home, not: { to: { country: [GB, US] } } }',
        ),
      },
      ['settings.yaml:3:20 error unknown-country'],
    ],
    [
      'a country whose rate is wrong',
      {
        'shipping.yaml': options('id: a, name: A, price: 5, when: { to: { country: [US, CA] } }'),
        'taxes.yaml': rates(
          'id: us, percent: 5, where: { country: US }',
          'id: ca, percent: 500, where: { country: CA }',
        ),
      },
      ['taxes.yaml:3:24 error bad-percent'],
    ],
    [
      'a class whose rate is wrong',
      {
        'taxes.yaml': `classes: [{ class: food, items: { sku: F } }]\n${rates('id: us, percent: 5', 'id: food, percent: x, class: food')}`,
      },
      ['taxes.yaml:4:26 error bad-percent'],
    ],
    [
      'who may buy, where approval.yaml cannot be read',
      { 'fees.yaml': 'fees: [{ id: a, percent: 5 }]\n', 'approval.yaml': 'rules: [\n' },
      ['approval.yaml:2:1 error bad-yaml'],
    ],
  ])('%s', (_, files, problems) => {
    expect(problemsOf(files)).toEqual(problems);
  });
});

const messy: Texts = {
  'settings.yaml':
    'currency: usd\ncurrencies: [usd, cad]\ntime_zone: America/New_York\nzones:\n  idle: { country: FR }\n  home: { country: US }\n  near: [home, { country: CA, except: { country: CA, postal_code: "@far" } }]\n',
  'lists/far.txt': 'X0A\nX1A\n',
  'lists/idle.txt': 'x\n',
  'shipping.yaml': options(
    'id: a, name: Standard, when: { to: near }, price: 6',
    'id: b, name: Standard, when: { to: home }, price: { base: 5, table: tables/s.csv }',
    'id: c, name: C, when: { to: near, not: { to: near } }, price: 6',
    'id: d, name: D, when: { to: home, subtotal: { min: 100, max: 200 } }, price: 6',
    'id: e, name: E, when: { to: home }, through: 2020-01-01, price: 6',
    'id: f, name: F, when: { to: home }, price: 6, surcharges: [{ id: s, when: { to: { country: CA } }, add: 5 }]',
    'id: g, name: G, when: { to: home }, price: 6',
    'id: h, name: H, when: { to: home }, price: 6',
    'id: i, name: I, when: { to: home }, price: 6',
  ).replace('{ base: 5, table: tables/s.csv }', '{ table: tables/s.csv }'),
  'tables/s.csv': 'country,price\nUS,5\nUS,6\n',
  'tables/t.csv': 'country,state,percent\nUS,NY,4\nUS,NY,4\nUS,,5\n',
  'taxes.yaml': `classes:\n  - { class: food, items: { sku: "F-*" } }\n  - { class: nuts, items: { sku: "F-1*" } }\n${rates(
    'id: us, percent: 7.25, where: home',
    'id: us2, percent: 7.5, where: home',
    'id: c1, percent: 9.975, where: home, priority: 2, compound: true',
  )}tables: [tables/t.csv]\nexempt:\n  - { id: x, where: { country: US, except: home } }\n`,
  'approval.yaml':
    'rules:\n  - { id: p, decline: x, when: { payment: { funding: prepaid } } }\n  - { id: t, approve: true, when: { email: "*@x.com" } }\n  - { id: u, decline: x, when: { email: a@x.com } }\n',
  'fees.yaml': 'fees:\n  - { id: a, percent: 2 }\n  - { id: b, percent: 3, when: { currency: usd } }\n',
  'accounts/acct_a/approval.yaml': 'rules:\n  - { id: p, approve: true }\n  - { id: q, decline: x }\n',
  'accounts/acct_a/taxes.yaml': rates(
    'id: gb, percent: 20, where: { country: GB }',
    'id: near, percent: 20, where: near',
  ),
};

/** The files, each once with each word of it spoilt. */
function* spoilt(files: Texts): Generator<[where: string, files: Texts]> {
  for (const [path, text] of Object.entries(files)) {
    for (const { index, 0: word } of text.matchAll(/[\w.*@]+|[{}[\]:]/g)) {
      const other = `${text.slice(0, index)}${/\w/.test(word) ? `zq${word}` : ''}${text.slice(index + word.length)}`;
      yield [`${path} ${index} ${word}`, { ...files, [path]: other }];
    }
  }
}

it('whatever is spoilt: where it is an error, it brings no new warning, and hides few', () => {
  const before = new Set(problemsOf(messy));
  expect([...before].filter((one) => one.includes(' error '))).toEqual([]);
  expect(before.size).toBeGreaterThan(15);
  const kinds = new Set([...before].map(kindOf));
  let spoiltOnes = 0;
  let hidden = 0;
  const guessed: string[] = [];
  for (const [where, files] of spoilt(messy)) {
    const problems = problemsOf(files);
    if (!problems.some((one) => one.includes(' error '))) continue;
    // That one is told when a place is read, and of a misspelt column, too.
    const warned = problems.filter((one) => / warn (?!place-without-country)/.test(one));
    for (const one of warned) if (!kinds.has(kindOf(one))) guessed.push(`${where}: ${one}`);
    spoiltOnes += 1;
    hidden += before.size - warned.length;
  }
  expect(guessed).toEqual([]);
  expect(spoiltOnes).toBeGreaterThan(200);
  expect(hidden / spoiltOnes).toBeLessThan(before.size / 3);
}, 60_000);

/** A problem without its column; and one that is told of the first of several without the line. */
const kindOf = (problem: string): string =>
  problem.replace(/:\d+ /, ' ').replace(/:\d+( warn (?:country-without-rate|same-name|too-many-options))/, '$1');
