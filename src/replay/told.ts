/** Rules that ask a log, instead of values that were cut from it, what their conditions come to. */
import {
  type DifferCondition,
  differName,
  isCutDiffer,
  isCutText,
  mapEntries,
  partName,
  type TextCondition,
  type Truths,
} from '../decision-log/conditions.ts';
import type { RuleSet, Test } from '../rules/ruleset.ts';
import type { TextPart, TextTest } from '../rules/text.ts';

/** What is known of the request that is decided, and what is supposed where nothing is. */
export interface Teller {
  truths: Truths;
  suppose: Suppose;
}

/** Whether a condition of this name held, where nothing tells; the same each time within a decision. */
export type Suppose = (name: string) => boolean;

/** `rules` with conditions on cut facts that are answered by what `teller` holds when they are asked. */
export function toldBy(rules: RuleSet, teller: Teller): RuleSet {
  const retold = (test: Test): Test => {
    if (test.is === 'all' || test.is === 'any') return { ...test, of: test.of.map(retold) };
    if (test.is === 'not') return { ...test, of: retold(test.of) };
    if (isCutText(test)) return { ...test, text: toldText(test, teller) };
    return isCutDiffer(test) ? toldDiffer(test, teller) : test;
  };
  const told = mapEntries(rules, (entry) => (entry.when === null ? entry : { ...entry, when: retold(entry.when) }));
  return { ...rules, ...told };
}

function toldText({ fact, text }: TextCondition, teller: Teller): TextTest {
  const parts = text.parts().map((part) => ({ part, name: partName(fact, part) }));
  const test = (value: string): boolean => {
    const open: string[] = [];
    for (const { part, name } of parts) {
      const truth = told(teller.truths, name) ?? part.testEnd(endOf(value, fact));
      if (truth) return true;
      if (truth === null) open.push(name);
    }
    return open.some((name) => teller.suppose(name));
  };
  return asText(test, () => parts.map(({ part }) => part));
}

/** What of a cut value is not cut: of an e-mail what stands behind the `@`, and that. */
function endOf(value: string, fact: string): string {
  const at = fact === 'email' ? value.lastIndexOf('@') : -1;
  return at === -1 ? '' : value.slice(at);
}

/** Unknown where one of the two facts is missing, as `differ` is; else what is told, or supposed. */
function toldDiffer(test: DifferCondition, teller: Teller): Test {
  const { source, at, facts } = test;
  const name = differName(test);
  const on = (fact: string, holds: () => boolean): Test => {
    return { is: 'text', fact, text: asText(holds, () => []), not: false, source, at };
  };
  const all = (...of: Test[]): Test => ({ is: 'all', of, source, at });
  const any = (...of: Test[]): Test => ({ is: 'any', of, source, at });
  const there = all(...facts.map((fact) => on(fact, () => true)));
  const differ = on(facts[0], () => told(teller.truths, name) ?? teller.suppose(name));
  return all(there, any({ is: 'not', of: there, source, at }, differ));
}

function asText(test: (value: string) => boolean, parts: () => readonly TextPart[]): TextTest {
  return { test, testFolded: test, parts };
}

function told(truths: Truths, name: string): boolean | null {
  return Object.hasOwn(truths, name) ? truths[name]! : null;
}

/** So many ways are tried; what leaves more of them open is not known. */
const most = 64;

/** What every way of supposing comes to; `names` are the conditions that were supposed. */
export interface Ways<T> {
  results: T[];
  names: string[];
  /** Whether every way was tried. */
  complete: boolean;
}

/**
 * Runs `run` for each way in which the conditions that it supposes could have come out, until that is too many or
 * `isEnough` says so of what the first and a later one came to.
 */
export function everyWay<T>(
  run: (suppose: Suppose) => T,
  isEnough: (first: T, later: T) => boolean = () => false,
): Ways<T> {
  const names = new Set<string>();
  const results: T[] = [];
  const path: [name: string, truth: boolean][] = [];
  while (results.length < most) {
    const fixed = new Map(path);
    const result = run((name) => {
      const truth = fixed.get(name);
      if (truth !== undefined) return truth;
      names.add(name);
      fixed.set(name, false);
      path.push([name, false]);
      return false;
    });
    results.push(result);
    // The last that was supposed false is supposed true, and what came behind it is open again.
    while (path.at(-1)?.[1] === true) path.pop();
    const last = path.pop();
    if (last === undefined) return { results, names: [...names], complete: true };
    path.push([last[0], true]);
    if (isEnough(results[0]!, result)) break;
  }
  return { results, names: [...names], complete: false };
}
