/** Arbitrary values, places and conditions, as a person writes them. Few words, so that rules and orders meet often. */
import fc from 'fast-check';
import type { Tree, TreeMap } from './written.ts';

/** What the files of one directory share. */
export interface Setup {
  /** The currency of plain amounts, first, and all others that are sold in. */
  currencies: readonly string[];
  /** Conditions that splitting a line in two may turn: on the size of a line, and on the number of lines. */
  lineSizes: boolean;
  /** `known` and `missing`, which are about what an order does not say. */
  presence: boolean;
}

export const anySetup: Setup = { currencies: ['usd'], lineSizes: true, presence: true };

type Hook = 'customize' | 'finalize';
type Arb<T = Tree> = fc.Arbitrary<T>;

export const oneOf = <const T>(...values: T[]): Arb<T> => fc.constantFrom(...values);
/** Some of these words, or one without brackets. */
const words = (...of: string[]): Arb =>
  fc.oneof(oneOf(...of), fc.subarray(of, { minLength: 1, maxLength: Math.min(3, of.length) }));
/** The same, or none of them. */
const match = (...of: string[]): Arb =>
  fc.oneof({ weight: 6, arbitrary: words(...of) }, { weight: 1, arbitrary: words(...of).map((not) => ({ not })) });
/** A map of these keys, each of which may be absent. */
export const maybe = (keys: Record<string, Arb>): Arb<TreeMap> => fc.record(keys, { requiredKeys: [] }) as Arb<TreeMap>;
export const flag: Arb = oneOf('true', 'false');

/** Digits after the point of major units, of which rules may use at most two, as Stripe takes them. */
const wholeOnly = ['jpy', 'isk', 'ugx', 'bif', 'clp', 'djf', 'gnf', 'kmf', 'krw', 'mga', 'pyg'].concat(
  ...['rwf', 'vnd', 'vuv', 'xaf', 'xof', 'xpf'],
);

/** `amount` of the smallest amounts of a currency, in major units: 599 is 5.99 in dollars, and 599 in yen. */
export function major(amount: number, currency: string): string {
  if (wholeOnly.includes(currency)) return String(amount);
  const cents = String(amount).padStart(3, '0');
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
}

/** An amount: plain, or for some currencies; `whole`: for each of the currencies, as approval and fees need it. */
export function money({ currencies }: Setup, amount: Arb<number>, whole = false): Arb {
  const plain = amount.map((one) => major(one, currencies[0]!));
  if (whole && currencies.length === 1) return plain;
  const codes = whole ? fc.constant([...currencies]) : fc.subarray([...currencies], { minLength: 1 });
  const mapped = fc
    .tuple(amount, codes)
    .map(([one, of]) => Object.fromEntries(of.map((code) => [code, major(one, code)])));
  return whole ? mapped : fc.oneof({ weight: 4, arbitrary: plain }, mapped);
}

/** Amounts of prices and fees. */
export const small = fc.oneof(oneOf(0, 1, 99, 150, 599, 1000), fc.nat(3000));
/** Mostly up to 20 %, and of few decimals. */
export const percent: Arb<string> = fc
  .oneof(oneOf(0, 50_000, 72_500, 99_750, 190_000, 200_000, 1_000_000), fc.nat(200_000))
  .map((one) => String(one / 10_000));

const sums = oneOf(0, 1, 500, 1000, 1999, 2000, 5000, 7500, 10_000, 20_000);

/** `{ min }`, `{ over }` and so on, or two bounds. */
function bounds(value: Arb, pairs: readonly (readonly [Tree, Tree])[]): Arb {
  return fc.oneof(
    { weight: 5, arbitrary: fc.tuple(oneOf('min', 'max', 'over', 'under'), value).map(([key, of]) => ({ [key]: of })) },
    fc
      .tuple(oneOf('min', 'over'), oneOf('max', 'under'), oneOf(...pairs))
      .map(([low, high, [from, to]]) => ({ [low]: from, [high]: to })),
  );
}

