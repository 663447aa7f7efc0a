import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readRuleFiles } from '../../src/rules/disk.ts';
import type { ReadOptions, Seen } from '../../src/rules/disk-reader.ts';
import { Problems } from '../../src/rules/problem.ts';
import { temporary } from '../support/command.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of opened.splice(0)) await remove();
});

/** By then no clock has a tick left in which a file of now could change again. */
const later = (): number => Date.now() + 60_000;

async function directory() {
  const { dir, remove } = await temporary({
    'settings.yaml': 'currency: usd\n',
    'lists/blocked.txt': 'a\n',
    'accounts/acct_1/shipping.yaml': 'options: []\n',
  });
  opened.push(remove);
  const seen = new Map<string, Seen>();
  const read = async (options: ReadOptions = {}) => {
    const problems = new Problems();
    const files = await readRuleFiles(dir, problems, { seen, now: later, ...options });
    if (options.isOvertaken === undefined) expect(problems.all).toEqual([]);
    return files;
  };
  return { dir, read, list: join(dir, 'lists/blocked.txt') };
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('a directory that is read again', () => {
  test('has the files that are the same from before', async () => {
    const { read } = await directory();
    const [before, after] = [await read(), await read()];
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [path, bytes] of before) expect(after.get(path)).toBe(bytes);
  });

  test.each([
    [
      'was written anew, with its length and time as before',
      async (file: string) => {
        const { atime, mtime } = await stat(file);
        await writeFile(file, 'b\n');
        await utimes(file, atime, mtime);
      },
    ],
    [
      'another took its place',
      async (file: string) => {
        await writeFile(`${file}~`, 'b\n');
        await rename(`${file}~`, file);
      },
    ],
    [
      'is another one of the same name',
      async (file: string) => {
        await rm(file);
        await writeFile(file, 'b\n');
      },
    ],
  ])('reads one anew that %s', async (_, change) => {
    const { read, list } = await directory();
    const before = await read();
    await change(list);
    const after = await read();
    expect(text(after.get('lists/blocked.txt'))).toBe('b\n');
    expect(after.get('settings.yaml')).toBe(before.get('settings.yaml'));
  });

  test('reads all anew that may yet have changed within one tick of the clock', async () => {
    const { read } = await directory();
    const [before, after] = [await read({ now: Date.now }), await read({ now: Date.now })];
    for (const [path, bytes] of before) {
      expect(after.get(path)).not.toBe(bytes);
      expect(after.get(path)).toEqual(bytes);
    }
  });

  test('forgets what is not there any more', async () => {
    const { read, list } = await directory();
    await read();
    await rm(list);
    expect((await read()).has('lists/blocked.txt')).toBe(false);
    await writeFile(list, 'c\n');
    expect(text((await read()).get('lists/blocked.txt'))).toBe('c\n');
  });

  test('is left where nobody waits for it any more', async () => {
    const { read } = await directory();
    expect((await read({ isOvertaken: () => true })).size).toBe(0);
    expect((await read()).size).toBe(3);
  });
});
