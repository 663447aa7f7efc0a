/** Which shipping options are offered, for how much, how fast. */
import { type Decimal, exact, roundMinor } from '../money.ts';
import type { Delivery, Estimate, Price, ShippingOption, ShippingRules } from '../rules/ruleset.ts';
import { known, type Truth } from '../rules/truth.ts';
import type { OfferedRate, ShippingOptionAnswer, ShippingRateData } from '../stripe/types.ts';
import { applies, type Context, linesTaken } from './condition.ts';
import { promise } from './delivery.ts';
import type { OptionTrace, RateTrace, Withheld } from './explanation.ts';
import type { OrderFacts } from './facts.ts';
import { priceOf } from './price.ts';
import { grossFactor, RateChoice } from './rate-choice.ts';

interface Offer {
  option: ShippingOption;
  sent: ShippingOptionAnswer;
  /** Minor units; `null` for a stored rate that the request does not list. */
  amount: number | null;
  /** As promised at the moment of the order. */
  estimate: Estimate | null;
  trace: OptionTrace | null;
}

export interface ShippingAnswer {
  /** `null`: left out. */
  options: ShippingOptionAnswer[] | null;
  omitted?: 'address' | 'none';
  applied: ShippingOption[];
  /** `null` where nobody asks why. */
  traces: OptionTrace[] | null;
  /** The rates that shipping bears, where they change its price. */
  taxTraces: RateTrace[] | null;
}

/** The options of an order, sorted and cut. `offered`: the rates that the request itself lists. */
export function decideShipping(
  rules: ShippingRules,
  context: Context,
  automaticTax: boolean,
  offered: readonly OfferedRate[],
): ShippingAnswer {
  const shipping = shippingContext(rules, context);
  const { order, why, witness } = shipping;
  // What ships is the business of shipping.yaml: rates see the order as they do for its lines.
  const taxes = shippingTax(context, automaticTax);
  const answer: ShippingAnswer = {
    options: [],
    applied: [],
    traces: why === null ? null : [],
    taxTraces: taxes.traces,
  };
  const offers: Offer[] = [];
  let addressWanted = false;
  for (const option of optionsFor(rules, shipping)) {
    // What comes after the last that is sent is only explained.
    if (why === null && rules.sort === 'as_written' && offers.length === rules.maxOptions) break;
    const trace = why === null ? null : traceOf(option);
    if (trace !== null) answer.traces?.push(trace);
    order.addressWanted = false;
    const made = makeOffer(option, shipping, taxes, offered, trace);
    if (typeof made === 'string') {
      if (made === 'unknown' && order.addressWanted) addressWanted = true;
      if (trace !== null) trace.withheld = made;
    } else offers.push(made);
  }

  const sorted = sortOffers(offers, rules.sort);
  for (let at = 0; at < sorted.length; at++) {
    const { option, sent, amount, trace } = sorted[at]!;
    if (at >= rules.maxOptions) {
      if (trace !== null) trace.withheld = 'limit';
      continue;
    }
    answer.options!.push(sent);
    answer.applied.push(option);
    witness?.used(option.at);
    if (trace === null) continue;
    trace.offered = true;
    trace.amount = amount;
  }
  if (sorted.length === 0) {
    if (addressWanted) return { ...answer, options: null, omitted: 'address' };
    if (rules.ifNone === 'omit') return { ...answer, options: null, omitted: 'none' };
  }
  return answer;
}

/** An option whose condition is false leaves no mark but in an explanation, and with a witness. */
function optionsFor(rules: ShippingRules, { order, why, witness }: Context): readonly ShippingOption[] {
  return why === null && !witness && order.to !== null ? rules.near(order.to) : rules.options;
}

/** Only the lines that ship count for price, weight and quantity. */
function shippingContext(rules: ShippingRules, context: Context): Context {
  if (rules.ships === null) return context;
  return { ...context, counted: linesTaken(rules.ships, context.order.lines, context) };
}

/** How tax enters the price of an option. */
interface ShippingTax {
  /** `null`: the price is sent as written. */
  factor: Decimal | null;
  /** The rates wait for an address. */
  addressWanted: boolean;
  /** Of a price that is sent as written, where the option does not say. */
  behavior: 'inclusive' | 'exclusive';
  /** Whether shipping is taxed here, so that what the option says does not count. */
  taxed: boolean;
  traces: RateTrace[] | null;
}

const asWritten = {
  inclusive: { factor: null, addressWanted: false, behavior: 'inclusive', taxed: false, traces: null },
  exclusive: { factor: null, addressWanted: false, behavior: 'exclusive', taxed: false, traces: null },
} as const satisfies Record<ShippingTax['behavior'], ShippingTax>;

function shippingTax(context: Context, automaticTax: boolean): ShippingTax {
  const { taxes } = context.order.rules;
  const behavior = taxes?.pricesIncludeTax ? 'inclusive' : 'exclusive';
  if (taxes === null || !taxes.shipping.taxed || automaticTax) return asWritten[behavior];
  const { rates, addressWanted, trace } = new RateChoice(taxes, context).of(taxes.shipping.class, null);
  const factor = grossFactor(rates);
  const taxed = factor !== null;
  // A price that holds the tax already needs no rates, and so no address.
  if (taxes.pricesIncludeTax) return { ...asWritten[behavior], taxed };
  if (taxed) for (const { rate } of rates) context.witness?.used(rate.at);
  return { factor, addressWanted, behavior, taxed, traces: trace };
}

