/** Plain numbers, percents and weights. */

import { limits } from '../../limits.ts';
import type { Exact } from '../model.ts';
import * as patterns from '../patterns.ts';
import { decimal } from '../patterns.ts';
import { quote, type Reading, type Shape, text } from '../shape.ts';
import { weightToGrams } from '../weight.ts';
import { compareExact, decimalsOf, readExact } from './exact.ts';

const pattern = decimal('*');

/** A number from 0. */
export const number: Shape<Exact> = text('a number, such as 3', (written) => readExact(written, 'bad-value'), {
  pattern,
  number: { min: 0 },
});

/** A whole number between two bounds, both included. */
export function integer(min: number, max: number): Shape<number> {
  const expected = `a whole number from ${min} to ${max}`;
  const parse = (written: string): Reading<number> => {
    const reading = readExact(written, 'bad-value');
    if (!('value' in reading)) return reading;
    const value = Number(reading.value);
    if (Number.isInteger(value) && value >= min && value <= max) return { value };
    return { code: value > max ? 'past-limit' : 'bad-value', fault: `${quote(written)} is not ${expected}.` };
  };
  return text(expected, parse, { pattern: '^(0|[1-9][0-9]*)(\\.0+)?$', number: { min, max, whole: true } });
}

/** `7.25` or `7.25%` in canonical text: 0 to 100, at most 4 decimals. */
export function readPercent(written: string): Reading<Exact> {
  const reading = readExact(written.replace(/ ?%$/, ''), 'bad-percent');
  if (!('value' in reading)) return reading;
  if (compareExact(reading.value, '100') > 0) {
    return { code: 'bad-percent', fault: `${quote(written)} is more than 100 percent.` };
  }
  if (decimalsOf(reading.value) > limits.percentDecimals) {
    return { code: 'bad-percent', fault: `${quote(written)} has more than ${limits.percentDecimals} decimals.` };
  }
  return { value: reading.value };
}

export const percent: Shape<Exact> = text('a percent, such as 7.25', readPercent, {
  pattern: '^(100(\\.0+)?|(0|[1-9][0-9]?)(\\.[0-9]{1,4}0*)?) ?%?$',
  number: { min: 0, max: 100 },
});

/** A weight in grams, canonical text. */
export function readWeight(written: string): Reading<Exact> {
  const grams = weightToGrams(written);
  if (grams !== null) return { value: grams };
  return {
    code: 'bad-weight',
    fault: `${quote(written)} is not a weight, such as 500 g or 2.5 kg.${weightHint(written)}`,
  };
}

export const weight: Shape<Exact> = text('a weight, such as 500 g or 2.5 kg', readWeight, {
  pattern: patterns.weight,
});

function weightHint(written: string): string {
  if (/^[\d.]+$/.test(written)) return ` Its unit is missing: ${written} kg?`;
  const unit = /[a-z]{1,20}$/i.exec(written.slice(-20))?.[0].toLowerCase() ?? '';
  const meant: Record<string, string> = {
    lbs: 'lb',
    pound: 'lb',
    pounds: 'lb',
    ounce: 'oz',
    ounces: 'oz',
    kgs: 'kg',
    kilo: 'kg',
    kilos: 'kg',
    kilogram: 'kg',
    kilograms: 'kg',
    gr: 'g',
    gram: 'g',
    grams: 'g',
  };
  return Object.hasOwn(meant, unit) ? ` Write ${meant[unit]}.` : ' The units are g, kg, oz and lb.';
}
