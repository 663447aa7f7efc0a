import { describe, expect, it, test } from 'vitest';
import { Coverage, type CoverageReport, type Uncovered } from '../../src/examples/coverage/coverage.ts';
import { startExamples } from '../../src/examples/run.ts';
import { compileFiles } from '../../src/node/load.ts';
import type { RuleFiles } from '../../src/rules/files.ts';

/** The report on some files; `settings.yaml` and the currency of the tests are given. */
function reportOn(files: Record<string, string>): CoverageReport {
  const encoder = new TextEncoder();
  const all: RuleFiles = new Map();
  for (const [path, text] of Object.entries({ 'settings.yaml': 'currency: usd\n', ...files })) {
    all.set(path, encoder.encode(text));
  }
  const loaded = compileFiles(all);
  if (loaded.directory === null) throw new Error(JSON.stringify(loaded.problems.all));
  const coverage = new Coverage(loaded.source!, loaded.directory, all);
  const { problems, each } = startExamples(loaded, all, coverage);
  for (const result of each) if (result?.passed === false) throw new Error(JSON.stringify(result.differences));
  if (problems.count > 0) throw new Error(JSON.stringify(problems.all));
  return coverage.report();
}

/** What is not covered, a line each: `shipping.yaml:1:14 option std`, `… condition of std: never failed`. */
function uncoveredBy(files: Record<string, string>): string[] {
  return reportOn(files).files.flatMap(({ uncovered }) => uncovered.map(textOf));
}

function textOf(one: Uncovered): string {
  switch (one.is) {
    case 'part':
      return `${one.at} ${one.kind} ${one.id}${one.of === undefined ? '' : ` of ${one.of}`}`;
    case 'condition':
      return `${one.at} condition of ${one.of}: never ${one.never.join(', ')} (${one.seen.join(', ')})`;
    case 'rows':
      return `${one.at} rows ${one.ranges.map((range) => range.join('-')).join(' ')}`;
  }
}

const at = 'at: 2026-03-02T10:00';
/** Tests of orders that each expect what is not there: whatever is used is used by them. */
function orders(hook: 'customize' | 'finalize', ...forms: string[]): string {
  const expected = hook === 'customize' ? '{ response: { id: omitted } }' : '{ response: { id: omitted } }';
  const tests = forms.map(
    (form, index) => `  - { name: t${index}, ${at}, ${hook}: { ${form} }, expect: ${expected} }\n`,
  );
  return `tests:\n${tests.join('')}`;
}
const us = 'to: { country: US, state: CA, postal_code: 94016 }';
const ca = 'to: { country: CA, state: ON }';
const one = 'items: [ { sku: A, price: 10 } ]';

