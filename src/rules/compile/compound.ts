/** What compound rates come to at most, where rates can meet. */
import { type Decimal, exact, percentOf, roundPercent, zero } from '../../money.ts';
import type { TaxRate } from '../model.ts';
import type { Steps } from '../steps.ts';
import type { NearRates } from './meeting.ts';
import type { Scope } from './scope.ts';

const most = exact(100);

/** Reports compound rates that can come to more than 100 % of the price: Stripe takes no such percentage. */
export function* checkCompound(
  rates: readonly TaxRate[],
  near: NearRates,
  meet: (a: TaxRate, b: TaxRate) => boolean,
  scope: Scope,
): Steps<void> {
  const compound = rates.filter((rate) => rate.compound).sort((a, b) => a.priority - b.priority);
  // As if the highest of all met: that is seldom too much, and then no two need to be compared.
  const highest = [...highestRates(rates), ...highestRates(compound)].sort((a, b) => a.priority - b.priority);
  const bounds = yield* effective(
    highest,
    () => highest,
    () => true,
  );
  if ([...bounds.values()].every(isTaken)) return;
  yield* near.prepare();
  for (const [rate, percent] of yield* effective(compound, (rate) => near.of(rate), meet)) {
    if (isTaken(percent)) continue;
    scope.problems.error(
      rate.at,
      'past-limit',
      `"${rate.id}" is compound: with the rates that it can lie on it comes to ${roundPercent(percent)} % of the price, ` +
        'and Stripe takes at most 100.',
    );
  }
}

function isTaken(percent: Decimal): boolean {
  return roundPercent(percent).lessThanOrEqualTo(most);
}

function percentOfRate({ percent = '0' }: TaxRate): Decimal {
  return exact(percent);
}

/** One rate of each priority: the highest. */
function highestRates(rates: readonly TaxRate[]): TaxRate[] {
  const highest = new Map<number, TaxRate>();
  for (const rate of rates) {
    const rival = highest.get(rate.priority);
    if (rival === undefined || percentOfRate(rate).greaterThan(percentOfRate(rival))) highest.set(rate.priority, rate);
  }
  return [...highest.values()];
}

/**
 * The most that each compound rate comes to: on the highest of each other priority that lies below it.
 * `compound` is in order of priority.
 */
function* effective(
  compound: readonly TaxRate[],
  near: (rate: TaxRate) => readonly TaxRate[],
  meet: (a: TaxRate, b: TaxRate) => boolean,
): Steps<Map<TaxRate, Decimal>> {
  const found = new Map<TaxRate, Decimal>();
  for (const rate of compound) {
    if (!rate.compound) continue;
    yield;
    const below = new Map<number, Decimal>();
    for (const other of near(rate)) {
      if (other.priority === rate.priority || (other.compound && other.priority > rate.priority)) continue;
      const percent = other.compound ? found.get(other)! : percentOfRate(other);
      if (percent.greaterThan(below.get(other.priority) ?? zero) && meet(other, rate)) {
        below.set(other.priority, percent);
      }
    }
    const sum = [...below.values()].reduce((total, percent) => total.plus(percent), most);
    found.set(rate, percentOf(sum, percentOfRate(rate)));
  }
  return found;
}
