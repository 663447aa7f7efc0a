/** Reads `lists/*.txt`: one value a line. */
import { decodeUtf8, startOf } from './files.ts';
import type { Problems } from './problem.ts';

/** The values, trimmed; blank lines and comments (`#` at the start of a line or after a blank) are left out. */
export function readList(path: string, bytes: Uint8Array, problems: Problems): string[] | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined || text.includes('\0')) {
    problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
    return undefined;
  }
  const values: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const value = withoutComment(line).trim();
    if (value !== '') values.push(value);
  }
  return values;
}

function withoutComment(line: string): string {
  for (let i = line.indexOf('#'); i !== -1; i = line.indexOf('#', i + 1)) {
    if (i === 0 || line[i - 1] === ' ' || line[i - 1] === '\t') return line.slice(0, i);
  }
  return line;
}
