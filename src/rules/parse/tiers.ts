/** Tiers: bounds ascend, and only the last one may be open. */
import type { Amount, At, Exact } from '../model.ts';
import type { Problems } from '../problem.ts';
import type { Node } from '../yaml.ts';
import { compareExact } from './exact.ts';

/** The tiers as they are, or `undefined` where their bounds do not ascend. */
export function checkTiers<T extends { up_to?: Amount | Exact; at: At }>(
  tiers: T[],
  node: Node,
  problems: Problems,
): T[] | undefined {
  if (tiers.length === 0) {
    problems.error(node.at, 'bad-value', 'No tier is given here.');
    return undefined;
  }
  const last = tiers.length - 1;
  for (const [i, tier] of tiers.entries()) {
    if (tier.up_to === undefined && i < last) {
      problems.error(tier.at, 'impossible-range', 'Only the last tier may be without "up_to".');
      return undefined;
    }
    const before = tiers[i - 1]?.up_to;
    if (tier.up_to !== undefined && before !== undefined && !ascends(before, tier.up_to)) {
      problems.error(
        tier.at,
        'impossible-range',
        'The bounds of tiers ascend, and this one is not above the one before.',
      );
      return undefined;
    }
  }
  return tiers;
}

function ascends(low: Amount | Exact, high: Amount | Exact): boolean {
  if (typeof low === 'string' || typeof high === 'string') {
    return typeof low !== 'string' || typeof high !== 'string' || compareExact(low, high) < 0;
  }
  if ('plain' in low) return !('plain' in high) || compareExact(low.plain, high.plain) < 0;
  if ('plain' in high) return true;
  return Object.keys(low.by).every(
    (code) => high.by[code] === undefined || compareExact(low.by[code]!, high.by[code]) < 0,
  );
}
