import { describe, expect, test } from 'vitest';
import { runDirectory, runTest } from './directory.ts';

const order = 'customize: { items: [{ sku: SOCKS }] }';

/** The one test of tests/a.yaml begins on line 2 in column 5; what is written here on line 3. */
const cases: [what: string, test: string, problem: string][] = [
  ['an unknown key of a test', `note: x\n${order}\nexpect: { shipping: omitted }`, '3:5 unknown-key'],
  ['a test without expect', order, '2:5 missing-key'],
  ['an expect that names nothing', `${order}\nexpect: {}`, '4:13 missing-key'],
  ['an expect without a value', `${order}\nexpect:`, '4:5 wrong-type'],
  ['a map that names nothing', `${order}\nexpect: { withheld: {} }`, '4:25 missing-key'],
  ['a response that names nothing', `${order}\nexpect: { response: {} }`, '4:25 missing-key'],
  ['a test without an order', 'expect: { shipping: omitted }', '2:5 missing-key'],
  ['a test with two orders', `${order}\nfinalize: {}\nexpect: { shipping: omitted }`, '2:5 not-allowed-here'],
  [
    'an order and a recorded request',
    `${order}\nrequest: a.json\nexpect: { shipping: omitted }`,
    '2:5 not-allowed-here',
  ],
  ['a bad moment', `at: tomorrow\n${order}\nexpect: { shipping: omitted }`, '3:9 bad-date'],

  [
    'an unknown key of an order',
    'customize: { tos: { country: US } }\nexpect: { shipping: omitted }',
    '3:18 unknown-key',
  ],
  ['a fact of the other hook', 'customize: { email: a@b.example }\nexpect: { shipping: omitted }', '3:18 wrong-hook'],
  [
    'an unknown key of an address',
    'customize: { to: { zip: 94016 } }\nexpect: { shipping: omitted }',
    '3:24 unknown-key',
  ],
  ['a zone for an address', 'customize: { to: mainland }\nexpect: { shipping: omitted }', '3:22 wrong-type'],
  [
    'an unknown key of an item',
    'customize: { items: [{ sku: A, cost: 5 }] }\nexpect: { shipping: omitted }',
    '3:36 unknown-key',
  ],
  [
    'an unknown key of a payment',
    'finalize: { payment: { kind: card } }\nexpect: { decision: approved }',
    '3:28 unknown-key',
  ],
  ['an account that is none', 'finalize: { account: acme }\nexpect: { decision: approved }', '3:26 bad-value'],
  ['an unknown currency', 'finalize: { currency: dollar }\nexpect: { decision: approved }', '3:27 unknown-currency'],
  ['a quantity of 0', 'finalize: { items: [{ sku: SOCKS, quantity: 0 }] }\nexpect: { fee: 0 }', '3:49 bad-value'],
  ['an amount that is none', 'finalize: { tax: $5 }\nexpect: { fee: 0 }', '3:22 bad-amount'],
  [
    'an amount that is too fine',
    'finalize: { items: [{ sku: A, price: 5.999 }] }\nexpect: { fee: 0 }',
    '3:42 bad-amount',
  ],
  [
    'a discount above the price',
    'finalize: { items: [{ sku: SOCKS, discount: 18.01 }] }\nexpect: { fee: 0 }',
    '3:49 bad-value',
  ],
  [
    'a SKU that is not in the catalog, without a price',
    'finalize: { items: [{ sku: TROUSERS }] }\nexpect: { fee: 0 }',
    '3:25 missing-price',
  ],
  ['a SKU that has no price', 'finalize: { items: [{ sku: BLANK }] }\nexpect: { fee: 0 }', '3:25 missing-price'],
  ['a price in another currency', 'finalize: { items: [{ sku: MAPLE }] }\nexpect: { fee: 0 }', '3:25 missing-price'],
  [
    'an item with neither SKU nor price',
    'finalize: { items: [{ quantity: 2 }] }\nexpect: { fee: 0 }',
    '3:25 missing-price',
  ],
  ['a shipping option that is not there', 'finalize: { shipping: standrad }\nexpect: { fee: 0 }', '3:27 unknown-id'],
  ['an amount of shipping that is none', 'finalize: { shipping: "5,99" }\nexpect: { fee: 0 }', '3:27 bad-amount'],
  [
    'a shipping option that is not offered',
    'finalize: { to: { country: GB }, items: [], shipping: standard }\nexpect: { fee: 0 }',
    '3:59 not-offered',
  ],
  [
    'a shipping option whose price Stripe has',
    'finalize: { to: { country: CA }, items: [], shipping: stored }\nexpect: { fee: 0 }',
    '3:59 not-offered',
  ],
  [
    'amounts past what JSON can carry',
    'finalize: { items: [{ sku: A, price: 900719925474.99, quantity: 9007199 }] }\nexpect: { fee: 0 }',
    '3:15 bad-request',
  ],

  ['an unknown key of expect', `${order}\nexpect: { shiping: omitted }`, '4:15 unknown-key'],
  ['an unknown key of an option', `${order}\nexpect: { shipping: [{ id: standard, cost: 5 }] }`, '4:42 unknown-key'],
  ['an option without an id', `${order}\nexpect: { shipping: [{ price: 5 }] }`, '4:26 missing-key'],
  ['a word that is not omitted', `${order}\nexpect: { shipping: none }`, '4:25 bad-value'],
  ['an unknown reason to withhold', `${order}\nexpect: { withheld: { standard: never } }`, '4:37 bad-value'],
  ['an unknown option', `${order}\nexpect: { shipping: [{ id: standart }] }`, '4:32 unknown-id'],
  ['an unknown option that is withheld', `${order}\nexpect: { withheld: { standart: when } }`, '4:27 unknown-id'],
  ['a SKU that is not in the order', `${order}\nexpect: { taxes: { SOKS: [] } }`, '4:24 unknown-id'],
  ['an unknown rate', `${order}\nexpect: { taxes: { SOCKS: [{ id: us-co }] } }`, '4:38 unknown-id'],
  ['an unknown rule', 'finalize: {}\nexpect: { rule: prepayd }', '4:21 unknown-id'],
  ['an unknown shadow rule', 'finalize: {}\nexpect: { shadow: [watchd] }', '4:24 unknown-id'],
  ['an unknown fee', 'finalize: {}\nexpect: { fee_rules: [plam] }', '4:27 unknown-id'],
  ['a key of response without a value', 'finalize: {}\nexpect: { response: { a: [ { b: } ] } }', '4:34 wrong-type'],
  ['an answer of the other hook', 'finalize: {}\nexpect: { shipping: omitted }', '4:25 wrong-hook'],
  ['an answer of the other hook, too', `${order}\nexpect: { decision: approved }`, '4:25 wrong-hook'],

  ['a recorded request that is not there', 'request: recorded/b.json\nexpect: { fee: 0 }', '3:14 missing-file'],
  ['one outside the tests', 'request: ../settings.yaml\nexpect: { fee: 0 }', '3:14 missing-file'],
  ['one that is not JSON', 'request: recorded/text.json\nexpect: { fee: 0 }', '3:14 bad-request'],
  ['one that is not a request', 'request: recorded/other.json\nexpect: { fee: 0 }', '3:14 bad-request'],

  [
    'an answer that depends on the time of day',
    'customize: { to: { country: US, state: OR }, items: [{ sku: SOCKS }] }\nexpect: { shipping: [{ id: standard }, { id: express, min: 1 }] }',
    '2:5 depends-on-time',
  ],
];

