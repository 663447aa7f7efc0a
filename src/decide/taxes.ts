/** Which tax rates apply to which line. */
import type { TaxRate, TaxRules } from '../rules/ruleset.ts';
import type { TaxRateAnswer } from '../stripe/types.ts';
import { type Context, takes } from './condition.ts';
import type { LineTrace } from './explanation.ts';
import type { LineFacts } from './facts.ts';
import { type Chosen, RateChoice } from './rate-choice.ts';

export interface TaxAnswer {
  /** `null`: left out. */
  lines: { id: string; tax_rates: TaxRateAnswer[] }[] | null;
  omitted?: 'automatic_tax' | 'address';
  /** `null` where nobody asks why. */
  traces: LineTrace[] | null;
  /** The rates that were sent, each once. */
  applied: TaxRate[];
}

/** The tax rates of every line, in the order of the request. */
export function decideTaxes(rules: TaxRules, context: Context, automaticTax: boolean): TaxAnswer {
  const applied: TaxRate[] = [];
  const traces: LineTrace[] | null = context.why === null ? null : [];
  if (automaticTax) return { lines: null, omitted: 'automatic_tax', traces, applied };
  const choice = new RateChoice(rules, context);
  const lines: { id: string; tax_rates: TaxRateAnswer[] }[] = [];
  let addressWanted = false;
  let last: Chosen | null = null;
  for (const line of context.order.lines) {
    const name = classOf(rules, line, choice.quiet);
    const chosen = choice.of(name, line);
    if (chosen !== last) {
      last = chosen;
      addressWanted ||= chosen.addressWanted;
      for (const { rate } of chosen.rates) if (!applied.includes(rate)) applied.push(rate);
    }
    lines.push({ id: line.line.id, tax_rates: chosen.answer });
    if (traces !== null) {
      const { id, sku } = line.line;
      traces.push({ line: id, sku, class: name, rates: chosen.trace ?? [], exemptions: choice.exemptionsOf(line) });
    }
  }
  if (addressWanted) return { lines: null, omitted: 'address', traces, applied: [] };
  if (context.witness) for (const { at } of applied) context.witness.used(at);
  return { lines, traces, applied };
}

/** The first class that takes the line for certain, else `standard`. */
function classOf(rules: TaxRules, line: LineFacts, quiet: Context): string {
  for (const { name, items, at } of rules.classes) {
    if (takes(items, line, quiet) !== 'true') continue;
    quiet.witness?.used(at);
    return name;
  }
  return 'standard';
}
