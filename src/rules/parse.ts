/** A whole rule directory as data: every file read, every problem of a single file found. */
import { readCsv } from './csv.ts';
import { isIgnored, type RuleFiles, startOf, unknownFolder } from './files.ts';
import type { Keeper } from './kept.ts';
import { readList } from './lists-file.ts';
import { type Folder, type OverridableFile, overridableFiles, type RuleSource } from './model.ts';
import { approvalFile } from './parse/approval.ts';
import { feesFile } from './parse/fees.ts';
import { defaultOverrides, settingsFile } from './parse/settings.ts';
import { shippingFile } from './parse/shipping.ts';
import { taxesFile } from './parse/taxes.ts';
import { listName } from './parse/text-match.ts';
import { didYouMean, type Problems } from './problem.ts';
import type { Shape } from './shape.ts';
import { finish, isStep, type Steps } from './steps.ts';
import { Table } from './table.ts';
import { readYamlInSteps } from './yaml.ts';

const accountId = /^acct_[A-Za-z0-9_]{1,200}$/;
const ruleFiles = ['settings.yaml', 'shipping.yaml', 'taxes.yaml', 'approval.yaml', 'fees.yaml', 'catalog.csv'];

/**
 * Parses every file of a rule directory. What is wrong goes to `problems`; a part that is wrong is left out, so that
 * the rest is still checked. `undefined` where there is no file at all.
 */
export function parseRules(files: RuleFiles, problems: Problems): RuleSource | undefined {
  return finish(parseRulesInSteps(files, problems));
}

/** As `parseRules`. Files and folders that are the same as before are those that `keeper` has. */
export function* parseRulesInSteps(
  files: RuleFiles,
  problems: Problems,
  keeper: Keeper | null = null,
): Steps<RuleSource | undefined> {
  const paths = yield* pathsOf(files);
  const isUnreadable = problems.all.some(({ at }) => at === startOf('settings.yaml'));
  if (!files.has('settings.yaml') && !isUnreadable) {
    const message = 'There is no settings.yaml here. Write one that names at least the currency, as currency: usd.';
    problems.error(startOf('settings.yaml'), 'missing-file', message);
  }
  if (paths.length === 0) return undefined;
  const run = { files, problems, keeper };
  const own = paths.filter((path) => !path.startsWith('accounts/'));
  const base = yield* parseFolder('', own, overridableFiles, run);
  const allowed = base.settings?.accounts?.may_override ?? (base.settings ? defaultOverrides : overridableFiles);
  const accounts: RuleSource['accounts'] = {};
  for (const [id, own] of yield* accountsOf(paths, problems)) {
    accounts[id] = yield* parseFolder(`accounts/${id}/`, own, allowed, run);
  }
  return { base, accounts };
}

function* pathsOf(files: RuleFiles): Steps<string[]> {
  const paths: string[] = [];
  let seen = 0;
  for (const path of files.keys()) {
    if (isStep(seen++)) yield;
    if (!isIgnored(path)) paths.push(path);
  }
  return paths.sort();
}

/** The files of each account's folder, by the account's id. */
function* accountsOf(paths: string[], problems: Problems): Steps<Map<string, string[]>> {
  const accounts = new Map<string, string[]>();
  for (const [index, path] of paths.entries()) {
    if (isStep(index)) yield;
    const [folder, id, ...rest] = path.split('/');
    if (folder !== 'accounts') continue;
    if (rest.length === 0) {
      const message = 'accounts/ holds a folder for each account, accounts/acct_…/, and no files.';
      problems.error(startOf(path), 'unknown-file', message);
    } else {
      const own = accounts.get(id!);
      if (own) own.push(path);
      else accounts.set(id!, [path]);
    }
  }
  for (const [id, [first]] of accounts) {
    if (accountId.test(id)) continue;
    const message = `accounts/${id}/ is not named like an account: acct_ with letters, digits and "_".`;
    problems.error(startOf(first!), 'unknown-file', message);
    accounts.delete(id);
  }
  return accounts;
}

interface Run {
  files: RuleFiles;
  problems: Problems;
  keeper: Keeper | null;
}

