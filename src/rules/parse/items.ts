/** `items` in a `when`: conditions on any, every or no line, or on sums over some of them. */
import type { Condition } from '../model.ts';
import { choose, convert, type Key, names, optional, required, type Shape } from '../shape.ts';
import { map, record, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amountBounds, numberBounds, weightBounds } from './bounds.ts';
import type { Hook } from './facts.ts';
import { allOf, lineCondition } from './line-condition.ts';

const expected = '{ any: {…} }, { every: {…} }, { no: {…} }, or { of: {…}, quantity: { max: 6 } }';
const sumFacts = ['quantity', 'lines', 'subtotal', 'discounted', 'weight'] as const;
const about = {
  quantity: 'How many units these lines have together.',
  lines: 'How many such lines there are.',
  subtotal: 'What these lines cost before discounts.',
  discounted: 'What these lines cost after discounts.',
  weight: 'What these lines weigh.',
};

/** The value of `items` in a `when`, for the hook of its file. */
export const items: Readonly<Record<Hook, Shape<Condition>>> = {
  customize: itemsOf('customize'),
  finalize: itemsOf('finalize'),
};

function itemsOf(hook: Hook): Shape<Condition> {
  const line = lineCondition[hook];
  const lines = linesOf(line);
  const sums = sumsOf(line);
  return choose(expected, [lines, sums], (node) => (names(node, ['of']) ? sums : lines));
}

function linesOf(line: Shape<Condition>): Shape<Condition> {
  const which = (name: 'any' | 'every' | 'no'): Shape<Condition> =>
    convert(line, (condition, { at }) => ({ is: 'lines', which: name, line: condition, at }));
  const keys: Record<string, Key<Condition>> = {
    any: optional(which('any'), 'At least one line is like this.'),
    every: optional(which('every'), 'Every line is like this.'),
    no: optional(which('no'), 'No line is like this.'),
  };
  return convert(together(record(expected, keys, { elsewhere }), { least: 1 }), (entries, node, problems) => {
    if (entries.length > 1) return allOf(entries, node);
    if (entries.length === 1) return entries[0]!.value;
    problems.error(node.at, 'missing-key', `Nothing is said about the lines; expected ${expected}.`);
    return undefined;
  });
}

function elsewhere(key: string) {
  const sum = (sumFacts as readonly string[]).includes(key) ? `, or for a sum items: { of: {}, ${key}: … }` : '';
  const hint = `Put it into items: { any: { ${key}: … } }, every or no${sum}.`;
  return { code: 'unknown-fact', message: `"${key.slice(0, 60)}" is a condition on a line. ${hint}` } as const;
}

function sumsOf(line: Shape<Condition>): Shape<Condition> {
  const shape = map(
    expected,
    {
      of: required(line, 'The lines that are summed up; {} for all.'),
      quantity: optional(numberBounds, about.quantity),
      lines: optional(numberBounds, about.lines),
      subtotal: optional(amountBounds, about.subtotal),
      discounted: optional(amountBounds, about.discounted),
      weight: optional(weightBounds, about.weight),
    },
    {
      elsewhere: (key) =>
        /^(?:any|every|no)$/.test(key)
          ? { code: 'not-allowed-here', message: `"${key}" and "of" do not go together. Write all: with two items.` }
          : undefined,
    },
  );
  return convert(together(shape, { least: 2 }), ({ of, at, ...bounds }, node: Node, problems) => {
    const sums: Condition[] = [];
    for (const fact of sumFacts) {
      const found = bounds[fact];
      if (found) sums.push({ is: 'sum', line: of, fact, bounds: found, at });
    }
    if (sums.length > 1) return { is: 'all', of: sums, at };
    if (sums.length === 1) return sums[0];
    const message = `A sum is missing beside "of": ${sumFacts.join(', ')}, each with min, max, over or under.`;
    problems.error(node.at, 'missing-key', message);
    return undefined;
  });
}
