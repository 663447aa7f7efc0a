import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('SECURITY.md', 'utf8');

test('each promise of SECURITY.md names tests that exist', () => {
  const section = text.slice(text.indexOf('## What is promised'), text.indexOf('Not promised:'));
  const promises = section.split('\n').filter((line) => /^\| (?!promise|---)/.test(line));
  expect(promises.length).toBeGreaterThan(15);
  for (const promise of promises) {
    const files = [...promise.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!);
    expect(files, promise).not.toEqual([]);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  }
});

test('each run under load stands for a promise', () => {
  const runs = readdirSync('test/load').filter((name) => name.endsWith('.ts') && name !== 'run.ts');
  expect(runs.length).toBeGreaterThan(10);
  expect(runs.filter((name) => !text.includes(`\`test/load/${name}\``))).toEqual([]);
});

test('a vulnerability is reported in private, at no invented address', () => {
  expect(text).toContain('private vulnerability reporting');
  expect(text).not.toMatch(/[\w.]+@[\w-]+\.\w+|mailto:/);
});
