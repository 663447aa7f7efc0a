/** The tiers of a shipping price, by what they go by. */
import type { Amount, Exact, Price, Tier } from '../model.ts';
import { convert, list, optional, required, type Shape, sized } from '../shape.ts';
import { map, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amount } from './amount.ts';
import { number, weight } from './number.ts';
import { perWeightKeys, perWeightOf } from './per-weight.ts';
import { checkTiers } from './tiers.ts';

type Measure = NonNullable<Price['tiers']>['by'];

/** Tiers by weight may charge for what lies above the last bound. */
export const shippingTiers: Readonly<Record<Measure, Shape<Tier[]>>> = {
  subtotal: tiersUpTo(amount),
  discounted: tiersUpTo(amount),
  quantity: tiersUpTo(number),
  weight: tiersByWeight(),
};

/** Tiers before it is known what they go by: the node itself. */
export const unreadTiers: Shape<Node> = {
  expected: 'tiers, such as [{ up_to: 5 kg, price: 9.00 }]',
  form: { is: 'either', of: [shippingTiers.weight, shippingTiers.quantity, shippingTiers.subtotal] },
  read: (node) => node,
};

function keysOf<T extends Amount | Exact>(bound: Shape<T>) {
  return {
    up_to: optional(bound, 'The bound, included; a last tier without it is open.'),
    price: required(amount, 'The price in this tier.'),
  };
}

function tiersUpTo<T extends Amount | Exact>(bound: Shape<T>): Shape<Tier[]> {
  const tier = map('a tier, such as { up_to: 5, price: 9.00 }', keysOf(bound as Shape<Amount | Exact>), {
    elsewhere: (key) =>
      key === 'per_kg' || key === 'per_lb'
        ? { code: 'not-allowed-here', message: `"${key}" is for tiers by weight. Write by: weight.` }
        : undefined,
  });
  return convert(sized(list('tiers', tier), 1), checkTiers);
}

function tiersByWeight(): Shape<Tier[]> {
  const keys = { ...keysOf(weight as Shape<Amount | Exact>), ...perWeightKeys };
  const tier: Shape<Tier> = convert(
    together(map('a tier, such as { up_to: 5 kg, price: 9.00 }', keys), { apart: [['per_kg', 'per_lb']] }),
    ({ per_kg, per_lb, ...tier }, node, problems) => ({ ...tier, ...perWeightOf({ per_kg, per_lb }, node, problems) }),
  );
  return convert(sized(list('tiers', tier), 1), checkTiers);
}
