import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, type Row } from '../../src/examples/align.ts';

const same = (one: string, other: string): boolean => one === other;
const rowsOf = (expected: string[], seen: string[]): Row[] =>
  align(expected, seen, { match: same, agrees: same, expectedText: String, seenText: String });
const lists = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });

/** How many pairs at most two lists have in common order, by trying everything. */
function mostPairs(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [first, ...rest] = a;
  const at = b.indexOf(first!);
  const without = mostPairs(rest, b);
  return at < 0 ? without : Math.max(without, 1 + mostPairs(rest, b.slice(at + 1)));
}

describe('lists beside each other', () => {
  it('hold each side whole and in its order', () => {
    fc.assert(
      fc.property(lists, lists, (expected, seen) => {
        const rows = rowsOf(expected, seen);
        expect(rows.flatMap((row) => row.expected ?? [])).toEqual(expected);
        expect(rows.flatMap((row) => row.seen ?? [])).toEqual(seen);
        expect(rows.filter((row) => row.expected === null && row.seen === null)).toEqual([]);
      }),
    );
  });

  it('have as many pairs as can be, and only of what matches', () => {
    fc.assert(
      fc.property(lists, lists, (expected, seen) => {
        const pairs = rowsOf(expected, seen).filter((row) => row.expected !== null && row.seen !== null);
        expect(pairs.length).toBe(mostPairs(expected, seen));
        expect(pairs.every((row) => row.expected === row.seen && row.agrees)).toBe(true);
      }),
    );
  });

  it('show what is expected before what is seen in its place', () => {
    expect(rowsOf(['a', 'b', 'c'], ['a', 'd', 'c'])).toEqual([
      { expected: 'a', seen: 'a', agrees: true },
      { expected: 'b', seen: null, agrees: false },
      { expected: null, seen: 'd', agrees: false },
      { expected: 'c', seen: 'c', agrees: true },
    ]);
  });
});
