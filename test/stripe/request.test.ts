import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCurrency } from '../../src/currency.ts';
import { maxFaults, parseHookRequest } from '../../src/stripe/request.ts';
import type { CustomizeRequest, FinalizeRequest, HookRequest } from '../../src/stripe/types.ts';
import { address, customize, finalize, type Json, type JsonObject, line, price } from '../support/requests.ts';

const max = Number.MAX_SAFE_INTEGER;

function read(json: unknown): HookRequest {
  const result = parseHookRequest(json);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result.request;
}
const readCustomize = (data: JsonObject = {}, envelope: JsonObject = {}) =>
  read(customize(data, envelope)) as CustomizeRequest;
const readFinalize = (data: JsonObject = {}, envelope: JsonObject = {}) =>
  read(finalize(data, envelope)) as FinalizeRequest;

function faultsOf(json: unknown): string[] {
  const result = parseHookRequest(json);
  return result.ok ? [] : result.faults.map(({ path }) => path);
}

describe('a request in full', () => {
  test('customize', () => {
    const rate = { id: 'shr_1', display_name: 'Standard', fixed_amount: { amount: 599, currency: 'usd' } };
    const shipping = { shipping_rate: rate, shipping_rates: [rate], address: address() };
    expect(readCustomize({ shipping_details: shipping }, { context: 'acct_1A_b', livemode: true })).toEqual({
      hook: 'customize',
      id: 'evt_1',
      livemode: true,
      account: 'acct_1A_b',
      currency: 'usd',
      lines: [
        {
          id: 'li_1',
          sku: '0012',
          name: 'Blanket',
          quantity: 2,
          unitAmount: 2499,
          subtotal: 4998,
          discount: 0,
          tax: 0,
          total: 4998,
        },
      ],
      subtotal: 4998,
      discount: 0,
      shipping: 0,
      tax: 0,
      total: 4998,
      hasDiscounts: false,
      shipTo: {
        country: 'US',
        state: 'CA',
        city: 'San Francisco',
        postalCode: '94016',
        line1: '1 Main St',
        line2: null,
      },
      billTo: null,
      automaticTax: false,
      offered: [{ id: 'shr_1', amount: 599 }],
    });
  });

  test('finalize', () => {
    expect(readFinalize()).toMatchObject({
      hook: 'finalize',
      payment: { type: 'card', brand: 'visa', funding: 'credit', country: 'US', wallet: 'link', iin: '424242' },
      email: 'jenny@example.com',
      phone: '+15555550123',
      name: 'Jenny Rosen',
      shipping: 599,
      total: 5597,
      billTo: { country: 'US' },
    });
  });

  test('price', () => {
    expect(read(price(' 0012'))).toEqual({ hook: 'price', id: 'evt_3', livemode: false, account: null, sku: ' 0012' });
  });

  test('the least that a customize hook may hold', () => {
    const least = { type: 'v1.delegated_checkout.customize_checkout', data: { currency: 'usd' } };
    expect(read(least)).toEqual({
      hook: 'customize',
      id: null,
      livemode: null,
      account: null,
      currency: 'usd',
      lines: [],
      subtotal: null,
      discount: null,
      shipping: null,
      tax: null,
      total: null,
      hasDiscounts: false,
      shipTo: null,
      billTo: null,
      automaticTax: false,
      offered: [],
    });
  });

  test('the least that a finalize hook may hold', () => {
    const least = { type: 'v1.delegated_checkout.finalize_checkout', data: { currency: 'usd' } };
    expect(read(least)).toMatchObject({
      hook: 'finalize',
      lines: [],
      payment: null,
      email: null,
      phone: null,
      name: null,
    });
  });
});

/** Every optional field of each hook, as a path into the body. */
const optional: Record<string, string[]> = {
  customize: [
    'id',
    'livemode',
    'context',
    'data.automatic_tax',
    'data.automatic_tax.enabled',
    'data.line_item_details',
    'data.line_item_details.0.sku_id',
    'data.line_item_details.0.name',
    'data.line_item_details.0.unit_amount',
    'data.line_item_details.0.amount_subtotal',
    'data.line_item_details.0.amount_discount',
    'data.line_item_details.0.amount_tax',
    'data.line_item_details.0.amount_total',
    'data.line_item_details.0.tax_rates',
    'data.shipping_details',
    'data.shipping_details.shipping_rate',
    'data.shipping_details.shipping_rates',
    'data.shipping_details.address',
    'data.shipping_details.address.line1',
    'data.shipping_details.address.line2',
    'data.shipping_details.address.city',
    'data.shipping_details.address.state',
    'data.shipping_details.address.postal_code',
    'data.shipping_details.address.country',
    'data.billing_details',
    'data.discounts',
    'data.amount_subtotal',
    'data.amount_total',
    'data.total_details',
    'data.total_details.amount_discount',
    'data.total_details.amount_shipping',
    'data.total_details.amount_tax',
  ],
  finalize: [
    'data.line_items_details',
    'data.shipping_details',
    'data.shipping_details.name',
    'data.shipping_details.address',
    'data.payment_method_details',
    'data.payment_method_details.type',
    'data.payment_method_details.card',
    'data.payment_method_details.card.brand',
    'data.payment_method_details.card.country',
    'data.payment_method_details.card.exp_month',
    'data.payment_method_details.card.fingerprint',
    'data.payment_method_details.card.funding',
    'data.payment_method_details.card.iin',
    'data.payment_method_details.card.last4',
    'data.payment_method_details.card.wallet',
    'data.payment_method_details.card.wallet.type',
    'data.billing_details',
    'data.billing_details.name',
    'data.billing_details.address',
    'data.email',
    'data.phone',
  ],
};

