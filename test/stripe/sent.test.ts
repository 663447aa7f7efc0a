/** Requests written as Stripe sends them are read as what they were. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { sentOf } from '../../src/stripe/sent.ts';
import { orders, requestOf } from '../laws/orders.ts';
import { read } from '../support/decide.ts';
import { customize, finalize, price } from '../support/requests.ts';

const again = (sent: object) => parseHookRequest(JSON.parse(JSON.stringify(sent)));

test.each([
  ['customize', customize()],
  ['finalize', finalize()],
  ['price', price(' 0012 ', { context: 'acct_1' })],
  ['next to nothing', customize({ shipping_details: null, line_item_details: null, total_details: null })],
  ['no card', finalize({ payment_method_details: { type: 'klarna' }, billing_details: null, email: '' })],
  ['discounts', customize({ discounts: [{ id: 'di_1' }] })],
  [
    'rates',
    customize({
      shipping_details: { shipping_rates: [{ id: 'shr_1', fixed_amount: { amount: 5 } }, { id: 'shr_2' }] },
    }),
  ],
])('a request is read again as it was: %s', (_name, json) => {
  const request = read(json);
  expect(again(sentOf(request))).toEqual({ ok: true, request });
});

test('so is any order, whole or with gaps', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const request = requestOf(order, ['usd', 'jpy']);
      expect(again(sentOf(request))).toEqual({ ok: true, request });
    }),
    { numRuns: 1000 },
  );
});
