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
  let unmade = 0;
  let waiting: Decision[] = [];
  const writeWaiting = (): void => {
    const decisions = waiting;
    waiting = [];
    for (const decision of decisions) {
      try {
        lines.write(JSON.stringify(decisionLine(decision, digest)));
      } catch {
        // A fault of ours ends no service.
        unmade += 1;
      }
    }
  };
  const lost = (): number => lines.lost() + unmade;
  return {
    write(decision) {
      // A line is made once the hook is answered: the first one after a reload may have long lists to look through.
      if (waiting.length === 0) setImmediate(writeWaiting);
      waiting.push(decision);
    },
    degraded: () => (lines.failing() ? [`The decision log cannot be written; ${lost()} lines are lost.`] : []),
    lost,
    close() {
      writeWaiting();
      return lines.close();
    },
  };
}
