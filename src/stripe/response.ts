/** The answers as Stripe documents them, with the limits they must obey: what every answer is held to in the tests. */
import * as z from 'zod';
import { isCurrency, stepOf } from '../currency.ts';
import { limits } from '../limits.ts';
import type { HookRequest } from './types.ts';

const currency = z.string().refine((code) => isCurrency(code), { error: 'a lower-case currency code' });
const minorUnits = z.int().min(0);

const isStepped = ({ amount, currency }: { amount: number; currency: string }) => amount % stepOf(currency) === 0;
const money = z.strictObject({ amount: minorUnits, currency }).refine(isStepped, { error: 'a step of the currency' });
const unitMoney = z
  .strictObject({ unit_amount: minorUnits, currency })
  .refine(({ unit_amount, currency }) => isStepped({ amount: unit_amount, currency }), {
    error: 'a step of the currency',
  });

const metadata = z
  .record(
    z
      .string()
      .min(1)
      .max(limits.metadataKey)
      .regex(/^[^[\]]*$/),
    z.string().max(limits.metadataValue),
  )
  .refine((entries) => Object.keys(entries).length <= limits.metadataKeys, { error: 'at most 50 keys' });

const estimate = z.strictObject({ unit: z.enum(['hour', 'day', 'business_day', 'month']), value: z.int().min(1) });
const deliveryEstimate = z
  .strictObject({ minimum: estimate, maximum: estimate })
  .refine(({ minimum, maximum }) => minimum.unit !== maximum.unit || minimum.value <= maximum.value, {
    error: 'a minimum that is not above the maximum',
  });

const shippingOption = z.union([
  z.strictObject({ shipping_rate: z.string().regex(/^shr_[A-Za-z0-9_]+$/) }),
  z.strictObject({
    shipping_rate_data: z.strictObject({
      display_name: z.string().min(1).max(limits.shippingName),
      fixed_amount: money,
      tax_behavior: z.enum(['inclusive', 'exclusive', 'unspecified']).optional(),
      tax_code: z.string().min(1).optional(),
      metadata: metadata.optional(),
      delivery_estimate: deliveryEstimate.optional(),
    }),
  }),
]);

/** 0–100 with at most four decimals, in the shortest decimal form: the double is what JSON will write. */
const percentage = z
  .number()
  .min(0)
  .max(100)
  .refine((percent) => /^\d+(\.\d{1,4})?$/.test(String(percent)), { error: 'at most 4 decimals' });

const taxRate = z.union([
  z.strictObject({ rate: z.string().regex(/^txr_[A-Za-z0-9_]+$/) }),
  z.strictObject({
    rate_data: z.strictObject({
      display_name: z.string().min(1).max(limits.taxName),
      inclusive: z.boolean(),
      percentage,
    }),
  }),
]);

const taxRates = z
  .array(taxRate)
  .max(limits.taxRatesPerLine)
  .refine(
    (rates) => new Set(rates.flatMap((rate) => ('rate_data' in rate ? [rate.rate_data.inclusive] : []))).size < 2,
    {
      error: 'rates that are all inclusive or all exclusive',
    },
  );

/** The answer to customize. */
export const customizeResponse = z.strictObject({
  shipping_options: z.array(shippingOption).max(limits.shippingOptions).optional(),
  line_items: z.array(z.strictObject({ id: z.string().min(1), tax_rates: taxRates })).optional(),
});

/** The answer to finalize. */
export const finalizeResponse = z.strictObject({
  manual_approval_details: z
    .union([
      z.strictObject({ type: z.literal('approved') }),
      z.strictObject({
        type: z.literal('declined'),
        declined: z.strictObject({ reason: z.string().min(1).max(limits.declineReason) }),
      }),
    ])
    .optional(),
  application_fee_details: z
    .strictObject({
      application_fee_amount: z.int().min(1),
      transfer_data: z.strictObject({ amount: minorUnits }).optional(),
    })
    .optional(),
});

const calendarDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const echoes = { sku_id: z.string().min(1), merchant_id: z.string() };

/** The answer to the price hook. */
export const priceResponse = z.union([
  z.strictObject({ ...echoes, deleted: z.literal(true) }),
  z.strictObject({
    ...echoes,
    availability: z
      .strictObject({
        status: z.enum(['in_stock', 'out_of_stock', 'backorder', 'preorder']),
        quantity: z.int().min(0).optional(),
      })
      .optional(),
    price: unitMoney.optional(),
    sale_price: z
      .strictObject({ unit_amount: minorUnits, currency, start_date: calendarDate, end_date: calendarDate })
      .optional(),
    as_of: z.int().min(0).optional(),
  }),
]);

const schemas = { customize: customizeResponse, finalize: finalizeResponse, price: priceResponse };

/** Whether a JSON value has the shape of an answer to this hook. */
export function isAnswer(hook: HookRequest['hook'], value: unknown): boolean {
  return schemas[hook].safeParse(value).success;
}

/**
 * What is wrong with `answer` as an answer to `request`: by its schema, and by what the request says of it (its lines in
 * their order, its currency, no taxes beside Stripe Tax, a fee of at most the total). An empty list: nothing.
 */
export function answerFaults(request: HookRequest, answer: unknown): string[] {
  switch (request.hook) {
    case 'customize': {
      const read = customizeResponse.safeParse(answer);
      if (!read.success) return read.error.issues.map(issueText);
      const faults: string[] = [];
      const { shipping_options: options = [], line_items: lines } = read.data;
      for (const option of options) {
        if ('shipping_rate_data' in option && option.shipping_rate_data.fixed_amount.currency !== request.currency) {
          faults.push('shipping_options: the currency of the request');
        }
      }
      if (lines !== undefined && request.automaticTax) faults.push('line_items: absent beside automatic tax');
      if (lines !== undefined && !sameOrder(lines, request.lines)) faults.push('line_items: the lines of the request');
      return faults;
    }
    case 'finalize': {
      const read = finalizeResponse.safeParse(answer);
      if (!read.success) return read.error.issues.map(issueText);
      const { manual_approval_details: approval, application_fee_details: fee } = read.data;
      const faults: string[] = [];
      if (request.lines.length === 0 && approval?.type !== 'declined') faults.push('an order without lines: declined');
      if (fee && approval?.type === 'declined') faults.push('application_fee_details: absent beside a decline');
      if (fee && fee.application_fee_amount > (request.total ?? Number.MAX_SAFE_INTEGER)) {
        faults.push('application_fee_details: at most the total');
      }
      return faults;
    }
    case 'price': {
      const read = priceResponse.safeParse(answer);
      if (!read.success) return read.error.issues.map(issueText);
      const faults: string[] = [];
      if (read.data.sku_id !== request.sku) faults.push('sku_id: the SKU of the request');
      if (read.data.merchant_id !== (request.account ?? '')) faults.push('merchant_id: the account of the request');
      return faults;
    }
  }
}

function sameOrder(a: readonly { id: string }[], b: readonly { id: string }[]): boolean {
  return a.length === b.length && a.every(({ id }, i) => id === b[i]?.id);
}

function issueText(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.map(String).join('.')}: ${issue.message}`;
}
