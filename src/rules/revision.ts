/** The revision of rules: a digest of what they mean, the same from a directory and from its bundle. */
import type { Revisions } from './compile/directory.ts';
import type { Folder, RuleSource } from './model.ts';
import { Table } from './table.ts';

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
  // The lines of a long list at once.
  if (typeof value !== 'object' || value === null || isTexts(value)) return JSON.stringify(value);
  if (value instanceof Table) return tableText(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  const pairs = Object.entries(value)
    .filter(([key, member]) => !positions.has(key) && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`).join()}}`;
}

/** Nothing but a position may have this key. */
const positions: ReadonlySet<string> = new Set(['at']);

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

/** Its cells, row by row; neither where they stand nor in what quotes. */
function tableText(table: Table): string {
  const { path, columns } = table;
  const cells = columns.map((_, index) => table.column(index).map((text) => JSON.stringify(text)));
  let rows = '';
  for (let row = 0; row < table.size; row++) {
    for (let index = 0; index < cells.length; index++) rows += `${index === 0 ? ',[' : ','}${cells[index]!(row)}`;
    rows += ']';
  }
  return `{"columns":${JSON.stringify(columns)},"path":${JSON.stringify(path)},"rows":[${rows.slice(1)}]}`;
}
