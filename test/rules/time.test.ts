import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { BusinessDays, isoDay, isTimeZone, timeZone, weekdayOf } from '../../src/rules/time.ts';

const seconds = (iso: string): number => Date.parse(iso) / 1000;
const newYork = timeZone('America/New_York');

describe('local time', () => {
  it.each([
    ['2026-11-21T20:33:50Z', 'America/New_York', '2026-11-21', 'sat', 15 * 60 + 33],
    ['2026-07-01T02:00:00Z', 'America/New_York', '2026-06-30', 'tue', 22 * 60],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29', 'sun', 60 + 59],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29', 'sun', 3 * 60],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01', 'thu', 5 * 60 + 45],
    ['2026-01-01T12:00:00Z', 'UTC', '2026-01-01', 'thu', 12 * 60],
  ])('%s in %s is %s, a %s, minute %i', (moment, zone, day, weekday, minute) => {
    const local = timeZone(zone).local(seconds(moment));
    expect(isoDay(local.day)).toBe(day);
    expect(local.weekday).toBe(weekday);
    expect(local.minute).toBe(minute);
  });

  it.each([
    ['America/New_York', true],
    ['UTC', true],
    ['Asia/Kathmandu', true],
    ['Asia/Katmandu', true],
    ['europe/berlin', true],
    ['Europe/Berln', false],
    ['+02:00', false],
    ['', false],
  ])('"%s" is a time zone: %s', (name, is) => {
    expect(isTimeZone(name)).toBe(is);
  });

  it('can be told in every zone that the runtime lists', () => {
    const listed = Intl.supportedValuesOf('timeZone');
    expect(listed.length).toBeGreaterThan(300);
    for (const name of listed) {
      expect(isTimeZone(name)).toBe(true);
      const { minute } = timeZone(name).local(seconds('2026-01-01T12:00:00Z'));
      expect(Math.abs(minute - 12 * 60), name).toBeLessThanOrEqual(14 * 60);
    }
  });
});

describe('from and through', () => {
  it.each([
    ['2026-11-27', '2026-11-27T05:00:00Z'],
    ['2026-11-27T18:00', '2026-11-27T23:00:00Z'],
    ['2026-11-27T18:00:30', '2026-11-27T23:00:30Z'],
    ['2026-11-27T18:00Z', '2026-11-27T18:00:00Z'],
    ['2026-11-27T18:00+02:00', '2026-11-27T16:00:00Z'],
    ['2026-03-08T02:30', '2026-03-08T07:30:00Z'],
    ['2026-11-01T01:30', '2026-11-01T05:30:00Z'],
  ])('from %s begins at %s: a skipped time moves forward, of a doubled one it is the first', (from, begins) => {
    expect(newYork.startOf(from)).toBe(seconds(begins));
  });

  it.each([
    ['2026-11-27', '2026-11-28T05:00:00Z'],
    ['2026-11-27T18:00', '2026-11-27T23:00:01Z'],
    ['2026-11-27T18:00Z', '2026-11-27T18:00:01Z'],
    ['2026-03-08T02:30', '2026-03-08T07:30:01Z'],
    ['2026-11-01T01:30', '2026-11-01T06:30:01Z'],
    ['2026-03-07', '2026-03-08T05:00:00Z'],
  ])('through %s is over at %s: of a doubled time it is the second', (through, over) => {
    expect(newYork.endOf(through)).toBe(seconds(over));
  });
});

describe('local time is what the classes of Temporal say', () => {
  const zones = [
    'UTC',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/Sao_Paulo',
  ];
  const zone = fc.constantFrom(...zones);
  const day = fc.integer({
    min: seconds('1990-01-01T00:00:00Z') / 86_400,
    max: seconds('2045-12-31T00:00:00Z') / 86_400,
  });
  // The hours in which clocks change come as often as all others together.
  const minute = fc.oneof(fc.integer({ min: 0, max: 4 * 60 }), fc.integer({ min: 0, max: 24 * 60 - 1 }));
  const two = (number: number): string => String(number).padStart(2, '0');
  const timeOf = (at: number): string => `${two((at - (at % 60)) / 60)}:${two(at % 60)}`;

  it('for a day or a time of it', () => {
    fc.assert(
      fc.property(zone, day, fc.option(minute), (name, on, at) => {
        const written = at === null ? isoDay(on) : `${isoDay(on)}T${timeOf(at)}`;
        const local = Temporal.PlainDateTime.from(written);
        const at0 = (which: 'compatible' | 'later', days: number): number =>
          local.add({ days }).toZonedDateTime(name, { disambiguation: which }).epochMilliseconds / 1000;
        expect(timeZone(name).startOf(written)).toBe(at0('compatible', 0));
        expect(timeZone(name).endOf(written)).toBe(at === null ? at0('later', 1) : at0('later', 0) + 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('for a time with an offset', () => {
    fc.assert(
      fc.property(zone, day, minute, fc.constantFrom('Z', '+05:45', '-03:30'), (name, on, at, offset) => {
        const written = `${isoDay(on)}T${timeOf(at)}${offset}`;
        const moment = Temporal.Instant.from(written).epochMilliseconds / 1000;
        expect(timeZone(name).startOf(written)).toBe(moment);
        expect(timeZone(name).endOf(written)).toBe(moment + 1);
      }),
    );
  });

  it('for a moment', () => {
    fc.assert(
      fc.property(zone, day, minute, (name, on, at) => {
        const moment = on * 86_400 + at * 60;
        const wall = Temporal.Instant.fromEpochMilliseconds(moment * 1000).toZonedDateTimeISO(name);
        const local = timeZone(name).local(moment);
        expect([isoDay(local.day), local.minute]).toEqual([
          wall.toPlainDate().toString(),
          wall.hour * 60 + wall.minute,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('business days', () => {
  const day = (iso: string): number => seconds(`${iso}T00:00:00Z`) / 86_400;
  const days = new BusinessDays(['mon', 'tue', 'wed', 'thu', 'fri'], ['2026-11-26', '12-25']);

  it.each([
    ['2026-11-25', true],
    ['2026-11-26', false],
    ['2026-11-28', false],
    ['2026-12-25', false],
    ['2031-12-25', false],
    ['2027-11-26', true],
  ])('%s is one: %s', (iso, is) => {
    expect(days.isBusinessDay(day(iso))).toBe(is);
  });

  it('the next one passes over weekends and holidays', () => {
    expect(isoDay(days.next(day('2026-11-25'))!)).toBe('2026-11-27');
    expect(isoDay(days.next(day('2026-11-27'))!)).toBe('2026-11-30');
  });

  it('a holiday on a weekend takes no business day', () => {
    expect(new BusinessDays(['mon'], ['2026-11-28']).isLostToHoliday(day('2026-11-28'))).toBe(false);
  });

  it('without any business day there is no next one', () => {
    expect(new BusinessDays([], []).next(0)).toBeNull();
  });

  it('knows weekdays before 1970', () => {
    expect(weekdayOf(-1)).toBe('wed');
    expect(weekdayOf(0)).toBe('thu');
  });
});