const recorded = { 'tests/recorded/text.json': 'hello', 'tests/recorded/other.json': '{ "type": "a" }' };

describe('a test that cannot be run is an error and does not pass', () => {
  test.each(cases)('%s', (_, written, problem) => {
    const { problems, results } = runTest(written, recorded);
    expect(problems).toEqual([`tests/a.yaml:${problem}`]);
    expect(results).toEqual([]);
  });

  test('the message names the SKU whose price is missing', () => {
    const { messages } = runTest('finalize: { items: [{ sku: TROUSERS }] }\nexpect: { fee: 0 }');
    expect(messages[0]).toContain('"TROUSERS"');
  });

  test('the message names what was likely meant', () => {
    const { messages } = runTest(`${order}\nexpect: { shipping: [{ id: standart }] }`);
    expect(messages[0]).toContain('Did you mean "standard"?');
  });

  test('one bad test does not keep the others from being run', () => {
    const bad = '  - { name: a, finalize: {}, expect: { rule: nobody } }';
    const good = '  - { name: b, finalize: {}, expect: { rule: no-items } }';
    const { problems, results } = runDirectory({ 'tests/a.yaml': `tests:\n${bad}\n${good}\n` });
    expect(problems).toEqual(['tests/a.yaml:2:46 unknown-id']);
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([['b', true]]);
  });

  test('all that is wrong with a directory is told in one run', () => {
    const one = '  - { name: a, finalize: {}, expect: { rule: nobody, shadow: [noone] } }';
    const two = '  - { name: b, customize: {}, expect: { ship: [] } }';
    const { problems } = runDirectory({ 'tests/a.yaml': `tests:\n${one}\n`, 'tests/b.yaml': `tests:\n${two}\n` });
    expect(problems.sort()).toEqual([
      'tests/a.yaml:2:46 unknown-id',
      'tests/a.yaml:2:63 unknown-id',
      'tests/b.yaml:2:41 unknown-key',
    ]);
  });
});

