/** What the catalog says of a product at a moment: its price in force and whether it can be had. */
import { minorUnits } from '../money.ts';
import type { Product } from '../rules/catalog.ts';
import type { MoneyScope } from '../rules/ruleset.ts';

export type Availability = 'in_stock' | 'out_of_stock' | 'backorder' | 'preorder';

const statuses: ReadonlySet<string> = new Set(['in_stock', 'out_of_stock', 'backorder', 'preorder']);

/** The feed's `availability`, blanks and hyphens read as `_`; `null` where it is blank or not one of Stripe's. */
export function availabilityOf(product: Product): Availability | null {
  const status = (product.cell('availability') ?? '').toLowerCase().replace(/[ -]/g, '_');
  return statuses.has(status) ? (status as Availability) : null;
}

/** Units in stock where stock is tracked, never below 0; `null` where it is not tracked or not told. */
export function stockOf(product: Product): number | null {
  if (/^(?:true|yes|1)$/i.test(product.cell('inventory_not_tracked') ?? '')) return null;
  const quantity = product.cell('inventory_quantity') ?? '';
  return /^-?\d{1,15}$/.test(quantity) ? Math.max(0, Number(quantity)) : null;
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

/** A price as the feed writes it: `24.99 USD`. */
export interface FeedPrice {
  /** Minor units. */
  amount: number;
  currency: string;
}

/** `24.99 USD`, or a plain number in the settings' currency; `null` where the cell is blank or no price. */
export function readPrice(cell: string | undefined, plainCurrency: string): FeedPrice | null {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(?: ?([A-Za-z]{3}))?$/.exec(cell ?? '');
  if (match === null) return null;
  const currency = (match[2] ?? plainCurrency).toLowerCase();
  const amount = minorUnits(match[1]!, currency);
  return amount === null ? null : { amount, currency };
}

/** The sale price and the seconds (Unix) between which it is in force; open ends are infinite. */
export interface Sale extends FeedPrice {
  start: number;
  end: number;
  /** `YYYY-MM-DD` as written; `null` where the feed gives no dates. */
  startDate: string | null;
  endDate: string | null;
}

/** The sale of a product, `null` where it has none or its dates cannot be read. */
export function saleOf(product: Product, plainCurrency: string): Sale | null {
  const price = readPrice(product.cell('sale_price'), plainCurrency);
  if (price === null) return null;
  const dates = product.cell('sale_price_effective_date') ?? '';
  if (dates === '') return { ...price, start: -Infinity, end: Infinity, startDate: null, endDate: null };
  const [from, to, ...more] = dates.split('/');
  const start = secondsOf(from ?? '', false);
  const end = secondsOf(to ?? '', true);
  if (start === null || end === null || more.length > 0) return null;
  return { ...price, start, end, startDate: from!.slice(0, 10), endDate: to!.slice(0, 10) };
}

/** A date (its whole day, in UTC) or a time with an offset, in Unix seconds; `end`: the first second after it. */
function secondsOf(text: string, end: boolean): number | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
  if (!day && !time) return null;
  const iso = day
    ? `${text}T00:00:00Z`
    : /(?:Z|[+-]\d\d:?\d\d)$/.test(text)
      ? text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
      : `${text}Z`;
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) return null;
  const seconds = milliseconds / 1000;
  return end ? seconds + (day ? 86_400 : 1) : seconds;
}

/** The price in force at `moment`: the sale price within its dates, else the regular one; `null` where unknown. */
export function priceInForce(product: Product, moment: number, plainCurrency: string): FeedPrice | null {
  const sale = saleOf(product, plainCurrency);
  if (sale !== null && moment >= sale.start && moment < sale.end) return sale;
  return readPrice(product.cell('price'), plainCurrency);
}

/** Whether a unit amount is the price in force; `null` where either is unknown or the currencies differ. */
export function priceMatches(
  product: Product,
  unitAmount: number | null,
  money: MoneyScope,
  moment: number,
): boolean | null {
  const price = priceInForce(product, moment, money.plain);
  if (price === null || unitAmount === null || price.currency !== money.currency) return null;
  return price.amount === unitAmount;
}
