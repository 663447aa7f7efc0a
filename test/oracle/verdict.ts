/** Kleene's logic with two kinds of unknown: `unplaced` is unknown, among other reasons, for want of an address fact. */

/** Thrown where the specification leaves the answer open, because two things are wanting at once: both would be right. */
export class Unsettled extends Error {}

export type Verdict = 'yes' | 'no' | 'unknown' | 'unplaced';

export function verdictOf(value: boolean | null): Verdict {
  return value === null ? 'unknown' : value ? 'yes' : 'no';
}

/** No if one is no, else unknown if one is unknown. */
export function every(verdicts: Verdict[]): Verdict {
  for (const verdict of ['no', 'unplaced', 'unknown'] as const) if (verdicts.includes(verdict)) return verdict;
  return 'yes';
}

/** Yes if one is yes, else unknown if one is unknown. */
export function some(verdicts: Verdict[]): Verdict {
  for (const verdict of ['yes', 'unplaced', 'unknown'] as const) if (verdicts.includes(verdict)) return verdict;
  return 'no';
}

export function opposite(verdict: Verdict): Verdict {
  return verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : verdict;
}
