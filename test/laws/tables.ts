/** Arbitrary tables: a catalog, tax rates, and shipping prices. */
import fc from 'fast-check';
import { major, oneOf, percent, type Setup, small } from './arbitraries.ts';
import type { Csv } from './written.ts';

type Arb<T> = fc.Arbitrary<T>;

const columns = ['id', 'price', 'weight', 'handling', 'score', 'availability', 'inventory_quantity', 'max_per_order'];

export function catalog(currency: string): Arb<Csv> {
  const row = (sku: string): Arb<string[]> =>
    fc
      .tuple(
        oneOf(1000, 1999).map((price) => `${major(price, currency)} ${currency.toUpperCase()}`),
        oneOf('', '250 g', '500 g', '2 lb', '3 kg'),
        oneOf('', 'fragile', 'bulky'),
        oneOf('', '1', '2.5'),
        oneOf('in_stock', 'out_of_stock', 'preorder'),
        oneOf('', '0', '3'),
        oneOf('', '2'),
      )
      .map((cells) => [sku, ...cells]);
  return fc
    .tuple(...['A', 'B', 'FOOD-1', 'FOOD-2', 'GIFT-1', '0012'].map(row))
    .map((rows) => ({ columns, rows: [...rows] }));
}

/** Rows of places of which no two that are equally specific hold one address: nothing is left to the order of rows. */
const apart = oneOf(
  ...['US,,', 'US,CA,', 'US,NY,', 'US,CA,94016', 'US,CA,940*', 'US,,10001', 'US,,100*', 'US,,1*', ',,'],
  ...['CA,,', 'CA,ON;QC,', 'CA,,M5V', 'CA,,M5V 3L9', 'GB,,', 'GB,,SW1A', 'GB,,SW1*', 'DE;AT,,', 'DE,,10115', 'EU,,'],
).map((cells) => cells.split(','));

/** `prices_include_tax` decides for every rate, so that none differ. */
export const ratesTable: Arb<Csv> = fc
  .uniqueArray(fc.tuple(apart, oneOf('1', '2'), percent, oneOf('', 'food'), oneOf('0', '1')), {
    minLength: 1,
    maxLength: 10,
    selector: ([cells, priority, , className]) => [...cells, priority, className].join(),
  })
  .map((rows) => ({
    columns: ['country', 'state', 'postal_code', 'priority', 'percent', 'class', 'shipping', 'name'],
    rows: rows.map(([cells, priority, share, className, ships]) => [
      ...cells,
      ...[priority, share, className, ships, `Row ${share}`],
    ]),
  }));

export function shippingTable({ currencies }: Setup): Arb<Csv> {
  const bound: Arb<string> = oneOf('', '20');
  return fc
    .uniqueArray(fc.tuple(apart, bound, oneOf('', '1 kg'), oneOf('', '2'), oneOf(...currencies), small, bound), {
      minLength: 1,
      maxLength: 10,
      selector: (row) => row.slice(0, 5).flat().join(),
    })
    .map((rows) => ({
      columns: ['country', 'state', 'postal_code', 'min_subtotal', 'min_weight', 'min_quantity'].concat(
        ...['currency', 'price', 'free_from'],
      ),
      rows: rows.map(([cells, subtotal, weight, quantity, currency, amount, free]) => [
        ...cells,
        ...[subtotal, weight, quantity, currency, major(amount, currency), free],
      ]),
    }));
}