describe('what examples cover', () => {
  it.each<[string, Record<string, string>, string[], string[]]>([
    [
      'an option, once it was offered',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1 } ]' },
      [`${us}, ${one}`],
      [],
    ],
    [
      'no option that was not',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1 } ]' },
      [],
      ['shipping.yaml:1:12 option std'],
    ],
    [
      'no option that was cut off after the first ones',
      { 'shipping.yaml': 'max_options: 1\noptions: [ { id: a, name: A, price: 1 }, { id: b, name: B, price: 1 } ]' },
      [`${us}, ${one}`],
      ['shipping.yaml:2:42 option b'],
    ],
    [
      'a condition, once it held and failed',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { to: { country: US } } } ]' },
      [`${us}, ${one}`, `${ca}, ${one}`],
      [],
    ],
    [
      'no condition that never failed',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { to: { country: US } } } ]' },
      [`${us}, ${one}`],
      ['shipping.yaml:1:52 condition of std: never failed (held)'],
    ],
    [
      'no condition for being unknown',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { to: { country: US } } } ]' },
      [`${us}, ${one}`, one],
      ['shipping.yaml:1:52 condition of std: never failed (held, unknown)'],
    ],
    [
      'no condition behind one that failed',
      {
        'shipping.yaml':
          'options: [ { id: std, name: Std, price: 1, when: { to: { country: US }, quantity: { max: 3 } } } ]',
      },
      [`${ca}, ${one}`],
      [
        'shipping.yaml:1:12 option std',
        'shipping.yaml:1:52 condition of std: never held (failed)',
        'shipping.yaml:1:73 condition of std: never held, failed ()',
      ],
    ],
    [
      'conditions on lines as one where one stands there',
      { 'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { items: { any: { sku: A } } } } ]' },
      [one, 'items: [ { sku: B, price: 1 } ]'],
      [],
    ],
    [
      'each condition on lines where several do',
      {
        'shipping.yaml':
          'options: [ { id: std, name: Std, price: 1, when: { items: { any: { sku: A, price: { min: 5 } } } } } ]',
      },
      [one, 'items: [ { sku: B, price: 1 } ]'],
      ['shipping.yaml:1:76 condition of std: never failed (held)'],
    ],
    [
      'no condition for what can never fail',
      {
        'shipping.yaml':
          'options: [ { id: std, name: Std, price: 1, when: { to: {}, weekday: [mon, tue, wed, thu, fri, sat, sun], lines: { min: 0 }, known: [lines], time: { after: "00:00" } } } ]',
      },
      [`${us}, ${one}`],
      [],
    ],
    [
      'a surcharge and a tier, once they were part of a price',
      {
        'shipping.yaml':
          'options:\n  - id: std\n    name: Std\n    price: { by: quantity, tiers: [ { up_to: 2, price: 1 }, { price: 2 } ] }\n    surcharges: [ { id: b, items: { sku: B }, add: 1 } ]\n',
      },
      [`${us}, ${one}`],
      [
        'shipping.yaml:4:61 tier 2 of std',
        'shipping.yaml:5:19 surcharge b of std',
        'shipping.yaml:5:37 condition of b: never held (failed)',
      ],
    ],
    [
      'rates, classes and exemptions',
      {
        'taxes.yaml': [
          'classes: [ { class: food, like: standard, items: { sku: "F-*" } } ]',
          'rates:',
          '  - { id: us, percent: 5, where: { country: US } }',
          '  - { id: ca, percent: 6, where: { country: CA } }',
          'exempt: [ { id: free, items: { sku: "F-*" } } ]',
        ].join('\n'),
      },
      [`${us}, ${one}`],
      [
        'taxes.yaml:1:12 class food',
        'taxes.yaml:1:52 condition of food: never held (failed)',
        'taxes.yaml:4:5 rate ca',
        'taxes.yaml:5:11 exemption free',
        'taxes.yaml:5:32 condition of free: never held (failed)',
      ],
    ],
    [
      'rows of tax tables',
      {
        'taxes.yaml': 'tables: [ tables/us.csv ]',
        'tables/us.csv': `country,state,percent\nUS,NY,4\nUS,CA,7\nUS,TX,6\nUS,OR,0\n`,
      },
      [`${us}, ${one}`],
      ['tables/us.csv:2:1 rows 2-2 4-5'],
    ],
    [
      'rows of shipping tables',
      {
        'shipping.yaml': 'options: [ { id: std, name: Std, price: { table: tables/s.csv } } ]',
        'tables/s.csv': `country,min_subtotal,price\nUS,,4\nUS,5,3\nCA,,7\n`,
      },
      [`${us}, ${one}`],
      ['tables/s.csv:2:1 rows 2-2 4-4'],
    ],
  ])('is %s', (_, rules, forms, expected) => {
    const tests = forms.length === 0 ? {} : { 'tests/a.yaml': orders('customize', ...forms) };
    expect(uncoveredBy({ ...rules, ...tests }).sort()).toEqual([...expected].sort());
  });

  it.each<[string, Record<string, string>, string[], string[]]>([
    [
      'rules and the default',
      { 'approval.yaml': 'rules: [ { id: many, decline: No., when: { quantity: { over: 3 } } } ]\ndefault: approve\n' },
      [one],
      ['approval.yaml:1:10 rule many', 'approval.yaml:1:44 condition of many: never held (failed)'],
    ],
    [
      'no default that nothing reached',
      { 'approval.yaml': 'rules: [ { id: many, decline: No., when: { quantity: { over: 3 } } } ]\ndefault: approve\n' },
      ['items: [ { sku: A, price: 10, quantity: 4 } ]'],
      ['approval.yaml:1:44 condition of many: never failed (held)', 'approval.yaml:2:1 default default'],
    ],
    [
      'no default where a rule takes every order',
      { 'approval.yaml': 'rules: [ { id: all, decline: No. } ]\n' },
      [one],
      [],
    ],
    [
      'a shadow rule that would have decided',
      { 'approval.yaml': 'rules: [ { id: all, decline: No., shadow: true } ]\n' },
      [one],
      [],
    ],
    [
      'fees, their tiers, limits and the transfer',
      {
        'fees.yaml': [
          'fees:',
          '  - { id: a, items: { sku: A }, tiers: [ { up_to: 5, percent: 1 }, { percent: 2 } ] }',
          '  - { id: b, percent: 1 }',
          'limit: { min: 0.01, max: 5 }',
          'transfer: { percent: 90, of: total }',
        ].join('\n'),
      },
      [one],
      [
        'fees.yaml:2:23 condition of a: never failed (held)',
        'fees.yaml:2:42 tier 1 of a',
        'fees.yaml:3:5 fee b',
        'fees.yaml:4:15 limit min',
        'fees.yaml:4:26 limit max',
      ],
    ],
    [
      'no account in its own folder, where it is always the same',
      {
        'accounts/acct_1/approval.yaml': 'rules: [ { id: own, decline: No., when: { account: acct_1 } } ]\n',
      },
      [`account: acct_1, ${one}`],
      ['accounts/acct_1/approval.yaml:1:1 default default'],
    ],
  ])('is %s: finalize', (_, rules, forms, expected) => {
    const files = { ...rules, 'tests/a.yaml': orders('finalize', ...forms) };
    expect(uncoveredBy(files).sort()).toEqual([...expected].sort());
  });

  test('files of the base are covered by the tests of accounts', () => {
    const files = {
      'approval.yaml': 'always: [ { id: never, decline: No., when: { quantity: { over: 3 } } } ]\n',
      'accounts/acct_1/approval.yaml': 'default: approve\n',
      'accounts/acct_1/tests/a.yaml': orders('finalize', one, 'items: [ { sku: A, price: 1, quantity: 4 } ]'),
    };
    expect(uncoveredBy(files)).toEqual(['approval.yaml:1:1 default default']);
  });

  test('what is asked whether shipping was offered covers no option', () => {
    const files = {
      'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { to: { country: US } } } ]',
      'approval.yaml': 'rules: [ { id: changed, decline: No., when: { shipping_offered: false } } ]\n',
      'tests/a.yaml': orders('finalize', `${us}, shipping: 1, ${one}`, `${us}, shipping: 2, ${one}`),
    };
    expect(uncoveredBy(files)).toEqual([
      'shipping.yaml:1:12 option std',
      'shipping.yaml:1:52 condition of std: never held, failed ()',
    ]);
  });

  test('folders of accounts that have errors do not count', () => {
    const files = {
      'accounts/acct_1/approval.yaml': 'defualt: approve\n',
      'accounts/acct_2/approval.yaml': 'default: approve\n',
    };
    expect(reportOn(files).files.map(({ file }) => file)).toEqual(['accounts/acct_2/approval.yaml']);
  });

  test('the whole is the sum of the files', () => {
    const { covered, total, files } = reportOn({
      'shipping.yaml': 'options: [ { id: std, name: Std, price: 1, when: { to: { country: US } } } ]',
      'taxes.yaml': 'tables: [ tables/us.csv ]',
      'tables/us.csv': 'country,state,percent\nUS,NY,4\nUS,CA,7\n',
      'tests/a.yaml': orders('customize', `${us}, ${one}`),
    });
    expect({ covered, total }).toEqual({ covered: 3, total: 5 });
    expect(files).toMatchObject([
      { file: 'shipping.yaml', entries: { covered: 1, total: 1 }, outcomes: { covered: 1, total: 2 } },
      { file: 'tables/us.csv', rows: { covered: 1, total: 2 } },
    ]);
  });
});
