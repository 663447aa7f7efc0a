/** Names that every object of JavaScript knows: wherever one is written, it is a name as any other. */
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { now, secrets } from '../conformance/signature.ts';
import { directory, load, noon, type Texts } from '../support/decide.ts';
import { address, customize, finalize, type JsonObject, line, price } from '../support/requests.ts';
import { inProcess, serviceOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { asOrdinary, names, ordinaryFor } from './names.ts';
import { type Position, positions } from './positions.ts';

/** Everything that comes of a directory and three orders under it. */
function toldOf({ files, order }: Position, name: string): unknown {
  const { sku = 'A', account, state = 'CA' } = order?.(name) ?? {};
  const { directory: compiled, problems } = load(files(name));
  const place = { shipping_details: { name: 'J', address: address({ state }) } };
  const envelope: JsonObject = account === undefined ? {} : { context: account };
  const lines = [line('li_1', { sku_id: sku })];
  const requests = [
    customize({ line_item_details: lines, ...place }, envelope),
    finalize({ line_items_details: lines, ...place }, envelope),
    price(sku, envelope),
  ];
  return {
    problems: problems.all.map(({ at, code, severity }) => [at, severity, code]),
    answers: requests.map((json) => {
      const parsed = parseHookRequest(json);
      if (!parsed.ok) return parsed.faults;
      const rules = compiled?.forAccount(parsed.request.account);
      if (rules === null || rules === undefined) return 'refused';
      const { response, decided, explanation } = evaluate(rules, parsed.request, noon, true);
      return { response, decided, explanation };
    }),
  };
}

describe.each(Object.entries(positions))('%s', (_, position) => {
  test.each(names)('may be %s', (name) => {
    expect(asOrdinary(toldOf(position, name), name)).toEqual(asOrdinary(toldOf(position, ordinaryFor(name)), name));
  });
});

describe('an entry of such a name does what it says', () => {
  const rules: Texts = {
    'shipping.yaml':
      'options:\n  - { id: constructor, name: A, price: 1, metadata: { toString: x, constructor: y } }\n',
  };
  test('and its metadata is sent', () => {
    const parsed = parseHookRequest(customize());
    if (!parsed.ok) throw new Error('not read');
    expect(evaluate(directory(rules).base, parsed.request, noon).response).toMatchObject({
      shipping_options: [
        { shipping_rate_data: { metadata: { toString: 'x', constructor: 'y', ratebook_option: 'constructor' } } },
      ],
    });
  });
});

/** Where a request carries text of the buyer or of the agent. */
const carriers: Record<string, (name: string) => JsonObject> = {
  'the account': (n) => customize({}, { context: `acct_${n}` }),
  'the context': (n) => customize({}, { context: n }),
  'the type': (n) => customize({}, { type: n }),
  'the id': (n) => customize({}, { id: n }),
  'the currency': (n) => customize({ currency: n }),
  'a SKU': (n) => customize({ line_item_details: [line('a', { sku_id: n })] }),
  'the id and name of a line': (n) => customize({ line_item_details: [line(n, { name: n })] }),
  'two lines of one id': (n) => customize({ line_item_details: [line(n), line(n)] }),
  'the country': (n) => customize({ shipping_details: { address: address({ country: n }) } }),
  'the state, city and code': (n) =>
    customize({ shipping_details: { address: address({ state: n, city: n, postal_code: n }) } }),
  'the chosen rate': (n) => customize({ shipping_details: { shipping_rate: n, shipping_rates: [{ id: n }] } }),
  'the kind of payment': (n) => finalize({ payment_method_details: { type: n, [n]: { brand: n } } }),
  'the card': (n) =>
    finalize({
      payment_method_details: { type: 'card', card: { brand: n, funding: n, country: n, wallet: { type: n } } },
    }),
  'email, phone and name': (n) => finalize({ email: `${n}@example.com`, phone: n, billing_details: { name: n } }),
  'a SKU whose price is asked': (n) => price(n),
  'an unknown key at each level': (n) =>
    finalize({ [n]: { [n]: 1 }, line_items_details: [line('a', { [n]: n })] }, { [n]: { value: 1 } }),
};

/** Where the name is a key, `__proto__` is no JSON that is taken. */
const keyed = ['the kind of payment', 'an unknown key at each level'];

describe.each(Object.entries(carriers))('a request whose content is such a name in %s', (where, content) => {
  const sent = async (name: string): Promise<unknown> => {
    const service = serviceOf();
    const { send } = await inProcess.open(service);
    const body = bytesOf(JSON.stringify(content(name)));
    const signature = await headerOf(secrets.current, now, body);
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Stripe-Signature', signature],
    ];
    const { status, json } = await send({ headers, body });
    const logged = service.logged.map(({ time, request_id, micros, ...more }) => more);
    return { status, json, logged };
  };
  test.each(names)('%s is answered as any other', async (name) => {
    const told = await sent(name);
    if (name === '__proto__' && keyed.includes(where)) {
      expect(told).toMatchObject({ status: 400, json: { error: { code: 'invalid_json' } } });
      return;
    }
    expect(asOrdinary(told, name)).toEqual(asOrdinary(await sent(ordinaryFor(name)), name));
    expect((told as { status: number }).status).not.toBe(500);
  });
});

test('after all of this objects know what they knew', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Reflect.ownKeys({})).toEqual([]);
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(12);
});
