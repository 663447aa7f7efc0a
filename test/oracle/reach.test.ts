/** For longer: REACH_DIRECTORIES, REACH_REQUESTS, and REACH_SEED, from which the seeds count. */
import { expect, test } from 'vitest';
import { reachMany } from './reach.ts';

const { REACH_DIRECTORIES = '100', REACH_REQUESTS = '1000', REACH_SEED = '1' } = process.env;

test('an entry called unreachable has no part in any answer', { timeout: 0 }, () => {
  const directories = Number(REACH_DIRECTORIES);
  const run = reachMany(Number(REACH_SEED), directories, Number(REACH_REQUESTS));
  expect(run.wrong[0] ?? 'none').toBe('none');
  // What is asked is worth it: many entries are called so, most of them for those before them.
  expect(run.called).toBeGreaterThan(directories / 2);
  expect(run.covered).toBeGreaterThan(directories / 4);
});
