/** Times of day and days of the week. */

import { type Weekday, weekdays } from '../model.ts';
import * as patterns from '../patterns.ts';
import { didYouMean } from '../problem.ts';
import { convert, listOrOne, nonEmpty, quote, type Reading, type Shape, text } from '../shape.ts';
import { record, together } from '../shape-map.ts';

const minutesPerDay = 24 * 60;

/** Minutes after midnight of `14:00`. */
export function readTimeOfDay(written: string): Reading<number> {
  const match = /^(\d{1,2}):(\d{2})$/.exec(written);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (match && Number(match[2]) < 60 && minutes < minutesPerDay) return { value: minutes };
  const hint = match ? ' A day goes from 00:00 to 23:59.' : /m$/i.test(written) ? ' Use 24 hours: 2 pm is 14:00.' : '';
  return { code: 'bad-date', fault: `${quote(written)} is not a time of day, such as "14:00".${hint}` };
}

export const timeOfDay: Shape<number> = text('a time of day, such as "14:00"', readTimeOfDay, {
  pattern: patterns.timeOfDay,
});

/** A day (`sat`) or a run of days (`mon-fri`, over the weekend too: `fri-mon`). */
export function readDays(written: string): Reading<Weekday[]> {
  const [from, to = from, ...more] = written
    .toLowerCase()
    .split('-')
    .map((part) => part.trim());
  const [first, last] = [weekdays.indexOf(from as Weekday), weekdays.indexOf(to as Weekday)];
  if (first === -1 || last === -1 || more.length > 0) {
    const meant = weekdays.find((day) => written.toLowerCase().startsWith(day));
    const hint = meant && !written.includes('-') ? ` Did you mean "${meant}"?` : didYouMean(written, weekdays);
    return {
      code: 'bad-value',
      fault: `${quote(written)} is not a day: ${weekdays.join(', ')}, or a run such as mon-fri.${hint}`,
    };
  }
  const count = ((last - first + 7) % 7) + 1;
  return { value: Array.from({ length: count }, (_, i) => weekdays[(first + i) % 7]!) };
}

const day = text('a day, such as sat or mon-fri', readDays, { known: weekdays, pattern: patterns.days });

/** Days of the week, in the order of the week. */
export const days: Shape<Weekday[]> = convert(
  nonEmpty(listOrOne('days, such as [sat, sun]', day), 'No day is named here.'),
  (runs, node, problems) => {
    const named = new Set(runs.flat());
    if (runs.flat().length > named.size) problems.error(node.at, 'bad-value', 'A day is named twice here.');
    return weekdays.filter((each) => named.has(each));
  },
);

/** Times of day by day: `{ mon-fri: "14:00", sat: "11:00" }`. */
export const timesByDay: Shape<Partial<Record<Weekday, number>>> = convert(
  together(
    record(
      'times by day, such as { mon-fri: "14:00", sat: "11:00" }',
      {},
      { rest: { form: timeOfDay, shape: () => timeOfDay } },
    ),
    { least: 1, named: [[patterns.days, timeOfDay]] },
  ),
  (entries, node, problems) => {
    const times: Partial<Record<Weekday, number>> = {};
    if (entries.length === 0) problems.error(node.at, 'bad-value', 'No day is named here.');
    for (const { key, keyAt, value } of entries) {
      const reading = readDays(key);
      if (!('value' in reading)) {
        problems.error(keyAt, reading.code, reading.fault);
        continue;
      }
      for (const each of reading.value) {
        if (times[each] !== undefined) problems.error(keyAt, 'duplicate-key', `"${each}" has two times here.`);
        if (value !== undefined) times[each] = value;
      }
    }
    return times;
  },
);
