/** Random rule directories. */
import { accountIds, countries, currencies, days, lands, skus, timeZones } from './alphabet.ts';
import type { Random } from './random.ts';
import { place, type Scheme } from './write-conditions.ts';
import { approval, fees } from './write-finalize.ts';
import { shipping } from './write-shipping.ts';
import type { WrittenTable } from './write-tables.ts';
import { taxes } from './write-taxes.ts';
import type { Tree, TreeMap, WrittenDirectory, WrittenFile } from './written.ts';

/** A directory of rules, with none, one or two accounts. It may still be one that `check` refuses. */
export function writeDirectory(random: Random): WrittenDirectory {
  const plain = random.chance(0.75) ? 'usd' : random.pick(currencies);
  const sold = [
    plain,
    ...random.some(
      currencies.filter((code) => code !== plain),
      0,
      2,
    ),
  ];
  const ids = random.chance(0.35) ? random.some(accountIds.slice(0, 2), 1) : [];
  const currencyOf = new Map(
    ids.filter(() => random.chance(0.3)).map((id) => [id, random.pick(['cad', 'jpy', 'kwd'])]),
  );
  const hasCatalog = random.chance(0.85);
  const scheme: Scheme = {
    random,
    zones: random.some(['coast', 'islands', 'home'], 0, 3),
    hasCatalog,
    currencies: [...new Set([...sold, 'usd', 'cad', 'jpy'])],
    amount: amountIn(random, [plain, ...currencyOf.values()], sold),
  };
  const directory: WrittenDirectory = {
    'settings.yaml': {
      is: 'yaml',
      tree: {
        currency: plain,
        ...(sold.length > 1 || random.chance(0.5) ? { currencies: sold } : {}),
        ...settings(scheme, 0.8),
        ...zonesOf(scheme),
        ...random.maybe(0.5, 'accounts', () => ({
          ...random.maybe(0.6, 'may_override', () => ['shipping', 'taxes', 'approval', 'fees', 'catalog']),
          ...random.maybe(0.5, 'unknown', () => random.pick(['base', 'refuse'])),
        })),
      },
    },
    ...lists(random),
    ...decisions(scheme, true, 0.75),
    ...(hasCatalog ? { 'catalog.csv': catalog(random) } : {}),
  };
  const mayHaveFees = JSON.stringify(directory['settings.yaml']).includes('may_override');
  for (const id of ids) {
    const own: WrittenDirectory = decisions(scheme, false, 0.3);
    if (!mayHaveFees) delete own['fees.yaml'];
    const currency = currencyOf.get(id);
    const tree = {
      ...(currency ? { currency } : {}),
      ...settings(scheme, 0.3),
      ...random.maybe(0.3, 'zones', () => ({ coast: place({ ...scheme, zones: [] }) })),
    };
    if (Object.keys(tree).length > 0) own['settings.yaml'] = { is: 'yaml', tree };
    if (hasCatalog && random.chance(0.3)) own['catalog.csv'] = catalog(random);
    if (random.chance(0.3)) own['lists/goods.txt'] = { is: 'list', lines: random.some(skus, 1, 3) };
    if (random.chance(0.3)) own['lists/pro.txt'] = { is: 'list', lines: [id] };
    // A table of its own, or the one above it.
    for (const path of Object.keys(own)) {
      if (path.startsWith('tables/') && path in directory && random.chance(0.5)) delete own[path];
    }
    for (const [path, file] of Object.entries(own)) directory[`accounts/${id}/${path}`] = file;
  }
  return directory;
}

/** Amounts that are fine enough for each currency in which a plain one may be read. */
function amountIn(random: Random, plains: string[], sold: string[]): Scheme['amount'] {
  const isCoarse = plains.some((code) => code === 'jpy' || code === 'isk');
  const inCurrency = (value: number, code: string): string =>
    String(code === 'jpy' || code === 'isk' ? Math.ceil(value) : value);
  const mustMap = new Set([...plains, ...sold]).size > 1;
  return (values, whole = false) => {
    const value = random.pick(values);
    const isPlain = whole ? !mustMap : random.chance(0.75);
    if (isPlain) return isCoarse ? String(Math.ceil(value)) : String(value);
    const codes = whole
      ? [...new Set([...plains, ...sold])]
      : random.some([...new Set([...sold, 'usd', 'cad', 'jpy'])]);
    return Object.fromEntries(codes.map((code) => [code, inCurrency(value, code)]));
  };
}

