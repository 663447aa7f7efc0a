/** A rule directory in one checked JSON file, which both runtimes load without a YAML reader. */

import { version } from '../version.ts';
import { compileDirectory, type Revisions } from './compile/directory.ts';
import { digest } from './digest.ts';
import type { RuleSource } from './model.ts';
import { Problems } from './problem.ts';
import type { Directory } from './ruleset.ts';

const format = 'ratebook-bundle/1';

export interface Bundle {
  format: typeof format;
  revisions: Revisions;
  source: RuleSource;
  /**
   * A digest of this very source, given by this version where it found no error in it. So a long table is not checked
   * again each time that a Worker starts. A bundle that was edited, cut or built by another version has no seal that
   * fits, and is checked as if it were new: no way leads past the checks by accident. The seal is no signature; who can
   * write a bundle is trusted as one who can write the rules.
   */
  seal?: string;
}

/** The bundle of a directory. One that has errors gets no seal, and does not load. */
export function makeBundle(source: RuleSource, revisions: Revisions): Bundle {
  const problems = new Problems();
  const isRight = compileDirectory(source, revisions, problems) !== null && !problems.hasErrors;
  return { format, revisions, ...(isRight ? { seal: sealOf(source) } : {}), source };
}

function sealOf(source: RuleSource): string {
  return `${version} ${digest(JSON.stringify(source))}`;
}

/** The rules of a bundle. Throws an Error that says what is wrong where it is none, or not one of this version. */
export function loadBundle(bundle: unknown): Directory {
  if (!isBundle(bundle))
    throw new Error(`This is not a bundle of this version of Ratebook (${format}). Build it again.`);
  const problems = new Problems();
  const checked = bundle.seal === sealOf(bundle.source);
  const directory = compileDirectory(bundle.source, bundle.revisions, problems, checked);
  const first = problems.all.find((problem) => problem.severity === 'error');
  if (directory === null || first !== undefined) {
    throw new Error(`The bundle holds rules with errors, the first at ${first?.at}: ${first?.message} Build it again.`);
  }
  return directory;
}

function isBundle(bundle: unknown): bundle is Bundle {
  return typeof bundle === 'object' && bundle !== null && (bundle as { format?: unknown }).format === format;
}
