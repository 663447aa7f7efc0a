import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modeline, ruleSchemas, schemaFiles, schemaFolder, schemaOf } from '../../src/editor/schemas.ts';
import type { JsonSchema } from '../../src/rules/json-schema.ts';
import { isValid } from '../support/schemas.ts';

const schemas = ruleSchemas();

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
    expect(isValid(path, readFileSync(`rules/${path}`, 'utf8'))).toBe(true);
  });

  it('tells what each key is for', () => {
    for (const [name, schema] of Object.entries(schemas)) {
      const keys = keysOf(schema);
      expect(keys.length).toBeGreaterThan(5);
      for (const [key, { description }] of keys) expect(description, `${name}: ${key}`).toMatch(/^[A-Z`].*\.$/);
    }
    expect(schemas.settings?.properties?.time_zone?.description).toBe(
      'For dates, cutoffs and holidays; UTC where it is absent.',
    );
  });

  it('offers the words that may stand at a place', () => {
    const words = (schema: JsonSchema | undefined): string[] => [
      ...(schema?.enum ?? []),
      ...[
        ...(schema?.anyOf ?? []),
        ...(schema?.$ref ? [schemas.settings!.definitions![schema.$ref.slice(14)]!] : []),
      ].flatMap(words),
    ];
    const { currency, zones } = schemas.settings!.properties!;
    expect(words(currency)).toContain('usd');
    expect(
      words(zones?.patternProperties && schemas.settings!.definitions!.place!.anyOf![1]!.properties!.country),
    ).toContain('EU');
    expect(schemas.shipping!.properties!.sort!.enum).toEqual(['as_written', 'cheapest', 'fastest']);
  });
});

/** Every key below a schema, with its own. */
function keysOf(schema: JsonSchema): [key: string, schema: JsonSchema][] {
  const { properties = {}, definitions = {}, patternProperties = {}, items, additionalProperties, anyOf = [] } = schema;
  const named = [properties, definitions, patternProperties].flatMap(Object.values<JsonSchema>);
  const rest = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  const below = [...named, ...anyOf, ...rest, ...(items ? [items] : [])];
  return [...Object.entries(properties), ...below.flatMap(keysOf)];
}
