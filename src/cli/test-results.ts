/** The results of examples as `ratebook test` prints them. */
import { join } from 'node:path';
import { because } from '../examples/because.ts';
import type { ExampleResult } from '../examples/run.ts';
import type { Problems } from '../rules/problem.ts';
import { differenceLines } from './differences.ts';
import { columns, count, type Io, paint } from './output.ts';
import { placeOf } from './place.ts';
import { printProblems, type Sources } from './problems.ts';
import { renderExplanation } from './render.ts';

/** What a run came to. */
export interface TestRun {
  results: ExampleResult[];
  /** What is wrong with the rules and the test files. */
  errors: Problems;
  /** Of so many tests that could be read, so many had their turn: less where Ctrl-C ended the run. */
  total: number;
  done: number;
}

/** Passed, failed, had their turn and could not be run, and whether Ctrl-C ended the run. */
export function countResults({ results, total, done }: TestRun) {
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, notRun: done - results.length, interrupted: done < total };
}

/** A line a file, below it what failed, expected beside seen, with what decided; the sums at the end. */
export function printResults(run: TestRun, sources: Sources, io: Pick<Io, 'out' | 'color'>): void {
  const { green, red, bold } = paint(io);
  const { results, errors } = run;
  const { dir } = sources;
  printProblems(errors, sources, io.out, io);
  if (errors.count > 0) io.out('');
  const files = [...new Set(results.map(({ file }) => file))];
  const rows = files.map((file) => {
    const own = results.filter((result) => result.file === file);
    const failed = own.filter(({ passed }) => !passed).length;
    const wrong = errors.all.filter(({ at }) => placeOf(at).file === file).length;
    const counts = [`${own.length - failed} passed`];
    if (failed > 0) counts.push(`${failed} failed`);
    if (wrong > 0) counts.push(count(wrong, 'error'));
    return [join(dir, file), counts.join(', ')];
  });
  const lines = columns(rows, (cell, column) => (column === 0 ? cell : cell.includes(',') ? red(cell) : green(cell)));
  for (const [index, file] of files.entries()) {
    io.out(lines[index]!);
    const failures = results.filter((result) => result.file === file && !result.passed);
    for (const result of failures) printFailure(result, dir, io);
    if (failures.length === 0 && index === files.length - 1) io.out('');
  }
  const { passed, failed, notRun, interrupted } = countResults(run);
  const sums = [`${passed} passed`, `${failed} failed`];
  if (errors.count > 0) sums.push(count(errors.count, 'error'));
  if (notRun > 0) sums.push(`${count(notRun, 'test')} not run`);
  const summary = sums.join(', ');
  if (interrupted) io.out(red(bold(`${summary}: interrupted after ${run.done} of ${count(run.total, 'test')}`)));
  else if (errors.count > 0 || failed > 0) io.out(red(bold(summary)));
  else if (results.length > 0) io.out(green(bold(summary)));
  else io.out(`${summary}. Tests are read from ${join(dir, 'tests', '*.yaml')}.`);
}

function printFailure(result: ExampleResult, dir: string, io: Pick<Io, 'out' | 'color'>): void {
  const { red, dim, bold } = paint(io);
  io.out(`  ${red('✗')} ${bold(result.name)}  ${dim(join(dir, result.at))}`);
  for (const difference of result.differences) {
    io.out(`      ${difference.path}  ${dim(join(dir, difference.at))}`);
    for (const line of differenceLines(difference, io)) io.out(`        ${line}`);
  }
  const explanation = because(result.differences, result.explanation!);
  for (const line of renderExplanation(explanation, { dir, color: io.color, all: true })) io.out(`      ${line}`);
  io.out('');
}

/** A result as `--json` prints it. */
export function resultJson({ at, name, folder, passed, differences, explanation }: ExampleResult, dir: string): object {
  const { file, line, col } = placeOf(at);
  return {
    file: join(dir, file),
    line,
    col,
    name,
    account: folder,
    passed,
    differences: differences.map(({ path, expected, seen, at: where }) => {
      const place = placeOf(where);
      return { path, expected, seen, line: place.line, col: place.col };
    }),
    ...(!passed && { explanation: because(differences, explanation!) }),
  };
}
