import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFiles, compileFilesInSteps, keeperOf, type Loaded } from '../../src/node/load.ts';
import type { RuleFiles } from '../../src/rules/files.ts';
import type { Kept } from '../../src/rules/kept.ts';
import { Problems } from '../../src/rules/problem.ts';
import { finish } from '../../src/rules/steps.ts';
import { explainedCustomize, explainedFinalize } from '../support/decide.ts';

/** What each file may say, some of it wrong, or wrong beside what another says; `null`: it is not there. */
const pool: Record<string, readonly (string | null)[]> = {
  'settings.yaml': [
    'currency: usd\nzones: { west: { country: US, state: CA } }\n',
    'currency: usd\nzones: { west: { country: US, state: [CA, NV] }, odd: { country: XX } }\n',
    'currency: cad\naccounts: { unknown: refuse, may_override: [taxes] }\nzones: { west: { country: US } }\n',
    'currency: [\n',
    null,
  ],
  'shipping.yaml': [
    'options:\n  - { id: s, name: S, price: 5.00, when: { to: west } }\n  - { id: t, name: T, price: { table: tables/s.csv } }\n',
    'options:\n  - { id: s, name: S, price: 6.005 }\n  - { id: t, name: T, price: free }\n',
    'options:\n  - { id: s, name: S, price: 7.00, when: { items: { any: { colour: red } } } }\n',
    null,
  ],
  'taxes.yaml': [
    'classes: [ { class: food, items: { sku: "@food" } } ]\nrates: [ { id: us, name: US, percent: 5, where: { country: US } } ]\ntables: [ tables/t.csv ]\n',
    'classes: [ { class: food, items: 7 } ]\nrates: [ { id: us, name: US, percent: 6, where: west } ]\n',
    'rates: [ { id: us, name: US, percent: 500 } ]\n',
  ],
  'approval.yaml': [
    'always: [ { id: a, decline: No., when: { email: "@food" }, if_unknown: decline } ]\nrules: []\ndefault: approve\n',
    'rules: []\ndefualt: approve\n',
    null,
  ],
  'catalog.csv': [null, 'id,price,colour\nA,10.00 USD,red\n', 'id,price\nA,cheap\nA,1\n'],
  'tables/s.csv': ['country,price,option\nUS,4.00,t\n', 'country,price,option\nUS,4.005,x\n', null],
  'tables/t.csv': [
    'country,postal_code,percent,class\nUS,94016,2,food\n',
    'country code,state code,postcode / zip,city,rate %,tax name,priority,compound,shipping,tax class\nUS,CA,,,1,T,1,0,1,odd\n',
    'country,percent\nXX,2\nUS,x\n',
  ],
  'lists/food.txt': ['A\n', 'A\nB\n# a comment\n', null],
  'accounts/acct_a/shipping.yaml': [
    'options: [ { id: own, name: Own, price: 1.00, when: { to: west } } ]\n',
    'options: [ { id: own, name: Own, price: { table: tables/s.csv } } ]\n',
    'options: [ { id: own } ]\n',
    null,
  ],
  'accounts/acct_a/settings.yaml': [null, 'currency: jpy\n', 'zones: { west: { country: CA } }\n'],
  'accounts/acct_b/taxes.yaml': [
    'rates: [ { id: b, name: B, percent: 9, where: west } ]\n',
    'rates: [ { id: b, name: B, percent: 9 } ]\n',
    'rates: [ { id: b, name: B, percent: 9, where: west, class: food } ]\n',
    'rates: { }\n',
  ],
  'accounts/acct_b/lists/food.txt': [null, 'C\n'],
  'accounts/acct_b/catalog.csv': [null, 'id,size\nA,9\n'],
  'accounts/acct_c/approval.yaml': ['rules: []\ndefault: { decline: Closed. }\n', 'always: []\n', null],
};
const paths = Object.keys(pool);

