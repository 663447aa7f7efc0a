/**
 * What may be written at a place of a rule file: small definitions that turn a node into a value of the model and say
 * what is wrong with it. Each also describes itself (`expected`, `form`), for messages and for the editors' schemas.
 */
import { readBy } from './left-out.ts';
import type { At } from './model.ts';
import { anyCase } from './patterns.ts';
import { didYouMean, type ProblemCode, type Problems } from './problem.ts';
import type { MapNode, Node } from './yaml.ts';

export interface Shape<T> {
  /** What stands here, as a noun phrase for messages: `an amount, such as 5.99`. */
  readonly expected: string;
  readonly form: Form;
  /** The value, or `undefined` where it is wrong: then a problem says why. */
  read(node: Node, problems: Problems): T | undefined;
}

/** The outline of a shape, from which a JSON Schema can be derived. */
export type Form =
  | ({ is: 'text' } & TextForm)
  | { is: 'list'; of: Shape<unknown>; least?: number; most?: number }
  | ({ is: 'map'; keys: Readonly<Record<string, Key>>; rest?: Shape<unknown> } & MapForm)
  | { is: 'either'; of: readonly Shape<unknown>[] }
  | { is: 'named'; name: string; shape: () => Shape<unknown> }
  | { is: 'anything' };

/** What a text looks like. Without any of these it is any text. */
export interface TextForm {
  /** The words that may stand here. */
  options?: readonly string[];
  /** Words of which editors offer those that fit: too many to list to people. */
  known?: readonly string[];
  /** A regular expression for what may stand here beside the words. */
  pattern?: string;
  /** An editor reads 0012 and 5.99 as numbers: where one may stand here, its bounds. */
  number?: { min?: number; max?: number; whole?: true };
  /** An editor reads true as a boolean: where one may stand here. */
  boolean?: true;
  /** At most so many characters. */
  most?: number;
}

/** What holds of the keys of a map together. */
export interface MapForm {
  /** Keys of the `rest`, as regular expressions with what stands at them. */
  named?: readonly (readonly [pattern: string, of: Shape<unknown>])[];
  /** At least all keys of one of these are there. */
  needs?: readonly (readonly string[])[];
  /** No two of these are there together. */
  apart?: readonly (readonly [string, string])[];
  /** Keys that need another beside them. */
  beside?: Readonly<Record<string, string>>;
  least?: number;
  most?: number;
}

/** A key of a map: what stands there, whether it must, and a sentence about it. */
export interface Key<T = unknown, Required extends boolean = boolean> {
  shape: Shape<T>;
  required: Required;
  about: string;
  /** Whether the rest of the map still says what it is about where this is wrong. */
  inert?: true;
}

/** A text that was understood, or why it was not. */
export type Reading<T> = { value: T } | { code: ProblemCode; fault: string };

export function required<T>(shape: Shape<T>, about: string): Key<T, true> {
  return { shape, required: true, about };
}

export function optional<T>(shape: Shape<T>, about: string): Key<T, false> {
  return { shape, required: false, about };
}

/** `keys`, none of which decides what an entry is about: one that is wrong is left out of it. */
export function inert<K extends Record<string, Key>>(keys: K): K {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { ...key, inert: true }])) as K;
}

