/** When an order arrives, with cutoff and holidays. */
import type { Temporal } from 'temporal-polyfill';
import { type Delivery, type Weekday, weekdays } from '../../src/rules/model.ts';
import { localTime } from './time.ts';
import type { Chain, World } from './world.ts';

export interface Span {
  min: number;
  max: number;
  unit: Delivery['unit'];
}

/** The delivery of an option whose file looks up in `chain`. */
export function promiseOf({ min, max, unit, cutoff }: Delivery, world: World, chain: Chain): Span {
  if (!cutoff) return { min, max, unit };
  const days = chain.map(({ settings }) => settings?.business_days).find((one) => one !== undefined);
  const calendar = new Calendar(days ?? ['mon', 'tue', 'wed', 'thu', 'fri'], world.holidays);
  const now = localTime(world);
  const today = now.toPlainDate();
  const minute = now.hour * 60 + now.minute;
  const last = cutoff[weekdayOf(today)];
  let leaves = today;
  let added = 0;
  if (!calendar.isBusinessDay(today) || (last !== undefined && minute >= last)) {
    do {
      leaves = leaves.add({ days: 1 });
      if (calendar.isBusinessDay(leaves)) added++;
      if (today.until(leaves).days > 800) return { min, max, unit };
    } while (!calendar.isBusinessDay(leaves));
  }
  let arrives = leaves;
  for (let counted = 0; counted < max; ) {
    arrives = arrives.add({ days: 1 });
    if (calendar.isBusinessDay(arrives)) counted++;
    if (today.until(arrives).days > 8000) return { min, max, unit };
  }
  for (let day = today.add({ days: 1 }); day.until(arrives).days >= 0; day = day.add({ days: 1 })) {
    if (calendar.isLost(day)) added++;
  }
  return { min: min + added, max: max + added, unit };
}

function weekdayOf(day: Temporal.PlainDate): Weekday {
  return weekdays[day.dayOfWeek - 1]!;
}

class Calendar {
  constructor(
    readonly days: readonly Weekday[],
    readonly holidays: readonly string[],
  ) {}

  /** A weekday of business that is a holiday. */
  isLost(day: Temporal.PlainDate): boolean {
    const date = day.toString();
    return (
      this.days.includes(weekdayOf(day)) && (this.holidays.includes(date) || this.holidays.includes(date.slice(5)))
    );
  }

  isBusinessDay(day: Temporal.PlainDate): boolean {
    return this.days.includes(weekdayOf(day)) && !this.isLost(day);
  }
}
