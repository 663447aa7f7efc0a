import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { configDefaults, defineConfig } from 'vitest/config';

/** What runs on both runtimes: the requests' reading, the answers' limits, and the HTTP suite. */
const everywhere = ['test/stripe/**/*.test.ts', 'test/http/in-process.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter/counts.ts'],
    // Much of the time goes to waiting for processes: no core is left idle for the runner.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/workers/**'],
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './test/workers/wrangler.toml' } })],
        test: {
          name: 'workerd',
          include: [...everywhere, 'test/workers/**/*.test.ts'],
        },
      },
    ],
  },
});
