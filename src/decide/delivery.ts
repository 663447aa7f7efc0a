/** The delivery estimate that an option promises at a moment. */
import type { Delivery, Estimate } from '../rules/ruleset.ts';
import type { BusinessDays, LocalMoment } from '../rules/time.ts';

/** Business days that are added to both ends: until the order leaves, and for holidays on the way. */
export interface AddedDays {
  leaving: number;
  holidays: number;
}

const none: AddedDays = { leaving: 0, holidays: 0 };

/**
 * Without a cutoff, as written. With one, an order leaves on its own day, or on the next business day where its own is
 * none or the cutoff has passed; Stripe counts business days from the day of the order and knows no holidays, so the
 * business days until it leaves, and each holiday lost up to the last promised day, are added to both ends.
 */
export function promise(
  delivery: Delivery,
  order: { readonly local: LocalMoment },
  days: BusinessDays,
): { estimate: Estimate; added: AddedDays } {
  const added = delivery.cutoff === null ? none : addedDays(delivery.max, delivery.cutoff, order.local, days);
  const more = added.leaving + added.holidays;
  if (more === 0) return { estimate: delivery.written, added };
  const estimate = {
    minimum: { unit: delivery.unit, value: delivery.min + more },
    maximum: { unit: delivery.unit, value: delivery.max + more },
  };
  return { estimate, added };
}

function addedDays(
  max: number,
  cutoff: NonNullable<Delivery['cutoff']>,
  local: LocalMoment,
  days: BusinessDays,
): AddedDays {
  const latest = cutoff[local.weekday];
  const leavesToday = days.isBusinessDay(local.day) && (latest === undefined || local.minute < latest);
  const leaves = leavesToday ? local.day : days.next(local.day);
  if (leaves === null) return none;
  let last = leaves;
  for (let left = max; left > 0; left--) last = days.next(last) ?? last + 1;
  let holidays = 0;
  for (let day = local.day + 1; day <= last; day++) if (days.isLostToHoliday(day)) holidays += 1;
  return { leaving: leaves === local.day ? 0 : 1, holidays };
}
