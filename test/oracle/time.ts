/** The moment of a request in the settings' time zone. */
import { Temporal } from 'temporal-polyfill';
import type { Entry, LocalTime } from '../../src/rules/model.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import type { World } from './world.ts';

export function localTime({ moment, timeZone }: World): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment * 1000).toZonedDateTimeISO(timeZone);
}

/** Whether the moment lies between an entry's `from` and `through`. */
export function isInTime({ from, through }: Pick<Entry, 'from' | 'through'>, world: World): Verdict {
  if (from && world.moment < secondOf(from.time, world.timeZone, 'earlier')) return 'no';
  if (!through) return 'yes';
  if (through.time.includes('T')) {
    return verdictOf(world.moment <= secondOf(through.time, world.timeZone, 'later'));
  }
  const next = Temporal.PlainDate.from(through.time).add({ days: 1 }).toString();
  return verdictOf(world.moment < secondOf(next, world.timeZone, 'later'));
}

/** A local time that is skipped moves forward by what is skipped; of one that occurs twice, the one asked for. */
export function secondOf(time: LocalTime, timeZone: string, twice: 'earlier' | 'later'): number {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(time.slice(10))) return Date.parse(time) / 1000;
  const local = Temporal.PlainDateTime.from(time);
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  );
  const isSkipped = !first!.toPlainDateTime().equals(local);
  const chosen = isSkipped || twice === 'later' ? second! : first!;
  return chosen.epochMilliseconds / 1000;
}
