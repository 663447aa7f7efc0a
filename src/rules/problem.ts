/** A problem of a rule directory: what `check` prints and what a refused load says. */
import type { At } from './model.ts';

export type Severity = 'error' | 'warn';

/** Every code that a problem can have, in the order in which they are documented. */
export const problemCodes = [
  'missing-file',
  'unreadable-file',
  'not-utf8',
  'unknown-file',
  'bad-yaml',
  'bad-csv',
  'too-deep',
  'too-large',
  'unquoted',
  'yaml-feature',
  'duplicate-key',
  'unknown-key',
  'missing-key',
  'wrong-type',
  'bad-value',
  'bad-amount',
  'bad-percent',
  'bad-weight',
  'bad-delivery',
  'bad-date',
  'bad-pattern',
  'impossible-range',
  'past-limit',
  'duplicate-id',
  'unknown-fact',
  'wrong-hook',
  'unknown-zone',
  'zone-cycle',
  'unknown-list',
  'unknown-class',
  'unknown-currency',
  'unknown-country',
  'unknown-state',
  'unknown-table',
  'missing-currency',
  'too-many-rates',
  'mixed-inclusive',
  'compound-unknown',
  'not-allowed-here',
  'unreachable',
  'unused',
  'duplicate',
  'expired',
  'place-without-country',
  'place-everywhere-else',
  'stripe-country',
  'broad-prefix',
  'short-code',
  'if-unknown',
  'precision',
  'class-without-rate',
  'country-without-rate',
  'fees-without-approval',
  'too-many-options',
  'same-name',
  'different-elsewhere',
  // Of tests/*.yaml
  'unknown-id',
  'missing-price',
  'not-offered',
  'bad-request',
  'depends-on-time',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  at: At;
  severity: Severity;
  code: ProblemCode;
  /** One or two sentences: what was found, what was expected, the likely fix. */
  message: string;
  /** Of the one that stands for those of a file that are not listed: how many they are. */
  rest?: number;
}

/** Of more problems of one kind in one file, the rest is counted. */
export const mostListed = 100;

/** The problems of one severity and code in one file. */
interface Kind {
  count: number;
  /** Tells how many are not listed. */
  rest?: Problem;
}

/**
 * Collects problems; nothing is thrown, so that one run reports them all. Of each kind the first are listed and all are
 * counted, so that a long table that is wrong in every row takes neither memory nor screens.
 */
export class Problems {
  readonly #all: Problem[] = [];
  readonly #kinds = new Map<string, Kind>();
  readonly #counts: Record<Severity, number> = { error: 0, warn: 0 };

  /** Those that are listed. */
  get all(): readonly Problem[] {
    return this.#all;
  }

  /** How many there are, listed or not. */
  get errors(): number {
    return this.#counts.error;
  }

  get warnings(): number {
    return this.#counts.warn;
  }

  get count(): number {
    return this.errors + this.warnings;
  }

  get hasErrors(): boolean {
    return this.errors > 0;
  }

  error(at: At, code: ProblemCode, message: string): void {
    this.#add({ at, severity: 'error', code, message: oneLine(message) }, 1);
  }

  warn(at: At, code: ProblemCode, message: string): void {
    this.#add({ at, severity: 'warn', code, message: oneLine(message) }, 1);
  }

  /** Takes over what another has collected, or of it only the errors. */
  add(other: Problems, only?: 'errors'): void {
    for (const problem of other.all) {
      if (only === 'errors' && problem.severity !== 'error') continue;
      this.#add(problem, problem.rest ?? 1);
    }
  }

  #add(problem: Problem, count: number): void {
    this.#counts[problem.severity] += count;
    const key = kindOf(problem);
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      kind = { count: 0 };
      this.#kinds.set(key, kind);
    }
    kind.count += count;
    if (kind.count <= mostListed) {
      this.#all.push(problem);
      return;
    }
    if (kind.rest === undefined) {
      kind.rest = { ...problem, at: startOf(fileOf(problem.at)) };
      this.#all.push(kind.rest);
    }
    kind.rest.rest = kind.count - mostListed;
    kind.rest.message = `${kind.rest.rest} more problems of this kind are in this file; ${mostListed} are listed.`;
  }
}

// A message may quote a cell, and a cell may hold a megabyte, or what a terminal obeys.
const longestMessage = 500;

function oneLine(message: string): string {
  const short = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
  return short.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    /[\0-\x1f\x7f-\x9f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function kindOf({ at, severity, code }: Problem): string {
  return `${severity} ${code} ${fileOf(at)}`;
}

function fileOf(at: At): string {
  return at.replace(/:\d+:\d+$/, '');
}

function startOf(file: string): At {
  return file === '.' ? file : `${file}:1:1`;
}

/** Ends a message with ` Did you mean "name"?` where one of `known` is close to `found`, else with nothing. */
export function didYouMean(found: string, known: Iterable<string>): string {
  const best = closest(found, known);
  return best === undefined ? '' : ` Did you mean "${best}"?`;
}

/** The one of `known` that `found` was probably meant to be. */
export function closest(found: string, known: Iterable<string>): string | undefined {
  const wanted = found.toLowerCase().slice(0, 80);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.trunc(wanted.length / 3)) + 1;
  let part: string | undefined;
  for (const candidate of known) {
    if (isPartOf(candidate.toLowerCase(), wanted)) part ??= candidate;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? part;
}

/** Whether one of two names is a word of the other: `name` of `display_name`, `city` of `city_name`. */
function isPartOf(a: string, b: string): boolean {
  if (a.length < 3 || b.length < 3) return false;
  return b.split(/[_\-. ]/).includes(a) || a.split(/[_\-. ]/).includes(b);
}

/** Damerau–Levenshtein (adjacent transpositions), cut off at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
