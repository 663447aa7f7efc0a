/** Writes the decision log. */
import { decisionLine, digestBy } from '../decision-log.ts';
import type { Decision } from '../hook.ts';
import { nodeHmac } from './hmac.ts';
import { openLines } from './lines.ts';

export interface DecisionLog {
  write(decision: Decision): void;
  /** Why `/healthz` should say degraded; empty while every line is written. */
  degraded(): readonly string[];
  /** Lines that were not written. */
  lost(): number;
  /** Writes what is waiting, for a second at most. */
  close(): Promise<void>;
}

/** Opens the log: `-` is stdout. `secret`: the key of the digests. */
export function openDecisionLog(target: string, secret: string): DecisionLog {
  const digest = (text: string): string => digestBy(nodeHmac, secret, text) as string;
  const lines = openLines(target === '-' ? 1 : target);
  return {
    write: (decision) => lines.write(JSON.stringify(decisionLine(decision, digest))),
    degraded: () => (lines.failing() ? [`The decision log cannot be written; ${lines.lost()} lines are lost.`] : []),
    lost: lines.lost,
    close: lines.close,
  };
}
