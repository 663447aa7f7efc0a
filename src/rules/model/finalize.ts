/** approval.yaml and fees.yaml */
import type { Condition } from './condition.ts';
import type { Entry } from './entry.ts';
import type { Amount, At, Exact } from './value.ts';

export type Decision = { approve: true } | { decline: string };

export interface ApprovalRule extends Entry {
  decision: Decision;
  if_unknown: 'skip' | 'decline';
  /** Whether the file says so: `check` warns where a decline rule on such a fact does not. */
  if_unknown_given: boolean;
  shadow: boolean;
}

export interface ApprovalFile {
  at: At;
  always: ApprovalRule[];
  rules: ApprovalRule[];
  default: Decision;
}

export type FeeBase = 'subtotal' | 'discounted' | 'total' | 'total_without_tax' | 'shipping';

export interface FeeTier {
  up_to?: Amount;
  percent?: Exact;
  fixed?: Amount;
  at: At;
}

export interface Fee extends Entry {
  group: string;
  items?: Condition;
  of: FeeBase;
  percent?: Exact;
  fixed?: Amount;
  tiers?: FeeTier[];
  graduated: boolean;
  min?: Amount;
  max?: Amount;
}

export interface FeesFile {
  at: At;
  fees: Fee[];
  limit?: { min?: Amount; max?: Amount };
  transfer?: { percent: Exact; of: FeeBase } | { amount: Amount };
}
