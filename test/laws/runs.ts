/**
 * How laws are run. A run is one order under one directory. Each law is tried for `LAW_RUNS` orders, 10,000 where that is
 * not set: 100 for each directory, so that a directory is read and compiled once for many runs. Directories that `check`
 * refuses are drawn again and are no runs. The draws follow from `LAW_SEED`; a failure tells the smallest order that
 * breaks the law, with the files of its directory.
 */
import fc from 'fast-check';
import { vi } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { compileFiles, type Loaded } from '../../src/node/load.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import type { HookRequest, HookResponse } from '../../src/stripe/types.ts';
import type { Order } from './orders.ts';
import { requestOf } from './orders.ts';
import { type TreeMap, textsOf, type Written } from './written.ts';

export const runs = Number(process.env.LAW_RUNS ?? 10_000);
export const seed = Number(process.env.LAW_SEED ?? 1);
const ordersEach = 100;

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: Math.max(120_000, runs * 20) });

/** Reads and compiles the texts of a directory. */
export function load(
  written: Written,
  order: (texts: [string, string][]) => [string, string][] = (texts) => texts,
): Loaded {
  const bytes = new TextEncoder();
  return compileFiles(new Map(order(textsOf(written)).map(([path, text]) => [path, bytes.encode(text)])));
}

/** The directory, or `null` where it has errors. */
export function compiled(written: Written): Directory | null {
  const { directory, problems } = load(written);
  return directory === null || problems.hasErrors ? null : directory;
}

/** The currencies of a directory, that of plain amounts first. */
export function currenciesOf({ yaml }: Written): string[] {
  return (yaml['settings.yaml'] as TreeMap).currencies as string[];
}

/**
 * As many directories as make up the runs, drawn when they are first asked for. `prepare` makes of each, once, what laws
 * need; where it gives `null`, another one is drawn. A law that is tried for each of several things shares the runs.
 */
export function draw<W, P>(directories: fc.Arbitrary<W>, prepare: (written: W) => P | null, share = 1): () => P[] {
  let drawn: P[] | undefined;
  return () => {
    if (drawn !== undefined) return drawn;
    drawn = [];
    const wanted = Math.ceil((runs / ordersEach) * share);
    for (let batch = 0; drawn.length < wanted; batch++) {
      if (batch > 3 * wanted) throw new Error(`${drawn.length} of ${batch * 10} directories can be read`);
      for (const written of fc.sample(directories, { numRuns: 10, seed: seed + batch })) {
        const prepared = prepare(written);
        if (prepared !== null) drawn.push(prepared);
      }
    }
    drawn.length = wanted;
    return drawn;
  };
}

/** Tries `law` for 100 values of `each` under each of these directories. */
export function forAll<P, T>(drawn: () => P[], each: fc.Arbitrary<T>, law: (prepared: P, value: T) => void): void {
  for (const [index, prepared] of drawn().entries()) {
    try {
      fc.assert(
        fc.property(each, (value) => law(prepared, value)),
        { numRuns: ordersEach, seed: seed + index },
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nLAW_SEED=${seed}, directory ${index}\n${describe(prepared)}`);
    }
  }
}

function describe(prepared: unknown): string {
  const { written } = prepared as { written?: Written };
  return written === undefined
    ? ''
    : textsOf(written)
        .map(([path, text]) => `# ${path}\n${text}`)
        .join('\n');
}

/** A directory as written, and compiled. */
export interface Ready {
  written: Written;
  directory: Directory;
  currencies: string[];
}

export function ready(written: Written): Ready | null {
  const directory = compiled(written);
  return directory && { written, directory, currencies: currenciesOf(written) };
}

/** The answer of a directory to an order, with its request. */
export function answerTo({ directory, currencies }: Omit<Ready, 'written'>, order: Order): Answered {
  const request = requestOf(order, currencies);
  return { request, response: answer(directory, request, order.moment) };
}

export interface Answered {
  request: HookRequest;
  response: HookResponse | null;
}

/** The answer to a request by the rules of its account. */
export function answer(
  directory: Directory,
  request: HookRequest,
  moment: number,
  explain = false,
): HookResponse | null {
  const rules = directory.forAccount(request.account);
  if (rules === null) throw new Error('the account is refused');
  return evaluate(rules, request, moment, explain).response;
}
