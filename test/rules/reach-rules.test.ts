/** Approval rules that others cover: the first that applies decides. */
import { describe, expect, it } from 'vitest';
import { rules, unreached } from '../support/reach.ts';

describe('the last of these approval rules', () => {
  it.each([
    // Places
    ['{ to: { country: US } }', '{ to: { country: US, state: CA } }'],
    ['{ to: { country: US } }', '{ to: { country: us, city: Austin } }'],
    ['{ to: { country: EU } }', '{ to: { country: [DE, FR] } }'],
    ['{ to: { country: [DE, FR] } }', '{ to: { country: [IT, ES] } }', '{ to: { country: [DE, ES] } }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: US } }', '{ to: { postal_code: 94016 } }'],
    ['{ to: { country: { not: US } } }', '{ to: { country: GB } }'],
    ['{ to: { country: US, state: [AK, HI] } }', '{ to: far }'],
    ['{ to: far }', '{ to: { country: US, state: ak } }'],
    ['{ to: { country: US, except: far } }', '{ to: far }', '{ to: { country: US, state: CA } }'],
    ['{ to: { country: US, except: far } }', '{ to: { country: US, state: [CA, NV] } }'],
    ['{ not: { to: { country: US } } }', '{ to: { country: CA } }'],
    ['{ not: { to: { country: US } } }', '{ to: { country: US } }', '{ known: to }'],
    ['{ to: { country: US, city: San Jose } }', '{ to: { country: US, city: "SAN JOSÉ" } }'],
    ['{ to: { country: US, city: "San*" } }', '{ to: { country: US, city: [San Jose, "san f*"] } }'],
    ['{ to: { country: IT, state: 25 } }', '{ to: { country: IT, state: MI } }'],
    // Postal codes
    ['{ to: { country: US, postal_code: 9* } }', '{ to: { country: US, postal_code: 94000...94999 } }'],
    ['{ to: { country: US, postal_code: 94016 } }', '{ to: { country: US, postal_code: "94016-1234" } }'],
    ['{ to: { country: US, postal_code: 900...909 } }', '{ to: { country: US, postal_code: 9012* } }'],
    [
      '{ to: { country: US, postal_code: [900*, 901*, 902*, 903*, 904*] } }',
      '{ to: { country: US, postal_code: 905...909 } }',
      '{ to: { country: US, postal_code: 90* } }',
    ],
    [
      '{ to: { country: US, postal_code: 94000...94499 } }',
      '{ to: { country: US, postal_code: 94500...94999 } }',
      '{ to: { country: US, postal_code: 94400...94600 } }',
    ],
    ['{ to: { country: US, postal_code: "@codes" } }', '{ to: { country: US, postal_code: 94100...94199 } }'],
    ['{ to: { country: GB, postal_code: SW1 } }', '{ to: { country: GB, postal_code: SW1 1AA } }'],
    ['{ to: { country: GB, postal_code: AB10...AB15 } }', '{ to: { country: GB, postal_code: [AB11, AB15 9ZZ] } }'],
    ['{ to: { country: GB, postal_code: HS } }', '{ to: { country: GB, postal_code: "HS9*" } }'],
    ['{ to: { country: CA, postal_code: "M5*" } }', '{ to: { country: CA, postal_code: M5V 3L9 } }'],
    [
      '{ to: { country: GB, postal_code: AB10...AB12 } }',
      '{ to: { country: GB, postal_code: AB13...AB15 } }',
      '{ to: { country: GB, postal_code: AB11...AB14 } }',
    ],
    // Numbers, amounts and weights
    ['{ quantity: { min: 3 } }', '{ quantity: 5 }'],
    ['{ quantity: { max: 3 } }', '{ quantity: { min: 4 } }', '{ quantity: { min: 2, max: 9 } }'],
    ['{ lines: { min: 0 } }', '{ email: x }'],
    ['{ subtotal: { under: { usd: 50, cad: 60 } } }', '{ subtotal: { max: { usd: 49.99, cad: 59.99 } } }'],
    [
      '{ total: { min: { usd: 10, cad: 10 } } }',
      '{ total: { max: { usd: 20, cad: 20 } } }',
      '{ total: { over: { usd: 5, cad: 5 } } }',
    ],
    ['{ weight: { max: 1 kg } }', '{ weight: { over: 1000 g } }', '{ weight: { min: 1 lb } }'],
    // Texts, flags and facts that are there or not
    ['{ email: "*@bad.example" }', '{ email: "x@BAD.example" }'],
    ['{ email: "@blocked" }', '{ email: "*.y@bad.example" }'],
    ['{ email: "@blocked" }', '{ email: "@blocked", name: x }'],
    ['{ account: { not: acct_1 } }', '{ account: acct_1 }', '{ account: "acct_*" }'],
    ['{ payment: { country: EU } }', '{ payment: { country: DE, funding: prepaid } }'],
    ['{ livemode: true }', '{ livemode: true, email: x }'],
    ['{ livemode: true }', '{ livemode: false }', '{ known: livemode }'],
    ['{ missing: email }', '{ missing: [email, phone] }'],
    ['{ known: email }', '{ email: { not: x } }'],
    ['{ currency: usd }', '{ currency: { not: usd } }', '{ email: x }'],
    ['{ differ: [to.country, bill_to.country] }', '{ differ: [to.country, bill_to.country], email: x }'],
    // Time
    ['{ weekday: mon-fri }', '{ weekday: [sat, sun] }', '{ email: x }'],
    ['{ time: { after: "08:00" } }', '{ time: { after: "22:00", before: "09:00" } }', '{ email: x }'],
    ['{ time: { after: "22:00", before: "06:00" } }', '{ time: { before: "05:00" } }'],
    ['from: 2027-01-01', 'through: 2026-12-31', '{ email: x }'],
    ['from: 2026-01-01, through: 2027-12-31', 'when: { email: x }, from: 2026-12-01, through: 2026-12-24'],
    // Lines
    ['{ items: { any: { sku: "F*" } } }', '{ items: { any: { sku: FOOD } } }'],
    ['{ items: { any: { sku: "F*" } } }', '{ items: { every: { sku: [FA, FB] } } }'],
    ['{ items: { no: { sku: A } } }', '{ items: { every: { sku: B } } }'],
    ['{ items: { any: { sku: A } } }', '{ items: { no: { sku: A } } }', '{ items: { every: { sku: { not: C } } } }'],
    ['{ items: { of: { sku: A }, quantity: { min: 2 } } }', '{ items: { of: { sku: A }, quantity: { over: 3 } } }'],
    ['{ items: { any: { kind: b } } }', '{ items: { any: { kind: b, score: { min: 2 } } } }'],
    [
      '{ items: { any: { price: { min: { usd: 10, cad: 10 } } } } }',
      '{ items: { any: { price: { over: { usd: 20, cad: 20 } } } } }',
    ],
    // Any, all and not
    ['{ any: [{ email: x }, { phone: y }] }', '{ phone: y }'],
    ['{ email: x }', '{ phone: y }', '{ any: [{ email: x, name: z }, { phone: y }] }'],
    ['{ not: [{ email: x }, { email: y }] }', '{ email: z }'],
    ['{ email: x }', '{ phone: y }', '{ to: { country: US } }', '{ all: [{ phone: y }, { to: { country: CA } }] }'],
  ])('is behind the others: %s', (...conditions) => {
    expect(unreached(rules(...conditions))).toContain('abcdefgh'[conditions.length - 1]);
  });
});
