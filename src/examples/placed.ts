/** Values that keep their place in the file: what is wrong with them is often only known once the rules are. */
import type { At } from '../rules/model.ts';
import { convert, list, type Shape, text } from '../rules/shape.ts';

export interface Placed<T> {
  value: T;
  at: At;
}

export function placed<T>(shape: Shape<T>): Shape<Placed<T>> {
  return convert(shape, (value, { at }) => ({ value, at }));
}

/** Any text, as it was written: `0012` keeps its zeros. */
export const anyText: Shape<string> = text('a text', (written) => ({ value: written }));

/** A list that has no value where one of its items is wrong: a test must not be run with the rest of them. */
export function wholeList<T>(expected: string, item: Shape<T>): Shape<T[]> {
  return convert(list(expected, item), (items, node) =>
    node.is === 'list' && items.length < node.items.length ? undefined : items,
  );
}
