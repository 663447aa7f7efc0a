/** Why an answer is what it is: made by the code that made the answer, in data; people's words are made by the command line. */
import type { At } from '../rules/model.ts';

/** The first condition that decided that an entry does not apply. */
export interface Reason {
  /** The fact as it is written in a rule: `to`, `payment.funding`, `items.sku`. */
  fact: string;
  truth: 'false' | 'unknown';
  /** The value seen, as people read it: `US CA 94016`, `24.99 usd`; `missing` where the request does not carry it. */
  seen: string;
  /** The value wanted, as it was written: `{ min: 50.00 }`. */
  wanted: string;
  at: At;
}

/** Why an option is not in the answer; the words of `withheld` in a test file. */
export type Withheld = 'when' | 'unknown' | 'currency' | 'price' | 'limit';

/** One step of a calculation: what was added or done, and the running result in minor units, exact. */
export interface Step {
  what: string;
  result: string;
  at?: At;
}

/** An exemption or a surcharge: whether it applied, and if not the first condition that decided. */
export interface EntryTrace {
  id: string;
  at: At;
  verdict: 'applied' | 'not' | 'unknown';
  why?: Reason;
}

export interface OptionTrace {
  id: string;
  at: At;
  name: string | null;
  offered: boolean;
  /** Minor units; `null` for a stored rate whose amount the request does not tell, and where withheld. */
  amount: number | null;
  /** As promised at this moment; `null` where nothing is. `added`: business days more than are written. */
  delivery: { min: number; max: number; unit: string; added?: { leaving: number; holidays: number } } | null;
  /** Minor units: what would make it free, and what is too little for that. */
  notFree?: { from: number; discounted: number };
  withheld?: Withheld;
  why?: Reason;
  steps: Step[];
  surcharges: EntryTrace[];
}

export interface RateTrace {
  id: string;
  at: At;
  name: string;
  /** As sent, in percent; `null` for a stored rate. */
  percent: string | null;
  priority: number;
  verdict: 'applied' | 'beaten' | 'exempt' | 'not' | 'unknown';
  /** The id of the rate that beat it, or of the exemption. */
  by?: string;
  /** It is for other countries than the order's. */
  elsewhere?: true;
  why?: Reason;
}

export interface LineTrace {
  line: string;
  sku: string | null;
  class: string;
  rates: RateTrace[];
  exemptions: EntryTrace[];
}

export interface RuleTrace {
  id: string;
  at: At;
  verdict: 'applied' | 'not' | 'unknown' | 'not_reached';
  shadow: boolean;
  /** Of a rule that applied: its conditions, which all held, as they are written. */
  held?: string;
  /** A decline rule that applied because its condition was unknown (`if_unknown: decline`). */
  byUnknown?: boolean;
  why?: Reason;
}

export interface FeeTrace {
  id: string;
  at: At;
  group: string;
  verdict: 'applied' | 'not' | 'unknown' | 'no_lines';
  /** Ids of the lines it took. */
  lines: string[];
  /** Minor units of the base `of`, and of the fee before the one rounding. */
  of?: string;
  base?: number;
  amount?: string;
  why?: Reason;
  steps: Step[];
}

export interface Explanation {
  hook: 'customize' | 'finalize' | 'price';
  /** The account whose folder answered, or `null` for the base. */
  folder: string | null;
  currency: string | null;
  shipping?: {
    /** `address`: left out since an option was withheld for want of an address. `none`: left out by `if_none: omit`. */
    omitted?: 'address' | 'none';
    options: OptionTrace[];
    /** The rates that shipping bears, where its prices are grossed up by them. */
    taxes?: RateTrace[];
  };
  taxes?: {
    omitted?: 'automatic_tax' | 'address';
    lines: LineTrace[];
  };
  approval?: {
    decision: 'approved' | 'declined';
    /** The id of the rule, `default`, or `no-items`. */
    rule: string;
    at: At | null;
    reason: string | null;
    shadow: string[];
    rules: RuleTrace[];
  };
  fees?: {
    /** Minor units sent; 0 where none is sent. */
    amount: number;
    transfer?: number;
    /** `cut_to_total`, `limit_min`, `limit_max`, `fee_unknown`, `declined`, `transfer_cut`, `transfer_unknown`. */
    notes: string[];
    fees: FeeTrace[];
  };
}

/** What logs and metrics need, collected also when no explanation is asked for. */
export interface Decided {
  /** `answered`, `approved`, `declined`, `no_approval`, `deleted`, `unavailable`. */
  outcome: string;
  /** `shipping.standard`, `taxes.us-ca`, `approval.prepaid`, `fees.plan`: the entries that applied, each once. */
  entries: string[];
  /** Shadow rules that would have decided. */
  shadow: string[];
  /** What became of the fee, where that is out of the ordinary; see `Explanation.fees.notes`. */
  notes?: string[];
}
