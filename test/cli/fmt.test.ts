import { chmod, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fmt } from '../../src/cli/fmt.ts';
import { temporary } from '../support/command.ts';

const removed: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removed.splice(0)) await remove();
});

async function directory(files: Record<string, string>): Promise<string> {
  const { dir, remove } = await temporary(files);
  removed.push(remove);
  return dir;
}

async function run(paths: string[], options: { check?: boolean; json?: boolean } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), color: false, env: {} };
  return { code: await fmt(paths, options, io), out: out.join('\n'), err: err.join('\n') };
}

const good = 'currency: usd\n';
const bad = 'options:\n- {id: a,  name: "Standard", price: 5}   # c\n';
const better = 'options:\n  - { id: a, name: Standard, price: 5 }  # c\n';

describe('ratebook fmt', () => {
  it('puts every YAML file of a directory into form, and no other file', async () => {
    const table = 'country,price\r\nUS, 5 \r\n';
    const dir = await directory({
      'settings.yaml': good,
      'shipping.yaml': bad,
      'tables/t.csv': table,
      'accounts/acct_1/shipping.yaml': bad,
      'tests/a.yaml': 'tests:\n- {name: A}\n',
    });
    const { code, out } = await run([dir]);
    expect(out.split('\n')).toEqual([
      ...['accounts/acct_1/shipping.yaml', 'shipping.yaml', 'tests/a.yaml'].map((path) => join(dir, path)),
      '3 of 4 files put into form.',
    ]);
    expect(await readFile(join(dir, 'shipping.yaml'), 'utf8')).toBe(better);
    expect(await readFile(join(dir, 'tables/t.csv'), 'utf8')).toBe(table);
    expect(code).toBe(0);
    expect((await run([dir])).out).toBe('4 files in form.');
  });

  it('with --check names the files and writes nothing', async () => {
    const dir = await directory({ 'settings.yaml': good, 'shipping.yaml': bad });
    const { code, out } = await run([dir], { check: true });
    expect(out.split('\n')).toEqual([
      join(dir, 'shipping.yaml'),
      `1 of 2 files is not in form. Run: npx ratebook fmt ${dir}`,
    ]);
    expect(code).toBe(1);
    expect(await readFile(join(dir, 'shipping.yaml'), 'utf8')).toBe(bad);
    expect((await run([join(dir, 'settings.yaml')], { check: true })).code).toBe(0);
  });

  it('leaves a file with errors alone and says which', async () => {
    const broken = 'currency:  "usd\n';
    const dir = await directory({ 'settings.yaml': broken, 'shipping.yaml': bad });
    const { code, out } = await run([dir]);
    expect(out).toContain(`${join(dir, 'settings.yaml')}:2:1  error  bad-yaml`);
    expect(out).toContain('1 error: what is wrong was left as it is.');
    expect(code).toBe(1);
    expect(await readFile(join(dir, 'settings.yaml'), 'utf8')).toBe(broken);
    expect(await readFile(join(dir, 'shipping.yaml'), 'utf8')).toBe(better);
  });

  it('keeps the mode of a file, and a link a link; nothing else is left behind', async () => {
    const dir = await directory({ 'real/shipping.yaml': bad });
    const file = join(dir, 'real/shipping.yaml');
    await chmod(file, 0o640);
    await symlink(file, join(dir, 'shipping.yaml'));
    expect((await run([join(dir, 'shipping.yaml')])).code).toBe(0);
    expect((await lstat(join(dir, 'shipping.yaml'))).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toBe(better);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(join(dir, 'real'))).toEqual(['shipping.yaml']);
  });

  it('takes no other kind of file', async () => {
    const dir = await directory({ 'catalog.csv': 'id\nA\n' });
    const { code, err } = await run([join(dir, 'catalog.csv')]);
    expect(err).toContain('is not a YAML file');
    expect(code).toBe(2);
  });

  it('says that a directory is not there', async () => {
    const { code, out } = await run(['nowhere']);
    expect(out).toContain('There is no directory nowhere');
    expect(code).toBe(1);
  });

  it('with --json gives one document', async () => {
    const dir = await directory({ 'settings.yaml': 'currency: "usd\n', 'shipping.yaml': bad });
    const { code, out } = await run([dir], { check: true, json: true });
    expect(JSON.parse(out)).toEqual({
      ok: false,
      files: 2,
      changed: [join(dir, 'shipping.yaml')],
      errors: 1,
      problems: [expect.objectContaining({ file: join(dir, 'settings.yaml'), line: 2, code: 'bad-yaml' })],
    });
    expect(code).toBe(1);
  });
});
