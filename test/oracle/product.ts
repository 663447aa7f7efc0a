/** The answer to the third hook. */
import type { PriceRequest, PriceResponse } from '../../src/stripe/types.ts';
import { priceIn, productOf, saleOf, stockOf } from './catalog.ts';
import { Fraction } from './fraction.ts';
import type { World } from './world.ts';

/** `null` without a catalog. */
export function productAnswer(world: World, { sku, account }: PriceRequest): PriceResponse | null {
  if (!world.catalog) return null;
  const echo = { sku_id: sku, merchant_id: account ?? '' };
  const product = productOf(sku, world);
  if (!product || product.delete?.toLowerCase() === 'true') return { ...echo, deleted: true };
  const response: PriceResponse = { ...echo, as_of: world.moment };
  const stock = stockOf(product);
  const inStock = stock && (stock.compare(Fraction.zero) > 0 ? 'in_stock' : 'out_of_stock');
  const status = product.availability || inStock;
  if (status) {
    response.availability = { status: status as 'in_stock', ...(stock && { quantity: Number(stock.rounded(1n)) }) };
  }
  const price = priceIn(product.price);
  if (price) response.price = { unit_amount: Number(price.amount.rounded(1n)), currency: price.currency };
  const sale = priceIn(product.sale_price);
  const lasts = saleOf(product, world);
  if (sale && lasts && world.moment >= lasts.first && world.moment <= lasts.last) {
    const [start, end] = product.sale_price_effective_date!.split('/');
    response.sale_price = {
      unit_amount: Number(sale.amount.rounded(1n)),
      currency: sale.currency,
      start_date: start!.slice(0, 10),
      end_date: end!.slice(0, 10),
    };
  }
  return response;
}
