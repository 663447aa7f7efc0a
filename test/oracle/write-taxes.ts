/** Random taxes.yaml, as a person writes it. */
import { countries } from './alphabet.ts';
import { inTime, items, place, placeIn, type Scheme, when } from './write-conditions.ts';
import { percents, placeCells, tableOf, type WrittenTable } from './write-tables.ts';
import type { Tree, TreeMap, WrittenFile } from './written.ts';

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
    rates: random.list(2, 10, (index) => rate(`rate-${index}`)),
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
    const place = placeCells(scheme, columns);
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
  return tableOf(columns, rows);
}
