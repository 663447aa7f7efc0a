/** `ratebook fmt`: YAML files of rules in one form. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from '../editor/format.ts';
import { replaceFile } from '../node/replace-file.ts';
import { readRuleFiles } from '../rules/disk.ts';
import { type RuleFiles, startOf } from '../rules/files.ts';
import { Problems } from '../rules/problem.ts';
import { fail } from './failure.ts';
import { count, type Io, paint } from './output.ts';
import { printProblems, problemJson, sortProblems } from './problems.ts';

/** Exit code 1 where a file cannot be put into form, or with `check` is in none; 2 where something else than YAML is named. */
export async function fmt(
  paths: readonly string[],
  options: { check?: boolean; json?: boolean },
  io: Io,
): Promise<number> {
  const problems = new Problems();
  const files: RuleFiles = new Map();
  for (const path of paths) {
    if (!(await gather(path, files, problems))) {
      return fail(`${path} is not a YAML file. Tables, lists and everything else stay as they are.`, 2, options, io);
    }
  }
  const changed: string[] = [];
  for (const [path, bytes] of files) {
    const found = format(path, bytes);
    if (found.is === 'faulty') problems.add(found.problems);
    else if (found.changed) {
      const fault = options.check ? undefined : await replaceFile(path, found.text);
      if (fault === undefined) changed.push(path);
      else problems.error(startOf(path), 'unreadable-file', `This file cannot be written: ${fault}.`);
    }
  }
  const ok = !problems.hasErrors && !(options.check && changed.length > 0);
  if (options.json) {
    const found = sortProblems(problems).map((problem) => problemJson(problem, ''));
    io.out(JSON.stringify({ ok, files: files.size, changed, errors: problems.errors, problems: found }));
  } else print(changed, files, problems, paths, options, io);
  return ok ? 0 : 1;
}

/** Adds the file, or those of the directory; false where it is neither a directory nor YAML. */
async function gather(path: string, files: RuleFiles, problems: Problems): Promise<boolean> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) {
    if (!/\.ya?ml$/i.test(path)) return false;
    try {
      files.set(path, await readFile(path));
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown cause';
      problems.error(startOf(path), 'unreadable-file', `This file cannot be read: ${why}.`);
    }
    return true;
  }
  const found = new Problems();
  for (const [name, bytes] of await readRuleFiles(path, found)) {
    if (name.endsWith('.yaml')) files.set(join(path, name), bytes);
  }
  // What does not belong into a directory of rules is the business of `check`.
  for (const { at, code, message } of found.all) {
    if (code !== 'unknown-file') problems.error(at === '.' ? startOf(path) : join(path, at), code, message);
  }
  return true;
}

function print(
  changed: readonly string[],
  files: RuleFiles,
  problems: Problems,
  paths: readonly string[],
  options: { check?: boolean },
  io: Io,
): void {
  const { green, red, yellow } = paint(io);
  printProblems(problems, { dir: '', files }, io.out, io);
  if (problems.count > 0) io.out('');
  for (const path of changed) io.out(options.check ? yellow(path) : path);
  const of = `${changed.length} of ${count(files.size, 'file')}`;
  if (options.check && changed.length > 0) {
    io.out(red(`${of} ${changed.length === 1 ? 'is' : 'are'} not in form. Run: npx ratebook fmt ${paths.join(' ')}`));
  } else if (changed.length > 0) io.out(green(`${of} put into form.`));
  else if (!problems.hasErrors) io.out(green(`${count(files.size, 'file')} in form.`));
  if (problems.hasErrors) io.out(red(`${count(problems.errors, 'error')}: what is wrong was left as it is.`));
}
