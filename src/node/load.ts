/** A rule directory from disk, checked and compiled. */
import { createHash } from 'node:crypto';
import { compileDirectoryInSteps, type Revisions } from '../rules/compile/directory.ts';
import { readRuleFiles } from '../rules/disk.ts';
import type { RuleFiles } from '../rules/files.ts';
import { Keeper, type Kept } from '../rules/kept.ts';
import type { RuleSource } from '../rules/model.ts';
import { parseRulesInSteps } from '../rules/parse.ts';
import { Problems } from '../rules/problem.ts';
import { revisionsOf, type Sha256 } from '../rules/revision.ts';
import type { Directory } from '../rules/ruleset.ts';
import { finish, type Steps } from '../rules/steps.ts';

export interface Loaded {
  files: RuleFiles;
  /** `null` where nothing of the directory could be read. */
  source: RuleSource | null;
  revisions: Revisions | null;
  /** `null` where the base has errors. */
  directory: Directory | null;
  problems: Problems;
}

// A call of the hash costs more than a short text.
const longestHeld = 16_384;

function sha256(): Sha256 {
  const hash = createHash('sha256');
  let held = '';
  return {
    update(text) {
      held += text;
      if (held.length < longestHeld) return;
      hash.update(held);
      held = '';
    },
    hex: () => hash.update(held).digest('hex'),
  };
}

/** Reads, parses and compiles `dir`; what is wrong with it is in `problems`, nothing is thrown. */
export async function loadRules(dir: string): Promise<Loaded> {
  const problems = new Problems();
  return compileFiles(await readRuleFiles(dir, problems), problems);
}

/** Parses and compiles files that are in memory. */
export function compileFiles(files: RuleFiles, problems: Problems = new Problems()): Loaded {
  return finish(compileFilesInSteps(files, problems));
}

/** As `compileFiles`. What is the same as in the load before is taken from `keeper`. */
export function* compileFilesInSteps(
  files: RuleFiles,
  problems: Problems,
  keeper: Keeper | null = null,
): Steps<Loaded> {
  const nothing = problems.hasErrors && files.size === 0;
  const source = nothing ? undefined : yield* parseRulesInSteps(files, problems, keeper);
  if (source === undefined) return { files, source: null, revisions: null, directory: null, problems };
  const revisions = yield* revisionsOf(source, sha256, keeper);
  const directory = yield* compileDirectoryInSteps(source, revisions, problems, { keeper });
  return { files, source, revisions, directory, problems };
}

const bytesOfStep = 256 * 1024;

/** For a load that follows the one that made `before`, if there was one. */
export function keeperOf(before: Kept | null): Keeper {
  return new Keeper(before, function* (bytes) {
    const hash = createHash('sha256');
    for (let at = 0; at < bytes.length; at += bytesOfStep) {
      hash.update(bytes.subarray(at, at + bytesOfStep));
      if (at + bytesOfStep < bytes.length) yield;
    }
    return hash.digest('base64');
  });
}
