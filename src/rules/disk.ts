/** Reads a rule directory from disk (Node only). */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { kindOf, Reader, type ReadOptions } from './disk-reader.ts';
import { isFolder, type RuleFiles, startOf } from './files.ts';
import { didYouMean, type Problems } from './problem.ts';

/** The files in `dir`, by path; symbolic links are followed. Nothing is thrown: what cannot be read is a problem. */
export async function readRuleFiles(dir: string, problems: Problems, options: ReadOptions = {}): Promise<RuleFiles> {
  const files: RuleFiles = new Map();
  const found = await kindOf(dir);
  const meant = found === 'missing' ? undefined : await meantDirectory(dir);
  if (found === 'missing') {
    const hint = didYouMean(basename(dir), await directoriesBeside(dir));
    const message = `There is no directory ${dir}.${hint} Make one with: npx ratebook init ${dir}`;
    problems.error('.', 'missing-file', message);
  } else if (found !== 'directory') {
    const hint = meant === undefined ? 'Name the directory that holds settings.yaml.' : `Did you mean ${meant}?`;
    const message = found === 'file' ? `${dir} is not a directory. ${hint}` : found;
    problems.error('.', 'unreadable-file', message);
  } else if (meant !== undefined) {
    // What it holds would be called wrong, file by file.
    const message = `${dir} is not a whole rule directory: settings.yaml and the rest stand in ${meant}. Name that one.`;
    problems.error('.', 'missing-file', message);
  } else {
    for (const { path, bytes, problem } of await new Reader(options).directory(dir, '', [])) {
      if (bytes !== undefined) files.set(path, bytes);
      else problems.error(path === '' ? '.' : startOf(path), problem.code, problem.message);
    }
    if (files.size === 0 && !problems.hasErrors) {
      problems.error(
        '.',
        'missing-file',
        `The directory ${dir} is empty. Write example rules with: npx ratebook init ${dir}`,
      );
    }
  }
  return files;
}

/** The rule directory of which `dir` is a part, such as the folder of an account; or the one in it, where it is none. */
async function meantDirectory(dir: string): Promise<string | undefined> {
  const path = resolve(dir).split(sep);
  // The outermost first: an account has settings.yaml of its own.
  for (let above = 3; above >= 1; above--) {
    const base = join(dir, ...Array<string>(above).fill('..'));
    const isPart = isFolder(path.slice(-above).join('/')) || (above === 1 && (await kindOf(dir)) === 'file');
    if (isPart && (await isRuleDirectory(base))) return base;
  }
  const inside = join(dir, 'rules');
  return !(await isRuleDirectory(dir)) && (await isRuleDirectory(inside)) ? inside : undefined;
}

async function isRuleDirectory(dir: string): Promise<boolean> {
  return (await kindOf(join(dir, 'settings.yaml'))) === 'file';
}

async function directoriesBeside(dir: string): Promise<string[]> {
  const entries = await readdir(dirname(resolve(dir)), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}