/** `json` with `value` at `path`; `undefined` takes the key away. */
function withAt(json: JsonObject, path: string, value: Json | undefined): JsonObject {
  const copy = structuredClone(json);
  const keys = path.split('.');
  const last = keys.pop()!;
  let place: JsonObject = copy;
  for (const key of keys) place = place[key] as JsonObject;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

describe.each([
  ['customize', customize()],
  ['finalize', finalize()],
])('an optional field of %s may be missing, null or ""', (hook, whole) => {
  test.each(optional[hook]!)('%s', (path) => {
    const missing = read(withAt(whole, path, undefined));
    expect(read(withAt(whole, path, null))).toEqual(missing);
    expect(read(withAt(whole, path, ''))).toEqual(missing);
  });
});

describe('variations that mean the same', () => {
  test('unknown fields at every level are passed over', () => {
    const sent = customize({
      checkout_session: 'cs_1',
      metadata: { a: 'b' },
      line_item_details: [line('li_1', { extra: { deep: [1] } })],
      shipping_details: { address: address({ planet: 'Earth' }), discount_details: [], shipping_rates: [] },
    });
    sent.api_version = '2026-01-01';
    expect(read(sent)).toEqual(read(customize()));
  });

  test.each(['customize', 'finalize'])('%s lists its lines under either name', (hook) => {
    const make = hook === 'customize' ? customize : finalize;
    const one = make({ line_item_details: [line()], line_items_details: null });
    const other = make({ line_items_details: [line()], line_item_details: [] });
    expect(read(one)).toEqual(read(other));
    expect((read(one) as CustomizeRequest).lines).toHaveLength(1);
  });

  test.each(['usd', 'USD', 'Usd'])('the currency %s', (currency) => {
    expect(readCustomize({ currency }).currency).toBe('usd');
  });

  test.each(['mastercard', 'master_card', 'Master_Card'])('the brand %s', (brand) => {
    const payment = readFinalize({ payment_method_details: { type: 'card', card: { brand } } }).payment;
    expect(payment?.brand?.toLowerCase()).toBe('mastercard');
  });

  test.each([
    ['us', 'US'],
    [' US ', 'US'],
    ['UK', 'GB'],
    ['uk', 'GB'],
    ['EL', 'GR'],
    ['USA', 'USA'],
    ['ß', 'ß'],
  ])('the country %j is %s', (country, expected) => {
    expect(readCustomize({ shipping_details: { address: { country } } }).shipTo?.country).toBe(expected);
  });

  test.each(['included', 'inclusive', 'excluded', 'exclusive', 'unspecified', 'else', null])(
    'a rate with the tax behavior %s',
    (tax_behavior) => {
      const rate = { id: 'shr_1', tax_behavior, fixed_amount: { amount: 599, currency: 'USD' } };
      const { offered } = readCustomize({ shipping_details: { shipping_rates: [rate] } });
      expect(offered).toEqual([{ id: 'shr_1', amount: 599 }]);
    },
  );

  test.each(['9c2…', 'evt_1', 'dcpe_1', 'c9b3a1a2-5c7e-4d4f-8a54-2f1f0c8f7f11'])('any id: %s', (id) => {
    expect(readCustomize({}, { id }).id).toBe(id);
  });

  test('an id that is no text is no id', () => {
    expect(readCustomize({}, { id: 17 }).id).toBeNull();
  });

  test('an address without a country is no address', () => {
    expect(readCustomize({ shipping_details: { address: address({ country: '  ' }) } }).shipTo).toBeNull();
  });

  test('a payment that is not by card', () => {
    expect(readFinalize({ payment_method_details: { type: 'klarna' } }).payment).toEqual({
      type: 'klarna',
      brand: null,
      funding: null,
      country: null,
      wallet: null,
      iin: null,
    });
  });

  test('the billing name stands in for the shipping name', () => {
    expect(readFinalize({ shipping_details: { address: address() } }).name).toBe('J. Rosen');
  });

  test('a rate in another currency has no amount, and one without an id is passed over', () => {
    const rates = [
      { id: 'shr_1', fixed_amount: { amount: 599, currency: 'eur' } },
      { id: null, fixed_amount: { amount: 599, currency: 'usd' } },
    ];
    expect(readCustomize({ shipping_details: { shipping_rates: rates } }).offered).toEqual([
      { id: 'shr_1', amount: null },
    ]);
  });

  test('a list of discounts that is not empty is noticed', () => {
    expect(readCustomize({ discounts: [{ coupon: 'x' }] }).hasDiscounts).toBe(true);
    expect(readCustomize({ discounts: [] }).hasDiscounts).toBe(false);
  });

  test('-0 is 0', () => {
    expect(Object.is(readCustomize({ amount_total: -0 }).total, 0)).toBe(true);
  });
});

describe('1,000 lines', () => {
  test('are read in their order', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => line(`li_${i}`));
    expect(readCustomize({ line_item_details: lines }).lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
  });
});

