import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customizeOf, finalizeOf, priceOf } from '../../src/stripe/order.ts';
import { isPlainly, type WireCustomize, type WireFinalize, type WirePrice, wire } from '../../src/stripe/wire.ts';
import { address, customize, finalize, type Json, type JsonObject, line, price } from '../support/requests.ts';

const bodies = {
  customize: () =>
    customize(
      {
        line_item_details: [line(), line('li_2', { sku_id: null })],
        billing_details: { name: 'Jenny', address: address() },
        discounts: [{ id: 'di_1' }],
        shipping_details: {
          address: address(),
          shipping_rates: [{ id: 'shr_1', fixed_amount: { amount: 5, currency: 'usd' } }],
        },
      },
      { context: 'acct_1' },
    ),
  finalize: () => finalize({ line_item_details: [line(), line('li_2')] }, { context: 'acct_1' }),
  price: () => price(),
};
const readers: Record<keyof typeof bodies, (sent: never) => unknown> = {
  customize: (sent: WireCustomize) => customizeOf(sent),
  finalize: (sent: WireFinalize) => finalizeOf(sent),
  price: (sent: WirePrice) => priceOf(sent),
};
const hooks = Object.keys(bodies) as (keyof typeof bodies)[];

/** Every place in a value where something stands. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]));
  return [...(path.length === 0 ? [] : [path]), ...inner];
}

function put(body: JsonObject, path: readonly (string | number)[], value: Json | undefined): void {
  let at: Record<string, Json> = body;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, Json>;
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
}

const odd = fc.oneof(
  fc.constantFrom<Json | undefined>(
    ...[undefined, null, '', ' ', 'usd', 'USD', 'xxx', 'acct_1', 'acct_', `acct_${'a'.repeat(251)}`, true, false],
    ...[0, -0, 1, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, [], {}, [null], [{}], '1'],
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

describe('what is plain', () => {
  test.each(hooks)('is a whole %s hook, with and without nulls', (hook) => {
    const body = bodies[hook]();
    expect(isPlainly(wire[hook], body)).toBe(true);
    for (const path of placesIn(body)) {
      const changed = structuredClone(body);
      put(changed, path, null);
      expect([path.join('.'), isPlainly(wire[hook], changed)]).toEqual([
        path.join('.'),
        wire[hook].safeParse(changed).success,
      ]);
    }
  });

  test('is taken by the schema, and read as the schema has it; nothing else that the schema takes is lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...hooks),
        fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 3 }),
        (hook, changes) => {
          const body = bodies[hook]();
          for (const [at, value] of changes) {
            const places = placesIn(body);
            put(body, places[at % places.length]!, structuredClone(value));
          }
          const parsed = wire[hook].safeParse(body);
          const plain = isPlainly(wire[hook], body);
          expect(plain).toBe(parsed.success);
          if (plain) expect(readers[hook](body as never)).toEqual(readers[hook](parsed.data as never));
        },
      ),
      { numRuns: 5000 },
    );
  });
});
