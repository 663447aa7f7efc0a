/** What a decision tells, while it is made, to somebody who counts which parts of the rules are used. */
import type { At, Condition } from '../rules/model.ts';
import type { Truth } from '../rules/truth.ts';

export interface Witness {
  /** A condition, as written, was asked of an order or of a line. */
  asked(condition: Condition, truth: Truth): void;
  /** An entry, a tier or a row of a table had a part in the answer. */
  used(at: At): void;
}
