import type { Delivery as DeliveryModel } from '../model.ts';
import type { Delivery } from '../ruleset.ts';

/** A delivery as decisions read it. */
export function compileDelivery({ min, max, unit, cutoff }: Omit<DeliveryModel, 'at'>): Delivery {
  const written = { minimum: { unit, value: min }, maximum: { unit, value: max } };
  return { min, max, unit, cutoff: cutoff ?? null, written };
}
