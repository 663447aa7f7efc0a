/** Compares the engine with the oracle on random directories and requests, and makes small what differs. */
import { isDeepStrictEqual } from 'node:util';
import { evaluate } from '../../src/decide/evaluate.ts';
import { compileFiles } from '../../src/node/load.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import type { HookRequest, HookResponse } from '../../src/stripe/types.ts';
import type { JsonObject } from '../support/requests.ts';
import { answer } from './answer.ts';
import { Random } from './random.ts';
import { smallest } from './shrink.ts';
import { Unsettled } from './verdict.ts';
import { writeDirectory } from './write-directory.ts';
import { writeMoment, writeRequest } from './write-requests.ts';
import { textsOf, type WrittenDirectory } from './written.ts';

type Answer = HookResponse | null | 'refused';

interface Case {
  request: JsonObject;
  moment: number;
}

interface Difference {
  engine: Answer;
  oracle: Answer;
}

/** Both answers to a request; `null` where they are the same. */
type Compare = (given: Case) => Difference | 'unsettled' | null;

/** The comparison by the rules of a directory; `null` where `check` refuses it. */
function comparing(directory: WrittenDirectory): { compare: Compare } | { errors: string[] } {
  const files = Object.entries(textsOf(directory)).map(
    ([path, text]) => [path, new TextEncoder().encode(text)] as const,
  );
  const loaded = compileFiles(new Map(files));
  const errors = loaded.problems.all.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || !loaded.directory || !loaded.source) {
    return { errors: errors.map(({ at, code, message }) => `${at} ${code} ${message}`) };
  }
  const { directory: rules, source } = loaded;
  return {
    compare({ request: json, moment }) {
      const request = read(json);
      const set = rules.forAccount(request.account);
      const engine = set ? evaluate(set, request, moment).response : 'refused';
      const oracle = answered(source, request, moment);
      if (oracle === 'unsettled') return 'unsettled';
      if (isDeepStrictEqual(engine, oracle)) return null;
      return { engine, oracle };
    },
  };
}

function answered(...given: Parameters<typeof answer>): Answer | 'unsettled' {
  try {
    return answer(...given);
  } catch (error) {
    if (error instanceof Unsettled) return 'unsettled';
    throw error;
  }
}

function read(json: JsonObject): HookRequest {
  const parsed = parseHookRequest(json);
  if (!parsed.ok) throw new Error(`The request is refused: ${JSON.stringify(parsed.faults)}`);
  return parsed.request;
}

export interface Run {
  directories: number;
  requests: number;
  /** Requests of which the specification leaves the answer open. */
  unsettled: number;
  /** Directories that `check` refused, with its errors. */
  refused: string[][];
  /** What differs, as a text to read; `null` where nothing does. */
  difference: string | null;
}

/** Compares `count` directories, each on as many requests; stops at the first difference. */
export function compareMany(firstSeed: number, count: number, requests: number): Run {
  const run: Run = { directories: 0, requests: 0, unsettled: 0, refused: [], difference: null };
  for (let seed = firstSeed; run.directories < count; seed++) {
    const random = new Random(seed);
    const directory = writeDirectory(random);
    const rules = comparing(directory);
    if ('errors' in rules) {
      run.refused.push([`seed ${seed}`, ...rules.errors]);
      continue;
    }
    run.directories++;
    for (let index = 0; index < requests; index++) {
      const given = { request: writeRequest(random), moment: writeMoment(random) };
      run.requests++;
      const found = rules.compare(given);
      if (found === 'unsettled') run.unsettled++;
      if (found === null || found === 'unsettled') continue;
      run.difference = `seed ${seed}\n${described(directory, given)}`;
      return run;
    }
  }
  return run;
}

/** The difference after making both the directory and the request as small as they can be. */
function described(directory: WrittenDirectory, given: Case): string {
  const differs = (files: WrittenDirectory, request: JsonObject): Difference | null => {
    try {
      const rules = comparing(files);
      const found = 'compare' in rules ? rules.compare({ ...given, request }) : null;
      return found === 'unsettled' ? null : found;
    } catch {
      return null;
    }
  };
  const files = smallest(directory, (smaller) => differs(smaller, given.request) !== null);
  const request = smallest(given.request, (smaller) => differs(files, smaller) !== null);
  const { engine, oracle } = differs(files, request) ?? { engine: null, oracle: null };
  const texts = Object.entries(textsOf(files)).map(([path, text]) => `# ${path}\n${text}`);
  return [
    ...texts,
    `request at ${new Date(given.moment * 1000).toISOString()}: ${JSON.stringify(request)}`,
    `engine: ${JSON.stringify(engine)}`,
    `oracle: ${JSON.stringify(oracle)}`,
  ].join('\n');
}
