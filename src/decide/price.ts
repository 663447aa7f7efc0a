/** What an option costs: exact on the way, rounded once. */
import {
  addTimes,
  begunUnits,
  compare,
  type ExactNumber,
  exactOrWhole,
  exactText,
  percentOf,
  roundMinor,
  roundUpTo,
} from '../money.ts';
import type { InCurrency, Price, ShippingOption, Sized, Surcharge, TablePrice, Tier } from '../rules/ruleset.ts';
import { applies, type Context, linesTaken, noteUntaken } from './condition.ts';
import type { EntryTrace, OptionTrace, Step, Withheld } from './explanation.ts';
import { sum, sumWeight } from './facts.ts';
import { findRow } from './table.ts';
import { unitsIn } from './values.ts';

const perUnit = { kg: 'per_kg', lb: 'per_lb' } as const;

/** Grams; the pound by definition (the international yard and pound agreement of 1959). */
const gramsPer = { kg: 1000, lb: exactOrWhole('453.59237') } as const;

/** A price in minor units before tax, or why there is none. */
export type Priced = { amount: number; row: TablePrice | null } | { withheld: Withheld };

/** The price of an option for the lines that count. Steps and surcharges are noted where `trace` is given. */
export function priceOf(
  option: ShippingOption & { price: Price },
  context: Context,
  trace: OptionTrace | null,
): Priced {
  const pricing = new Pricing(context, trace);
  const row = option.price.table === null ? null : pricing.tableRow(option.price.table);
  const freeFrom = row?.freeFrom ?? option.freeFrom;
  const free = freeFrom !== null && pricing.reaches(freeFrom, trace);
  if (free) {
    // A price that ends below this order is no price even where it would be free.
    if (option.price.tiers !== null) pricing.tierOf(option.price.tiers);
    pricing.note('free_from is reached');
  } else pricing.addParts(option.price, row);
  for (const surcharge of option.surcharges) if (!(free && surcharge.free)) pricing.addSurcharge(surcharge);
  if (!free && option.min !== null) pricing.atLeast(option.min);
  if (option.max !== null) pricing.atMost(option.max);
  return pricing.finish(option.roundTo, row);
}

class Pricing {
  readonly #context: Context;
  readonly #steps: Step[] | null;
  readonly #surcharges: EntryTrace[] | null;
  #total: ExactNumber = 0;
  #withheld: Withheld | null = null;

  constructor(context: Context, trace: OptionTrace | null) {
    this.#context = context;
    this.#steps = trace?.steps ?? null;
    this.#surcharges = trace?.surcharges ?? null;
  }

  note(what: string, at?: string): void {
    this.#steps?.push({ what, result: exactText(this.#total), ...(at === undefined ? {} : { at }) });
  }

