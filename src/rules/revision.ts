/** The revision of rules: a digest of what they mean, the same from a directory and from its bundle. */
import type { Revisions } from './compile/directory.ts';
import type { Keeper } from './kept.ts';
import type { Folder, RuleSource } from './model.ts';
import type { Steps } from './steps.ts';
import { Table } from './table.ts';

/** A SHA-256 that is being made. */
export interface Sha256 {
  /** Adds the UTF-8 of a text. */
  update(text: string): void;
  /** Lower-case hex; nothing is added afterwards. */
  hex(): string;
}

/** The revisions of a directory; those of folders that are the same as before are those that `keeper` has. */
export function* revisionsOf(source: RuleSource, sha256: () => Sha256, keeper: Keeper | null = null): Steps<Revisions> {
  const digest = (above: string, folder: Folder): Steps<string> => {
    const make = () => digestOf(above, folder, sha256());
    return keeper === null ? make() : keeper.digestOf(folder, above, make);
  };
  const base = yield* digest('', source.base);
  const accounts: [string, string][] = [];
  for (const [account, folder] of Object.entries(source.accounts)) {
    yield;
    accounts.push([account, (yield* digest(`${base}\n`, folder)).slice(0, 16)]);
  }
  yield;
  return { base: base.slice(0, 16), accounts: Object.fromEntries(accounts) };
}

/** Of JSON with sorted keys, without positions: neither comments nor the order of keys change it. */
function* digestOf(above: string, folder: Folder, sha256: Sha256): Steps<string> {
  sha256.update(above);
  // By pairs: a list may have any name, also that of a position.
  const lists = Object.entries(folder.lists).sort(([a], [b]) => (a < b ? -1 : 1));
  yield* write({ ...folder, lists }, 4, sha256);
  return sha256.hex();
}

/** So many members of a long list are written at once. */
const membersOfStep = 128;

/** Writes the parts of a value each for itself as far down as the long lists of a folder stand. */
function* write(value: unknown, down: number, sha256: Sha256): Steps<void> {
  if (typeof value !== 'object' || value === null || down === 0) {
    sha256.update(textOf(value));
  } else if (value instanceof Table) {
    yield* writeTable(value, sha256);
  } else if (!Array.isArray(value)) {
    const members = membersOf(value);
    for (const [index, [key, member]] of members.entries()) {
      sha256.update(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`);
      yield* write(member, down - 1, sha256);
    }
    sha256.update(members.length === 0 ? '{}' : '}');
  } else if (value.length < membersOfStep) {
    for (const [index, member] of value.entries()) {
      sha256.update(index === 0 ? '[' : ',');
      yield* write(member, down - 1, sha256);
    }
    sha256.update(value.length === 0 ? '[]' : ']');
  } else {
    for (let from = 0; from < value.length; from += membersOfStep) {
      sha256.update(`${from === 0 ? '[' : ','}${textOf(value.slice(from, from + membersOfStep)).slice(1, -1)}`);
      yield;
    }
    sha256.update(']');
  }
}

function textOf(value: unknown): string {
  // The lines of a long list at once.
  if (typeof value !== 'object' || value === null || isTexts(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  return `{${membersOf(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`)
    .join()}}`;
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([key, member]) => !positions.has(key) && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Nothing but a position may have this key. */
const positions: ReadonlySet<string> = new Set(['at']);

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

/** Its cells, column by column; neither where they stand nor in what quotes. */
function* writeTable(table: Table, sha256: Sha256): Steps<void> {
  const { path, columns, size } = table;
  sha256.update(JSON.stringify({ path, columns, size }));
  for (const index of columns.keys()) {
    for (const part of table.column(index).written()) {
      sha256.update(part);
      yield;
    }
  }
}