const first = 'data.line_item_details[0]';
const withLine = (more: JsonObject) => customize({ line_item_details: [line('li_1', more)] });

describe('refused, with the path of each fault', () => {
  test.each<[string, unknown, string[]]>([
    ['a list', [], ['']],
    ['null', null, ['']],
    ['a text', 'hook', ['']],
    ['no type', {}, ['type']],
    ['a type that is no text', { type: 1 }, ['type']],
    ['no data', { type: 'v1.delegated_checkout.customize_checkout' }, ['data']],
    ['data that is a list', { ...customize(), data: [] }, ['data']],
    ['no currency', customize({ currency: null }), ['data.currency']],
    ['an unknown currency', customize({ currency: 'zzz' }), ['data.currency']],
    ['a currency with a blank', customize({ currency: 'usd ' }), ['data.currency']],
    ['a currency that is no text', finalize({ currency: 840 }), ['data.currency']],
    ['an account of another form', customize({}, { context: 'acct_1/../2' }), ['context']],
    ['an account that is only the prefix', customize({}, { context: 'acct_' }), ['context']],
    ['an account with a line break', customize({}, { context: 'acct_1\n' }), ['context']],
    ['an account of 256 characters', customize({}, { context: `acct_${'1'.repeat(251)}` }), ['context']],
    ['an account that is no text', customize({}, { context: 1 }), ['context']],
    ['a livemode that is a text', customize({}, { livemode: 'true' }), ['livemode']],
    ['lines that are an object', customize({ line_item_details: {} }), ['data.line_item_details']],
    ['a line that is a text', customize({ line_item_details: ['li_1'] }), [first]],
    ['a line without an id', withLine({ id: null }), [`${first}.id`]],
    ['a line with an empty id', withLine({ id: '' }), [`${first}.id`]],
    ['a line whose id is a number', withLine({ id: 12 }), [`${first}.id`]],
    ['a SKU that is a number', withLine({ sku_id: 12 }), [`${first}.sku_id`]],
    ['no quantity', withLine({ quantity: null }), [`${first}.quantity`]],
    ['a quantity of 0', withLine({ quantity: 0 }), [`${first}.quantity`]],
    ['a quantity of -1', withLine({ quantity: -1 }), [`${first}.quantity`]],
    ['a quantity of 1.5', withLine({ quantity: 1.5 }), [`${first}.quantity`]],
    ['a quantity of -1.5', withLine({ quantity: -1.5 }), [`${first}.quantity`]],
    ['a quantity that is a text', withLine({ quantity: '1' }), [`${first}.quantity`]],
    ['a price that is not whole', withLine({ unit_amount: 24.99 }), [`${first}.unit_amount`]],
    ['a price below 0', withLine({ unit_amount: -1 }), [`${first}.unit_amount`]],
    ['a price of 2^53', withLine({ unit_amount: max + 1 }), [`${first}.unit_amount`]],
    ['an infinite price', withLine({ unit_amount: Infinity }), [`${first}.unit_amount`]],
    ['a discount below 0', withLine({ amount_discount: -1 }), [`${first}.amount_discount`]],
    ['a total below 0', customize({ amount_total: -1 }), ['data.amount_total']],
    ['a total that is a text', finalize({ amount_total: '5597' }), ['data.amount_total']],
    ['a tax past 2^53', finalize({ total_details: { amount_tax: 1e300 } }), ['data.total_details.amount_tax']],
    [
      'an address whose postal code is a number',
      customize({ shipping_details: { address: address({ postal_code: 94016 }) } }),
      ['data.shipping_details.address.postal_code'],
    ],
    [
      'an address that is a text',
      customize({ shipping_details: { address: 'US' } }),
      ['data.shipping_details.address'],
    ],
    ['automatic tax that is a text', customize({ automatic_tax: { enabled: 'no' } }), ['data.automatic_tax.enabled']],
    ['an e-mail that is a list', finalize({ email: ['a@b.example'] }), ['data.email']],
    [
      'a card that is a text',
      finalize({ payment_method_details: { type: 'card', card: 'visa' } }),
      ['data.payment_method_details.card'],
    ],
    ['a price times a quantity past 2^53', withLine({ unit_amount: max, quantity: 2 }), ['data.line_item_details']],
    [
      'subtotals that add up past 2^53',
      customize({ line_item_details: [line('a', { amount_subtotal: max }), line('b', { amount_subtotal: 1 })] }),
      ['data.line_item_details'],
    ],
    [
      'quantities that add up past 2^53',
      customize({
        line_item_details: [line('a', { quantity: max, unit_amount: 0 }), line('b', { quantity: max, unit_amount: 0 })],
      }),
      ['data.line_item_details'],
    ],
    ['a price hook without a SKU', price(null), ['data.sku_id']],
    ['a price hook with an empty SKU', price(''), ['data.sku_id']],
    ['a price hook whose SKU is a number', price(12), ['data.sku_id']],
  ])('%s', (_, json, paths) => {
    const result = parseHookRequest(json);
    expect(result).toMatchObject({ ok: false, code: 'invalid_request', more: 0 });
    expect(faultsOf(json)).toEqual(paths);
  });

  test('amounts of exactly 2^53 - 1 are taken', () => {
    expect(
      readCustomize({ line_item_details: [line('a', { quantity: 1, unit_amount: max })] }).lines[0]?.unitAmount,
    ).toBe(max);
  });

  test.each(['', 'ping', 'v1.delegated_commerce.product_price_availability', 'constructor', '__proto__', 'toString'])(
    'the type %j, which is no hook',
    (type) => {
      expect(parseHookRequest({ ...customize(), type })).toMatchObject({ ok: false, code: 'unsupported_type' });
    },
  );

  test('a type that is inherited is no type', () => {
    expect(parseHookRequest(Object.create(customize()))).toMatchObject({ ok: false, code: 'invalid_request' });
  });

  test('of many faults the first are listed and the others counted', () => {
    const lines = Array.from({ length: 1000 }, () => line('', { quantity: 0 }));
    const result = parseHookRequest(customize({ line_item_details: lines }));
    expect(result).toMatchObject({ ok: false, more: 2000 - maxFaults });
    expect(result.ok ? [] : result.faults).toHaveLength(maxFaults);
  });
});

