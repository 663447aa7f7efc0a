/** Reasons in people's words. */
import type { OptionTrace, RateTrace, Reason } from '../decide/explanation.ts';

/** `to is US CA 94016; wanted { country: CA }`, and where a fact is missing `account is not known; wanted @resellers`. */
export function reasonText({ fact, truth, seen, wanted }: Reason): string {
  if (fact === 'from') return `it applies only from ${wanted} on, and this is ${seen}`;
  if (fact === 'through') return `it applied only through ${wanted}, and this is ${seen}`;
  if (truth !== 'unknown') return `${fact} is ${once(seen)}; wanted ${wanted}`;
  const why = seen === 'missing' ? '' : seen.startsWith('missing (') ? seen.slice('missing'.length) : ` (${seen})`;
  return `${fact} is not known${why}; wanted ${wanted}`;
}

/** `TENT-2` of a line's SKU `TENT-2 (TENT-2)`. */
function once(seen: string): string {
  const half = seen.slice(0, (seen.length - 3) / 2);
  return seen === `${half} (${half})` ? half : seen;
}

export function whyText(why: Reason | undefined): string {
  return why === undefined ? '' : reasonText(why);
}

/** Why an option is not offered. */
export function withheldText({ withheld, why }: OptionTrace, currency: string): string {
  switch (withheld) {
    case 'limit':
      return 'more options than max_options allows';
    case 'currency':
      return `its price is not given in ${currency}, the currency of the order`;
    case 'price':
      return 'no tier or table row holds this order';
    case 'unknown':
      return why === undefined ? 'its price needs something that the request does not tell' : reasonText(why);
    default:
      return whyText(why);
  }
}

/** What became of a rate that does not apply. */
export function rateVerdict({ verdict, by }: RateTrace): string {
  switch (verdict) {
    case 'applied':
      return '';
    case 'beaten':
      return `${by} takes its place`;
    case 'exempt':
      return `taken off by the exemption ${by}`;
    case 'unknown':
      return 'not known whether it applies';
    case 'not':
      return 'does not apply';
  }
}

/** `3–5 business days`. */
export function deliveryText({ min, max, unit }: NonNullable<OptionTrace['delivery']>): string {
  const noun = `${unit.replace('_', ' ')}${max === 1 ? '' : 's'}`;
  return min === max ? `${max} ${noun}` : `${min}–${max} ${noun}`;
}

/** Why a delivery takes longer than is written: `1–2 business days as written, 1 more since …`. */
export function delayText(delivery: NonNullable<OptionTrace['delivery']>): string {
  const { min, max, added } = delivery;
  if (added === undefined) return '';
  const more = added.leaving + added.holidays;
  const parts = [deliveryText({ ...delivery, min: min - more, max: max - more })];
  if (added.leaving > 0) parts.push(`${added.leaving} more since it leaves on the next business day`);
  if (added.holidays > 0) parts.push(`${added.holidays} more for ${added.holidays === 1 ? 'a holiday' : 'holidays'}`);
  return parts.join(', ');
}
