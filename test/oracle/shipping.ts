/** The shipping part of an answer. */
import { stepOf } from '../../src/currency.ts';
import type { ShippingOption } from '../../src/rules/model.ts';
import type { CustomizeRequest, ShippingOptionAnswer } from '../../src/stripe/types.ts';
import { type Context, holds } from './condition.ts';
import { promiseOf, type Span } from './delivery.ts';
import { Fraction } from './fraction.ts';
import { currencyOf } from './money.ts';
import { priceOf } from './price.ts';
import { shippingTax } from './taxes.ts';
import { isInTime } from './time.ts';
import { every, Unsettled } from './verdict.ts';
import { fileOf, type World } from './world.ts';

/** What may be sent for a price before tax: as written, and grossed up; `null` where that waits for an address. */
export function taxedAmounts(amount: bigint, world: World): (bigint | null)[] {
  const tax = shippingTax(world);
  if (tax.is === 'as_written') return [amount];
  return [amount, tax.is === 'unplaced' ? null : grossedUp(amount, tax.factor, world)];
}

function grossedUp(amount: bigint, factor: Fraction, world: World): bigint {
  return Fraction.of(amount)
    .times(factor)
    .rounded(BigInt(stepOf(currencyOf(world))));
}

interface Offer {
  answer: ShippingOptionAnswer;
  amount: bigint | null;
  promise: Span | null;
}

/** `shipping_options`; `undefined` where it is left out. */
export function shippingPart(world: World, request: CustomizeRequest): ShippingOptionAnswer[] | undefined {
  const found = fileOf(world, 'shipping');
  if (!found) return undefined;
  const { file, chain } = found;
  const context: Context = { world, chain, ships: file.ships };
  const results = file.options.map((option) => offerOf(option, context, request));
  const offers = results.filter((result) => typeof result !== 'string');
  if (offers.length === 0) {
    if (results.includes('unplaced') || file.if_none === 'omit') return undefined;
    // An option that lacks an address and something else is withheld for want of either.
    if (results.includes('either')) throw new Unsettled();
    return [];
  }
  return sorted(offers, file.sort)
    .slice(0, file.max_options)
    .map(({ answer }) => answer);
}

function offerOf(
  option: ShippingOption,
  context: Context,
  request: CustomizeRequest,
): Offer | 'withheld' | 'unplaced' | 'either' {
  const { world, chain } = context;
  const is = every([option.when ? holds(option.when, context) : 'yes', isInTime(option, world)]);
  if (is !== 'yes') return is === 'unplaced' ? 'unplaced' : 'withheld';
  if (option.use !== undefined) {
    const rate = request.offered.find(({ id }) => id === option.use);
    const amount = rate?.amount ?? null;
    return { answer: { shipping_rate: option.use }, amount: amount === null ? null : BigInt(amount), promise: null };
  }
  const priced = priceOf(option, context);
  const tax = shippingTax(world);
  if (priced.amount === null || tax.is === 'unplaced') {
    const wants = tax.is === 'unplaced' || priced.reasons.has('unplaced');
    const others = [...priced.reasons].some((reason) => reason !== 'unplaced');
    return wants ? (others ? 'either' : 'unplaced') : 'withheld';
  }
  const amount = tax.is === 'times' ? grossedUp(priced.amount, tax.factor, world) : priced.amount;
  const own = priced.delivery ?? option.delivery;
  const promise = own ? promiseOf(own, world, chain) : null;
  const behavior = tax.is === 'times' ? 'inclusive' : tax.always ? tax.behavior : (option.tax_behavior ?? tax.behavior);
  return {
    amount,
    promise,
    answer: {
      shipping_rate_data: {
        display_name: option.name!,
        fixed_amount: { amount: Number(amount), currency: currencyOf(world) },
        tax_behavior: behavior,
        ...(option.tax_code && { tax_code: option.tax_code }),
        metadata: { ...Object.fromEntries(option.metadata), ratebook_option: option.id },
        ...(promise && {
          delivery_estimate: {
            minimum: { unit: promise.unit, value: promise.min },
            maximum: { unit: promise.unit, value: promise.max },
          },
        }),
      },
    },
  };
}

/** Five business days are a week, and a month is 30 days: the specification does not say. */
const hours = { hour: 10, day: 240, business_day: 336, month: 7200 };

function sorted(offers: Offer[], sort: 'as_written' | 'cheapest' | 'fastest'): Offer[] {
  if (sort === 'as_written') return offers;
  const key = ({ amount, promise }: Offer): number[] => {
    if (sort === 'cheapest') return [amount === null ? Number.POSITIVE_INFINITY : Number(amount)];
    if (promise === null) return [Number.POSITIVE_INFINITY, 0];
    return [promise.max * hours[promise.unit], promise.min * hours[promise.unit]];
  };
  // Equal infinities are equal, and the sort is stable.
  const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
  return offers
    .map((offer) => ({ offer, keys: key(offer) }))
    .sort((a, b) => a.keys.map((one, i) => compare(one, b.keys[i]!)).find((order) => order !== 0) ?? 0)
    .map(({ offer }) => offer);
}
