/** What a shipping option costs: an amount, a sum of parts, tiers, or a table. */
import { isCurrency } from '../../currency.ts';
import type { Amount, Price } from '../model.ts';
import type { Problems } from '../problem.ts';
import { choose, convert, keyAt, names, oneOf, optional, type Shape } from '../shape.ts';
import { map, oneOfKeys, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amount } from './amount.ts';
import { percent } from './number.ts';
import { perWeightKeys, perWeightOf } from './per-weight.ts';
import { shippingTiers, unreadTiers } from './shipping-tiers.ts';
import { tablePath } from './words.ts';

/** `min`, `max` and `round_to` may stand in the price or beside it. */
export const limitKeys = {
  min: optional(amount, 'The price is at least this, unless it is free.'),
  max: optional(amount, 'The price is at most this.'),
  round_to: optional(amount, 'The price is rounded up to a multiple of this.'),
};

export interface PriceAndLimits {
  price: Price;
  min?: Amount;
  max?: Amount;
  round_to?: Amount;
}

const expected = 'a price: an amount, { base, each, per_kg, … }, { by, tiers } or { table }';

const partKeys = {
  base: optional(amount, 'Once.'),
  each: optional(amount, 'For each unit.'),
  each_additional: optional(amount, 'For each unit after the first.'),
  ...perWeightKeys,
  percent: optional(percent, 'A percentage of what `of` names.'),
  of: optional(oneOf(['subtotal', 'discounted']), 'What `percent` is taken of.'),
};

const plain: Shape<PriceAndLimits> = convert(amount, (base, { at }) => ({ price: { base, at } }));

const parts: Shape<PriceAndLimits> = convert(
  together(
    map(
      expected,
      {
        ...partKeys,
        by: optional(oneOf(['subtotal', 'discounted', 'quantity', 'weight']), 'What the tiers go by.'),
        tiers: optional(unreadTiers, 'Prices up to a bound each; bounds ascend.'),
        table: optional(tablePath, 'Prices in a CSV table.'),
        ...limitKeys,
      },
      {
        synonyms: {
          fixed: 'base',
          flat: 'base',
          amount: 'base',
          additional: 'each_additional',
          per_item: 'each',
          per_unit: 'each',
        },
      },
    ),
    {
      needs: oneOfKeys('table', ...Object.keys(partKeys), 'by'),
      apart: [...[...Object.keys(partKeys), 'by', 'tiers'].map((key) => ['table', key] as const), ['per_kg', 'per_lb']],
      beside: { percent: 'of', of: 'percent', by: 'tiers', tiers: 'by' },
    },
  ),
  ({ at, min, max, round_to, percent, of, by, tiers, table, per_kg, per_lb, ...sum }, node, problems) => {
    const before = problems.count;
    const price: Price = { at, ...sum, ...perWeightOf({ per_kg, per_lb }, node, problems) };
    if (pair(node, 'percent', 'of', problems) && percent !== undefined && of) price.percent = { percent, of };
    if (pair(node, 'by', 'tiers', problems) && tiers && by) {
      const read = shippingTiers[by].read(tiers, problems);
      if (read) price.tiers = { by, tiers: read };
    }
    if (table) price.table = table;
    checkParts(node, problems);
    if (problems.count > before) return undefined;
    return { price, ...(min && { min }), ...(max && { max }), ...(round_to && { round_to }) };
  },
);

const priceKeys = [...Object.keys(partKeys), ...Object.keys(limitKeys), 'by', 'tiers', 'table'];

/** The price of an option. */
export const price: Shape<PriceAndLimits> = choose(expected, [plain, parts], (node) => {
  if (node.is === 'text') return plain;
  if (node.is !== 'map') return undefined;
  if (node.entries.length === 0 || names(node, priceKeys)) return parts;
  const isCurrencies =
    node.entries.some(({ key }) => isCurrency(key.toLowerCase())) ||
    node.entries.every(({ key }) => /^[A-Za-z]{3}$/.test(key));
  return isCurrencies ? plain : parts;
});

function pair(node: Node, one: string, other: string, problems: Problems): boolean {
  const [hasOne, hasOther] = [names(node, [one]), names(node, [other])];
  if (hasOne === hasOther) return hasOne;
  const [present, absent] = hasOne ? [one, other] : [other, one];
  problems.error(keyAt(node, present), 'missing-key', `"${present}" needs "${absent}" beside it.`);
  return false;
}

function checkParts(node: Node, problems: Problems): void {
  const summed = [...Object.keys(partKeys), 'by', 'tiers'];
  if (names(node, ['table']) && names(node, summed)) {
    const message = 'A table gives the whole price: nothing else that adds to it stands beside "table".';
    problems.error(keyAt(node, 'table'), 'not-allowed-here', message);
  } else if (!names(node, ['table', ...summed])) {
    problems.error(node.at, 'missing-key', `No price is given here; expected ${expected}.`);
  }
}
