/** A rule directory in memory, so that everything after the reading from disk is pure. */
import type { At } from './model.ts';
import { didYouMean } from './problem.ts';
import { finish, type Steps } from './steps.ts';

/** The bytes of each file by its path relative to the rule directory, with `/`: `accounts/acct_1/taxes.yaml`. */
export type RuleFiles = Map<string, Uint8Array>;

/** No file of rules is larger: a catalog of a million products is about half of it. */
export const maxFileBytes = 256 * 1024 * 1024;

/**
 * Whether a file is left alone: notes and JSON (editor schemas) outside `tests/`, hidden files, and what editors leave
 * behind while they save, so that saving a file does not fail a reload.
 */
export function isIgnored(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1)!;
  if (parts.some((part) => part.startsWith('.')) || /^#|~$|\.tmp$/.test(name)) return true;
  return !parts.includes('tests') && (/^readme/i.test(name) || /\.(?:md|json)$/i.test(name));
}

const folders = ['tables', 'lists', 'tests', 'accounts'];

/** Whether a rule directory has a folder of this path: `tables`, `accounts/acct_1/lists`, anything in `tests`. */
export function isFolder(path: string): boolean {
  const parts = path.split('/');
  const [head, ...below] = parts[0] === 'accounts' && parts.length > 2 ? parts.slice(2) : parts;
  if (head === 'tests') return true;
  if (head === 'accounts') return parts.length <= 2;
  return (head === 'tables' || head === 'lists') && below.length === 0;
}

/** The message for a folder that a rule directory does not have. */
export function unknownFolder(name: string): string {
  return `The folder ${JSON.stringify(name)} is not known here.${didYouMean(name, folders) || ` Known are ${folders.join(', ')}.`}`;
}

/** The place of a problem that concerns a file as a whole. */
export function startOf(path: string): At {
  return `${path}:1:1`;
}

/** UTF-8 text without its byte order mark, or `undefined` where the bytes are something else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  return finish(decodeInSteps(bytes));
}

const stepBytes = 1024 * 1024;

/** As `decodeUtf8`. */
export function* decodeInSteps(bytes: Uint8Array): Steps<string | undefined> {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    let end = at + stepBytes;
    // A character is not cut.
    while (end < bytes.length && (bytes[end]! & 0b1100_0000) === 0b1000_0000) end += 1;
    const part = decodePart(bytes, at, end);
    if (part === undefined) return undefined;
    text += part;
    at = end;
    if (at < bytes.length) yield;
  }
  return text;
}

/** The part of `decodeUtf8` from `start` to `end`, at both of which a character begins. */
export function decodePart(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: start > 0 }).decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}
