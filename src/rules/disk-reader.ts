/** Reads the files of a directory from disk (Node only): many at a time, told in the order of their names. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder, isIgnored, maxFileBytes, unknownFolder } from './files.ts';
import type { ProblemCode } from './problem.ts';

// accounts/acct_1/tests/recorded/x.json is five deep; a directory of rules is not a whole disk.
const maxDepth = 10;
const maxFiles = 100_000;
// While a service answers hooks, each wait for the disk takes a turn; so many are waited for at once.
const mostAtOnce = 32;

/** A file, or why it is none. */
export type Found = { path: string } & (
  | { bytes: Uint8Array; problem?: never }
  | { bytes?: never; problem: { code: ProblemCode; message: string } }
);

/** Reads one directory; what it finds is in the order of the names, in whatever order the disk answers. */
export class Reader {
  readonly #limit = atMost(mostAtOnce);
  #files = 0;

  async directory(dir: string, prefix: string, above: string[]): Promise<Found[]> {
    const wrong = (code: ProblemCode, message: string): Found[] => [
      { path: prefix.slice(0, -1), problem: { code, message } },
    ];
    let names: string[];
    let real: string;
    try {
      [real, names] = await this.#limit(async () => [await realpath(dir), await readdir(dir)]);
    } catch (error) {
      return wrong('unreadable-file', `This directory cannot be read: ${reason(error)}.`);
    }
    // A link to a directory above would never end.
    if (above.includes(real) || above.length > maxDepth) {
      const message = 'This directory lies inside itself, or very deep. Is it a symbolic link to one above?';
      return wrong('unreadable-file', message);
    }
    const entries = names.filter((name) => !isIgnored(prefix + name)).sort();
    return (await Promise.all(entries.map((name) => this.#entry(dir, name, prefix, [...above, real])))).flat();
  }

  async #entry(dir: string, name: string, prefix: string, above: string[]): Promise<Found[]> {
    const path = prefix + name;
    const full = join(dir, name);
    const kind = await this.#limit(() => kindOf(full));
    if (kind !== 'directory') return this.#file(full, path, kind);
    // What it links to may be anything, and large.
    if (!isFolder(path)) return [{ path, problem: { code: 'unknown-file', message: unknownFolder(name) } }];
    return this.directory(full, `${path}/`, above);
  }

  async #file(full: string, path: string, kind: string): Promise<Found[]> {
    const wrong = (code: ProblemCode, message: string, at = path): Found[] => [
      { path: at, problem: { code, message } },
    ];
    if (kind === 'missing') return wrong('missing-file', 'This is a symbolic link to a file that is not there.');
    if (kind !== 'file') return wrong('unreadable-file', kind);
    this.#files += 1;
    if (this.#files > maxFiles) {
      const told = this.#files > maxFiles + 1;
      return told ? [] : wrong('too-large', `More than ${maxFiles} files are in this directory.`, '');
    }
    return this.#limit(async () => {
      try {
        const { size } = await stat(full);
        if (size <= maxFileBytes) return [{ path, bytes: await readFile(full) }];
        return wrong('too-large', `This file has ${size} bytes; at most ${maxFileBytes} are read.`);
      } catch (error) {
        return wrong('unreadable-file', `This file cannot be read: ${reason(error)}.`);
      }
    });
  }
}

/** Runs what it is given, so many at a time. */
function atMost(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await run();
    } finally {
      // Its place goes to the next one.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** `file`, `directory`, `missing`, or a sentence that says why it is none of them. */
export async function kindOf(path: string): Promise<string> {
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
