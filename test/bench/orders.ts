/** Requests for the decisions: of many places and carts, as the hooks' reader makes them. */
import { parseHookRequest } from '../../src/stripe/request.ts';
import type { CustomizeRequest, FinalizeRequest } from '../../src/stripe/types.ts';
import { address, customize, finalize, type JsonObject, line } from '../support/requests.ts';
import type { Products } from './facts.ts';
import type { Rate } from './model.ts';

export const moment = Date.parse('2026-11-20T12:00-05:00') / 1000;

const count = 500;

function sku(index: number): string {
  return index % 7 === 3 ? `FOOD-${index}` : `SKU-${index}`;
}

function productOf(index: number): { grams: number; electronics: boolean } {
  return { grams: (index % 9) * 150 + 120, electronics: index % 5 === 0 };
}

export const products: Products = new Map(Array.from({ length: count }, (_, index) => [sku(index), productOf(index)]));

export const catalogText = `id,title,price,weight,product_category,availability\n${[...products]
  .map(([id, { grams, electronics }], index) => {
    const category = electronics ? 'Electronics > Lamps' : 'Things';
    return `${id},Product ${index},${(index % 90) + 1}.99 USD,${grams} g,${category},in_stock`;
  })
  .join('\n')}\n`;

const places: readonly (readonly [country: string, state: string, postal: string, city: string])[] = [
  ['US', 'CA', '90012', 'Los Angeles'],
  ['US', 'CA', '94105', 'San Francisco'],
  ['US', 'NY', '10001', 'New York'],
  ['US', 'TX', '75201', 'Dallas'],
  ['US', 'UT', '84101', 'Salt Lake City'],
  ['US', 'CA', '95814', 'Sacramento'],
  ['US', 'AK', '99501', 'Anchorage'],
  ['CA', 'QC', 'H2X1Y4', 'Montreal'],
  ['CA', 'ON', 'M5V2T6', 'Toronto'],
  ['DE', '', '10115', 'Berlin'],
];

function addressAt(index: number): JsonObject {
  const [country, state, postal, city] = places[index % places.length]!;
  return address({ country, state, postal_code: postal, city });
}

/** Lines of an order, and what they sum up to. Every eighth order is heavy. */
function linesOf(index: number, lines: number): { details: JsonObject[]; subtotal: number } {
  let subtotal = 0;
  const details = Array.from({ length: lines }, (_, at) => {
    const product = (index * 31 + at * 17) % count;
    const price = ((product % 90) + 1) * 100 + 99;
    const quantity = (at % 3) + (index % 8 === 5 ? 12 : 1);
    subtotal += price * quantity;
    const amounts = { unit_amount: price, amount_subtotal: price * quantity, amount_total: price * quantity };
    return line(`li_${at}`, { sku_id: sku(product), quantity, ...amounts });
  });
  return { details, subtotal };
}

/** The body of a customize hook. */
export function cartBody(index: number, lines: number, to = addressAt(index), account?: string): JsonObject {
  const { details, subtotal } = linesOf(index, lines);
  const data = {
    line_item_details: details,
    shipping_details: { address: to },
    amount_subtotal: subtotal,
    amount_total: subtotal,
  };
  return customize(data, { context: account ?? null });
}

function read<T>(body: JsonObject): T {
  const parsed = parseHookRequest(body);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.request as T;
}

/** Orders of `lines` lines from the places that the model knows, and from one that it does not. */
export function carts(lines: number, orders = 80): CustomizeRequest[] {
  return Array.from({ length: orders }, (_, index) => read(cartBody(index, lines)));
}

/** Orders to the places of `rows`, spread over all of them. */
export function cartsTo(rows: readonly Rate[], lines: number, orders = 500): CustomizeRequest[] {
  return Array.from({ length: orders }, (_, index) => {
    const { country, state, code } = rows[Math.trunc((index * rows.length) / orders)]!;
    return read(cartBody(index, lines, address({ country, state: state!, postal_code: code! })));
  });
}

export function accountName(index: number): string {
  return `acct_shop${index}`;
}

/** Orders of accounts in turn. */
export function cartsOf(accounts: number, lines: number): CustomizeRequest[] {
  return Array.from({ length: 1000 }, (_, index) =>
    read(cartBody(index, lines, addressAt(index), accountName((index * 7) % accounts))),
  );
}

/** Orders to approve: every rule declines some. */
export function finals(lines: number, orders = 80): FinalizeRequest[] {
  return Array.from({ length: orders }, (_, index) => {
    const { details, subtotal } = linesOf(index, lines);
    const body = finalize({
      line_items_details: index % 13 === 1 ? [...details, line('li_x', { sku_id: 'GONE' })] : details,
      amount_subtotal: subtotal,
      amount_total: index % 11 === 4 ? subtotal + 200_000 : subtotal + 599,
      email: index % 9 === 2 ? 'someone@mailinator.com' : 'jenny@example.com',
      shipping_details: {
        name: 'Jenny Rosen',
        address: index % 17 === 0 ? address({ country: 'CU' }) : addressAt(index),
      },
      billing_details: { name: 'Jenny Rosen', address: addressAt(index % 11 === 4 ? 9 : index) },
    });
    const card = (body.data as { payment_method_details: { card: JsonObject } }).payment_method_details.card;
    if (index % 5 === 3) card.funding = 'prepaid';
    return read<FinalizeRequest>(body);
  });
}
