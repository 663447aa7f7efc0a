/** The facts of an order and of its lines; `null` is unknown. Amounts in minor units, weights in grams. */
import type { Address, CustomizeRequest, FinalizeRequest, HookRequest, Line } from '../../src/stripe/types.ts';
import { cellOf, isAvailable, isInCatalog, isPriceRight, numberIn } from './catalog.ts';
import { Fraction } from './fraction.ts';
import { readWeight } from './money.ts';
import { stateOf } from './place.ts';
import { plainCode } from './postal.ts';
import { foldCity } from './text.ts';
import type { World } from './world.ts';

export type Order = CustomizeRequest | FinalizeRequest;

export function orderOf({ request }: { request: HookRequest }): Order {
  if (request.hook === 'price') throw new Error('a price request has no lines');
  return request;
}

function exact(amount: number | null): Fraction | null {
  return amount === null ? null : Fraction.of(amount);
}

/** The sum, unknown where one is. */
export function sum(amounts: (Fraction | null)[]): Fraction | null {
  return amounts.reduce<Fraction | null>((all, one) => (all && one ? all.plus(one) : null), Fraction.zero);
}

export function minus(a: Fraction | null, b: Fraction | null): Fraction | null {
  return a && b ? a.minus(b) : null;
}

export function lineSubtotal({ subtotal, unitAmount, quantity }: Line): Fraction | null {
  if (subtotal !== null) return Fraction.of(subtotal);
  return unitAmount === null ? null : Fraction.of(unitAmount).times(Fraction.of(quantity));
}

/** A line's discount that is missing is 0 if those given add up to the order's. */
function lineDiscount(line: Line, order: Order): Fraction | null {
  if (line.discount !== null) return Fraction.of(line.discount);
  const whole = orderAmount('discount', order);
  const given = sum(order.lines.map(({ discount }) => Fraction.of(discount ?? 0)))!;
  return whole && whole.compare(given) === 0 ? Fraction.zero : null;
}

/** An amount fact of the order. */
export function orderAmount(fact: string, order: Order): Fraction | null {
  switch (fact) {
    case 'subtotal':
      return exact(order.subtotal) ?? sum(order.lines.map(lineSubtotal));
    case 'discount': {
      if (order.discount !== null) return Fraction.of(order.discount);
      const given = order.lines.map(({ discount }) => discount);
      // The specification does not say what a line without one has, where others have one: the same as where none has.
      const isOpen = given.length === 0 || given.includes(null);
      if (isOpen && order.hasDiscounts) return null;
      return sum(given.map((discount) => Fraction.of(discount ?? 0)));
    }
    case 'discounted':
      return minus(orderAmount('subtotal', order), orderAmount('discount', order));
    case 'shipping':
      return exact(order.shipping);
    case 'tax':
      return exact(order.tax) ?? sum(order.lines.map(({ tax }) => exact(tax)));
    case 'total':
      return exact(order.total);
    default:
      throw new Error(fact);
  }
}

/** Units of the SKU of a line, on the lines that tell it. */
function unitsTold(line: Line, order: Order): Fraction {
  return sum(order.lines.filter(({ sku }) => sku === line.sku).map(({ quantity }) => Fraction.of(quantity)))!;
}

/** What is the same for the units that are told and for any number more; else it is unknown. */
function whateverMore<T>(line: Line, order: Order, of: (units: Fraction) => T | null): T | null {
  const told = unitsTold(line, order);
  const [least, most] = [of(told), of(told.plus(Fraction.of(Number.MAX_SAFE_INTEGER)))];
  return order.lines.every(({ sku }) => sku !== null) || least === most ? least : null;
}

/** An amount, number or weight of a line. */
export function lineNumber(fact: string, line: Line, world: World): Fraction | null {
  const order = orderOf(world);
  switch (fact) {
    case 'quantity':
      return Fraction.of(line.quantity);
    case 'units':
      // A line that does not tell its SKU may hold more units of this one.
      if (order.lines.some(({ sku }) => sku === null)) return null;
      return unitsTold(line, order);
    case 'price':
      return exact(line.unitAmount);
    case 'subtotal':
      return lineSubtotal(line);
    case 'discounted':
      return minus(lineSubtotal(line), lineDiscount(line, order));
    case 'total':
      return exact(line.total);
    case 'weight':
      return unitWeight(line, world);
    default:
      return numberIn(cellOf(line, fact, world));
  }
}

export function unitWeight(line: Line, world: World): Fraction | null {
  return readWeight(cellOf(line, 'weight', world) ?? '');
}

/** What the units of a line weigh together. */
export function lineWeight(line: Line, world: World): Fraction | null {
  return unitWeight(line, world)?.times(Fraction.of(line.quantity)) ?? null;
}

/** A yes or no of a line. */
export function lineFlag(fact: string, line: Line, world: World): boolean | null {
  const order = orderOf(world);
  switch (fact) {
    case 'in_catalog':
      return isInCatalog(line, world);
    case 'available':
      return line.sku === null ? null : whateverMore(line, order, (units) => isAvailable(line, units, world));
    case 'price_matches':
      return isPriceRight(line, world);
    case 'over_limit': {
      const most = numberIn(cellOf(line, 'max_per_order', world));
      return most && whateverMore(line, order, (units) => units.compare(most) > 0);
    }
    default:
      throw new Error(fact);
  }
}

/** A text of a line; a blank cell is `''`, which is known. */
export function lineText(fact: string, line: Line, world: World): string | null {
  return fact === 'sku' ? line.sku : fact === 'name' ? line.name : cellOf(line, fact, world);
}

/** A text of the order, and how it is compared with another. */
export function orderText(fact: string, order: Order): { text: string; folded: string } | null {
  const [head, field] = fact.split('.');
  if (head === 'to' || head === 'bill_to') {
    const address = head === 'to' ? order.shipTo : order.billTo;
    return address === null ? null : addressText(field!, address);
  }
  let text: string | null;
  if (head === 'account' || head === 'currency') text = order[head];
  else if (order.hook !== 'finalize') throw new Error(fact);
  else if (head === 'payment') text = order.payment?.[field as 'type'] ?? null;
  else text = order[head as 'email'];
  return text === null ? null : { text, folded: text.trim().toLowerCase() };
}

function addressText(field: string, address: Address): { text: string; folded: string } | null {
  const { country, postalCode } = address;
  const text = field === 'postal_code' ? postalCode : address[field as 'country' | 'state' | 'city'];
  if (text === null) return null;
  if (field === 'state') return { text, folded: (stateOf(country, text) ?? foldCity(text)).toLowerCase() };
  if (field === 'city') return { text, folded: foldCity(text) };
  return { text, folded: field === 'postal_code' ? plainCode(country, text) : text.toLowerCase() };
}
