/** Reads the files of a directory from disk (Node only): many at a time, told in the order of their names. */
import type { BigIntStats } from 'node:fs';
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

/** What a file was when it was read: one that is the same still is not read again. */
export interface Seen {
  stamp: string;
  bytes: Uint8Array;
}

export interface ReadOptions {
  /** Files by path, of the time before; what is read now takes their place. */
  seen?: Map<string, Seen>;
  /** Asked now and then: nobody waits for what is read any more, and the rest is not. */
  isOvertaken?: () => boolean;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Larger files are not kept in memory, and read each time. */
const largestSeen = 64 * 1024;
/** A file may change twice within one tick of the clock that its times are of; the coarsest ticks are of two seconds. */
const tickMilliseconds = 4000;

/** Reads one directory; what it finds is in the order of the names, in whatever order the disk answers. */
export class Reader {
  readonly #limit = atMost(mostAtOnce);
  readonly #seen: Map<string, Seen>;
  readonly #before: ReadonlyMap<string, Seen>;
  readonly #isOvertaken: () => boolean;
  readonly #now: () => number;
  #files = 0;

  constructor({ seen = new Map(), isOvertaken = () => false, now = Date.now }: ReadOptions = {}) {
    this.#seen = seen;
    this.#before = new Map(seen);
    this.#isOvertaken = isOvertaken;
    this.#now = now;
    seen.clear();
  }

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
    const found = await inOrder(entries, mostAtOnce, (name) => this.#entry(dir, name, prefix, [...above, real]));
    return found.flat();
  }

  async #entry(dir: string, name: string, prefix: string, above: string[]): Promise<Found[]> {
    if (this.#isOvertaken()) return [];
    const path = prefix + name;
    const full = join(dir, name);
    const found = await this.#limit(() => statOf(full));
    if (found.kind !== 'directory') return this.#file(full, path, found);
    // What it links to may be anything, and large.
    if (!isFolder(path)) return [{ path, problem: { code: 'unknown-file', message: unknownFolder(name) } }];
    return this.directory(full, `${path}/`, above);
  }

  async #file(full: string, path: string, { kind, stats }: Stated): Promise<Found[]> {
    const wrong = (code: ProblemCode, message: string, at = path): Found[] => [
      { path: at, problem: { code, message } },
    ];
    if (kind === 'missing') return wrong('missing-file', 'This is a symbolic link to a file that is not there.');
    if (kind !== 'file' || stats === null) return wrong('unreadable-file', kind);
    this.#files += 1;
    if (this.#files > maxFiles) {
      const told = this.#files > maxFiles + 1;
      return told ? [] : wrong('too-large', `More than ${maxFiles} files are in this directory.`, '');
    }
    const { size } = stats;
    if (size > maxFileBytes) {
      return wrong('too-large', `This file has ${size} bytes; at most ${maxFileBytes} are read.`);
    }
    const stamp = stampOf(stats, this.#now());
    const before = this.#before.get(path);
    const isSame = stamp !== null && before?.stamp === stamp;
    try {
      const bytes = isSame ? before!.bytes : await this.#limit(() => readFile(full));
      if (stamp !== null && bytes.length <= largestSeen) this.#seen.set(path, { stamp, bytes });
      return [{ path, bytes }];
    } catch (error) {
      return wrong('unreadable-file', `This file cannot be read: ${reason(error)}.`);
    }
  }
}

/** Differs wherever a file was written, or another took its place; `null` where it may yet change without a trace. */
function stampOf({ dev, ino, size, mtimeNs, ctimeNs, ctimeMs }: BigIntStats, now: number): string | null {
  if (now - Number(ctimeMs) < tickMilliseconds) return null;
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/** What `run` makes of each value, so many at a time. */
async function inOrder<T, U>(values: readonly T[], most: number, run: (value: T) => Promise<U>): Promise<U[]> {
  const made = new Array<U>(values.length);
  const next = values.entries();
  const runner = async (): Promise<void> => {
    for (const [index, value] of next) made[index] = await run(value);
  };
  await Promise.all(Array.from({ length: Math.min(most, values.length) }, runner));
  return made;
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
  return (await statOf(path)).kind;
}

interface Stated {
  /** As `kindOf`. */
  kind: string;
  /** `null` where there is nothing, or nothing that can be read. */
  stats: BigIntStats | null;
}

async function statOf(path: string): Promise<Stated> {
  try {
    const stats = await stat(path, { bigint: true });
    if (stats.isDirectory()) return { kind: 'directory', stats };
    return { kind: stats.isFile() ? 'file' : 'This is neither a file nor a directory.', stats };
  } catch (error) {
    const code = codeOf(error);
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : `This cannot be read: ${reason(error)}.`;
    return { kind, stats: null };
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
