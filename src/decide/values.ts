/** Facts by the names under which rules know them; `null` is unknown. */
import { compare, type ExactNumber, exact, exactOrWhole } from '../money.ts';
import type { Product } from '../rules/catalog.ts';
import { readCountry } from '../rules/countries.ts';
import { foldText } from '../rules/text.ts';
import type { Truth } from '../rules/truth.ts';
import { weightToGrams } from '../rules/weight.ts';
import type { LineFacts, OrderFacts } from './facts.ts';
import { sumWeight } from './facts.ts';
import { isAvailable, priceMatches } from './product.ts';

/** A text fact of an order. */
export function orderText(order: OrderFacts, fact: string): string | null {
  const { request } = order;
  switch (fact) {
    case 'account':
      return request.account;
    case 'currency':
      return request.currency;
    case 'to.country':
      return order.to?.country ?? null;
    case 'to.state':
      return order.to?.state ?? null;
    case 'to.city':
      return order.to?.city ?? null;
    case 'to.postal_code':
      return order.to?.postalCode ?? null;
    case 'bill_to.country':
      return order.billTo?.country ?? null;
    case 'bill_to.state':
      return order.billTo?.state ?? null;
    case 'bill_to.city':
      return order.billTo?.city ?? null;
    case 'bill_to.postal_code':
      return order.billTo?.postalCode ?? null;
  }
  if (request.hook !== 'finalize') return null;
  switch (fact) {
    case 'email':
      return request.email;
    case 'phone':
      return request.phone;
    case 'name':
      return request.name;
    case 'payment.type':
      return request.payment?.type ?? null;
    case 'payment.brand':
      return request.payment?.brand ?? null;
    case 'payment.funding':
      return request.payment?.funding ?? null;
    case 'payment.country':
      return readCountry(request.payment?.country);
    case 'payment.wallet':
      return request.payment?.wallet ?? null;
    case 'payment.iin':
      return request.payment?.iin ?? null;
  }
  throw new Error(`no text fact ${fact}`);
}

/** An amount of an order, in minor units. */
export function orderAmount(order: OrderFacts, fact: string): number | null {
  switch (fact) {
    case 'subtotal':
      return order.subtotal;
    case 'discount':
      return order.discount;
    case 'discounted':
      return order.discounted;
    case 'shipping':
      return order.request.shipping;
    case 'tax':
      return order.tax;
    case 'total':
      return order.request.total;
  }
  throw new Error(`no amount ${fact}`);
}

/** A number of an order; `lines` are those that count for it (shipping.yaml's `ships`). */
export function orderNumber(
  fact: string,
  lines: readonly LineFacts[] | null,
  all: readonly LineFacts[],
): number | null {
  switch (fact) {
    case 'quantity':
      return lines === null ? null : unitsIn(lines);
    case 'lines':
      return all.length;
  }
  throw new Error(`no number ${fact}`);
}

/** The units of some lines. */
export function unitsIn(lines: readonly LineFacts[]): number {
  let units = 0;
  for (const { line } of lines) units += line.quantity;
  return units;
}

/** A text fact of a line: its own, else the column of the catalog. A blank cell is `''`, known and empty. */
export function lineText(line: LineFacts, fact: string): string | null {
  switch (fact) {
    case 'sku':
      return line.line.sku;
    case 'name':
      return line.line.name;
    default:
      return line.column(fact);
  }
}

/** `text`, which is that fact of the line, as texts are compared; what the catalog tells is folded once. */
export function foldedText({ product }: LineFacts, fact: string, text: string): string {
  if (product === null || fact === 'name') return foldText(text);
  return fact === 'sku' ? product.foldedSku : (product.folded(fact) ?? foldText(text));
}

/** An amount of a line, in minor units. */
export function lineAmount(line: LineFacts, fact: string): number | null {
  switch (fact) {
    case 'price':
      return line.line.unitAmount;
    case 'subtotal':
      return line.subtotal;
    case 'discounted':
      return line.discounted;
    case 'total':
      return line.total;
  }
  throw new Error(`no amount ${fact} of a line`);
}

