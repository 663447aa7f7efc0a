/** Many shipping options by the places to which they go. */
import type { Condition, ShippingOption as ShippingOptionModel } from '../model.ts';
import type { PlaceFacts } from '../place.ts';
import type { WrittenScope } from '../place-countries.ts';
import { PlaceIndex } from '../place-index.ts';
import { anySpot, type Spot, spotsOf } from '../place-spots.ts';
import type { ShippingOption } from '../ruleset.ts';

/** Fewer options are asked one by one. */
const fewOptions = 8;

/** Finds at least every option whose condition is not false for where an order goes, as written. */
export function indexOptions(
  models: readonly ShippingOptionModel[],
  options: readonly ShippingOption[],
  scope: WrittenScope,
): (to: PlaceFacts) => readonly ShippingOption[] {
  if (options.length <= fewOptions) return () => options;
  const index = new PlaceIndex();
  for (const [id, { when }] of models.entries()) {
    for (const spot of when === undefined ? [anySpot] : spotsOfCondition(when, scope)) index.add(spot, id);
  }
  return (to) => index.near(to, true).map((id) => options[id]!);
}

const anywhere = [anySpot];

/** Where the condition may hold, or be unknown. */
function spotsOfCondition(condition: Condition, scope: WrittenScope): readonly Spot[] {
  switch (condition.is) {
    case 'place':
      return condition.fact === 'to' ? spotsOf(condition.place, scope) : anywhere;
    case 'all':
      // All must hold: the first that says where is enough.
      return condition.of.map((part) => spotsOfCondition(part, scope)).find((spots) => spots !== anywhere) ?? anywhere;
    case 'any': {
      const parts = condition.of.map((part) => spotsOfCondition(part, scope));
      return parts.includes(anywhere) ? anywhere : parts.flat();
    }
    default:
      return anywhere;
  }
}
