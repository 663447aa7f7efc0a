/** Random places and conditions, as a person writes them. */
import {
  accountIds,
  type Country,
  changedTimes,
  countries,
  days,
  emails,
  hours,
  lands,
  offsets,
  skuPatterns,
} from './alphabet.ts';
import type { Random } from './random.ts';
import type { Tree, TreeMap } from './written.ts';

/** What the parts of one directory share. */
export interface Scheme {
  random: Random;
  zones: string[];
  hasCatalog: boolean;
  currencies: string[];
  /** An amount of the rules; `whole`: in each of the currencies, as approval and fees need it. */
  amount(values: readonly number[], whole?: boolean): Tree;
}

export const sums = [0, 1, 5, 10, 20, 25, 50, 75, 100, 150];

function match(random: Random, values: readonly string[], notToo = true): Tree {
  const of = random.chance(0.6) ? random.pick(values) : random.some(values, 1, 3);
  return notToo && random.chance(0.12) ? { not: of } : of;
}

/** A place in one country, with what is known there. */
export function placeIn(random: Random, country: Country): TreeMap {
  const land = lands[country];
  // A state or code of one country would be an error in another.
  if (random.chance(0.15)) return { country: random.some(countries, 2, 3) };
  return {
    country,
    ...(land.states.length > 0 ? random.maybe(0.4, 'state', () => match(random, land.states)) : {}),
    ...random.maybe(0.2, 'city', () => match(random, random.chance(0.1) ? ['@towns'] : land.cities)),
    ...random.maybe(0.4, 'postal_code', () => match(random, random.chance(0.1) ? [`@codes-${country}`] : land.postal)),
  };
}

export function place(scheme: Scheme, depth = 2): Tree {
  const { random, zones } = scheme;
  const kind = random.next();
  if (kind < 0.03) return {};
  // Long enough for an index.
  if (kind < 0.045) return random.list(9, 12, () => placeIn(random, random.pick(countries)));
  if (kind < 0.13 && zones.length > 0) return random.pick(zones);
  if (kind < 0.25 && depth > 0) return random.list(1, 3, () => place(scheme, depth - 1));
  if (kind < 0.29 && depth > 0) return { not: place(scheme, depth - 1) };
  if (kind < 0.36) return { country: random.pick(['EU', { not: 'US' }, ['EU', 'US']]) };
  const here = placeIn(random, random.pick(countries));
  if (depth > 0 && random.chance(0.1)) here.except = place(scheme, depth - 1);
  // With a country of its own it may be nowhere at all, which an index knows better than Kleene's logic.
  if (zones.length > 0 && random.chance(0.08)) {
    delete here.country;
    here.zone = random.pick(zones);
  }
  return here;
}

type Bound<T> = (value: T) => Tree;

function bounds<T>(random: Random, values: readonly T[], write: Bound<T>): TreeMap {
  const at = random.whole(0, values.length - 2);
  const kind = random.whole(0, 5);
  if (kind === 0) return { [random.pick(['min', 'over'])]: write(values[at]!), max: write(values[at + 1]!) };
  return { [(['min', 'max', 'over', 'under', 'min'] as const)[kind - 1]!]: write(values[at]!) };
}

function number(random: Random): Tree {
  return random.chance(0.3) ? String(random.whole(0, 6)) : bounds(random, ['0', '1', '2', '3', '5', '8'], String);
}

export const weights = ['0 g', '250 g', '2 lb', '1 kg', '1500 g', '5 kg', '20 kg'];

/** An amount condition: plain bounds, or in currencies. */
function money(scheme: Scheme, whole: boolean): Tree {
  return bounds(scheme.random, sums, (value) => scheme.amount([value], whole));
}

/** A condition on a line. */
export function items(scheme: Scheme, hook: 'customize' | 'finalize', depth = 1): TreeMap {
  const { random, hasCatalog } = scheme;
  const whole = hook === 'finalize';
  const kinds: (() => TreeMap)[] = [
    () => ({ sku: match(random, skuPatterns) }),
    () => ({ sku: match(random, skuPatterns) }),
    () => ({ name: match(random, ['Blanket', 'b*', '*t']) }),
    () => ({ quantity: number(random) }),
    () => ({ units: number(random) }),
    () => ({ price: random.chance(0.2) ? scheme.amount([10], whole) : money(scheme, whole) }),
    () => ({ [random.pick(['subtotal', 'discounted', ...(whole ? ['total'] : [])])]: money(scheme, whole) }),
    () => ({ in_catalog: random.pick(['true', 'false']) }),
  ];
  if (hasCatalog) {
    kinds.push(
      () => ({ handling: match(random, ['fragile', 'bulky', 'fra*']) }),
      () => ({ product_category: match(random, ['Food*', 'Home', '*Fruit']) }),
      () => ({ available: random.pick(['true', 'false']) }),
      () => ({ price_matches: random.pick(['true', 'false']) }),
      () => ({ over_limit: random.pick(['true', 'false']) }),
      () => ({ weight: bounds(random, weights, String) }),
      () => ({ score: number(random) }),
    );
  }
  if (depth > 0) {
    const inner = () => items(scheme, hook, depth - 1);
    kinds.push(
      () => ({ [random.pick(['any', 'all'])]: random.list(1, 2, inner) }),
      () => ({ not: random.chance(0.5) ? inner() : random.list(2, 2, inner) }),
    );
  }
  return { ...random.pick(kinds)(), ...(random.chance(0.15) ? random.pick(kinds)() : {}) };
}

