/** One order in the short form of a test, in a file of its own: what `ratebook explain` takes beside a recorded request. */
import type { LocalTime } from '../rules/model.ts';
import { date } from '../rules/parse/date.ts';
import type { Problems } from '../rules/problem.ts';
import { names, optional, type Shape, valueAt } from '../rules/shape.ts';
import { file } from '../rules/shape-map.ts';
import { readYaml } from '../rules/yaml.ts';
import { anyText } from './placed.ts';
import { customizeForm, finalizeForm, type ShortForm } from './short-form.ts';

export interface OneOrder {
  form: ShortForm;
  /** In the settings' time zone unless it carries an offset; `null` where the file does not say. */
  at: LocalTime | null;
}

/** So that a test can be copied as it is. */
const unread: Shape<true> = { expected: 'what a test expects', form: { is: 'anything' }, read: () => true };

const shape = file('an order: customize: {…} or finalize: {…}', {
  name: optional(anyText, 'What it shows.'),
  at: optional(date, 'When.'),
  customize: optional(customizeForm, 'The order while the cart is filled.'),
  finalize: optional(finalizeForm, 'The order when it is paid.'),
  expect: optional(unread, 'What a test expects; not looked at here.'),
});

/** The order in some YAML (or JSON, which YAML holds); `undefined` with problems where it is none. */
export function readOneOrder(path: string, bytes: Uint8Array, problems: Problems): OneOrder | undefined {
  const node = readYaml(path, bytes, problems);
  if (node === undefined) return undefined;
  const read = shape.read(node, problems);
  if (read === undefined) return undefined;
  const form = read.customize ?? read.finalize;
  const written = ['customize', 'finalize'].filter((key) => valueAt(node, key) !== undefined);
  // What is wrong with the order is told.
  if (written.length === 1 && form === undefined) return undefined;
  if (form === undefined || (read.customize && read.finalize)) {
    problems.error(node.at, 'missing-key', 'This holds no order: write customize: {…} or finalize: {…}, one of them.');
    return undefined;
  }
  // A map's own place goes by the same name where the key is not there.
  return { form, at: names(node, ['at']) ? (read.at as unknown as { time: LocalTime }).time : null };
}
