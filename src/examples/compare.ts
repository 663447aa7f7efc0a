/** Compares what a test expects with what came out: what the test names must hold. */
import type { Evaluation } from '../decide/evaluate.ts';
import { exact } from '../money.ts';
import type { FinalizeResponse, HookRequest } from '../stripe/types.ts';
import { align, type Sides } from './align.ts';
import { compareResponse } from './compare-response.ts';
import { amountText, type Difference, Differences } from './difference.ts';
import type { Expect, ExpectedOption, ExpectedRate } from './expect.ts';
import { type SeenOption, type SeenRate, seenOptions, seenRates } from './seen.ts';

/**
 * Every difference, in the order in which `expect` is documented. Where the evaluation is not an explained one, what
 * only an explanation tells is a difference too: no difference is none with an explanation either.
 */
export function compare(expect: Expect, request: HookRequest, evaluation: Evaluation): Difference[] {
  const differences = new Differences();
  if (request.hook === 'customize') {
    compareShipping(expect, request.currency, evaluation, differences);
    compareTaxes(expect, request, evaluation, differences);
  }
  if (request.hook === 'finalize') {
    compareApproval(expect, evaluation, differences);
    compareFees(expect, request.currency, evaluation, differences);
  }
  if (expect.response !== undefined) compareResponse(expect.response, evaluation.response, differences);
  return differences.all;
}

function compareShipping(expect: Expect, currency: string, evaluation: Evaluation, differences: Differences): void {
  const { shipping, withheld } = expect;
  const seen = seenOptions(evaluation);
  const show = (): string => (seen === null ? 'omitted' : listText(seen.map((one) => optionText(one, currency))));
  if (shipping?.is === 'omitted') {
    if (seen !== null) differences.add('shipping', shipping.at, 'omitted', show());
  } else if (shipping !== undefined) {
    const expected = shipping.value;
    if (seen === null || !sameIds(expected, seen)) {
      const rows = align(expected, seen ?? [], optionSides(currency));
      differences.add('shipping', shipping.at, listText(expected.map(expectedOptionText)), show(), rows);
    } else {
      for (const [index, one] of expected.entries()) {
        compareOption(`shipping[${index}]`, one, seen[index]!, currency, differences);
      }
    }
  }
  for (const { id, at, word } of withheld ?? []) {
    const trace = evaluation.explanation?.shipping?.options.find((option) => option.id === id);
    differences.same(`withheld.${id}`, { value: word, at }, trace?.offered ? 'offered' : trace?.withheld);
  }
}

function optionSides(currency: string): Sides<ExpectedOption, SeenOption> {
  return {
    match: ({ id }, seen) => id.value === seen.id,
    agrees(expected, seen) {
      const differences = new Differences();
      compareOption('', expected, seen, currency, differences);
      return differences.all.length === 0;
    },
    expectedText: expectedOptionText,
    seenText: (seen) => optionText(seen, currency),
  };
}

function sameIds(expected: readonly ExpectedOption[], seen: readonly SeenOption[]): boolean {
  return expected.length === seen.length && expected.every(({ id }, index) => id.value === seen[index]!.id);
}

function compareOption(
  path: string,
  expected: ExpectedOption,
  seen: SeenOption,
  currency: string,
  differences: Differences,
): void {
  differences.number(`${path}.price`, expected.price, amountText(seen.amount, currency));
  differences.same(`${path}.name`, expected.name, seen.name);
  differences.same(`${path}.use`, expected.use, seen.use);
  differences.same(`${path}.tax_behavior`, expected.tax_behavior, seen.taxBehavior);
  differences.same(`${path}.min`, expected.min, seen.min);
  differences.same(`${path}.max`, expected.max, seen.max);
  differences.same(`${path}.unit`, expected.unit, seen.unit);
}

