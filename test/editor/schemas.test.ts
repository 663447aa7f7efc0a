import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { modeline, ruleSchemas, schemaFiles, schemaFolder, schemaOf } from '../../src/editor/schemas.ts';
import { problemsOf } from '../support/decide.ts';

const schemas = ruleSchemas();
const validators = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, new Ajv({ allowUnionTypes: true }).compile(schema)]),
);
const isValid = (name: string, yaml: string): boolean => validators[name]!(parse(yaml)) === true;

const examples = (readdirSync('rules', { recursive: true }) as string[])
  .filter((path) => path.endsWith('.yaml'))
  .sort();

describe('the example directory', () => {
  it('carries the schemas that these definitions give', () => {
    const folder = `rules/${schemaFolder}`;
    const written = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]);
    expect(Object.fromEntries(written)).toEqual(schemaFiles());
  });

  it.each(examples)('names the schema of %s in its first line', (path) => {
    const [first] = readFileSync(`rules/${path}`, 'utf8').split('\n');
    expect(first).toBe(modeline(path));
    const [, named] = /\$schema=(.*)$/.exec(first!)!;
    expect(existsSync(join('rules', dirname(path), named!))).toBe(true);
  });
});

describe('a file of a rule directory', () => {
  it.each([
    ['settings.yaml', 'settings'],
    ['fees.yaml', 'fees'],
    ['tests/shipping.yaml', 'tests'],
    ['accounts/acct_1/settings.yaml', 'account-settings'],
    ['accounts/acct_1/approval.yaml', 'account-approval'],
    ['accounts/acct_1/taxes.yaml', 'taxes'],
    ['accounts/acct_1/tests/a.yaml', 'tests'],
    ['tests.yaml', undefined],
    ['account-settings.yaml', undefined],
    ['constructor.yaml', undefined],
    ['tests/recorded/a.yaml', undefined],
    ['tables/rates.csv', undefined],
  ])('%s has the schema %s', (path, name) => {
    expect(schemaOf(path)).toBe(name);
  });
});

describe('the schema of a rule file', () => {
  it.each(examples)('takes the example %s', (path) => {
    expect(isValid(schemaOf(path)!, readFileSync(`rules/${path}`, 'utf8'))).toBe(true);
  });

  it.each([
    ['settings', 'currency: usd\ntimezone: UTC\n', 'settings.yaml:2:1 error unknown-key'],
    ['shipping', 'options:\n  - { id: a, name: A, pirce: 1 }\n', 'shipping.yaml:2:23 error unknown-key'],
    ['shipping', 'options: 7\n', 'shipping.yaml:1:10 error wrong-type'],
    ['shipping', 'options: []\nsort: dearest\n', 'shipping.yaml:2:7 error bad-value'],
    ['taxes', 'rates:\n  - { percent: 5 }\n', 'taxes.yaml:2:5 error missing-key'],
    ['taxes', 'rates:\n  - { id: t, percent: 5, where: { contry: US } }\n', 'taxes.yaml:2:35 error unknown-key'],
    ['approval', 'default: maybe\n', 'approval.yaml:1:10 error bad-value'],
    [
      'approval',
      'rules: [ { id: a, approve: true, when: { wekday: [sat] } } ]\n',
      'approval.yaml:1:42 error unknown-fact',
    ],
    ['fees', 'fees:\n  - { id: f, percent: [5] }\n', 'fees.yaml:2:23 error wrong-type'],
  ])('%s refuses %j, as the loader does: %s', (name, yaml, problem) => {
    expect(problemsOf({ [`${name}.yaml`]: yaml })).toContain(problem);
    expect(isValid(name, yaml)).toBe(false);
  });

  it('tells what each key is for', () => {
    expect(schemas.settings?.properties?.time_zone?.description).toBe(
      'For dates, cutoffs and holidays; UTC where it is absent.',
    );
  });
});
