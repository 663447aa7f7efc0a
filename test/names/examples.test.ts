/** The same names in the examples of a rule directory: what they ask for and expect. */
import { describe, expect, test } from 'vitest';
import { runExamples } from '../../src/examples/run.ts';
import { compileFiles } from '../../src/node/load.ts';
import { asOrdinary, names, ordinaryFor } from './names.ts';

const example = (order: string, wanted: string): string =>
  `tests:\n  - name: A\n    ${order}\n    expect: { ${wanted} }\n`;
const order = (more: string): string => `customize: { to: { country: US }, items: [{ sku: A, price: 1 }], ${more} }`;

const examples: Record<string, (name: string) => string> = {
  'a key of a test': (n) => example(`${n}: 1\n    ${order('')}`, 'shipping: []'),
  'a key of an order': (n) => example(order(`${n}: 1`), 'shipping: []'),
  'the SKU of an item': (n) => example(`customize: { items: [{ sku: ${n}, price: 1 }] }`, `taxes: { ${n}: [] }`),
  'a SKU that the order does not have': (n) => example(order(''), `taxes: { ${n}: [] }`),
  'an option that is expected': (n) => example(order(''), `shipping: [{ id: ${n}, price: 1 }]`),
  'an option that is withheld': (n) => example(order(''), `withheld: { ${n}: when }`),
  'a key of what is expected': (n) => example(order(''), `${n}: 1`),
  'a key of the response': (n) => example(order(''), `response: { ${n}: 1 }`),
  'the account': (n) => example(order(`account: acct_${n}`), 'shipping: [{ id: a }]'),
  'the rule': (n) => example('finalize: { items: [{ sku: A, price: 1 }] }', `decision: declined, rule: ${n}`),
  'the name of a test': (n) => example(order(''), 'shipping: [{ id: a }]').replace('name: A', `name: ${n}`),
};

function toldOf(text: string): unknown {
  const files = new Map(
    Object.entries({
      'settings.yaml': 'currency: usd\n',
      'shipping.yaml': 'options:\n  - { id: a, name: A, price: 1 }\n',
      'taxes.yaml': 'rates:\n  - { id: r, percent: 5 }\n',
      'approval.yaml': 'rules:\n  - { id: a, decline: No., when: { currency: usd } }\n',
      'tests/a.yaml': text,
    }).map(([path, content]) => [path, new TextEncoder().encode(content)]),
  );
  const { results, problems } = runExamples(compileFiles(files), files);
  return {
    results: results.map(({ differences }) => differences),
    problems: problems.all.map(({ at, code }) => [at, code]),
  };
}

describe.each(Object.entries(examples))('%s', (_, written) => {
  test.each(names)('may be %s', (name) => {
    const told = asOrdinary(toldOf(written(name)), name);
    expect(told).toEqual(asOrdinary(toldOf(written(ordinaryFor(name))), name));
  });
});

test('those that name nothing unknown are run', () => {
  const isRun = (written: (name: string) => string): boolean =>
    (toldOf(written('ordinary')) as { results: unknown[] }).results.length === 1;
  expect(Object.keys(examples).filter((where) => isRun(examples[where]!))).toHaveLength(4);
});
