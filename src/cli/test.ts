/** `ratebook test`: the examples of a rule directory. */
import { Coverage } from '../examples/coverage/coverage.ts';
import { startExamples } from '../examples/run.ts';
import { type Loaded, loadRules } from '../node/load.ts';
import { readPercent } from '../rules/parse/number.ts';
import { Problems } from '../rules/problem.ts';
import { annotateFailures, annotateProblems } from './annotations.ts';
import { coverageJson, isEnough, printCoverage } from './coverage.ts';
import { fail } from './failure.ts';
import { type Interrupt, interrupted as interruptedCode, listenForInterrupt } from './interrupt.ts';
import { count, type Io } from './output.ts';
import { problemJson, sortProblems } from './problems.ts';
import { showProgress } from './progress.ts';
import { countResults, printResults, resultJson, type TestRun } from './test-results.ts';

export interface TestOptions {
  json?: boolean;
  coverage?: boolean;
  /** Percent, as it was typed. */
  min?: string;
  watch?: boolean;
}

type TestIo = Pick<Io, 'out' | 'err' | 'status' | 'color' | 'env'>;

/** What is asked for, once it is understood. */
interface Wanted {
  json: boolean;
  coverage: boolean;
  /** Percent, exact. */
  min: string | null;
}

/**
 * Exit code 1 where a test fails or cannot be run, the rules have errors, or less than `min` is covered; 2 for wrong
 * options; 130 where Ctrl-C ended the run; else 0.
 */
export async function runTestCommand(dir: string, options: TestOptions, io: TestIo): Promise<number> {
  const wanted = readOptions(options);
  if (typeof wanted === 'string') return fail(wanted, 2, options, io);
  if (options.watch) {
    const { watchRules } = await import('./watch.ts');
    return watchRules(dir, io, async (interrupt) => void (await runTests(dir, wanted, io, interrupt)));
  }
  return runTests(dir, wanted, io, null);
}

/** The options, or what is wrong with them. */
function readOptions({ json = false, coverage = false, min, watch = false }: TestOptions): Wanted | string {
  if (watch && json) return 'Give --watch or --json, not both: a watch has no end, and one document does.';
  if (min === undefined) return { json, coverage, min: null };
  const percent = readPercent(min.trim());
  if ('value' in percent) return { json, coverage: true, min: percent.value };
  return `--min is a percent from 0 to 100, such as 95 or 99.5. ${percent.fault}`;
}

/** `watching`: the Ctrl-C of a watch, which goes on between runs. */
async function runTests(dir: string, wanted: Wanted, io: TestIo, watching: Interrupt | null): Promise<number> {
  const loaded = await loadRules(dir);
  const { source, directory, files } = loaded;
  const coverage =
    wanted.coverage && source !== null && directory !== null ? new Coverage(source, directory, files) : null;
  const run = await runEach(loaded, coverage, io, watching);
  const { passed, failed, notRun, interrupted } = countResults(run);
  const report = coverage?.report() ?? null;
  const about = { dir, min: wanted.min, notes: notesOf(run, loaded) };
  const ok = failed === 0 && run.errors.count === 0;
  const enough = wanted.min === null || (report !== null && isEnough(report, wanted.min));
  if (wanted.json) {
    io.out(
      JSON.stringify({
        ok: ok && enough && !interrupted,
        passed,
        failed,
        errors: run.errors.count,
        not_run: notRun,
        ...(interrupted && { interrupted }),
        problems: sortProblems(run.errors).map((problem) => problemJson(problem, dir)),
        tests: run.results.map((result) => resultJson(result, dir)),
        ...(wanted.coverage && { coverage: report === null ? null : coverageJson(report, about) }),
      }),
    );
  } else {
    printResults(run, { dir, files }, io);
    if (report !== null) {
      io.out('');
      printCoverage(report, about, io);
    }
    annotateProblems(run.errors, dir, io);
    annotateFailures(run.results, dir, io);
  }
  if (interrupted) return interruptedCode;
  return ok && enough ? 0 : 1;
}

/** Runs the tests one after the other, until the last or until Ctrl-C. */
async function runEach(
  loaded: Loaded,
  coverage: Coverage | null,
  io: TestIo,
  watching: Interrupt | null,
): Promise<TestRun> {
  const { problems, total, each } = startExamples(loaded, loaded.files, coverage);
  const run: TestRun = { results: [], errors: new Problems(), total, done: 0 };
  // Until here there is nothing to tell: Ctrl-C ends the process by itself.
  const interrupt = watching ?? listenForInterrupt();
  const progress = showProgress(io, 'tests', total);
  for (const result of each) {
    if (result !== null) run.results.push(result);
    run.done += 1;
    progress.at(run.done);
    if (!(await interrupt.goOn())) break;
  }
  progress.end();
  if (watching === null) interrupt.release();
  // Warnings are the business of `check`.
  run.errors.add(loaded.problems, 'errors');
  run.errors.add(problems);
  return run;
}

/** What coverage does not count. */
function notesOf({ results, total, done, errors }: TestRun, { directory }: Loaded): string[] {
  const notes: string[] = [];
  const failed = results.filter(({ passed }) => !passed).length;
  const fail = failed === 0 ? '' : `, ${failed} of which ${failed === 1 ? 'fails' : 'fail'}`;
  if (errors.count > 0 || done < total) notes.push(`Coverage of the ${count(results.length, 'test')} that ran${fail}.`);
  else if (failed > 0) notes.push(`Coverage of all ${count(results.length, 'test')}${fail}.`);
  for (const account of directory?.broken ?? []) notes.push(`accounts/${account} has errors and is left out.`);
  return notes;
}
