/** Laws of `fmt`, on `FORMAT_RUNS` random directories as hasty people write them. */
import { expect, it, vi } from 'vitest';
import { format } from '../../src/editor/format.ts';
import { compileFiles, type Loaded } from '../../src/node/load.ts';
import { Random } from '../oracle/random.ts';
import { writeDirectory } from '../oracle/write-directory.ts';
import { textsOf } from '../oracle/written.ts';
import { messy } from '../support/messy.ts';

vi.setConfig({ testTimeout: 300_000 });

const runs = Number(process.env.FORMAT_RUNS ?? 60);

type Texts = Record<string, string>;

function load(texts: Texts): Loaded {
  return compileFiles(new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)])));
}

/** What is wrong, less the places: an entry that is named by its line has moved. */
function problemsOf({ problems }: Loaded): string[] {
  const said = problems.all.map(({ at, code, message }) => `${at.split(':')[0]} ${code} ${message}`);
  return said.map((one) => one.replaceAll(/line \d+|:\d+:\d+/g, 'line')).sort();
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|[ \t])#[ ]*(\d+)(?: \{ a| "b|: - c)?[ \t]*\r?$/gm)].map(([, number]) => number!);
}

function formatted(path: string, text: string): { text: string; changed: boolean } {
  const found = format(path, new TextEncoder().encode(text));
  if (found.is === 'faulty') throw new Error(`${path}: ${JSON.stringify(found.problems.all)}\n${text}`);
  return found;
}

it('the rules, their problems and their comments stay, and a second time changes nothing', () => {
  let comments = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = new Random(seed);
    const directory = writeDirectory(random);
    const before: Texts = textsOf(directory);
    for (const [path, file] of Object.entries(directory)) {
      if (file.is === 'yaml') before[path] = messy(file.tree, random);
    }
    const after = { ...before };
    for (const [path, text] of Object.entries(before).filter(([name]) => name.endsWith('.yaml'))) {
      const { text: once } = formatted(path, text);
      expect(commentsOf(once), text).toEqual(commentsOf(text));
      comments += commentsOf(text).length;
      expect(formatted(path, once).changed, text).toBe(false);
      expect(once).not.toMatch(/[ \t\r]$/m);
      expect(once.startsWith('\n') || once.endsWith('\n\n') || once.includes('\n\n\n')).toBe(false);
      after[path] = once;
    }
    const [one, other] = [load(before), load(after)];
    expect(other.revisions).toEqual(one.revisions);
    expect(problemsOf(other)).toEqual(problemsOf(one));
  }
  expect(comments).toBeGreaterThan(runs);
});
