/** Does long work on the thread that answers hooks, and lets them be answered in between. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Steps } from '../rules/steps.ts';

export interface Pace {
  /** Milliseconds that are worked at once: a hook waits for no longer, but for a step that has begun. */
  slice: number;
  /** Milliseconds, ever rising. */
  now(): number;
  /** Resolves when what waits has had its turn. */
  rest(): Promise<unknown>;
}

const ordinary: Pace = { slice: 1, now: () => performance.now(), rest: () => turn() };

/**
 * What `steps` make; `undefined`, with the rest of them undone, where `isOvertaken` says between two slices that nobody
 * waits for it any more. Rejects with what a step throws.
 */
export async function inSlices<T>(
  steps: Steps<T>,
  isOvertaken: () => boolean = () => false,
  { slice, now, rest }: Pace = ordinary,
): Promise<T | undefined> {
  for (;;) {
    const end = now() + slice;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (now() < end);
    await rest();
    if (isOvertaken()) {
      steps.return(undefined as never);
      return undefined;
    }
  }
}