function settings({ random }: Scheme, probability: number): TreeMap {
  return {
    ...random.maybe(probability, 'time_zone', () => random.pick(timeZones)),
    ...random.maybe(probability / 2, 'holidays', (): Tree => random.some([...days, '12-25', '11-26'], 1, 4)),
    ...random.maybe(
      probability / 3,
      'business_days',
      (): Tree => random.pick<Tree>(['mon-fri', 'mon-sat', ['tue', 'thu', 'sun']]),
    ),
  };
}

/** Each zone may name those before it. */
function zonesOf(scheme: Scheme): TreeMap {
  const zones: TreeMap = {};
  for (const name of scheme.zones) zones[name] = place({ ...scheme, zones: Object.keys(zones) });
  return scheme.zones.length > 0 ? { zones } : {};
}

function lists(random: Random): WrittenDirectory {
  const list = (lines: string[]): WrittenFile => ({ is: 'list', lines });
  const of: WrittenDirectory = {
    'lists/goods.txt': list(random.some([...skus, 'FOOD*', 'gift-*'], 1, 4)),
    'lists/pro.txt': list(random.some([...accountIds, 'acct_th*'], 1, 2)),
    'lists/emails.txt': list(['*@mail.example', 'ann@shop.example']),
    'lists/towns.txt': list(['San*', 'Berlin', 'Toronto', 'Paris', 'London', 'Dublin']),
  };
  for (const country of countries) of[`lists/codes-${country}.txt`] = list(random.some(lands[country].postal, 1, 4));
  return of;
}

function decisions(scheme: Scheme, isBase: boolean, probability: number): WrittenDirectory {
  const { random } = scheme;
  const tables: WrittenTable[] = [];
  const made: [string, () => TreeMap][] = [
    ['shipping.yaml', () => shipping(scheme, tables)],
    ['taxes.yaml', () => taxes(scheme, tables)],
    ['approval.yaml', () => approval(scheme, isBase)],
    ['fees.yaml', () => fees(scheme)],
  ];
  const files: WrittenDirectory = {};
  for (const [path, make] of made) if (random.chance(probability)) files[path] = { is: 'yaml', tree: make() };
  for (const { path, file } of tables) files[path] = file;
  return files;
}

/** All the columns that conditions ask for; any cell but the id may be blank. */
function catalog(random: Random): WrittenFile {
  const sale = (): string => {
    const [start, end] = random.some(days, 2, 2);
    return random.pick([
      `${start}T00:00-05:00/${end}T23:59-05:00`,
      `${start}/${end}`,
      `${start}T12:00:00Z/${end}T12:00:00Z`,
      '',
    ]);
  };
  const cells: Record<string, () => string> = {
    title: () => random.pick(['Blanket', 'Box, large']),
    product_category: () => random.pick(['Food > Fruit', 'Home', '']),
    handling: () => random.pick(['fragile', 'bulky', '']),
    weight: () => random.pick(['500 g', '2 lb', '1.5 kg', '8 oz', '', '5 kg']),
    price: () => random.pick(['10.00 USD', '5 USD', '25.00 CAD', '500 JPY', '']),
    sale_price: () => random.pick(['', '', '5.00 USD', '10.00 CAD']),
    sale_price_effective_date: sale,
    availability: () => random.pick(['in_stock', 'in_stock', 'out_of_stock', 'preorder', 'backorder', '']),
    inventory_quantity: () => random.pick(['0', '1', '3', '10', '']),
    inventory_not_tracked: () => random.pick(['true', 'false', '']),
    max_per_order: () => random.pick(['', '2', '5']),
    score: () => random.pick(['', '1', '2.5', '7', 'many']),
    delete: () => random.pick(['', '', '', 'false', 'true']),
  };
  const kept = Object.keys(cells).filter(
    (name) => !['sale_price', 'sale_price_effective_date', 'delete', 'title'].includes(name) || random.chance(0.6),
  );
  return {
    is: 'csv',
    columns: ['id', ...kept],
    rows: random.some(skus, 3, 6).map((sku) => [sku, ...kept.map((name) => cells[name]!())]),
  };
}
