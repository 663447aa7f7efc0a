/** The revision of rules: a digest of what they mean, the same from a directory and from its bundle. */
import type { Revisions } from './compile/directory.ts';
import type { Folder, RuleSource } from './model.ts';

/** The revisions of a directory. `sha256`: lower-case hex of the digest of a text's UTF-8. */
export function revisionsOf(source: RuleSource, sha256: (text: string) => string): Revisions {
  const base = sha256(canonical(source.base));
  const accounts = Object.entries(source.accounts).map(
    ([account, folder]) => [account, sha256(`${base}\n${canonical(folder)}`).slice(0, 16)] as const,
  );
  return { base: base.slice(0, 16), accounts: Object.fromEntries(accounts) };
}

/** JSON with sorted keys, without positions: neither comments nor the order of keys change it. */
function canonical(folder: Folder): string {
  // By pairs: a list may have any name, also that of a position.
  return textOf({ ...folder, lists: Object.entries(folder.lists).sort(([a], [b]) => (a < b ? -1 : 1)) });
}

function textOf(value: unknown): string {
  // The rows of a long table at once.
  if (typeof value !== 'object' || value === null || isTexts(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  const pairs = Object.entries(value)
    .filter(([key, member]) => !positions.has(key) && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`).join()}}`;
}

const positions: ReadonlySet<string> = new Set(['at', 'lines', 'quotes']);

function isTexts(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isTexts) : typeof value === 'string';
}
