import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ratebook, write } from '../support/command.ts';

// Each starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** `FILE:LINE:COL CODE` of each problem that `check` prints, after seeing that it ended as it should. */
async function checked(env: Record<string, string> = {}): Promise<{ lines: string[]; out: string }> {
  const { code, out, err } = await ratebook(['check', dir], env);
  expect(err).toBe('');
  expect(out).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
  const lines = out.split('\n').flatMap((line) => {
    const match = /^(\S+:\d+:\d+)\s+(?:error|warn)\s+(\S+)/.exec(line);
    return match === null ? [] : [`${match[1]!.slice(dir.length + 1)} ${match[2]}`];
  });
  return { lines, out };
}

it('tables that are broken each have their problem at its place', async () => {
  const tables = {
    'abc.csv': 'country,percent\nUS,abc\n',
    'bom.csv': '\ufeffcountry,percent\nFR,20\n',
    'cell.csv': `country,percent,name\nUS,1,${'x'.repeat(1_000_000)}\n`,
    'double.csv': 'country,percent,country\nUS,1,US\n',
    'ends.csv': 'country,percent\r\nDE,19\nAT,20\rIT,22\r\n',
    'null.csv': 'country,percent\nUS,1\0\n',
    'quote.csv': 'country,percent\nUS,1\n"US,2\nUS,3\n',
    'ragged.csv': 'country,percent\nUS,1,2\nUS\n',
    'unknown.csv': 'country,percent,colour\nUS,1,red\n',
  };
  const names = Object.keys(tables).map((name) => `tables/${name}`);
  const files = Object.entries(tables).map(([name, text]) => [`tables/${name}`, text]);
  await write(dir, {
    'settings.yaml': 'currency: usd\n',
    'taxes.yaml': `tables: [${names.join(', ')}]\n`,
    ...Object.fromEntries(files),
  });
  const { lines, out } = await checked();
  expect(lines).toEqual([
    'tables/abc.csv:2:4 bad-percent',
    'tables/cell.csv:2:6 past-limit',
    'tables/double.csv:1:17 bad-csv',
    'tables/null.csv:1:1 not-utf8',
    'tables/quote.csv:3:1 bad-csv',
    'tables/ragged.csv:2:6 bad-csv',
    'tables/ragged.csv:3:1 bad-csv',
    'tables/unknown.csv:1:17 unknown-key',
  ]);
  expect(out.length).toBeLessThan(10_000);
});

it('YAML that is hostile has its problem at its place', async () => {
  await write(dir, {
    'settings.yaml': 'currency: usd\u0007\n',
    'approval.yaml': '['.repeat(100_000),
    'fees.yaml': 'fees: &a []\nlimit: *a\n',
    'taxes.yaml': `# ${'x'.repeat(10_000_000)}\n`,
  });
  await writeFile(join(dir, 'shipping.yaml'), new Uint8Array([0x6f, 0xff, 0xfe]));
  const { lines } = await checked();
  expect(lines).toEqual(
    expect.arrayContaining([
      'settings.yaml:1:14 bad-yaml',
      'approval.yaml:1:65 too-deep',
      'fees.yaml:1:7 yaml-feature',
      'fees.yaml:2:8 yaml-feature',
      'taxes.yaml:1:1 too-large',
      'shipping.yaml:1:1 not-utf8',
    ]),
  );
});

it('of 200,000 rows with a fault in each tenth all are counted and a hundred listed, in bounded memory', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) =>
    i % 10 === 9 ? 'US,94103,abc' : `US,${10_000 + (i % 89_999)},1`,
  );
  await write(dir, {
    'settings.yaml': 'currency: usd\n',
    'taxes.yaml': 'tables: [tables/t.csv]\n',
    'tables/t.csv': `country,postal_code,percent\n${rows.join('\n')}\n`,
  });
  const { lines, out } = await checked({ NODE_OPTIONS: '--max-old-space-size=768' });
  expect(lines).toEqual(['tables/t.csv:1:1 bad-percent', 'tables/t.csv:11:10 bad-percent']);
  expect(out).toContain('the same in 99 more places');
  expect(out).toContain('19900 more problems of this kind');
  expect(out).toContain('20000 errors, 0 warnings');
});

// Root reads whatever it likes.
it.skipIf(process.getuid?.() === 0)('a directory without permission is refused', async () => {
  await chmod(dir, 0);
  const { out } = await checked();
  await chmod(dir, 0o700);
  expect(out).toContain('the permission is missing');
});