describe('a test file that cannot be read is an error', () => {
  test.each<[what: string, path: string, text: string, problem: string]>([
    ['an empty file', 'tests/a.yaml', '', '1:1 missing-key'],
    ['nothing but comments', 'tests/a.yaml', '# later\n', '1:1 missing-key'],
    ['no tests', 'tests/a.yaml', 'tests: []\n', '1:8 missing-key'],
    ['an empty list of tests', 'tests/a.yaml', 'tests:\n', '1:1 wrong-type'],
    ['another key', 'tests/a.yaml', 'test:\n  - {}\n', '1:1 unknown-key'],
    ['a list without its key', 'tests/a.yaml', '- { name: a }\n', '1:1 wrong-type'],
    ['YAML that is broken', 'tests/a.yaml', 'tests: [\n', '2:1 bad-yaml'],
    ['a test without a name', 'tests/a.yaml', 'tests:\n  - { finalize: {}, expect: { fee: 0 } }\n', '2:5 missing-key'],
    ['an empty name', 'tests/a.yaml', 'tests:\n  - { name: "", finalize: {}, expect: { fee: 0 } }\n', '2:13 bad-value'],
    ['another ending', 'tests/a.yml', 'tests: []\n', '1:1 unknown-file'],
    ['a folder of tests', 'tests/more/a.yaml', 'tests: []\n', '1:1 unknown-file'],
  ])('%s', (_, path, text, problem) => {
    const { problems } = runDirectory({ [path]: text });
    expect(problems).toContain(`${path}:${problem}`);
  });

  test('two tests of one name', () => {
    const one = '  - { name: a, finalize: {}, expect: { fee: 0 } }';
    const { problems, results } = runDirectory({ 'tests/a.yaml': `tests:\n${one}\n${one}\n` });
    expect(problems).toEqual(['tests/a.yaml:3:13 duplicate-id']);
    expect(results).toHaveLength(1);
  });

  test('two tests of one name in two files are fine', () => {
    const text = 'tests: [ { name: a, finalize: {}, expect: { fee: 0 } } ]\n';
    const { problems, results } = runDirectory({ 'tests/a.yaml': text, 'tests/b.yaml': text });
    expect(problems).toEqual([]);
    expect(results.map(({ file }) => file)).toEqual(['tests/a.yaml', 'tests/b.yaml']);
  });
});

test('a test with a fault does not keep those beside it from being run', () => {
  const { problems, results } = runDirectory({
    'tests/a.yaml': `tests:
  - { name: no expect, customize: {} }
  - { name: no such option, customize: {}, expect: { withheld: { standart: when } } }
  - { name: fine, customize: { to: { country: FR } }, expect: { shipping: [] } }
`,
  });
  expect(problems).toEqual(['tests/a.yaml:2:5 missing-key', 'tests/a.yaml:3:66 unknown-id']);
  expect(results.map(({ name, passed }) => ({ name, passed }))).toEqual([{ name: 'fine', passed: true }]);
});
