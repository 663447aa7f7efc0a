import { writeFileSync } from 'node:fs';
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { compileFilesInSteps, type Loaded } from '../../src/node/load.ts';
import { RuleStore } from '../../src/node/store.ts';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { temporary, write } from '../support/command.ts';
import { customized, offers } from '../support/decide.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const settings = 'currency: usd\n';
const shipping = (price: string): string => `options:\n  - { id: standard, name: Standard, price: ${price} }\n`;

/** A watched directory whose only option costs 1.00. */
async function watched(read = readRuleFiles, compile = compileFilesInSteps) {
  const { dir, remove } = await temporary({ 'settings.yaml': settings, 'shipping.yaml': shipping('1.00') });
  const seen: { loaded: Loaded[]; refused: Loaded[]; failed: unknown[] } = { loaded: [], refused: [], failed: [] };
  const events = {
    onLoaded: (loaded: Loaded) => void seen.loaded.push(loaded),
    onRefused: (loaded: Loaded) => void seen.refused.push(loaded),
    onFailed: (error: unknown) => void seen.failed.push(error),
  };
  const store = new RuleStore(dir, events, read, compile);
  await store.load();
  await store.watch();
  open.push({
    close: async () => {
      await store.close();
      await remove();
    },
  });
  return { dir, store, seen, price: () => offers(customized(store.directory!))[0] };
}

