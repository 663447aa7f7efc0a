import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import type { PriceResponse } from '../../src/stripe/types.ts';
import { directory, explainedFinalize, noon, read, type Texts } from '../support/decide.ts';
import { price } from '../support/requests.ts';

const header =
  'id,price,sale_price,sale_price_effective_date,availability,inventory_quantity,inventory_not_tracked,delete';
const catalogOf = (row: string): Texts => ({ 'catalog.csv': `${header}\n${row}\n` });

/** The answer for a SKU, at noon of 2026-11-20 in New York, the settings' time zone. */
function told(files: Texts, sku = 'A', { account, at = noon }: { account?: string; at?: number } = {}): PriceResponse {
  const envelope = account === undefined ? {} : { context: account };
  const rules = directory(files).forAccount(account ?? null)!;
  const { response } = evaluate(rules, read(price(sku, envelope)), at);
  return response as PriceResponse;
}
const atTime = (local: string): number => Date.parse(local) / 1000;

it('a product is told with its SKU, account, status, stock, price and moment', () => {
  const files = catalogOf('A,24.99 USD,,,in_stock,7,,');
  expect(told(files, 'A', { account: 'acct_1' })).toEqual({
    sku_id: 'A',
    merchant_id: 'acct_1',
    availability: { status: 'in_stock', quantity: 7 },
    price: { unit_amount: 2499, currency: 'usd' },
    as_of: noon,
  });
});

it('without an account the account is an empty text', () => {
  expect(told(catalogOf('A,24.99 USD,,,in_stock,7,,')).merchant_id).toBe('');
});

describe('a product is deleted', () => {
  const deleted = { sku_id: 'A', merchant_id: '', deleted: true };

  it.each([
    ['that the catalog does not hold', 'B,1 USD,,,in_stock,7,,'],
    ['whose SKU is not the same text', 'a,1 USD,,,in_stock,7,,'],
    ['that says so', 'A,1 USD,,,in_stock,7,,true'],
    ['that says so, and nothing else', 'A,,,,,,,TRUE'],
  ])('%s', (_, row) => {
    expect(told(catalogOf(row))).toEqual(deleted);
  });

  it.each(['', 'false', 'no', '0'])('not where the column is %j', (cell) => {
    expect(told(catalogOf(`A,1 USD,,,in_stock,7,,${cell}`)).deleted).toBeUndefined();
  });

  it('0012 is not 12', () => {
    expect(told(catalogOf('0012,1 USD,,,,,,'), '12').deleted).toBe(true);
    expect(told(catalogOf('0012,1 USD,,,,,,'), '0012').deleted).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a SKU like any other', (sku) => {
    expect(told(catalogOf('A,1 USD,,,,,,'), sku).deleted).toBe(true);
    expect(told(catalogOf(`${sku},1 USD,,,,,,`), sku).price).toEqual({ unit_amount: 100, currency: 'usd' });
  });
});

describe('availability', () => {
  it.each([
    ['in_stock', '', '', { status: 'in_stock' }],
    ['In Stock', '5', '', { status: 'in_stock', quantity: 5 }],
    ['in-stock', '5', 'false', { status: 'in_stock', quantity: 5 }],
    ['in_stock', '5', 'true', { status: 'in_stock' }],
    ['in_stock', '5', 'yes', { status: 'in_stock' }],
    ['out_of_stock', '0', '', { status: 'out_of_stock', quantity: 0 }],
    ['out_of_stock', '', '', { status: 'out_of_stock' }],
    ['out_of_stock', '-3', '', { status: 'out_of_stock', quantity: 0 }],
    ['preorder', '100', '', { status: 'preorder', quantity: 100 }],
    ['backorder', '-2', '', { status: 'backorder', quantity: 0 }],
    ['', '3', '', { status: 'in_stock', quantity: 3 }],
    ['', '0', '', { status: 'out_of_stock', quantity: 0 }],
    ['', '', '', undefined],
    ['', '3', 'true', undefined],
  ])('%j with a stock of %j, not tracked %j, is %j', (status, stock, untracked, expected) => {
    expect(told(catalogOf(`A,1 USD,,,${status},${stock},${untracked},`)).availability).toEqual(expected);
  });

  it('of a catalog without those columns is not told', () => {
    expect(told({ 'catalog.csv': 'id,weight\nA,1 kg\n' })).toEqual({ sku_id: 'A', merchant_id: '', as_of: noon });
  });
});

