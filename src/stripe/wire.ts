/**
 * The hooks as they come over the wire: only the fields that are read, so that unknown ones pass at every level. A field
 * that may be missing may also be null. Every `error` is the expectation that a refusal shows, never a value.
 */
import * as z from 'zod';
import { isCurrency } from '../currency.ts';

const text = z.string({ error: 'a text' }).nullish();
const namedText = z.string({ error: 'a text that is not empty' }).min(1, { error: 'a text that is not empty' });
const flag = z.boolean({ error: 'true or false' }).nullish();
const part = <T extends z.ZodRawShape>(shape: T) => z.object(shape, { error: 'an object' }).nullish();
const list = <T extends z.ZodType>(schema: T) => z.array(schema, { error: 'a list' }).nullish();

const wholeAmount = 'a whole number of minor units from 0 to 9007199254740991';
const amount = z.int({ error: wholeAmount }).min(0, { error: wholeAmount }).nullish();
const wholeQuantity = 'a whole number from 1 to 9007199254740991';

const line = z.object(
  {
    id: namedText,
    sku_id: text,
    name: text,
    quantity: z.int({ error: wholeQuantity }).min(1, { error: wholeQuantity }),
    unit_amount: amount,
    amount_subtotal: amount,
    amount_discount: amount,
    amount_tax: amount,
    amount_total: amount,
  },
  { error: 'an object' },
);

const address = part({ line1: text, line2: text, city: text, state: text, postal_code: text, country: text });

const shippingRate = z.object(
  { id: text, fixed_amount: part({ amount: amount, currency: text }) },
  { error: 'an object' },
);

const order = {
  currency: z
    .string({ error: 'a currency code of ISO 4217' })
    .refine((code) => isCurrency(code.toLowerCase()), { error: 'a currency code of ISO 4217' }),
  line_item_details: list(line),
  // The name in the documents; the other is the one in running integrations.
  line_items_details: list(line),
  amount_subtotal: amount,
  amount_total: amount,
  total_details: part({ amount_discount: amount, amount_shipping: amount, amount_tax: amount }),
  billing_details: part({ name: text, address }),
  discounts: z.unknown().optional(),
};

const customize = z.object(
  {
    ...order,
    automatic_tax: part({ enabled: flag }),
    shipping_details: part({ address, shipping_rates: list(shippingRate) }),
  },
  { error: 'an object' },
);

const finalize = z.object(
  {
    ...order,
    shipping_details: part({ name: text, address }),
    payment_method_details: part({
      type: text,
      card: part({ brand: text, country: text, funding: text, iin: text, wallet: part({ type: text }) }),
    }),
    email: text,
    phone: text,
  },
  { error: 'an object' },
);

const price = z.object({ sku_id: namedText }, { error: 'an object' });

const accountId = 'acct_ followed by letters, digits or _';
const envelope = {
  id: z.unknown().optional(),
  livemode: flag,
  context: z
    .string({ error: accountId })
    // Stripe's bound for its ids (https://docs.stripe.com/upgrades).
    .max(255, { error: accountId })
    .regex(/^acct_[A-Za-z0-9_]+$/, { error: accountId })
    .nullish(),
};

/** One schema for each hook. */
export const wire = {
  customize: z.object({ ...envelope, data: customize }),
  finalize: z.object({ ...envelope, data: finalize }),
  price: z.object({ ...envelope, data: price }),
};

export type WireLine = z.infer<typeof line>;
export type WireAddress = z.infer<typeof address>;
export type WireCustomize = z.infer<typeof wire.customize>;
export type WireFinalize = z.infer<typeof wire.finalize>;
export type WirePrice = z.infer<typeof wire.price>;
