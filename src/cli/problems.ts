/** Problems as commands print them. */
import { join } from 'node:path';
import type { RuleFiles } from '../rules/files.ts';
import type { Problem, Problems } from '../rules/problem.ts';
import { type Cause, causesOf, placesText } from './causes.ts';
import { excerptOf } from './excerpt.ts';
import { columns, count, type Io, paint } from './output.ts';
import { type Place, placeOf } from './place.ts';
import { SourceFile } from './source-file.ts';

/** What the problems are of: where it lies, and its files by their paths in it. */
export interface Sources {
  dir: string;
  files: RuleFiles;
}

/** Sorted by file, line and column. */
export function sortProblems(problems: Problems): Problem[] {
  return [...problems.all].sort((a, b) => {
    const [left, right] = [placeOf(a.at), placeOf(b.at)];
    if (left.file !== right.file) return left.file < right.file ? -1 : 1;
    return left.line - right.line || left.col - right.col;
  });
}

/**
 * Each cause on a line, `FILE:LINE:COL  error  CODE  MESSAGE`; under it the line of the file with a pointer to what is
 * wrong, and where else the same is found.
 */
export function printProblems(
  problems: Problems,
  sources: Sources,
  print: (line: string) => void,
  io: Pick<Io, 'color'>,
): void {
  const { red, yellow, dim, bold } = paint(io);
  const causes = causesOf(sortProblems(problems));
  const rows = causes.map(({ problem: { at, severity, code, message } }) => [
    join(sources.dir, at),
    severity,
    code,
    message,
  ]);
  const lines = columns(rows, (cell, column) => {
    if (column === 0) return bold(cell);
    if (column === 1) return cell.startsWith('error') ? red(cell) : yellow(cell);
    return column === 2 ? dim(cell) : cell;
  });
  const details = new Details(sources, io);
  for (const [index, cause] of causes.entries()) {
    print(lines[index]!);
    const more = details.of(cause);
    for (const line of more) print(line);
    if (more.length > 0 && index < causes.length - 1) print('');
  }
}

/** What stands under a problem. */
class Details {
  readonly #sources: Sources;
  readonly #io: Pick<Io, 'color'>;
  /** The one read last: problems come file by file, and a file may be large. */
  #file: { path: string; source: SourceFile | undefined } | null = null;

  constructor(sources: Sources, io: Pick<Io, 'color'>) {
    this.#sources = sources;
    this.#io = io;
  }

  of({ problem, others }: Cause): string[] {
    const { red, yellow, dim } = paint(this.#io);
    const place = placeOf(problem.at);
    const indent = ' '.repeat(String(place.line).length + 2);
    const lines: string[] = [];
    const source = isOfWholeFile(problem, place) ? undefined : this.#sourceOf(place.file);
    const excerpt = source && excerptOf(source, place.line, place.col);
    if (excerpt !== undefined) {
      const color = problem.severity === 'error' ? red : yellow;
      lines.push(`${dim(`  ${place.line} |`)} ${excerpt.line}`.trimEnd());
      lines.push(`${dim(`${indent} |`)} ${excerpt.blanks}${color(excerpt.pointer)}`);
    }
    if (others.length > 0) {
      const where = placesText(place, others, (file) => join(this.#sources.dir, file));
      lines.push(`${indent} the same in ${count(others.length, 'more place')}: ${where}`);
    }
    return lines;
  }

  #sourceOf(path: string): SourceFile | undefined {
    if (this.#file?.path !== path) {
      const bytes = this.#sources.files.get(path);
      this.#file = { path, source: bytes && SourceFile.read(path, bytes) };
    }
    return this.#file.source;
  }
}

/** Whether nothing on a line is wrong: the file is not to be read, not to be here, or not used. */
function isOfWholeFile({ code, rest }: Problem, { file, line, col }: Place): boolean {
  if (rest !== undefined || file.endsWith('.txt')) return true;
  return line === 1 && col === 1 && ['unknown-file', 'missing-file', 'too-large'].includes(code);
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
