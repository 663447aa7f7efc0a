/** Local time in the settings' time zone. */
// As functions: of the classes a bundle would hold every method.
import { getISO } from 'temporal-polyfill/fns/Calendar';
import * as instants from 'temporal-polyfill/fns/Instant';
import * as dates from 'temporal-polyfill/fns/PlainDate';
import * as dateTimes from 'temporal-polyfill/fns/PlainDateTime';
import { offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';
import type { LocalTime, Weekday } from './model.ts';
import { weekdays } from './model.ts';

/** A moment as a clock on the wall shows it. */
export interface LocalMoment {
  /** Days since 1970-01-01. */
  day: number;
  weekday: Weekday;
  /** Minutes after midnight. */
  minute: number;
}

export interface TimeZone {
  name: string;
  /** The local day and time of a moment (Unix seconds). */
  local(moment: number): LocalMoment;
  /** The first second in which an entry with this `from` may apply, as Unix seconds. */
  startOf(from: LocalTime): number;
  /** The first second after an entry with this `through` has ended, as Unix seconds. */
  endOf(through: LocalTime): number;
}

let listed: Set<string> | undefined;

/** Whether `name` is an IANA time zone (or `UTC`). */
export function isTimeZone(name: string): boolean {
  // A millisecond, where the first clock of a process takes twelve, and many rules never ask for one.
  listed ??= new Set(Intl.supportedValuesOf('timeZone'));
  if (listed.has(name)) return true;
  try {
    zoned(0, name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

const daySeconds = 86_400;
// Time zones change their offset on a quarter of an hour of UTC, never within one.
const quarter = 900;

const zones = new Map<string, TimeZone>();

/** The zone of an IANA name, the same for all who name it; throws a RangeError where there is none. */
export function timeZone(name: string): TimeZone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = makeTimeZone(name);
    if (zones.size > 1000) zones.clear();
    zones.set(name, zone);
  }
  return zone;
}

type LocalDateTime = ReturnType<typeof dateTimes.fromString>;

/** The clock of a zone at a moment (Unix seconds). Throws a RangeError where there is no such zone. */
function zoned(moment: number, name: string): ReturnType<typeof instants.toZonedDateTimeISO> {
  return instants.toZonedDateTimeISO(instants.fromEpochMilliseconds(moment * 1000), name);
}

/** The first moment of the day that comes so many days after `date`. */
function midnight(date: string, days = 0): LocalDateTime {
  return dates.toPlainDateTime(dates.addDays(dates.fromString(date, getISO), days));
}

function makeTimeZone(name: string): TimeZone {
  const offsets = new Map<number, number>();
  const windows = new Map<string, number>();

  const offsetAt = (moment: number): number => {
    const bucket = Math.trunc(moment / quarter);
    let offset = offsets.get(bucket);
    if (offset === undefined) {
      offset = offsetNanoseconds(zoned(bucket * quarter, name)) / 1e9;
      if (offsets.size > 10_000) offsets.clear();
      offsets.set(bucket, offset);
    }
    return offset;
  };

  const once = (key: string, make: () => number): number => {
    let value = windows.get(key);
    if (value === undefined) {
      value = make();
      if (windows.size > 10_000) windows.clear();
      windows.set(key, value);
    }
    return value;
  };

  // A local time that a clock change skips moves forward; one that occurs twice is the first or the second.
  const instant = (local: LocalDateTime, which: 'compatible' | 'later'): number =>
    dateTimes.toZonedDateTime(local, name, { disambiguation: which }).epochMilliseconds / 1000;

  return {
    name,
    local(moment) {
      const wall = moment + offsetAt(moment);
      const second = ((wall % daySeconds) + daySeconds) % daySeconds;
      const day = (wall - second) / daySeconds;
      return { day, weekday: weekdayOf(day), minute: (second - (second % 60)) / 60 };
    },
    startOf: (from) =>
      once(`from ${from}`, () => {
        if (carriesOffset(from)) return instants.fromString(from).epochMilliseconds / 1000;
        return instant(from.includes('T') ? dateTimes.fromString(from, getISO) : midnight(from), 'compatible');
      }),
    endOf: (through) =>
      once(`through ${through}`, () => {
        if (carriesOffset(through)) return instants.fromString(through).epochMilliseconds / 1000 + 1;
        if (!through.includes('T')) return instant(midnight(through, 1), 'later');
        return instant(dateTimes.fromString(through, getISO), 'later') + 1;
      }),
  };
}

/** Whether a time says how far it is from UTC. */
export function carriesOffset(time: LocalTime): boolean {
  return /^[^T]*T.*(?:Z|[+-]\d\d:?\d\d)$/.test(time);
}

/** The weekday of a day since 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7]!;
}

/** `2026-11-26` of a day since 1970-01-01. */
export function isoDay(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}

/** The days on which orders leave: which weekdays, less the holidays (`2026-11-26`, or `12-25` for every year). */
export class BusinessDays {
  readonly #weekdays: ReadonlySet<Weekday>;
  readonly #holidays: ReadonlySet<string>;

  constructor(days: readonly Weekday[], holidays: readonly string[]) {
    this.#weekdays = new Set(days);
    this.#holidays = new Set(holidays);
  }

  /** Whether `day` is a holiday that falls on a weekday on which business is done. */
  isLostToHoliday(day: number): boolean {
    const iso = isoDay(day);
    return this.#weekdays.has(weekdayOf(day)) && (this.#holidays.has(iso) || this.#holidays.has(iso.slice(5)));
  }

  isBusinessDay(day: number): boolean {
    return this.#weekdays.has(weekdayOf(day)) && !this.isLostToHoliday(day);
  }

  /** The first business day after `day`; `null` where there is none in the next two years. */
  next(day: number): number | null {
    for (let later = day + 1; later <= day + 731; later++) if (this.isBusinessDay(later)) return later;
    return null;
  }
}
