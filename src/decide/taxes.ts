/** Which tax rates apply to which line. */
import { type Decimal, exact, flattenCompound, percentNumber, roundPercent } from '../money.ts';
import { compareRanks, type PlaceFacts, type PlaceTest } from '../rules/place.ts';
import type { TaxExemption, TaxRate, TaxRules } from '../rules/ruleset.ts';
import type { Truth } from '../rules/truth.ts';
import type { TaxRateAnswer } from '../stripe/types.ts';
import { applies, type Context, takes } from './condition.ts';
import type { LineTrace, RateTrace, Reason } from './explanation.ts';
import type { LineFacts, OrderFacts } from './facts.ts';
import { placeReason } from './reason.ts';

/** A chosen rate and what it comes to on the price, in percent, rounded as sent; `null` for a stored one without. */
export interface ChosenRate {
  rate: TaxRate;
  percent: Decimal | null;
}

/** The rates of something taxed, and whether one was withheld for want of an address. */
export interface Chosen {
  rates: ChosenRate[];
  addressWanted: boolean;
  trace: RateTrace[];
}

export interface TaxAnswer {
  /** `null`: left out. */
  lines: { id: string; tax_rates: TaxRateAnswer[] }[] | null;
  omitted?: 'automatic_tax' | 'address';
  traces: LineTrace[];
  /** The rates that were sent, each once. */
  applied: Set<TaxRate>;
}

/** The tax rates of every line, in the order of the request. */
export function decideTaxes(rules: TaxRules, context: Context, automaticTax: boolean): TaxAnswer {
  const applied = new Set<TaxRate>();
  const traces: LineTrace[] = [];
  if (automaticTax) return { lines: null, omitted: 'automatic_tax', traces, applied };
  const lines: { id: string; tax_rates: TaxRateAnswer[] }[] = [];
  let addressWanted = false;
  for (const line of context.order.lines) {
    const name = classOf(rules, line, context);
    const chosen = chooseRates(rules, name, line, context);
    addressWanted ||= chosen.addressWanted;
    for (const { rate } of chosen.rates) applied.add(rate);
    lines.push({ id: line.line.id, tax_rates: chosen.rates.map(answerOf) });
    if (context.why !== null) traces.push({ line: line.line.id, sku: line.line.sku, class: name, rates: chosen.trace });
  }
  if (addressWanted) return { lines: null, omitted: 'address', traces, applied: new Set() };
  return { lines, traces, applied };
}

function answerOf({ rate, percent }: ChosenRate): TaxRateAnswer {
  if (rate.use !== null) return { rate: rate.use };
  return { rate_data: { display_name: rate.name, inclusive: rate.inclusive, percentage: percentNumber(percent!) } };
}

/** The first class that takes the line for certain, else `standard`. */
function classOf(rules: TaxRules, line: LineFacts, context: Context): string {
  const quiet = { ...context, why: null };
  return rules.classes.find((one) => takes(one.items, line, quiet) === 'true')?.name ?? 'standard';
}

/** The address that taxes go by. */
export function taxAddress(rules: TaxRules, order: OrderFacts): PlaceFacts | null {
  return rules.basedOn === 'billing' ? (order.billTo ?? order.to) : order.to;
}

/**
 * The rates of a class at the order's place: for each priority the most specific that holds, then less what is exempt,
 * compound ones flattened. `line` is `null` for shipping, which has no item facts.
 */
