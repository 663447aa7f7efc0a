/** What differs between two answers, in the words of the rules. */
import type { Reason } from '../decide/explanation.ts';
import type { At } from '../rules/model.ts';

/** An entry that made the difference, with its place on each side; `null` where that side does not have or tell it. */
export interface Cause {
  /** `shipping.standard`, `taxes.us-ca`. */
  entry: string;
  before: At | null;
  after: At | null;
  /** Why it does not apply afterwards, where that made the difference. */
  why?: Reason;
}

export interface Change {
  part: 'shipping' | 'tax' | 'approval' | 'fee' | 'transfer' | 'price' | 'answer';
  /** The option or field that differs; `''` where the part itself does. */
  what: string;
  kind: 'added' | 'removed' | 'amount' | 'value';
  /** In words; `''` where an amount says all. */
  before: string;
  after: string;
  /** Minor units, `null` where there is none or nobody knows it. */
  amounts: { before: number | null; after: number | null };
  causes: Cause[];
}

/** A change of something that is no amount. */
export function valueChange(
  part: Change['part'],
  what: string,
  before: string,
  after: string,
  causes: Cause[],
): Change {
  return { part, what, kind: 'value', before, after, amounts: { before: null, after: null }, causes };
}
