import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directory, explainedFinalize, finalized, type Order, problemsOf, type Texts } from '../support/decide.ts';

const fees = (list: string, more = ''): Texts => ({ 'fees.yaml': `fees:\n${list.replace(/^ */gm, '  ')}\n${more}` });
const one = (keys: string, more = ''): Texts => fees(`- { id: f, ${keys} }`, more);
const feeOf = (files: Texts, order: Order = {}): number =>
  finalized(directory(files), order).application_fee_details?.application_fee_amount ?? 0;
const notesOf = (files: Texts, order: Order = {}): string[] =>
  explainedFinalize(directory(files), order).explanation!.fees!.notes;

const tenAndThirty: Order = {
  lines: [
    ['A', 1, 1000],
    ['B', 3, 1000],
  ],
};

describe('a fee', () => {
  it.each([
    ['percent: 2.9, fixed: 0.30', 146],
    ['percent: 10', 400],
    ['fixed: 0.30', 30],
    ['percent: 10, min: 5.00', 500],
    ['percent: 10, max: 3.00', 300],
    ['percent: 0', 0],
    ['percent: 10, items: { sku: B }', 300],
    ['percent: 10, items: { sku: B }, of: subtotal', 300],
    ['percent: 10, items: { sku: C }', 0],
    ['percent: 10, when: { total: { over: 47.00 } }', 0],
    ['percent: 10, when: { total: { min: 47.00 } }', 400],
    ['percent: 10, of: shipping', 50],
    ['percent: 10, of: total_without_tax', 450],
    ['percent: 10, of: total', 470],
  ])('of { %s } is %i', (keys, expected) => {
    const data = { amount_total: 4700, total_details: { amount_discount: 0, amount_shipping: 500, amount_tax: 200 } };
    expect(feeOf(one(keys), { ...tenAndThirty, data })).toBe(expected);
  });

  it.each([
    [50, 'percent: 1', 1],
    [49, 'percent: 1', 0],
    [150, 'percent: 1', 2],
  ])('of %i cents at { %s } is %i: rounded once, half-up', (unitAmount, keys, expected) => {
    expect(feeOf(one(keys), { lines: [['A', 1, unitAmount]] })).toBe(expected);
  });

  it('is rounded after the groups are added, not before', () => {
    const three = fees(
      '- { id: a, group: a, percent: 0.4 }\n- { id: b, group: b, percent: 0.4 }\n- { id: c, group: c, percent: 0.4 }',
    );
    // 3 × 0.4 = 1.2
    expect(feeOf(three, { lines: [['A', 1, 100]] })).toBe(1);
  });

  it.each([
    ['jpy', 10, 1],
    ['isk', 10_000, 1000],
    ['kwd', 5120, 510],
  ])('in %s is in the smallest amounts that Stripe takes', (currency, unitAmount, expected) => {
    expect(feeOf(one('percent: 10'), { lines: [['A', 1, unitAmount]], data: { currency } })).toBe(expected);
  });

  it('is of what is left after discounts, unless it says otherwise', () => {
    const order: Order = {
      ...tenAndThirty,
      data: { total_details: { amount_discount: 1000, amount_shipping: 0, amount_tax: 0 } },
    };
    expect(feeOf(one('percent: 10'), order)).toBe(300);
    expect(feeOf(one('percent: 10, of: subtotal'), order)).toBe(400);
  });

  it('of 0 is not sent at all', () => {
    expect(finalized(directory(one('percent: 0')))).toEqual({});
  });

  it('is never more than the total', () => {
    expect(feeOf(one('fixed: 50.00'))).toBe(1000);
    expect(notesOf(one('fixed: 50.00'))).toEqual(['cut_to_total']);
  });

  it('on a total that is not told is at most what the lines come to', () => {
    expect(feeOf(one('fixed: 50.00'), { data: { amount_total: null } })).toBe(1000);
  });
});

describe('a fee that cannot be known', () => {
  it.each([
    ['of: total', { amount_total: null }],
    ['of: shipping', { total_details: { amount_discount: 0 } }],
    [
      'of: total_without_tax',
      { total_details: null, line_item_details: [{ id: 'l', quantity: 1, unit_amount: 1000 }] },
    ],
  ])('for { %s } is not taken, and that is noted', (of, data) => {
    const files = one(`percent: 10, ${of}`);
    expect(feeOf(files, { data })).toBe(0);
    expect(notesOf(files, { data })).toEqual(['fee_unknown']);
  });

  it('in the order’s currency is not taken', () => {
    const files = {
      ...one('percent: 10, fixed: { usd: 0.30, eur: 0.25 }'),
      'settings.yaml': 'currency: usd\ncurrencies: [usd, eur]\n',
    };
    expect(feeOf(files, { data: { currency: 'eur' } })).toBe(125);
    expect(feeOf(files, { data: { currency: 'gbp' } })).toBe(0);
    expect(notesOf(files, { data: { currency: 'gbp' } })).toEqual(['fee_unknown']);
  });

  it('in a currency of the settings is an error of the file', () => {
    const files = { ...one('percent: 10, fixed: 0.30'), 'settings.yaml': 'currency: usd\ncurrencies: [usd, eur]\n' };
    expect(problemsOf(files)).toEqual(['fees.yaml:2:34 error missing-currency']);
  });
});

