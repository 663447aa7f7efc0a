/** The row of a shipping table that prices an order. */
import { compare } from '../money.ts';
import { compareRanks } from '../rules/place.ts';
import type { ShippingRow, ShippingTable } from '../rules/ruleset.ts';
import { all, known, type Truth } from '../rules/truth.ts';
import type { Context } from './condition.ts';
import type { Withheld } from './explanation.ts';
import { sumWeight } from './facts.ts';
import { unitsIn } from './values.ts';

/**
 * Among the rows of the most specific place, in the order's currency, whose bounds are all reached: the highest
 * `min_subtotal`, then `min_weight`, then `min_quantity`, then the one written first.
 */
export function findRow(table: ShippingTable, context: Context): { row: ShippingRow } | { withheld: Withheld } {
  const { order, counted } = context;
  const address = order.to;
  let nearest: ShippingRow[] = [];
  for (const row of table.near(address)) {
    const truth = row.place.test(address);
    // A row that the missing part of the address might have chosen leaves the price unknown.
    if (truth === 'unknown') {
      order.addressWanted = true;
      return { withheld: 'unknown' };
    }
    if (truth !== 'true') continue;
    const rank =
      nearest[0] === undefined || address === null
        ? 0
        : compareRanks(row.place.rank(address), nearest[0].place.rank(address));
    if (rank > 0) nearest = [row];
    else if (rank === 0) nearest.push(row);
  }
  const priced = nearest.filter((row) => row.price(order.money) !== null && row.minSubtotal(order.money) !== null);
  if (priced.length === 0) return { withheld: nearest.length === 0 ? 'price' : 'currency' };

  const grams = sumWeight(counted);
  const units = counted === null ? null : unitsIn(counted);
  const { discounted } = order;
  const bound = (row: ShippingRow): number => row.minSubtotal(order.money)!;
  const reaches = (row: ShippingRow): Truth =>
    all(
      [
        discounted === null ? (bound(row) > 0 ? null : true) : discounted >= bound(row),
        units === null ? (row.minQuantity > 0 ? null : true) : units >= row.minQuantity,
        grams === null ? (compare(row.minWeight, 0) === 0 ? true : null) : compare(grams, row.minWeight) >= 0,
      ],
      (reached) => (reached === null ? 'unknown' : known(reached)),
    );
  let best: ShippingRow | null = null;
  for (const row of priced) {
    const reached = reaches(row);
    if (reached === 'unknown') return { withheld: 'unknown' };
    if (reached === 'true' && (best === null || isHigher(row, best, bound))) best = row;
  }
  return best === null ? { withheld: 'price' } : { row: best };
}

function isHigher(row: ShippingRow, best: ShippingRow, subtotal: (row: ShippingRow) => number): boolean {
  if (subtotal(row) !== subtotal(best)) return subtotal(row) > subtotal(best);
  const weight = compare(row.minWeight, best.minWeight);
  return weight !== 0 ? weight > 0 : row.minQuantity > best.minQuantity;
}