function compareTaxes(
  { taxes }: Expect,
  { lines }: HookRequest & { hook: 'customize' },
  evaluation: Evaluation,
  differences: Differences,
): void {
  if (taxes === undefined) return;
  const seen = seenRates(evaluation);
  if (taxes.is === 'omitted') {
    const text = seen?.map((rates, index) => `${lines[index]!.sku ?? lines[index]!.id}: ${ratesText(rates)}`);
    if (text) differences.add('taxes', taxes.at, 'omitted', `{ ${text.join(', ')} }`);
    return;
  }
  for (const { key, at, rates } of taxes.value) {
    const bySku = lines.some(({ sku }) => sku === key);
    const named = lines.flatMap(({ sku, id }, index) => ((bySku ? sku : id) === key ? [index] : []));
    for (const line of named) {
      const path = named.length === 1 ? `taxes.${key}` : `taxes.${key} (${lines[line]!.id})`;
      const sent = seen?.[line];
      if (sent === undefined || sent.length !== rates.length) {
        differences.add(
          path,
          at,
          listText(rates.map(expectedRateText)),
          sent === undefined ? 'omitted' : ratesText(sent),
          align(rates, sent ?? [], rateSides),
        );
      } else {
        for (const [index, rate] of rates.entries()) compareRate(`${path}[${index}]`, rate, sent[index]!, differences);
      }
    }
  }
}

const rateSides: Sides<ExpectedRate, SeenRate> = {
  match({ id, name, percent, use }, seen) {
    if (use !== undefined) return use.value === seen.use;
    if (name !== undefined) return name.value === seen.name;
    if (id !== undefined) return id.value === seen.id;
    return percent === undefined || (seen.percent !== null && exact(percent.value).equals(seen.percent));
  },
  agrees(expected, seen) {
    const differences = new Differences();
    compareRate('', expected, seen, differences);
    return differences.all.length === 0;
  },
  expectedText: expectedRateText,
  seenText: rateText,
};

function compareRate(path: string, expected: ExpectedRate, seen: SeenRate, differences: Differences): void {
  differences.same(`${path}.id`, expected.id, seen.id);
  differences.same(`${path}.name`, expected.name, seen.name);
  differences.number(`${path}.percent`, expected.percent, seen.percent);
  differences.same(`${path}.inclusive`, expected.inclusive, seen.inclusive);
  differences.same(`${path}.use`, expected.use, seen.use);
}

function compareApproval(expect: Expect, evaluation: Evaluation, differences: Differences): void {
  const details = (evaluation.response as FinalizeResponse).manual_approval_details;
  differences.same('decision', expect.decision, details?.type ?? 'omitted');
  differences.same('rule', expect.rule, appliedOf('approval', evaluation)[0]);
  differences.same('reason', expect.reason, details?.type === 'declined' ? details.declined.reason : null);
  compareIds('shadow', expect.shadow, evaluation.decided.shadow, differences);
}

function compareFees(expect: Expect, currency: string, evaluation: Evaluation, differences: Differences): void {
  const details = (evaluation.response as FinalizeResponse).application_fee_details;
  differences.number('fee', expect.fee, amountText(details?.application_fee_amount ?? 0, currency));
  compareIds('fee_rules', expect.fee_rules, appliedOf('fees', evaluation), differences);
  differences.number('transfer', expect.transfer, amountText(details?.transfer_data?.amount ?? 0, currency));
}

/** The ids of the entries of a file that applied. */
function appliedOf(file: string, { decided }: Evaluation): string[] {
  return decided.entries.flatMap((entry) => (entry.startsWith(`${file}.`) ? [entry.slice(file.length + 1)] : []));
}

function compareIds(path: string, expected: Expect['shadow'], seen: readonly string[], differences: Differences): void {
  if (expected === undefined) return;
  const ids = expected.value.map(({ value }) => value);
  if (ids.length === seen.length && ids.every((id, index) => id === seen[index])) return;
  const same = (one: string, other: string): boolean => one === other;
  const sides = { match: same, agrees: same, expectedText: String, seenText: String };
  differences.add(path, expected.at, listText(ids), listText(seen), align(ids, seen, sides));
}

function listText(texts: readonly string[]): string {
  return `[${texts.join(', ')}]`;
}

function optionText({ id, amount }: SeenOption, currency: string): string {
  return [id, amountText(amount, currency) ?? []].flat().join(' ');
}

function expectedOptionText({ id, price }: ExpectedOption): string {
  return [id.value, price?.value ?? []].flat().join(' ');
}

function ratesText(rates: readonly SeenRate[]): string {
  return listText(rates.map(rateText));
}

function rateText({ name, percent, use }: SeenRate): string {
  return [use ?? name ?? [], percent === null ? [] : `${percent} %`].flat().join(' ');
}

function expectedRateText({ id, name, percent, use }: ExpectedRate): string {
  return [use?.value ?? name?.value ?? id?.value ?? [], percent === undefined ? [] : `${percent.value} %`]
    .flat()
    .join(' ');
}
