/**
 * What an answer means in money, measured alike on both sides. Orders are not followed: an order that was asked about
 * three times while the cart was filled counts three times in shipping and tax, so these two are estimates that compare
 * rules, not books.
 */
import { type Decimal, exact, percentOf, roundMinor } from '../money.ts';
import type {
  CustomizeRequest,
  CustomizeResponse,
  FinalizeRequest,
  FinalizeResponse,
  HookRequest,
  HookResponse,
  TaxRateAnswer,
} from '../stripe/types.ts';

/** Minor units of the request's currency, and counts. */
export interface Money {
  /** Answers to customize, and what they charge for shipping and tax. */
  answers: number;
  shipping: number;
  tax: number;
  /** Answers to finalize: the fees of those that are not declined, and how many are, for how much. */
  orders: number;
  fees: number;
  declines: number;
  declined: number;
  /** Hooks that are refused. */
  refused: number;
}

export const moneyKeys = ['shipping', 'tax', 'fees', 'declined'] as const;
export const countKeys = ['answers', 'orders', 'declines', 'refused'] as const;

/** `chosen`: the option that the customer has chosen; `null` where that is not known. */
export function moneyOf(request: HookRequest, response: HookResponse | null, chosen: string | null): Money | null {
  if (request.hook === 'price') return null;
  const money: Money = { answers: 0, shipping: 0, tax: 0, orders: 0, fees: 0, declines: 0, declined: 0, refused: 0 };
  if (request.hook === 'customize') money.answers = 1;
  else money.orders = 1;
  if (response === null) return { ...money, refused: 1 };
  return request.hook === 'customize'
    ? { ...money, ...offered(request, response as CustomizeResponse, chosen) }
    : { ...money, ...taken(request, response as FinalizeResponse) };
}

function offered(request: CustomizeRequest, response: CustomizeResponse, chosen: string | null): Partial<Money> {
  return { shipping: shippingOf(request, response, chosen), tax: taxOf(request, response) };
}

/** The price of the option that is chosen, or where that is not offered (any more) of the first. */
function shippingOf(request: CustomizeRequest, response: CustomizeResponse, chosen: string | null): number {
  const options = response.shipping_options ?? [];
  const isChosen = (option: (typeof options)[number]): boolean =>
    'shipping_rate_data' in option && option.shipping_rate_data.metadata?.ratebook_option === chosen;
  const option = (chosen === null ? undefined : options.find(isChosen)) ?? options[0];
  if (option === undefined) return 0;
  if ('shipping_rate_data' in option) return option.shipping_rate_data.fixed_amount.amount;
  // A stored rate counts where the request tells its amount.
  return request.offered.find(({ id }) => id === option.shipping_rate)?.amount ?? 0;
}

/** The tax on each line by each of its rates, rounded half-up: what is added, or what the price contains. */
function taxOf(request: CustomizeRequest, { line_items: lines = [] }: CustomizeResponse): number {
  let tax = 0;
  for (const [index, { tax_rates: rates }] of lines.entries()) {
    const line = request.lines[index];
    if (rates.length === 0 || line === undefined) continue;
    const subtotal = line.subtotal ?? (line.unitAmount === null ? null : line.unitAmount * line.quantity);
    if (subtotal === null) continue;
    for (const amount of taxesOn(subtotal - (line.discount ?? 0), rates)) {
      tax += roundMinor(amount, request.currency) ?? 0;
    }
  }
  return tax;
}

/** Stored rates count nothing: an answer does not tell their percent. */
function taxesOn(base: number, rates: readonly TaxRateAnswer[]): Decimal[] {
  if (base <= 0) return [];
  const told = rates.flatMap((rate) => ('rate_data' in rate ? [rate.rate_data] : []));
  const percents = told.map(({ percentage }) => exact(String(percentage)));
  const contained = percents.reduce((sum, percent, at) => (told[at]!.inclusive ? sum.plus(percent) : sum), exact(100));
  return percents.map((percent, at) =>
    told[at]!.inclusive ? percent.times(base).dividedBy(contained) : percentOf(base, percent),
  );
}

function taken(request: FinalizeRequest, response: FinalizeResponse): Partial<Money> {
  if (response.manual_approval_details?.type === 'declined') return { declines: 1, declined: request.total ?? 0 };
  return { fees: response.application_fee_details?.application_fee_amount ?? 0 };
}

/** A sum of whole numbers that may grow past 2^53. */
export type Whole = bigint;

export interface Sums {
  account: string | null;
  /** Of the shipping address; `null` where there is none. */
  country: string | null;
  currency: string;
  before: Record<keyof Money, Whole>;
  after: Record<keyof Money, Whole>;
}

/** Sums by account, country and currency: currencies are never added together. */
export class MoneySums {
  readonly #sums = new Map<string, Sums>();

  add(request: HookRequest, before: Money | null, after: Money | null): void {
    if (request.hook === 'price' || before === null || after === null) return;
    const { account, currency } = request;
    const country = request.shipTo?.country ?? null;
    const key = `${account} ${country} ${currency}`;
    let sums = this.#sums.get(key);
    if (sums === undefined) {
      sums = { account, country, currency, before: nothing(), after: nothing() };
      this.#sums.set(key, sums);
    }
    for (const name of [...moneyKeys, ...countKeys]) {
      sums.before[name] += BigInt(before[name]);
      sums.after[name] += BigInt(after[name]);
    }
  }

  /** Sorted by account, country, currency. */
  get all(): Sums[] {
    return [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sums]) => sums);
  }

  /** By currency alone, sorted. */
  get totals(): Sums[] {
    const totals = new Map<string, Sums>();
    for (const { currency, before, after } of this.all) {
      const total = totals.get(currency) ?? {
        account: null,
        country: null,
        currency,
        before: nothing(),
        after: nothing(),
      };
      totals.set(currency, total);
      for (const name of [...moneyKeys, ...countKeys]) {
        total.before[name] += before[name];
        total.after[name] += after[name];
      }
    }
    return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

function nothing(): Sums['before'] {
  return { answers: 0n, shipping: 0n, tax: 0n, orders: 0n, fees: 0n, declines: 0n, declined: 0n, refused: 0n };
}

/** Whether anything of it differs between the sides. */
export function isMoved({ before, after }: Sums): boolean {
  return [...moneyKeys, ...countKeys].some((key) => before[key] !== after[key]);
}
