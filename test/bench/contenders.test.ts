import { describe, expect, it } from 'vitest';
import { customizeBy, finalizeBy } from './answer.ts';
import { limit } from './contenders/limit.ts';
import { orderTexts, ratebook, shopTexts } from './contenders/ratebook.ts';
import { scan } from './contenders/scan.ts';
import { approvals, type Rate, type Shop, shop, shopOf } from './model.ts';
import { carts, cartsTo, catalogText, finals, products } from './orders.ts';

const catalog = { 'catalog.csv': catalogText };

/** Rows of whole postal codes, and one rate for food. */
const table: Shop = {
  options: [],
  rates: [
    { name: 'Food', percent: '1', country: 'US', class: 'food', priority: 1 },
    ...Array.from({ length: 50 }, (_, index): Rate => {
      const code = String(10_000 + index * 2);
      return { name: `Tax ${code}`, percent: '4', country: 'US', state: 'NY', code, class: 'standard', priority: 1 };
    }),
  ],
};

describe('what the bench compares with gives the answers of Ratebook', () => {
  it.each([
    { what: 'for a shop', one: shop, requests: carts(5) },
    { what: 'for the shop of an account', one: shopOf(3), requests: carts(5) },
    { what: 'for many lines', one: shop, requests: carts(50, 20) },
    { what: 'for a table of postal codes', one: table, requests: cartsTo(table.rates.slice(1), 5, 50) },
  ])('$what', async ({ one, requests }) => {
    const ours = ratebook({ ...shopTexts(one), ...catalog });
    const wanted = requests.map(ours);
    expect(JSON.stringify(wanted)).toContain('rate_data');
    expect(requests.map(customizeBy(limit, one, products))).toEqual(wanted);
    expect(requests.map(customizeBy(scan, one, products))).toEqual(wanted);
  });

  it('for orders to approve, of which every rule declines some', () => {
    const requests = finals(5);
    const ours = ratebook({ ...orderTexts, ...catalog });
    const wanted = requests.map(ours);
    for (const rule of approvals.slice(0, -1)) expect(JSON.stringify(wanted)).toContain(`"reason":"${rule}"`);
    expect(JSON.stringify(wanted)).toContain('application_fee_amount');
    expect(requests.map(finalizeBy(limit, products))).toEqual(wanted);
  });

  it('and offers every option of the shop to some order', () => {
    const decide = limit.customize(shop, products);
    const offered = carts(5).flatMap((request) => {
      const { prices } = decide(request) as { prices: readonly number[] };
      return prices.flatMap((price, option) => (price === -1 ? [] : [option]));
    });
    expect([...new Set(offered)].toSorted()).toEqual(shop.options.map((_, option) => option));
  });
});
