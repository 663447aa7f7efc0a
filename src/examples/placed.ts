/** Values that keep their place in the file: what is wrong with them is often only known once the rules are. */
import type { At } from '../rules/model.ts';
import { convert, type Shape, text } from '../rules/shape.ts';

export interface Placed<T> {
  value: T;
  at: At;
}

export function placed<T>(shape: Shape<T>): Shape<Placed<T>> {
  return convert(shape, (value, { at }) => ({ value, at }));
}

/** Any text, as it was written: `0012` keeps its zeros. */
export const anyText: Shape<string> = text('a text', (written) => ({ value: written }));
