/** Writes the decision log: never a hook waits for it, and what cannot be written is counted. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { decisionLine, digestBy } from '../decision-log.ts';
import type { Decision } from '../hook.ts';
import { nodeHmac } from './hmac.ts';

export interface DecisionLog {
  write(decision: Decision): void;
  /** Why `/healthz` should say degraded; empty while every line is written. */
  degraded(): readonly string[];
  /** Lines that were not written. */
  lost(): number;
  /** Writes what is waiting, for a second at most. */
  close(): Promise<void>;
}

// Characters that may wait for a slow disk; a thousand decisions or more.
const longestQueue = 4 * 1024 * 1024;
const retryMilliseconds = 5000;

/** Opens the log: `-` is stdout. `secret`: the key of the digests. */
export function openDecisionLog(target: string, secret: string): DecisionLog {
  const digest = (text: string): string => digestBy(nodeHmac, secret, text) as string;
  let lost = 0;
  let failing = false;
  let stream: WriteStream | NodeJS.WriteStream | null = null;
  let retryAt = 0;

  const open = (): typeof stream => {
    if (target === '-') return process.stdout;
    const file = createWriteStream(target, { flags: 'a' });
    file.on('error', () => {
      failing = true;
      lost += 1;
      if (stream === file) stream = null;
      retryAt = Date.now() + retryMilliseconds;
      file.destroy();
    });
    return file;
  };

  return {
    write(decision) {
      const line = `${JSON.stringify(decisionLine(decision, digest))}\n`;
      if (stream === null && Date.now() >= retryAt) stream = open();
      if (stream === null || stream.writableLength > longestQueue) {
        lost += 1;
        return;
      }
      stream.write(line, (error) => {
        failing = error !== null && error !== undefined;
      });
    },
    degraded: () =>
      failing || stream === null
        ? lost === 0
          ? []
          : [`The decision log cannot be written; ${lost} lines are lost.`]
        : [],
    lost: () => lost,
    close: () =>
      new Promise((resolve) => {
        if (stream === null || target === '-') return resolve();
        const late = setTimeout(resolve, 1000);
        stream.end(() => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}
