import { describe, expect, test } from 'vitest';
import { because } from '../../src/examples/because.ts';
import { runTest } from './directory.ts';

/** The entries that are told of a failed test, by part. */
function told(written: string): object {
  const [result] = runTest(written).results;
  const { shipping, taxes, approval, fees } = because(result!.differences, result!.explanation!);
  return {
    ...(shipping && { shipping: shipping.options.map(({ id }) => id) }),
    ...(taxes && { taxes: taxes.lines.map(({ line, rates }) => [line, ...rates.map(({ id }) => id)]) }),
    ...(approval && { approval: approval.rules.map(({ id }) => id) }),
    ...(fees && { fees: fees.fees.map(({ id }) => id) }),
  };
}

const cart =
  'customize: { livemode: false, to: { country: US, state: OR }, bill_to: { country: US, state: CA, postal_code: 94016 }, items: [{ sku: SOCKS }, { sku: JACKET }, { sku: SOCKS }] }';
const paid = 'finalize: { account: acct_1Pro, items: [{ sku: SOCKS }] }';

describe('of a failed test is told', () => {
  test.each<[what: string, written: string, expected: object]>([
    [
      'which options are offered',
      `${cart}\nexpect: { shipping: [{ id: stored }] }`,
      { shipping: ['standard', 'stored'] },
    ],
    ['which option was withheld', `${cart}\nexpect: { withheld: { express: unknown } }`, { shipping: ['express'] }],
    ['which rates a SKU has', `${cart}\nexpect: { taxes: { JACKET: [] } }`, { taxes: [['li_2', 'us-ca']] }],
    [
      'which rate a SKU lacks',
      `${cart}\nexpect: { taxes: { JACKET: [{}, { id: la }] } }`,
      { taxes: [['li_2', 'us-ca', 'la']] },
    ],
    [
      'which lines a SKU is on',
      `${cart}\nexpect: { taxes: { SOCKS: [] } }`,
      {
        taxes: [
          ['li_1', 'us-ca'],
          ['li_3', 'us-ca'],
        ],
      },
    ],
    ['a line by its id', `${cart}\nexpect: { taxes: { li_3: [{ percent: 7 }] } }`, { taxes: [['li_3', 'us-ca']] }],
    ['the rule that was expected', `${paid}\nexpect: { rule: prepaid }`, { approval: ['prepaid'] }],
    ['the fees that applied', `${paid}\nexpect: { fee: 1 }`, { fees: ['pro'] }],
    ['the fee that was expected', `${paid}\nexpect: { fee_rules: [pro, goods] }`, { fees: ['pro', 'goods'] }],
    ['each part that differs', `${paid}\nexpect: { fee: 1, decision: declined }`, { approval: [], fees: ['pro'] }],
    [
      'all parts, where the whole answer differs',
      `${paid}\nexpect: { response: { manual_approval_details: omitted } }`,
      { approval: [], fees: ['pro'] },
    ],
  ])('%s', (_, written, expected) => {
    expect(told(`at: 2026-11-16T12:00\n${written}`)).toEqual(expected);
  });
});
