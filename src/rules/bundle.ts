/** A rule directory in one checked JSON file, which both runtimes load without a YAML reader. */

import { version } from '../version.ts';
import { compileDirectory, type Revisions } from './compile/directory.ts';
import { digest } from './digest.ts';
import type { Folder, RuleSource } from './model.ts';
import { Problems } from './problem.ts';
import type { Directory } from './ruleset.ts';
import { type PackedTable, Table } from './table.ts';

const format = 'ratebook-bundle/2';

export interface Bundle {
  format: typeof format;
  revisions: Revisions;
  source: RuleSource;
  /**
   * A digest of this very source, given by this version where it found no error in it. So a long table is not checked
   * again each time that a Worker starts. A bundle that was edited, cut or built by another version has no seal that
   * fits, and is checked as if it were new: no way leads past the checks by accident. The seal is no signature; who can
   * write a bundle is trusted as one who can write the rules.
   */
  seal?: string;
}

/** The bundle of a directory. One that has errors gets no seal, and does not load. */
export function makeBundle(source: RuleSource, revisions: Revisions): Bundle {
  const problems = new Problems();
  const isRight = compileDirectory(source, revisions, problems) !== null && !problems.hasErrors;
  return { format, revisions, ...(isRight ? { seal: sealOf(source) } : {}), source };
}

function sealOf(source: RuleSource | Plain): string {
  return `${version} ${digest(JSON.stringify(source))}`;
}

/** The rules of a bundle. Throws an Error that says what is wrong where it is none, or not one of this version. */
export function loadBundle(bundle: unknown): Directory {
  if (!isBundle(bundle))
    throw new Error(`This is not a bundle of this version of Ratebook (${format}). Build it again.`);
  const problems = new Problems();
  const checked = bundle.seal === sealOf(bundle.source);
  const directory = compileDirectory(sourceOf(bundle.source), bundle.revisions, problems, checked);
  const first = problems.all.find((problem) => problem.severity === 'error');
  if (directory === null || first !== undefined) {
    throw new Error(`The bundle holds rules with errors, the first at ${first?.at}: ${first?.message} Build it again.`);
  }
  return directory;
}

type PlainFolder = Omit<Folder, 'tables' | 'catalog'> & {
  tables: Record<string, PackedTable>;
  catalog?: PackedTable;
};

/** A source as JSON has it. */
interface Plain {
  base: PlainFolder;
  accounts: Record<string, PlainFolder>;
}

function sourceOf({ base, accounts }: Plain): RuleSource {
  return { base: folderOf(base), accounts: mapped(accounts, folderOf) };
}

function folderOf({ tables, catalog, ...folder }: PlainFolder): Folder {
  return {
    ...folder,
    tables: mapped(tables, (table) => Table.unpack(table)),
    ...(catalog !== undefined && { catalog: Table.unpack(catalog) }),
  };
}

/** Own properties whatever their names are. */
function mapped<T, U>(record: Record<string, T>, make: (one: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, one]) => [name, make(one)]));
}

function isBundle(bundle: unknown): bundle is Omit<Bundle, 'source'> & { source: Plain } {
  return typeof bundle === 'object' && bundle !== null && (bundle as { format?: unknown }).format === format;
}
