/** Which parts of the rules examples used, and how their conditions came out: told by the decisions themselves. */
import type { Evaluation } from '../../decide/evaluate.ts';
import type { Witness } from '../../decide/witness.ts';
import type { RuleFiles } from '../../rules/files.ts';
import type { At, Condition, RuleSource, Table } from '../../rules/model.ts';
import type { Directory } from '../../rules/ruleset.ts';
import type { Truth } from '../../rules/truth.ts';
import type { FinalizeResponse } from '../../stripe/types.ts';
import type { Outcome } from './outcomes.ts';
import { type Asked, type FolderParts, type Keys, type Part, partsOf } from './parts.ts';

export interface Count {
  covered: number;
  total: number;
}

/** An entry, or a part of one, that had no part in any answer. */
export interface UnusedPart extends Part {
  is: 'part';
}

/** A condition that was not seen to come out in each way that it can. */
export interface UnseenOutcome {
  is: 'condition';
  condition: Condition;
  at: At;
  /** The entry that it belongs to. */
  of: string;
  never: readonly Outcome[];
  /** How it did come out. */
  seen: readonly (Outcome | 'unknown')[];
}

/** The rows of a table that no answer used, in ranges of rows that follow each other. */
export interface UnusedRows {
  is: 'rows';
  at: At;
  count: number;
  /** The lines of the file on which the first and the last row of a range begin. */
  ranges: [first: number, last: number][];
  /** The lines of all. */
  lines: number[];
}

export type Uncovered = UnusedPart | UnseenOutcome | UnusedRows;

/** One file of rules: entries and their parts, the outcomes of conditions, or of a table its rows. */
export interface FileCoverage {
  file: string;
  entries: Count;
  outcomes: Count;
  rows: Count;
  uncovered: Uncovered[];
}

export interface CoverageReport extends Count {
  files: FileCoverage[];
}

const outcomeOf: Readonly<Record<Truth, Outcome | 'unknown'>> = { true: 'held', false: 'failed', unknown: 'unknown' };

/** Collects what evaluations use. */
export class Coverage implements Witness {
  readonly #source: RuleSource;
  readonly #keys: Keys;
  readonly #folders: readonly FolderParts[];
  readonly #used = new Set<At>();
  readonly #seen = new Map<Condition, Set<Outcome | 'unknown'>>();

  /** Of the rules of `files` as they were loaded; folders of accounts that are broken do not count. */
  constructor(source: RuleSource, directory: Directory, files: RuleFiles) {
    this.#source = source;
    const { folders, keys } = partsOf(source, directory.broken, files);
    this.#folders = folders;
    this.#keys = keys;
  }

  asked(condition: Condition, truth: Truth): void {
    const outcome = outcomeOf[truth];
    const seen = this.#seen.get(condition);
    if (seen === undefined) this.#seen.set(condition, new Set([outcome]));
    else seen.add(outcome);
  }

  used(at: At): void {
    this.#used.add(at);
  }

  /** What only the answer as a whole tells: the default, the limits, the transfer. `folder`: whose rules answered. */
  answered(folder: string | null, { decided, response }: Evaluation): void {
    const { base, accounts } = this.#source;
    const own = folder === null ? undefined : accounts[folder];
    const approval = own?.approval ?? base.approval;
    const fees = own?.fees ?? base.fees;
    if (approval !== undefined && decided.entries.includes('approval.default')) {
      this.used(this.#keys.default.get(approval)!);
    }
    if (fees === undefined) return;
    for (const which of ['min', 'max'] as const) {
      const limit = fees.limit?.[which];
      if (limit !== undefined && decided.notes?.includes(`limit_${which}`)) this.used(limit.at);
    }
    const sent = (response as FinalizeResponse | null)?.application_fee_details?.transfer_data;
    if (sent !== undefined) this.used(this.#keys.transfer.get(fees)!);
  }

  /** What was covered so far, by file: those of the base, then of each account. */
  report(): CoverageReport {
    const files = new Map<string, FileCoverage>();
    const fileOf = (at: At): FileCoverage => {
      const file = at.slice(0, at.lastIndexOf(':', at.lastIndexOf(':') - 1));
      let found = files.get(file);
      if (found === undefined) {
        found = { file, entries: nothing(), outcomes: nothing(), rows: nothing(), uncovered: [] };
        files.set(file, found);
      }
      return found;
    };
    for (const { parts, conditions } of this.#folders) {
      for (const part of parts) this.#addPart(part, fileOf(part.at));
      for (const asked of conditions) this.#addCondition(asked, fileOf(asked.condition.at));
    }
    // Several files, and accounts, may name one table.
    for (const table of new Set(this.#folders.flatMap(({ tables }) => [...tables]))) {
      if (table.size > 0) this.#addTable(table, fileOf(`${table.path}:1:1`));
    }
    const counts = [...files.values()].flatMap(({ entries, outcomes, rows }) => [entries, outcomes, rows]);
    return {
      covered: counts.reduce((sum, { covered }) => sum + covered, 0),
      total: counts.reduce((sum, { total }) => sum + total, 0),
      files: [...files.values()],
    };
  }

  #addPart(part: Part, file: FileCoverage): void {
    file.entries.total += 1;
    if (this.#used.has(part.at)) file.entries.covered += 1;
    else file.uncovered.push({ is: 'part', ...part });
  }

  #addCondition({ condition, outcomes, of }: Asked, file: FileCoverage): void {
    const seen = [...(this.#seen.get(condition) ?? [])];
    const never = outcomes.filter((outcome) => !seen.includes(outcome));
    file.outcomes.total += outcomes.length;
    file.outcomes.covered += outcomes.length - never.length;
    if (never.length > 0) file.uncovered.push({ is: 'condition', condition, at: condition.at, of, never, seen });
  }

  #addTable(table: Table, file: FileCoverage): void {
    const ranges: [first: number, last: number][] = [];
    const unused: number[] = [];
    let follows = false;
    for (let row = 0; row < table.size; row++) {
      const line = table.line(row);
      const used = this.#used.has(`${table.path}:${line}:1`);
      if (!used) {
        unused.push(line);
        if (follows) ranges.at(-1)![1] = line;
        else ranges.push([line, line]);
      }
      follows = !used;
    }
    file.rows.total += table.size;
    file.rows.covered += table.size - unused.length;
    if (unused.length > 0) {
      file.uncovered.push({
        is: 'rows',
        at: `${table.path}:${unused[0]}:1`,
        count: unused.length,
        ranges,
        lines: unused,
      });
    }
  }
}

function nothing(): Count {
  return { covered: 0, total: 0 };
}
