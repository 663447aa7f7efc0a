/** The rules that answer one request, read off the parsed directory: which files, and where their names are looked up. */
import type { Folder, OverridableFile, Place, RuleSource, Settings, Table, TextMatch } from '../../src/rules/model.ts';
import type { HookRequest } from '../../src/stripe/types.ts';

/** Folders in which the names of a file are looked up, its own first. */
export type Chain = readonly Folder[];

export interface World {
  request: HookRequest;
  /** Unix seconds. */
  moment: number;
  base: Folder;
  /** The folder of the request's account. */
  account: Folder | null;
  /** The currency of plain amounts. */
  plain: string;
  timeZone: string;
  holidays: readonly string[];
  catalog: Table | null;
}

/** The world of a request; `null` where the account is refused. */
export function worldOf(source: RuleSource, request: HookRequest, moment: number): World | null {
  const { base } = source;
  const id = request.account;
  const account = id !== null && Object.hasOwn(source.accounts, id) ? source.accounts[id]! : null;
  if (id !== null && account === null && base.settings?.accounts?.unknown === 'refuse') return null;
  const setting = <K extends keyof Settings>(key: K): Settings[K] | undefined =>
    account?.settings?.[key] ?? base.settings?.[key];
  return {
    request,
    moment,
    base,
    account,
    plain: setting('currency')!.code,
    timeZone: setting('time_zone')?.name ?? 'UTC',
    holidays: setting('holidays') ?? [],
    catalog: account?.catalog ?? base.catalog ?? null,
  };
}

/** A file in force, and where it looks names up: an account's file in its folder and then above, the base's never below. */
export function fileOf<K extends Exclude<OverridableFile, 'catalog'>>(
  { account, base }: World,
  kind: K,
): { file: NonNullable<Folder[K]>; chain: Chain } | null {
  const own = account?.[kind];
  if (account && own) return { file: own as NonNullable<Folder[K]>, chain: [account, base] };
  const above = base[kind];
  return above ? { file: above as NonNullable<Folder[K]>, chain: [base] } : null;
}

/** A zone of that name, with the chain of the settings that hold it. */
export function zoneOf(chain: Chain, name: string): { place: Place; chain: Chain } {
  for (const [index, folder] of chain.entries()) {
    const zone = folder.settings?.zones?.find((one) => one.name === name);
    if (zone) return { place: zone.place, chain: chain.slice(index) };
  }
  throw new Error(`there is no zone ${name}`);
}

/** The table at that path. */
export function tableOf(chain: Chain, path: string): Table {
  const folder = chain.find((one) => Object.hasOwn(one.tables, path));
  if (!folder) throw new Error(`there is no table ${path}`);
  return folder.tables[path]!;
}

/** The patterns of a match, with the lines of lists in the place of their names. */
export function patternsOf(chain: Chain, match: TextMatch): string[] {
  return match.of.flatMap((pattern) => {
    if (!pattern.startsWith('@')) return [pattern];
    const folder = chain.find((one) => Object.hasOwn(one.lists, pattern.slice(1)));
    if (!folder) throw new Error(`there is no list ${pattern}`);
    return folder.lists[pattern.slice(1)]!;
  });
}