export function chooseRates(rules: TaxRules, className: string, line: LineFacts | null, context: Context): Chosen {
  const address = taxAddress(rules, context.order);
  const result: Chosen = { rates: [], addressWanted: false, trace: [] };
  if (className === 'none') return result;
  const winners = new Map<number, TaxRate>();
  for (const name of rules.chains.get(className) ?? [className]) {
    const index = rules.rates.get(name);
    if (index === undefined) continue;
    const found = new Map<number, TaxRate>();
    for (const rate of candidates(index, address)) {
      if (winners.has(rate.priority)) continue;
      const truth = rateHolds(rate, address, context, result);
      if (truth !== 'true') continue;
      const rival = found.get(rate.priority);
      if (rival === undefined || beats(rate, rival, address)) found.set(rate.priority, rate);
    }
    for (const [priority, rate] of found) winners.set(priority, rate);
  }
  markBeaten(result.trace, winners);

  const left: TaxRate[] = [];
  for (const rate of [...winners.values()].sort((a, b) => a.priority - b.priority)) {
    const exemption = exemptionOf(rules, rate, line, address, context);
    if (exemption === undefined) left.push(rate);
    else markExempt(result.trace, rate, exemption.id);
  }
  // What shipping does not bear is gone before compounding: there is no tax on a tax that is not there.
  const borne = line === null ? left.filter((rate) => rate.shipping) : left;
  for (const rate of left) if (!borne.includes(rate)) markExempt(result.trace, rate, 'shipping: false');
  result.rates = flatten(borne);
  markPercents(result.trace, result.rates);
  result.trace.sort((a, b) => a.priority - b.priority);
  return result;
}

function* candidates(
  index: { byCountry: ReadonlyMap<string, readonly TaxRate[]>; anywhere: readonly TaxRate[] },
  address: PlaceFacts | null,
): Iterable<TaxRate> {
  yield* index.anywhere;
  // Without an address every rate is asked, so that one withheld for want of it is seen.
  if (address === null) for (const rates of index.byCountry.values()) yield* rates;
  else yield* index.byCountry.get(address.country) ?? [];
}

function rateHolds(rate: TaxRate, address: PlaceFacts | null, context: Context, result: Chosen): Truth {
  const { order, why } = context;
  const placed: Truth = rate.where === null ? 'true' : rate.where.test(address);
  if (placed === 'false') {
    note(result, rate, 'not', why === null ? null : placeReason(rate.where!, address, 'false', rate.at));
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

function exemptionOf(
  rules: TaxRules,
  rate: TaxRate,
  line: LineFacts | null,
  address: PlaceFacts | null,
  context: Context,
): TaxExemption | undefined {
  const quiet = { ...context, why: null };
  return rules.exempt.find((exemption) => {
    if (exemption.priorities !== null && !exemption.priorities.has(rate.priority)) return false;
    if (exemption.where !== null && exemption.where.test(address) !== 'true') return false;
    if (exemption.items !== null && (line === null || takes(exemption.items, line, quiet) !== 'true')) return false;
    return applies(exemption, quiet) === 'true';
  });
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
  result: Chosen,
  rate: TaxRate,
  verdict: RateTrace['verdict'],
  why: Reason | null,
  explaining = why !== null,
): void {
  if (!explaining) return;
  const { id, at, name, priority } = rate;
  result.trace.push({ id, at, name, percent: null, priority, verdict, ...(why === null ? {} : { why }) });
}

function markBeaten(trace: RateTrace[], winners: ReadonlyMap<number, TaxRate>): void {
  for (const entry of trace) {
    const winner = winners.get(entry.priority);
    if (entry.verdict !== 'applied' || winner === undefined || winner.at === entry.at) continue;
    entry.verdict = 'beaten';
    entry.by = winner.id;
  }
}

function markExempt(trace: RateTrace[], rate: TaxRate, by: string): void {
  for (const entry of trace) {
    if (entry.verdict !== 'applied' || entry.at !== rate.at) continue;
    entry.verdict = 'exempt';
    entry.by = by;
  }
}

function markPercents(trace: RateTrace[], rates: readonly ChosenRate[]): void {
  for (const entry of trace) {
    const chosen = rates.find(({ rate }) => entry.verdict === 'applied' && rate.at === entry.at);
    if (chosen !== undefined) entry.percent = chosen.percent?.toFixed() ?? null;
  }
}
