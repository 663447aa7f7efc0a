/** How long a delivery takes, in Stripe's units. */

import { type Delivery, type DeliveryUnit, type Weekday, weekdays } from '../model.ts';
import * as patterns from '../patterns.ts';
import { closest } from '../problem.ts';
import { choose, convert, keyAt, optional, quote, type Reading, required, type Shape, text } from '../shape.ts';
import { map } from '../shape-map.ts';
import { timeOfDay, timesByDay } from './clock.ts';
import { integer } from './number.ts';

const expected = 'a delivery time, such as 3-5 business days, or { min, max, unit }';
const longest = 9999;
/** Stripe's documents name weeks and years too, but only these four are safe to send. */
const units: Record<string, { unit: DeliveryUnit; times: number }> = {
  hour: { unit: 'hour', times: 1 },
  day: { unit: 'day', times: 1 },
  business_day: { unit: 'business_day', times: 1 },
  week: { unit: 'day', times: 7 },
  month: { unit: 'month', times: 1 },
  year: { unit: 'month', times: 12 },
};

type Span = Pick<Delivery, 'min' | 'max' | 'unit'>;

/** `3-5 business days`, `2 days`, `24-48 hours`, `1 month`, `1-2 weeks`. */
export function readDelivery(written: string): Reading<Span> {
  const match = /^(\d{1,9}) ?(?:(?:-|–|to) ?(\d{1,9}) ?)?([a-z]{1,20}(?:[ _-][a-z]{1,20})?)$/i.exec(written);
  if (!match) return { code: 'bad-delivery', fault: `${quote(written)} is not ${expected}.` };
  const unit = readUnit(match[3]!);
  return 'value' in unit ? span(Number(match[1]), Number(match[2] ?? match[1]), unit.value) : unit;
}

function readUnit(written: string): Reading<string> {
  const name = written.toLowerCase().replace(/[ -]/, '_').replace(/s$/, '');
  if (Object.hasOwn(units, name)) return { value: name };
  const meant = /^work/.test(name) ? 'business_day' : closest(name, Object.keys(units));
  const hint = meant === undefined ? '' : ` Did you mean ${meant.replace('_', ' ')}s?`;
  const fault = `${quote(written)} is not a unit: hours, days, business days, weeks, months or years.${hint}`;
  return { code: 'bad-delivery', fault };
}

function span(min: number, max: number, name: string): Reading<Span> {
  const { unit, times } = units[name]!;
  if (min === 0) return { code: 'bad-delivery', fault: 'A delivery takes at least 1 hour, day or month.' };
  if (min > max) return { code: 'impossible-range', fault: `${min}-${max} is reversed. Write ${max}-${min}.` };
  if (max > longest) return { code: 'past-limit', fault: `A delivery takes at most ${longest} of its unit.` };
  return { value: { min: min * times, max: max * times, unit } };
}

const short: Shape<Delivery> = text(
  expected,
  (written, at) => {
    const reading = readDelivery(written);
    return 'value' in reading ? { value: { ...reading.value, at } } : reading;
  },
  { pattern: patterns.delivery },
);

const everyDay = convert(timeOfDay, (minutes) => Object.fromEntries(weekdays.map((day) => [day, minutes])));
const cutoff: Shape<Partial<Record<Weekday, number>>> = choose(
  'a time, such as "14:00", or one by day, such as { mon-fri: "14:00", sat: "11:00" }',
  [everyDay, timesByDay],
  (node) => (node.is === 'map' ? timesByDay : everyDay),
);

const unit = text('hour, day, business_day or month', readUnit, {
  options: Object.keys(units),
  pattern: patterns.deliveryUnit,
});

const long: Shape<Delivery> = convert(
  map(expected, {
    min: required(integer(1, longest), 'The shortest time.'),
    max: required(integer(1, longest), 'The longest time.'),
    unit: required(unit, 'The unit.'),
    cutoff: optional(cutoff, 'Orders after this time leave a business day later.'),
  }),
  ({ min, max, unit, cutoff, at }, node, problems) => {
    const reading = span(min, max, unit);
    if (!('value' in reading)) {
      problems.error(keyAt(node, 'min'), reading.code, reading.fault);
      return undefined;
    }
    if (cutoff && reading.value.unit !== 'business_day') {
      const message = `A cutoff is counted in business days, and the unit is ${unit}. Write unit: business_day.`;
      problems.error(keyAt(node, 'cutoff'), 'bad-delivery', message);
      return undefined;
    }
    return { ...reading.value, ...(cutoff && { cutoff }), at };
  },
);

/** A delivery time, short or long. */
export const delivery: Shape<Delivery> = choose(expected, [short, long], (node) =>
  node.is === 'text' ? short : node.is === 'map' ? long : undefined,
);
