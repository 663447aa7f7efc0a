/** Random hook requests as Stripe sends them, with parts that are missing, null or empty. */
import type { Json, JsonObject } from '../support/requests.ts';
import { accountIds, changedMoments, countries, currencies, days, emails, lands, offsets, skus } from './alphabet.ts';
import type { Random } from './random.ts';

/** A moment beside a clock change, a cutoff or a holiday, as Unix seconds. */
export function writeMoment(random: Random): number {
  if (random.chance(0.3)) return Date.parse(random.pick(changedMoments)) / 1000 + random.pick([-1, 0, 1, 60]);
  const hour = String(random.whole(0, 23)).padStart(2, '0');
  const minute = random.pick(['00:00', '00:01', '29:59', '30:00', '30:01', '59:59']);
  return Date.parse(`${random.pick(days)}T${hour}:${minute}${random.pick(offsets)}`) / 1000;
}

export function writeRequest(random: Random): JsonObject {
  const kind = random.next();
  const envelope: JsonObject = {
    id: 'evt_1',
    livemode: missing(random, 0.1, random.chance(0.5)),
    context: random.chance(0.5) ? null : random.pick(accountIds),
  };
  if (kind < 0.03) {
    const data = { sku_id: random.pick([...skus, 'Z']) };
    return { ...envelope, type: 'delegated_commerce.product_price_availability', data };
  }
  const hook = kind < 0.55 ? 'customize' : 'finalize';
  return { ...envelope, type: `v1.delegated_checkout.${hook}_checkout`, data: data(random, hook) };
}

/** The value, or one of the ways in which there is none. */
function missing(random: Random, probability: number, value: Json): Json {
  return random.chance(probability) ? null : value;
}

function data(random: Random, hook: 'customize' | 'finalize'): JsonObject {
  const currency = random.chance(0.7) ? 'usd' : random.pick([...currencies, 'eur']);
  const lines = random.list(random.chance(0.03) ? 0 : 1, 4, (index) => line(random, index));
  const sum = (key: string): number => lines.reduce((all, one) => all + Number(one[key] ?? 0), 0);
  const [subtotal, discount] = [sum('amount_subtotal'), sum('amount_discount')];
  const shipping = random.pick([0, 100, 250, 499, 500, 999, 1000, 525, 1235]);
  const totals = {
    amount_discount: missing(random, 0.3, random.chance(0.8) ? discount : discount + 100),
    amount_shipping: missing(random, 0.2, shipping),
    amount_tax: missing(random, 0.3, random.pick([0, 100, 725])),
  };
  const both: JsonObject = {
    currency: random.chance(0.05) ? currency.toUpperCase() : currency,
    line_item_details: lines,
    shipping_details: missing(random, 0.08, {
      address: missing(random, 0.05, address(random)),
      ...random.maybe(0.5, 'name', () => random.pick(['Jenny Rosen', 'jack', ''])),
      shipping_rates: [{ id: 'shr_1', fixed_amount: { amount: 500, currency } }],
    }),
    amount_subtotal: missing(random, 0.3, random.chance(0.9) ? subtotal : subtotal + 500),
    amount_total: missing(random, 0.2, Math.max(0, subtotal - discount) + shipping),
    total_details: missing(random, 0.15, totals),
    billing_details: missing(random, 0.4, { address: missing(random, 0.2, address(random)), name: 'J. Rosen' }),
    ...random.maybe(0.2, 'discounts', (): Json => random.pick([[], [{ id: 'di_1' }]])),
  };
  if (hook === 'customize') return { ...both, automatic_tax: { enabled: random.chance(0.12) } };
  return {
    ...both,
    payment_method_details: missing(random, 0.15, payment(random)),
    email: missing(random, 0.2, random.pick([...emails, ''])),
    phone: missing(random, 0.3, '+15555550123'),
  };
}

function line(random: Random, index: number): JsonObject {
  const quantity = random.pick([1, 1, 2, 3, 6]);
  const unit = random.pick([0, 99, 500, 1000, 1000, 2499, 2500, 10000, 123_456_789]);
  const subtotal = unit * quantity;
  const discount = random.pick([0, 0, 0, 10, 100]);
  return {
    id: `li_${index + 1}`,
    sku_id: missing(random, 0.08, random.pick([...skus, 'Z'])),
    name: missing(random, 0.1, random.pick(['Blanket', 'Box'])),
    quantity,
    unit_amount: missing(random, 0.1, unit),
    amount_subtotal: missing(random, 0.2, subtotal),
    amount_discount: missing(random, 0.25, Math.min(discount, subtotal)),
    amount_tax: missing(random, 0.3, random.pick([0, 50])),
    amount_total: missing(random, 0.2, subtotal),
  };
}

function address(random: Random): JsonObject {
  const country = random.pick(countries);
  const { states, cities, postal } = lands[country].at;
  const sent = random.chance(0.05)
    ? random.pick(['', 'JP', 'UK', 'ES'])
    : random.chance(0.1)
      ? country.toLowerCase()
      : country;
  return {
    country: sent,
    state: missing(random, 0.2, random.pick(states)),
    city: missing(random, 0.2, random.pick(cities)),
    postal_code: missing(random, 0.15, random.pick([...postal, ''])),
    line1: '1 Main St',
  };
}

function payment(random: Random): JsonObject {
  if (random.chance(0.15)) return { type: 'klarna' };
  return {
    type: 'card',
    card: {
      brand: random.pick(['visa', 'master_card', 'amex']),
      country: missing(random, 0.2, random.pick(['US', 'GB', 'DE'])),
      funding: random.pick(['credit', 'debit', 'prepaid']),
      iin: missing(random, 0.3, '424242'),
      wallet: missing(random, 0.6, { type: 'apple_pay' }),
    },
  };
}
