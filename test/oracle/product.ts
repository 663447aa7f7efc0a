/** The answer to the third hook. */
import type { PriceRequest, PriceResponse } from '../../src/stripe/types.ts';
import { priceIn, productOf, stockOf } from './catalog.ts';
import type { World } from './world.ts';

/** `null` without a catalog. */
export function productAnswer(world: World, { sku, account }: PriceRequest): PriceResponse | null {
  if (!world.catalog) return null;
  const echo = { sku_id: sku, merchant_id: account ?? '' };
  const product = productOf(sku, world);
  if (!product || product.delete?.toLowerCase() === 'true') return { ...echo, deleted: true };
  const response: PriceResponse = { ...echo, as_of: world.moment };
  const status = product.availability;
  const stock = stockOf(product);
  if (status) {
    response.availability = { status: status as 'in_stock', ...(stock && { quantity: Number(stock.rounded(1n)) }) };
  }
  const price = priceIn(product.price);
  if (price) response.price = { unit_amount: Number(price.amount.rounded(1n)), currency: price.currency };
  const sale = priceIn(product.sale_price);
  const [start, end] = (product.sale_price_effective_date ?? '').split('/');
  if (sale && start && end) {
    response.sale_price = {
      unit_amount: Number(sale.amount.rounded(1n)),
      currency: sale.currency,
      start_date: start.slice(0, 10),
      end_date: end.slice(0, 10),
    };
  }
  return response;
}
