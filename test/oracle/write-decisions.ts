/** Random shipping, taxes, approval and fees, as a person writes them. */
import { countries } from './alphabet.ts';
import { inTime, items, place, placeIn, type Scheme, sums, weights, when } from './write-conditions.ts';
import type { Tree, TreeMap, WrittenFile } from './written.ts';

const prices = [0, 1, 2.5, 4.99, 5, 9.99, 12.35, 20];
const small = [0, 0.05, 0.5, 1, 1.5, 3];
const percents = ['0', '1', '2.9', '5', '7.25', '9.975', '10%', '0.0005', '19'];

export interface WrittenTable {
  path: string;
  file: WrittenFile;
}

export function shipping(scheme: Scheme, tables: WrittenTable[]): TreeMap {
  const { random, hasCatalog } = scheme;
  const options = random.list(1, 6, (index) => option(scheme, `option-${index}`, tables));
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

/** Places in the cells of a table. */
function cells({ random }: Scheme, columns: string[]): Record<string, string> {
  if (random.chance(0.1)) return { country: random.pick(['', '*']) };
  const { country, state, city, postal_code: postal } = placeIn(random, random.pick(countries));
  const of = (value: Tree | undefined): string => {
    if (value === undefined || (typeof value === 'object' && 'not' in value)) return '';
    return [value]
      .flat()
      .map(String)
      .filter((one) => !one.startsWith('@'))
      .join(';');
  };
  const all: Record<string, string> = {
    country: of(country),
    state: of(state),
    city: of(city),
    postal_code: of(postal),
  };
  // A state of one country is none of another.
  if (String(all.country).includes(';')) all.state = '';
  return Object.fromEntries(Object.entries(all).filter(([column]) => columns.includes(column)));
}

function table(columns: string[], rows: Record<string, string>[]): WrittenFile {
  return { is: 'csv', columns, rows: rows.map((row) => columns.map((column) => row[column] ?? '')) };
}

function shippingTable(scheme: Scheme, id: string): WrittenFile {
  const { random, currencies, hasCatalog } = scheme;
  const columns = [
    ...['country', 'state', 'postal_code', 'price', 'currency'],
    ...random.some(['min_subtotal', 'min_quantity', 'free_from', 'delivery', ...(hasCatalog ? ['min_weight'] : [])], 0),
    ...(random.chance(0.2) ? ['option'] : []),
  ];
  const sole = cells(scheme, columns);
  const rows = random.list(1, 6, () => ({
    ...(random.chance(0.5) ? sole : cells(scheme, columns)),
    price: String(Math.floor(random.pick(prices))),
    currency: random.pick(['', ...currencies]),
    min_subtotal: random.pick(['', '', '10', '25', '50']),
    min_quantity: random.pick(['', '2', '4']),
    min_weight: random.pick(['', '1 kg', '2 lb']),
    free_from: random.pick(['', '50', '100']),
    delivery: random.pick(['', '2-4 business days', '5 days']),
    option: random.chance(0.8) ? id : 'option-0',
  }));
  return table(columns, rows);
}

export function taxes(scheme: Scheme, tables: WrittenTable[]): TreeMap {
  const { random } = scheme;
  const mode = random.pick(['none', 'none', 'true', 'false', 'country']);
  const inclusive = (country: Tree | undefined): TreeMap => {
    if (mode === 'none') return {};
    if (mode !== 'country') return { inclusive: mode };
    return { inclusive: String(country === 'DE' || country === 'FR') };
  };
  const hasCompound = random.chance(0.4);
  const names = random.chance(0.5) ? random.some(['food', 'books'], 1) : [];
  const classes = [
    ...names.map((name, index) => ({
      class: name,
      ...random.maybe(0.6, 'like', () => (index === 1 && random.chance(0.5) ? names[0]! : 'standard')),
      items: items(scheme, 'customize'),
    })),
    ...(random.chance(0.2) ? [{ class: 'none', items: items(scheme, 'customize') }] : []),
  ];
  const rate = (id: string): TreeMap => {
    const where: Tree = mode === 'country' ? land(scheme) : place(scheme);
    const country = (where as TreeMap).country;
    const stored = random.chance(0.1);
    return {
      id,
      ...random.maybe(0.7, 'name', () => id.toUpperCase()),
      ...(stored ? { use: `txr_${id.replace('-', '')}` } : {}),
      ...(!stored || hasCompound || random.chance(0.5) ? { percent: random.pick(percents) } : {}),
      ...(mode === 'country' || random.chance(0.85) ? { where } : {}),
      ...random.maybe(0.2, 'when', () => when(scheme, 'customize', 1)),
      ...inTime(random),
      ...(names.length > 0 ? random.maybe(0.35, 'class', () => random.pick(names)) : {}),
      ...random.maybe(0.4, 'priority', () => random.pick(['1', '2', '3'])),
      ...(hasCompound && !stored ? random.maybe(0.4, 'compound', () => 'true') : {}),
      ...inclusive(country),
      ...random.maybe(0.15, 'shipping', () => random.pick(['true', 'false'])),
    };
  };
  if (random.chance(0.3)) tables.push({ path: 'tables/rates.csv', file: taxTable(scheme, mode, hasCompound, names) });
  const named = tables.some(({ path }) => path === 'tables/rates.csv');
  return {
    ...random.maybe(0.4, 'prices_include_tax', () => random.pick(['true', 'false'])),
    ...random.maybe(0.3, 'based_on', () => random.pick(['shipping', 'billing'])),
    ...(classes.length > 0 ? { classes } : {}),
    rates: random.list(1, 7, (index) => rate(`rate-${index}`)),
    ...(named ? { tables: ['tables/rates.csv'] } : {}),
    ...random.maybe(0.3, 'exempt', () => random.list(1, 2, (index) => exemption(scheme, `exempt-${index}`))),
    ...random.maybe(0.5, 'shipping', () => ({
      taxed: random.pick(['true', 'true', 'false']),
      ...random.maybe(0.3, 'class', () => random.pick(['standard', ...names])),
    })),
  };
}

/** A place in one country, so that rates that differ in `inclusive` never meet. */
function land({ random }: Scheme): TreeMap {
  const country = random.pick(countries);
  return { ...placeIn(random, country), country };
}

function exemption(scheme: Scheme, id: string): TreeMap {
  const { random } = scheme;
  return {
    id,
    ...random.maybe(0.5, 'items', () => items(scheme, 'customize')),
    ...random.maybe(0.4, 'where', () => place(scheme)),
    ...random.maybe(0.4, 'when', () => when(scheme, 'customize', 1)),
    ...inTime(random),
    ...random.maybe(0.5, 'priority', () => random.pick<Tree>(['1', '2', ['1', '3']])),
  };
}

function taxTable(scheme: Scheme, mode: string, hasCompound: boolean, names: string[]): WrittenFile {
  const { random } = scheme;
  const columns = [
    ...['country', 'state', 'postal_code', 'city', 'percent', 'name'],
    ...random.some(['priority', 'shipping', 'class', 'from', 'through', 'id', 'use'], 0),
    ...(hasCompound ? ['compound'] : []),
    ...(mode === 'none' ? [] : ['inclusive']),
  ];
  const rows = random.list(1, 8, (index) => {
    const place = cells(scheme, columns);
    const isCompound = hasCompound && random.chance(0.3);
    const isIncluded = place.country === 'DE' || place.country === 'FR';
    return {
      ...place,
      ...(mode === 'country' && (!place.country || place.country.includes(';'))
        ? { country: 'US', state: '', postal_code: '', city: '' }
        : {}),
      percent: random.pick(percents),
      name: random.pick(['', 'Tax', 'Local']),
      priority: random.pick(['', '1', '2']),
      shipping: random.pick(['', '1', '0']),
      compound: isCompound ? '1' : random.pick(['', '0']),
      use: isCompound || random.chance(0.9) ? '' : 'txr_row',
      id: random.pick(['', `row-${index}`]),
      class: random.pick(['', ...names]),
      from: random.pick(['', '', '2026-04-24', '2026-11-01T01:30']),
      through: random.pick(['', '', '2026-11-20', '2026-11-26T12:00']),
      inclusive: mode === 'country' ? String(isIncluded) : mode,
    };
  });
  return table(columns, rows);
}
