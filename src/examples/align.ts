/** Two lists beside each other. */

/** One row: what was expected and what was seen, as far as either is there, and whether they agree. */
export interface Row {
  expected: string | null;
  seen: string | null;
  agrees: boolean;
}

export interface Sides<E, S> {
  /** Whether these two are of the same thing: only such stand in one row. */
  match(expected: E, seen: S): boolean;
  /** Whether all that is expected of it holds. */
  agrees(expected: E, seen: S): boolean;
  expectedText(expected: E): string;
  seenText(seen: S): string;
}

/** As many matching pairs as the order of both lists allows, with what has no match between them. */
export function align<E, S>(expected: readonly E[], seen: readonly S[], sides: Sides<E, S>): Row[] {
  // longest[i][j]: the most pairs of the lists without their first i and j.
  const longest = Array.from({ length: expected.length + 1 }, () => new Array<number>(seen.length + 1).fill(0));
  const pairs = expected.map((one) => seen.map((other) => sides.match(one, other)));
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = seen.length - 1; j >= 0; j--) {
      longest[i]![j] = pairs[i]![j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
    }
  }
  const rows: Row[] = [];
  for (let i = 0, j = 0; i < expected.length || j < seen.length; ) {
    if (i < expected.length && j < seen.length && pairs[i]![j]) {
      const [one, other] = [expected[i++]!, seen[j++]!];
      const agrees = sides.agrees(one, other);
      rows.push({ expected: sides.expectedText(one), seen: sides.seenText(other), agrees });
    } else if (j === seen.length || (i < expected.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) {
      rows.push({ expected: sides.expectedText(expected[i++]!), seen: null, agrees: false });
    } else rows.push({ expected: null, seen: sides.seenText(seen[j++]!), agrees: false });
  }
  return rows;
}
