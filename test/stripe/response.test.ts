import { describe, expect, test } from 'vitest';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { answerFaults } from '../../src/stripe/response.ts';
import { customize, finalize, type JsonObject, line, price } from '../support/requests.ts';

function faults(sent: JsonObject, answer: unknown): string[] {
  const result = parseHookRequest(sent);
  if (!result.ok) throw new Error('refused');
  return answerFaults(result.request, answer);
}

const data = (more: object = {}) => ({
  shipping_rate_data: { display_name: 'Standard', fixed_amount: { amount: 599, currency: 'usd' }, ...more },
});
const rate = (more: object = {}) => ({
  rate_data: { display_name: 'CA Sales Tax', inclusive: false, percentage: 7.25, ...more },
});
const taxed = (...rates: object[]) => ({ line_items: [{ id: 'li_1', tax_rates: rates }] });
const delivery = (min: number, max: number, unit = 'day') => ({
  delivery_estimate: { minimum: { unit, value: min }, maximum: { unit, value: max } },
});
const entries = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

describe('an answer to customize', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['no options', { shipping_options: [] }],
    ['five options', { shipping_options: Array.from({ length: 5 }, () => data()) }],
    ['a stored rate', { shipping_options: [{ shipping_rate: 'shr_1' }] }],
    [
      'an option in full',
      {
        shipping_options: [
          data({ tax_behavior: 'exclusive', tax_code: 'txcd_92010001', metadata: { a: '' }, ...delivery(3, 5) }),
        ],
      },
    ],
    ['a line without tax', taxed()],
    ['five rates on a line', taxed(rate(), rate(), rate(), rate(), { rate: 'txr_1' })],
    ['a rate of 0', taxed(rate({ percentage: 0 }))],
    ['four decimals', taxed(rate({ percentage: 14.9751 }))],
  ])('holds: %s', (_, answer) => {
    expect(faults(customize(), answer)).toEqual([]);
  });

  test.each<[string, object]>([
    ['an unknown part', { shipping_option: [] }],
    ['six options', { shipping_options: Array.from({ length: 6 }, () => data()) }],
    ['both kinds of option', { shipping_options: [{ shipping_rate: 'shr_1', ...data() }] }],
    ['a tax rate for a shipping rate', { shipping_options: [{ shipping_rate: 'txr_1' }] }],
    ['an empty name', { shipping_options: [data({ display_name: '' })] }],
    ['a name of 101 characters', { shipping_options: [data({ display_name: 'x'.repeat(101) })] }],
    ['a negative amount', { shipping_options: [data({ fixed_amount: { amount: -1, currency: 'usd' } })] }],
    ['an amount that is not whole', { shipping_options: [data({ fixed_amount: { amount: 5.99, currency: 'usd' } })] }],
    ['a currency in capitals', { shipping_options: [data({ fixed_amount: { amount: 1, currency: 'USD' } })] }],
    ['another currency', { shipping_options: [data({ fixed_amount: { amount: 1, currency: 'eur' } })] }],
    ['an old tax behavior', { shipping_options: [data({ tax_behavior: 'included' })] }],
    ['51 keys of metadata', { shipping_options: [data({ metadata: entries(51) })] }],
    ['a key with a bracket', { shipping_options: [data({ metadata: { 'a[0]': 'x' } })] }],
    ['a key of 41 characters', { shipping_options: [data({ metadata: { ['k'.repeat(41)]: 'x' } })] }],
    ['a metadata value that is a number', { shipping_options: [data({ metadata: { a: 1 } })] }],
    ['a metadata value of 501 characters', { shipping_options: [data({ metadata: { a: 'x'.repeat(501) } })] }],
    ['a delivery of 0 days', { shipping_options: [data(delivery(0, 5))] }],
    ['a delivery in weeks', { shipping_options: [data(delivery(1, 2, 'week'))] }],
    ['a delivery from more to less', { shipping_options: [data(delivery(5, 3))] }],
    ['six rates on a line', taxed(rate(), rate(), rate(), rate(), rate(), rate())],
    ['five decimals', taxed(rate({ percentage: 14.97512 }))],
    ['a percentage in exponents', taxed(rate({ percentage: 1e-7 }))],
    ['a percentage over 100', taxed(rate({ percentage: 100.5 }))],
    ['a negative percentage', taxed(rate({ percentage: -1 }))],
    ['a tax name of 51 characters', taxed(rate({ display_name: 'x'.repeat(51) }))],
    ['inclusive beside exclusive', taxed(rate(), rate({ inclusive: true }))],
    ['both kinds of rate', taxed({ rate: 'txr_1', ...rate() })],
    ['a line that was not asked for', { line_items: [{ id: 'li_2', tax_rates: [] }] }],
    ['a line left out', { line_items: [] }],
  ])('does not hold: %s', (_, answer) => {
    expect(faults(customize(), answer)).not.toEqual([]);
  });

  test('an amount in KWD ends in 0, one in ISK in 00', () => {
    const of = (amount: number, currency: string) =>
      faults(customize({ currency }), { shipping_options: [data({ fixed_amount: { amount, currency } })] });
    expect(of(5120, 'kwd')).toEqual([]);
    expect(of(5125, 'kwd')).not.toEqual([]);
    expect(of(500, 'isk')).toEqual([]);
    expect(of(550, 'isk')).not.toEqual([]);
  });

  test('lines keep the order of the request, and are left out beside automatic tax', () => {
    const two = customize({ line_item_details: [line('a'), line('b')] });
    const items = (...ids: string[]) => ({ line_items: ids.map((id) => ({ id, tax_rates: [] })) });
    expect(faults(two, items('a', 'b'))).toEqual([]);
    expect(faults(two, items('b', 'a'))).not.toEqual([]);
    expect(faults(customize({ automatic_tax: { enabled: true } }), items('li_1'))).not.toEqual([]);
  });
});