const moneyBounds = (setup: Setup, whole: boolean): Arb =>
  bounds(
    money(setup, sums, whole),
    [
      [500, 2000],
      [1000, 10_000],
    ].map((pair) => pair.map((one) => allOf(setup, one)) as [Tree, Tree]),
  );
const allOf = ({ currencies }: Setup, amount: number): Tree =>
  Object.fromEntries(currencies.map((code) => [code, major(amount, code)]));
const numbers: Arb = fc.oneof(oneOf('1', '2', '3'), bounds(oneOf('0', '1', '2', '3', '5', '8'), [['1', '4']]));
const weights: Arb = bounds(oneOf('0 g', '250 g', '1 kg', '2 lb', '1500 g', '5 kg', '20 kg'), [['500 g', '3 kg']]);

const lands = {
  US: {
    state: match('CA', 'NY', 'US-AK', 'TX'),
    city: match('San Jose', 'New York', 'San*', '*York'),
    postal: match('94016', '940*', '94000...94999', '94010...94020', '10001', '100*', '94016-1234', '9*', '@codes'),
  },
  CA: {
    state: match('ON', 'QC', 'CA-BC'),
    city: match('Montreal', 'Toronto'),
    postal: match('M5V', 'M5V 3L9', 'M5*', 'K1A...K2Z', 'M5V3*'),
  },
  GB: {
    state: match('Scotland'),
    city: match('London'),
    postal: match('SW1A', 'SW1', 'SW1*', 'SW1A 1AA', 'AB10...AB15', 'SW1A 1*'),
  },
  DE: { state: match('Berlin'), city: match('Berlin', 'Munchen'), postal: match('10115', '10*', '10000...10999') },
};

const inLand = fc.oneof(
  ...Object.entries(lands).map(([country, { state, city, postal }]) =>
    fc
      .tuple(fc.nat(7), state, fc.nat(7), city, fc.nat(3), postal)
      .map(([byState, state, byCity, city, byPostal, postal_code]) => ({
        country,
        ...(byState > 4 && { state }),
        ...(byCity > 5 && { city }),
        ...(byPostal > 1 && { postal_code }),
      })),
  ),
);

