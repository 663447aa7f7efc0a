/** Texts that some patterns take: whether a text can be among some and not among others. */
import { type Fold, foldedPattern, type Stars, takeStars } from '../../text.ts';

export interface Texts {
  /** Folded; `null` where they are too many to compare one by one. */
  patterns: readonly Stars[] | null;
  /** Whether one of the patterns takes a folded text. */
  takes(folded: string): boolean;
}

/** More are not compared one by one. */
export const mostTexts = 500;

/** The patterns of `written`; `takes`: the test that they make. */
export function textsOf(written: readonly string[] | null, fold: Fold, takes: Texts['takes']): Texts {
  return { patterns: written?.map((text) => foldedPattern(takeStars(text), fold)) ?? null, takes };
}

/** False only where it is certain that no text is taken by all of `taking` and by none of `sparing`. */
export function textsPossible(taking: readonly Texts[], sparing: readonly Texts[]): boolean {
  return !taking.some(({ patterns }) => patterns?.every((pattern) => isOut(pattern, taking, sparing)) ?? false);
}

/** Whether none of the texts that a pattern takes is possible. */
function isOut(pattern: Stars, taking: readonly Texts[], sparing: readonly Texts[]): boolean {
  if (isExact(pattern)) {
    return taking.some((one) => !one.takes(pattern.core)) || sparing.some((one) => one.takes(pattern.core));
  }
  return (
    sparing.some(({ patterns }) => patterns?.some((other) => covers(other, pattern)) ?? false) ||
    taking.some(({ patterns }) => patterns?.every((other) => areApart(other, pattern)) ?? false)
  );
}

function isExact({ start, end }: Stars): boolean {
  return !start && !end;
}

/** Whether `a` takes what `b`, which has a star, takes: what comes before or behind the text of `b` may be anything. */
function covers(a: Stars, b: Stars): boolean {
  if (a.start && a.end) return b.core.includes(a.core);
  if (a.end) return !b.start && b.core.startsWith(a.core);
  return a.start && !b.end && b.core.endsWith(a.core);
}

function areApart(a: Stars, b: Stars): boolean {
  if (isExact(a)) return !matches(b, a.core);
  if (!a.start && !b.start) return !a.core.startsWith(b.core) && !b.core.startsWith(a.core);
  return !a.end && !b.end && !a.core.endsWith(b.core) && !b.core.endsWith(a.core);
}

function matches({ core, start, end }: Stars, text: string): boolean {
  if (start && end) return text.includes(core);
  return start ? text.endsWith(core) : end ? text.startsWith(core) : text === core;
}
