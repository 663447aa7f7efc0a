/** The decisions: pure and synchronous, without clock, randomness, environment, logging or I/O. */
import type { RuleSet } from '../rules/ruleset.ts';
import type { HookRequest, HookResponse } from '../stripe/types.ts';
import type { Decided, Explanation } from './explanation.ts';

export interface Evaluation {
  /** `null`: these rules cannot answer this hook (the price hook without a catalog). */
  response: HookResponse | null;
  decided: Decided;
  /** `null` unless asked for. */
  explanation: Explanation | null;
}

/**
 * Answers `request` at `moment` (Unix seconds, the timestamp of its signature) by `rules`.
 * Total: every request that the schemas let through has an answer. The answer is the same with and without `explain`.
 */
export function evaluate(_rules: RuleSet, _request: HookRequest, _moment: number, _explain = false): Evaluation {
  throw new Error('evaluate is being written');
}
