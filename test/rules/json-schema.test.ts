import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ruleSchemas } from '../../src/rules/json-schema.ts';
import { problemsOf } from '../support/decide.ts';

const schemas = ruleSchemas();
const validators = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [name, new Ajv({ allowUnionTypes: true }).compile(schema)]),
);
const isValid = (name: string, yaml: string): boolean => validators[name]!(parse(yaml)) === true;

describe('the schema of a rule file', () => {
  it.each([
    ['settings', 'rules/settings.yaml'],
    ['shipping', 'rules/shipping.yaml'],
    ['taxes', 'rules/taxes.yaml'],
    ['approval', 'rules/approval.yaml'],
    ['fees', 'rules/fees.yaml'],
    ['shipping', 'rules/accounts/acct_1HofladenBerlin/shipping.yaml'],
    ['taxes', 'rules/accounts/acct_1HofladenBerlin/taxes.yaml'],
    ['approval', 'rules/accounts/acct_1CedarKnives/approval.yaml'],
  ])('%s takes the example %s', (name, path) => {
    expect(isValid(name, readFileSync(path, 'utf8'))).toBe(true);
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
