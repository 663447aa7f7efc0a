/** Reads `lists/*.txt`: one value a line. */
import { decodePart, startOf } from './files.ts';
import type { Problems } from './problem.ts';
import type { Steps } from './steps.ts';

/** About so many bytes are read at once. */
const piece = 16_384;

/** The values, trimmed; blank lines and comments (`#` at the start of a line or after a blank) are left out. */
export function* readList(path: string, bytes: Uint8Array, problems: Problems): Steps<string[] | undefined> {
  const values: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const last = bytes.indexOf(lineFeed, at + piece);
    const end = last === -1 ? bytes.length : last + 1;
    const text = decodePart(bytes, at, end);
    if (text === undefined || text.includes('\0')) {
      problems.error(startOf(path), 'not-utf8', 'This file is not UTF-8 text. Save it with the encoding UTF-8.');
      return undefined;
    }
    for (const line of text.split(/\r\n|\n|\r/)) {
      const value = withoutComment(line).trim();
      if (value !== '') values.push(value);
    }
    at = end;
    yield;
  }
  return values;
}

const lineFeed = 0x0a;

function withoutComment(line: string): string {
  for (let i = line.indexOf('#'); i !== -1; i = line.indexOf('#', i + 1)) {
    if (i === 0 || line[i - 1] === ' ' || line[i - 1] === '\t') return line.slice(0, i);
  }
  return line;
}