describe('an answer to finalize', () => {
  const approved = { manual_approval_details: { type: 'approved' } };
  const declined = (reason: unknown) => ({ manual_approval_details: { type: 'declined', declined: { reason } } });
  const fee = (amount: number, more: object = {}) => ({
    application_fee_details: { application_fee_amount: amount, ...more },
  });

  test.each<[string, object]>([
    ['nothing', {}],
    ['approved', approved],
    ['declined', declined('The order has no items.')],
    ['a fee of the whole total', { ...approved, ...fee(5597) }],
    ['a fee beside a transfer', fee(1, { transfer_data: { amount: 0 } })],
  ])('holds: %s', (_, answer) => {
    expect(faults(finalize(), answer)).toEqual([]);
  });

  test.each<[string, object]>([
    ['a fee of 0', fee(0)],
    ['a fee above the total', fee(5598)],
    ['a fee that is not whole', fee(1.5)],
    ['a fee beside a decline', { ...declined('No.'), ...fee(1) }],
    ['a decline without a reason', { manual_approval_details: { type: 'declined' } }],
    ['a decline with an empty reason', declined('')],
    ['an approval with a reason', { manual_approval_details: { type: 'approved', declined: { reason: 'x' } } }],
    ['another type', { manual_approval_details: { type: 'pending' } }],
  ])('does not hold: %s', (_, answer) => {
    expect(faults(finalize(), answer)).not.toEqual([]);
  });

  test('an order without lines is declined', () => {
    const empty = finalize({ line_items_details: [] });
    expect(faults(empty, declined('The order has no items.'))).toEqual([]);
    expect(faults(empty, approved)).not.toEqual([]);
    expect(faults(empty, {})).not.toEqual([]);
  });
});

describe('an answer to the price hook', () => {
  const echoes = { sku_id: '0012', merchant_id: '' };
  const money = { unit_amount: 2499, currency: 'usd' };
  const dates = { start_date: '2026-11-27', end_date: '2026-11-30' };

  test.each<[string, object]>([
    ['deleted', { ...echoes, deleted: true }],
    [
      'in full',
      {
        ...echoes,
        availability: { status: 'in_stock', quantity: 0 },
        price: money,
        sale_price: { ...money, ...dates },
        as_of: 1_790_000_000,
      },
    ],
  ])('holds: %s', (_, answer) => {
    expect(faults(price(), answer)).toEqual([]);
  });

  test.each<[string, object]>([
    ['another SKU', { ...echoes, sku_id: '12', deleted: true }],
    ['an account that was not named', { ...echoes, merchant_id: 'acct_1', deleted: true }],
    ['deleted and something else', { ...echoes, deleted: true, price: money }],
    ['a negative quantity', { ...echoes, availability: { status: 'in_stock', quantity: -1 } }],
    ['another status', { ...echoes, availability: { status: 'gone' } }],
    ['a sale without an end', { ...echoes, sale_price: { ...money, start_date: '2026-11-27' } }],
  ])('does not hold: %s', (_, answer) => {
    expect(faults(price(), answer)).not.toEqual([]);
  });
});
