/** The line at which a problem stands, with a pointer under what is wrong. */
import type { SourceFile } from './source-file.ts';
import { visible } from './visible.ts';

export interface Excerpt {
  line: string;
  /** Blanks, then `^` under each column of what is wrong. */
  blanks: string;
  pointer: string;
}

// A row of a table may have a megabyte: of a longer line the surroundings are shown.
const longestLine = 120;
const longestBefore = 60;
const longestToken = 80;

/** The line and the pointer; `undefined` where nothing stands on that line. `line` and `col` count from 1. */
export function excerptOf(file: SourceFile, line: number, col: number): Excerpt | undefined {
  const text = file.line(line)?.trimEnd();
  if (text === undefined || text === '') return undefined;
  const start = Math.min(col - 1, text.length);
  const end = Math.min(start + file.tokenLength(line, col), text.length);
  const isLong = text.length > longestLine;
  const from = isLong && start > longestBefore ? whole(text, start - longestBefore) : 0;
  const tokenEnd = isLong ? whole(text, Math.min(end, start + longestToken)) : end;
  const to = isLong ? whole(text, Math.min(text.length, from + longestLine)) : text.length;
  const before = visible(text.slice(from, start));
  const token = visible(text.slice(start, tokenEnd));
  const after = visible(text.slice(tokenEnd, Math.max(to, tokenEnd)));
  const [left, right] = [from > 0 ? '…' : '', Math.max(to, tokenEnd) < text.length ? '…' : ''];
  return {
    line: `${left}${before.text}${token.text}${after.text}${right}`,
    blanks: ' '.repeat(left.length + before.width),
    pointer: '^'.repeat(Math.max(1, token.width)),
  };
}

/** The offset, or the next one where it lies inside a character of two units. */
function whole(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text[offset] ?? '') ? offset + 1 : offset;
}
