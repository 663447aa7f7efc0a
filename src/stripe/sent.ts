/** Writes a request in the form in which Stripe sends it: what order.ts reads, the other way round. */
import { hookTypes } from './request.ts';
import type { Address, CustomizeRequest, FinalizeRequest, HookRequest, Line } from './types.ts';

/** A body that is read as just this request. What is `null` is left out. */
export function sentOf(request: HookRequest): Sent {
  const type = [...hookTypes].find(([, hook]) => hook === request.hook)![0];
  const { id, livemode, account } = request;
  const data = request.hook === 'price' ? { sku_id: request.sku } : dataOf(request);
  return present({ id, type, livemode, context: account, data }) as Sent;
}

/** A body, as far as anything is added to it. */
export interface Sent {
  type: string;
  data: Record<string, unknown>;
  [key: string]: unknown;
}

function dataOf(request: CustomizeRequest | FinalizeRequest): Record<string, unknown> {
  const { subtotal, total, discount, shipping, tax } = request;
  return present({
    currency: request.currency,
    line_item_details: request.lines.map(lineOf),
    amount_subtotal: subtotal,
    amount_total: total,
    total_details: present({ amount_discount: discount, amount_shipping: shipping, amount_tax: tax }),
    // What they hold is not read, only that there are some.
    discounts: request.hasDiscounts ? [{}] : null,
    billing_details: request.billTo === null ? null : { address: addressOf(request.billTo) },
    ...(request.hook === 'customize' ? customizeOf(request) : finalizeOf(request)),
  });
}

function customizeOf(request: CustomizeRequest): Record<string, unknown> {
  const { automaticTax, offered, shipTo, currency } = request;
  return {
    automatic_tax: { enabled: automaticTax },
    shipping_details: present({
      address: shipTo === null ? null : addressOf(shipTo),
      shipping_rates: offered.map(({ id, amount }) => ({ id, fixed_amount: present({ amount, currency }) })),
    }),
  };
}

function finalizeOf({ shipTo, name, email, phone, payment }: FinalizeRequest): Record<string, unknown> {
  return {
    shipping_details: present({ name, address: shipTo === null ? null : addressOf(shipTo) }),
    payment_method_details:
      payment === null
        ? null
        : present({
            type: payment.type,
            card: present({
              brand: payment.brand,
              country: payment.country,
              funding: payment.funding,
              iin: payment.iin,
              wallet: payment.wallet === null ? null : { type: payment.wallet },
            }),
          }),
    email,
    phone,
  };
}

function lineOf(line: Line): Record<string, unknown> {
  return present({
    id: line.id,
    sku_id: line.sku,
    name: line.name,
    quantity: line.quantity,
    unit_amount: line.unitAmount,
    amount_subtotal: line.subtotal,
    amount_discount: line.discount,
    amount_tax: line.tax,
    amount_total: line.total,
  });
}

function addressOf(address: Address): Record<string, unknown> {
  const { country, state, city, postalCode, line1, line2 } = address;
  return present({ country, state, city, postal_code: postalCode, line1, line2 });
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
