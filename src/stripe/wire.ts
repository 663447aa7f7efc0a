/**
 * The hooks as they come over the wire: only the fields that are read, so that unknown ones pass at every level. A field
 * that may be missing may also be null. Every `error` is the expectation that a refusal shows, never a value.
 *
 * Beside each schema stands whether a value is plainly of it, which takes a fraction of the time: what is plain, the
 * schema takes unchanged, and the tests hold it so. It may call a value not plain that the schema takes.
 */
import * as z from 'zod';
import { isCurrency } from '../currency.ts';

type IsPlain = (value: unknown) => boolean;

const plainly = new WeakMap<z.ZodType, IsPlain>();

function withPlain<T extends z.ZodType>(schema: T, isPlain: IsPlain): T {
  plainly.set(schema, isPlain);
  return schema;
}

const orAbsent =
  (isPlain: IsPlain): IsPlain =>
  (value) =>
    value === undefined || value === null || isPlain(value);
const isText: IsPlain = (value) => typeof value === 'string';
const isWholeFrom =
  (least: number): IsPlain =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least;

function isPlainRecord(shape: z.ZodRawShape): IsPlain {
  const fields = Object.entries(shape).map(([key, schema]) => ({ key, isPlain: plainly.get(schema as z.ZodType)! }));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const { key, isPlain } of fields) if (!isPlain((value as Record<string, unknown>)[key])) return false;
    return true;
  };
}

function isPlainList(schema: z.ZodType): IsPlain {
  const isPlain = plainly.get(schema)!;
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!isPlain(item)) return false;
    return true;
  };
}

const object = <T extends z.ZodRawShape>(shape: T) =>
  withPlain(z.object(shape, { error: 'an object' }), isPlainRecord(shape));
const part = <T extends z.ZodRawShape>(shape: T) =>
  withPlain(z.object(shape, { error: 'an object' }).nullish(), orAbsent(isPlainRecord(shape)));
const list = <T extends z.ZodType>(schema: T) =>
  withPlain(z.array(schema, { error: 'a list' }).nullish(), orAbsent(isPlainList(schema)));

const text = withPlain(z.string({ error: 'a text' }).nullish(), orAbsent(isText));
const namedText = withPlain(
  z.string({ error: 'a text that is not empty' }).min(1, { error: 'a text that is not empty' }),
  (value) => typeof value === 'string' && value !== '',
);
const flag = withPlain(
  z.boolean({ error: 'true or false' }).nullish(),
  orAbsent((value) => typeof value === 'boolean'),
);
const anything = withPlain(z.unknown().optional(), () => true);

const wholeAmount = 'a whole number of minor units from 0 to 9007199254740991';
const amount = withPlain(
  z.int({ error: wholeAmount }).min(0, { error: wholeAmount }).nullish(),
  orAbsent(isWholeFrom(0)),
);
const wholeQuantity = 'a whole number from 1 to 9007199254740991';
const quantity = withPlain(z.int({ error: wholeQuantity }).min(1, { error: wholeQuantity }), isWholeFrom(1));

const line = object({
  id: namedText,
  sku_id: text,
  name: text,
  quantity,
  unit_amount: amount,
  amount_subtotal: amount,
  amount_discount: amount,
  amount_tax: amount,
  amount_total: amount,
});

const address = part({ line1: text, line2: text, city: text, state: text, postal_code: text, country: text });

const shippingRate = object({ id: text, fixed_amount: part({ amount: amount, currency: text }) });

const isCurrencyCode = (code: string): boolean => isCurrency(code.toLowerCase());

const order = {
  currency: withPlain(
    z.string({ error: 'a currency code of ISO 4217' }).refine(isCurrencyCode, { error: 'a currency code of ISO 4217' }),
    (value) => typeof value === 'string' && isCurrencyCode(value),
  ),
  line_item_details: list(line),
  // The name in the documents; the other is the one in running integrations.
  line_items_details: list(line),
  amount_subtotal: amount,
  amount_total: amount,
  total_details: part({ amount_discount: amount, amount_shipping: amount, amount_tax: amount }),
  billing_details: part({ name: text, address }),
  discounts: anything,
};

const customize = object({
  ...order,
  automatic_tax: part({ enabled: flag }),
  shipping_details: part({ address, shipping_rates: list(shippingRate) }),
});

const finalize = object({
  ...order,
  shipping_details: part({ name: text, address }),
  payment_method_details: part({
    type: text,
    card: part({ brand: text, country: text, funding: text, iin: text, wallet: part({ type: text }) }),
  }),
  email: text,
  phone: text,
});

const price = object({ sku_id: namedText });

const accountId = 'acct_ followed by letters, digits or _';
const accountForm = /^acct_[A-Za-z0-9_]+$/;
// Stripe's bound for its ids (https://docs.stripe.com/upgrades).
const longestAccount = 255;
const envelope = {
  id: anything,
  livemode: flag,
  context: withPlain(
    z
      .string({ error: accountId })
      .max(longestAccount, { error: accountId })
      .regex(accountForm, { error: accountId })
      .nullish(),
    orAbsent((value) => typeof value === 'string' && value.length <= longestAccount && accountForm.test(value)),
  ),
};

/** One schema for each hook. */
export const wire = {
  customize: object({ ...envelope, data: customize }),
  finalize: object({ ...envelope, data: finalize }),
  price: object({ ...envelope, data: price }),
};

/** Whether `json` is plainly what a schema of `wire` takes, which then takes it unchanged but for what it does not know. */
export function isPlainly<T extends z.ZodType>(schema: T, json: unknown): json is z.output<T> {
  return plainly.get(schema)!(json);
}

export type WireLine = z.infer<typeof line>;
export type WireAddress = z.infer<typeof address>;
export type WireCustomize = z.infer<typeof wire.customize>;
export type WireFinalize = z.infer<typeof wire.finalize>;
export type WirePrice = z.infer<typeof wire.price>;