function makeOffer(
  option: ShippingOption,
  context: Context,
  taxes: ShippingTax,
  offered: readonly OfferedRate[],
  trace: OptionTrace | null,
): Offer | Withheld {
  const { order, why } = context;
  if (why !== null) why.reason = null;
  const truth = applies(option, context);
  if (truth !== 'true') {
    if (trace !== null && why?.reason) trace.why = why.reason;
    return truth === 'false' ? 'when' : 'unknown';
  }
  if (option.use !== null) {
    const amount = offered.find((rate) => rate.id === option.use)?.amount ?? null;
    return { option, sent: { shipping_rate: option.use }, amount, estimate: null, trace };
  }
  const priced = sentPrice(option as ShippingOption & { price: Price }, context, taxes, trace);
  if ('withheld' in priced) {
    if (trace !== null && priced.withheld === 'unknown' && why?.reason) trace.why = why.reason;
    return priced.withheld;
  }
  const { amount } = priced;
  const data: ShippingRateData = {
    display_name: option.name,
    fixed_amount: { amount, currency: order.request.currency },
    tax_behavior: taxes.taxed ? 'inclusive' : (option.taxBehavior ?? taxes.behavior),
  };
  if (option.taxCode !== null) data.tax_code = option.taxCode;
  data.metadata = option.metadata;
  const delivery = priced.delivery ?? option.delivery;
  let estimate: Estimate | null = null;
  if (delivery !== null) {
    const promised = promise(delivery, order, order.rules.businessDays);
    estimate = promised.estimate;
    data.delivery_estimate = estimate;
    if (trace !== null) {
      const { minimum, maximum } = estimate;
      const { added } = promised;
      trace.delivery = { min: minimum.value, max: maximum.value, unit: minimum.unit };
      if (added.leaving + added.holidays > 0) trace.delivery.added = added;
    }
  }
  return { option, sent: { shipping_rate_data: data }, amount, estimate, trace };
}

/** The price as it is sent: grossed up where shipping is taxed on top. */
function sentPrice(
  option: ShippingOption & { price: Price },
  context: Context,
  taxes: ShippingTax,
  trace: OptionTrace | null,
): { amount: number; delivery: Delivery | null } | { withheld: Withheld } {
  const priced = priceOf(option, context, trace);
  if ('withheld' in priced) return priced;
  const delivery = priced.row?.delivery ?? null;
  const { order } = context;
  if (taxes.addressWanted) {
    order.addressWanted = true;
    return { withheld: 'unknown' };
  }
  if (taxes.factor === null) return { amount: priced.amount, delivery };
  const amount = roundMinor(exact(priced.amount).times(taxes.factor), order.request.currency);
  if (amount === null) return { withheld: 'price' };
  trace?.steps.push({ what: `tax × ${taxes.factor}`, result: String(amount) });
  return { amount, delivery };
}

function sortOffers(offers: readonly Offer[], sort: ShippingRules['sort']): readonly Offer[] {
  if (sort === 'as_written' || offers.length < 2) return offers;
  const keys = sort === 'cheapest' ? [({ amount }: Offer) => amount ?? Infinity] : [longest, shortest];
  // The sort is stable: equals stay as written.
  return [...offers].sort((a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

// In minutes, for the order of options only: a month is taken for 30 days, five business days for a week.
const minutesIn = { hour: 60, day: 1440, business_day: 2016, month: 43_200 } as const;
const longest = ({ estimate }: Offer): number => (estimate === null ? Infinity : minutesOf(estimate.maximum));
const shortest = ({ estimate }: Offer): number => (estimate === null ? Infinity : minutesOf(estimate.minimum));

function minutesOf({ unit, value }: Estimate['minimum']): number {
  return value * minutesIn[unit];
}

function traceOf(option: ShippingOption): OptionTrace {
  return {
    id: option.id,
    at: option.at,
    name: option.use === null ? option.name : option.use,
    offered: false,
    amount: null,
    delivery: null,
    steps: [],
    surcharges: [],
  };
}

/**
 * Whether the order's shipping amount is that of an option whose `when` holds now. Whether Stripe Tax was at work when
 * the options were sent is not in a finalize request, so the amount may be either of the two that could have been sent.
 */
export function isShippingOffered(order: OrderFacts): Truth {
  const { rules } = order;
  const { shipping: amount } = order.request;
  if (rules.shipping === null || amount === null) return 'unknown';
  const whole: Context = { order, counted: order.lines, why: null };
  const context = shippingContext(rules.shipping, whole);
  const ways = [shippingTax(whole, false), shippingTax(whole, true)];
  const wantedBefore = order.addressWanted;
  let unknown = false;
  let found = false;
  for (const option of optionsFor(rules.shipping, context)) {
    const truth = applies(option, context);
    if (truth === 'unknown' || (truth === 'true' && option.use !== null)) unknown = true;
    if (truth !== 'true' || option.use !== null) continue;
    for (const taxes of ways) {
      const sent = sentPrice(option as ShippingOption & { price: Price }, context, taxes, null);
      if ('withheld' in sent) unknown ||= sent.withheld === 'unknown';
      else found ||= sent.amount === amount;
    }
  }
  order.addressWanted = wantedBefore;
  return found ? 'true' : unknown ? 'unknown' : known(false);
}
