/** The tax part of an answer, and what shipping bears. */
import type { TaxRate } from '../../src/rules/model.ts';
import type { CustomizeResponse, TaxRateAnswer } from '../../src/stripe/types.ts';
import { orderOf } from './facts.ts';
import { Fraction } from './fraction.ts';
import { chosenRates, effectivePercents, type Taxes, taxesOf } from './rates.ts';
import type { World } from './world.ts';

/** `line_items`; `undefined` where it is left out. */
export function taxPart(world: World): CustomizeResponse['line_items'] {
  const order = orderOf(world);
  const taxes = taxesOf(world);
  if (!taxes || (order.hook === 'customize' && order.automaticTax)) return undefined;
  const lines = order.lines.map((line) => ({ id: line.id, chosen: chosenRates(taxes, line) }));
  if (lines.some(({ chosen }) => chosen.isUnplaced)) return undefined;
  return lines.map(({ id, chosen }) => ({ id, tax_rates: sent(chosen.rates, taxes) }));
}

function sent(rates: TaxRate[], { file }: Taxes): TaxRateAnswer[] {
  const percents = effectivePercents(rates);
  return rates.map(({ use, name, inclusive }, index) => {
    if (use !== undefined) return { rate: use };
    return {
      rate_data: {
        display_name: name,
        inclusive: inclusive ?? file.prices_include_tax,
        percentage: Number(inTenThousandths(percents[index]!)) / 10_000,
      },
    };
  });
}

/** As Stripe takes a percentage: with four decimals, rounded half-up. */
function inTenThousandths(percent: Fraction): bigint {
  return percent.times(Fraction.of(10_000)).rounded(1n);
}

/** What tax does to a price of shipping. */
export type ShippingTax =
  /** Sent as written, with this `tax_behavior` where the option has none of its own, or whatever it has. */
  | { is: 'as_written'; behavior: 'inclusive' | 'exclusive'; always: boolean }
  | { is: 'times'; factor: Fraction }
  /** The rates wait for an address. */
  | { is: 'unplaced' };

export function shippingTax(world: World): ShippingTax {
  const order = orderOf(world);
  const taxes = taxesOf(world);
  const includes = taxes?.file.prices_include_tax ?? false;
  const plain: ShippingTax = { is: 'as_written', behavior: includes ? 'inclusive' : 'exclusive', always: false };
  if (!taxes?.file.shipping.taxed || (order.hook === 'customize' && order.automaticTax)) return plain;
  const { rates, isUnplaced } = chosenRates(taxes, { class: taxes.file.shipping.class.name });
  const borne = rates.filter(({ shipping }) => shipping);
  const percents = effectivePercents(borne);
  if (isUnplaced && !includes) return { is: 'unplaced' };
  if (borne.some(({ percent }) => percent === undefined)) return plain;
  if (includes) return { is: 'as_written', behavior: 'inclusive', always: true };
  const sum = percents.reduce((all, one) => all + inTenThousandths(one!), 1_000_000n);
  return { is: 'times', factor: Fraction.of(sum).times(Fraction.of('0.000001')) };
}
