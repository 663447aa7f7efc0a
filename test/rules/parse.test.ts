import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { Problems } from '../../src/rules/problem.ts';
import { parse } from '../support/parse.ts';

const settings = 'currency: usd\n';

test('the example rules are read without a problem', async () => {
  const problems = new Problems();
  const files = await readRuleFiles('rules', problems);
  const source = parseRules(files, problems);
  expect(problems.all).toEqual([]);
  expect(source?.base.shipping?.options.length).toBeGreaterThan(5);
  expect(Object.keys(source?.accounts ?? {}).length).toBeGreaterThan(0);
});

test('each file becomes its part of the source', () => {
  const { source, all } = parse({
    'settings.yaml': settings,
    'shipping.yaml': 'options: []',
    'taxes.yaml': 'rates: []',
    'approval.yaml': 'rules: []',
    'fees.yaml': 'fees: []',
    'catalog.csv': 'id\tprice\n0012\t5 USD\n',
    'tables/x.csv': 'country,percent\nUS,5\n',
    'lists/blocked.txt': 'a\n# no\nb\n',
    'lists/__proto__.txt': 'c\n',
    'tests/a.yaml': 'not: [read here',
    'accounts/acct_1/settings.yaml': 'time_zone: UTC',
    'accounts/acct_1/lists/blocked.txt': 'd\n',
    'accounts/acct_2/tests/a.yaml': 'x',
  });
  expect(all).toEqual([]);
  expect(Object.keys(source!.base).sort()).toEqual([
    ...['approval', 'catalog', 'fees', 'lists', 'prefix', 'settings', 'shipping', 'tables', 'taxes'],
  ]);
  expect(source!.base.catalog).toMatchObject({ path: 'catalog.csv', columns: ['id', 'price'] });
  expect(source!.base.catalog?.rows()).toEqual([['0012', '5 USD']]);
  expect(Object.keys(source!.base.tables)).toEqual(['tables/x.csv']);
  expect(Object.entries(source!.base.lists)).toEqual([
    ['__proto__', ['c']],
    ['blocked', ['a', 'b']],
  ]);
  expect(source!.accounts.acct_1).toMatchObject({ prefix: 'accounts/acct_1/', lists: { blocked: ['d'] } });
  expect(source!.accounts.acct_2).toEqual({ prefix: 'accounts/acct_2/', tables: {}, lists: {} });
});

test('a source is plain JSON data', () => {
  const { source } = parse({
    'settings.yaml': settings,
    'lists/__proto__.txt': 'c\n',
    'approval.yaml': 'default: approve',
  });
  expect(JSON.parse(JSON.stringify(source))).toEqual(source);
});

