/** An amount for each begun unit of weight. */
import type { Amount, MassUnit } from '../model.ts';
import type { Problems } from '../problem.ts';
import { keyAt, optional } from '../shape.ts';
import type { Node } from '../yaml.ts';
import { amount } from './amount.ts';

export const perWeightKeys = {
  per_kg: optional(amount, 'For each begun kilogram.'),
  per_lb: optional(amount, 'For each begun pound.'),
};

/** The one of the two that is given, as a part of the model; both are a problem. */
export function perWeightOf(
  given: { per_kg?: Amount | undefined; per_lb?: Amount | undefined },
  node: Node,
  problems: Problems,
): { per_weight?: { amount: Amount; unit: MassUnit } } {
  const { per_kg, per_lb } = given;
  if (per_kg && per_lb) {
    const message = '"per_kg" and "per_lb" do not go together. Keep one of them.';
    problems.error(keyAt(node, 'per_lb'), 'not-allowed-here', message);
  }
  if (per_kg) return { per_weight: { amount: per_kg, unit: 'kg' } };
  return per_lb ? { per_weight: { amount: per_lb, unit: 'lb' } } : {};
}