function filesOf(texts: Record<string, string | null>): RuleFiles {
  const there = Object.entries(texts).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
  return new Map(there.map(([path, text]) => [path, new TextEncoder().encode(text)]));
}

/** Loads as a service does: from what the last good load has kept. */
class Loads {
  #kept: Kept | null = null;

  next(files: RuleFiles): Loaded {
    const keeper = keeperOf(this.#kept);
    const loaded = finish(compileFilesInSteps(files, new Problems(), keeper));
    keeper.end();
    if (loaded.directory !== null) this.#kept = keeper;
    return loaded;
  }
}

/** All that can be seen of what was loaded. */
function seen({ source, revisions, directory, problems }: Loaded): unknown {
  const told = { problems: problems.all, counts: [problems.errors, problems.warnings], revisions };
  if (directory === null) return { ...told, source: JSON.stringify(source) };
  const answers = [undefined, 'acct_a', 'acct_b', 'acct_c', 'acct_d'].map((account) => {
    const order = account === undefined ? {} : { account };
    if (directory.forAccount(account ?? null) === null) return 'refused';
    return [explainedCustomize(directory, order), explainedFinalize(directory, order)];
  });
  return { ...told, source: JSON.stringify(source), broken: [...directory.broken], answers: JSON.stringify(answers) };
}

const firsts = Object.fromEntries(paths.map((path) => [path, pool[path]![0]!]));

describe('a load after another one', () => {
  test('is what a load of its own is, whatever was edited', () => {
    const edit = fc
      .constantFrom(...paths)
      .chain((path) =>
        fc.constantFrom(pool[path]![0]!, pool[path]![0]!, ...pool[path]!).map((text) => ({ path, text })),
      );
    fc.assert(
      fc.property(fc.array(fc.array(edit, { maxLength: 3 }), { minLength: 1, maxLength: 8 }), (changes) => {
        const loads = new Loads();
        const texts: Record<string, string | null> = { ...firsts };
        loads.next(filesOf(texts));
        for (const edits of changes) {
          for (const { path, text } of edits) texts[path] = text;
          const files = filesOf(texts);
          expect(seen(loads.next(files))).toEqual(seen(compileFiles(files)));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('takes the folders that are the same, and compiles the one that is not', () => {
    const loads = new Loads();
    const before = loads.next(filesOf(firsts)).directory!;
    const path = 'accounts/acct_b/taxes.yaml';
    const after = loads.next(filesOf({ ...firsts, [path]: pool[path]![1]! })).directory!;
    expect(after.base).toBe(before.base);
    expect(after.forAccount('acct_a')).toBe(before.forAccount('acct_a'));
    expect(after.forAccount('acct_b')).not.toBe(before.forAccount('acct_b'));
    expect(after.forAccount('acct_b')!.revision).not.toBe(before.forAccount('acct_b')!.revision);
  });

  test.each([
    ['the base', { 'settings.yaml': 'currency: usd\nzones: { west: { country: US } }\n' }],
    ['the columns of a catalog', { 'accounts/acct_b/catalog.csv': pool['accounts/acct_b/catalog.csv']![1]! }],
    ['a name in an entry that is left out', { 'accounts/acct_a/shipping.yaml': 'options: [ { id: food } ]\n' }],
  ])('compiles all where %s changed, which all depend on', (_, change) => {
    const loads = new Loads();
    const before = loads.next(filesOf(firsts)).directory!;
    const after = loads.next(filesOf({ ...firsts, ...change })).directory!;
    expect(after.forAccount('acct_c')).not.toBe(before.forAccount('acct_c'));
  });

  test('reads a file again whose bytes differ, though its length does not', () => {
    const loads = new Loads();
    loads.next(filesOf(firsts));
    const files = filesOf({ ...firsts, 'lists/food.txt': 'Z\n' });
    expect(loads.next(files).source!.base.lists.food).toEqual(['Z']);
  });
});
