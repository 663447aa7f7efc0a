/** Reads a rule directory from disk (Node only). */
import { opendir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { isFolder, isIgnored, maxFileBytes, type RuleFiles, startOf, unknownFolder } from './files.ts';
import type { At } from './model.ts';
import { didYouMean, type Problems } from './problem.ts';

// accounts/acct_1/tests/recorded/x.json is five deep; a directory of rules is not a whole disk.
const maxDepth = 10;
const maxFiles = 100_000;

/** The files in `dir`, by path; symbolic links are followed. Nothing is thrown: what cannot be read is a problem. */
export async function readRuleFiles(dir: string, problems: Problems): Promise<RuleFiles> {
  const files: RuleFiles = new Map();
  const found = await kindOf(dir);
  const meant = found === 'missing' ? undefined : await meantDirectory(dir);
  if (found === 'missing') {
    const hint = didYouMean(basename(dir), await directoriesBeside(dir));
    const message = `There is no directory ${dir}.${hint} Make one with: ratebook init ${dir}`;
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
    await readDirectory(dir, '', [], files, problems);
    if (files.size === 0 && !problems.hasErrors) {
      problems.error(
        '.',
        'missing-file',
        `The directory ${dir} is empty. Write example rules with: ratebook init ${dir}`,
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

async function readDirectory(
  dir: string,
  prefix: string,
  above: string[],
  files: RuleFiles,
  problems: Problems,
): Promise<void> {
  const names: string[] = [];
  let real: string;
  try {
    real = await realpath(dir);
    for await (const { name } of await opendir(dir)) names.push(name);
  } catch (error) {
    problems.error(startOfDirectory(prefix), 'unreadable-file', `This directory cannot be read: ${reason(error)}.`);
    return;
  }
  // A link to a directory above would never end.
  if (above.includes(real) || above.length > maxDepth) {
    const message = 'This directory lies inside itself, or very deep. Is it a symbolic link to one above?';
    problems.error(startOfDirectory(prefix), 'unreadable-file', message);
    return;
  }
  for (const name of names.sort()) {
    const path = prefix + name;
    if (isIgnored(path)) continue;
    const full = join(dir, name);
    const kind = await kindOf(full);
    if (kind === 'directory' && !isFolder(path)) {
      // What it links to may be anything, and large.
      problems.error(startOf(path), 'unknown-file', unknownFolder(name));
    } else if (kind === 'directory') await readDirectory(full, `${path}/`, [...above, real], files, problems);
    else await readOne(full, path, kind, files, problems);
  }
}

/** `prefix`: as that of the paths in it. */
function startOfDirectory(prefix: string): At {
  return prefix === '' ? '.' : startOf(prefix.slice(0, -1));
}

async function readOne(full: string, path: string, kind: string, files: RuleFiles, problems: Problems): Promise<void> {
  if (files.size >= maxFiles) {
    const isTold = problems.all.some(({ at, code }) => at === '.' && code === 'too-large');
    if (!isTold) problems.error('.', 'too-large', `More than ${maxFiles} files are in this directory.`);
    return;
  }
  if (kind !== 'file') {
    const message = kind === 'missing' ? 'This is a symbolic link to a file that is not there.' : kind;
    problems.error(startOf(path), kind === 'missing' ? 'missing-file' : 'unreadable-file', message);
    return;
  }
  try {
    const { size } = await stat(full);
    if (size > maxFileBytes) {
      problems.error(startOf(path), 'too-large', `This file has ${size} bytes; at most ${maxFileBytes} are read.`);
    } else files.set(path, await readFile(full));
  } catch (error) {
    problems.error(startOf(path), 'unreadable-file', `This file cannot be read: ${reason(error)}.`);
  }
}

/** `file`, `directory`, `missing`, or a sentence that says why it is none of them. */
async function kindOf(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'directory';
    return found.isFile() ? 'file' : 'This is neither a file nor a directory.';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
    return `This cannot be read: ${reason(error)}.`;
  }
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'the permission is missing';
  if (code === 'ELOOP') return 'its symbolic links go in a circle';
  if (code === 'ENOENT') return 'it is gone';
  return code ?? 'unknown error';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