/** A `when`. */
export function when(scheme: Scheme, hook: 'customize' | 'finalize', depth = 2): TreeMap {
  const { random, hasCatalog } = scheme;
  const whole = hook === 'finalize';
  const line = () => items(scheme, hook);
  const kinds: (() => TreeMap)[] = [
    () => ({ to: place(scheme) }),
    () => ({ to: place(scheme) }),
    () => ({ to: place(scheme) }),
    () => ({ account: match(random, [...accountIds, '@pro', 'acct_t*']) }),
    () => ({ currency: match(random, ['usd', 'cad', 'jpy']) }),
    () => ({ livemode: random.pick(['true', 'false']) }),
    () => ({ [random.pick(['subtotal', 'discount', 'discounted'])]: money(scheme, whole) }),
    () => ({ [random.pick(['subtotal', 'discount', 'discounted'])]: money(scheme, whole) }),
    () => ({ [random.pick(['quantity', 'lines'])]: number(random) }),
    () => ({ items: { [random.pick(['any', 'every', 'no'])]: line() } }),
    () => ({ items: { of: line(), [random.pick(['quantity', 'lines'])]: number(random) } }),
    () => ({ items: { of: line(), [random.pick(['subtotal', 'discounted'])]: money(scheme, whole) } }),
    () => ({ weekday: random.pick<Tree>([['sat', 'sun'], 'mon-fri', 'fri', 'sun']) }),
    () => ({ time: time(random) }),
    () => ({ [random.pick(['known', 'missing'])]: facts(random, hook, hasCatalog) }),
  ];
  if (hasCatalog) {
    kinds.push(
      () => ({ weight: bounds(random, weights, String) }),
      () => ({ items: { of: line(), weight: bounds(random, weights, String) } }),
    );
  }
  if (whole) {
    kinds.push(
      () => ({ bill_to: place(scheme) }),
      () => ({ payment: payment(random) }),
      () => ({ email: match(random, [...emails, '*@mail.example', '@emails']) }),
      () => ({ [random.pick(['phone', 'name'])]: match(random, ['+1*', 'Jenny Rosen', 'j*']) }),
      () => ({ [random.pick(['shipping', 'tax', 'total'])]: money(scheme, true) }),
      () => ({ shipping_offered: random.pick(['true', 'false']) }),
      () => ({ shipping_offered: random.pick(['true', 'false']) }),
      () => ({
        differ: random.pick([
          ['to.country', 'bill_to.country'],
          ['bill_to.country', 'payment.country'],
        ]),
      }),
      () => ({
        differ: random.pick([
          ['to.postal_code', 'bill_to.postal_code'],
          ['to.city', 'bill_to.city'],
          ['to.state', 'bill_to.state'],
        ]),
      }),
    );
  }
  if (depth > 0) {
    const inner = () => when(scheme, hook, depth - 1);
    kinds.push(
      () => ({ [random.pick(['any', 'all'])]: random.list(1, 2, inner) }),
      () => ({ not: random.chance(0.5) ? inner() : random.list(2, 2, inner) }),
    );
  }
  return { ...random.pick(kinds)(), ...(random.chance(0.25) ? random.pick(kinds)() : {}) };
}

function time(random: Random): TreeMap {
  const [after, before] = random.some(hours, 2, 2);
  const ends = random.pick([{ after: after! }, { before: before! }, { after: after!, before: before! }]);
  return random.chance(0.3) ? { after: before!, before: after! } : ends;
}

function payment(random: Random): TreeMap {
  return random.pick<TreeMap>([
    { funding: match(random, ['prepaid', 'credit', 'debit']) },
    { country: match(random, ['US', 'EU', 'GB']) },
    { brand: match(random, ['visa', 'mastercard']) },
    { type: match(random, ['card', 'klarna']) },
    { wallet: 'apple_pay' },
    { iin: match(random, ['4242*', '411111']) },
  ]);
}

function facts(random: Random, hook: 'customize' | 'finalize', hasCatalog: boolean): Tree {
  const known = [
    'to',
    'to.state',
    'to.postal_code',
    'to.city',
    'account',
    'livemode',
    'discount',
    'discounted',
    'items.sku',
  ];
  if (hasCatalog) known.push('items.handling', 'items.weight', 'weight', 'items.available');
  if (hook === 'finalize')
    known.push('email', 'payment', 'payment.wallet', 'bill_to.city', 'total', 'tax', 'shipping', 'name');
  return random.chance(0.5) ? random.pick(known) : random.some(known, 1, 2);
}

/** `from` and `through`, in the order of time. */
export function inTime(random: Random): TreeMap {
  if (!random.chance(0.25)) return {};
  if (random.chance(0.4)) return { [random.pick(['from', 'through'])]: random.pick(changedTimes) };
  const [start, end] = random.some(days, 2, 2);
  const at = (day: string): string => {
    const kind = random.next();
    if (kind < 0.4) return day;
    const time = `${day}T${random.pick(hours)}${random.chance(0.3) ? ':30' : ''}`;
    return kind < 0.8 ? time : time + random.pick(offsets);
  };
  return random.pick<() => TreeMap>([
    () => ({ from: at(start!) }),
    () => ({ through: at(end!) }),
    () => ({ from: at(start!), through: at(end!) }),
  ])();
}
