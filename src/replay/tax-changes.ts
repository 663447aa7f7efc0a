/** How the tax rates of two answers differ, line by line. */
import type { LineTrace, RateTrace } from '../decide/explanation.ts';
import type { CustomizeResponse, TaxRateAnswer } from '../stripe/types.ts';
import type { Cause, Change } from './change.ts';
import { valueChange } from './change.ts';
import type { Explained } from './compare.ts';

/** A change for each line whose rates differ, or one where the rates are left out on one side. */
export function taxChanges(before: Explained, after: Explained): Change[] {
  const [left, right] = [before, after].map(({ response }) => (response as CustomizeResponse).line_items ?? null);
  if (!left || !right) {
    if (left === right) return [];
    const words = (lines: typeof left): string => (lines === null ? 'left out' : 'told');
    const causes = right === null || left === null ? waiting(before, after) : [];
    return [valueChange('tax', '', words(left!), words(right!), causes)];
  }
  return right.flatMap(({ id, tax_rates: rates }, index): Change[] => {
    const was = left.find((line) => line.id === id)?.tax_rates ?? left[index]?.tax_rates ?? [];
    const [from, to] = [ratesText(was), ratesText(rates)];
    return from === to ? [] : [valueChange('tax', '', from, to, causesOf(index, was, rates, before, after))];
  });
}

/** `CA Sales Tax 7.25 %, Los Angeles 2.25 %`. */
function ratesText(rates: readonly TaxRateAnswer[]): string {
  return rates.length === 0 ? 'none' : rates.map(rateText).join(', ');
}

function rateText(rate: TaxRateAnswer): string {
  if ('rate' in rate) return rate.rate;
  const { display_name: name, percentage, inclusive } = rate.rate_data;
  return `${name} ${percentage} %${inclusive ? ' included' : ''}`;
}

function lineOf({ explanation }: Explained, index: number): LineTrace | undefined {
  return explanation?.taxes?.lines[index];
}

/** In the order of priority, as they are sent. */
function appliedOn(line: LineTrace | undefined): RateTrace[] {
  return (line?.rates ?? []).filter(({ verdict }) => verdict === 'applied').sort((a, b) => a.priority - b.priority);
}

/** The rates of one side that the other does not send so, and what keeps a rate of before from applying after. */
function causesOf(
  index: number,
  was: readonly TaxRateAnswer[],
  is: readonly TaxRateAnswer[],
  before: Explained,
  after: Explained,
): Cause[] {
  const causes = new Map<string, Cause>();
  const causeOf = (id: string): Cause => {
    const found = causes.get(id) ?? { entry: `taxes.${id}`, before: null, after: null };
    causes.set(id, found);
    return found;
  };
  const line = lineOf(after, index);
  const now = appliedOn(line);
  for (const [at, rate] of is.entries()) {
    const trace = now[at];
    if (trace !== undefined && !was.some((other) => rateText(other) === rateText(rate)))
      causeOf(trace.id).after = trace.at;
  }
  const then = appliedOn(lineOf(before, index));
  // Of what was recorded only the ids are known, of all lines together.
  const gone =
    before.explanation === null
      ? before.entries.flatMap((entry) => (entry.startsWith('taxes.') ? [{ id: entry.slice(6), at: null }] : []))
      : then.filter((_, at) => !is.some((other) => rateText(other) === rateText(was[at]!)));
  for (const { id, at } of gone) {
    if (now.some((rate) => rate.id === id) && !causes.has(id)) continue;
    const trace = line?.rates.find((rate) => rate.id === id);
    if (before.explanation === null && after.entries.includes(`taxes.${id}`) && !isLost(trace, was, is)) continue;
    const found = causeOf(id);
    found.before = at;
    if (trace === undefined || found.after !== null) continue;
    found.after = trace.at;
    if (trace.why !== undefined) found.why = trace.why;
    if (trace.verdict === 'exempt' && trace.by !== undefined) {
      const exemption = line?.exemptions.find((one) => one.id === trace.by);
      causeOf(trace.by).after = exemption?.at ?? null;
    }
  }
  return [...causes.values()];
}

/** Whether a rate that still applies to other lines was on this one, by the name under which it was sent. */
function isLost(
  trace: RateTrace | undefined,
  was: readonly TaxRateAnswer[],
  is: readonly TaxRateAnswer[],
): trace is RateTrace {
  const sent = (rates: readonly TaxRateAnswer[]): boolean =>
    rates.some((rate) => 'rate_data' in rate && rate.rate_data.display_name === trace?.name);
  return sent(was) && !sent(is);
}

/** The rates that wait for the address, where that is why none are sent. */
function waiting(before: Explained, after: Explained): Cause[] {
  const causes = new Map<string, Cause>();
  for (const [side, { explanation }] of [
    ['before', before],
    ['after', after],
  ] as const) {
    if (explanation?.taxes?.omitted !== 'address') continue;
    for (const { rates } of explanation.taxes.lines) {
      for (const { id, at, verdict } of rates) {
        if (verdict !== 'unknown') continue;
        const found = causes.get(id) ?? { entry: `taxes.${id}`, before: null, after: null };
        found[side] = at;
        causes.set(id, found);
      }
    }
  }
  return [...causes.values()];
}
