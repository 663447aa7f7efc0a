/** What a folder of rules says, walked through: every condition, every place, every entry. */
import type { Condition, Entry, Folder, Place, TextMatch } from '../model.ts';

/** Every entry of a folder's files; rows of tables are not among them. */
export function entriesOf(folder: Folder): Entry[] {
  const { shipping, taxes, approval, fees } = folder;
  return [
    ...(shipping?.options ?? []).flatMap((option) => [option, ...option.surcharges]),
    ...(taxes?.rates ?? []),
    ...(taxes?.exempt ?? []),
    ...(approval?.always ?? []),
    ...(approval?.rules ?? []),
    ...(fees?.fees ?? []),
  ];
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
    for (const cell of table.rows.flat())
      if (cell.includes('@')) matches.push({ of: cell.split(';').map((part) => part.trim()) });
  }
  return matches;
}