function* parseFolder(
  prefix: string,
  paths: string[],
  allowed: readonly OverridableFile[],
  { files, problems, keeper }: Run,
): Steps<Folder> {
  const parts: Record<string, unknown> = {};
  const tables: [string, Table][] = [];
  const lists: [string, string[]][] = [];
  for (const path of paths) {
    yield;
    const name = path.slice(prefix.length);
    const bytes = files.get(path)!;
    const read = <T>(reading: (problems: Problems) => Steps<T>): Steps<T> =>
      keeper === null ? reading(problems) : keeper.file(path, bytes, problems, reading);
    const table = /^tables\/[^/]+\.csv$/.test(name);
    const list = /^lists\/([^/]+)\.txt$/.exec(name)?.[1];
    if (name.startsWith('tests/')) continue;
    if (table) {
      tables.push([name, yield* read((own) => tableFile(path, bytes, own))]);
    } else if (list !== undefined && listName.test(list)) {
      lists.push([list, yield* read((own) => listFile(path, bytes, own))]);
    } else if (!ruleFiles.includes(name)) {
      problems.error(startOf(path), 'unknown-file', unknownFile(name));
    } else if (isForbidden(name, allowed)) {
      const message = `An account may not have its own ${name}: "may_override" in settings.yaml does not name it.`;
      problems.error(startOf(path), 'not-allowed-here', message);
    } else {
      const part = yield* read((own) => parseFile(name, prefix === '' ? 'base' : 'account', path, bytes, own));
      if (part !== undefined) parts[name.slice(0, name.lastIndexOf('.'))] = part;
    }
  }
  // Own properties whatever their names are.
  const folder = { prefix, ...parts, tables: Object.fromEntries(tables), lists: Object.fromEntries(lists) };
  return keeper === null ? folder : keeper.folder(folder);
}

function isForbidden(name: string, allowed: readonly OverridableFile[]): boolean {
  const file = overridableFiles.find((each) => name === `${each}.yaml` || name === `${each}.csv`);
  return file !== undefined && !allowed.includes(file);
}

/** A table that cannot be read is still there, so that the files that name it are not called wrong as well. */
function* tableFile(path: string, bytes: Uint8Array, problems: Problems): Steps<Table> {
  return (yield* readCsv(path, bytes, problems)) ?? Table.of({ path, columns: [], rows: [], lines: [] });
}

function* listFile(path: string, bytes: Uint8Array, problems: Problems): Steps<string[]> {
  return (yield* readList(path, bytes, problems)) ?? [];
}

/** The part of a folder that a file of this name is. */
function* parseFile(
  name: string,
  kind: 'base' | 'account',
  path: string,
  bytes: Uint8Array,
  problems: Problems,
): Steps<unknown> {
  if (name === 'catalog.csv') return yield* readCsv(path, bytes, problems, { tabs: true });
  const node = yield* readYamlInSteps(path, bytes, problems);
  return node && shapeOf(name, kind).read(node, problems);
}

function shapeOf(name: string, kind: 'base' | 'account'): Shape<unknown> {
  if (name === 'settings.yaml') return settingsFile[kind];
  if (name === 'shipping.yaml') return shippingFile;
  if (name === 'taxes.yaml') return taxesFile;
  return name === 'approval.yaml' ? approvalFile[kind] : feesFile;
}

function unknownFile(name: string): string {
  const [head, ...rest] = name.split('/');
  if (rest.length > 0) {
    if (head === 'tables')
      return `"${name}" is not a table: tables are files tables/NAME.csv.${otherEnding(name, 'csv')}`;
    if (head === 'lists')
      return `"${name}" is not a list: lists are files lists/NAME.txt, named by letters, digits, "." "_" "-".${otherEnding(name, 'txt')}`;
    return unknownFolder(head!);
  }
  if (/^catalog\./.test(name)) return `"${name}" is not read. Name it catalog.csv, with commas or tabs.`;
  if (/\.csv$/.test(name)) return `"${name}" is not read here. Tables stand in tables/.${didYouMean(name, ruleFiles)}`;
  return `"${name}" is not a file of rules.${didYouMean(name.replace(/\.yml$/, '.yaml'), ruleFiles)}`;
}

/** The hint for a file whose name only ends otherwise. */
function otherEnding(name: string, ending: string): string {
  const match = /^([^/]+\/[A-Za-z0-9_.-]+)\.\w+$/.exec(name);
  return match === null || name.endsWith(`.${ending}`) ? '' : ` Did you mean "${match[1]}.${ending}"?`;
}
