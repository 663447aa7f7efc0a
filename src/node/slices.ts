/** Does long work on the thread that answers hooks, and lets them be answered in between. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Steps } from '../rules/steps.ts';

/** Times are in milliseconds. */
export interface Pace {
  /** Ever rising. */
  now(): number;
  /** Resolves when what waits has had its turn. */
  rest(): Promise<unknown>;
}

const ordinary: Pace = { now: () => performance.now(), rest: () => turn() };

/** So long is worked at once: a hook waits for no longer, but for a step that has begun. */
const [shortest, longest] = [0.25, 5];
/** Of the time that others had: many hooks at once must not hold up the rules that they are to be answered by. */
const share = 0.5;

/**
 * What `steps` make; `undefined`, with the rest of them undone, where `isOvertaken` says between two slices that nobody
 * waits for it any more. Rejects with what a step throws.
 */
export async function inSlices<T>(
  steps: Steps<T>,
  isOvertaken: () => boolean = () => false,
  { now, rest }: Pace = ordinary,
): Promise<T | undefined> {
  let slice = shortest;
  for (;;) {
    const start = now();
    let end: number;
    do {
      const { done, value } = steps.next();
      if (done) return value;
      end = now();
    } while (end - start < slice);
    await rest();
    if (isOvertaken()) {
      steps.return(undefined as never);
      return undefined;
    }
    slice = Math.min(longest, Math.max(shortest, (now() - end) * share));
  }
}
