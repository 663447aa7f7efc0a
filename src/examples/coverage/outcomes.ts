/** How a condition can come out. What it can never be, no example is asked to show. */

import { exact } from '../../money.ts';
import { type Condition, weekdays } from '../../rules/model.ts';

export type Outcome = 'held' | 'failed';

const both: readonly Outcome[] = ['held', 'failed'];
const held: readonly Outcome[] = ['held'];
const never: readonly Outcome[] = [];

/**
 * `held`, `failed`, both, or none where it comes out alike for every order. `inAccount`: in the folder of an account,
 * where `account` is always that one. Whether other conditions or earlier entries leave a choice is not asked.
 */
export function outcomesOf(condition: Condition, inAccount: boolean): readonly Outcome[] {
  switch (condition.is) {
    case 'text':
      return condition.fact === 'account' && inAccount ? never : both;
    case 'place':
      return isAnywhere(condition.place) ? held : both;
    case 'number':
    case 'weight':
    case 'amount':
    case 'sum':
      return isUnbounded(condition.bounds) ? held : both;
    case 'weekday':
      return new Set(condition.days).size === weekdays.length ? held : both;
    case 'time':
      return condition.after === 0 && condition.before === undefined ? held : both;
    case 'known':
      return isAlwaysKnown(condition.fact, inAccount) ? (condition.value ? held : ['failed']) : both;
    default:
      return both;
  }
}

function isAnywhere(place: (Condition & { is: 'place' })['place']): boolean {
  return place.is === 'here' && Object.keys(place).every((key) => key === 'is' || key === 'at');
}

/** Facts that are measured are never below 0. */
function isUnbounded({ min, max, over, under }: (Condition & { is: 'sum' })['bounds']): boolean {
  if (max !== undefined || under !== undefined || over !== undefined) return false;
  if (min === undefined) return true;
  const values = typeof min === 'string' ? [min] : 'plain' in min ? [min.plain] : Object.values(min.by);
  return values.every((value) => exact(value).isZero());
}

function isAlwaysKnown(fact: string, inAccount: boolean): boolean {
  return ['currency', 'lines', 'items.quantity'].includes(fact) || (fact === 'account' && inAccount);
}
