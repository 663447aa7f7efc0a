/** Which tax rates can come to lie on one line together, and what is wrong where they do. */
import { limits } from '../../limits.ts';
import type { Condition, LocalTime, Place, TaxRate } from '../model.ts';
import { placesMayMeet } from '../overlap.ts';
import { timeZone } from '../time.ts';
import { checkCompound } from './compound.ts';
import type { Scope } from './scope.ts';

/** Reports rates that can meet and differ in `inclusive`, compound ones over an unknown percent or past 100, and more than five. */
export function checkMeetingRates(
  rates: readonly TaxRate[],
  chains: ReadonlyMap<string, readonly string[]>,
  pricesIncludeTax: boolean,
  scope: Scope,
): void {
  const inclusive = (rate: TaxRate): boolean => rate.inclusive ?? pricesIncludeTax;
  const meet = (a: TaxRate, b: TaxRate): boolean =>
    a.priority !== b.priority &&
    classesMeet(a.class.name, b.class.name, chains) &&
    windowsMeet(a, b) &&
    whensMayMeet(a.when, b.when) &&
    placesMayMeet(a.where ?? anywhere, b.where ?? anywhere, scope);

  const fewer = minority(rates, inclusive);
  for (const rate of fewer) {
    const other = rates.find((one) => inclusive(one) !== inclusive(rate) && meet(one, rate));
    if (other === undefined) continue;
    scope.problems.error(
      rate.at,
      'mixed-inclusive',
      `"${rate.id}" ${inclusive(rate) ? 'is included in the price' : 'comes on top of the price'} and "${other.id}" ` +
        `(${other.at}) ${inclusive(other) ? 'is included in it' : 'comes on top of it'}, but both can apply to one line. ` +
        'Give both the same "inclusive", or places that do not overlap.',
    );
  }

  const unknown = rates.filter((rate) => rate.use !== undefined && rate.percent === undefined);
  for (const rate of rates) {
    if (!rate.compound || unknown.length === 0) continue;
    const below = unknown.find((one) => (!one.compound || one.priority < rate.priority) && meet(one, rate));
    if (below === undefined) continue;
    scope.problems.error(
      rate.at,
      'compound-unknown',
      `"${rate.id}" is compound and can lie on "${below.id}" (${below.at}), whose percent is not known here. ` +
        'Write "percent:" beside its "use:".',
    );
  }

  checkCompound(rates, meet, scope);
  checkCount(rates, meet, scope);
}

const anywhere: Place = { is: 'here', at: '' };

function minority(rates: readonly TaxRate[], inclusive: (rate: TaxRate) => boolean): TaxRate[] {
  const yes = rates.filter(inclusive);
  const no = rates.filter((rate) => !inclusive(rate));
  return yes.length <= no.length ? yes : no;
}

function classesMeet(a: string, b: string, chains: ReadonlyMap<string, readonly string[]>): boolean {
  for (const chain of chains.values()) if (chain.includes(a) && chain.includes(b)) return true;
  return false;
}

function windowsMeet(a: TaxRate, b: TaxRate): boolean {
  const times = [a.from, a.through, b.from, b.through].map((one) => one?.time);
  if (times.some((time) => time !== undefined && carriesOffset(time))) return true;
  const [aFrom, aThrough, bFrom, bThrough] = times;
  const utc = timeZone('UTC');
  const before = (through: LocalTime | undefined, from: LocalTime | undefined): boolean =>
    through !== undefined && from !== undefined && utc.endOf(through) <= utc.startOf(from);
  return !before(aThrough, bFrom) && !before(bThrough, aFrom);
}

function carriesOffset(time: LocalTime): boolean {
  return /T.*[Z+-]/.test(time);
}

/** False only where a fact of both is bound to texts of which none is shared. */
function whensMayMeet(a: Condition | undefined, b: Condition | undefined): boolean {
  const left = plainTexts(a);
  for (const [fact, values] of plainTexts(b)) {
    const others = left.get(fact);
    if (others !== undefined && !values.some((value) => others.includes(value))) return false;
  }
  return true;
}

function plainTexts(condition: Condition | undefined): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parts = condition === undefined ? [] : condition.is === 'all' ? condition.of : [condition];
  for (const part of parts) {
    if (part.is === 'flag') found.set(part.fact, [String(part.value)]);
    if (part.is !== 'text' || part.match.not || part.match.of.some((text) => /^[*@]|\*$/.test(text))) continue;
    found.set(
      part.fact,
      part.match.of.map((text) => text.trim().toLowerCase()),
    );
  }
  return found;
}

/** A search for six rates of different priorities that meet pair by pair; bounded, so that no directory stalls it. */
function checkCount(rates: readonly TaxRate[], meet: (a: TaxRate, b: TaxRate) => boolean, scope: Scope): void {
  const byPriority = new Map<number, TaxRate[]>();
  for (const rate of rates) {
    const list = byPriority.get(rate.priority);
    if (list === undefined) byPriority.set(rate.priority, [rate]);
    else list.push(rate);
  }
  const most = limits.taxRatesPerLine;
  if (byPriority.size <= most) return;
  const levels = [...byPriority].sort(([a], [b]) => a - b).map(([, list]) => list);
  let steps = 200_000;
  const search = (level: number, chosen: readonly TaxRate[]): readonly TaxRate[] | null => {
    if (chosen.length > most) return chosen;
    if (levels.length - level + chosen.length <= most || steps <= 0) return null;
    for (const rate of levels[level]!) {
      steps -= 1;
      if (steps <= 0) return null;
      if (!chosen.every((one) => meet(one, rate))) continue;
      const found = search(level + 1, [...chosen, rate]);
      if (found !== null) return found;
    }
    return search(level + 1, chosen);
  };
  const found = search(0, []);
  if (found === null) return;
  const last = found.at(-1)!;
  scope.problems.error(
    last.at,
    'too-many-rates',
    `${found.length} rates can apply to one line, and Stripe takes ${most}: ${found.map((rate) => `"${rate.id}"`).join(', ')}. ` +
      'Give rates that exclude each other the same priority.',
  );
}
