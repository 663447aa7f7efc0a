/** What a test expects beside what was seen. */
import type { Row } from '../examples/align.ts';
import type { Difference } from '../examples/difference.ts';
import { type Io, paint } from './output.ts';

/** Two lists stand beside each other where they are no wider than this, else below each other. */
const widest = 100;

/** The two sides of a difference; of lists row by row, those that differ with a mark. */
export function differenceLines({ expected, seen, rows }: Difference, io: Pick<Io, 'color'>): string[] {
  const { green, red } = paint(io);
  // A list that is left out is not a list with nothing in it.
  if (rows === undefined || rows.length < 2 || seen === 'omitted') {
    return [`expected  ${green(expected)}`, `seen      ${red(seen)}`];
  }
  const width = (side: 'expected' | 'seen'): number => Math.max(8, ...rows.map((row) => (row[side] ?? '').length));
  return width('expected') + width('seen') <= widest ? beside(rows, width('expected'), io) : below(rows, io);
}

function beside(rows: readonly Row[], width: number, io: Pick<Io, 'color'>): string[] {
  const { green, red, dim } = paint(io);
  const lines = rows.map((row) => {
    const left = (row.expected ?? '—').padEnd(width);
    const right = row.seen ?? '—';
    if (row.agrees) return `  ${dim(left)}  ${dim(right)}`;
    return `${red('✗')} ${differing(left, row.seen, green)}  ${differing(right, row.expected, red)}`;
  });
  return [`  ${'expected'.padEnd(width)}  seen`, ...lines];
}

function below(rows: readonly Row[], io: Pick<Io, 'color'>): string[] {
  const { green, red, dim } = paint(io);
  return rows.flatMap(({ expected, seen, agrees }) => {
    if (agrees) return [`  ${dim(`both      ${seen}`)}`];
    const lines: string[] = [];
    if (expected !== null) lines.push(`${red('✗')} expected  ${differing(expected, seen, green)}`);
    if (seen !== null) lines.push(`${red('✗')} seen      ${differing(seen, expected, red)}`);
    return lines;
  });
}

/** A text whose words are coloured but for those that the other side has too. */
function differing(text: string, other: string | null, color: (text: string) => string): string {
  const words = new Set(other?.split(' '));
  return text
    .split(/( +)/)
    .map((word) => (words.has(word) || word.trim() === '' ? word : color(word)))
    .join('');
}
