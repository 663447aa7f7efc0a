/** What a folder of rules says, walked through: every condition, every place, every entry. */
import type { At, Condition, Entry, Folder, Place, RuleSource, TextMatch } from '../model.ts';

/** Every entry of a folder's files; rows of tables are not among them. */
export function entriesOf(folder: Folder): Entry[] {
  return listedEntries(folder).flat();
}

/** The same, list by list. */
export function listedEntries({ shipping, taxes, approval, fees }: Folder): (readonly Entry[])[] {
  const options = shipping?.options ?? [];
  return [
    options,
    ...options.map(({ surcharges }) => surcharges),
    taxes?.rates ?? [],
    taxes?.exempt ?? [],
    approval?.always ?? [],
    approval?.rules ?? [],
    fees?.fees ?? [],
  ];
}

/** Whether something stands in a folder itself, and not above or below it. */
export function standsIn({ prefix }: Folder, at: At): boolean {
  return at.startsWith(prefix) && (prefix !== '' || !at.startsWith('accounts/'));
}

/** Every condition that stands in a folder's files, outermost ones only. */
export function conditionsOf(folder: Folder): Condition[] {
  const { shipping, taxes, fees } = folder;
  const lines = [
    shipping?.ships?.items,
    ...(shipping?.options ?? []).flatMap(({ surcharges }) => surcharges.map(({ items }) => items)),
    ...(taxes?.classes ?? []).map(({ items }) => items),
    ...(taxes?.exempt ?? []).map(({ items }) => items),
    ...(fees?.fees ?? []).map(({ items }) => items),
  ];
  return [...entriesOf(folder).map(({ when }) => when), ...lines].filter((condition) => condition !== undefined);
}

/** Calls `visit` for a condition and all inside it. */
export function walkCondition(condition: Condition, visit: (condition: Condition) => void): void {
  visit(condition);
  switch (condition.is) {
    case 'all':
    case 'any':
      for (const part of condition.of) walkCondition(part, visit);
      return;
    case 'not':
      walkCondition(condition.of, visit);
      return;
    case 'lines':
    case 'sum':
      walkCondition(condition.line, visit);
  }
}

/** Every place that stands in a folder's files, outermost ones only, zones included. */
export function placesOf(folder: Folder): Place[] {
  const { settings, taxes } = folder;
  const places: (Place | undefined)[] = [
    ...(settings?.zones ?? []).map(({ place }) => place),
    ...(taxes?.rates ?? []).map(({ where }) => where),
    ...(taxes?.exempt ?? []).map(({ where }) => where),
  ];
  for (const outer of conditionsOf(folder)) {
    walkCondition(outer, (condition) => {
      if (condition.is === 'place') places.push(condition.place);
    });
  }
  return places.filter((place) => place !== undefined);
}

/** Calls `visit` for a place and all inside it. */
export function walkPlace(place: Place, visit: (place: Place) => void): void {
  visit(place);
  switch (place.is) {
    case 'any':
      for (const member of place.of) walkPlace(member, visit);
      return;
    case 'not':
      walkPlace(place.of, visit);
      return;
    case 'here':
      if (place.zone !== undefined) walkPlace(place.zone, visit);
      if (place.except !== undefined) walkPlace(place.except, visit);
  }
}

/** Every text match of a folder's files: of conditions, of the parts of places, and of tables' cells. */
export function matchesOf(folder: Folder): Pick<TextMatch, 'of'>[] {
  const matches: Pick<TextMatch, 'of'>[] = [];
  for (const outer of conditionsOf(folder)) {
    walkCondition(outer, (condition) => {
      if (condition.is === 'text') matches.push(condition.match);
    });
  }
  for (const outer of placesOf(folder)) {
    walkPlace(outer, (place) => {
      if (place.is !== 'here') return;
      for (const match of [place.country, place.state, place.city, place.postal_code]) {
        if (match !== undefined) matches.push(match);
      }
    });
  }
  for (const table of Object.values(folder.tables)) {
    for (const index of table.columns.keys()) {
      for (const cell of table.column(index).texts) {
        if (cell.includes('@')) matches.push({ of: cell.split(';').map((part) => part.trim()) });
      }
    }
  }
  return matches;
}

/** Every currency that a directory names, and `''` for those that it does not. */
export function currenciesOf(source: RuleSource): string[] {
  const found = new Set<string>(['', 'usd']);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
      return;
    }
    const node = value as Record<string, unknown>;
    if (typeof node.by === 'object' && node.by !== null) for (const code of Object.keys(node.by)) found.add(code);
    for (const [key, inner] of Object.entries(node)) if (key !== 'at') visit(inner);
  };
  for (const folder of [source.base, ...Object.values(source.accounts)]) {
    const { settings, shipping, taxes, approval, fees } = folder;
    for (const code of [settings?.currency?.code, ...(settings?.currencies?.codes ?? [])]) {
      if (code !== undefined) found.add(code);
    }
    for (const file of [shipping, taxes, approval, fees]) visit(file);
    for (const condition of conditionsOf(folder)) {
      walkCondition(condition, (one) => {
        if (one.is !== 'text' || one.fact !== 'currency') return;
        for (const text of one.match.of) {
          const lines = text.startsWith('@')
            ? [...(folder.lists[text.slice(1)] ?? []), ...(source.base.lists[text.slice(1)] ?? [])]
            : [text];
          for (const line of lines) if (!line.includes('*')) found.add(line.trim().toLowerCase());
        }
      });
    }
  }
  return [...found];
}
