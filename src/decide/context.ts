/** What conditions are asked about. */
import type { Reason } from './explanation.ts';
import type { LineFacts, OrderFacts } from './facts.ts';
import type { Witness } from './witness.ts';

export interface Context {
  order: OrderFacts;
  /**
   * The lines that count for `weight` and `quantity`: all, or those that shipping.yaml's `ships` takes; `null` where it is
   * not known of each whether it counts.
   */
  counted: readonly LineFacts[] | null;
  /** Where the deciding condition is noted; `null` where nobody asks why. */
  why: { reason: Reason | null } | null;
  /** Who is told what is asked and used; absent or `null` where nobody counts. */
  witness?: Witness | null;
}
