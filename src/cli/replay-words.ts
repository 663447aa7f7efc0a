/** Changes and sums in people's words. */
import { join } from 'node:path';
import { exactMajorUnits } from '../money.ts';
import type { Cause, Change } from '../replay/change.ts';
import type { Group } from '../replay/tally.ts';
import { reasonText } from './reason-text.ts';

/** The two rule directories as they were named; `before` is `null` for a log's own answers. */
export interface Dirs {
  before: string | null;
  after: string;
}

/** `5.99` of minor units. */
export function amountText(minor: bigint | number, currency: string): string {
  return exactMajorUnits(String(minor), currency);
}

/** `standard 5.99 → 6.49 USD`, by the first change of a group or a change alone. */
export function changeText(change: Change, currency: string | null, sums: Group | null = null): string {
  const { part, what, kind, before, after, amounts } = change;
  const label = part === 'shipping' ? (what === '' ? 'options' : what) : part === 'price' ? what : part;
  if (kind === 'value') return `${part === 'approval' ? '' : `${label}: `}${before} → ${after}`;
  const isOne = sums === null || sums.isUniform;
  const side = (name: 'before' | 'after'): string => {
    if (amounts[name] === null && isOne) return part === 'shipping' ? 'as stored at Stripe' : 'none';
    return amountText(isOne ? amounts[name]! : sums.sums[name], currency!);
  };
  const unit = ` ${currency!.toUpperCase()}`;
  const all = isOne ? '' : 'in all ';
  if (part === 'shipping' && kind !== 'amount') {
    const name = kind === 'added' ? 'after' : 'before';
    const price = amounts[name] === null ? side(name) : `${all}${side(name)}${unit}`;
    return `${label} is ${kind === 'added' ? 'offered now' : 'not offered any more'}, ${price}`;
  }
  const [from, to] = [side('before'), side('after')];
  // The unit stands behind the last amount.
  const end = isOne && amounts.after === null ? `${from}${unit} → ${to}` : `${from} → ${to}${unit}`;
  return `${label} ${all}${end}`;
}

/** `rules/shipping.yaml:14  standard`, with the places of both sides where they are known and differ. */
export function causeText({ entry, before, after, why }: Cause, dirs: Dirs, withWhy: boolean): string {
  const place = (dir: string | null, at: string | null): string | null =>
    at === null || dir === null ? null : join(dir, at.replace(/:\d+$/, ''));
  const [from, to] = [place(dirs.before, before), place(dirs.after, after)];
  const places = [...new Set([from ?? gone(dirs.before !== null), to ?? gone(true)])].filter((one) => one !== '');
  const reason = withWhy && why !== undefined ? `: ${reasonText(why)}` : '';
  return `${places.join(' → ')}  ${entry.slice(entry.indexOf('.') + 1)}${reason}`;
}

/** A side that does not have the entry; where nobody knows, nothing is said. */
function gone(isKnown: boolean): string {
  return isKnown ? '(not there)' : '';
}
