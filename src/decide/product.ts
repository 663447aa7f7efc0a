/** What the catalog says of a product at a moment: its price in force and whether it can be had. */
import type { Product } from '../rules/catalog.ts';
import {
  type Availability,
  type FeedPrice,
  readAvailability,
  readFeedPrice,
  readFlag,
  readSaleDates,
  readStock,
} from '../rules/feed.ts';
import type { MoneyScope, RuleSet } from '../rules/ruleset.ts';
import type { Reading } from '../rules/shape.ts';

/** By what a feed's plain prices and local dates are read. */
export type FeedScope = Pick<RuleSet, 'currency' | 'timeZone'>;

/** A cell as its column has it; `null` where it is blank, not there, or, which a checked catalog has not, unreadable. */
function read<T>(product: Product, column: string, reader: (written: string) => Reading<T>): T | null {
  const cell = product.cell(column) ?? '';
  if (cell === '') return null;
  const reading = reader(cell);
  return 'value' in reading ? reading.value : null;
}

function priceOf(product: Product, column: string, { currency }: FeedScope): FeedPrice | null {
  return read(product, column, (cell) => readFeedPrice(cell, currency));
}

/** The feed's `availability`. */
export function availabilityOf(product: Product): Availability | null {
  return read(product, 'availability', readAvailability);
}

/** Units in stock where stock is tracked, never below 0; `null` where it is not tracked or not told. */
export function stockOf(product: Product): number | null {
  if (read(product, 'inventory_not_tracked', readFlag) === true) return null;
  const quantity = read(product, 'inventory_quantity', readStock);
  return quantity === null ? null : Math.max(0, quantity);
}

/** Whether the feed says that the product is not sold any more. */
export function isDeleted(product: Product): boolean {
  return read(product, 'delete', readFlag) === true;
}

/** Whether `units` of the product can be had; `null` where the catalog tells neither status nor stock. */
export function isAvailable(product: Product, units: number): boolean | null {
  const status = availabilityOf(product);
  if (status === 'out_of_stock') return false;
  if (status === 'preorder' || status === 'backorder') return true;
  const stock = stockOf(product);
  if (stock !== null) return units <= stock;
  return status === null ? null : true;
}

/** The regular price. */
export function regularPrice(product: Product, scope: FeedScope): FeedPrice | null {
  return priceOf(product, 'price', scope);
}

/** The sale price and the seconds (Unix) between which it is in force. */
export interface Sale extends FeedPrice {
  start: number;
  /** The first second after it. */
  end: number;
  /** `YYYY-MM-DD` as written; `null` where the feed gives no dates: such a sale is always in force. */
  dates: { start: string; end: string } | null;
}

/** The sale of a product, `null` where it has none. */
export function saleOf(product: Product, scope: FeedScope): Sale | null {
  const price = priceOf(product, 'sale_price', scope);
  if (price === null) return null;
  if ((product.cell('sale_price_effective_date') ?? '') === '') {
    return { ...price, start: -Infinity, end: Infinity, dates: null };
  }
  const window = read(product, 'sale_price_effective_date', readSaleDates);
  if (window === null) return null;
  const { from, through } = window;
  return {
    ...price,
    start: scope.timeZone.startOf(from),
    end: scope.timeZone.endOf(through),
    dates: { start: from.slice(0, 10), end: through.slice(0, 10) },
  };
}

/** Whether the sale is in force. */
export function isOn(sale: Sale, moment: number): boolean {
  return moment >= sale.start && moment < sale.end;
}

/** The price in force at `moment`: the sale price within its dates, else the regular one; `null` where unknown. */
export function priceInForce(product: Product, moment: number, scope: FeedScope): FeedPrice | null {
  const sale = saleOf(product, scope);
  return sale !== null && isOn(sale, moment) ? sale : regularPrice(product, scope);
}

/** Whether a unit amount is the price in force; `null` where either is unknown or the currencies differ. */
export function priceMatches(
  product: Product,
  unitAmount: number | null,
  money: MoneyScope,
  moment: number,
  scope: FeedScope,
): boolean | null {
  const price = priceInForce(product, moment, scope);
  if (price === null || unitAmount === null || price.currency !== money.currency) return null;
  return price.amount === unitAmount;
}
