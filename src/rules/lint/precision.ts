/** Compound percents with more than the four decimals that Stripe takes: not collected to the last digit. */
import { type Decimal, exact, exactText, percentOf, roundPercent } from '../../money.ts';
import type { Place, TaxRate } from '../model.ts';
import { placesMayMeet } from '../overlap.ts';
import type { WrittenScope } from '../place-countries.ts';
import { MeetingPlaces } from '../place-meeting.ts';
import type { Problems } from '../problem.ts';
import { listOf } from './reach/report.ts';

const anywhere: Place = { is: 'here', at: '' };

/** Fewer rates are compared each with each. */
const fewRates = 50;

/** Warns of each compound rate that loses digits on top of one other or of two; `isOwn`: of which rates to tell. */
export function warnPrecision(
  rates: readonly TaxRate[],
  isOwn: (rate: TaxRate) => boolean,
  scope: WrittenScope,
  problems: Problems,
): void {
  const meet = (a: TaxRate, b: TaxRate): boolean =>
    a.priority !== b.priority &&
    a.class.name === b.class.name &&
    placesMayMeet(a.where ?? anywhere, b.where ?? anywhere, scope);
  let near: ((index: number) => readonly TaxRate[]) | undefined;
  for (const [index, rate] of rates.entries()) {
    if (!rate.compound || rate.percent === undefined || !isOwn(rate)) continue;
    near ??= nearRates(rates, scope);
    const below = losingBelow(rate, near(index), meet);
    if (below === null) continue;
    const effective = below.reduce(
      (percent, other) => percent.plus(percentOf(percent, exact(other.percent!))),
      exact(rate.percent),
    );
    problems.warn(
      rate.at,
      'precision',
      `"${rate.id}" on top of ${listOf(below.map(({ id }) => `"${id}"`))} comes to ${exactText(effective)} %, which is sent as ` +
        `${exactText(roundPercent(effective))} %: Stripe takes four decimals.`,
    );
  }
}

function nearRates(rates: readonly TaxRate[], scope: WrittenScope): (index: number) => readonly TaxRate[] {
  if (rates.length <= fewRates) return () => rates;
  const places = new MeetingPlaces(
    rates.map(({ where }) => where),
    scope,
  );
  return (index) => places.near(index).map((other) => rates[other]!);
}

/** One rate below on which digits are lost, or else two that lie on each other; `null` where none are. */
function losingBelow(
  rate: TaxRate,
  near: readonly TaxRate[],
  meet: (a: TaxRate, b: TaxRate) => boolean,
): TaxRate[] | null {
  const percent = exact(rate.percent!);
  const under = near.filter((other) => liesUnder(other, rate));
  const one = under.find((other) => isLost(percentOf(percent, exact(other.percent!))) && meet(other, rate));
  if (one !== undefined) return [one];
  for (const upper of under) {
    if (!upper.compound) continue;
    const both = percentOf(percent, exact(upper.percent!));
    const lower = under.find(
      (other) =>
        liesUnder(other, upper) &&
        isLost(percentOf(both, exact(other.percent!))) &&
        meet(other, rate) &&
        meet(upper, rate) &&
        meet(other, upper),
    );
    if (lower !== undefined) return [lower, upper];
  }
  return null;
}

/** Whether a compound rate is on top of another. */
function liesUnder(other: TaxRate, rate: TaxRate): boolean {
  return (
    other !== rate &&
    other.percent !== undefined &&
    (other.compound ? other.priority < rate.priority : other.priority !== rate.priority)
  );
}

function isLost(percent: Decimal): boolean {
  return !percent.equals(roundPercent(percent));
}
