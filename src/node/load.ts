/** A rule directory from disk, checked and compiled. */
import { createHash } from 'node:crypto';
import { compileDirectory, type Revisions } from '../rules/compile/directory.ts';
import { readRuleFiles } from '../rules/disk.ts';
import type { RuleFiles } from '../rules/files.ts';
import type { RuleSource } from '../rules/model.ts';
import { parseRules } from '../rules/parse.ts';
import { Problems } from '../rules/problem.ts';
import { revisionsOf } from '../rules/revision.ts';
import type { Directory } from '../rules/ruleset.ts';

export interface Loaded {
  files: RuleFiles;
  /** `null` where nothing of the directory could be read. */
  source: RuleSource | null;
  revisions: Revisions | null;
  /** `null` where the base has errors. */
  directory: Directory | null;
  problems: Problems;
}

/** Lower-case hex of the SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads, parses and compiles `dir`; what is wrong with it is in `problems`, nothing is thrown. */
export async function loadRules(dir: string): Promise<Loaded> {
  const problems = new Problems();
  return compileFiles(await readRuleFiles(dir, problems), problems);
}

/** Parses and compiles files that are in memory. */
export function compileFiles(files: RuleFiles, problems: Problems = new Problems()): Loaded {
  const source = problems.hasErrors && files.size === 0 ? undefined : parseRules(files, problems);
  if (source === undefined) return { files, source: null, revisions: null, directory: null, problems };
  const revisions = revisionsOf(source, sha256);
  return { files, source, revisions, directory: compileDirectory(source, revisions, problems), problems };
}
