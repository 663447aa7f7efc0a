/** Conditions on one line of an order: what stands inside `items`. */
import type { Condition } from '../model.ts';
import { choose, convert, type Key, listOrOne, named, names, nonEmpty, optional, type Shape } from '../shape.ts';
import { record, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amountBoundsOrOne, boundKeys } from './bounds.ts';
import { amountOf, flagOf, numberOf, textOf, weightOf } from './fact-condition.ts';
import { type Hook, orderOnly } from './facts.ts';

const expected = 'a condition on lines, such as { sku: "FOOD-*" }';

/** A line condition as written in `items`, for the hook of its file. */
export const lineCondition: Readonly<Record<Hook, Shape<Condition>>> = {
  customize: conditionOn('customize'),
  finalize: conditionOn('finalize'),
};

function conditionOn(hook: Hook): Shape<Condition> {
  const self: Shape<Condition> = named(`${hook}Line`, expected, () => shape);
  const several = nonEmpty(listOrOne('line conditions', self), 'No condition is named here.');
  const keys: Record<string, Key<Condition>> = {
    sku: optional(textOf('sku'), 'The SKU.'),
    name: optional(textOf('name'), 'The name of the item.'),
    quantity: optional(numberOf('quantity'), 'How many units the line has.'),
    units: optional(numberOf('units'), 'How many units of this SKU the whole order has.'),
    price: optional(amountOf('price', amountBoundsOrOne), 'The price of one unit.'),
    subtotal: optional(amountOf('subtotal'), 'The price of the line before discounts.'),
    discounted: optional(amountOf('discounted'), 'The price of the line after discounts.'),
    ...(hook === 'finalize' && { total: optional(amountOf('total'), 'The total of the line.') }),
    weight: optional(weightOf('weight'), 'The weight of one unit, from the catalog.'),
    in_catalog: optional(flagOf('in_catalog'), 'Whether catalog.csv holds the SKU.'),
    available: optional(flagOf('available'), 'Whether the catalog says that there is enough of it.'),
    price_matches: optional(flagOf('price_matches'), 'Whether the unit price is the one in the catalog.'),
    over_limit: optional(flagOf('over_limit'), 'Whether the order has more of it than max_per_order.'),
    any: optional(
      convert(several, (of, { at }) => ({ is: 'any', of, at })),
      'At least one of these holds.',
    ),
    all: optional(
      convert(several, (of, { at }) => ({ is: 'all', of, at })),
      'All of these hold.',
    ),
    not: optional(convert(several, noneOf), 'None of these holds.'),
  };
  const columns = `^(?!(${[...Object.keys(keys), ...orderOnly, 'total'].join('|')})$)`;
  const shape = convert(
    together(
      record(expected, keys, {
        rest: { form: column(''), shape: column },
        elsewhere(key) {
          if (key === 'total' && hook === 'customize') {
            const why = 'While shipping and tax are computed it is only our own last answer. Use "discounted".';
            return { code: 'wrong-hook', message: `"total" is not known in shipping.yaml and taxes.yaml. ${why}` };
          }
          if (!orderOnly.includes(key)) return undefined;
          const message = `"${key}" is a fact of the order, not of a line. Write it into "when", beside "items".`;
          return { code: 'not-allowed-here', message };
        },
      }),
      { named: [[columns, column('')]] },
    ),
    allOf,
  );
  return self;
}

/** The conditions of one map, all of which must hold; each stands where its key does. */
export function allOf(
  entries: { keyAt: string; value: Condition | undefined }[],
  node: { at: string },
): Condition | undefined {
  const of: Condition[] = [];
  for (const { keyAt, value } of entries) {
    if (value === undefined) return undefined;
    of.push({ ...value, at: keyAt });
  }
  return { is: 'all', of, at: node.at };
}

/** `not: …`: the opposite of one condition; of a list, that none of it holds. */
export function noneOf(of: Condition[], { at }: { at: string }): Condition {
  return { is: 'not', of: of.length === 1 ? of[0]! : { is: 'any', of, at }, at };
}

/** A column of the catalog: its kind follows from what is written. */
function column(fact: string): Shape<Condition> {
  const text = textOf(fact);
  const kinds = { text, number: numberOf(fact), weight: weightOf(fact), amount: amountOf(fact) };
  return choose('a text, a list of texts, { not: … }, or { min, max, over, under }', Object.values(kinds), (node) =>
    names(node, boundKeys) ? kinds[kindOfBounds(node)] : text,
  );
}

function kindOfBounds(node: Node): 'number' | 'weight' | 'amount' {
  const values = node.is === 'map' ? node.entries.map((entry) => entry.value) : [];
  if (values.some((value) => value.is === 'map')) return 'amount';
  return values.some((value) => value.is === 'text' && /\d ?[a-z]+$/i.test(value.text)) ? 'weight' : 'number';
}
