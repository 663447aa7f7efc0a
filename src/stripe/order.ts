/** Turns what came over the wire into the one clean form of types.ts. */
import type { Address, CustomizeRequest, FinalizeRequest, Line, OfferedRate, Payment, PriceRequest } from './types.ts';
import type { WireAddress, WireCustomize, WireFinalize, WireLine, WirePrice } from './wire.ts';

// Written out, for each spread of an object would cost as much time as the whole check by the schema.

/** The request of a customize hook. */
export function customizeOf(sent: WireCustomize): CustomizeRequest {
  const { data } = sent;
  const totals = data.total_details;
  return {
    hook: 'customize',
    id: idOf(sent),
    livemode: sent.livemode ?? null,
    account: sent.context ?? null,
    currency: data.currency.toLowerCase(),
    lines: linesOf(data).map(lineOf),
    subtotal: amountOf(data.amount_subtotal),
    discount: amountOf(totals?.amount_discount),
    shipping: amountOf(totals?.amount_shipping),
    tax: amountOf(totals?.amount_tax),
    total: amountOf(data.amount_total),
    hasDiscounts: isFilledList(data.discounts),
    shipTo: addressOf(data.shipping_details?.address),
    billTo: addressOf(data.billing_details?.address),
    automaticTax: data.automatic_tax?.enabled ?? false,
    offered: offeredOf(data),
  };
}

/** The request of a finalize hook. */
export function finalizeOf(sent: WireFinalize): FinalizeRequest {
  const { data } = sent;
  const totals = data.total_details;
  return {
    hook: 'finalize',
    id: idOf(sent),
    livemode: sent.livemode ?? null,
    account: sent.context ?? null,
    currency: data.currency.toLowerCase(),
    lines: linesOf(data).map(lineOf),
    subtotal: amountOf(data.amount_subtotal),
    discount: amountOf(totals?.amount_discount),
    shipping: amountOf(totals?.amount_shipping),
    tax: amountOf(totals?.amount_tax),
    total: amountOf(data.amount_total),
    hasDiscounts: isFilledList(data.discounts),
    shipTo: addressOf(data.shipping_details?.address),
    billTo: addressOf(data.billing_details?.address),
    payment: paymentOf(data.payment_method_details),
    email: trimmed(data.email),
    phone: trimmed(data.phone),
    name: trimmed(data.shipping_details?.name) ?? trimmed(data.billing_details?.name),
  };
}

/** The request of a price hook. The SKU is kept as sent, for the answer echoes it. */
export function priceOf(sent: WirePrice): PriceRequest {
  return {
    hook: 'price',
    id: idOf(sent),
    livemode: sent.livemode ?? null,
    account: sent.context ?? null,
    sku: sent.data.sku_id,
  };
}

/** The lines under whichever of their two names holds any. */
export function linesOf(data: WireCustomize['data'] | WireFinalize['data']): WireLine[] {
  return data.line_item_details?.length ? data.line_item_details : (data.line_items_details ?? []);
}

function idOf({ id }: { id?: unknown }): string | null {
  return typeof id === 'string' && id !== '' ? id : null;
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function lineOf(line: WireLine): Line {
  return {
    id: line.id,
    sku: line.sku_id || null,
    name: line.name || null,
    quantity: line.quantity,
    unitAmount: amountOf(line.unit_amount),
    subtotal: amountOf(line.amount_subtotal),
    discount: amountOf(line.amount_discount),
    tax: amountOf(line.amount_tax),
    total: amountOf(line.amount_total),
  };
}

/** A rate without an id cannot be told apart, and an amount in another currency cannot be compared. */
function offeredOf(data: WireCustomize['data']): OfferedRate[] {
  return (data.shipping_details?.shipping_rates ?? []).flatMap(({ id, fixed_amount }) => {
    if (!id) return [];
    const comparable = !fixed_amount?.currency || fixed_amount.currency.toLowerCase() === data.currency.toLowerCase();
    return [{ id, amount: comparable ? amountOf(fixed_amount?.amount) : null }];
  });
}

function paymentOf(payment: WireFinalize['data']['payment_method_details']): Payment | null {
  if (payment == null) return null;
  const { card } = payment;
  const brand = trimmed(card?.brand);
  return {
    type: trimmed(payment.type),
    // One brand: the hook's document writes the first, everything else the second.
    brand: brand?.toLowerCase() === 'master_card' ? 'mastercard' : brand,
    funding: trimmed(card?.funding),
    country: countryOf(card?.country),
    wallet: trimmed(card?.wallet?.type),
    iin: trimmed(card?.iin),
  };
}

function addressOf(address: WireAddress): Address | null {
  const country = countryOf(address?.country);
  if (address == null || country === null) return null;
  return {
    country,
    state: trimmed(address.state),
    city: trimmed(address.city),
    postalCode: trimmed(address.postal_code),
    line1: trimmed(address.line1),
    line2: trimmed(address.line2),
  };
}

const otherCodes: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
]);

function countryOf(sent: string | null | undefined): string | null {
  const country = trimmed(sent);
  // Only ASCII letters: a wider upper-casing would turn "ß" into South Sudan.
  if (country === null || !/^[A-Za-z]{2}$/.test(country)) return country;
  const code = country.toUpperCase();
  return otherCodes.get(code) ?? code;
}

function trimmed(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

/** Also turns the -0 that JSON can write into 0. */
function amountOf(amount: number | null | undefined): number | null {
  return amount == null ? null : amount + 0;
}
