import { expect, test } from 'vitest';
import { mostListed, Problems } from '../../src/rules/problem.ts';
import { load, problemsOf } from '../support/decide.ts';

function many(count: number, file = 'tables/t.csv'): Problems {
  const problems = new Problems();
  for (let row = 2; row < count + 2; row++) problems.error(`${file}:${row}:4`, 'bad-percent', 'Not a percent.');
  return problems;
}

test('of each kind in a file the first are listed, and all are counted', () => {
  const problems = many(250);
  problems.warn('tables/t.csv:7:1', 'precision', 'Rounded.');
  expect(problems.all).toHaveLength(mostListed + 2);
  expect(problems.all.slice(99, 102)).toEqual([
    { at: 'tables/t.csv:101:4', severity: 'error', code: 'bad-percent', message: 'Not a percent.' },
    {
      at: 'tables/t.csv:1:1',
      severity: 'error',
      code: 'bad-percent',
      message: '150 more problems of this kind are in this file; 100 are listed.',
      rest: 150,
    },
    { at: 'tables/t.csv:7:1', severity: 'warn', code: 'precision', message: 'Rounded.' },
  ]);
  expect([problems.errors, problems.warnings, problems.count]).toEqual([250, 1, 251]);
});

test('another file has its own', () => {
  const problems = many(150);
  problems.add(many(100, 'tables/u.csv'));
  expect(problems.all.filter(({ at }) => at.startsWith('tables/u.csv'))).toHaveLength(100);
  expect(problems.errors).toBe(250);
});

test('what is taken over is counted with what is there', () => {
  const problems = many(60);
  problems.add(many(350));
  problems.add(new Problems());
  expect(problems.errors).toBe(410);
  expect(problems.all).toHaveLength(mostListed + 1);
  expect(problems.all.at(-1)?.message).toMatch(/^310 more/);
});

test('only the errors may be taken over', () => {
  const problems = new Problems();
  const other = many(120);
  other.warn('x.yaml:1:1', 'unused', 'Unused.');
  problems.add(other, 'errors');
  expect([problems.errors, problems.warnings]).toEqual([120, 0]);
});

test('a message is one line of some length, whatever it quotes', () => {
  const problems = new Problems();
  problems.error('x.csv:2:1', 'bad-value', `"${'x'.repeat(1_000_000)}" is long.`);
  problems.error('x.csv:3:1', 'bad-value', '"a\nb\u001b[2J\u0000\u009b" is odd.');
  expect(problems.all[0]!.message).toMatch(/^"x{499}…$/);
  expect(problems.all[1]!.message).toBe('"a\\u000ab\\u001b[2J\\u0000\\u009b" is odd.');
});

test('a hundred faults of one kind do not hide an entry that is wrong', () => {
  const bad = Array.from({ length: 105 }, (_, i) => `  - { id: f${i}, percent: 1, min: 2, max: 1 }`).join('\n');
  expect(problemsOf({ 'fees.yaml': `fees:\n${bad}\n` }).filter((one) => one.includes('error'))).toHaveLength(101);
});

test('what an account makes of a table of the base breaks the account alone', () => {
  const files = {
    'taxes.yaml': 'classes: [ { class: food, items: { sku: F } } ]\ntables: [tables/t.csv]\n',
    'tables/t.csv': 'country,percent,class\nUS,1,food\n',
    'accounts/acct_a/taxes.yaml': 'tables: [tables/t.csv]\n',
  };
  const { directory, problems } = load(files);
  expect(problems.all.map(({ at, code }) => `${at} ${code}`)).toContain('tables/t.csv:2:6 unknown-class');
  expect(directory?.forAccount('acct_a')).toBeNull();
  expect(directory?.forAccount(null)).not.toBeNull();
});
