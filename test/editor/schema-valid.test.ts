/** What the loader takes, an editor finds no fault with: in random directories and in the examples of the reference. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { compileFiles } from '../../src/node/load.ts';
import { directories } from '../laws/directories.ts';
import { textsOf } from '../laws/written.ts';
import { Random } from '../oracle/random.ts';
import { writeDirectory } from '../oracle/write-directory.ts';
import { textsOf as oracleTexts } from '../oracle/written.ts';
import { isValid, validatorOf } from '../support/schemas.ts';

vi.setConfig({ testTimeout: 120_000 });

/** How many files of a directory without errors there are; each must be valid. */
function checkFiles(files: Record<string, string>): number {
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  const { problems } = compileFiles(new Map(bytes));
  if (problems.hasErrors) return 0;
  const yaml = Object.entries(files).filter(([path]) => path.endsWith('.yaml'));
  for (const [path, text] of yaml) {
    const valid = isValid(path, text);
    expect(valid, `${path}\n${text}\n${valid ? '' : JSON.stringify(validatorOf(path).errors)}`).toBe(true);
  }
  return yaml.length;
}

it('whatever the differential test writes', () => {
  let seen = 0;
  for (let seed = 1; seed <= 250; seed++) seen += checkFiles(oracleTexts(writeDirectory(new Random(seed))));
  expect(seen).toBeGreaterThan(200);
});

it('whatever the laws write', () => {
  let seen = 0;
  for (const written of fc.sample(directories(), { numRuns: 100, seed: 1 })) {
    seen += checkFiles(Object.fromEntries(textsOf(written)));
  }
  expect(seen).toBeGreaterThan(100);
});

const readme = readFileSync('rules/README.md', 'utf8');
const blocks = [...readme.matchAll(/^```yaml\n(# (\S+).*\n[\s\S]*?)^```$/gm)];

it.each(blocks.map(([, text, path]) => [path!, text!]))('%s as the reference has it', (path, text) => {
  expect(isValid(path, text)).toBe(true);
});
