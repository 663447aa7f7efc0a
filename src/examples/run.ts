/** Runs the tests of a rule directory. */
import { evaluate } from '../decide/evaluate.ts';
import type { Decided, Explanation } from '../decide/explanation.ts';
import type { RuleFiles } from '../rules/files.ts';
import type { At, RuleSource } from '../rules/model.ts';
import { didYouMean, Problems } from '../rules/problem.ts';
import type { Directory, RuleSet } from '../rules/ruleset.ts';
import type { HookRequest } from '../stripe/types.ts';
import { compare } from './compare.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Difference } from './difference.ts';
import type { Expect } from './expect.ts';
import { checkNames } from './ids.ts';
import { clockOf, defaultMoment, localText, noteSales, nothingAsked, otherAnswer, watched } from './moments.ts';
import { type Example, readExamples } from './read.ts';
import { recordedRequest } from './recorded.ts';
import { shortRequest } from './short-request.ts';

/** The result of a test that could be run. */
export interface ExampleResult {
  /** Relative to the rule directory. */
  file: string;
  at: At;
  name: string;
  /** The account whose folder answered, `null` for the base. */
  folder: string | null;
  /** What was asked, and when in Unix seconds. */
  request: HookRequest;
  moment: number;
  passed: boolean;
  differences: Difference[];
  /** Among others the entries that applied. */
  decided: Decided;
  /** Of a test that failed. */
  explanation: Explanation | null;
}

export interface ExampleResults {
  /** Of the test files: what could not be read or run. They are errors, for a test that is not run does not pass. */
  problems: Problems;
  /** In the order of the files' paths, then as written. */
  results: ExampleResult[];
}

/** Rules that were loaded; `directory` is `null` where they have errors. */
interface LoadedRules {
  directory: Directory | null;
  source: RuleSource | null;
}

/** Runs every test of `files` at once; see `startExamples`. Pure. */
export function runExamples(loaded: LoadedRules, files: RuleFiles): ExampleResults {
  const { problems, each } = startExamples(loaded, files);
  return { problems, results: [...each].filter((result) => result !== null) };
}

export interface ExampleRun {
  /** What is wrong with the test files; what cannot be run is added when its turn comes. */
  problems: Problems;
  /** How many tests there are to run. */
  total: number;
  /** Runs one test after the other; `null` for one that cannot be run. */
  each: Iterable<ExampleResult | null>;
}

/**
 * Reads the tests of `files`, to be run by the rules that were loaded from them. Without rules, since they have errors,
 * none is run, and none of an account whose folder has some. `coverage` is told what those that are run use.
 */
export function startExamples(loaded: LoadedRules, files: RuleFiles, coverage: Coverage | null = null): ExampleRun {
  const problems = new Problems();
  const examples = readExamples(files, problems);
  const { directory, source } = loaded;
  if (directory === null || source === null) return { problems, total: 0, each: [] };
  const runner = new Runner(directory, source, files, problems, coverage);
  return { problems, total: examples.length, each: runner.each(examples) };
}

class Runner {
  readonly #directory: Directory;
  readonly #source: RuleSource;
  readonly #files: RuleFiles;
  readonly #problems: Problems;
  readonly #coverage: Coverage | null;

  constructor(
    directory: Directory,
    source: RuleSource,
    files: RuleFiles,
    problems: Problems,
    coverage: Coverage | null,
  ) {
    this.#coverage = coverage;
    this.#directory = directory;
    this.#source = source;
    this.#files = files;
    this.#problems = problems;
  }

  *each(examples: readonly Example[]): Iterable<ExampleResult | null> {
    for (const example of examples) yield this.#run(example) ?? null;
  }

