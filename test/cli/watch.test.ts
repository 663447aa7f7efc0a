import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Started, start, temporary, write } from '../support/command.ts';

// Each starts a process, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const test = (name: string, price: string): string =>
  `  - { name: ${name}, customize: { items: [] }, expect: { shipping: [{ id: std, price: ${price} }] } }\n`;
const files = {
  'settings.yaml': 'currency: usd\n',
  'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 5.99 }\n',
  'tests/a.yaml': `tests:\n${test('one', '5.99')}`,
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A watch of a directory inside another, and a function that waits for the end of the next run to match. */
async function watch(
  ...options: string[]
): Promise<{ dir: string; started: Started; next(end: RegExp): Promise<void> }> {
  const { dir: above, remove } = await temporary({});
  const dir = join(above, 'rules');
  await write(dir, files);
  const started = start(['test', dir, '--watch', ...options]);
  cleanUps.push(remove, () => started.stop());
  let runs = 0;
  const next = async (end: RegExp): Promise<void> => {
    // Runs that another part of a change caused are passed over.
    for (;;) {
      runs += 1;
      const [all] = await started.until(new RegExp(`^(?:[\\s\\S]*?Watching .*\\n){${runs}}`));
      if (end.test(all.split(/Watching .*\n/).at(-2)!)) return;
    }
  };
  await next(/\n1 passed, 0 failed\n/);
  return { dir, started, next };
}

describe('ratebook test --watch', () => {
  it('runs again after a change', async () => {
    const { dir, next } = await watch();
    await write(dir, { 'tests/a.yaml': `tests:\n${test('one', '5.99')}${test('two', '6.99')}` });
    await next(/\n1 passed, 1 failed\n/);
    await write(dir, { 'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 6.99 }\n' });
    await next(/one[\s\S]*\n1 passed, 1 failed\n/);
  });

  it('goes on through broken rules, and through files that come and go', async () => {
    const { dir, next } = await watch();
    await write(dir, { 'shipping.yaml': 'options:\n  - { id: std, nmae: Standard, price: 5.99 }\n' });
    await next(/unknown-key[\s\S]*\n0 passed, 0 failed, 1 error\n/);
    await write(dir, { 'shipping.yaml': files['shipping.yaml'], 'tests/b.yaml': `tests:\n${test('two', '5.99')}` });
    await next(/\n2 passed, 0 failed\n/);
    await rename(join(dir, 'tests/b.yaml'), join(dir, 'tests/c.yaml'));
    await next(/c\.yaml {2}1 passed\n\n2 passed, 0 failed\n/);
    await rm(join(dir, 'tests/c.yaml'));
    await next(/\n1 passed, 0 failed\n/);
  });

  it('goes on when the directory goes and comes back', async () => {
    const { dir, next } = await watch();
    await rename(dir, `${dir}-away`);
    await next(/missing-file[\s\S]*\n0 passed, 0 failed, 1 error\n/);
    await rename(`${dir}-away`, dir);
    await next(/\n1 passed, 0 failed\n/);
    await write(dir, { 'tests/a.yaml': `tests:\n${test('one', '6.99')}` });
    await next(/\n0 passed, 1 failed\n/);
  });

  it('goes on below what --min asks for', async () => {
    const { dir, next } = await watch('--min', '100');
    await write(dir, {
      'tests/a.yaml': 'tests:\n  - { name: fine, finalize: { items: [] }, expect: { decision: declined } }\n',
    });
    await next(/coverage 0 %: 0 of 1, less than/);
  });

  it('ends with Ctrl-C, and 0', async () => {
    const { started } = await watch();
    const { code, err } = await started.stop('SIGINT');
    expect(err).toBe('');
    expect(code).toBe(0);
  });
});
