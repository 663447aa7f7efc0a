/** Dates, and moments of a day on a date. */

import type { At, LocalTime } from '../model.ts';
import * as patterns from '../patterns.ts';
import { quote, type Reading, type Shape, text } from '../shape.ts';

const moment = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/;
const expected = 'a date, such as 2026-11-27 or 2026-11-27T18:00';

/** A date or a moment that exists in the calendar, as written. */
export function readDate(written: string): Reading<LocalTime> {
  const match = moment.exec(written);
  if (!match) return { code: 'bad-date', fault: `${quote(written)} is not ${expected}.${hint(written)}` };
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const zone = match[7];
  const [zoneHour = 0, zoneMinute = 0] = zone && zone !== 'Z' ? zone.slice(1).split(':').map(Number) : [];
  if (!isDay(year!, month!, day!)) return { code: 'bad-date', fault: `${quote(written)} is not in the calendar.` };
  if (hour > 23 || minute > 59 || second > 59) {
    return { code: 'bad-date', fault: `${quote(written)}: a day goes from 00:00 to 23:59:59.` };
  }
  if (zoneHour > 14 || zoneMinute > 59)
    return { code: 'bad-date', fault: `${quote(written)}: there is no such offset.` };
  return { value: written };
}

/** A day of one year (`2026-11-26`) or of every year (`12-25`). */
export function readHoliday(written: string): Reading<string> {
  const every = /^(\d{2})-(\d{2})$/.exec(written);
  if (every ? isDay(2000, Number(every[1]), Number(every[2])) : /^\d{4}-\d\d-\d\d$/.test(written)) {
    return every ? { value: written } : readDate(written);
  }
  return { code: 'bad-date', fault: `${quote(written)} is not a day, such as 2026-11-26, or "12-25" for every year.` };
}

/** A date, or one with a time. */
export const date: Shape<{ time: LocalTime; at: At }> = text(
  expected,
  (written, at) => {
    const reading = readDate(written);
    return 'value' in reading ? { value: { time: reading.value, at } } : reading;
  },
  { pattern: patterns.date },
);

/** Whether nothing lies between `from` and `through`; false where their offsets do not let us compare them. */
export function isReversed(from: LocalTime, through: LocalTime): boolean {
  const [a, b] = [moment.exec(from), moment.exec(through)];
  if (!a || !b) return false;
  if (a[7] && b[7]) return Date.parse(from) > Date.parse(through);
  if (a[7] || b[7]) return false;
  return toSecond(from, '00:00:00') > toSecond(through, '23:59:59');
}

function toSecond(time: LocalTime, ofDay: string): string {
  if (!time.includes('T')) return `${time}T${ofDay}`;
  return time.length === 16 ? `${time}:00` : time;
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1970 && day >= 1 && day <= days;
}

function hint(written: string): string {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(written)) return ` Write ${written.replace(' ', 'T')}.`;
  if (/^\d{4}-\d\d-\d\d(?:Z|[+-])/.test(written)) return ' A time is needed before an offset.';
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(written)) {
    return ` Write ${written.replaceAll(/-(\d)(?!\d)/g, '-0$1')}.`;
  }
  if (/^\d{1,2}[./]\d{1,2}[./]\d{4}$|^\d{4}[./]/.test(written)) return ' Year, month, day, with hyphens.';
  return '';
}
