/** Runs the command line as a person does: the real program, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/ratebook.js', import.meta.url));
export const projectDir = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A clean environment: nothing of the person who runs the tests. */
const clean = (env: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...env,
});

/** Runs `ratebook` to its end, in the project or in another directory. */
export function ratebook(args: readonly string[], env: Record<string, string> = {}, cwd = projectDir): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: clean(env) });
  return ended(child);
}

function ended(child: ChildProcess): Promise<Ran> {
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    ran.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    ran.err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}

export interface Started {
  /** Ends it as a supervisor does, as a terminal with `SIGINT`, or by another signal, and tells what it printed. */
  stop(signal?: NodeJS.Signals): Promise<Ran>;
  /** Resolves with the text when stdout and stderr together hold a match, rejects where the process ends first. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts `ratebook` and leaves it running. */
export function start(args: readonly string[], env: Record<string, string> = {}): Started {
  return startProgram([program, ...args], env, projectDir);
}

/** Starts a program of Node, by its path and what follows it, in a directory. */
export function startProgram(args: readonly string[], env: Record<string, string>, cwd: string): Started {
  const child = spawn(process.execPath, args, { cwd, env: clean(env) });
  const end = ended(child);
  let all = '';
  const watchers = new Set<() => void>();
  const heard = (chunk: Buffer): void => {
    all += chunk;
    for (const watch of watchers) watch();
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  return {
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return end;
    },
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const match = pattern.exec(all);
          if (match === null) return;
          watchers.delete(watch);
          resolve(match);
        };
        watchers.add(watch);
        watch();
        void end.then(({ code }) => reject(new Error(`ended with ${code} before ${pattern}: ${all}`)));
      }),
  };
}

/** A directory of these files, and a function that takes it away. */
export async function temporary(files: Record<string, string>): Promise<{ dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
  await write(dir, files);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Writes files into a directory. */
export async function write(dir: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}
