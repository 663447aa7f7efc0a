/** Which tax rates apply to which line. */
import { percentNumber } from '../money.ts';
import type { TaxRate, TaxRules } from '../rules/ruleset.ts';
import type { TaxRateAnswer } from '../stripe/types.ts';
import { type Context, takes } from './condition.ts';
import type { LineTrace } from './explanation.ts';
import type { LineFacts } from './facts.ts';
import { type ChosenRate, RateChoice } from './rate-choice.ts';

export interface TaxAnswer {
  /** `null`: left out. */
  lines: { id: string; tax_rates: TaxRateAnswer[] }[] | null;
  omitted?: 'automatic_tax' | 'address';
  traces: LineTrace[];
  /** The rates that were sent, each once. */
  applied: Iterable<TaxRate>;
}

/** The tax rates of every line, in the order of the request. */
export function decideTaxes(rules: TaxRules, context: Context, automaticTax: boolean): TaxAnswer {
  const applied = new Map<number, TaxRate>();
  const traces: LineTrace[] = [];
  if (automaticTax) return { lines: null, omitted: 'automatic_tax', traces, applied: [] };
  const choice = new RateChoice(rules, context);
  const lines: { id: string; tax_rates: TaxRateAnswer[] }[] = [];
  const answers = new Map<readonly ChosenRate[], TaxRateAnswer[]>();
  let addressWanted = false;
  for (const line of context.order.lines) {
    const name = classOf(rules, line, choice.quiet);
    const chosen = choice.of(name, line);
    addressWanted ||= chosen.addressWanted;
    let answer = answers.get(chosen.rates);
    if (answer === undefined) {
      answer = chosen.rates.map(answerOf);
      answers.set(chosen.rates, answer);
      for (const { rate } of chosen.rates) applied.set(rate.order, rate);
    }
    lines.push({ id: line.line.id, tax_rates: answer });
    if (context.why !== null) {
      const { id, sku } = line.line;
      traces.push({ line: id, sku, class: name, rates: chosen.trace, exemptions: choice.exemptionsOf(line) });
    }
  }
  if (addressWanted) return { lines: null, omitted: 'address', traces, applied: [] };
  if (context.witness) for (const { at } of applied.values()) context.witness.used(at);
  return { lines, traces, applied: applied.values() };
}

function answerOf({ rate, percent }: ChosenRate): TaxRateAnswer {
  if (rate.use !== null) return { rate: rate.use };
  const percentage = percent === rate.percent ? rate.percentage! : percentNumber(percent!);
  return { rate_data: { display_name: rate.name, inclusive: rate.inclusive, percentage } };
}

/** The first class that takes the line for certain, else `standard`. */
function classOf(rules: TaxRules, line: LineFacts, quiet: Context): string {
  const found = rules.classes.find((one) => takes(one.items, line, quiet) === 'true');
  if (found === undefined) return 'standard';
  quiet.witness?.used(found.at);
  return found.name;
}
