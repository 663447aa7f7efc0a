import type { Problem } from './problem.ts';

/** A problem of a text, before it is known where the text stands. */
export type Fault = Omit<Problem, 'at'>;
