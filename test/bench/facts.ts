/**
 * The host's own code that every contender but Ratebook needs before it: sums over the lines, the class of each line,
 * what the catalog says. No engine makes them faster than this.
 */
import type { CustomizeRequest, FinalizeRequest, Line } from '../../src/stripe/types.ts';
import type { Class } from './model.ts';

export interface Product {
  grams: number;
  electronics: boolean;
}

export type Products = ReadonlyMap<string, Product>;

export interface CartFacts {
  country: string;
  state: string;
  postal: string;
  prefix: string;
  grams: number;
  /** Begun kilograms. */
  kilos: number;
  units: number;
  discounted: number;
}

export interface OrderFacts {
  country: string;
  billing: string;
  email: string;
  funding: string;
  total: number;
  units: number;
  /** Whether the catalog holds every line. */
  known: boolean;
  /** How many lines are electronics and how many are not, and what is paid for them. */
  electronicsLines: number;
  electronics: number;
  otherLines: number;
  others: number;
}

export function classOf({ sku }: Line): Class {
  return sku?.startsWith('FOOD-') ? 'food' : 'standard';
}

function paid(line: Line): number {
  return (line.subtotal ?? (line.unitAmount ?? 0) * line.quantity) - (line.discount ?? 0);
}

export function cartFacts(request: CustomizeRequest, products: Products): CartFacts {
  let [grams, units, discounted] = [0, 0, 0];
  for (const line of request.lines) {
    units += line.quantity;
    grams += (products.get(line.sku ?? '')?.grams ?? 0) * line.quantity;
    discounted += paid(line);
  }
  const to = request.shipTo!;
  const postal = to.postalCode ?? '';
  return {
    country: to.country,
    state: to.state ?? '',
    postal,
    prefix: postal.slice(0, 3),
    grams,
    kilos: Math.trunc((grams + 999) / 1000),
    units,
    discounted: (request.subtotal ?? discounted) - (request.discount ?? 0),
  };
}

export function orderFacts(request: FinalizeRequest, products: Products): OrderFacts {
  const facts: OrderFacts = {
    country: request.shipTo!.country,
    billing: request.billTo!.country,
    email: request.email!.toLowerCase(),
    funding: request.payment!.funding!,
    total: request.total!,
    units: 0,
    known: true,
    electronicsLines: 0,
    electronics: 0,
    otherLines: 0,
    others: 0,
  };
  for (const line of request.lines) {
    const product = products.get(line.sku!);
    facts.units += line.quantity;
    if (product === undefined) facts.known = false;
    if (product?.electronics) {
      facts.electronicsLines += 1;
      facts.electronics += paid(line);
    } else {
      facts.otherLines += 1;
      facts.others += paid(line);
    }
  }
  return facts;
}
