import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLines } from '../../src/node/lines.ts';
import { projectDir, temporary } from '../support/command.ts';

const made: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
});

async function folder(): Promise<string> {
  const one = await temporary({});
  made.push(one);
  return one.dir;
}

describe('lines that are written beside the work', () => {
  test('are in the file, in order, after a close', async () => {
    const file = join(await folder(), 'a.log');
    const lines = openLines(file);
    for (let line = 0; line < 1000; line++) lines.write(`line ${line}`);
    await lines.close();
    expect((await readFile(file, 'utf8')).split('\n')).toEqual([
      ...Array.from({ length: 1000 }, (_, line) => `line ${line}`),
      '',
    ]);
    expect([lines.lost(), lines.failing()]).toEqual([0, false]);
  });

  test('are counted where the disk is full', async () => {
    const lines = openLines('/dev/full');
    for (let line = 0; line < 10; line++) lines.write(`line ${line}`);
    await vi.waitUntil(() => lines.lost() === 10);
    expect(lines.failing()).toBe(true);
    await lines.close();
  });

  test('are counted where the target is no file, and written again when it is', async () => {
    const file = join(await folder(), 'a.log');
    await mkdir(file);
    const lines = openLines(file);
    lines.write('lost');
    await vi.waitUntil(() => lines.lost() === 1);
    lines.write('lost too');
    expect([lines.lost(), lines.failing()]).toEqual([2, true]);
  });

  test('do not wait for a reader that has stopped: what is too much is counted', async () => {
    const program = `
      import { openLines } from ${JSON.stringify(pathToFileURL(join(projectDir, 'src/node/lines.ts')).href)};
      const lines = openLines(1);
      const start = performance.now();
      for (let line = 0; line < 100_000; line++) lines.write('x'.repeat(100));
      process.send({ lost: lines.lost(), failing: lines.failing() });
      await lines.close();
      process.exit(0);
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    child.stdout!.pause();
    const [told] = await once(child, 'message');
    expect(told.failing).toBe(true);
    expect(told.lost).toBeGreaterThan(10_000);
    expect(told.lost).toBeLessThan(100_000);
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 30_000);

  test('are counted where the reader is gone, and the process goes on', async () => {
    const program = `
      import { openSync } from 'node:fs';
      import { openLines } from ${JSON.stringify(pathToFileURL(join(projectDir, 'src/node/lines.ts')).href)};
      const lines = openLines(1);
      process.once('message', async () => {
        for (let line = 0; line < 10; line++) lines.write('a line');
        await new Promise((resolve) => setTimeout(resolve, 200));
        // A stream that closed what it was given would have the next connection take its number, and its lines.
        process.send({ lost: lines.lost(), next: openSync('/dev/null') });
        process.exit(0);
      });
      process.send('ready');
    `;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    child.stdout!.destroy();
    child.send('go');
    const [told] = await once(child, 'message');
    expect(told.lost).toBe(10);
    expect(told.next).toBeGreaterThan(2);
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 30_000);
});