/** One text, understood by `parse`. */
export function text<T>(expected: string, parse: (text: string, at: At) => Reading<T>, form: TextForm = {}): Shape<T> {
  return {
    expected,
    form: { is: 'text', ...form },
    read(node, problems) {
      if (node.is !== 'text') return wrongType(node, expected, problems);
      const reading = parse(node.text.trim(), node.at);
      if ('value' in reading) return reading.value;
      problems.error(node.at, reading.code, reading.fault);
      return undefined;
    },
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(options: readonly T[]): Shape<T> {
  const expected = options.length === 1 ? `"${options[0]}"` : `one of ${options.join(', ')}`;
  const parse = (written: string): Reading<T> => {
    const value = options.find((option) => option === written);
    if (value !== undefined) return { value };
    return { code: 'bad-value', fault: `${quote(written)} is not ${expected}.${didYouMean(written, options)}` };
  };
  return text(expected, parse, { options });
}

/** `true` or `false`. */
export const flag: Shape<boolean> = text(
  'true or false',
  (written): Reading<boolean> => {
    const word = written.toLowerCase();
    if (word === 'true' || word === 'false') return { value: word === 'true' };
    const meant = /^(?:y|yes|on|1)$/.test(word) ? ' Write true.' : /^(?:n|no|off|0)$/.test(word) ? ' Write false.' : '';
    return { code: 'wrong-type', fault: `${quote(written)} is not true or false.${meant}` };
  },
  { options: ['true', 'false'], pattern: `^(${anyCase(['true', 'false'])})$`, boolean: true },
);

/** A list. One that is wrong in any item has no value. */
export function list<T>(expected: string, item: Shape<T>): Shape<T[]> {
  return listShape(expected, item, false);
}

/** A list of entries: those that are wrong are left out, so that the others can still be checked. */
export function entryList<T>(expected: string, item: Shape<T>): Shape<T[]> {
  return listShape(expected, item, true);
}

function listShape<T>(expected: string, item: Shape<T>, partial: boolean): Shape<T[]> {
  return {
    expected,
    form: { is: 'list', of: item },
    read(node, problems) {
      if (node.is !== 'list') return wrongType(node, expected, problems);
      const values = node.items.map((each) => (partial ? readEntry(item, each, problems) : item.read(each, problems)));
      const good = values.filter((value) => value !== undefined);
      return partial || good.length === values.length ? good : undefined;
    },
  };
}

function readEntry<T>(item: Shape<T>, node: Node, problems: Problems): T | undefined {
  const { leftOut, starts } = readBy(problems);
  const before = starts.length;
  const value = item.read(node, problems);
  // Those inside it are a part of it.
  starts.length = before;
  if (value !== undefined) return value;
  starts.push(node.at);
  for (const key of ['id', 'class']) {
    const name = valueAt(node, key);
    if (name?.is === 'text') leftOut.add(name.text.trim());
  }
  return undefined;
}

/** `shape`, where an empty list is a problem: `fault` says which. */
export function nonEmpty<T>(shape: Shape<T[]>, fault: string, code: ProblemCode = 'bad-value'): Shape<T[]> {
  const filled = convert(shape, (items, node, problems) => {
    if (items.length > 0) return items;
    problems.error(node.at, code, fault);
    return undefined;
  });
  return { ...filled, form: atLeastOne(shape.form) };
}

function atLeastOne(form: Form): Form {
  if (form.is === 'list') return { ...form, least: 1 };
  if (form.is !== 'either') return form;
  return { ...form, of: form.of.map((each) => ({ ...each, form: atLeastOne(each.form) })) };
}

/** `shape`, of whose items there are so many; `convert` around it says so to people. */
export function sized<T>(shape: Shape<T[]>, least: number, most?: number): Shape<T[]> {
  return { ...shape, form: { ...shape.form, least, ...(most !== undefined && { most }) } as Form };
}

/** A list, or one item without the brackets. */
export function listOrOne<T>(expected: string, item: Shape<T>): Shape<T[]> {
  const many = list(expected, item);
  const one = convert(item, (value) => [value]);
  return choose(expected, [one, many], (node) => (node.is === 'list' ? many : one));
}

/** The shape that `pick` names for what was written; where it names none, the type is wrong. */
export function choose<T>(
  expected: string,
  of: readonly Shape<T>[],
  pick: (node: Node) => Shape<T> | undefined,
): Shape<T> {
  return {
    expected,
    form: { is: 'either', of },
    read(node, problems) {
      const shape = node.is === 'empty' ? undefined : pick(node);
      return shape ? shape.read(node, problems) : wrongType(node, expected, problems);
    },
  };
}

/** A shape that is defined later or holds itself. */
export function named<T>(name: string, expected: string, shape: () => Shape<T>): Shape<T> {
  return { expected, form: { is: 'named', name, shape }, read: (node, problems) => shape().read(node, problems) };
}

/** `shape` with its value turned into another, or refused with a problem. */
export function convert<T, U>(
  shape: Shape<T>,
  turn: (value: T, node: Node, problems: Problems) => U | undefined,
): Shape<U> {
  return {
    expected: shape.expected,
    form: shape.form,
    read(node, problems) {
      const value = shape.read(node, problems);
      return value === undefined ? undefined : turn(value, node, problems);
    },
  };
}

/** `shape`, with a stand-in where it is wrong, so that what holds it or refers to it can still be checked. */
export function orElse<T>(shape: Shape<T>, standIn: (at: At) => NoInfer<T>): Shape<T> {
  return { ...shape, read: (node, problems) => shape.read(node, problems) ?? standIn(node.at) };
}

/** Says that `node` is of another type than expected. */
export function wrongType(node: Node, expected: string, problems: Problems): undefined {
  const found = {
    empty: 'Nothing is written here',
    text: node.is === 'text' ? `${quote(node.text)} stands here` : '',
    list: 'A list stands here',
    map: 'A map (keys with values) stands here',
  };
  problems.error(node.at, 'wrong-type', `${found[node.is]}; expected ${expected}.`);
  return undefined;
}

/** Where the value of `key` was named; the map's own place where it was not. */
export function keyAt(node: Node, key: string): At {
  return (node.is === 'map' && entryOf(node, key)?.keyAt) || node.at;
}

/** Whether the map `node` names one of `keys`. */
export function names(node: Node, keys: readonly string[]): boolean {
  return node.is === 'map' && node.entries.some(({ key }) => keys.includes(key));
}

/** A key of a map with its value, as written. */
export function entryOf(node: MapNode, key: string): MapNode['entries'][number] | undefined {
  return node.entries.find((entry) => entry.key === key);
}

/** What is written at a key, if `node` is a map that has it. */
export function valueAt(node: Node, key: string): Node | undefined {
  return node.is === 'map' ? entryOf(node, key)?.value : undefined;
}

/** A value for a message: in quotes, and not longer than a line can take. */
export function quote(found: string): string {
  return JSON.stringify(found.length > 60 ? `${found.slice(0, 60)}…` : found);
}
