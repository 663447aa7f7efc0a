/** Approval rules that are reached, so that nothing may be said of them. */
import { describe, expect, it } from 'vitest';
import { rules, unreached } from '../support/reach.ts';

describe('the last of these approval rules', () => {
  it.each([
    ['{ to: { country: US, state: CA } }', '{ to: { country: US } }'],
    ['{ to: { country: [DE, FR] } }', '{ to: { country: EU } }'],
    ['{ to: { country: US, state: CA } }', '{ to: { state: CA } }'],
    ['{ to: { country: US, except: far } }', '{ to: far }', '{ to: { country: US } }'],
    ['{ to: { country: US, except: far } }', '{ to: { country: US, city: Austin } }'],
    // Without an address, nothing is known of it.
    ['{ to: { country: US } }', '{ not: { to: { country: US } } }', '{ email: x }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: US } }', '{ email: x }'],
    ['{ bill_to: { country: US } }', '{ to: { country: US } }'],
    ['{ to: { country: US, city: "San*" } }', '{ to: { country: US, city: "*San*" } }'],
    ['{ to: { country: IT, state: MI } }', '{ to: { country: IT, state: 25 } }'],
    ['{ to: { country: US, postal_code: 9401* } }', '{ to: { country: US, postal_code: 940* } }'],
    [
      '{ to: { country: US, postal_code: 900...904 } }',
      '{ to: { country: US, postal_code: 906...909 } }',
      '{ to: { country: US, postal_code: 90* } }',
    ],
    [
      '{ to: { country: US, postal_code: 94000...94498 } }',
      '{ to: { country: US, postal_code: 94500...94999 } }',
      '{ to: { country: US, postal_code: 94400...94600 } }',
    ],
    // An address that is cut to SW1A matches the outward part alone.
    ['{ to: { country: GB, postal_code: SW1A 1* } }', '{ to: { country: GB, postal_code: SW1A } }'],
    [
      `{ to: { country: GB, postal_code: [${[...'0123456789'].map((digit) => `SW1A ${digit}*`).join(', ')}] } }`,
      '{ to: { country: GB, postal_code: SW1A } }',
    ],
    ['{ to: { country: GB, postal_code: SW1 } }', '{ to: { country: GB, postal_code: SW10 } }'],
    ['{ to: { country: GB, postal_code: AB10...AB15 } }', '{ to: { country: GB, postal_code: "AB1*" } }'],
    ['{ to: { country: GB, postal_code: AB1...AB9 } }', '{ to: { country: GB, postal_code: AB10...AB15 } }'],
    ['{ to: { country: DE, postal_code: 10* } }', '{ to: { postal_code: 10115 } }'],
    ['{ quantity: { min: 3 } }', '{ quantity: { min: 2 } }'],
    ['{ quantity: { max: 3 } }', '{ quantity: { min: 5 } }', '{ quantity: { min: 2, max: 9 } }'],
    // The weight of an order may be unknown.
    ['{ weight: { max: 1 kg } }', '{ weight: { over: 1 kg } }', '{ email: x }'],
    ['{ weight: { under: 1 kg } }', '{ weight: { over: 1 kg } }', '{ weight: { min: 500 g } }'],
    ['{ total: { min: { usd: 10, cad: 20 } } }', '{ total: { min: { usd: 10, cad: 10 } } }'],
    ['{ subtotal: { min: { usd: 10, cad: 10 } } }', '{ discounted: { min: { usd: 10, cad: 10 } } }'],
    ['{ email: x }', '{ email: { not: y } }'],
    ['{ email: "@blocked" }', '{ email: "*.example" }'],
    ['{ email: { not: x } }', '{ email: x }', '{ phone: y }'],
    ['{ livemode: true }', '{ livemode: false }', '{ email: x }'],
    ['{ missing: [email, phone] }', '{ missing: email }'],
    ['{ known: email }', '{ phone: y }'],
    ['{ currency: usd }', '{ email: x }'],
    ['{ weekday: mon-fri }', '{ weekday: [sat] }', '{ email: x }'],
    ['{ time: { after: "22:00", before: "06:00" } }', '{ time: { before: "06:01" } }'],
    ['from: 2027-01-02', 'through: 2026-12-31', '{ email: x }'],
    ['{ items: { any: { sku: FOOD } } }', '{ items: { any: { sku: "F*" } } }'],
    ['{ items: { every: { sku: "F*" } } }', '{ items: { any: { sku: FOOD } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { no: { sku: A } } }', '{ email: x }'],
    ['{ items: { of: { sku: A }, quantity: { min: 2 } } }', '{ items: { of: { sku: B }, quantity: { over: 3 } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { any: { units: { min: 2 } } } }'],
    ['{ email: x, phone: y }', '{ email: x }'],
    ['{ any: [{ email: x }, { phone: y }] }', '{ any: [{ email: x }, { name: z }] }'],
    ['{ differ: [to.country, bill_to.country] }', '{ known: [to, bill_to] }'],
    ['{ shipping_offered: true }', '{ shipping_offered: false }', '{ known: to }'],
  ])('is reached: %s', (...conditions) => {
    expect(unreached(rules(...conditions))).toEqual([]);
  });
});

describe('a search that would take too long', () => {
  it('says nothing', () => {
    const either = Array.from({ length: 60 }, (_, index) => `any: [{ email: "*${index}*" }, { phone: "*${index}*" }]`);
    const all = either.map((one) => `{ ${one} }`).join(', ');
    const none = either.map((one) => `{ not: { ${one} } }`).join(', ');
    expect(unreached(rules(`{ all: [${all}] }`, `{ any: [${none}] }`, '{ known: [email, phone] }'))).toEqual([]);
  });
});
