/** Random shipping.yaml, as a person writes it. */
import { inTime, items, type Scheme, sums, weights, when } from './write-conditions.ts';
import { percents, placeCells, tableOf, type WrittenTable } from './write-tables.ts';
import type { Tree, TreeMap, WrittenFile } from './written.ts';

const prices = [0, 1, 2.5, 4.99, 5, 9.99, 12.35, 20];
const small = [0, 0.05, 0.5, 1, 1.5, 3];

export function shipping(scheme: Scheme, tables: WrittenTable[]): TreeMap {
  const { random, hasCatalog } = scheme;
  const options = random.list(1, 7, (index) => option(scheme, `option-${index}`, tables));
  return {
    options,
    ...random.maybe(hasCatalog ? 0.25 : 0.1, 'ships', () => ({ items: items(scheme, 'customize') })),
    ...random.maybe(0.4, 'sort', () => random.pick(['as_written', 'cheapest', 'fastest'])),
    ...random.maybe(0.2, 'max_options', () => String(random.whole(1, 5))),
    ...random.maybe(0.3, 'if_none', () => random.pick(['empty', 'omit'])),
  };
}

function option(scheme: Scheme, id: string, tables: WrittenTable[]): TreeMap {
  const { random } = scheme;
  const entry = { id, ...random.maybe(0.6, 'when', () => when(scheme, 'customize')), ...inTime(random) };
  if (random.chance(0.1)) return { ...entry, use: random.pick(['shr_1', 'shr_2']) };
  return {
    ...entry,
    name: id,
    price: price(scheme, id, tables),
    ...random.maybe(0.25, 'free_from', () => scheme.amount(sums)),
    ...random.maybe(0.35, 'surcharges', () => random.list(1, 2, (index) => surcharge(scheme, `extra-${index}`))),
    ...random.maybe(0.15, 'min', () => scheme.amount([1, 2, 3])),
    ...random.maybe(0.15, 'max', () => scheme.amount([5, 10, 15])),
    ...random.maybe(0.15, 'round_to', () => scheme.amount([0.5, 0.99, 1, 5])),
    ...random.maybe(0.5, 'delivery', () => delivery(scheme)),
    ...random.maybe(0.15, 'tax_behavior', () => random.pick(['inclusive', 'exclusive', 'unspecified'])),
    ...random.maybe(0.1, 'tax_code', () => 'txcd_92010001'),
    ...random.maybe(0.1, 'metadata', () => ({ carrier: 'ups' })),
  };
}

function price(scheme: Scheme, id: string, tables: WrittenTable[]): Tree {
  const { random, hasCatalog } = scheme;
  const kind = random.next();
  if (kind < 0.3) return scheme.amount(prices);
  if (kind < 0.42) {
    const path = `tables/${id}.csv`;
    tables.push({ path, file: shippingTable(scheme, id) });
    return { table: path };
  }
  const parts: TreeMap = {
    ...random.maybe(0.5, 'base', () => scheme.amount(prices)),
    ...random.maybe(0.25, 'each', () => scheme.amount(small)),
    ...random.maybe(0.25, 'each_additional', () => scheme.amount(small)),
    ...(hasCatalog ? random.maybe(0.2, random.pick(['per_kg', 'per_lb']), () => scheme.amount(small)) : {}),
    ...(random.chance(0.25) ? { percent: random.pick(percents), of: random.pick(['subtotal', 'discounted']) } : {}),
    ...(random.chance(0.35) ? tiers(scheme) : {}),
  };
  return Object.keys(parts).length > 0 ? parts : scheme.amount(prices);
}

function tiers(scheme: Scheme): TreeMap {
  const { random, hasCatalog } = scheme;
  const by = random.pick(['subtotal', 'discounted', 'quantity', ...(hasCatalog ? ['weight', 'weight'] : [])]);
  const bounds: Tree[] =
    by === 'quantity'
      ? random.some(['1', '3', '5'], 1)
      : by === 'weight'
        ? random.some(weights.slice(1), 1, 3)
        : amounts(scheme, random.some([10, 25, 50, 100], 1, 3));
  const tier = (bound?: Tree): TreeMap => ({
    ...(bound !== undefined && { up_to: bound }),
    price: scheme.amount(prices),
    ...(by === 'weight' ? random.maybe(0.4, random.pick(['per_kg', 'per_lb']), () => scheme.amount(small)) : {}),
  });
  return { by, tiers: [...bounds.map(tier), ...(random.chance(0.6) ? [tier()] : [])] };
}

/** Amounts that ascend: all plain or all in the same currencies. */
function amounts({ random, currencies }: Scheme, values: number[]): Tree[] {
  if (random.chance(0.5)) return values.map(String);
  const codes = random.some(currencies);
  return values.map((value) => Object.fromEntries(codes.map((code) => [code, String(value)])));
}

function surcharge(scheme: Scheme, id: string): TreeMap {
  const { random, hasCatalog } = scheme;
  const amount: TreeMap = {
    ...random.maybe(0.6, 'add', () => scheme.amount(small)),
    ...random.maybe(0.3, 'each', () => scheme.amount(small)),
    ...(hasCatalog ? random.maybe(0.2, 'per_kg', () => scheme.amount(small)) : {}),
  };
  return {
    id,
    ...random.maybe(0.4, 'when', () => when(scheme, 'customize', 1)),
    ...inTime(random),
    ...random.maybe(0.4, 'items', () => items(scheme, 'customize')),
    ...(Object.keys(amount).length > 0 ? amount : { add: scheme.amount(small) }),
    ...random.maybe(0.3, 'free', () => random.pick(['true', 'false'])),
  };
}

function delivery({ random }: Scheme): Tree {
  if (random.chance(0.4)) {
    return random.pick(['3-5 business days', '2 days', '24-48 hours', '1 month', '5-9 days', '5-8 days', '1-2 weeks']);
  }
  const min = random.whole(1, 3);
  const parts = { min: String(min), max: String(min + random.whole(0, 4)), unit: 'business_day' };
  return random.chance(0.3)
    ? parts
    : {
        ...parts,
        cutoff: random.pick<Tree>(['14:00', '12:00', '00:30', { 'mon-thu': '14:00', fri: '11:00' }, { sat: '12:00' }]),
      };
}

function shippingTable(scheme: Scheme, id: string): WrittenFile {
  const { random, currencies, hasCatalog } = scheme;
  const columns = [
    ...['country', 'state', 'postal_code', 'price', 'currency'],
    ...random.some(['min_subtotal', 'min_quantity', 'free_from', 'delivery', ...(hasCatalog ? ['min_weight'] : [])], 0),
    ...(random.chance(0.2) ? ['option'] : []),
  ];
  const sole = placeCells(scheme, columns);
  const rows = random.list(1, 6, () => ({
    ...(random.chance(0.5) ? sole : placeCells(scheme, columns)),
    price: String(Math.floor(random.pick(prices))),
    currency: random.pick(['', ...currencies]),
    min_subtotal: random.pick(['', '', '10', '25', '50']),
    min_quantity: random.pick(['', '2', '4']),
    min_weight: random.pick(['', '1 kg', '2 lb']),
    free_from: random.pick(['', '50', '100']),
    delivery: random.pick(['', '2-4 business days', '5 days']),
    option: random.chance(0.8) ? id : 'option-0',
  }));
  return tableOf(columns, rows);
}
