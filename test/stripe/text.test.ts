import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerText } from '../../src/stripe/text.ts';
import type {
  CustomizeResponse,
  HookResponse,
  ShippingOptionAnswer,
  ShippingRateData,
  TaxRateAnswer,
} from '../../src/stripe/types.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\n', '\ud800', 'é', ''));
const amount = fc.maxSafeNat();
const end = fc.record({ unit: fc.constantFrom('day', 'business_day'), value: fc.nat(30) });

const option: fc.Arbitrary<ShippingOptionAnswer> = fc.oneof(
  fc.record({ shipping_rate: text }),
  fc.record({
    shipping_rate_data: fc
      .record({
        display_name: text,
        fixed_amount: fc.record({ amount, currency: fc.constantFrom('usd', 'jpy') }),
        tax_behavior: fc.option(fc.constantFrom('inclusive', 'exclusive'), { nil: undefined }),
        tax_code: fc.option(text, { nil: undefined }),
        metadata: fc.option(fc.dictionary(text, text), { nil: undefined }),
        delivery_estimate: fc.option(fc.record({ minimum: end, maximum: end }), { nil: undefined }),
      })
      .map((data) => JSON.parse(JSON.stringify(data)) as ShippingRateData),
  }),
);

const rate: fc.Arbitrary<TaxRateAnswer> = fc.oneof(
  fc.record({ rate: text }),
  fc.record({
    rate_data: fc.record({
      display_name: text,
      inclusive: fc.boolean(),
      percentage: fc.nat(1_000_000).map((n) => n / 10_000),
    }),
  }),
);

/** Lists of rates are shared by lines, and rates by lists; some are frozen, as those that come with the rules are. */
const answer: fc.Arbitrary<CustomizeResponse> = fc
  .tuple(
    fc.option(fc.array(option, { maxLength: 4 }), { nil: undefined }),
    fc.array(fc.tuple(rate, fc.boolean()), { minLength: 1, maxLength: 4 }),
    fc.option(fc.array(fc.tuple(text, fc.nat(3), fc.array(fc.nat(3), { maxLength: 3 })), { maxLength: 6 }), {
      nil: undefined,
    }),
  )
  .map(([options, rates, lines]) => {
    const made = rates.map(([one, frozen]) => (frozen ? Object.freeze(one) : one));
    const lists = [0, 1, 2, 3].map((_, list) => (lines?.[list]?.[2] ?? []).map((at) => made[at % made.length]!));
    const response: CustomizeResponse = {};
    if (options !== undefined) response.shipping_options = options;
    if (lines !== undefined) response.line_items = lines.map(([id, list]) => ({ id, tax_rates: lists[list]! }));
    return response;
  });

test('the text of an answer is what JSON.stringify writes', () => {
  fc.assert(
    fc.property(answer, (response) => {
      expect(answerText(response)).toBe(JSON.stringify(response));
      expect(answerText(response)).toBe(JSON.stringify(response));
    }),
    { numRuns: 2000 },
  );
});

test.each<HookResponse>([
  {},
  { manual_approval_details: { type: 'declined', declined: { reason: 'No "PO" boxes.' } } },
  { manual_approval_details: { type: 'approved' }, application_fee_details: { application_fee_amount: 12 } },
  { sku_id: 'A', merchant_id: '', availability: { status: 'in_stock', quantity: 3 } },
])('so is that of the other hooks: %j', (response) => {
  expect(answerText(response)).toBe(JSON.stringify(response));
});

test('an option that comes again is written as it is this time', () => {
  const metadata = Object.freeze({ ratebook_option: 'a' });
  const data = { display_name: 'A', fixed_amount: { amount: 1, currency: 'usd' }, metadata };
  const estimate = { minimum: { unit: 'day', value: 1 }, maximum: { unit: 'day', value: 2 } } as const;
  const variants: ShippingRateData[] = [
    data,
    { ...data, fixed_amount: { amount: 2, currency: 'usd' } },
    { ...data, fixed_amount: { amount: 2, currency: 'jpy' } },
    { ...data, display_name: 'B' },
    { ...data, tax_behavior: 'inclusive' },
    { ...data, tax_behavior: 'exclusive', tax_code: 'txcd_1' },
    { ...data, delivery_estimate: estimate },
    { ...data, delivery_estimate: { ...estimate, maximum: { unit: 'day', value: 3 } } },
  ];
  for (const data of [...variants, ...variants.toReversed()]) {
    // The keys in the order in which decisions write them.
    const { display_name, fixed_amount, tax_behavior, tax_code, metadata, delivery_estimate } = data;
    const ordered = { display_name, fixed_amount, tax_behavior, tax_code, metadata, delivery_estimate };
    const response = { shipping_options: [{ shipping_rate_data: ordered as ShippingRateData }] };
    expect(answerText(response)).toBe(JSON.stringify(response));
  }
});

test('what is not frozen is read anew', () => {
  const changing = { rate_data: { display_name: 'A', inclusive: false, percentage: 1 } };
  const response = { line_items: [{ id: 'li_1', tax_rates: [changing] }] };
  answerText(response);
  changing.rate_data.percentage = 2;
  expect(answerText(response)).toBe(JSON.stringify(response));
});
