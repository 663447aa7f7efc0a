/** Amounts in minor units, and weights in grams. */
import { exponentOf } from '../../src/currency.ts';
import type { Amount, MassUnit } from '../../src/rules/model.ts';
import { Fraction } from './fraction.ts';
import type { World } from './world.ts';

export function currencyOf({ request }: World): string {
  if (request.hook === 'price') throw new Error('a price request has no currency');
  return request.currency;
}

/** Major units in minor units. */
export function minorOf(major: string, currency: string): Fraction {
  return Fraction.of(major).times(Fraction.of(10 ** exponentOf(currency)));
}

/** An amount of the rules in the request's currency; `null` where it is not given in that. */
export function amountOf(amount: Amount, world: World): Fraction | null {
  const currency = currencyOf(world);
  const written = 'by' in amount ? amount.by[currency] : currency === world.plain ? amount.plain : undefined;
  return written === undefined ? null : minorOf(written, currency);
}

const grams = { g: '1', kg: '1000', oz: '28.349523125', lb: '453.59237' };

export function gramsOf(unit: MassUnit): Fraction {
  return Fraction.of(grams[unit]);
}

/** A weight as it is written in a table: `540 g`; `null` where it is none. */
export function readWeight(text: string): Fraction | null {
  const match = /^(\d+(?:\.\d+)?) ?(g|kg|oz|lb)$/i.exec(text.trim());
  if (!match) return null;
  return Fraction.of(match[1]!).times(Fraction.of(grams[match[2]!.toLowerCase() as keyof typeof grams]));
}
