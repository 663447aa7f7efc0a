import { expect, test } from 'vitest';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { Problems } from '../../src/rules/problem.ts';

test('the example rules are read without a problem', async () => {
  const problems = new Problems();
  const files = await readRuleFiles('rules', problems);
  const source = parseRules(files, problems);
  expect(problems.all).toEqual([]);
  expect(source?.base.shipping?.options.length).toBeGreaterThan(5);
  expect(Object.keys(source?.accounts ?? {}).length).toBeGreaterThan(0);
});
