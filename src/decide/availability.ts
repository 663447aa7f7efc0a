/** The answer to the price and availability hook, from the catalog. */
import type { Catalog } from '../rules/catalog.ts';
import type { PriceRequest, PriceResponse } from '../stripe/types.ts';
import { availabilityOf, type FeedScope, isDeleted, isOn, regularPrice, saleOf, stockOf } from './product.ts';

/** What is known of a SKU at `moment` (Unix seconds). */
export function decideAvailability(
  catalog: Catalog,
  request: PriceRequest,
  moment: number,
  scope: FeedScope,
): PriceResponse {
  const echo = { sku_id: request.sku, merchant_id: request.account ?? '' };
  const product = catalog.product(request.sku);
  if (product === undefined || isDeleted(product)) return { ...echo, deleted: true };
  const response: PriceResponse = { ...echo };
  const stock = stockOf(product);
  const status = availabilityOf(product) ?? (stock === null ? null : stock > 0 ? 'in_stock' : 'out_of_stock');
  if (status !== null) response.availability = stock === null ? { status } : { status, quantity: stock };
  const price = regularPrice(product, scope);
  if (price !== null) response.price = { unit_amount: price.amount, currency: price.currency };
  const sale = saleOf(product, scope);
  if (sale !== null && sale.dates !== null && isOn(sale, moment)) {
    const { amount, currency, dates } = sale;
    response.sale_price = { unit_amount: amount, currency, start_date: dates.start, end_date: dates.end };
  }
  response.as_of = moment;
  return response;
}