  #withhold(cause: Withheld): null {
    this.#withheld ??= cause;
    return null;
  }

  #money(amount: InCurrency<number>): number | null {
    return amount(this.#context.order.money) ?? this.#withhold('currency');
  }

  /** `counted`: so many times are told. */
  #add(what: string, amount: ExactNumber | null, times: ExactNumber = 1, at?: string, counted = false): void {
    if (amount === null) return;
    this.#total = addTimes(this.#total, amount, times);
    if (this.#steps !== null) this.note(counted ? `${what} × ${times}` : what, at);
  }

  #units(): number | null {
    const { counted } = this.#context;
    return counted === null ? this.#withhold('unknown') : unitsIn(counted);
  }

  /** Begun kilograms or pounds of `grams`. */
  #begun(grams: ExactNumber | null, { unit }: Sized): ExactNumber | null {
    return grams === null ? this.#withhold('unknown') : begunUnits(grams, gramsPer[unit]);
  }

  /** `subtotal` or `discounted` of the lines that count: the order's own where all do. */
  #base(of: 'subtotal' | 'discounted'): number | null {
    const { order, counted } = this.#context;
    if (counted === null) return this.#withhold('unknown');
    const base = counted.length === order.lines.length ? order[of] : sum(counted, (line) => line[of]);
    return base === null ? this.#withhold('unknown') : base;
  }

  /** Whether the order's discounted subtotal reaches an amount. */
  reaches(freeFrom: InCurrency<number>, trace: OptionTrace | null): boolean {
    const from = this.#money(freeFrom);
    const { discounted } = this.#context.order;
    if (discounted === null) this.#withhold('unknown');
    if (from === null || discounted === null) return false;
    if (trace !== null && from > discounted) trace.notFree = { from, discounted };
    return from <= discounted;
  }

  tableRow(rows: NonNullable<Price['table']>): TablePrice | null {
    const found = findRow(rows, this.#context);
    if ('withheld' in found) return this.#withhold(found.withheld);
    this.#context.witness?.used(found.row.at);
    return found.row;
  }

  addParts(price: Price, row: TablePrice | null): void {
    if (row !== null) this.#add('table', this.#money(row.price), 1, row.at);
    if (price.base !== null) this.#add('base', this.#money(price.base));
    if (price.each !== null) this.#addEach('each', price.each, this.#units());
    if (price.eachAdditional !== null) {
      const units = this.#units();
      this.#addEach('each_additional', price.eachAdditional, units === null ? null : Math.max(0, units - 1));
    }
    if (price.perWeight !== null) this.#addWeight(price.perWeight, sumWeight(this.#context.counted));
    if (price.percent !== null) {
      const { percent, of } = price.percent;
      const base = this.#base(of);
      if (base !== null)
        this.#add(this.#steps === null ? '' : `${percent} % of ${of}`, percentOf(Math.max(0, base), percent));
    }
    if (price.tiers !== null) this.#addTier(price.tiers);
  }

  #addEach(what: string, amount: InCurrency<number>, units: number | null): void {
    if (units !== null) this.#add(what, this.#money(amount), units, undefined, true);
  }

  #addWeight(per: Sized, grams: ExactNumber | null): void {
    const begun = this.#begun(grams, per);
    if (begun !== null) this.#add(perUnit[per.unit], this.#money(per.amount), begun, per.at, true);
  }

  /** The tier that the order falls in and what was measured, in grams for weights; `null` where there is none. */
  tierOf({ by, tiers }: NonNullable<Price['tiers']>): { tier: Tier; above: ExactNumber; measured: ExactNumber } | null {
    let measured: ExactNumber | null;
    if (by === 'weight') measured = sumWeight(this.#context.counted) ?? this.#withhold('unknown');
    else if (by === 'quantity') measured = this.#units();
    else measured = this.#base(by);
    if (measured === null) return null;
    let above: ExactNumber = 0;
    for (const tier of tiers) {
      const limit = tier.upToWeight ?? (tier.upTo === null ? null : this.#money(tier.upTo));
      if (limit === null) return tier.upTo === null ? { tier, above, measured } : null;
      if (compare(measured, limit) <= 0) return { tier, above, measured };
      above = limit;
    }
    return this.#withhold('price');
  }

  #addTier(tiers: NonNullable<Price['tiers']>): void {
    const found = this.tierOf(tiers);
    if (found === null) return;
    const { tier, above, measured } = found;
    this.#context.witness?.used(tier.at);
    this.#add(this.#steps === null ? '' : `tier by ${tiers.by}`, this.#money(tier.price), 1, tier.at);
    if (tier.perWeight === null) return;
    this.#addWeight(
      tier.perWeight,
      tiers.by === 'weight' ? addTimes(measured, above, -1) : sumWeight(this.#context.counted),
    );
  }

  /** Where it is not known whether a surcharge applies, or to which lines, the price is not known. */
  addSurcharge(surcharge: Surcharge): void {
    const { why } = this.#context;
    if (why !== null) why.reason = null;
    const verdict = this.#surcharge(surcharge);
    if (this.#surcharges === null) return;
    const reason = verdict === 'applied' ? null : (why?.reason ?? null);
    this.#surcharges.push({ id: surcharge.id, at: surcharge.at, verdict, ...(reason === null ? {} : { why: reason }) });
  }

  #surcharge(surcharge: Surcharge): EntryTrace['verdict'] {
    const { counted, order } = this.#context;
    const { items, each, perWeight } = surcharge;
    const lines = linesTaken(items, counted ?? order.lines, this.#context);
    if (items !== null && !lines?.length) noteUntaken(items, counted ?? order.lines, this.#context);
    if (items !== null && lines?.length === 0) return 'not';
    const truth = applies(surcharge, this.#context);
    if (truth === 'false') return 'not';
    // One that is added once to any order does not ask which lines count.
    const asksForLines = items !== null || each !== null || perWeight !== null;
    if (truth === 'unknown' || lines === null || (asksForLines && counted === null)) {
      this.#withhold('unknown');
      return 'unknown';
    }
    const { id, at } = surcharge;
    this.#context.witness?.used(at);
    const what = this.#steps === null ? '' : `surcharge ${id}`;
    if (surcharge.add !== null) this.#add(what, this.#money(surcharge.add), 1, at);
    if (each !== null) this.#add(what, this.#money(each), unitsIn(lines), at, true);
    if (perWeight !== null) this.#addWeight(perWeight, sumWeight(lines));
    return 'applied';
  }

  atLeast(min: InCurrency<number>): void {
    const least = this.#money(min);
    if (least === null || compare(this.#total, least) >= 0) return;
    this.#total = least;
    this.note('min');
  }

  atMost(max: InCurrency<number>): void {
    const most = this.#money(max);
    if (most === null || compare(this.#total, most) <= 0) return;
    this.#total = most;
    this.note('max');
  }

  finish(roundTo: InCurrency<number> | null, row: TablePrice | null): Priced {
    const unit = roundTo === null ? null : this.#money(roundTo);
    if (this.#withheld !== null) return { withheld: this.#withheld };
    let amount = roundMinor(this.#total, this.#context.order.money.currency);
    if (amount !== null && unit !== null) amount = roundUpTo(amount, unit);
    if (amount === null) return { withheld: 'price' };
    this.#total = amount;
    if (unit !== null) this.note('round_to');
    return { amount, row };
  }
}
