/** What a test expects: the parts of an answer that must hold. */
import { type At, type DeliveryUnit, deliveryUnits, type Exact } from '../rules/model.ts';
import { readAmount } from '../rules/parse/amount.ts';
import { integer, percent } from '../rules/parse/number.ts';
import type { Problems } from '../rules/problem.ts';
import { choose, convert, flag, list, oneOf, optional, required, type Shape, text, wrongType } from '../rules/shape.ts';
import { map, record, together } from '../rules/shape-map.ts';
import type { Node } from '../rules/yaml.ts';
import { anyText, type Placed, placed } from './placed.ts';
import { plainAmount } from './short-form.ts';

/** The words of `withheld`; see `Withheld` of the explanation. */
export const withheldWords = ['when', 'unknown', 'currency', 'price', 'limit'] as const;

/** What must hold of an option; only the id has to be named. */
export interface ExpectedOption {
  at: At;
  id: Placed<string>;
  /** Major units of the order's currency. */
  price?: Placed<Exact>;
  name?: Placed<string>;
  use?: Placed<string>;
  tax_behavior?: Placed<string>;
  /** The delivery estimate. */
  min?: Placed<number>;
  max?: Placed<number>;
  unit?: Placed<DeliveryUnit>;
}

/** What must hold of a tax rate. */
export interface ExpectedRate {
  at: At;
  id?: Placed<string>;
  name?: Placed<string>;
  percent?: Placed<Exact>;
  inclusive?: Placed<boolean>;
  use?: Placed<string>;
}

/** A list, or that it is left out of the answer. */
export type OrOmitted<T> = { at: At; is: 'omitted' } | { at: At; is: 'given'; value: T };

export interface Expect {
  at: At;
  shipping?: OrOmitted<ExpectedOption[]>;
  withheld?: { id: string; at: At; word: (typeof withheldWords)[number] }[];
  /** By SKU or line id. */
  taxes?: OrOmitted<{ key: string; at: At; rates: ExpectedRate[] }[]>;
  decision?: Placed<'approved' | 'declined' | 'omitted'>;
  rule?: Placed<string>;
  reason?: Placed<string>;
  /** Major units; `none` is 0. */
  fee?: Placed<Exact>;
  fee_rules?: Placed<Placed<string>[]>;
  transfer?: Placed<Exact>;
  shadow?: Placed<Placed<string>[]>;
  /** As written; see `differencesOfResponse`. */
  response?: Node;
}

function orOmitted<T>(shape: Shape<T>): Shape<OrOmitted<T>> {
  const omitted: Shape<OrOmitted<T>> = convert(oneOf(['omitted']), (_, { at }) => ({ at, is: 'omitted' }));
  const given: Shape<OrOmitted<T>> = convert(shape, (value, { at }) => ({ at, is: 'given', value }));
  const expected = `${shape.expected}, or omitted`;
  return choose(expected, [given, omitted], (node) => (node.is === 'text' ? omitted : given));
}

const option: Shape<ExpectedOption> = map(
  'an option, such as { id: standard, price: 5.99 }',
  {
    id: required(placed(anyText), "The option's id."),
    price: optional(plainAmount, 'What it costs.'),
    name: optional(placed(anyText), 'What the customer reads.'),
    use: optional(placed(anyText), "The stored rate's id."),
    tax_behavior: optional(placed(oneOf(['inclusive', 'exclusive', 'unspecified'])), 'As it is sent.'),
    min: optional(placed(integer(1, 1_000_000)), 'The shortest delivery.'),
    max: optional(placed(integer(1, 1_000_000)), 'The longest delivery.'),
    unit: optional(placed(oneOf(deliveryUnits)), 'The unit of both.'),
  },
  { synonyms: { amount: 'price', display_name: 'name' } },
);

