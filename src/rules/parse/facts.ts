/** The facts that a condition on an order may name, by hook, and what is said about one that is not there. */
import { addressFields, orderAmountFacts, orderTextFacts, paymentFacts } from '../model.ts';
import { didYouMean, type ProblemCode } from '../problem.ts';
import { quote, type Reading, type Shape, text } from '../shape.ts';

/** Which answer a condition helps to make: shipping.yaml and taxes.yaml, or approval.yaml and fees.yaml. */
export type Hook = 'customize' | 'finalize';

const finalizeAmounts: readonly string[] = ['shipping', 'tax', 'total'];
const finalizeOnly: readonly string[] = ['bill_to', 'payment', 'email', 'phone', 'name', 'shipping_offered'];
const orderTexts = orderTextFacts.filter((fact) => fact === 'account' || fact === 'currency');

/** Facts that only lines have: in a `when` they belong into `items`. */
export const lineOnly: readonly string[] = [
  ...['sku', 'units', 'price', 'in_catalog', 'available', 'price_matches', 'over_limit'],
  ...['product_category', 'availability', 'inventory_quantity', 'sale_price', 'title', 'brand', 'id'],
];

/** Facts that only orders have: a catalog's column of such a name would be a misunderstanding. */
export const orderOnly: readonly string[] = [
  ...['to', 'bill_to', 'account', 'livemode', 'payment', 'email', 'phone', 'weekday', 'time', 'differ', 'known'],
  ...['missing', 'shipping_offered', 'items', 'lines'],
];

export function amountFactsOf(hook: Hook): string[] {
  return orderAmountFacts.filter((fact) => hook === 'finalize' || !finalizeAmounts.includes(fact));
}

/** Why `fact`, which exists, cannot be used in this hook; `undefined` where it is not that. */
export function otherHook(fact: string, hook: Hook): { code: ProblemCode; message: string } | undefined {
  if (hook === 'finalize') return undefined;
  const head = fact.split('.', 1)[0]!;
  if (finalizeAmounts.includes(fact)) {
    const why = 'While shipping and tax are computed it is only our own last answer. Use "discounted".';
    return { code: 'wrong-hook', message: `"${fact}" is not known in shipping.yaml and taxes.yaml. ${why}` };
  }
  if (!finalizeOnly.includes(head)) return undefined;
  const where = 'It is known when the order is placed: in approval.yaml and fees.yaml.';
  return { code: 'wrong-hook', message: `${quote(fact)} is not known in shipping.yaml and taxes.yaml. ${where}` };
}

/** Names for `differ`: facts that hold one text. */
export function textFact(hook: Hook): Shape<string> {
  return factName('a text fact, such as to.country', textFacts(hook), hook);
}

/** Names for `known` and `missing`: any fact; `items.` with any column. */
export function anyFact(hook: Hook): Shape<string> {
  const facts = [
    ...['to', ...(hook === 'finalize' ? ['bill_to', 'payment'] : []), 'livemode', 'quantity', 'lines', 'weight'],
    ...amountFactsOf(hook),
    ...textFacts(hook),
  ];
  return factName('a fact, such as email, to.postal_code or items.sku', facts, hook, /^items\.[^.\s]/);
}

function textFacts(hook: Hook): string[] {
  const to = addressFields.map((field) => `to.${field}`);
  if (hook === 'customize') return [...to, ...orderTexts];
  const billTo = addressFields.map((field) => `bill_to.${field}`);
  return [...to, ...billTo, ...orderTextFacts, ...paymentFacts.map((field) => `payment.${field}`)];
}

function factName(expected: string, facts: string[], hook: Hook, also?: RegExp): Shape<string> {
  const read = (written: string): Reading<string> => {
    if (facts.includes(written) || also?.test(written)) return { value: written };
    const other = otherHook(written, hook);
    if (other) return { code: other.code, fault: other.message };
    return { code: 'unknown-fact', fault: `${quote(written)} is not ${expected}.${didYouMean(written, facts)}` };
  };
  return text(expected, read, { known: facts, ...(also && { pattern: also.source }) });
}
