/** What became of each rate, for explanations. */
import { exactText } from '../money.ts';
import type { TaxRate } from '../rules/ruleset.ts';
import type { RateTrace } from './explanation.ts';
import type { ChosenRate } from './rate-choice.ts';

/** Rates that another of their priority beat are told as beaten, and by which. */
export function markBeaten(trace: readonly RateTrace[], winners: readonly TaxRate[]): void {
  for (const entry of trace) {
    const winner = winners.find(({ priority }) => priority === entry.priority);
    if (entry.verdict !== 'applied' || winner === undefined || winner.at === entry.at) continue;
    entry.verdict = 'beaten';
    entry.by = winner.id;
  }
}

/** The trace of a class, with what became of its rates on one line. */
export function traceOfLine(
  trace: readonly RateTrace[],
  lost: ReadonlyMap<TaxRate, string>,
  rates: readonly ChosenRate[],
): RateTrace[] {
  const exempt = new Map([...lost].map(([rate, by]) => [rate.at, by]));
  return trace.map((entry): RateTrace => {
    if (entry.verdict !== 'applied') return entry;
    const by = exempt.get(entry.at);
    if (by !== undefined) return { ...entry, verdict: 'exempt', by };
    const chosen = rates.find(({ rate }) => rate.at === entry.at);
    return chosen === undefined
      ? entry
      : { ...entry, percent: chosen.percent === null ? null : exactText(chosen.percent) };
  });
}
