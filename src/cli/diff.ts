/** `ratebook diff`: two rule directories on the same requests. */
import { loadRules } from '../node/load.ts';
import { compareAnswers, Deciding } from '../replay/compare.ts';
import { readDate } from '../rules/parse/date.ts';
import { fail, failRules } from './failure.ts';
import type { Io } from './output.ts';
import { isWhole, report } from './replay.ts';
import { openRequests } from './replay-source.ts';
import { choiceOf, type ReplayOptions, replayAll } from './replaying.ts';

export interface DiffOptions extends ReplayOptions {
  /** A decision log, tests, or recorded requests; by default the tests of `b`. */
  with?: string;
  /** The moment of recorded requests; by default now. */
  at?: string;
}

/** Exit codes as those of `replay`; 1 also for a test or a request that cannot be read. */
export async function diff(a: string, b: string, options: DiffOptions, io: Io): Promise<number> {
  const choice = choiceOf(options);
  if (typeof choice === 'string') return fail(choice, 2, options, io);
  const at = options.at === undefined ? null : readDate(options.at);
  if (at !== null && !('value' in at)) {
    return fail(`--at ${options.at}: expected a time, such as 2026-11-20T12:00-08:00.`, 2, options, io);
  }
  const [before, after] = [await loadRules(a), await loadRules(b)];
  if (!isWhole(before) || !isWhole(after)) {
    const both = [
      { dir: a, ...before },
      { dir: b, ...after },
    ];
    return failRules(
      both.filter((each) => !isWhole(each)),
      options,
      io,
    );
  }
  // A time without an offset is in the time zone of the settings.
  const moment = at === null ? null : after.directory.base.timeZone.startOf(at.value);
  const known = [
    { dir: b, loaded: after },
    { dir: a, loaded: before },
  ];
  const named = options.with ?? b;
  const source = await openRequests(named, moment, known);
  if ('problem' in source) return fail(source.problem, source.code, options, io);
  const [left, right] = [new Deciding(before.directory), new Deciding(after.directory)];
  const run = await replayAll(source, (asked) => compareAnswers(asked, left, right), choice, io);
  const head = { dirs: { before: a, after: b }, source: named, interrupted: run.interrupted, limit: choice.limit };
  return report(run.tally, head, source, options, io);
}
