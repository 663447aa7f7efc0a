/** Which tax rates an item of a class bears. */
import type { TaxesFile, TaxRate } from '../../src/rules/model.ts';
import type { Address, Line } from '../../src/stripe/types.ts';
import { holds, lineHolds } from './condition.ts';
import { orderOf } from './facts.ts';
import { Fraction } from './fraction.ts';
import { compareRanks, isIn, type Rank } from './place.ts';
import { ratesIn } from './tax-table.ts';
import { isInTime } from './time.ts';
import { every } from './verdict.ts';
import { type Chain, fileOf, tableOf, type World } from './world.ts';

export interface Taxes {
  file: TaxesFile;
  chain: Chain;
  world: World;
}

export function taxesOf(world: World): Taxes | null {
  const found = fileOf(world, 'taxes');
  return found && { ...found, world };
}

export interface Chosen {
  /** In order of priority. */
  rates: TaxRate[];
  /** Whether a rate is withheld for want of an address. */
  isUnplaced: boolean;
}

/** The rates for a line, or for the item of that class that shipping is. */
export function chosenRates(taxes: Taxes, item: Line | { class: string }): Chosen {
  const { file, chain, world } = taxes;
  const order = orderOf(world);
  const address = file.based_on === 'billing' ? (order.billTo ?? order.shipTo) : order.shipTo;
  const all = [...file.rates, ...file.tables.flatMap(({ path }) => ratesIn(tableOf(chain, path)))];
  const lost = exemptPriorities(taxes, item, address);
  const chosen: Chosen = { rates: [], isUnplaced: false };
  for (const priority of [...new Set(all.map((rate) => rate.priority))].sort((a, b) => a - b)) {
    for (const name of likes(taxes, 'class' in item ? item.class : classOf(taxes, item))) {
      const rates = all.filter((rate) => rate.class.name === name && rate.priority === priority);
      const { best, isUnplaced } = mostSpecific(rates, address, taxes);
      if (isUnplaced) chosen.isUnplaced = true;
      if (!best) continue;
      // What is exempt is lost after the choice: it is not looked up in another class.
      if (lost !== 'all' && !lost.has(priority)) chosen.rates.push(best);
      break;
    }
  }
  return chosen;
}

function mostSpecific(
  rates: TaxRate[],
  address: Address | null,
  { chain, world }: Taxes,
): { best: TaxRate | null; isUnplaced: boolean } {
  let best: { rate: TaxRate; rank: Rank } | null = null;
  let isUnplaced = false;
  for (const rate of rates) {
    const place = isIn(rate.where ?? { is: 'here', at: '' }, address, chain);
    const when = rate.when ? holds(rate.when, { world, chain }) : 'yes';
    const is = every([place.is, when, isInTime(rate, world)]);
    const waits =
      (place.is === 'unplaced' && address === null) || (when === 'unplaced' && orderOf(world).shipTo === null);
    if (is === 'unplaced' && waits) isUnplaced = true;
    if (is === 'yes' && (best === null || compareRanks(place.rank, best.rank) > 0)) best = { rate, rank: place.rank };
  }
  return { best: best?.rate ?? null, isUnplaced };
}

/** The first class that takes the line. */
export function classOf({ file, chain, world }: Taxes, line: Line): string {
  return file.classes.find(({ items }) => lineHolds(items, line, { world, chain }) === 'yes')?.class ?? 'standard';
}

/** A class and those that it is like; `none` has no rates. */
function likes({ file }: Taxes, name: string): string[] {
  const names: string[] = [];
  for (let next: string | undefined = name; next && next !== 'none' && !names.includes(next); ) {
    names.push(next);
    next = file.classes.find((one) => one.class === next && one.like)?.like?.name;
  }
  return names;
}

/** The priorities whose rates the item loses. Of shipping, which is no line, no `items` takes anything. */
function exemptPriorities(
  { file, chain, world }: Taxes,
  item: Line | { class: string },
  address: Address | null,
): Set<number> | 'all' {
  const lost = new Set<number>();
  for (const { items, where, when, priority, ...entry } of file.exempt) {
    const context = { world, chain };
    const takes = every([
      items ? ('class' in item ? 'no' : lineHolds(items, item, context)) : 'yes',
      where ? isIn(where, address, chain).is : 'yes',
      when ? holds(when, context) : 'yes',
      isInTime(entry, world),
    ]);
    if (takes !== 'yes') continue;
    if (!priority) return 'all';
    for (const one of priority) lost.add(one);
  }
  return lost;
}

/** What each rate comes to, in percent, exactly; `null` where a percent that it needs is not known. */
export function effectivePercents(rates: readonly TaxRate[]): (Fraction | null)[] {
  const hundred = Fraction.of(100);
  const percentOf = ({ percent }: TaxRate): Fraction | null => (percent === undefined ? null : Fraction.of(percent));
  const effective: (Fraction | null)[] = [];
  for (const [index, rate] of rates.entries()) {
    const percent = percentOf(rate);
    if (!rate.compound) {
      effective.push(percent);
      continue;
    }
    let base: Fraction | null = hundred;
    for (const [other, under] of rates.entries()) {
      if (under.compound && other >= index) continue;
      const share = under.compound ? effective[other]! : percentOf(under);
      base = base && share ? base.plus(share) : null;
    }
    effective.push(percent ? (base?.percent(percent) ?? null) : null);
  }
  return effective;
}