describe('the price', () => {
  it.each([
    ['24.99 USD', { unit_amount: 2499, currency: 'usd' }],
    ['24.9 usd', { unit_amount: 2490, currency: 'usd' }],
    ['24USD', { unit_amount: 2400, currency: 'usd' }],
    ['0.00 USD', { unit_amount: 0, currency: 'usd' }],
    ['500 JPY', { unit_amount: 500, currency: 'jpy' }],
    ['5 ISK', { unit_amount: 500, currency: 'isk' }],
    ['5.120 KWD', { unit_amount: 5120, currency: 'kwd' }],
    ['24.99', { unit_amount: 2499, currency: 'usd' }],
    ['', undefined],
  ])('%j is %j', (cell, expected) => {
    expect(told(catalogOf(`A,${cell},,,,,,`)).price).toEqual(expected);
  });

  it('without a currency is in that of the account', () => {
    const files = { ...catalogOf('A,24.99,,,,,,'), 'accounts/acct_1/settings.yaml': 'currency: cad\n' };
    expect(told(files, 'A', { account: 'acct_1' }).price).toEqual({ unit_amount: 2499, currency: 'cad' });
  });
});

describe('the sale price', () => {
  const days = '2026-11-20/2026-11-30';
  const times = '2026-11-20T09:00-0500/2026-11-30T18:00:00-05:00';
  const local = '2026-11-20T09:00 / 2026-11-30T18:00';
  const utc = '2026-11-20T09:00:00.000Z/2026-11-30T18:00:00.000Z';

  it.each([
    [days, '2026-11-19T23:59:59-05:00', false],
    [days, '2026-11-20T00:00:00-05:00', true],
    [days, '2026-11-30T23:59:59-05:00', true],
    [days, '2026-12-01T00:00:00-05:00', false],
    [times, '2026-11-20T08:59:59-05:00', false],
    [times, '2026-11-20T09:00:00-05:00', true],
    [times, '2026-11-30T18:00:00-05:00', true],
    [times, '2026-11-30T18:00:01-05:00', false],
    [local, '2026-11-20T08:59:59-05:00', false],
    [local, '2026-11-20T09:00:00-05:00', true],
    [local, '2026-11-30T18:00:01-05:00', false],
    [utc, '2026-11-20T09:00:00Z', true],
    [utc, '2026-11-30T18:00:01Z', false],
  ])('from %s is told at %s: %s', (dates, at, isTold) => {
    const answer = told(catalogOf(`A,24.99 USD,19.99 USD,${dates},,,,`), 'A', { at: atTime(at) });
    expect(answer.price).toEqual({ unit_amount: 2499, currency: 'usd' });
    expect(answer.sale_price).toEqual(
      isTold ? { unit_amount: 1999, currency: 'usd', start_date: '2026-11-20', end_date: '2026-11-30' } : undefined,
    );
    expect(answer.as_of).toBe(atTime(at));
  });

  it('without dates is in force and cannot be told', () => {
    const files = catalogOf('A,24.99 USD,19.99 USD,,,,,');
    expect(told(files).sale_price).toBeUndefined();
    const rules = directory({
      ...files,
      'approval.yaml': 'rules:\n  - { id: r, decline: No., when: { items: { any: { price_matches: false } } } }\n',
    });
    const verdict = (amount: number) =>
      explainedFinalize(rules, { lines: [['A', 1, amount]] }).explanation?.approval?.decision;
    expect([verdict(1999), verdict(2499)]).toEqual(['approved', 'declined']);
  });
});

describe('an account', () => {
  const files: Texts = {
    ...catalogOf('A,24.99 USD,,,in_stock,7,,'),
    'accounts/acct_1/catalog.csv': `${header}\nB,5.00 USD,,,in_stock,,,\n`,
  };

  it('is answered from its own catalog, where it has one', () => {
    expect(told(files, 'A', { account: 'acct_1' }).deleted).toBe(true);
    expect(told(files, 'B', { account: 'acct_1' }).price?.unit_amount).toBe(500);
    expect(told(files, 'A', { account: 'acct_2' }).price?.unit_amount).toBe(2499);
  });
});

it('without a catalog there is no answer', () => {
  const { response } = evaluate(directory({}).base, read(price('A')), noon);
  expect(response).toBeNull();
});
