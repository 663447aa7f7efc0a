/** Arbitrary orders, and the requests in which they arrive: whole, or with gaps. */
import fc from 'fast-check';
import { parseHookRequest } from '../../src/stripe/request.ts';
import type { HookRequest } from '../../src/stripe/types.ts';
import type { JsonObject } from '../support/requests.ts';

export interface OrderLine {
  sku: string;
  quantity: number;
  unit: number;
  /** At most what the line costs. */
  discount: number;
  tax: number;
  /** What the request does not say of it: a key of `sent` below. */
  gaps: string[];
}

/** An order as it is; `gaps` names what its request leaves out. Totals are the sums of the lines. */
export interface Order {
  hook: 'customize' | 'finalize';
  /** Of the currencies of the directory; past the last: another one. */
  currency: number;
  account: string;
  livemode: boolean;
  automaticTax: boolean;
  to: Address;
  billTo: Address;
  lines: OrderLine[];
  shipping: number;
  payment: { type: string; brand: string; funding: string; country: string; wallet: string; iin: string };
  email: string;
  phone: string;
  name: string;
  gaps: string[];
  /** Unix seconds. */
  moment: number;
}

interface Address {
  country: string;
  state: string;
  city: string;
  postal_code: string;
}

const lineGaps = ['sku_id', 'name', 'unit_amount', 'amount_subtotal', 'amount_discount', 'amount_tax', 'amount_total'];
const orderGaps = [
  ...['amount_subtotal', 'amount_total', 'amount_discount', 'amount_shipping', 'amount_tax', 'discounts'],
  ...['to', 'to.state', 'to.city', 'to.postal_code', 'to.half', 'bill_to', 'bill_to.state', 'bill_to.city'],
  ...['bill_to.postal_code', 'payment', 'type', 'brand', 'funding', 'country', 'wallet', 'iin', 'email', 'phone'],
  ...['name', 'livemode', 'context'],
];

/** Few at a time, and often none. */
const some = (gaps: string[]): fc.Arbitrary<string[]> =>
  fc.oneof(fc.constant<string[]>([]), fc.uniqueArray(fc.constantFrom(...gaps), { maxLength: 3 }));

const address: fc.Arbitrary<Address> = fc
  .constantFrom(
    ...['US/CA/San José/94016', 'US/California/SAN-JOSE/94016-1234', 'US/ca/San Jose/94555', 'US/NY/New York/10001'],
    ...[
      'US/AK/Juneau/99801',
      'US/TX/Yorktown/94015',
      'CA/ON/Toronto/M5V 3L9',
      'CA/QC/Montréal/K1N 8S7',
      'AT/Wien/Wien/1010',
    ],
    ...[
      'GB/Scotland/Aberdeen/AB12 3CD',
      'GB/England/London/SW1A 1AA',
      'UK/England/London/SW1P 2AA',
      'FR/IDF/Paris/75001',
    ],
    ...['DE/Berlin/Berlin/10115', 'DE/BY/München/80331', 'JP/Tokyo/Tokyo/100-0001'],
  )
  .map((text) => {
    const [country, state, city, postal_code] = text.split('/') as [string, string, string, string];
    return { country, state, city, postal_code };
  });

const line: fc.Arbitrary<OrderLine> = fc
  .record({
    sku: fc.constantFrom('A', 'B', 'FOOD-1', 'FOOD-2', 'GIFT-1', '0012', 'ZZ'),
    quantity: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 })),
    unit: fc.oneof(fc.constantFrom(0, 500, 1000, 1999, 10_000), fc.nat(30_000)),
    discount: fc.oneof(fc.constant(0), fc.nat(2000)),
    tax: fc.constantFrom(0, 0, 80, 199),
    gaps: some(lineGaps),
  })
  .map(({ discount, ...one }) => ({ ...one, discount: Math.min(discount, one.unit * one.quantity) }));

const moment = fc.oneof(
  fc.constantFrom(
    ...['2026-03-08T02:30-05:00', '2026-11-01T01:30-04:00', '2026-11-20T12:00Z', '2026-11-25T15:00-05:00'].map(
      (time) => Date.parse(time) / 1000,
    ),
  ),
  fc.integer({ min: 1_767_225_600, max: 1_798_761_599 }),
);

