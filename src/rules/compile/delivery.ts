import type { Delivery as DeliveryModel } from '../model.ts';
import type { Delivery } from '../ruleset.ts';

/** A delivery as decisions read it. */
export function compileDelivery({ min, max, unit, cutoff }: Omit<DeliveryModel, 'at'>): Delivery {
  const written = Object.freeze({
    minimum: Object.freeze({ unit, value: min }),
    maximum: Object.freeze({ unit, value: max }),
  });
  return { min, max, unit, cutoff: cutoff ?? null, written };
}