describe('groups', () => {
  it('each line goes to the first fee that takes it', () => {
    const list =
      '- { id: b, items: { sku: B }, percent: 10 }\n- { id: rest, percent: 1 }\n- { id: never, percent: 50 }';
    const { explanation } = explainedFinalize(directory(fees(list)), tenAndThirty);
    expect(feeOf(fees(list), tenAndThirty)).toBe(310);
    expect(explanation?.fees?.fees.map(({ id, verdict, lines }) => [id, verdict, lines])).toEqual([
      ['b', 'applied', ['li_2']],
      ['rest', 'applied', ['li_1']],
      ['never', 'no_lines', []],
    ]);
  });

  it('a fee whose condition does not hold leaves its lines to the next', () => {
    const list = '- { id: pro, when: { account: acct_pro }, percent: 1 }\n- { id: plan, percent: 3 }';
    expect(feeOf(fees(list), { ...tenAndThirty, account: 'acct_pro' })).toBe(40);
    expect(feeOf(fees(list), { ...tenAndThirty, account: 'acct_x' })).toBe(120);
    expect(feeOf(fees(list), tenAndThirty)).toBe(120);
  });

  it('are added', () => {
    const list = '- { id: a, group: one, percent: 1 }\n- { id: b, group: two, percent: 2 }';
    expect(feeOf(fees(list), tenAndThirty)).toBe(120);
  });

  it.each([
    ['limit: { max: 1.00 }', 100, ['limit_max']],
    ['limit: { min: 9.00 }', 900, ['limit_min']],
    ['limit: { min: 0.10, max: 9.00 }', 400, []],
  ])('%s holds their sum to %i', (limit, expected, notes) => {
    expect(feeOf(one('percent: 10', limit), tenAndThirty)).toBe(expected);
    expect(notesOf(one('percent: 10', limit), tenAndThirty)).toEqual(notes);
  });

  it('a limit makes no fee where none applies', () => {
    expect(feeOf(one('percent: 10, when: { quantity: 99 }', 'limit: { min: 9.00 }'))).toBe(0);
  });
});

describe('tiers', () => {
  const tiers = (graduated: boolean): Texts =>
    one(
      `graduated: ${graduated}, tiers: [ { up_to: 100, percent: 1 }, { up_to: 200, percent: 2, fixed: 1 }, { percent: 3 } ]`,
    );
  it.each([
    [10000, 100, 100],
    [10001, 300, 200],
    [20000, 500, 400],
    [20001, 600, 400],
    [30000, 900, 700],
  ])('on %i: %i by the tier it falls in, %i graduated', (amount, plain, graduated) => {
    const order: Order = { lines: [['A', 1, amount]] };
    expect(feeOf(tiers(false), order)).toBe(plain);
    expect(feeOf(tiers(true), order)).toBe(graduated);
  });
});

describe('a transfer', () => {
  const sent = (files: Texts, order: Order = {}) => finalized(directory(files), order).application_fee_details;
  it('is sent beside the fee', () => {
    expect(sent(one('percent: 10', 'transfer: { percent: 90, of: total }'))).toEqual({
      application_fee_amount: 100,
      transfer_data: { amount: 900 },
    });
    expect(sent(one('percent: 10', 'transfer: { amount: 2.50 }'))?.transfer_data).toEqual({ amount: 250 });
  });

  it('is cut to the total, and not sent without a fee', () => {
    expect(sent(one('percent: 10', 'transfer: { amount: 99 }'))?.transfer_data).toEqual({ amount: 1000 });
    expect(sent(one('percent: 0', 'transfer: { amount: 2.50 }'))).toBeUndefined();
  });
});

describe('laws', () => {
  const percent = fc.nat({ max: 1_000_000 }).map((n) => (n / 10_000).toFixed(4));
  const amount = fc.integer({ min: 1, max: 10 ** 9 });

  it('a fee is a whole number from 0 to the total, and does not fall when its percent rises', () => {
    fc.assert(
      fc.property(percent, percent, fc.nat({ max: 9999 }), amount, (p, q, fixed, total) => {
        const [low, high] = Number(p) <= Number(q) ? [p, q] : [q, p];
        const fee = (percent: string): number =>
          feeOf(one(`percent: ${percent}, fixed: ${(fixed / 100).toFixed(2)}`), { lines: [['A', 1, total]] });
        const [less, more] = [fee(low), fee(high)];
        expect(Number.isInteger(less) && less >= 0 && more <= total).toBe(true);
        expect(less).toBeLessThanOrEqual(more);
      }),
    );
  });

  it('a line split in two pays the same percent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), amount, (a, b, price) => {
        const whole = feeOf(one('percent: 2.9'), { lines: [['A', a + b, price]] });
        const split = feeOf(one('percent: 2.9'), {
          lines: [
            ['A', a, price],
            ['A', b, price],
          ],
        });
        expect(split).toBe(whole);
      }),
    );
  });
});
