/** A rule directory in one checked JSON file, which both runtimes load without a YAML reader. */
import { compileDirectory, type Revisions } from './compile/directory.ts';
import type { RuleSource } from './model.ts';
import { Problems } from './problem.ts';
import type { Directory } from './ruleset.ts';

const format = 'ratebook-bundle/1';

export interface Bundle {
  format: typeof format;
  revisions: Revisions;
  source: RuleSource;
}

/** The bundle of a directory that has no errors. */
export function makeBundle(source: RuleSource, revisions: Revisions): Bundle {
  return { format, revisions, source };
}

/** The rules of a bundle. Throws an Error that says what is wrong where it is none, or not one of this version. */
export function loadBundle(bundle: unknown): Directory {
  if (!isBundle(bundle))
    throw new Error(`This is not a bundle of this version of Ratebook (${format}). Build it again.`);
  const problems = new Problems();
  const directory = compileDirectory(bundle.source, bundle.revisions, problems);
  const first = problems.all.find((problem) => problem.severity === 'error');
  if (directory === null || first !== undefined) {
    throw new Error(`The bundle holds rules with errors, the first at ${first?.at}: ${first?.message} Build it again.`);
  }
  return directory;
}

function isBundle(bundle: unknown): bundle is Bundle {
  return typeof bundle === 'object' && bundle !== null && (bundle as { format?: unknown }).format === format;
}