describe('laws', () => {
  const anyJson = fc.jsonValue({ maxDepth: 5 });

  test('whatever the data, it is refused at a path inside, or has a known currency', () => {
    const types = ['v1.delegated_checkout.customize_checkout', 'v1.delegated_checkout.finalize_checkout'];
    fc.assert(
      fc.property(fc.constantFrom(...types), anyJson, fc.boolean(), (type, data, whole) => {
        const result = parseHookRequest(whole ? data : { type, data });
        if (result.ok) expect(isCurrency((result.request as CustomizeRequest).currency)).toBe(true);
        else expect(result.faults.length).toBeGreaterThan(0);
      }),
    );
  });

  test('whatever stands at whatever path, the answer is a request or faults without the value', () => {
    const paths = [...optional.customize!, 'data.line_item_details.0.quantity', 'data.currency', 'data'];
    fc.assert(
      fc.property(fc.constantFrom(...paths), anyJson, (path, value) => {
        const marked = typeof value === 'string' ? `secret-${value}` : { 'secret-key': value };
        for (const sent of [value, marked]) {
          const result = parseHookRequest(withAt(customize(), path, sent as Json));
          expect(JSON.stringify(result.ok ? [] : result.faults)).not.toContain('secret-');
        }
      }),
    );
  });

  test('every amount of a request is a safe integer from 0, whatever numbers came', () => {
    const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.integer());
    fc.assert(
      fc.property(number, number, number, (unit_amount, amount_subtotal, quantity) => {
        const result = parseHookRequest(withLine({ unit_amount, amount_subtotal, quantity }));
        if (!result.ok) return;
        const { lines } = result.request as CustomizeRequest;
        const numbers = lines.flatMap((item) => [item.unitAmount! * item.quantity, item.subtotal!, item.quantity]);
        expect(numbers.every((n) => Number.isSafeInteger(n) && n >= 0)).toBe(true);
      }),
    );
  });
});