test('a broken file leaves the others, and all problems come in one run', () => {
  const { source, all } = parse({
    'settings.yaml': 'currency: usdd\nzones: { a: {} }',
    'shipping.yaml': 'options: [',
    'taxes.yaml':
      'rates: [{ id: a, percent: 5, where: 5% }, { id: b, percent: 5, where: [] }, { id: c, percent: 500 }]',
    'fees.yaml': 'fees: []',
    'tables/x.csv': 'a,b\n1\n',
    'accounts/acct_1/shipping.yaml': 'options: 5',
  });
  expect(all).toEqual([
    'settings.yaml:1:11 unknown-currency',
    'shipping.yaml:1:11 bad-yaml',
    'tables/x.csv:2:1 bad-csv',
    'taxes.yaml:1:71 bad-value',
    'taxes.yaml:1:95 bad-percent',
    'accounts/acct_1/shipping.yaml:1:10 wrong-type',
  ]);
  expect(source?.base.settings?.zones).toHaveLength(1);
  expect(source?.base.shipping).toBeUndefined();
  expect(source?.base.taxes?.rates.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(source?.base.fees).toBeDefined();
});

describe('files', () => {
  test.each([
    ['shiping.yaml', 'Did you mean "shipping.yaml"?'],
    ['shipping.yml', 'Did you mean "shipping.yaml"?'],
    ['catalog.tsv', 'Name it catalog.csv'],
    ['rates.csv', 'Tables stand in tables/.'],
    ['table/x.csv', 'Did you mean "tables"?'],
    ['tables/x.txt', 'tables/NAME.csv'],
    ['tables/sub/x.csv', 'tables/NAME.csv'],
    ['lists/x.csv', 'lists/NAME.txt'],
    ['lists/a b.txt', 'lists/NAME.txt'],
    ['accounts/notes.yaml', 'a folder for each account'],
    ['accounts/acct-1/taxes.yaml', 'not named like an account'],
    ['accounts/shop/taxes.yaml', 'not named like an account'],
    ['accounts/acct_1/taxs.yaml', 'Did you mean "taxes.yaml"?'],
    ['accounts/acct_1/accounts/acct_2/taxes.yaml', '"accounts" is not known here'],
  ])('%s is not known', (path, message) => {
    const { problems, all } = parse({ 'settings.yaml': settings, [path]: 'rates: []' });
    expect(all).toEqual([`${path}:1:1 unknown-file`]);
    expect(problems.all[0]?.message).toContain(message);
  });

  test.each([
    'README',
    'readme.txt',
    'notes.md',
    'lists/NOTES.md',
    'shipping.schema.json',
    '.git/config',
    'tables/.x.csv',
    'taxes.yaml~',
    '#taxes.yaml#',
  ])('%s is left alone', (path) => {
    expect(parse({ 'settings.yaml': settings, [path]: '[' }).all).toEqual([]);
  });

  test('only settings.yaml is required', () => {
    expect(parse({ 'settings.yaml': settings }).all).toEqual([]);
    expect(parse({ 'taxes.yaml': 'rates: []' }).all).toEqual(['settings.yaml:1:1 missing-file']);
    expect(parse({})).toMatchObject({ source: undefined, all: ['settings.yaml:1:1 missing-file'] });
  });

  test('an empty file is not a file without rules', () => {
    const { all } = parse({
      'settings.yaml': settings,
      'taxes.yaml': '',
      'approval.yaml': '# soon\n',
      'catalog.csv': '',
    });
    expect(all).toEqual(['approval.yaml:1:1 wrong-type', 'catalog.csv:1:1 bad-csv', 'taxes.yaml:1:1 wrong-type']);
  });
});

describe('an account', () => {
  const files = { 'accounts/acct_1/fees.yaml': 'fees: []', 'accounts/acct_1/shipping.yaml': 'options: []' };

  test('has by default no fees of its own', () => {
    const { source, all, problems } = parse({ 'settings.yaml': settings, ...files });
    expect(all).toEqual(['accounts/acct_1/fees.yaml:1:1 not-allowed-here']);
    expect(problems.all[0]?.message).toContain('may_override');
    expect(source?.accounts.acct_1?.fees).toBeUndefined();
    expect(source?.accounts.acct_1?.shipping).toBeDefined();
  });

  test.each([
    ['[fees]', ['accounts/acct_1/shipping.yaml:1:1 not-allowed-here']],
    ['[fees, shipping]', []],
    ['[]', ['accounts/acct_1/fees.yaml:1:1 not-allowed-here', 'accounts/acct_1/shipping.yaml:1:1 not-allowed-here']],
  ])('may override %s', (may, expected) => {
    expect(parse({ 'settings.yaml': `${settings}accounts: { may_override: ${may} }`, ...files }).all).toEqual(expected);
  });

  test('is not blamed for what the base says wrongly', () => {
    const { all } = parse({ 'settings.yaml': `${settings}accounts: { may_override: fee }`, ...files });
    expect(all).toEqual(['settings.yaml:2:27 wrong-type']);
  });

  test('has settings without accounts, and approval without always', () => {
    const { all } = parse({
      'settings.yaml': settings,
      'accounts/acct_1/settings.yaml': 'accounts: { unknown: base }',
      'accounts/acct_1/approval.yaml': 'always: []',
    });
    expect(all).toEqual([
      'accounts/acct_1/approval.yaml:1:1 not-allowed-here',
      'accounts/acct_1/settings.yaml:1:1 not-allowed-here',
    ]);
  });
});

test('whatever is written, parsing ends with a source and places for its problems', () => {
  const word = fc.constantFrom(
    ...[
      'options',
      'rates',
      'fees',
      'rules',
      'id',
      'name',
      'price',
      'when',
      'to',
      'items',
      'any',
      'not',
      'tiers',
      'by',
      'percent',
    ],
    ...[
      'country',
      'zone',
      'min',
      'usd',
      'sku',
      'X',
      '5',
      '5.99',
      'true',
      '"@a"',
      '"*"',
      '2026-01-01',
      '5 kg',
      'weight',
      '__proto__',
    ],
    ...[
      'from',
      'through',
      'delivery',
      'decline',
      'default',
      'classes',
      'class',
      'tables',
      'limit',
      'metadata',
      'constructor',
      '',
    ],
  );
  const value: fc.Memo<string> = fc.memo((depth) =>
    depth <= 1
      ? word
      : fc.oneof(
          word,
          fc.array(value(depth - 1), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
          fc
            .uniqueArray(fc.tuple(word, value(depth - 1)), { maxLength: 4, selector: ([key]) => key })
            .map((entries) => `{${entries.map(([key, each]) => `${key}: ${each}`).join(', ')}}`),
        ),
  );
  const file = fc.oneof(value(6), fc.string({ maxLength: 30 }));
  const names = [
    'settings.yaml',
    'shipping.yaml',
    'taxes.yaml',
    'approval.yaml',
    'fees.yaml',
    'catalog.csv',
    'lists/a.txt',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names, 'accounts/acct_1/shipping.yaml'), file), (texts) => {
      const { problems, source } = parse(texts);
      expect(source !== undefined || Object.keys(texts).length === 0).toBe(true);
      for (const { at, message } of problems.all) {
        expect(at).toMatch(/^[\w./]+:\d+:\d+$/);
        expect(message).toMatch(/^.{5,}[.?]$/s);
      }
    }),
    { numRuns: 500 },
  );
});
