/** The answer to the price and availability hook, from the catalog. */
import type { Catalog, Product } from '../rules/catalog.ts';
import type { PriceRequest, PriceResponse } from '../stripe/types.ts';
import { availabilityOf, readPrice, saleOf, stockOf } from './product.ts';

/** What is known of a SKU at `moment` (Unix seconds). */
export function decideAvailability(
  catalog: Catalog,
  request: PriceRequest,
  moment: number,
  plainCurrency: string,
): PriceResponse {
  const echo = { sku_id: request.sku, merchant_id: request.account ?? '' };
  const product = catalog.product(request.sku);
  if (product === undefined || isDeleted(product)) return { ...echo, deleted: true };
  const response: PriceResponse = { ...echo };
  const stock = stockOf(product);
  const status = availabilityOf(product) ?? (stock === null ? null : stock > 0 ? 'in_stock' : 'out_of_stock');
  if (status !== null) response.availability = stock === null ? { status } : { status, quantity: stock };
  const price = readPrice(product.cell('price'), plainCurrency);
  if (price !== null) response.price = { unit_amount: price.amount, currency: price.currency };
  const sale = saleOf(product, plainCurrency);
  if (sale !== null && sale.startDate !== null && sale.endDate !== null && moment >= sale.start && moment < sale.end) {
    response.sale_price = {
      unit_amount: sale.amount,
      currency: sale.currency,
      start_date: sale.startDate,
      end_date: sale.endDate,
    };
  }
  response.as_of = moment;
  return response;
}

function isDeleted(product: Product): boolean {
  return /^(?:true|yes|1)$/i.test(product.cell('delete') ?? '');
}
