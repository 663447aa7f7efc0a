/** Shipping tables: the row that prices an option. */
import type { Delivery, DeliveryUnit } from '../../src/rules/model.ts';
import { type Context, unitsOf, weightOf } from './condition.ts';
import { orderAmount, orderOf } from './facts.ts';
import { Fraction } from './fraction.ts';
import { currencyOf, minorOf, readWeight } from './money.ts';
import { compareRanks, isIn, type Rank } from './place.ts';
import { placeIn, rowsOf } from './tax-table.ts';
import { tableOf } from './world.ts';

export interface Row {
  price: Fraction;
  freeFrom: Fraction | null;
  delivery: Delivery | null;
}

/** The row for an option, or why there is none. */
export function chooseRow(path: string, option: string, context: Context): Row | 'price' | 'unknown' | 'unplaced' {
  const { world, chain } = context;
  const currency = currencyOf(world);
  const table = tableOf(chain, path);
  const address = orderOf(world).shipTo;
  const rows = rowsOf(table)
    .filter((row) => !table.columns.includes('option') || row.option === option)
    .map((row) => ({ row, place: isIn(placeIn(row), address, chain) }));
  if (rows.some(({ place }) => place.is === 'unplaced')) return 'unplaced';
  const there = rows.filter(({ place }) => place.is === 'yes');
  const best = there.reduce<Rank | null>(
    (most, { place }) => (most === null || compareRanks(place.rank, most) > 0 ? place.rank : most),
    null,
  );
  const bounds = there
    .filter(({ place }) => compareRanks(place.rank, best!) === 0)
    .filter(({ row }) => (row.currency || world.plain).toLowerCase() === currency)
    .map(({ row }) => ({
      row,
      subtotal: minorOf(row.min_subtotal || '0', currency),
      weight: readWeight(row.min_weight || '0 g')!,
      quantity: Fraction.of(row.min_quantity || '0'),
    }));
  const measures = {
    subtotal: orderAmount('discounted', orderOf(world)),
    weight: weightOf(context),
    quantity: unitsOf(context),
  };
  const keys = ['subtotal', 'weight', 'quantity'] as const;
  const reached = bounds.map((row) => ({
    ...row,
    is: keys.map((key) => reaches(measures[key], row[key])),
  }));
  const possible = reached.filter(({ is }) => !is.includes(false));
  if (possible.some(({ is }) => is.includes(null))) return 'unknown';
  const [first, ...others] = possible;
  if (!first) return 'price';
  let chosen = first;
  for (const other of others) {
    const order = keys.map((key) => other[key].compare(chosen[key])).find((difference) => difference !== 0);
    if (order !== undefined && order > 0) chosen = other;
  }
  const { row } = chosen;
  return {
    price: minorOf(row.price!, currency),
    freeFrom: row.free_from ? minorOf(row.free_from, currency) : null,
    delivery: row.delivery ? readDelivery(row.delivery) : null,
  };
}

/** A bound of 0 is reached whatever a measure that is not known is. */
function reaches(measure: Fraction | null, bound: Fraction): boolean | null {
  if (measure === null) return bound.compare(Fraction.zero) === 0 ? true : null;
  return measure.compare(bound) >= 0;
}

/** `3-5 business days` of a table's cell. */
function readDelivery(text: string): Delivery {
  const [, min, max, unit] = /^(\d+)(?:-(\d+))? (hour|day|business day|month)s?$/.exec(text)!;
  return { min: Number(min), max: Number(max ?? min), unit: unit!.replace(' ', '_') as DeliveryUnit, at: '' };
}
