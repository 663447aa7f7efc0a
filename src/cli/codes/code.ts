/** What is known of a code of problems. */
import type { At } from '../../rules/model.ts';
import type { Severity } from '../../rules/problem.ts';

export interface Code {
  /** Both where it depends on the place. */
  severity: readonly [Severity, ...Severity[]];
  /** A sentence. */
  means: string;
  /** What would come of it, for the people concerned. */
  why: string;
  /** The likely fix, or the likely fixes. */
  fix: string;
  /** Small rule directories; where they have no `settings.yaml`, it names the currency usd. */
  wrong: { at: At; files: ExampleFiles };
  right: ExampleFiles;
}

/** Files by their paths, as text or, where text cannot show what is wrong, as something else. */
export type ExampleFiles = Readonly<Record<string, string | SpecialFile>>;

export type SpecialFile = { shown: string } & ({ text: string } | { latin1: string } | { link: string });

export const error = ['error'] as const;
export const warn = ['warn'] as const;
export const both = ['error', 'warn'] as const;
