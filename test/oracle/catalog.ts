/** What the catalog says of a SKU. */
import { Temporal } from 'temporal-polyfill';
import type { Line } from '../../src/stripe/types.ts';
import { Fraction } from './fraction.ts';
import { currencyOf, minorOf } from './money.ts';
import { secondOf } from './time.ts';
import type { World } from './world.ts';

/** The cells of a SKU's row by column, trimmed; `null` where there is no such row. */
export function productOf(sku: string, { catalog }: World): Record<string, string> | null {
  if (!catalog) return null;
  const id = catalog.columns.indexOf('id');
  const row = catalog.rows().find((cells) => cells[id]!.trim() === sku);
  return row ? Object.fromEntries(catalog.columns.map((column, index) => [column, row[index]!.trim()])) : null;
}

/** Whether the catalog holds the line's SKU. */
export function isInCatalog({ sku }: Line, world: World): boolean | null {
  if (!world.catalog || sku === null) return null;
  return productOf(sku, world) !== null;
}

/** A cell of the line's row; `null` where there is no such cell, `''` where it is blank. */
export function cellOf({ sku }: Line, column: string, world: World): string | null {
  const product = sku === null ? null : productOf(sku, world);
  return product?.[column] ?? null;
}

export function numberIn(cell: string | null): Fraction | null {
  return cell !== null && /^\d+(?:\.\d+)?$/.test(cell) ? Fraction.of(cell) : null;
}

const statuses = ['in_stock', 'out_of_stock', 'preorder', 'backorder'];

/** Units in stock, where they are tracked. */
export function stockOf(product: Record<string, string>): Fraction | null {
  if (product.inventory_not_tracked?.toLowerCase() === 'true') return null;
  return numberIn(product.inventory_quantity ?? null);
}

/** Whether there is enough of the SKU of a line, of which the order has this many units. */
export function isAvailable({ sku }: Line, units: Fraction | null, world: World): boolean | null {
  const product = sku === null ? null : productOf(sku, world);
  if (!product || units === null) return null;
  const status = product.availability?.toLowerCase() ?? '';
  if (status === 'out_of_stock') return false;
  if (status === 'preorder' || status === 'backorder') return true;
  const stock = stockOf(product);
  if (stock !== null && units.compare(stock) > 0) return false;
  return statuses.includes(status) || stock !== null ? true : null;
}

/** `24.99 USD` in minor units. */
export function priceIn(cell: string | undefined): { amount: Fraction; currency: string } | null {
  const match = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/i.exec(cell ?? '');
  if (!match) return null;
  const currency = match[2]!.toLowerCase();
  return { amount: minorOf(match[1]!, currency), currency };
}

/** The first and the last second of a sale, where its dates are given. */
export function saleOf(product: Record<string, string>, { timeZone }: World): { first: number; last: number } | null {
  const [start, end] = (product.sale_price_effective_date ?? '').split('/');
  if (!start || !end) return null;
  const last = end.includes('T')
    ? secondOf(end, timeZone, 'later')
    : secondOf(Temporal.PlainDate.from(end).add({ days: 1 }).toString(), timeZone, 'later') - 1;
  return { first: secondOf(start, timeZone, 'earlier'), last };
}

/** Whether the unit amount is the price in force. */
export function isPriceRight(line: Line, world: World): boolean | null {
  const product = line.sku === null ? null : productOf(line.sku, world);
  if (!product || line.unitAmount === null) return null;
  const sale = saleOf(product, world);
  const lasts = sale === null || (world.moment >= sale.first && world.moment <= sale.last);
  const price = (lasts && priceIn(product.sale_price)) || priceIn(product.price);
  if (!price || price.currency !== currencyOf(world)) return null;
  return price.amount.compare(Fraction.of(line.unitAmount)) === 0;
}
