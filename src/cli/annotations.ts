/** Annotations of GitHub's workflows: what a pull request shows beside the lines that it changes. */
import { relative, resolve, sep } from 'node:path';
import type { ExampleResult } from '../examples/run.ts';
import type { At } from '../rules/model.ts';
import type { Problems } from '../rules/problem.ts';
import { causesOf } from './causes.ts';
import { count, type Io } from './output.ts';
import { placeOf } from './place.ts';
import { sortProblems } from './problems.ts';

type AnnotationIo = Pick<Io, 'out' | 'env'>;

/** Prints one for each cause of problems, where the environment is a workflow's. */
export function annotateProblems(problems: Problems, dir: string, io: AnnotationIo): void {
  if (!isWorkflow(io)) return;
  for (const { problem, others } of causesOf(sortProblems(problems))) {
    const { at, severity, code, message } = problem;
    const more = others.length === 0 ? '' : ` The same is in ${count(others.length, 'more place')}.`;
    io.out(annotation(severity === 'error' ? 'error' : 'warning', at, dir, code, message + more));
  }
}

/** Prints one for each test that failed, where the environment is a workflow's. */
export function annotateFailures(results: readonly ExampleResult[], dir: string, io: AnnotationIo): void {
  if (!isWorkflow(io)) return;
  for (const { passed, at, name, differences } of results) {
    if (passed) continue;
    const lines = differences.map(({ path, expected, seen }) => `${path}: expected ${expected}, seen ${seen}`);
    io.out(annotation('error', at, dir, name, lines.join('\n')));
  }
}

function isWorkflow({ env }: AnnotationIo): boolean {
  return env.GITHUB_ACTIONS === 'true';
}

/** A workflow command; the file relative to the working directory, as a checkout's is. */
function annotation(level: 'error' | 'warning', at: At, dir: string, title: string, message: string): string {
  const place = placeOf(at);
  const file = relative('.', resolve(dir, place.file)).split(sep).join('/');
  const properties = { file: file || '.', line: place.line, col: place.col, title };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${level} ${written.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
