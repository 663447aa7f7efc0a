/** Which tax rates can come to lie on one line together, and what is wrong where they do. */
import { limits } from '../../limits.ts';
import type { Condition, LocalTime, Place, TaxRate } from '../model.ts';
import { placesMayMeet } from '../overlap.ts';
import { MeetingPlaces } from '../place-meeting.ts';
import { isStep, type Steps } from '../steps.ts';
import { carriesOffset, timeZone } from '../time.ts';
import { checkCompound } from './compound.ts';
import type { Scope } from './scope.ts';
import { type TaxTable, taxReaders } from './table.ts';

/** What kinds of rates there are: mostly so few that no two need to be compared. */
export class RateKinds {
  readonly #pricesIncludeTax: boolean;
  readonly #inclusive = new Set<boolean>();
  readonly #priorities = new Set<number>();
  #compound = false;

  constructor(pricesIncludeTax: boolean) {
    this.#pricesIncludeTax = pricesIncludeTax;
  }

  see(rate: TaxRate): void {
    this.#inclusive.add(rate.inclusive ?? this.#pricesIncludeTax);
    this.#priorities.add(rate.priority);
    this.#compound ||= rate.compound;
  }

  /** Sees every row of a table, those that are no rates among them. */
  seeTable({ rows }: TaxTable): void {
    const { inclusive, priority, compound } = taxReaders;
    for (const value of rows.values('inclusive', inclusive)) this.#inclusive.add(value ?? this.#pricesIncludeTax);
    for (const value of rows.values('priority', priority)) this.#priorities.add(value ?? 1);
    for (const value of rows.values('compound', compound)) this.#compound ||= value ?? false;
  }

  /** False where `checkMeetingRates` finds nothing. */
  get mayClash(): boolean {
    return this.#compound || this.#inclusive.size > 1 || this.#priorities.size > limits.taxRatesPerLine;
  }
}

/** Reports rates that can meet and differ in `inclusive`, compound ones over an unknown percent or past 100, and more than five. */
export function* checkMeetingRates(
  rates: readonly TaxRate[],
  chains: ReadonlyMap<string, readonly string[]>,
  pricesIncludeTax: boolean,
  scope: Scope,
): Steps<void> {
  const inclusive = (rate: TaxRate): boolean => rate.inclusive ?? pricesIncludeTax;
  const meet = (a: TaxRate, b: TaxRate): boolean =>
    a.priority !== b.priority &&
    classesMeet(a.class.name, b.class.name, chains) &&
    windowsMeet(a, b) &&
    whensMayMeet(a.when, b.when) &&
    placesMayMeet(a.where ?? anywhere, b.where ?? anywhere, scope);

  const near = new NearRates(rates, scope);
  const fewer = minority(rates, inclusive);
  for (const rate of fewer) {
    yield* near.prepare();
    const other = near.of(rate).find((one) => inclusive(one) !== inclusive(rate) && meet(one, rate));
    if (other === undefined) continue;
    scope.problems.error(
      rate.at,
      'mixed-inclusive',
      `"${rate.id}" ${inclusive(rate) ? 'is included in the price' : 'comes on top of the price'} and "${other.id}" ` +
        `(${other.at}) ${inclusive(other) ? 'is included in it' : 'comes on top of it'}, but both can apply to one line. ` +
        'Give both the same "inclusive", or places that do not overlap.',
    );
  }

  const isUnknown = (rate: TaxRate): boolean => rate.use !== undefined && rate.percent === undefined;
  const someUnknown = rates.some(isUnknown);
  for (const rate of rates) {
    if (!rate.compound || !someUnknown) continue;
    yield* near.prepare();
    const below = near
      .of(rate)
      .find((one) => isUnknown(one) && (!one.compound || one.priority < rate.priority) && meet(one, rate));
    if (below === undefined) continue;
    scope.problems.error(
      rate.at,
      'compound-unknown',
      `"${rate.id}" is compound and can lie on "${below.id}" (${below.at}), whose percent is not known here. ` +
        'Write "percent:" beside its "use:".',
    );
  }

  yield* checkCompound(rates, near, meet, scope);
  yield* checkCount(rates, near, meet, scope);
}

/** Fewer rates are compared each with each. */
const fewRates = 50;

/** For a rate those that may meet it. */
export class NearRates {
  readonly #rates: readonly TaxRate[];
  readonly #scope: Scope;
  readonly #order = new Map<TaxRate, number>();
  #places: MeetingPlaces | null = null;

  constructor(rates: readonly TaxRate[], scope: Scope) {
    this.#rates = rates;
    this.#scope = scope;
  }

  /** To be called before it is asked, which of most tables it never is. */
  *prepare(): Steps<void> {
    yield;
    if (this.#places !== null || this.#rates.length <= fewRates) return;
    const places = new MeetingPlaces([], this.#scope);
    for (const [index, rate] of this.#rates.entries()) {
      this.#order.set(rate, index);
      places.add(rate.where);
      if (isStep(index)) yield;
    }
    this.#places = places;
  }

  /** In the order in which they were written. */
  of(rate: TaxRate): readonly TaxRate[] {
    if (this.#places === null) return this.#rates;
    return this.#places.near(this.#order.get(rate)!).map((index) => this.#rates[index]!);
  }
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
function* checkCount(
  rates: readonly TaxRate[],
  near: NearRates,
  meet: (a: TaxRate, b: TaxRate) => boolean,
  scope: Scope,
): Steps<void> {
  const most = limits.taxRatesPerLine;
  if (new Set(rates.map(({ priority }) => priority)).size <= most) return;
  let steps = 200_000;
  const search = (levels: readonly TaxRate[][], chosen: readonly TaxRate[]): readonly TaxRate[] | null => {
    if (chosen.length > most) return chosen;
    if (levels.length + chosen.length <= most) return null;
    for (const rate of levels[0]!) {
      steps -= 1;
      if (steps <= 0) return null;
      if (!chosen.every((one) => meet(one, rate))) continue;
      const found = search(levels.slice(1), [...chosen, rate]);
      if (found !== null) return found;
    }
    return search(levels.slice(1), chosen);
  };
  let found: readonly TaxRate[] | null = null;
  for (const first of levelsOf(rates).flat()) {
    yield* near.prepare();
    found = search(levelsOf(near.of(first).filter(({ priority }) => priority > first.priority)), [first]);
    if (found !== null || steps <= 0) break;
  }
  if (found === null) return;
  const last = found.at(-1)!;
  scope.problems.error(
    last.at,
    'too-many-rates',
    `${found.length} rates can apply to one line, and Stripe takes ${most}: ${found.map((rate) => `"${rate.id}"`).join(', ')}. ` +
      'Give rates that exclude each other the same priority.',
  );
}

/** The rates of each priority, the lowest first. */
function levelsOf(rates: readonly TaxRate[]): TaxRate[][] {
  const levels = new Map<number, TaxRate[]>();
  for (const rate of rates) {
    const level = levels.get(rate.priority);
    if (level === undefined) levels.set(rate.priority, [rate]);
    else level.push(rate);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}
