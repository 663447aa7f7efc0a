import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectDir, temporary } from '../support/command.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const recorded = 'rules/tests/recorded/customize-california.json';
let dir: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  const options = Array.from({ length: 2000 }, (_, i) => `  - { id: o${i}, nmae${i}: X, price: 1.001 }\n`);
  ({ dir, remove } = await temporary({
    'settings.yaml': 'currency: usd\n',
    'shipping.yaml': `options:\n${options.join('')}`,
    'taxes.yaml': 'tables: [tables/t.csv]\n',
    'tables/t.csv': `country,percent,name\n${Array.from({ length: 5000 }, (_, i) => `X${i},${i}x,${'y'.repeat(90)}\n`).join('')}`,
  }));
});
afterAll(() => remove());

/** Runs a line of a shell, as a person does, with `ratebook` for the program. */
function shell(line: string): Promise<{ code: number | null; out: string; err: string }> {
  const script = `set -o pipefail; ratebook() { '${process.execPath}' bin/ratebook.js "$@"; }; ${line}`;
  const child = spawn('bash', ['--norc', '-c', script], {
    cwd: projectDir,
    env: { PATH: process.env.PATH, DIR: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    ran.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ran.err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}

describe('a reader that goes after the first line', () => {
  it.each([
    ['check "$DIR"', 1],
    ['check "$DIR" --json', 1],
    ['check rules', 0],
    ['test rules', 0],
    ['test "$DIR" --json', 1],
    [`explain ${recorded}`, 0],
    ['schema', 0],
    ['--help', 0],
  ])('of ratebook %s is no fault: exit code %i', async (command, code) => {
    const ran = await shell(`ratebook ${command} | head -1`);
    expect(ran.err).toBe('');
    expect(ran.out.split('\n')).toHaveLength(2);
    expect(ran.code).toBe(code);
  });

  it('on stderr is none either', async () => {
    expect(await shell('ratebook build "$DIR" --out "$DIR/b.json" 2>&1 | head -1')).toMatchObject({ code: 1 });
  });

  it('of nothing at all is none', async () => {
    expect(await shell('ratebook check "$DIR" >&-')).toMatchObject({ code: 1, err: '' });
  });
});

it.each([
  ['check "$DIR" --json', 1],
  ['schema', 0],
])('all of ratebook %s comes to a reader that is slow', async (command, code) => {
  const ran = await shell(`ratebook ${command} | (sleep 3; cat)`);
  expect(ran.out.length).toBeGreaterThan(20_000);
  expect(() => JSON.parse(ran.out)).not.toThrow();
  expect(ran.code).toBe(code);
});

it('output that cannot be written is told, and not a success', async () => {
  const { code, err } = await shell('ratebook check rules > /dev/full');
  expect(err).toBe('The output cannot be written: ENOSPC.\n');
  expect(code).toBe(1);
});
