import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { Problems } from '../../src/rules/problem.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function write(path: string, text = 'x'): Promise<void> {
  const full = join(dir, path);
  await mkdir(join(full, '..'), { recursive: true });
  await writeFile(full, text);
}

async function readAll(from = dir) {
  const problems = new Problems();
  const files = await readRuleFiles(from, problems);
  return {
    paths: [...files.keys()],
    files,
    problems: problems.all.map(({ at, code }) => `${at} ${code}`),
    all: problems.all,
  };
}

test('files are read with their paths, notes and hidden ones are not', async () => {
  for (const path of [
    'settings.yaml',
    'tables/x.csv',
    'accounts/acct_1/taxes.yaml',
    'tests/recorded/a.json',
    'odd.txt',
  ]) {
    await write(path, path);
  }
  for (const path of ['README.md', '.git/HEAD', 'taxes.schema.json', 'taxes.yaml~']) await write(path);
  const { paths, files, problems } = await readAll();
  expect(problems).toEqual([]);
  expect(paths.sort()).toEqual([
    'accounts/acct_1/taxes.yaml',
    'odd.txt',
    'settings.yaml',
    'tables/x.csv',
    'tests/recorded/a.json',
  ]);
  expect(new TextDecoder().decode(files.get('tables/x.csv'))).toBe('tables/x.csv');
});

describe('a directory', () => {
  test('that is missing has a hint', async () => {
    const { problems, all } = await readAll(join(dir, 'none'));
    expect(problems).toEqual(['. missing-file']);
    expect(all[0]?.message).toContain('ratebook init');
  });

  test('that is empty has a hint', async () => {
    const { problems, all } = await readAll();
    expect(problems).toEqual(['. missing-file']);
    expect(all[0]?.message).toContain('is empty');
  });

  test('that is a file is not a directory', async () => {
    await write('settings.yaml');
    const { problems, all } = await readAll(join(dir, 'settings.yaml'));
    expect(problems).toEqual(['. unreadable-file']);
    expect(all[0]?.message).toContain('not a directory');
  });

  test('may be a symbolic link, and hold some', async () => {
    await write('one/settings.yaml', 'a');
    await write('shared/x.csv', 'b');
    await symlink('../shared', join(dir, 'one/tables'));
    await symlink('settings.yaml', join(dir, 'one/taxes.yaml'));
    await symlink('one', join(dir, 'link'));
    const { paths, problems } = await readAll(join(dir, 'link'));
    expect(problems).toEqual([]);
    expect(paths.sort()).toEqual(['settings.yaml', 'tables/x.csv', 'taxes.yaml']);
  });

  test('that holds itself comes to an end', async () => {
    await write('settings.yaml');
    await write('tests/a.yaml');
    await symlink('.', join(dir, 'tests/more'));
    await symlink('..', join(dir, 'tests/up'));
    const { paths, problems } = await readAll(dir);
    expect(paths).toContain('tests/a.yaml');
    expect(problems.sort()).toEqual(['tests/more:1:1 unreadable-file', 'tests/up:1:1 unreadable-file']);
  });
});

test('a folder that is not one of rules is not read', async () => {
  await write('settings.yaml');
  await write('table/x.csv');
  await write('tables/more/x.csv');
  await write('accounts/acct_1/accounts/acct_2/taxes.yaml');
  const { paths, problems, all } = await readAll();
  expect(paths).toEqual(['settings.yaml']);
  expect(problems).toEqual(
    ['accounts/acct_1/accounts', 'table', 'tables/more'].map((path) => `${path}:1:1 unknown-file`),
  );
  expect(all[1]?.message).toContain('Did you mean "tables"?');
});

test('a link to nothing is a file that is missing', async () => {
  await write('settings.yaml');
  await symlink('gone.yaml', join(dir, 'taxes.yaml'));
  expect((await readAll()).problems).toEqual(['taxes.yaml:1:1 missing-file']);
});

test('links in a circle cannot be read', async () => {
  await write('settings.yaml');
  await symlink('b.yaml', join(dir, 'a.yaml'));
  await symlink('a.yaml', join(dir, 'b.yaml'));
  expect((await readAll()).problems).toEqual(['a.yaml:1:1 unreadable-file', 'b.yaml:1:1 unreadable-file']);
});

// Root reads whatever it likes.
test.skipIf(process.getuid?.() === 0)('a file without permission is named', async () => {
  await write('settings.yaml');
  await chmod(join(dir, 'settings.yaml'), 0);
  const { problems, all } = await readAll();
  expect(problems).toEqual(['settings.yaml:1:1 unreadable-file']);
  expect(all[0]?.message).toContain('permission');
});
