/** What every entry has, compiled. */
import type { Entry as EntryModel } from '../model.ts';
import type { Entry } from '../ruleset.ts';
import { compileCondition } from './condition.ts';
import type { Scope } from './scope.ts';

/**
 * What every entry of a file has. `required`: amounts in its conditions must be given in every currency of the settings.
 */
export function compileEntry(entry: EntryModel, file: string, scope: Scope, required = false): Entry {
  return {
    id: entry.id,
    tag: `${file}.${entry.id}`,
    at: entry.at,
    when: entry.when === undefined ? null : compileCondition(entry.when, scope, required),
    from: entry.from ?? null,
    through: entry.through ?? null,
  };
}
