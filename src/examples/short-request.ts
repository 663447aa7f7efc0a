/** Turns the short form of a test into the request that Stripe would have sent. */
import { evaluate } from '../decide/evaluate.ts';
import { priceInForce } from '../decide/product.ts';
import { minorUnits } from '../money.ts';
import type { Exact } from '../rules/model.ts';
import { readAmount, tooFine } from '../rules/parse/amount.ts';
import { didYouMean, type Problems } from '../rules/problem.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { hookTypes, parseHookRequest } from '../stripe/request.ts';
import type { HookRequest } from '../stripe/types.ts';
import type { Placed } from './placed.ts';
import type { ShortAddress, ShortForm, ShortItem, ShortPayment } from './short-form.ts';

/** The rules that answer, for which account, and when. */
export interface Setting {
  rules: RuleSet;
  account: string | null;
  /** Unix seconds. */
  moment: number;
}

/**
 * The request of a short form, read from the JSON that Stripe would have sent, so that it cannot say what a request
 * cannot. `undefined` where something is wrong with it; then `problems` says what.
 *
 * The total is subtotal − discount + shipping + tax, of which shipping and tax count only where they are given; where
 * they are not, the request does not carry them. How a tax that is not 0 falls on the lines nobody knows: then the
 * lines carry neither tax nor total.
 */
export function shortRequest(form: ShortForm, setting: Setting, problems: Problems): HookRequest | undefined {
  const found = problems.all.length;
  const currency = form.currency ?? setting.rules.currency;
  const order = new ShortOrder(form, setting, currency, problems);
  const wire = order.wire();
  if (problems.all.length > found) return undefined;
  const parsed = parseHookRequest(wire);
  if (parsed.ok) return parsed.request;
  const faults = parsed.faults.slice(0, 3).map(({ path, expected }) => `${path} must be ${expected}`);
  problems.error(form.at, 'bad-request', `As a request this is not possible: ${faults.join('; ')}.`);
  return undefined;
}

class ShortOrder {
  readonly #form: ShortForm;
  readonly #setting: Setting;
  readonly #currency: string;
  readonly #problems: Problems;
  /** How many problems there were before. */
  readonly #found: number;

  constructor(form: ShortForm, setting: Setting, currency: string, problems: Problems) {
    this.#form = form;
    this.#setting = setting;
    this.#currency = currency;
    this.#problems = problems;
    this.#found = problems.all.length;
  }

