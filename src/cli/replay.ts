/** `ratebook replay`: recorded decisions, decided again by rules. */
import { type Loaded, loadRules } from '../node/load.ts';
import { compareAnswers, Deciding } from '../replay/compare.ts';
import type { Tally } from '../replay/tally.ts';
import type { Directory } from '../rules/ruleset.ts';
import { fail, failRules } from './failure.ts';
import { interrupted as interruptedCode } from './interrupt.ts';
import type { Io } from './output.ts';
import { type Head, printReport, reportJson } from './replay-report.ts';
import { openLog, type Source } from './replay-source.ts';
import { choiceOf, type ReplayOptions, replayAll } from './replaying.ts';

/**
 * Exit code 0; 1 for rules with errors, a log without a decision, and, with `failOnChange`, where an answer changes; 2
 * for a log that cannot be read; 130 where Ctrl-C ended it.
 */
export async function replay(log: string, options: ReplayOptions & { rules: string }, io: Io): Promise<number> {
  const choice = choiceOf(options);
  if (typeof choice === 'string') return fail(choice, 2, options, io);
  const source = await openLog(log);
  if ('problem' in source) return fail(source.problem, source.code, options, io);
  const rules = await loadRules(options.rules);
  if (!isWhole(rules)) return failRules([{ dir: options.rules, ...rules }], options, io);
  const deciding = new Deciding(rules.directory);
  const run = await replayAll(source, (asked) => compareAnswers(asked, null, deciding), choice, io);
  const dirs = { before: null, after: options.rules };
  const head = { dirs, source: log, interrupted: run.interrupted, limit: choice.limit };
  return report(run.tally, head, source, options, io);
}

/** Whether rules are without errors, those of their accounts too. */
export function isWhole(loaded: Loaded): loaded is Loaded & { directory: Directory } {
  return loaded.directory !== null && !loaded.problems.hasErrors;
}

/** Prints what a run came to; gives the exit code. */
export function report(tally: Tally, head: Head, source: Source, options: ReplayOptions, io: Io): number {
  if (options.json) io.out(JSON.stringify(reportJson(tally, head)));
  else printReport(tally, head, io);
  if (head.interrupted) return interruptedCode;
  if (source.strict && tally.faultCount > 0) return 1;
  if (tally.decisions === 0) {
    io.err(
      `${head.source} holds no decision${options.account || options.hook ? ' of that account and hook' : ''}: nothing was compared.`,
    );
    return tally.faultCount > 0 || options.failOnChange ? 1 : 0;
  }
  return options.failOnChange && tally.changes > 0 ? 1 : 0;
}
