/**
 * The engine against the oracle: 250 random directories, each on 200 random requests, in each of the files of this name.
 * For longer: ORACLE_DIRECTORIES (of each file), ORACLE_REQUESTS, and ORACLE_SEED, which is added to the seeds.
 */
import { expect, test } from 'vitest';
import { compareMany } from './differential.ts';

const { ORACLE_DIRECTORIES = '250', ORACLE_REQUESTS = '200', ORACLE_SEED = '0' } = process.env;

export function comparesPart(part: number): void {
  const directories = Number(ORACLE_DIRECTORIES);
  test(`${directories} random directories answer as the oracle does`, { timeout: 0 }, () => {
    const run = compareMany(Number(ORACLE_SEED) + part * 1_000_000, directories, Number(ORACLE_REQUESTS));
    expect(run.difference ?? 'none').toBe('none');
    // What is compared is worth it: few directories are refused, few answers open.
    expect(run.refused.length).toBeLessThan(0.2 * run.directories + 5);
    expect(run.unsettled).toBeLessThan(0.05 * run.requests + 5);
  });
}
