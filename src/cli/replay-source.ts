/** Where requests come from that are decided again: a decision log, tests, or requests as Stripe sent them. */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { chosenOption } from '../decision-log/cut.ts';
import { runExamples } from '../examples/run.ts';
import { type Loaded, loadRules } from '../node/load.ts';
import { bytesOf, LogReader } from '../node/log-lines.ts';
import type { Asked, Fault } from '../replay/asked.ts';
import { readLogLine } from '../replay/log-line.ts';
import { parseJson } from '../stripe/json.ts';
import { readRequest } from './explain-source.ts';

/** What is decided again, some at a time. */
export interface Source {
  items: AsyncIterable<(Asked | Fault)[]>;
  /** How much of it is read, from 0 to 1; `null` where nobody knows. */
  share(): number | null;
  /** Gives nothing more, also where it is waited for. */
  stop(): void;
  /** Whether what cannot be read in it is somebody's mistake rather than what happens to logs. */
  strict: boolean;
}

/** What is wrong with what was named, for people. */
export interface Unusable {
  problem: string;
  code: 1 | 2;
}

/** A decision log; `-` is stdin. */
export async function openLog(path: string): Promise<Source | Unusable> {
  if (path === '-') return logSource(new LogReader(process.stdin), null);
  try {
    const file = await open(path);
    const { size, ...stats } = await file
      .stat()
      .then((found) => ({ size: found.size, isDirectory: found.isDirectory() }));
    if (!stats.isDirectory) return logSource(new LogReader(bytesOf(file)), size);
    await file.close();
    return { problem: `${path} is a directory. Expected a decision log, which DECISION_LOG names.`, code: 2 };
  } catch (error) {
    return cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): Unusable {
  return { problem: `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown cause'}.`, code: 2 };
}

function logSource(reader: LogReader, size: number | null): Source {
  async function* items(): AsyncGenerator<(Asked | Fault)[]> {
    let last = 0;
    for await (const lines of reader.lines()) {
      for (const { number, text } of lines) {
        last = number;
        const where = `line ${number}`;
        // Given out one by one: each may take its time to decide.
        if (text !== null) yield readLogLine(text, where);
        else yield [{ where, code: 'too_long', message: 'The line is longer than any decision.' }];
      }
    }
    if (reader.broken === null) return;
    const message = `The log ends here before its end (${reader.broken}).`;
    yield [{ where: `after line ${last}`, code: 'cut_short', message }];
  }
  return { items: items(), share: () => (size ? reader.done / size : null), stop: () => reader.stop(), strict: false };
}

/** A log, a rule directory with tests, its `tests` or one file in there, a recorded request, or a directory of them. */
export async function openRequests(
  path: string,
  at: number | null,
  known: readonly Given[],
): Promise<Source | Unusable> {
  if (path === '-') return openLog(path);
  let isDirectory: boolean;
  try {
    isDirectory = (await stat(path)).isDirectory();
  } catch (error) {
    return cannotRead(path, error);
  }
  const tests = await testsAt(path, isDirectory);
  if (tests !== null) return testSource(tests, known);
  if (!isDirectory) return path.endsWith('.json') && !(await isLog(path)) ? requestSource([path], at) : openLog(path);
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  if (names.length > 0) {
    const paths = names.map((name) => join(path, name));
    return requestSource(paths, at);
  }
  return {
    problem: `${path} holds neither tests nor requests (*.json). Expected a rule directory, its tests, or a decision log.`,
    code: 2,
  };
}

/** Rules that are read already, and where they lie. */
export interface Given {
  dir: string;
  loaded: Loaded;
}

interface TestsAt {
  root: string;
  /** Paths of test files begin so, relative to the root. */
  prefix: string;
}

/** The rule directory to which tests belong: itself, or what holds `tests/`, of the base or of an account. */
async function testsAt(path: string, isDirectory: boolean): Promise<TestsAt | null> {
  const full = resolve(path);
  if (isDirectory && (await exists(join(full, 'settings.yaml')))) return { root: path, prefix: '' };
  const tests = isDirectory ? full : dirname(full);
  if (basename(tests) !== 'tests' || (!isDirectory && !/\.ya?ml$/i.test(path))) return null;
  const folder = dirname(tests);
  const root = basename(dirname(folder)) === 'accounts' ? dirname(dirname(folder)) : folder;
  return { root: relative('.', root) || '.', prefix: relative(root, full) };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function testSource({ root, prefix }: TestsAt, known: readonly Given[]): Promise<Source | Unusable> {
  const loaded = known.find(({ dir }) => resolve(dir) === resolve(root))?.loaded ?? (await loadRules(root));
  if (loaded.directory === null) {
    return {
      problem: `The rules in ${root}, to which these tests belong, have errors, which this tells: npx ratebook check ${root}`,
      code: 1,
    };
  }
  const { problems, results } = runExamples(loaded, loaded.files);
  const isOwn = (at: string): boolean => at.startsWith(prefix);
  const place = (at: string): string => join(root, at.replace(/:\d+$/, ''));
  const faults = problems.all
    .filter(({ at }) => isOwn(at))
    .map(({ at, message }): Fault => ({ where: place(at), code: 'bad_test', message }));
  const asked = results
    .filter(({ file }) => isOwn(file))
    .map(({ at, name, request, moment }): Asked => {
      return { where: place(at), name, moment, request, chosen: null, truths: null, recorded: null };
    });
  return counted([...faults, ...asked], async (item) => item);
}

/** Whether the first line is a whole JSON value with a version, as those of a log are. */
async function isLog(path: string): Promise<boolean> {
  const file = await open(path);
  for await (const [first] of new LogReader(bytesOf(file)).lines()) {
    return first?.text?.startsWith('{"v":') ?? false;
  }
  return false;
}

function requestSource(paths: readonly string[], at: number | null): Source {
  const moment = at ?? Math.trunc(Date.now() / 1000);
  return counted(paths, async (where) => {
    const bytes = await readFile(where);
    const request = readRequest(bytes);
    if (typeof request === 'string') return { where, code: 'no_decision', message: request };
    const json = parseJson(bytes);
    const chosen = json.ok ? chosenOption(json.value) : null;
    return { where, name: null, moment, request, chosen, truths: null, recorded: null };
  });
}

function counted<T>(all: readonly T[], read: (one: T) => Promise<Asked | Fault>): Source {
  let given = 0;
  async function* items(): AsyncGenerator<(Asked | Fault)[]> {
    for (const one of all) {
      given += 1;
      yield [await read(one)];
    }
  }
  return { items: items(), share: () => given / all.length, stop() {}, strict: true };
}
