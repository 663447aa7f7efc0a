/** `ratebook check`: all problems of a rule directory. */
import { loadRules } from '../node/load.ts';
import { lint } from '../rules/lint/lint.ts';
import { annotateProblems } from './annotations.ts';
import { type Io, paint } from './output.ts';
import { countProblems, printProblems, problemJson, sortProblems } from './problems.ts';

export interface CheckOptions {
  json?: boolean;
  /** A code of problems to tell about, or `true` for all. */
  explain?: string | true;
}

/** Exit code 1 where there is an error, else 0; 2 for a code to explain that is none. */
export async function check(dir: string, options: CheckOptions, io: Io): Promise<number> {
  if (options.explain !== undefined) {
    const { explainCode, listCodes } = await import('./explain-code.ts');
    return options.explain === true ? listCodes(options, io) : explainCode(options.explain, options, io);
  }
  const { problems, source, revisions, files } = await loadRules(dir);
  const failed = problems.hasErrors;
  if (source !== null) lint(source, Math.trunc(Date.now() / 1000), problems, files);
  if (options.json) {
    io.out(
      JSON.stringify({
        ok: !failed,
        errors: problems.errors,
        warnings: problems.warnings,
        revision: failed ? null : (revisions?.base ?? null),
        problems: sortProblems(problems).map((problem) => problemJson(problem, dir)),
      }),
    );
    return failed ? 1 : 0;
  }
  const { green, red } = paint(io);
  const sorted = sortProblems(problems);
  const first = sorted.find(({ severity }) => severity === 'error') ?? sorted[0];
  const more = first === undefined ? '' : ` More about a code: npx ratebook check --explain ${first.code}`;
  printProblems(problems, { dir, files }, io.out, io);
  annotateProblems(problems, dir, io);
  if (problems.count > 0) io.out('');
  if (failed) {
    io.out(`${red(`${countProblems(problems)} in ${dir}.`)}${more}`);
    return 1;
  }
  const accounts = Object.keys(source?.accounts ?? {}).length;
  const what = accounts === 0 ? '' : ` and ${accounts} account ${accounts === 1 ? 'folder' : 'folders'}`;
  const found = problems.count === 0 ? 'no problems' : countProblems(problems);
  io.out(`${green(`${dir}${what}: ${found}. Revision ${revisions?.base}.`)}${more}`);
  return 0;
}