/** Orders of up to five lines, and in few runs of none. */
export const orders: fc.Arbitrary<Order> = fc.record({
  hook: fc.constantFrom('customize', 'finalize'),
  currency: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  account: fc.constantFrom('acct_one', 'acct_two', 'acct_vip_7', 'acct_other'),
  livemode: fc.boolean(),
  automaticTax: fc.nat(9).map((one) => one === 0),
  to: address,
  billTo: address,
  lines: fc.oneof({ weight: 19, arbitrary: fc.array(line, { minLength: 1, maxLength: 5 }) }, fc.constant([])),
  shipping: fc.constantFrom(0, 150, 599, 1000),
  payment: fc.record({
    type: fc.constantFrom('card', 'klarna'),
    brand: fc.constantFrom('visa', 'master_card'),
    funding: fc.constantFrom('prepaid', 'credit', 'debit'),
    country: fc.constantFrom('US', 'DE'),
    wallet: fc.constantFrom('apple_pay', 'link'),
    iin: fc.constantFrom('424242', '400012'),
  }),
  email: fc.constantFrom('Ann@Shop.example', 'bob@mail.example'),
  phone: fc.constantFrom('+15555550123', '+4930123456'),
  name: fc.constantFrom('Jenny Rosen', 'Test'),
  gaps: some(orderGaps),
  moment,
}) as fc.Arbitrary<Order>;

/** The same order with nothing left out. */
export function whole(order: Order): Order {
  return { ...order, gaps: [], lines: order.lines.map((one) => ({ ...one, gaps: [] })) };
}

/** `sent` without what `gaps` names. */
function without(sent: JsonObject, gaps: readonly string[], prefix = ''): JsonObject {
  return Object.fromEntries(Object.entries(sent).filter(([key]) => !gaps.includes(prefix + key)));
}

/** The JSON in which an order arrives, under a directory that sells in these currencies. */
export function jsonOf(order: Order, currencies: readonly string[]): JsonObject {
  const { gaps, hook, payment } = order;
  const has = (name: string): boolean => !gaps.includes(name);
  const lines = order.lines.map((one, index) => {
    const subtotal = one.unit * one.quantity;
    const sent = {
      ...{ id: `li_${index}`, sku_id: one.sku, name: `Blanket ${one.sku}`, quantity: one.quantity },
      ...{ unit_amount: one.unit, amount_subtotal: subtotal, amount_discount: one.discount, amount_tax: one.tax },
      amount_total: subtotal - one.discount + one.tax,
    };
    return without(sent, one.gaps);
  });
  const sum = (of: (one: OrderLine) => number): number => order.lines.reduce((total, one) => total + of(one), 0);
  const [subtotal, discount, tax] = [
    sum((one) => one.unit * one.quantity),
    sum((one) => one.discount),
    sum((one) => one.tax),
  ];
  const amounts = { amount_subtotal: subtotal, amount_total: subtotal - discount + tax + order.shipping };
  const to = { ...order.to, postal_code: has('to.half') ? order.to.postal_code : half(order.to) };
  const card = {
    ...without({ brand: payment.brand, funding: payment.funding, country: payment.country, iin: payment.iin }, gaps),
    ...(has('wallet') && { wallet: { type: payment.wallet } }),
  };
  const data: JsonObject = {
    ...{ currency: currencies[order.currency] ?? 'huf', line_item_details: lines },
    ...without(amounts, gaps),
    total_details: without({ amount_discount: discount, amount_shipping: order.shipping, amount_tax: tax }, gaps),
    shipping_details: {
      ...(has('to') && { address: without({ ...to }, gaps, 'to.') }),
      ...(hook === 'finalize' && has('name') && { name: order.name }),
      ...(hook === 'customize' && { shipping_rates: [{ id: 'shr_stored', fixed_amount: { amount: 700 } }] }),
    },
    ...(has('bill_to') && { billing_details: { address: without({ ...order.billTo }, gaps, 'bill_to.') } }),
    ...(has('discounts') && discount > 0 && { discounts: [{ id: 'di_1' }] }),
    ...(hook === 'customize'
      ? { automatic_tax: { enabled: order.automaticTax } }
      : {
          ...(has('payment') && { payment_method_details: { ...(has('type') && { type: payment.type }), card } }),
          ...without({ email: order.email, phone: order.phone }, gaps),
        }),
  };
  return {
    ...{ id: 'evt_1', type: `v1.delegated_checkout.${hook}_checkout`, data },
    ...(has('livemode') && { livemode: order.livemode }),
    ...(has('context') && { context: order.account }),
  };
}

/** What wallets leave of a postal code. */
function half({ country, postal_code: code }: Address): string {
  return /^(?:GB|UK|CA|IE)$/.test(country) ? code.split(' ')[0]! : code;
}

/** The request of an order, as the service reads it. */
export function requestOf(order: Order, currencies: readonly string[]): HookRequest {
  const parsed = parseHookRequest(JSON.parse(JSON.stringify(jsonOf(order, currencies))));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.request;
}
