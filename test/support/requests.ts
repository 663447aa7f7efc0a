/** Hook requests as Stripe sends them, for the tests to vary. Made anew at each call, so that a test may change its own. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A line of two units at 24.99. */
export function line(id = 'li_1', more: JsonObject = {}): JsonObject {
  return {
    id,
    sku_id: '0012',
    name: 'Blanket',
    quantity: 2,
    unit_amount: 2499,
    amount_subtotal: 4998,
    amount_discount: 0,
    amount_tax: 0,
    amount_total: 4998,
    tax_rates: [],
    ...more,
  };
}

/** An address in San Francisco. */
export function address(more: JsonObject = {}): JsonObject {
  return {
    line1: '1 Main St',
    line2: '',
    city: 'San Francisco',
    state: 'CA',
    postal_code: '94016',
    country: 'US',
    ...more,
  };
}

/** A customize hook; `data` is laid over its own. */
export function customize(data: JsonObject = {}, envelope: JsonObject = {}): JsonObject {
  return {
    id: 'evt_1',
    type: 'v1.delegated_checkout.customize_checkout',
    livemode: false,
    context: null,
    ...envelope,
    data: {
      automatic_tax: { enabled: false },
      currency: 'usd',
      line_item_details: [line()],
      shipping_details: { shipping_rate: null, shipping_rates: [], address: address() },
      amount_subtotal: 4998,
      amount_total: 4998,
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
      ...data,
    },
  };
}

/** A finalize hook; `data` is laid over its own. */
export function finalize(data: JsonObject = {}, envelope: JsonObject = {}): JsonObject {
  return {
    id: 'evt_2',
    type: 'v1.delegated_checkout.finalize_checkout',
    livemode: false,
    context: null,
    ...envelope,
    data: {
      currency: 'usd',
      line_items_details: [line()],
      shipping_details: { name: 'Jenny Rosen', address: address() },
      amount_subtotal: 4998,
      amount_total: 5597,
      total_details: { amount_discount: 0, amount_shipping: 599, amount_tax: 0 },
      payment_method_details: {
        type: 'card',
        card: {
          brand: 'visa',
          country: 'US',
          exp_month: 4,
          exp_year: 2030,
          fingerprint: 'Xt5EWLLDS7FJjR1c',
          funding: 'credit',
          iin: '424242',
          last4: '4242',
          wallet: { type: 'link' },
        },
      },
      billing_details: { name: 'J. Rosen', address: address() },
      email: 'jenny@example.com',
      phone: '+15555550123',
      ...data,
    },
  };
}

/** A price hook. */
export function price(sku: Json = '0012', envelope: JsonObject = {}): JsonObject {
  return {
    id: 'evt_3',
    type: 'delegated_commerce.product_price_availability',
    livemode: false,
    context: null,
    ...envelope,
    data: { sku_id: sku },
  };
}
