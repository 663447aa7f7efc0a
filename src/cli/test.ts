/** `ratebook test`: the examples of a rule directory. */
import { join } from 'node:path';
import { because } from '../examples/because.ts';
import { type ExampleResult, runExamples } from '../examples/run.ts';
import { loadRules } from '../node/load.ts';
import { Problems } from '../rules/problem.ts';
import { annotateFailures, annotateProblems } from './annotations.ts';
import { columns, count, type Io, paint } from './output.ts';
import { placeOf } from './place.ts';
import { printProblems, problemJson, type Sources, sortProblems } from './problems.ts';
import { renderExplanation } from './render.ts';

/** Exit code 1 where a test fails or cannot be run, or the rules have errors; else 0. */
export async function runTestCommand(
  dir: string,
  options: { json?: boolean },
  io: Pick<Io, 'out' | 'err' | 'color' | 'env'>,
): Promise<number> {
  const loaded = await loadRules(dir);
  const { problems, results } = runExamples(loaded, loaded.files);
  const errors = new Problems();
  // Warnings are the business of `check`.
  errors.add(loaded.problems, 'errors');
  errors.add(problems);
  const failed = results.filter(({ passed }) => !passed).length;
  const ok = failed === 0 && errors.count === 0;
  if (options.json) {
    io.out(
      JSON.stringify({
        ok,
        passed: results.length - failed,
        failed,
        errors: errors.count,
        problems: sortProblems(errors).map((problem) => problemJson(problem, dir)),
        tests: results.map((result) => resultJson(result, dir)),
      }),
    );
  } else {
    print(results, errors, { dir, files: loaded.files }, io);
    annotateProblems(errors, dir, io);
    annotateFailures(results, dir, io);
  }
  return ok ? 0 : 1;
}

function print(
  results: ExampleResult[],
  errors: Problems,
  sources: Sources,
  io: Pick<Io, 'out' | 'err' | 'color'>,
): void {
  const { green, red, bold } = paint(io);
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
    for (const result of results) if (result.file === file && !result.passed) printFailure(result, dir, io);
  }
  const failed = results.filter(({ passed }) => !passed).length;
  const summary = `${results.length - failed} passed, ${failed} failed`;
  if (results.length > 0) io.out('');
  if (errors.count > 0) io.out(red(bold(`${summary}, ${count(errors.count, 'error')}`)));
  else if (failed > 0) io.out(red(bold(summary)));
  else if (results.length > 0) io.out(green(bold(summary)));
  else io.out(`${summary}. Tests are read from ${join(dir, 'tests', '*.yaml')}.`);
}

function printFailure(result: ExampleResult, dir: string, io: Pick<Io, 'out' | 'color'>): void {
  const { red, green, dim, bold } = paint(io);
  io.out(`  ${red('✗')} ${bold(result.name)}  ${dim(join(dir, result.at))}`);
  for (const { path, expected, seen, at } of result.differences) {
    io.out(`      ${path}  ${dim(join(dir, at))}`);
    io.out(`        expected  ${green(expected)}`);
    io.out(`        seen      ${red(seen)}`);
  }
  const explanation = because(result.differences, result.explanation!);
  for (const line of renderExplanation(explanation, { dir, color: io.color, all: true })) io.out(`      ${line}`);
  io.out('');
}

function resultJson({ at, name, folder, passed, differences, explanation }: ExampleResult, dir: string): object {
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