  wire(): object {
    const { hook, livemode = true, automatic_tax: automaticTax = false, items = [], email, phone } = this.#form;
    const { account } = this.#setting;
    const type = [...hookTypes].find(([, one]) => one === hook)![0];
    const tax = this.#form.tax === undefined ? undefined : this.#minor(this.#form.tax);
    const lines = items.map((item, index) => this.#line(item, index, tax));
    const shipping = this.#problems.all.length > this.#found ? undefined : this.#shipping();
    const subtotal = lines.reduce((sum, line) => sum + line.amount_subtotal, 0);
    const discount = lines.reduce((sum, line) => sum + line.amount_discount, 0);
    return {
      id: 'evt_example',
      type,
      livemode,
      context: account,
      data: {
        automatic_tax: { enabled: automaticTax },
        currency: this.#currency,
        line_item_details: lines,
        amount_subtotal: subtotal,
        amount_total: subtotal - discount + (shipping ?? 0) + (tax ?? 0),
        total_details: { amount_discount: discount, amount_shipping: shipping, amount_tax: tax },
        shipping_details: { name: this.#form.name, address: addressOf(this.#form.to) },
        billing_details: { address: addressOf(this.#form.bill_to) },
        ...(this.#form.payment && { payment_method_details: paymentOf(this.#form.payment) }),
        email,
        phone,
      },
    };
  }

  #line(item: ShortItem, index: number, tax: number | undefined) {
    const { sku, quantity = 1 } = item;
    const price = item.price === undefined ? this.#catalogPrice(item) : this.#minor(item.price);
    const discount = item.discount === undefined ? 0 : this.#minor(item.discount);
    const subtotal = price * quantity;
    if (discount > subtotal) {
      this.#problems.error(item.discount!.at, 'bad-value', 'The discount is more than the price of the line.');
    }
    const title = sku === undefined ? undefined : this.#setting.rules.catalog?.product(sku)?.cell('title');
    return {
      id: `li_${index + 1}`,
      sku_id: sku,
      name: title,
      quantity,
      unit_amount: price,
      amount_subtotal: subtotal,
      amount_discount: discount,
      ...(tax === 0 && { amount_tax: 0 }),
      ...(!tax && { amount_total: subtotal - discount }),
    };
  }

  #catalogPrice({ sku, at }: ShortItem): number {
    const { rules, moment } = this.#setting;
    const product = sku === undefined ? undefined : rules.catalog?.product(sku);
    const price = product === undefined ? null : priceInForce(product, moment, rules);
    if (price !== null && price.currency === this.#currency) return price.amount;
    this.#problems.error(at, 'missing-price', `${this.#noPrice(sku, price?.currency)} Write its price here.`);
    return 0;
  }

  #noPrice(sku: string | undefined, currency: string | undefined): string {
    const { catalog } = this.#setting.rules;
    if (sku === undefined) return 'This item has neither a SKU nor a price.';
    if (currency !== undefined) {
      return `The catalog gives the price of "${sku}" in ${currency}, and this order is in ${this.#currency}.`;
    }
    if (catalog === null) return `There is no catalog to take the price of "${sku}" from.`;
    if (catalog.product(sku) === undefined) return `"${sku}" is not in the catalog.`;
    return `The catalog has no price for "${sku}".`;
  }

  /** Minor units of the amount that was written, or of the option that was named. */
  #shipping(): number | undefined {
    const { shipping } = this.#form;
    if (shipping === undefined) return undefined;
    const { value, at } = shipping;
    const amount = readAmount(value);
    if ('value' in amount) return this.#minor({ value: amount.value, at });
    const options = this.#setting.rules.shipping?.options.map(({ id }) => id) ?? [];
    if (options.includes(value)) return this.#offeredPrice(value, shipping);
    if (/^[\d.,+$€£¥-]/.test(value)) this.#problems.error(at, amount.code, amount.fault);
    else {
      const message = `There is no shipping option "${value}".${didYouMean(value, options)}`;
      this.#problems.error(at, 'unknown-id', message);
    }
    return undefined;
  }

  /** What the rules offer the option for, to this order at this moment. */
  #offeredPrice(id: string, { at }: Placed<string>): number | undefined {
    const { shipping: _, ...form } = this.#form;
    const request = shortRequest({ ...form, hook: 'customize' }, this.#setting, this.#problems);
    if (request === undefined) return undefined;
    const { explanation } = evaluate(this.#setting.rules, request, this.#setting.moment, true);
    const option = explanation?.shipping?.options.find((trace) => trace.id === id);
    if (option?.offered && option.amount !== null) return option.amount;
    const why = option?.offered
      ? `The price of "${id}" is stored at Stripe.`
      : `"${id}" is not offered to this order (${option?.withheld}).`;
    this.#problems.error(at, 'not-offered', `${why} Write the amount that was paid for shipping.`);
    return undefined;
  }

  #minor({ value, at }: Placed<Exact>): number {
    const minor = minorUnits(value, this.#currency);
    if (minor !== null) return minor;
    const fault = tooFine(value, this.#currency) ?? `${value} is more than Stripe takes.`;
    this.#problems.error(at, 'bad-amount', fault);
    return 0;
  }
}

function addressOf(address: ShortAddress | undefined): object | undefined {
  if (address === undefined) return undefined;
  const { at: _, ...fields } = address;
  return fields;
}

function paymentOf({ at: _, type, wallet, ...card }: ShortPayment): object {
  const hasCard = wallet !== undefined || Object.keys(card).length > 0;
  return {
    type: type ?? (hasCard ? 'card' : undefined),
    ...(hasCard && { card: { ...card, ...(wallet !== undefined && { wallet: { type: wallet } }) } }),
  };
}
