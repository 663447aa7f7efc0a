/** The golden and the broken-body suites inside workerd, and the built Worker's bytes beside those of Node. */
import { spawnSync } from 'node:child_process';
import { demand, row } from './support/row.ts';

await row('workerd', async () => {
  const missed: string[] = [];
  let passed = 0;
  for (const parts of [
    ['--project', 'workerd'],
    ['--project', 'node', 'test/node/deploy.test.ts'],
  ]) {
    const { stdout, status } = spawnSync('npx', ['vitest', 'run', ...parts], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const [, good, bad] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout.trimEnd()) ?? [];
    passed += Number(good ?? 0);
    demand(missed, status === 0 && bad === '0', `${parts.join(' ')}: ${bad ?? 'no'} tests failed`);
  }
  return { figure: `${passed} tests passed`, missed };
});
