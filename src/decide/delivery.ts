/** The delivery estimate that an option promises at a moment. */
import type { DeliveryUnit } from '../rules/model.ts';
import type { Delivery } from '../rules/ruleset.ts';
import type { BusinessDays, LocalMoment } from '../rules/time.ts';

export interface Estimate {
  minimum: { unit: DeliveryUnit; value: number };
  maximum: { unit: DeliveryUnit; value: number };
}

/**
 * Without a cutoff, as written. With one, an order leaves on its own day, or on the next business day where its own is
 * none or the cutoff has passed; Stripe counts business days from the day of the order and knows no holidays, so the
 * business days until it leaves, and each holiday lost up to the last promised day, are added to both ends.
 */
export function promise(delivery: Delivery, local: LocalMoment, days: BusinessDays): Estimate {
  const added = delivery.cutoff === null ? 0 : addedDays(delivery.max, delivery.cutoff, local, days);
  return {
    minimum: { unit: delivery.unit, value: delivery.min + added },
    maximum: { unit: delivery.unit, value: delivery.max + added },
  };
}

function addedDays(
  max: number,
  cutoff: NonNullable<Delivery['cutoff']>,
  local: LocalMoment,
  days: BusinessDays,
): number {
  const latest = cutoff[local.weekday];
  const leavesToday = days.isBusinessDay(local.day) && (latest === undefined || local.minute < latest);
  const leaves = leavesToday ? local.day : days.next(local.day);
  if (leaves === null) return 0;
  let last = leaves;
  for (let left = max; left > 0; left--) last = days.next(last) ?? last + 1;
  let added = leaves === local.day ? 0 : 1;
  for (let day = local.day + 1; day <= last; day++) if (days.isLostToHoliday(day)) added += 1;
  return added;
}
