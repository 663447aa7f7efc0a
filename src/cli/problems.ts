/** Problems as `check` prints them. */
import { join } from 'node:path';
import type { At } from '../rules/model.ts';
import type { Problem, Problems } from '../rules/problem.ts';
import { columns, count, type Io, paint } from './output.ts';

interface Place {
  file: string;
  line: number;
  col: number;
}

/** The parts of `shipping.yaml:14:5`. */
export function placeOf(at: At): Place {
  const match = /^(.*):(\d+):(\d+)$/.exec(at);
  return match === null
    ? { file: at, line: 1, col: 1 }
    : { file: match[1]!, line: Number(match[2]), col: Number(match[3]) };
}

/** Sorted by file, line and column. */
export function sortProblems(problems: Problems): Problem[] {
  return [...problems.all].sort((a, b) => {
    const [left, right] = [placeOf(a.at), placeOf(b.at)];
    if (left.file !== right.file) return left.file < right.file ? -1 : 1;
    return left.line - right.line || left.col - right.col;
  });
}

/** One line a problem, and a line of counts. */
export function printProblems(
  problems: Problems,
  dir: string,
  print: (line: string) => void,
  io: Pick<Io, 'color'>,
): void {
  const { red, yellow, dim, bold } = paint(io);
  const rows = sortProblems(problems).map(({ at, severity, code, message }) => [
    join(dir, at),
    severity,
    code,
    message,
  ]);
  const lines = columns(rows, (cell, column) => {
    if (column === 0) return bold(cell);
    if (column === 1) return cell.startsWith('error') ? red(cell) : yellow(cell);
    return column === 2 ? dim(cell) : cell;
  });
  for (const line of lines) print(line);
}

/** `2 errors, 1 warning`. */
export function countProblems(problems: Problems): string {
  return `${count(problems.errors, 'error')}, ${count(problems.warnings, 'warning')}`;
}

/** A problem as `--json` prints it. */
export function problemJson({ at, severity, code, message }: Problem, dir: string): object {
  const { file, line, col } = placeOf(at);
  return { file: join(dir, file), line, col, severity, code, message };
}
