/** `ratebook check --explain CODE`: what a code of problems means, with a wrong and a right example. */
import { didYouMean, type ProblemCode, problemCodes } from '../rules/problem.ts';
import type { ExampleFiles } from './codes/code.ts';
import { codes, severityOf } from './codes/index.ts';
import { excerptOf } from './excerpt.ts';
import { fail } from './failure.ts';
import { columns, type Io, paint } from './output.ts';
import { placeOf } from './place.ts';
import { SourceFile } from './source-file.ts';

/** All codes, a line each. */
export function listCodes(options: { json?: boolean }, io: Io): number {
  if (options.json) {
    io.out(JSON.stringify({ codes: problemCodes.map((code) => ({ code, ...codes[code] })).map(jsonOf) }));
    return 0;
  }
  const { bold } = paint(io);
  const rows = problemCodes.map((code) => [code, severityOf(code), codes[code].means]);
  for (const line of columns(rows, (cell, column) => (column === 0 ? bold(cell) : cell))) io.out(line);
  return 0;
}

/** Exit code 2 where there is no such code. */
export function explainCode(written: string, options: { json?: boolean }, io: Io): number {
  const code = problemCodes.find((one) => one === written.trim().toLowerCase());
  if (code === undefined) {
    const hint = didYouMean(written, problemCodes);
    const all = 'All are listed by: npx ratebook check --explain';
    return fail(`${JSON.stringify(written)} is not a code of problems.${hint} ${all}`, 2, options, io);
  }
  if (options.json) io.out(JSON.stringify(jsonOf({ code, ...codes[code] })));
  else print(code, io);
  return 0;
}

function print(code: ProblemCode, io: Io): void {
  const { bold, red, green, dim } = paint(io);
  const { means, why, fix, wrong, right } = codes[code];
  io.out(`${bold(code)}  ${severityOf(code)}`);
  io.out(`  ${means}`);
  io.out(`  ${why}`);
  io.out('');
  io.out(bold('What to do'));
  io.out(`  ${fix}`);
  const place = placeOf(wrong.at);
  /** `isWrong`: with a pointer at the place. */
  const show = (files: ExampleFiles, isWrong: boolean): void => {
    for (const [path, file] of Object.entries(shownFiles(files))) {
      io.out(`  ${dim(`# ${path}`)}`);
      const source = SourceFile.read(path, new TextEncoder().encode(file));
      for (const [index, line] of file.trimEnd().split('\n').entries()) {
        const isHere = isWrong && path === place.file && index + 1 === place.line && typeof files[path] === 'string';
        const excerpt = isHere && source ? excerptOf(source, place.line, place.col) : undefined;
        io.out(`  ${excerpt?.line ?? line}`.trimEnd());
        if (excerpt !== undefined) io.out(`  ${excerpt.blanks}${red(excerpt.pointer)}`);
      }
    }
  };
  io.out('');
  io.out(bold(`Wrong, at ${wrong.at}`));
  show(wrong.files, true);
  io.out('');
  io.out(bold(green('Right')));
  show(right, false);
}

function shownFiles(files: ExampleFiles): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? file : file.shown]),
  );
}

function jsonOf({ wrong, right, ...rest }: { code: ProblemCode } & (typeof codes)[ProblemCode]): object {
  return { ...rest, wrong: { at: wrong.at, files: shownFiles(wrong.files) }, right: { files: shownFiles(right) } };
}
