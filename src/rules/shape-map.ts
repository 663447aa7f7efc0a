/** Shapes of maps: known keys, keys that other words stand for, keys that are anyone's to name. */
import type { At } from './model.ts';
import { closest, type ProblemCode, type Problems } from './problem.ts';
import { type Key, type MapForm, quote, type Shape, wrongType } from './shape.ts';
import type { MapNode } from './yaml.ts';

/** What is said about a key that is not known. */
export interface MapOptions {
  /** Words that people use for a key: `zip` for `postal_code`. */
  synonyms?: Readonly<Record<string, string>>;
  /** A message for a key that means something, but not here. */
  elsewhere?: (key: string) => { code: ProblemCode; message: string } | undefined;
}

/** The values of a map's keys, and where the map begins. */
export type ValuesOf<K> = { [P in keyof K as K[P] extends Key<unknown, true> ? P : never]: ValueOf<K[P]> } & {
  [P in keyof K as K[P] extends Key<unknown, true> ? never : P]?: ValueOf<K[P]>;
} & { at: At };
type ValueOf<K> = K extends Key<infer T> ? T : never;

/** A key as written, with its value; `value` is `undefined` where it is wrong. */
export interface Written<T> {
  key: string;
  keyAt: At;
  value: T | undefined;
  /** Of a key that is not known: the one that was probably meant, or `null`. */
  meant?: string | null;
}

/** A map of known keys. One that is wrong in any key has no value. */
export function map<K extends Record<string, Key>>(
  expected: string,
  keys: K,
  options: MapOptions = {},
): Shape<ValuesOf<K>> {
  return mapShape(expected, keys, options, 'map');
}

/** An entry of a file: it outlives keys that are not known, and inert ones that are wrong. */
export function entry<K extends Record<string, Key>>(
  expected: string,
  keys: K,
  options: MapOptions = {},
): Shape<ValuesOf<K>> {
  return mapShape(expected, keys, options, 'entry');
}

/** A whole file: keys that are wrong are left out, so that the others can still be checked. */
export function file<K extends Record<string, Key>>(
  expected: string,
  keys: K,
  options: MapOptions = {},
): Shape<ValuesOf<K>> {
  return mapShape(expected, keys, options, 'file');
}

function mapShape<K extends Record<string, Key>>(
  expected: string,
  keys: K,
  options: MapOptions,
  kind: 'map' | 'entry' | 'file',
): Shape<ValuesOf<K>> {
  return {
    expected,
    form: { is: 'map', keys },
    read(node, problems) {
      if (node.is !== 'map') return wrongType(node, expected, problems);
      const written = readKeys(node, keys, undefined, options, problems);
      const named = new Set(written.map(({ key }) => key));
      const meant = new Set(written.map((each) => each.meant).filter((key) => key && !named.has(key)));
      const values: Record<string, unknown> = { at: node.at };
      let whole = kind === 'file' || meant.size === 0;
      let complete = true;
      for (const { key, value } of written) {
        if (value !== undefined) values[key] = value;
        else if (kind === 'map' || (kind === 'entry' && Object.hasOwn(keys, key) && !keys[key]!.inert)) whole = false;
      }
      for (const [key, { required, shape }] of Object.entries(keys)) {
        if (required && !named.has(key) && !meant.has(key)) {
          problems.error(node.at, 'missing-key', `"${key}" is missing here: ${shape.expected}.`);
        }
        if (required && !Object.hasOwn(values, key)) complete = false;
      }
      return complete && whole ? (values as ValuesOf<K>) : undefined;
    },
  };
}

/** A map of which more holds than each of its keys says; `convert` around it says so to people. */
export function together<T>(shape: Shape<T>, form: MapForm): Shape<T> {
  return shape.form.is === 'map' ? { ...shape, form: { ...shape.form, ...form } } : shape;
}

/** Each key alone: what `needs` of a map holds where one of these is enough. */
export const oneOfKeys = (...keys: string[]): string[][] => keys.map((key) => [key]);

/** A map read key by key in the order in which it was written, some or all of them named by whoever writes it. */
export function record<T>(
  expected: string,
  keys: Readonly<Record<string, Key<T>>>,
  options: MapOptions & { rest?: { form: Shape<unknown>; shape: (key: string) => Shape<T> } } = {},
): Shape<Written<T>[]> {
  return {
    expected,
    form: { is: 'map', keys, ...(options.rest && { rest: options.rest.form }) },
    read(node, problems) {
      if (node.is !== 'map') return wrongType(node, expected, problems);
      return readKeys(node, keys, options.rest?.shape, options, problems);
    },
  };
}

function readKeys<T>(
  node: MapNode,
  keys: Readonly<Record<string, Key<T>>>,
  rest: ((key: string) => Shape<T>) | undefined,
  options: MapOptions,
  problems: Problems,
): Written<T>[] {
  const written: Written<T>[] = [];
  for (const { key, keyAt, value } of node.entries) {
    const elsewhere = Object.hasOwn(keys, key) ? undefined : options.elsewhere?.(key);
    const shape = Object.hasOwn(keys, key) ? keys[key]!.shape : elsewhere ? undefined : rest?.(key);
    if (shape) {
      written.push({ key, keyAt, value: shape.read(value, problems) });
    } else if (elsewhere) {
      problems.error(keyAt, elsewhere.code, elsewhere.message);
      written.push({ key, keyAt, value: undefined, meant: null });
    } else {
      const known = Object.keys(keys);
      const meant = meantKey(key, known, options.synonyms);
      const hint = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${meant}"?`;
      problems.error(keyAt, 'unknown-key', `${quote(key)} is not known here. ${hint}`);
      written.push({ key, keyAt, value: undefined, meant: meant ?? null });
    }
  }
  return written;
}

function meantKey(key: string, known: string[], synonyms: Readonly<Record<string, string>> = {}): string | undefined {
  const word = key.toLowerCase().replaceAll('-', '_').slice(0, 80);
  return Object.hasOwn(synonyms, word) ? synonyms[word] : closest(key, known);
}
