/** Zones and lists that nothing uses. */
import type { Folder, RuleSource } from '../model.ts';
import { didYouMean, type Problems } from '../problem.ts';
import { matchesOf, placesOf, walkPlace } from './walk.ts';

/**
 * Warns of each zone and list of a folder that neither it nor, for the base, an account's folder names. `mayBeMeant`:
 * whether what has errors may name it, a list by its `@name`.
 */
export function warnUnused(source: RuleSource, problems: Problems, mayBeMeant: (name: string) => boolean): void {
  const accounts = Object.values(source.accounts);
  warnFolder(source.base, [source.base, ...accounts], problems, mayBeMeant);
  for (const account of accounts) warnFolder(account, [account], problems, mayBeMeant);
}

function warnFolder(
  folder: Folder,
  users: readonly Folder[],
  problems: Problems,
  mayBeMeant: (name: string) => boolean,
): void {
  const zones = new Set<string>();
  const lists = new Set<string>();
  for (const user of users) {
    for (const outer of placesOf(user)) {
      walkPlace(outer, (place) => {
        if (place.is === 'zone') zones.add(place.zone);
      });
    }
    for (const { of } of matchesOf(user)) {
      for (const pattern of of) if (pattern.startsWith('@')) lists.add(pattern.slice(1));
    }
  }
  for (const { name, at } of folder.settings?.zones ?? []) {
    if (!zones.has(name) && !mayBeMeant(name)) problems.warn(at, 'unused', `Nothing uses the zone "${name}".`);
  }
  for (const name of Object.keys(folder.lists)) {
    if (lists.has(name) || mayBeMeant(`@${name}`)) continue;
    const unknown = [...lists].filter((used) => !users.some((user) => Object.hasOwn(user.lists, used)));
    const hint = didYouMean(name, unknown);
    problems.warn(`${folder.prefix}lists/${name}.txt:1:1`, 'unused', `Nothing uses the list "@${name}".${hint}`);
  }
}
