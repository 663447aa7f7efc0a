import { describe, expect, test } from 'vitest';
import { customize, finalize } from '../support/requests.ts';
import { runDirectory, runTest } from './directory.ts';

const own = {
  'accounts/acct_1Own/settings.yaml': 'currency: eur\ncurrencies: [eur]\ntime_zone: Asia/Tokyo\n',
  'accounts/acct_1Own/shipping.yaml': 'options: [ { id: own, name: Own, price: 3.00 } ]\n',
  'accounts/acct_1Own/catalog.csv': 'id,price\nTEA,7.00 EUR\n',
};

function inFolder(test: string): Record<string, string> {
  return {
    ...own,
    'accounts/acct_1Own/tests/a.yaml': `tests:\n  - name: A test\n    ${test.replaceAll('\n', '\n    ')}\n`,
  };
}

describe("tests in an account's folder run as that account", () => {
  test('with its rules, its currency and its catalog', () => {
    const order = 'customize: { items: [{ sku: TEA, quantity: 2 }] }';
    const part =
      'response: { shipping_options: [{ shipping_rate_data: { fixed_amount: { amount: 300, currency: eur } } }] }';
    const { problems, results } = runDirectory(
      inFolder(`${order}\nexpect: { shipping: [{ id: own, price: 3 }], ${part} }`),
    );
    expect(problems).toEqual([]);
    expect(results).toMatchObject([{ folder: 'acct_1Own', passed: true, file: 'accounts/acct_1Own/tests/a.yaml' }]);
  });

  test('with its clock', () => {
    const rules = 'options: [ { id: own, name: Own, price: 3.00, from: 2026-07-01 } ]\n';
    const files = inFolder('at: 2026-07-01T00:00\ncustomize: { items: [] }\nexpect: { shipping: [{ id: own }] }');
    const { results } = runDirectory({ ...files, 'accounts/acct_1Own/shipping.yaml': rules });
    expect(results.map(({ passed }) => passed)).toEqual([true]);
    const utc = inFolder('at: 2026-06-30T14:59:59Z\ncustomize: { items: [] }\nexpect: { shipping: [] }');
    expect(runDirectory({ ...utc, 'accounts/acct_1Own/shipping.yaml': rules }).results[0]!.passed).toBe(true);
  });

  test('which the rules see', () => {
    const order = 'finalize: { items: [{ sku: TEA }], tax: 0 }';
    const { results } = runDirectory(inFolder(`${order}\nexpect: { fee_rules: [plan] }`));
    expect(results[0]!.differences).toEqual([]);
  });

  test('and may name it', () => {
    const order = 'customize: { account: acct_1Own, items: [] }';
    expect(runDirectory(inFolder(`${order}\nexpect: { shipping: [{ id: own }] }`)).results[0]!.passed).toBe(true);
  });

  test('but not another', () => {
    const order = 'customize: { account: acct_1Pro, items: [] }';
    const { problems, results } = runDirectory(inFolder(`${order}\nexpect: { shipping: omitted }`));
    expect(problems).toEqual(['accounts/acct_1Own/tests/a.yaml:3:27 not-allowed-here']);
    expect(results).toEqual([]);
  });

  test('also where the recorded request is of another', () => {
    const files = {
      ...inFolder('request: r.json\nexpect: { shipping: [{ id: own }] }'),
      'accounts/acct_1Own/tests/r.json': JSON.stringify(customize({ currency: 'eur' }, { context: 'acct_1Pro' })),
    };
    expect(runDirectory(files).results[0]!.differences).toEqual([]);
  });

  test('an option of the base is unknown there', () => {
    const { problems } = runDirectory(inFolder('customize: { items: [] }\nexpect: { withheld: { standard: when } }'));
    expect(problems).toEqual(['accounts/acct_1Own/tests/a.yaml:4:27 unknown-id']);
  });
});

describe('tests of the base', () => {
  test('run as the account that the order names', () => {
    const order = 'customize: { account: acct_1Own, items: [{ sku: TEA }] }';
    const { results } = runTest(`${order}\nexpect: { shipping: [{ id: own }] }`, own);
    expect(results).toMatchObject([{ folder: 'acct_1Own', passed: true }]);
  });

  test('an account that the settings refuse is an error', () => {
    const settings = 'currency: usd\ncurrencies: [usd, cad]\naccounts: { unknown: refuse }\n';
    const order = 'customize: { account: acct_1Nobody, items: [] }';
    const { problems } = runTest(`${order}\nexpect: { shipping: [] }`, { 'settings.yaml': settings });
    expect(problems).toEqual(['tests/a.yaml:3:27 bad-value']);
  });

  test('an account whose folder is broken is not asked; the others are', () => {
    const files = {
      ...inFolder('customize: { items: [] }\nexpect: { shipping: [] }'),
      'accounts/acct_1Own/shipping.yaml': 'options: [ { id: own, nome: Own } ]\n',
    };
    const { results } = runTest('finalize: {}\nexpect: { rule: no-items }', files);
    expect(results.map(({ file, passed }) => [file, passed])).toEqual([['tests/a.yaml', true]]);
  });
});

describe('recorded requests', () => {
  const paid = JSON.stringify(finalize({ shipping_details: { address: { country: 'CU' } } }));

  test('are answered as Stripe sent them', () => {
    const { problems, results } = runTest('request: recorded/paid.json\nexpect: { rule: abroad, decision: declined }', {
      'tests/recorded/paid.json': paid,
    });
    expect(problems).toEqual([]);
    expect(results[0]!.differences).toEqual([]);
  });

  test('may be wrong about', () => {
    const { results } = runTest('request: ./recorded/paid.json\nexpect: { rule: default }', {
      'tests/recorded/paid.json': paid,
    });
    expect(results[0]!.differences).toMatchObject([{ path: 'rule', expected: 'default', seen: 'abroad' }]);
  });

  test('an answer of the catalog', () => {
    const price = { type: 'delegated_commerce.product_price_availability', data: { sku_id: 'SOCKS' } };
    const { results } = runTest(
      'request: price.json\nat: 2026-11-16T12:00\nexpect: { response: { availability: { status: in_stock }, price: { unit_amount: 1800 } } }',
      { 'tests/price.json': JSON.stringify(price) },
    );
    expect(results[0]!.differences).toEqual([]);
  });

  test('no answer without a catalog', () => {
    const price = { type: 'delegated_commerce.product_price_availability', data: { sku_id: 'SOCKS' } };
    const { results } = runTest('request: price.json\nexpect: { response: { sku_id: SOCKS } }', {
      'tests/price.json': JSON.stringify(price),
      'catalog.csv': null,
    });
    expect(results[0]!.differences).toMatchObject([{ path: 'response', seen: 'omitted' }]);
  });

  test('a file of another name is likely meant', () => {
    const { messages } = runTest('request: recorded/payd.json\nexpect: { rule: default }', {
      'tests/recorded/paid.json': paid,
    });
    expect(messages[0]).toContain('Did you mean "recorded/paid.json"?');
  });
});
