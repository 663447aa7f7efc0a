/** Conditions on an order: what stands in `when`. */

import { currencyCodes } from '../../currency.ts';
import { type Condition, orderTextFacts, paymentFacts } from '../model.ts';
import * as patterns from '../patterns.ts';
import { didYouMean, type ProblemCode } from '../problem.ts';
import {
  convert,
  type Key,
  list,
  listOrOne,
  named,
  nonEmpty,
  optional,
  quote,
  type Shape,
  sized,
  text,
} from '../shape.ts';
import { map, record, together } from '../shape-map.ts';
import { readCurrency } from './amount.ts';
import { days, timeOfDay } from './clock.ts';
import { amountOf, flagOf, numberOf, textOf, weightOf } from './fact-condition.ts';
import { amountFactsOf, anyFact, type Hook, lineOnly, otherHook, textFact } from './facts.ts';
import { items } from './items.ts';
import { allOf, noneOf } from './line-condition.ts';
import { place } from './place.ts';
import { readTextPattern, textMatch } from './text-match.ts';

const expected = 'conditions, such as { to: { country: US }, subtotal: { min: 50 } }';

function conditionOn(hook: Hook): Shape<Condition> {
  const self: Shape<Condition> = named(`${hook}When`, expected, () => shape);
  const several = nonEmpty(listOrOne('conditions', self), 'No condition is named here.');
  const keys: Record<string, Key<Condition>> = {
    to: optional(placeOf('to'), 'Where the order is shipped to.'),
    account: optional(textOf('account'), 'The connected account.'),
    currency: optional(currencies, 'The currency of the order.'),
    livemode: optional(flagOf('livemode'), 'Whether the order is real and not a test.'),
    ...Object.fromEntries(amountFactsOf(hook).map((fact) => [fact, optional(amountOf(fact), amountAbout[fact]!)])),
    quantity: optional(numberOf('quantity'), 'How many units the order has.'),
    lines: optional(numberOf('lines'), 'How many lines the order has.'),
    weight: optional(weightOf('weight'), 'The weight of the order, from the catalog.'),
    items: optional(items[hook], 'Conditions on the lines of the order.'),
    weekday: optional(weekday, 'The day of the week, in the time zone of settings.yaml.'),
    time: optional(time, 'The time of day, in the time zone of settings.yaml.'),
    differ: optional(differ(hook), 'Two facts that are known and not equal.'),
    known: optional(known(hook, true), 'Facts that are there.'),
    missing: optional(known(hook, false), 'Facts that are not there.'),
    ...(hook === 'finalize' && finalizeKeys),
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
  const shape = convert(record(expected, keys, { elsewhere: (key) => elsewhere(key, hook, Object.keys(keys)) }), allOf);
  return self;
}

function elsewhere(key: string, hook: Hook, known: string[]): { code: ProblemCode; message: string } {
  const other = otherHook(key, hook);
  if (other) return other;
  const name = /^[\w.-]{1,60}$/.test(key) ? key : '…';
  const inItems = `items: { any: { ${name}: … } }`;
  if (lineOnly.includes(key)) {
    return { code: 'unknown-fact', message: `"${key}" is a fact of a line. Put it into ${inItems}, every or no.` };
  }
  if (/^(?:from|through|where|id|if_unknown)$/.test(key)) {
    return { code: 'not-allowed-here', message: `"${key}" belongs beside "when", not into it.` };
  }
  if (/^(?:country|state|city|postal_code|zone|zip|region)$/.test(key)) {
    return { code: 'unknown-fact', message: `"${key}" belongs to a place. Write to: { ${key}: … }.` };
  }
  const meant = didYouMean(key, known) || ` A column of catalog.csv goes into ${inItems}.`;
  return { code: 'unknown-fact', message: `${quote(key)} is not a fact of an order.${meant}` };
}

const amountAbout: Readonly<Record<string, string>> = {
  subtotal: 'What the items cost before discounts.',
  discount: 'What the discounts take off.',
  discounted: 'The subtotal less the discounts.',
  shipping: 'What shipping costs.',
  tax: 'What the tax is.',
  total: 'What the customer pays.',
};

function placeOf(fact: 'to' | 'bill_to'): Shape<Condition> {
  return convert(place, (where, { at }) => ({ is: 'place', fact, place: where, at }));
}

const currencies: Shape<Condition> = convert(
  textMatch(
    text(
      'a currency, such as usd',
      (written) => (/^@|\*/.test(written) ? readTextPattern(written) : readCurrency(written)),
      { known: [...currencyCodes], pattern: patterns.currencyText },
    ),
  ),
  (match, { at }) => ({ is: 'text', fact: 'currency', match, at }),
);

const weekday: Shape<Condition> = convert(days, (named, { at }) => ({ is: 'weekday', days: named, at }));

const time: Shape<Condition> = convert(
  together(
    map('{ after: "22:00", before: "06:00" }', {
      after: optional(timeOfDay, 'From this time on.'),
      before: optional(timeOfDay, 'Until just before this time.'),
    }),
    { least: 1 },
  ),
  ({ at, ...times }, _, problems) => {
    const { after, before } = times;
    if (after === undefined && before === undefined) {
      problems.error(at, 'impossible-range', 'No time is named here. Write { after: "22:00", before: "06:00" }.');
      return undefined;
    }
    if (after === before) {
      problems.error(at, 'impossible-range', 'No time lies between equal times.');
      return undefined;
    }
    return { is: 'time', ...times, at };
  },
);

function differ(hook: Hook): Shape<Condition> {
  const pair = sized(list('two facts, such as [to.country, bill_to.country]', textFact(hook)), 2, 2);
  return convert(pair, (facts, node, problems) => {
    const [one, other] = facts;
    const written = node.is === 'list' ? node.items.length : 0;
    if (written !== 2) problems.error(node.at, 'bad-value', `Two facts are compared here, and ${written} are named.`);
    else if (one && one === other) problems.error(node.at, 'impossible-range', 'A fact never differs from itself.');
    else if (one && other) return { is: 'differ', facts: [one, other], at: node.at };
    return undefined;
  });
}

function known(hook: Hook, value: boolean): Shape<Condition> {
  const fact: Shape<Condition> = convert(anyFact(hook), (name, { at }) => ({ is: 'known', fact: name, value, at }));
  const facts = nonEmpty(listOrOne('facts, such as [email, to.postal_code]', fact), 'No fact is named here.');
  return convert(facts, (of, { at }) => (of.length === 1 ? of[0] : { is: 'all', of, at }));
}

const payment: Shape<Condition> = convert(
  record(
    'facts of the payment, such as { funding: prepaid }',
    Object.fromEntries(paymentFacts.map((field) => [field, optional(textOf(`payment.${field}`), paymentAbout(field))])),
    {
      elsewhere: (key) => ({
        code: 'unknown-fact',
        message: `${quote(key)} is not a fact of the payment.${didYouMean(key, paymentFacts) || ` Known are ${paymentFacts.join(', ')}.`}`,
      }),
    },
  ),
  allOf,
);

function paymentAbout(field: (typeof paymentFacts)[number]): string {
  return field === 'type' ? 'The kind of payment, such as card.' : `The card's ${field}.`;
}

const finalizeKeys: Record<string, Key<Condition>> = {
  bill_to: optional(placeOf('bill_to'), 'The billing address.'),
  payment: optional(payment, 'How the order is paid.'),
  ...Object.fromEntries(
    orderTextFacts
      .filter((fact) => fact !== 'account' && fact !== 'currency')
      .map((fact) => [fact, optional(textOf(fact), `The customer's ${fact}.`)]),
  ),
  shipping_offered: optional(
    flagOf('shipping_offered'),
    'Whether the shipping amount is that of an option offered now.',
  ),
};

/** A `when`, for the hook of its file. */
export const when: Readonly<Record<Hook, Shape<Condition>>> = {
  customize: conditionOn('customize'),
  finalize: conditionOn('finalize'),
};
