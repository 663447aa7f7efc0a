/** The part of an explanation that a failed test is about. */
import type { Explanation, FeeTrace, LineTrace, OptionTrace, RateTrace, RuleTrace } from '../decide/explanation.ts';
import type { Difference } from './difference.ts';

/** Of rates that did not apply, as many are told for a line: a tax table may hold thousands. */
const maxOthers = 5;

/**
 * What decided the parts in which an answer differs: of the entries those that took part, and those that either side of
 * a difference names.
 */
export function because(differences: readonly Difference[], explanation: Explanation): Explanation {
  const { hook, folder, currency, shipping, taxes, approval, fees } = explanation;
  const narrowed: Explanation = { hook, folder, currency };
  // A part of a response can come from any decision.
  const about = (...paths: string[]): Difference[] =>
    differences.filter(({ path }) => [...paths, 'response'].includes(path.split(/[.[]/, 1)[0]!));
  const aboutShipping = about('shipping', 'withheld');
  if (shipping !== undefined && aboutShipping.length > 0) {
    narrowed.shipping = { ...shipping, options: optionsOf(aboutShipping, shipping.options) };
  }
  const aboutTaxes = about('taxes');
  if (taxes !== undefined && aboutTaxes.length > 0) {
    narrowed.taxes = { ...taxes, lines: linesOf(aboutTaxes, taxes.lines) };
  }
  const aboutApproval = about('decision', 'rule', 'reason', 'shadow');
  if (approval !== undefined && aboutApproval.length > 0) {
    narrowed.approval = { ...approval, rules: rulesOf(aboutApproval, approval.rules) };
  }
  const aboutFees = about('fee', 'fee_rules', 'transfer');
  if (fees !== undefined && aboutFees.length > 0) {
    narrowed.fees = { ...fees, fees: feesOf(aboutFees, fees.fees) };
  }
  return narrowed;
}

function optionsOf(differences: readonly Difference[], options: readonly OptionTrace[]): OptionTrace[] {
  const withheld = differences.flatMap(({ path }) => /^withheld\.(.+)$/.exec(path)?.[1] ?? []);
  const isListed = differences.some(({ path }) => !path.startsWith('withheld.'));
  return options.filter(
    ({ id, offered }) => withheld.includes(id) || (isListed && (offered || isNamed(id, differences))),
  );
}

/** Whether a path below `taxes` says which line: `LAMP (li_2)[0].name`. */
function namesLine(path: string): boolean {
  const open = path.indexOf(' (');
  return open !== -1 && (path.endsWith(')') || path.includes(')[', open));
}

function linesOf(differences: readonly Difference[], lines: readonly LineTrace[]): LineTrace[] {
  const isAbout = ({ line, sku }: LineTrace): boolean =>
    differences.some(({ path }) => {
      const [, rest = ''] = /^taxes\.(.*)$/.exec(path) ?? [];
      // A SKU on several lines has the line beside it.
      if (namesLine(rest)) return rest.includes(` (${line})`);
      return [line, sku].some((key) => key !== null && (rest === key || rest.startsWith(`${key}[`)));
    });
  const differing = lines.filter(isAbout);
  return (differing.length > 0 ? differing : lines).map((line) => ({
    ...line,
    rates: ratesOf(differences, line.rates),
  }));
}

function ratesOf(differences: readonly Difference[], rates: readonly RateTrace[]): RateTrace[] {
  const part = rates.filter(({ verdict }) => verdict === 'applied' || verdict === 'exempt');
  const others = rates.filter((rate) => !part.includes(rate));
  const named = others.filter(
    ({ id, name, elsewhere }) => isNamed(id, differences) || (!elsewhere && isNamed(name, differences)),
  );
  const unknown = others.filter((rate) => rate.verdict !== 'not' && !named.includes(rate));
  return [...part, ...[...named, ...unknown].slice(0, maxOthers)];
}

function rulesOf(differences: readonly Difference[], rules: readonly RuleTrace[]): RuleTrace[] {
  return rules.filter(({ id, verdict }) => verdict === 'applied' || isNamed(id, differences));
}

function feesOf(differences: readonly Difference[], fees: readonly FeeTrace[]): FeeTrace[] {
  return fees.filter(({ id, verdict }) => verdict === 'applied' || verdict === 'unknown' || isNamed(id, differences));
}

/** Whether a text of a difference holds this one as a whole word. */
function isNamed(word: string, differences: readonly Difference[]): boolean {
  return differences.some(({ expected, seen }) => holds(expected, word) || holds(seen, word));
}

function holds(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + word.length]];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