/** A number of a line: whole where the request tells it, an exact decimal where the catalog does. */
export function lineNumber(line: LineFacts, fact: string): ExactNumber | null {
  switch (fact) {
    case 'quantity':
      return line.line.quantity;
    case 'units':
      return line.units;
    default: {
      const cell = line.column(fact);
      return cell !== null && /^\d{1,30}(?:\.\d{1,30})?$/.test(cell) ? exact(cell) : null;
    }
  }
}

/** The weight that a column tells, in grams. */
export function lineWeight(line: LineFacts, fact: string): ExactNumber | null {
  const cell = line.column(fact);
  const grams = cell === null || cell === '' ? null : weightToGrams(cell);
  return grams === null ? null : exactOrWhole(grams);
}

/** A yes or no of a line. */
export function lineFlag(line: LineFacts, fact: string): boolean | null {
  const { product } = line;
  switch (fact) {
    case 'in_catalog':
      return line.order.rules.catalog === null || line.line.sku === null ? null : product !== null;
    case 'available':
      return product === null ? null : hasEnough(product, line);
    case 'price_matches':
      return product === null ? null : isPriceRight(line, product);
    case 'over_limit': {
      const limit = lineNumber(line, 'max_per_order');
      if (limit === null) return null;
      return compare(line.unitsTold, limit) > 0 ? true : line.units === null ? null : false;
    }
    default: {
      const cell = line.column(fact);
      return cell === null
        ? null
        : /^(?:true|yes|1)$/i.test(cell)
          ? true
          : /^(?:false|no|0)$/i.test(cell)
            ? false
            : null;
    }
  }
}

function isPriceRight({ line, order }: LineFacts, product: Product): boolean | null {
  return priceMatches(product, line.unitAmount, order.money, order.moment, order.rules);
}

/** Units that the order may hold besides change nothing where those told are too many, or no number is. */
function hasEnough(product: Product, line: LineFacts): boolean | null {
  const enough = isAvailable(product, line.unitsTold);
  if (enough !== true || line.units !== null) return enough;
  return isAvailable(product, Number.POSITIVE_INFINITY) ? true : null;
}

/** A yes or no of an order. */
export function orderFlag(order: OrderFacts, fact: string): Truth {
  switch (fact) {
    case 'livemode':
      return order.request.livemode === null ? 'unknown' : order.request.livemode ? 'true' : 'false';
    case 'shipping_offered':
      return order.shippingOffered;
  }
  throw new Error(`no flag ${fact}`);
}

/** Whether a fact is there, for `known` and `missing`; `counted` are the lines that count for weight and quantity. */
export function isKnown(order: OrderFacts, fact: string, counted: readonly LineFacts[] | null): boolean {
  if (fact.startsWith('items.')) return order.lines.every((line) => isKnownOnLine(line, fact.slice(6)));
  switch (fact) {
    case 'to':
      return order.to !== null;
    case 'bill_to':
      return order.billTo !== null;
    case 'subtotal':
    case 'discount':
    case 'discounted':
    case 'shipping':
    case 'tax':
    case 'total':
      return orderAmount(order, fact) !== null;
    case 'quantity':
      return counted !== null;
    case 'lines':
      return true;
    case 'weight':
      return sumWeight(counted) !== null;
    case 'livemode':
      return order.request.livemode !== null;
    case 'payment':
      return order.request.hook === 'finalize' && order.request.payment !== null;
    case 'shipping_offered':
      return order.shippingOffered !== 'unknown';
    default: {
      const text = orderText(order, fact);
      return text !== null && text !== '';
    }
  }
}

function isKnownOnLine(line: LineFacts, fact: string): boolean {
  switch (fact) {
    case 'quantity':
      return true;
    case 'units':
      return line.units !== null;
    case 'price':
    case 'subtotal':
    case 'discounted':
    case 'total':
      return lineAmount(line, fact) !== null;
    case 'in_catalog':
    case 'available':
    case 'price_matches':
    case 'over_limit':
      return lineFlag(line, fact) !== null;
    default: {
      const text = lineText(line, fact);
      return text !== null && text !== '';
    }
  }
}
