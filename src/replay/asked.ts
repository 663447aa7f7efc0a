/** What is decided again: requests from a decision log, from tests, or as Stripe sent them. */
import type { Truths } from '../decision-log/conditions.ts';
import type { HookRequest, HookResponse } from '../stripe/types.ts';

export interface Asked {
  /** Where it was found: `line 12`, `rules/tests/shipping.yaml:14`. */
  where: string;
  /** The id of the request, or the name of the test. */
  name: string | null;
  /** Unix seconds. */
  moment: number;
  request: HookRequest;
  /** The option that the customer has chosen by then, where the request tells it. */
  chosen: string | null;
  /** What conditions on cut facts came to; `null` where nothing is cut. */
  truths: Truths | null;
  /** What was answered at the time; `null` where nothing was recorded. */
  recorded: Recorded | null;
}

export interface Recorded {
  /** Its shape is not checked. */
  response: object;
  /** `shipping.standard`, `approval.prepaid`: the entries that applied. */
  entries: readonly string[];
  revision: string;
}

/** An answer, and what made it. */
export interface Answer {
  /** `null`: the hook is refused. */
  response: HookResponse | null;
  entries: readonly string[];
}

/** What could not be read, and why. */
export interface Fault {
  where: string;
  code: FaultCode;
  message: string;
}

export type FaultCode =
  | 'cut_short'
  | 'not_json'
  | 'other_version'
  | 'no_decision'
  | 'too_long'
  | 'not_utf8'
  | 'bad_test';