/** A place; the zones `near` and `far` are in every directory. */
export const place: Arb = fc.letrec<{ place: Tree }>((tie) => ({
  place: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    { weight: 8, arbitrary: inLand },
    { weight: 1, arbitrary: oneOf<Tree>({ country: 'EU' }, { country: { not: 'US' } }, {}, { country: ['US', 'DE'] }) },
    { weight: 2, arbitrary: oneOf('near', 'far') },
    { weight: 1, arbitrary: fc.array(tie('place'), { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: tie('place').map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(inLand, tie('place')).map(([here, except]) => ({ ...here, except })) },
    { weight: 1, arbitrary: oneOf<Tree>({ zone: 'near', state: 'ON' }, { country: 'US', zone: 'near', city: 'San*' }) },
  ),
})).place;

/** One or two of these conditions, which must all hold. */
const both = (single: Arb<TreeMap>): Arb<TreeMap> =>
  fc
    .uniqueArray(single, { minLength: 1, maxLength: 2, selector: (map) => Object.keys(map)[0] })
    .map((maps) => Object.assign({}, ...maps));

/** `any`, `all` and `not` over a condition. */
function nested(inner: Arb<TreeMap>): { weight: number; arbitrary: Arb<TreeMap> }[] {
  const list = fc.array(inner, { minLength: 1, maxLength: 2 });
  return [
    { weight: 1, arbitrary: list.map((any) => ({ any })) },
    { weight: 1, arbitrary: list.map((all) => ({ all })) },
    { weight: 2, arbitrary: fc.oneof(inner, list).map((not) => ({ not })) },
  ];
}

const named = (key: string, arbitrary: Arb): Arb<TreeMap> => arbitrary.map((value) => ({ [key]: value }));

/** A condition on a line, as `items` takes it. */
export function lineCondition(setup: Setup, hook: Hook): Arb<TreeMap> {
  const amounts = moneyBounds(setup, hook === 'finalize');
  const sizes = [
    named('quantity', numbers),
    named('subtotal', amounts),
    named('discounted', amounts),
    ...(hook === 'finalize' ? [named('total', amounts)] : []),
  ];
  const leaf = fc.oneof(
    { weight: 3, arbitrary: named('sku', match('A', 'b', 'FOOD-*', '*-1', '0012', '@goods')) },
    named('name', match('Blanket', 'b*', '*t')),
    named('units', numbers),
    named('price', fc.oneof(amounts, money(setup, oneOf(1000, 1999), hook === 'finalize'))),
    named('weight', weights),
    named('in_catalog', flag),
    named('available', flag),
    named('price_matches', flag),
    named('over_limit', flag),
    named('handling', match('fragile', 'bulk*')),
    named('score', bounds(oneOf('1', '2.5'), [['1', '3']])),
    ...(setup.lineSizes ? sizes : []),
  );
  return both(fc.oneof({ weight: 12, arbitrary: leaf }, ...nested(leaf)));
}

/** A `when`. */
export function when(setup: Setup, hook: Hook): Arb<TreeMap> {
  const whole = hook === 'finalize';
  const amounts = moneyBounds(setup, whole);
  const line = lineCondition(setup, hook);
  const sum = fc.oneof(
    ...[named('quantity', numbers), named('subtotal', amounts), named('discounted', amounts), named('weight', weights)],
    ...(setup.lineSizes ? [named('lines', numbers)] : []),
  );
  const items = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(oneOf('any', 'every', 'no'), line).map(([key, of]) => ({ [key]: of })) },
    fc.tuple(line, sum).map(([of, facts]) => ({ of, ...facts })),
  );
  const texts = ['to.country', 'to.state', 'to.city', 'to.postal_code', 'account', 'currency'];
  const later = ['bill_to.country', 'bill_to.postal_code', 'payment.country', 'email', 'name', 'payment.brand'];
  const facts = whole ? [...texts, ...later] : texts;
  const leaf = fc.oneof(
    { weight: 3, arbitrary: named('to', place) },
    { weight: 3, arbitrary: named('items', items) },
    named('account', match('acct_one', '@vip')),
    named('currency', match(...setup.currencies)),
    named('livemode', flag),
    named('subtotal', amounts),
    named('discount', amounts),
    named('discounted', amounts),
    named('quantity', numbers),
    named('weight', weights),
    named('weekday', words('mon', 'tue', 'fri', 'sat', 'sun')),
    named('time', oneOf<Tree>({ after: '22:00', before: '06:00' }, { after: '12:00' }, { before: '09:30' })),
    named('differ', fc.subarray(facts, { minLength: 2, maxLength: 2 })),
    ...(setup.lineSizes ? [named('lines', numbers)] : []),
    ...(setup.presence
      ? [
          fc
            .tuple(oneOf('known', 'missing'), words('to', 'to.state', 'weight', 'items.sku', 'items.weight', ...facts))
            .map(([key, of]) => ({ [key]: of })),
        ]
      : []),
    ...(whole ? finalizeLeaves(amounts) : []),
  );
  return both(fc.oneof({ weight: 12, arbitrary: leaf }, ...nested(both(leaf))));
}

function finalizeLeaves(amounts: Arb): Arb<TreeMap>[] {
  const payment = both(
    fc.oneof(
      named('type', match('card', 'klarna')),
      named('brand', match('visa', 'mastercard')),
      named('funding', match('prepaid', 'credit')),
      named('country', match('US', 'DE')),
      named('wallet', match('apple_pay', 'link')),
      named('iin', match('4242*', '400012')),
    ),
  );
  return [
    named('bill_to', place),
    named('shipping', amounts),
    named('tax', amounts),
    named('total', amounts),
    named('payment', payment),
    named('email', match('*@shop.example', 'bob@mail.example')),
    named('phone', match('+1555*')),
    named('name', match('Jenny*', 'test')),
    named('shipping_offered', flag),
  ];
}
