/** Amounts of money in major units: plain, or one for each currency. */
import { currencyCodes, exponentOf, isCurrency, stepOf } from '../../currency.ts';
import type { Amount, At, Exact } from '../model.ts';
import * as patterns from '../patterns.ts';
import { didYouMean, type Problems } from '../problem.ts';
import { choose, named, quote, type Reading, type Shape, text } from '../shape.ts';
import { record } from '../shape-map.ts';
import { compareExact, decimalsOf, readExact } from './exact.ts';

// Above this no currency's minor units are exact in JSON; Stripe takes far less.
const maxWholeDigits = 12;
const signs: Record<string, string> = { $: 'usd', '€': 'eur', '£': 'gbp', '¥': 'jpy', '₩': 'krw', '₹': 'inr' };

/** An amount's text in canonical form. Whether its decimals fit a currency is not its business. */
export function readAmount(written: string): Reading<Exact> {
  const sign = /^(?:([A-Za-z]{3}|[$€£¥₩₹])\s?)?(\d[\d.,]*?)(?:\s?([A-Za-z]{3}|[$€£¥₩₹]))?$/.exec(written);
  const currency = sign?.[1] ?? sign?.[3];
  if (sign && currency) {
    const code = signs[currency] ?? currency.toLowerCase();
    const fault = `${quote(written)} holds a currency. Write ${sign[2]}, or { ${code}: ${sign[2]} }.`;
    return { code: 'bad-amount', fault };
  }
  if (/^-\d/.test(written))
    return { code: 'bad-amount', fault: `${quote(written)} is negative. Amounts are 0 or more.` };
  const reading = readExact(written, 'bad-amount');
  if ('value' in reading && reading.value.split('.')[0]!.length > maxWholeDigits) {
    return { code: 'bad-amount', fault: `${quote(written)} is more than Stripe takes.` };
  }
  return reading;
}

/** Lower-case ISO 4217 code. */
export function readCurrency(written: string): Reading<string> {
  const code = written.toLowerCase();
  if (isCurrency(code)) return { value: code };
  const meant = didYouMean(code, currencyCodes);
  return { code: 'unknown-currency', fault: `${quote(written)} is not a currency (ISO 4217, such as usd).${meant}` };
}

/** Why Stripe cannot take this amount in this currency, or `undefined` where it can. */
export function tooFine(value: Exact, currency: string): string | undefined {
  const step = stepOf(currency);
  const decimals = exponentOf(currency) - (step === 100 ? 2 : step === 10 ? 1 : 0);
  if (decimalsOf(value) <= decimals) return undefined;
  const smallest = decimals === 0 ? '1' : `0.${'1'.padStart(decimals, '0')}`;
  return `${value} is finer than the smallest amount that Stripe takes in ${currency}: ${smallest}.`;
}

const expected = 'an amount, such as 5.99 or { usd: 5.99, cad: 7.99 }';
const form = { pattern: patterns.decimal('{0,11}'), number: { min: 0 } };
const plain: Shape<Amount> = text(
  expected,
  (written, at): Reading<Amount> => {
    const reading = readAmount(written);
    return 'value' in reading ? { value: { plain: reading.value, at } } : reading;
  },
  form,
);
const inOneCurrency = text(
  'an amount, such as 5.99',
  (written, at) => {
    const reading = readAmount(written);
    return 'value' in reading ? { value: { exact: reading.value, at } } : reading;
  },
  form,
);
const inWholes: Shape<unknown> = {
  ...inOneCurrency,
  expected: 'a whole amount, such as 800',
  form: { is: 'text', pattern: '^(0|[1-9][0-9]{0,11})(\\.0+)?$', number: { min: 0, whole: true } },
};
const codes = [...currencyCodes];
const isWhole = (code: string): boolean => tooFine('0.1', code) !== undefined;
const written = record(expected, {}, { rest: { form: inOneCurrency, shape: () => inOneCurrency } });
const byCurrency: Shape<Amount> = {
  expected,
  form: {
    is: 'map',
    keys: {},
    rest: inOneCurrency,
    least: 1,
    named: [
      [`^(${patterns.anyCase(codes.filter(isWhole))})$`, inWholes],
      [`^(${patterns.anyCase(codes.filter((code) => !isWhole(code)))})$`, inOneCurrency],
    ],
  },
  read(node, problems) {
    const entries = written.read(node, problems);
    if (!entries) return undefined;
    if (entries.length === 0) {
      problems.error(node.at, 'bad-amount', `No currency is named here; expected ${expected}.`);
      return undefined;
    }
    const by: Record<string, Exact> = {};
    let whole = true;
    for (const { key, keyAt, value } of entries) {
      const code = currencyKey(key, keyAt, by, problems);
      const fault = code && value && tooFine(value.exact, code);
      if (fault) problems.error(value.at, 'bad-amount', fault);
      if (code && value && !fault) by[code] = value.exact;
      else whole = false;
    }
    return whole ? { by, at: node.at } : undefined;
  },
};

/** The code of a currency. */
export const currency: Shape<string> = named('currency', 'a currency, such as usd', () => currencyText);
const currencyText = text('a currency, such as usd', readCurrency, { known: codes, pattern: patterns.currency });

/** An amount, plain or by currency. */
export const amount: Shape<Amount> = named('amount', expected, () => eitherAmount);
const eitherAmount = choose(expected, [plain, byCurrency], (node) =>
  node.is === 'text' ? plain : node.is === 'map' ? byCurrency : undefined,
);

/** Whether `low` is more than `high` in a currency that both are given in. */
export function isAbove(low: Amount, high: Amount): boolean {
  if ('plain' in low) return 'plain' in high && compareExact(low.plain, high.plain) > 0;
  if ('plain' in high) return false;
  return Object.keys(low.by).some(
    (code) => high.by[code] !== undefined && compareExact(low.by[code]!, high.by[code]) > 0,
  );
}

function currencyKey(key: string, at: At, by: Record<string, Exact>, problems: Problems): string | undefined {
  const reading = readCurrency(key);
  if (!('value' in reading)) {
    const bound = /^(?:min|max|over|under)$/.test(key)
      ? ' Bounds are for conditions; here one amount is expected.'
      : '';
    problems.error(at, reading.code, reading.fault + bound);
    return undefined;
  }
  if (Object.hasOwn(by, reading.value)) {
    problems.error(at, 'duplicate-key', `The currency ${reading.value} is given twice.`);
    return undefined;
  }
  return reading.value;
}