describe('rules that change on disk', () => {
  test.each([
    ['by editing in place', (file: string) => writeFile(file, shipping('2.00'))],
    [
      'by an atomic rename',
      async (file: string) => {
        await writeFile(`${file}.new~`, shipping('2.00'));
        await rename(`${file}.new~`, file);
      },
    ],
  ])('are taken when they change %s', async (_, change) => {
    const { dir, price } = await watched();
    expect(price()).toBe('standard 100');
    await change(join(dir, 'shipping.yaml'));
    await vi.waitUntil(() => price() === 'standard 200', 5000);
  });

  test('are taken when the link to them is swapped', async () => {
    const [first, second] = [
      await temporary({ 'settings.yaml': settings, 'shipping.yaml': shipping('1.00') }),
      await temporary({ 'settings.yaml': settings, 'shipping.yaml': shipping('2.00') }),
    ];
    const { dir, remove } = await temporary({});
    const link = join(dir, 'rules');
    await symlink(first.dir, link);
    const store = new RuleStore(link, { onLoaded() {}, onRefused() {}, onFailed() {} });
    open.push({
      close: async () => {
        await store.close();
        for (const each of [first, second]) await each.remove();
        await remove();
      },
    });
    await store.load();
    await store.watch();
    await symlink(second.dir, `${link}.new`);
    await rename(`${link}.new`, link);
    await vi.waitUntil(() => offers(customized(store.directory!))[0] === 'standard 200', 5000);
    // What the link points to now is watched.
    await writeFile(join(second.dir, 'shipping.yaml'), shipping('3.00'));
    await vi.waitUntil(() => offers(customized(store.directory!))[0] === 'standard 300', 5000);
  });

  test('are not taken where they change while they are read: they are read again', async () => {
    let reads = 0;
    const { dir, store, seen } = await watched(async (path, problems) => {
      const files = await readRuleFiles(path, problems);
      // The first reading meets a writer that is halfway through.
      if (reads++ === 1) await writeFile(join(path, 'settings.yaml'), 'currency: cad\n');
      return files;
    });
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => seen.loaded.length === 2, 5000);
    expect(seen.loaded.map(({ source }) => source!.base.settings!.currency!.code)).toEqual(['usd', 'cad']);
    expect(store.degraded).toEqual([]);
  });

  test('are left where they change while they are compiled, and compiled anew', async () => {
    let compiled = 0;
    const { dir, seen, price } = await watched(undefined, function* (files, problems) {
      const time = ++compiled;
      if (time === 3) writeFileSync(join(dir, 'shipping.yaml'), shipping('3.00'));
      // Until it is overtaken.
      while (time === 3) yield;
      return yield* compileFilesInSteps(files, problems);
    });
    await vi.waitUntil(() => compiled === 2, 5000);
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => price() === 'standard 300', 5000);
    expect(seen.loaded.length).toBe(2);
  });

  test('are not taken where reading was cut short, however long ago', async () => {
    let reads = 0;
    const { dir, seen, price } = await watched(async (path, problems, options) => {
      const files = await readRuleFiles(path, problems);
      if (reads++ !== 2) return files;
      await writeFile(join(dir, 'shipping.yaml'), shipping('3.00'));
      await vi.waitUntil(() => options!.isOvertaken!(), 5000);
      // Longer than a writer is waited for.
      await new Promise((resolve) => setTimeout(resolve, 4500));
      files.delete('shipping.yaml');
      return files;
    });
    await vi.waitUntil(() => reads === 2, 5000);
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => price() === 'standard 300', 12_000);
    expect(seen.loaded.every(({ source }) => source!.base.shipping !== undefined)).toBe(true);
  }, 20_000);

  test('are left where the store is closed while they are compiled', async () => {
    let compiled = 0;
    const { dir, store, price } = await watched(undefined, function* (files, problems) {
      compiled += 1;
      while (compiled === 3) yield;
      return yield* compileFilesInSteps(files, problems);
    });
    await vi.waitUntil(() => compiled === 2, 5000);
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => compiled === 3, 5000);
    await store.close();
    expect(price()).toBe('standard 100');
  });

  test('are taken after a while where the writer never rests', async () => {
    const { dir, price } = await watched();
    let writing = true;
    const writer = (async () => {
      while (writing) await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    })();
    await vi
      // A file that was met half-written is an error like any other, and read again five seconds later.
      .waitUntil(() => price() === 'standard 200', 18_000)
      .finally(() => {
        writing = false;
        return writer;
      });
  }, 25_000);

  test('are read again after a while where the system could not read them', async () => {
    let failing = false;
    const { dir, store, seen, price } = await watched(async (path, problems) => {
      const files = await readRuleFiles(path, problems);
      if (failing) problems.error('shipping.yaml:1:1', 'unreadable-file', 'This file cannot be read: EMFILE.');
      return files;
    });
    failing = true;
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => seen.refused.length > 0, 5000);
    expect([price(), store.degraded]).toEqual([
      'standard 100',
      ['The newest rules have 1 error; the last good ones answer.'],
    ]);
    failing = false;
    await vi.waitUntil(() => price() === 'standard 200', 8000);
    expect(store.degraded).toEqual([]);
  }, 15_000);

  test('go on where loading throws, and are loaded when it does not any more', async () => {
    let reads = 0;
    const { dir, store, seen, price } = await watched((path, problems) => {
      if (reads++ === 1) throw new Error('a fault of ours');
      return readRuleFiles(path, problems);
    });
    await writeFile(join(dir, 'shipping.yaml'), shipping('2.00'));
    await vi.waitUntil(() => seen.failed.length === 1, 5000);
    expect([price(), store.degraded]).toEqual([
      'standard 100',
      ['The newest rules could not be loaded for a fault of Ratebook; the last good ones answer.'],
    ]);
    await vi.waitUntil(() => price() === 'standard 200', 8000);
    expect(store.degraded).toEqual([]);
  }, 15_000);

  test('are watched again after the directory was gone', async () => {
    const { dir, store, price } = await watched();
    await rm(dir, { recursive: true });
    await vi.waitUntil(() => store.degraded.length > 0, 5000);
    expect(price()).toBe('standard 100');
    await write(dir, { 'settings.yaml': settings, 'shipping.yaml': shipping('2.00') });
    await vi.waitUntil(() => price() === 'standard 200', 12_000);
    await writeFile(join(dir, 'shipping.yaml'), shipping('3.00'));
    await vi.waitUntil(() => price() === 'standard 300', 5000);
    expect(store.degraded).toEqual([]);
  }, 30_000);
});