  #run(example: Example): ExampleResult | undefined {
    const { file, at, name, expect, moment } = example;
    const before = this.#problems.all.length;
    const recorded = this.#recorded(example);
    if (this.#problems.all.length > before) return undefined;
    const account = this.#account(example, recorded);
    const rules = account === undefined ? null : this.#rules(example, account);
    if (account === undefined || rules === null) return undefined;

    const asked = nothingAsked();
    const watchedRules = watched(rules, asked);
    const requestAt = (when: number, problems: Problems): HookRequest | undefined => {
      const setting = { rules: watchedRules, account, moment: when };
      const request = example.order.is === 'short' ? shortRequest(example.order.form, setting, problems) : recorded;
      if (request !== undefined) noteSales(request, rules, asked);
      return request;
    };

    const when = rules.timeZone.startOf(moment?.time ?? defaultMoment);
    const request = requestAt(when, this.#problems);
    if (request === undefined) return undefined;
    checkNames(expect, request, rules, this.#problems);
    if (this.#problems.all.length > before) return undefined;
    const outcome = outcomeOf(expect, request, watchedRules, when);
    if (moment === null) {
      const elsewhere = (probe: number): { path: string; seen: string }[] => {
        const found = new Problems();
        const there = requestAt(probe, found);
        if (there !== undefined) return outcomeOf(expect, there, watchedRules, probe).differences;
        return found.all.map(({ message }) => ({ path: 'the order', seen: `not possible: ${message}` }));
      };
      const clock = clockOf(this.#source, rules.folder, request.hook);
      const other = otherAnswer(when, rules.timeZone, clock, asked, (probe) => JSON.stringify(elsewhere(probe)));
      if (other !== null) {
        const here = outcome.differences.map(({ path, seen }) => path + seen);
        const changed = elsewhere(other).find(({ path, seen }) => !here.includes(path + seen));
        this.#dependsOnTime(example, rules, other, changed);
        return undefined;
      }
    }
    const coverage = this.#coverage;
    coverage?.answered(rules.folder, evaluate(rules, request, when, false, coverage));
    const passed = outcome.differences.length === 0;
    return { file, at, name: name.value, folder: rules.folder, request, moment: when, passed, ...outcome };
  }

  #recorded({ order, folder }: Example): HookRequest | undefined {
    if (order.is === 'short') return undefined;
    return recordedRequest(this.#files, order.path, folder, order.at, this.#problems);
  }

  /** The account that the request is for; `undefined` where the test contradicts itself. */
  #account({ order, folder }: Example, recorded: HookRequest | undefined): string | null | undefined {
    if (order.is === 'recorded') return recorded!.account;
    const { account } = order.form;
    if (account === undefined || folder === null || account.value === folder) return account?.value ?? folder;
    const message = `Tests in this folder run as ${folder}. Leave "account" out, or move the test to the folder of ${account.value}.`;
    this.#problems.error(account.at, 'not-allowed-here', message);
    return undefined;
  }

  #rules({ at, order }: Example, account: string | null): RuleSet | null {
    const rules = this.#directory.forAccount(account);
    // What is wrong with a broken folder is among the problems of the rules.
    if (rules !== null || (account !== null && this.#directory.broken.has(account))) return rules;
    const where = order.is === 'recorded' ? order.at : (order.form.account?.at ?? at);
    const message = `The requests of ${account} are refused: it has no folder, and settings.yaml says unknown: refuse.${didYouMean(account ?? '', Object.keys(this.#source.accounts))}`;
    this.#problems.error(where, 'bad-value', message);
    return null;
  }

  #dependsOnTime(
    { at }: Example,
    { timeZone }: RuleSet,
    other: number,
    changed: { path: string; seen: string } | undefined,
  ): void {
    const what = changed === undefined ? 'what is expected holds' : `${changed.path} is ${changed.seen}`;
    this.#problems.error(
      at,
      'depends-on-time',
      `The answer depends on the time: at ${localText(other, timeZone)} ${what}, unlike at ${defaultMoment}, the moment ` +
        'of a test without one. Give the test an "at".',
    );
  }
}

/** An explanation takes longer than the answer, so it is only made where something differs, or may, without one. */
function outcomeOf(
  expect: Expect,
  request: HookRequest,
  rules: RuleSet,
  moment: number,
): Pick<ExampleResult, 'differences' | 'decided' | 'explanation'> {
  // Only an explanation tells why an option is withheld.
  if (expect.withheld === undefined) {
    const plain = evaluate(rules, request, moment);
    if (compare(expect, request, plain).length === 0) {
      return { differences: [], decided: plain.decided, explanation: null };
    }
  }
  const explained = evaluate(rules, request, moment, true);
  const differences = compare(expect, request, explained);
  const explanation = differences.length === 0 ? null : explained.explanation;
  return { differences, decided: explained.decided, explanation };
}
