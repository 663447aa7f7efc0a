/** Whether an answer depends on the time: found by asking again at every moment that could make a difference. */
import { saleOf } from '../decide/product.ts';
import type { Condition, LocalTime, RuleSource } from '../rules/model.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { isoDay, type TimeZone } from '../rules/time.ts';
import type { HookRequest } from '../stripe/types.ts';

/** The moment of a test that names none. */
export const defaultMoment: LocalTime = '2026-01-01T12:00';

/** What an answer asked about the time while it was made. */
export interface Asked {
  /** Seconds at which an entry that was asked begins or has ended. */
  bounds: Set<number>;
  /** Whether the local day, and with it the holidays, was asked; the weekday; the time of day. */
  day: boolean;
  weekday: boolean;
  minute: boolean;
}

export function nothingAsked(): Asked {
  return { bounds: new Set(), day: false, weekday: false, minute: false };
}

/** The rules, with a time zone that notes in `asked` what it is asked. */
export function watched(rules: RuleSet, asked: Asked): RuleSet {
  const zone = rules.timeZone;
  const noted = (bound: number): number => {
    asked.bounds.add(bound);
    return bound;
  };
  const timeZone: TimeZone = {
    name: zone.name,
    local(moment) {
      const local = zone.local(moment);
      return {
        get day() {
          asked.day = true;
          return local.day;
        },
        get weekday() {
          asked.weekday = true;
          return local.weekday;
        },
        get minute() {
          asked.minute = true;
          return local.minute;
        },
      };
    },
    startOf: (from) => noted(zone.startOf(from)),
    endOf: (through) => noted(zone.endOf(through)),
  };
  return { ...rules, timeZone };
}

/** Notes when the sales of the order's SKUs begin and end: the catalog is not asked by the time zone. */
export function noteSales(request: HookRequest, rules: RuleSet, asked: Asked): void {
  const { catalog } = rules;
  if (catalog === null) return;
  const skus = request.hook === 'price' ? [request.sku] : request.lines.map(({ sku }) => sku);
  for (const sku of skus) {
    const product = sku === null ? undefined : catalog.product(sku);
    const sale = product === undefined ? null : saleOf(product, rules);
    for (const bound of sale === null ? [] : [sale.start, sale.end]) {
      if (Number.isFinite(bound)) asked.bounds.add(bound);
    }
  }
}

/** The times of day and the holidays that rules name. */
export interface Clock {
  /** Minutes after midnight at which a condition or a cutoff changes, and midnight itself. */
  minutes: readonly number[];
  /** `2026-11-26`, `12-25`. */
  holidays: readonly string[];
}

/** The clock of the files that answer a hook for an account. More than that would do no harm but to take time. */
export function clockOf(source: RuleSource, folder: string | null, hook: HookRequest['hook']): Clock {
  const minutes = new Set([0]);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    if ((value as Condition).is === 'time') {
      const { after, before } = value as Condition & { is: 'time' };
      for (const minute of [after, before]) if (minute !== undefined) minutes.add(minute);
    }
    for (const [key, item] of Object.entries(value)) {
      if (key === 'cutoff') for (const minute of Object.values(item as Record<string, number>)) minutes.add(minute);
      else visit(item);
    }
  };
  const own = folder === null ? undefined : source.accounts[folder];
  const folders = own === undefined ? [source.base] : [source.base, own];
  for (const { shipping, taxes, approval, fees } of folders) {
    visit([shipping, taxes]);
    // What was offered is asked when an order is paid, too.
    if (hook === 'finalize') visit([approval, fees]);
  }
  return {
    minutes: [...minutes].filter((minute) => minute < 1440).sort((a, b) => a - b),
    holidays: [...new Set(folders.flatMap(({ settings }) => settings?.holidays ?? []))],
  };
}

/**
 * The first moment at which `ask` answers otherwise than at `start`, or `null` where it never does.
 *
 * An answer follows from which of the bounds have passed and, where the clock was asked, from the weekday, the part of
 * the day between two times that rules name, and the holidays. So it is asked once for every such case between any two
 * bounds; what these answers ask about the time in turn is followed until nothing new is asked.
 */
export function otherAnswer(
  start: number,
  zone: TimeZone,
  clock: Clock,
  asked: Asked,
  ask: (moment: number) => string,
): number | null {
  const first = ask(start);
  const seen = new Set([start]);
  // The answer to the price hook tells the moment itself.
  asked.bounds.add(start + 1);
  for (let size = ''; size !== sizeOf(asked); ) {
    size = sizeOf(asked);
    for (const moment of momentsOf(start, zone, clock, asked)) {
      if (seen.has(moment)) continue;
      seen.add(moment);
      if (ask(moment) !== first) return moment;
    }
  }
  return null;
}

function sizeOf({ bounds, day, weekday, minute }: Asked): string {
  return `${bounds.size} ${day} ${weekday} ${minute}`;
}

function momentsOf(start: number, zone: TimeZone, clock: Clock, asked: Asked): number[] {
  const bounds = [...asked.bounds].sort((a, b) => a - b);
  const moments = bounds.flatMap((bound) => [bound - 1, bound]);
  if (!asked.day && !asked.weekday && !asked.minute) return moments;
  // Another day to each, since the first of them may have begun.
  const days = asked.day || asked.weekday ? 8 : 1;
  const minutes = asked.day || asked.minute ? clock.minutes : [0];
  const froms = [bounds[0]! - (days + 1) * 86_400, ...bounds];
  for (const [index, from] of froms.entries()) {
    const end = bounds[index] ?? Infinity;
    const today = zone.local(from).day;
    for (let day = today; day <= today + days; day++) {
      moments.push(...during(day, zone, minutes).filter((moment) => moment >= from && moment < end));
    }
  }
  if (!asked.day) return moments;
  const year = isoDay(zone.local(start).day).slice(0, 4);
  for (const holiday of clock.holidays) {
    const date = holiday.length === 5 ? `${year}-${holiday}` : holiday;
    const { day } = zone.local(zone.startOf(`${date}T12:00`));
    for (const near of [day - 1, day, day + 1]) moments.push(...during(near, zone, minutes));
  }
  return moments;
}

/** A moment in each part of a local day. */
function during(day: number, zone: TimeZone, minutes: readonly number[]): number[] {
  return minutes.map((minute) => zone.startOf(`${isoDay(day)}T${timeOfDay(minute)}`));
}

/** A moment as a test would write it, without its seconds. */
export function localText(moment: number, zone: TimeZone): string {
  const { day, minute } = zone.local(moment);
  return `${isoDay(day)}T${timeOfDay(minute)}`;
}

function timeOfDay(minute: number): string {
  const past = minute % 60;
  return `${String((minute - past) / 60).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
}