const rate: Shape<ExpectedRate> = map(
  'a tax rate, such as { name: HST, percent: 13 }',
  {
    id: optional(placed(anyText), "The rate's id in the rules."),
    name: optional(placed(anyText), 'What the customer reads.'),
    percent: optional(placed(percent), 'As it is sent.'),
    inclusive: optional(placed(flag), 'Whether the price holds it.'),
    use: optional(placed(anyText), "The stored rate's id."),
  },
  { synonyms: { percentage: 'percent', rate: 'percent', display_name: 'name' } },
);

const rates = list('a list of tax rates', rate);

/** A map whose keys are ids, each with what is expected of it. */
function byId<T>(expected: string, shape: Shape<T>): Shape<{ key: string; at: At; value: T }[]> {
  const written = record<T>(expected, {}, { rest: { form: shape, shape: () => shape } });
  return convert(together(written, { least: 1 }), (entries, node, problems) => {
    if (entries.length === 0) return nothing(node, problems);
    const whole = entries.flatMap(({ key, keyAt, value }) => (value === undefined ? [] : [{ key, at: keyAt, value }]));
    return whole.length === entries.length ? whole : undefined;
  });
}

/** What holds of every answer is no expectation. */
function nothing({ at }: Node, problems: Problems): undefined {
  problems.error(at, 'missing-key', 'Nothing is expected here. Name at least one thing that must hold.');
}

const ids = placed(list('a list of ids', placed(anyText)));

const amountOrNone: Shape<Placed<Exact>> = placed(
  text('an amount, such as 5.99, or none', (written) => (written === 'none' ? { value: '0' } : readAmount(written)), {
    pattern: '^(none|(0|[1-9][0-9]{0,11})(\\.[0-9]+)?)$',
    number: { min: 0 },
  }),
);

const anything: Shape<Node> = {
  expected: 'parts of the answer as it is sent',
  form: { is: 'anything' },
  read(node, problems) {
    if (node.is === 'map' && node.entries.length === 0) return nothing(node, problems);
    const empty = emptyIn(node);
    return empty === undefined ? node : wrongType(empty, 'a value, or omitted', problems);
  },
};

function emptyIn(node: Node): Node | undefined {
  if (node.is === 'empty') return node;
  const parts = node.is === 'list' ? node.items : node.is === 'map' ? node.entries.map(({ value }) => value) : [];
  for (const part of parts) {
    const empty = emptyIn(part);
    if (empty !== undefined) return empty;
  }
  return undefined;
}

/** The `expect` of a test. */
export const expectation: Shape<Expect> = convert(
  together(
    map(
      'what the answer must hold, such as { decision: approved }',
      {
        shipping: optional(orOmitted(list('a list of options', option)), 'All options, in order.'),
        withheld: optional(
          convert(byId('a map, such as { freight: when }', oneOf(withheldWords)), (entries) =>
            entries.map(({ key, at, value }) => ({ id: key, at, word: value })),
          ),
          'Why options are not offered.',
        ),
        taxes: optional(
          orOmitted(
            convert(byId('a map, such as { SKU0029: [{ name: HST, percent: 13 }] }', rates), (entries) =>
              entries.map(({ key, at, value }) => ({ key, at, rates: value })),
            ),
          ),
          'The rates of lines, in order.',
        ),
        decision: optional(placed(oneOf(['approved', 'declined', 'omitted'])), 'Whether the order is approved.'),
        rule: optional(placed(anyText), 'The id of the rule that decided; default; or no-items.'),
        reason: optional(placed(anyText), 'What the customer is told.'),
        fee: optional(amountOrNone, 'The application fee.'),
        fee_rules: optional(ids, 'The fees that apply, in order.'),
        transfer: optional(amountOrNone, 'What is transferred.'),
        shadow: optional(ids, 'The shadow rules that would have decided, in order.'),
        response: optional(anything, 'Parts of the answer as it is sent to Stripe.'),
      },
      { synonyms: { shipping_options: 'shipping', tax: 'taxes', approved: 'decision', fees: 'fee' } },
    ),
    { least: 1 },
  ),
  (expect, node, problems): Expect | undefined =>
    node.is === 'map' && node.entries.length === 0 ? nothing(node, problems) : expect,
);
