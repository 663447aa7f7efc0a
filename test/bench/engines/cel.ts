/** The decisions in CEL, for both of its implementations: one expression a decision, on numbers that are doubles. */
import { embargoed, type Option, type Rate, type Shop, slotsOf } from '../model.ts';

const text = (value: string): string => JSON.stringify(value);
const texts = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;
const double = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, minimumFractionDigits: 1 });

function place({ country, state, prefix }: Rate): string {
  const tests = [`country == ${text(country)}`];
  if (state !== undefined) tests.push(`state == ${text(state)}`);
  if (prefix !== undefined) tests.push(`prefix == ${text(prefix)}`);
  return tests.join(' && ');
}

function price(option: Option): string {
  const { country, states, notStates, over, max, base, additional, perKilo, freeFrom } = option;
  const tests = [`country == ${text(country)}`];
  if (states !== undefined) tests.push(`state in ${texts(states)}`);
  if (notStates !== undefined) tests.push(`!(state in ${texts(notStates)})`);
  if (over !== undefined) tests.push(`grams > ${double(over)}`);
  if (max !== undefined) tests.push(`grams <= ${double(max)}`);
  const sum = [double(base)];
  if (additional !== undefined) sum.push(`${double(additional)} * (units - 1.0)`);
  if (perKilo !== undefined) sum.push(`${double(perKilo)} * kilos`);
  const paid = sum.join(' + ');
  return `(${tests.join(' && ')} ? ${freeFrom === undefined ? paid : `(discounted >= ${double(freeFrom)} ? 0.0 : ${paid})`} : -1.0)`;
}

/** A list: the price of each option, then the rate of each slot. */
export function cart(shop: Shop): string {
  const slots = slotsOf(shop).map(({ rates }) => {
    const choices = rates.map((rate) => `${place(shop.rates[rate]!)} ? ${double(rate)} : `);
    return `(${choices.join('')}-1.0)`;
  });
  return `[${[...shop.options.map(price), ...slots].join(', ')}]`;
}

/** The rows that hold, of the list `rows`. */
export const row = 'rows.filter(r, r.code == postal && r.state == state && r.country == country)';

export const rule = `country in ${texts(embargoed)} ? 0.0 : !known ? 1.0 : email.endsWith("@mailinator.com") ? 2.0 :
  funding == "prepaid" && total >= 20000.0 ? 3.0 : units > 50.0 ? 4.0 :
  total > 150000.0 && !(billing in ["US", "CA"]) ? 5.0 : 6.0`;

const electronics = '(electronicsLines == 0.0 ? 0.0 : electronics * 80.0 < 50000.0 ? 50000.0 : electronics * 80.0)';
/** Thousandths of a cent, before the limit. */
export const fee = `${electronics} + others * 50.0 + total * 29.0 + 30000.0`;
export const most = 10_000_000;

export const notes =
  'The host sums the lines, rounds, cuts the fee to its limit, sorts rates by how specific they are, and classifies lines.';

/** `rows` as the engines read them; none is a member of a row that lacks it. */
export function rowsOf(rates: readonly Rate[]): { country: string; state: string; code: string; index: number }[] {
  return rates.map(({ country, state = '', code = '' }, index) => ({ country, state, code, index }));
}
