/** Which tax rates something taxed gets at the order's place. */
import { type Decimal, exact, flattenCompound, roundPercent } from '../money.ts';
import { compareRanks, type PlaceFacts, type PlaceTest } from '../rules/place.ts';
import type { TaxExemption, TaxRate, TaxRules } from '../rules/ruleset.ts';
import { all, type Truth } from '../rules/truth.ts';
import { rateAnswer } from '../stripe/tax-rate.ts';
import type { TaxRateAnswer } from '../stripe/types.ts';
import { applies, type Context, takes } from './condition.ts';
import type { EntryTrace, RateTrace, Reason } from './explanation.ts';
import type { LineFacts, OrderFacts } from './facts.ts';
import { markBeaten, traceOfLine } from './rate-trace.ts';
import { placeReason } from './reason.ts';

/** A chosen rate and what it comes to on the price, in percent, rounded as sent; `null` for a stored one without. */
export interface ChosenRate {
  rate: TaxRate;
  percent: Decimal | null;
}

/** The rates of something taxed, and whether one was withheld for want of an address. */
export interface Chosen {
  rates: readonly ChosenRate[];
  /** The same as they are sent. */
  answer: TaxRateAnswer[];
  addressWanted: boolean;
  /** `null` where nobody asks why. */
  trace: RateTrace[] | null;
}

/** The address that taxes go by. */
function taxAddress(rules: TaxRules, order: OrderFacts): PlaceFacts | null {
  return rules.basedOn === 'billing' ? (order.billTo ?? order.to) : order.to;
}

/** What the rates of a class come to at the order's place, before exemptions. */
interface ClassChoice {
  name: string;
  /** In order of priority. */
  winners: TaxRate[];
  addressWanted: boolean;
  trace: RateTrace[] | null;
  /** All winners; made when they are first asked for. */
  whole: Chosen | null;
  /** What is left of the winners where some are lost, by their places in the order. */
  parts: Map<string, Chosen> | null;
}

/** The rates of one order: what does not depend on the line is decided once. */
export class RateChoice {
  /** For what is asked without a trace. */
  readonly quiet: Context;
  readonly #rules: TaxRules;
  readonly #context: Context;
  readonly #address: PlaceFacts | null;
  /** An order has lines of a class or two. */
  readonly #classes: ClassChoice[] = [];
  #exemptions: readonly TaxExemption[] | undefined;

  constructor(rules: TaxRules, context: Context) {
    this.#rules = rules;
    this.#context = context;
    this.#address = taxAddress(rules, context.order);
    this.quiet = context.why === null ? context : { ...context, why: null };
  }

  /**
   * The rates of a class at the order's place: for each priority the most specific that holds, then less what is exempt,
   * compound ones flattened. `line` is `null` for shipping, which has no item facts.
   */
  of(className: string, line: LineFacts | null): Chosen {
    const found = this.#class(className);
    const { winners, trace } = found;
    const lost = line === null ? this.#lostByShipping(winners) : this.#exempt(winners, line);
    const chosen = lost.size === 0 ? wholeOf(found) : partOf(found, lost);
    return trace === null ? chosen : { ...chosen, trace: traceOfLine(trace, lost, chosen.rates) };
  }

