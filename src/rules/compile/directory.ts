/** A whole rule directory, compiled: the base, then each account over it. */

import type { Keeper } from '../kept.ts';
import { forgetRead, readBy, shareRead } from '../left-out.ts';
import type { At, Folder, RuleSource } from '../model.ts';
import { Problems } from '../problem.ts';
import type { Directory, RuleSet } from '../ruleset.ts';
import { finish, type Steps } from '../steps.ts';
import { buildLists } from '../text-index.ts';
import { FolderCompiler } from './folder.ts';
import { checkLeftOut } from './left-out.ts';

/** Revisions: 16 hex digits each. */
export interface Revisions {
  base: string;
  accounts: Record<string, string>;
}

/**
 * Compiles what was parsed. Problems are added to `problems`; where the base has an error the result is `null`, while
 * an account with an error, here or in `problems` already, is broken and the others are not. `checked`: the very same
 * source was compiled without errors before, and what takes long is not checked again.
 */
export function compileDirectory(
  source: RuleSource,
  revisions: Revisions,
  problems: Problems,
  checked = false,
): Directory | null {
  return finish(compileDirectoryInSteps(source, revisions, problems, { checked }));
}

/** What was compiled of a folder, and what is wrong with it. */
interface CompiledFolder {
  folder: Folder;
  compiler: FolderCompiler;
  set: RuleSet;
  problems: Problems;
}

/** What was compiled of a whole directory, for the next one. */
export interface CompiledFolders {
  /** What decides beside the folders themselves how they are compiled. */
  beside: string;
  base: CompiledFolder;
  accounts: ReadonlyMap<string, CompiledFolder>;
}

/** As `compileDirectory`. What is the same as before is taken from `keeper`. */
export function* compileDirectoryInSteps(
  source: RuleSource,
  revisions: Revisions,
  problems: Problems,
  { checked = false, keeper = null }: { checked?: boolean; keeper?: Keeper | null } = {},
): Steps<Directory | null> {
  yield;
  const columns = yield* catalogColumns(source);
  yield;
  const failed = problems.hasErrors;
  const beside = JSON.stringify([failed, checked, columns && [...columns], [...readBy(problems).leftOut].sort()]);
  const compile = function* (
    account: string | null,
    folder: Folder,
    above: FolderCompiler | null,
  ): Steps<CompiledFolder> {
    const own = new Problems();
    shareRead(problems, own);
    const compiler = new FolderCompiler(folder, above, columns, own, checked, account === null && failed);
    const revision = account === null ? undefined : revisions.accounts[account];
    const set = yield* compiler.compile(account, revision ?? revisions.base);
    // An account may compare otherwise with a list of the base.
    for (const { lists } of new Set([folder, source.base])) yield* buildLists(Object.values(lists));
    forgetRead(own);
    return { folder, compiler, set, problems: own };
  };

  let before = keeper?.compiledBefore ?? null;
  if (before?.beside !== beside || before.base.folder !== source.base) before = null;
  const base = before?.base ?? (yield* compile(null, source.base, null));
  problems.add(base.problems);

  const compiled = new Map<string, CompiledFolder>();
  const accounts = new Map<string, RuleSet>();
  const broken = new Set<string>();
  const ofAccounts = new Problems();
  for (const [account, folder] of Object.entries(source.accounts)) {
    yield;
    let one = before?.accounts.get(account);
    if (one?.folder !== folder) one = yield* compile(account, folder, base.compiler);
    compiled.set(account, one);
    if (one.problems.hasErrors) broken.add(account);
    else accounts.set(account, one.set);
    ofAccounts.add(one.problems);
  }
  if (keeper !== null) keeper.compiled = { beside, base, accounts: compiled };
  let baseBroken = false;
  for (const { at, severity } of problems.all) {
    if (severity !== 'error') continue;
    const account = accountOf(at);
    if (account === null) baseBroken = true;
    else broken.add(account);
  }
  // Afterwards: what an account makes of a table of the base breaks the account, wherever the table stands.
  problems.add(ofAccounts);
  const folderAt = (at: At): CompiledFolder | undefined => {
    const account = accountOf(at);
    return account === null ? base : compiled.get(account);
  };
  if (problems.hasErrors) yield* checkLeftOut(problems, (at) => folderAt(at)?.compiler.scope);
  if (baseBroken) return null;

  const refuseUnknown = source.base.settings?.accounts?.unknown === 'refuse';
  return {
    revision: revisions.base,
    base: base.set,
    broken,
    forAccount(account) {
      if (account === null) return base.set;
      if (broken.has(account)) return null;
      return accounts.get(account) ?? (refuseUnknown ? null : base.set);
    },
  };
}

/** The account in whose folder a place of a rule file stands, `null` for the base. */
export function accountOf(at: At): string | null {
  const match = /^accounts\/([^/:]+)/.exec(at);
  return match === null ? null : match[1]!;
}

function* catalogColumns(source: RuleSource): Steps<Set<string> | null> {
  let columns: Set<string> | null = null;
  for (const { catalog } of [source.base, ...Object.values(source.accounts)]) {
    if (catalog === undefined) continue;
    yield;
    columns ??= new Set();
    for (const column of catalog.columns) columns.add(column);
  }
  return columns;
}
