/** Asks of entries whether they can ever apply, and says why not: one cause an entry. */
import type { At } from '../../model.ts';
import type { Problems } from '../../problem.ts';
import type { Setting } from './branch.ts';
import { type Cause, type Coverer, causeOf, type Part } from './cover.ts';
import type { Claim } from './formula.ts';
import type { Frame } from './read-condition.ts';
import { neverHold } from './refute.ts';

export interface Named {
  id: string;
  at: At;
}

/** What is asked of one entry under one frame. */
export interface Question<T> {
  parts: readonly Part[];
  coverers: readonly Coverer<T>[];
}

/** The work that one entry may take, and all entries of a directory together. */
const perEntry = 20_000;
const perDirectory = 2_000_000;

export class Report {
  readonly #problems: Problems;
  readonly #currencies: readonly string[];
  /** Entries of which something is said already. */
  readonly #told: Set<At>;
  #left = perDirectory;

  constructor(problems: Problems, currencies: readonly string[], told: Set<At>) {
    this.#problems = problems;
    this.#currencies = currencies;
    this.#told = told;
  }

  isTold(at: At): boolean {
    return this.#told.has(at);
  }

  /** True only where it is certain that the claims never hold together under the frame. */
  neverHold(claims: readonly Claim[], frame: Frame): boolean {
    return this.#search(frame, true, (setting) => neverHold(claims, setting)) ?? false;
  }

  /** What a search finds, `null` where no more may be searched. */
  #search<T>(frame: Frame, mayBeEmpty: boolean, search: (setting: Setting) => T): T | null {
    const setting = this.#setting(frame, mayBeEmpty);
    const given = setting.budget.left;
    if (given <= 0) return null;
    const found = search(setting);
    this.#left -= given - Math.max(0, setting.budget.left);
    return found;
  }

  #setting(frame: Frame, mayBeEmpty: boolean): Setting {
    const budget = { left: Math.min(perEntry, this.#left) };
    return { plain: frame.plain, currencies: this.#currencies, budget, onLine: false, mayBeEmpty };
  }

  /**
   * The cause for which an entry never applies under any of the frames, as it is under the first; `null` where that is
   * not certain.
   */
  cause<T>(frames: readonly Frame[], mayBeEmpty: boolean, ask: (frame: Frame) => Question<T>[]): Cause<T> | null {
    let first: Cause<T> | null = null;
    for (const frame of frames) {
      const causes: Cause<T>[] = [];
      for (const { parts, coverers } of ask(frame)) {
        const cause = this.#search(frame, mayBeEmpty, (setting) => causeOf(parts, coverers, setting));
        if (cause === null) return null;
        causes.push(cause);
      }
      first ??= together(causes);
    }
    return first;
  }

  /** Warns of an entry, once. `covers`: what one, and what several, do that leave nothing to it. */
  warn(entry: Named, cause: Cause<Named>, covers: { one: string; several: string }): void {
    if (this.#told.has(entry.at)) return;
    this.#told.add(entry.at);
    this.#problems.warn(entry.at, 'unreachable', `"${entry.id}" can never apply: ${because(entry, cause, covers)}.`);
  }

  /** Warns of an entry by a sentence of its own, once. */
  say(entry: Named, code: 'unreachable' | 'duplicate' | 'too-many-options', message: string): void {
    if (this.#told.has(entry.at)) return;
    this.#told.add(entry.at);
    this.#problems.warn(entry.at, code, message);
  }
}

/** The causes for the parts of one entry, as one: whatever covers any of them. */
function together<T>(causes: readonly Cause<T>[]): Cause<T> | null {
  const by = new Set(causes.flatMap((cause) => (cause.is === 'covered' ? cause.by : [])));
  return by.size > 0 ? { is: 'covered', by: [...by] } : (causes[0] ?? null);
}

function because(entry: Named, cause: Cause<Named>, covers: { one: string; several: string }): string {
  if (cause.is === 'covered') {
    return `${listOf(cause.by.map((one) => `"${one.id}" (${lineFrom(entry.at, one.at)})`))} ${
      cause.by.length === 1 ? covers.one : covers.several
    }`;
  }
  const parts = [...new Set(cause.parts.map((part) => `"${part.name}" (${lineFrom(entry.at, part.at)})`))];
  if (parts.length === 1) return `nothing fulfils what ${parts[0]} asks for`;
  return `${listOf(parts)} exclude each other`;
}

const mostNamed = 3;

/** `a`, `a and b`, `a, b and 3 more`. */
export function listOf(texts: readonly string[]): string {
  const rest = texts.length - mostNamed;
  const named = rest > 1 ? [...texts.slice(0, mostNamed), `${rest} more`] : texts;
  return named.length === 1 ? named[0]! : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** `line 27`, or with the file where that is another than that of `from`. */
export function lineFrom(from: At, at: At): string {
  const [, file, line] = /^(.*):(\d+):\d+$/.exec(at) ?? [];
  if (file === undefined) return at;
  return from.startsWith(`${file}:`) ? `line ${line}` : `${file}:${line}`;
}