  /** Why each exemption takes the line, or not; asked only where somebody asks why. */
  exemptionsOf(line: LineFacts): EntryTrace[] {
    const context = this.#context;
    return this.#rules.exempt.map((exemption): EntryTrace => {
      const { id, at } = exemption;
      if (context.why !== null) context.why.reason = null;
      const holds = this.#holds(exemption, context);
      const truth = holds === 'false' ? holds : all([holds, takesLine(exemption, line, context)], (one) => one);
      const reason = context.why?.reason ?? null;
      const verdict = truth === 'true' ? 'applied' : truth === 'false' ? 'not' : 'unknown';
      return { id, at, verdict, ...(truth === 'true' || reason === null ? {} : { why: reason }) };
    });
  }

  /** Whether an exemption holds at the order's place and moment, whatever the line. */
  #holds(exemption: TaxExemption, context: Context): Truth {
    const { where, at } = exemption;
    const placed: Truth = where === null ? 'true' : where.test(this.#address);
    if (placed === 'true') return applies(exemption, context);
    if (context.why !== null) context.why.reason = placeReason(where!, this.#address, placed, at);
    return placed;
  }

  #class(className: string): ClassChoice {
    for (const one of this.#classes) if (one.name === className) return one;
    const found = this.#choose(className);
    this.#classes.push(found);
    return found;
  }

  #choose(className: string): ClassChoice {
    const { order, why } = this.#context;
    const address = this.#address;
    const result: ClassChoice = {
      name: className,
      winners: [],
      addressWanted: false,
      trace: this.#context.why === null ? null : [],
      whole: null,
      parts: null,
    };
    if (className === 'none') return result;
    const wide = why !== null || (address !== null && order.to === null);
    const { winners, trace } = result;
    const { chains, rates } = this.#rules;
    for (const name of chains.get(className) ?? [className]) {
      const index = rates.get(name);
      if (index === undefined) continue;
      const before = winners.length;
      for (const rate of wide ? index.around(address) : index.near(address)) {
        const at = placeOf(winners, rate.priority);
        if (at !== -1 && at < before) continue;
        if (rateHolds(rate, address, this.#context, result) !== 'true') continue;
        if (at === -1) winners.push(rate);
        else if (beats(rate, winners[at]!, address)) winners[at] = rate;
      }
    }
    if (winners.length > 1) winners.sort((a, b) => a.priority - b.priority);
    if (trace !== null) {
      markBeaten(trace, winners);
      trace.sort((a, b) => a.priority - b.priority);
    }
    return result;
  }

  /** What shipping does not bear is gone before compounding: there is no tax on a tax that is not there. */
  #lostByShipping(winners: readonly TaxRate[]): ReadonlyMap<TaxRate, string> {
    const lost = new Map(this.#exempt(winners, null));
    for (const rate of winners) if (!rate.shipping && !lost.has(rate)) lost.set(rate, 'shipping: false');
    return lost;
  }

  /** The winners that the line loses, and the exemption by which it does. */
  #exempt(winners: readonly TaxRate[], line: LineFacts | null): ReadonlyMap<TaxRate, string> {
    if (winners.length === 0) return nothingLost;
    if (this.#rules.exempt.length === 0) return nothingLost;
    this.#exemptions ??= this.#rules.exempt.filter((one) => this.#holds(one, this.quiet) === 'true');
    if (this.#exemptions.length === 0) return nothingLost;
    const lost = new Map<TaxRate, string>();
    const taking = this.#exemptions.filter((one) => takesLine(one, line, this.quiet) === 'true');
    for (const rate of winners) {
      const exemption = taking.find(({ priorities }) => priorities === null || priorities.has(rate.priority));
      if (exemption === undefined) continue;
      this.#context.witness?.used(exemption.at);
      lost.set(rate, exemption.id);
    }
    return lost;
  }
}

const nothingLost: ReadonlyMap<TaxRate, string> = new Map();

/** Shipping, which has no item facts, is taken only by an exemption that takes every line. */
function takesLine({ items }: TaxExemption, line: LineFacts | null, context: Context): Truth {
  return items === null ? 'true' : line === null ? 'unknown' : takes(items, line, context);
}

function rateHolds(rate: TaxRate, address: PlaceFacts | null, context: Context, result: ClassChoice): Truth {
  const { order, why } = context;
  const placed: Truth = rate.where === null ? 'true' : rate.where.test(address);
  if (placed === 'false') {
    // Of a table the rows for other places would fill any explanation.
    if (why === null || rate.tabled) return 'false';
    note(result, rate, 'not', placeReason(rate.where!, address, 'false', rate.at));
    if (address !== null && rate.where?.countries?.has(address.country) === false)
      result.trace!.at(-1)!.elsewhere = true;
    return 'false';
  }
  const wantedBefore = order.addressWanted;
  order.addressWanted = false;
  const timely = applies(rate, context);
  const conditionWantsAddress = order.addressWanted && order.to === null;
  order.addressWanted = wantedBefore;
  if (timely === 'false') {
    note(result, rate, 'not', why?.reason ?? null);
    return 'false';
  }
  if (placed === 'unknown' || timely === 'unknown') {
    if ((placed === 'unknown' && address === null) || conditionWantsAddress) result.addressWanted = true;
    const reason =
      placed === 'unknown' && why !== null ? placeReason(rate.where!, address, 'unknown', rate.at) : why?.reason;
    note(result, rate, 'unknown', reason ?? null);
    return 'unknown';
  }
  note(result, rate, 'applied', null, why !== null);
  return 'true';
}

/** More specific, else written first. */
function beats(rate: TaxRate, rival: TaxRate, address: PlaceFacts | null): boolean {
  const order = compareRanks(rankOf(rate.where, address), rankOf(rival.where, address));
  return order === 0 ? rate.order < rival.order : order > 0;
}

function rankOf(where: PlaceTest | null, address: PlaceFacts | null): ReturnType<PlaceTest['rank']> {
  return where === null || address === null ? null : where.rank(address);
}

function wholeOf(found: ClassChoice): Chosen {
  found.whole ??= chosenOf(found, found.winners);
  return found.whole;
}

function partOf(found: ClassChoice, lost: ReadonlyMap<TaxRate, string>): Chosen {
  const left = found.winners.filter((rate) => !lost.has(rate));
  const key = left.map(({ order }) => order).join(' ');
  found.parts ??= new Map();
  let chosen = found.parts.get(key);
  if (chosen === undefined) {
    chosen = chosenOf(found, left);
    found.parts.set(key, chosen);
  }
  return chosen;
}

function chosenOf({ addressWanted, trace }: ClassChoice, left: readonly TaxRate[]): Chosen {
  const rates = flatten(left);
  return { rates, answer: rates.map(answerOf), addressWanted, trace };
}

function answerOf({ rate, percent }: ChosenRate): TaxRateAnswer {
  return rate.use !== null || percent === rate.percent ? rate.answer : rateAnswer(rate.name, rate.inclusive, percent!);
}

/** The place of the rate of this priority, -1 where there is none. */
function placeOf(rates: readonly TaxRate[], priority: number): number {
  // A line has a handful of rates: they are looked through sooner than mapped.
  for (let at = 0; at < rates.length; at++) if (rates[at]!.priority === priority) return at;
  return -1;
}

/** Rates in order of priority → what each comes to on the price, rounded half-up to the four decimals Stripe takes. */
function flatten(rates: readonly TaxRate[]): ChosenRate[] {
  if (!rates.some((rate) => rate.compound)) return rates.map((rate) => ({ rate, percent: rate.percent }));
  const percents = flattenCompound(
    rates.map((rate) => {
      if (rate.percent === null) throw new Error(`rate ${rate.id} lies under a compound one without a percent`);
      return { percent: rate.percent, compound: rate.compound };
    }),
  );
  return rates.map((rate, index) => ({ rate, percent: roundPercent(percents[index]!) }));
}

/** The factor by which a net price grows under the chosen rates; `null` where a percent is not known. */
export function grossFactor(rates: readonly ChosenRate[]): Decimal | null {
  let percents = exact(100);
  for (const { percent } of rates) {
    if (percent === null) return null;
    percents = percents.plus(percent);
  }
  return percents.times('0.01');
}

function note(
  result: ClassChoice,
  rate: TaxRate,
  verdict: RateTrace['verdict'],
  why: Reason | null,
  explaining = why !== null,
): void {
  if (!explaining) return;
  const { id, at, name, priority } = rate;
  result.trace?.push({ id, at, name, percent: null, priority, verdict, ...(why === null ? {} : { why }) });
}
