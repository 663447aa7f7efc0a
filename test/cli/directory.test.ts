import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { check } from '../../src/cli/check.ts';
import { temporary } from '../support/command.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const shop = {
  'shop/rules/settings.yaml': 'currency: usd\n',
  'shop/rules/tests/recorded/a.json': '{}',
  'shop/rules/accounts/acct_x/settings.yaml': 'time_zone: Europe/Berlin\n',
  'shop/rules/accounts/acct_x/lists/a.txt': 'a\n',
  'shop/package.json': '{}',
  'shop/index.js': '',
  'other/notes.txt': '',
  'other/rulse/a.txt': '',
};

/** What `ratebook check` says first of a path in a directory of these files, and its exit code. */
async function checked(path: string): Promise<[text: string, lines: number, code: number]> {
  const { dir, remove } = await temporary(shop);
  cleanUps.push(remove);
  await symlink(join(dir, 'shop/rules'), join(dir, 'linked'));
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: () => {}, color: false, env: {} };
  const code = await check(join(dir, path), {}, io);
  const [first] = out.join('\n').replaceAll(`${dir}/`, '').split('\n');
  return [first!.replace(/^\S+ {2}error {2}/, ''), out.length, code];
}

it.each([
  ['shop/rules/accounts/acct_x', 'missing-file  shop/rules/accounts/acct_x is not a whole rule directory'],
  ['shop/rules/accounts/acct_x/lists', 'missing-file  shop/rules/accounts/acct_x/lists is not a whole rule directory'],
  ['shop/rules/accounts', 'missing-file  shop/rules/accounts is not a whole rule directory'],
  ['shop/rules/tests', 'missing-file  shop/rules/tests is not a whole rule directory'],
  ['shop/rules/tests/recorded', 'missing-file  shop/rules/tests/recorded is not a whole rule directory'],
  ['shop', 'missing-file  shop is not a whole rule directory'],
])('of %s only that is told, and which directory to name', async (path, message) => {
  const stand = 'settings.yaml and the rest stand in shop/rules. Name that one.';
  expect(await checked(path)).toEqual([`${message}: ${stand}`, 3, 1]);
});

it.each([
  [
    'shop/rules/settings.yaml',
    'unreadable-file  shop/rules/settings.yaml is not a directory. Did you mean shop/rules?',
  ],
  [
    'other/notes.txt',
    'unreadable-file  other/notes.txt is not a directory. Name the directory that holds settings.yaml.',
  ],
  [
    'other/rules',
    'missing-file  There is no directory other/rules. Did you mean "rulse"? Make one with: npx ratebook init other/rules',
  ],
  ['gone/rules', 'missing-file  There is no directory gone/rules. Make one with: npx ratebook init gone/rules'],
  [
    'other/notes.txt/rules',
    'missing-file  There is no directory other/notes.txt/rules. Make one with: npx ratebook init other/notes.txt/rules',
  ],
])('of %s: %s', async (path, message) => {
  expect(await checked(path)).toEqual([message, 3, 1]);
});

it.each([
  ['shop/rules', 'unused'],
  ['linked', 'unused'],
])('%s is a whole one', async (path, code) => {
  const [text, , exit] = await checked(path);
  expect(text).toContain(code);
  expect(exit).toBe(0);
});
