/** Whether what a test names is there: ids of entries, SKUs of the order, parts of this hook's answer. */
import { didYouMean, type Problems } from '../rules/problem.ts';
import type { RuleSet, TaxRules } from '../rules/ruleset.ts';
import { quote } from '../rules/shape.ts';
import type { HookRequest } from '../stripe/types.ts';
import type { Expect } from './expect.ts';
import type { Placed } from './placed.ts';

const partsOf = {
  customize: ['shipping', 'withheld', 'taxes'],
  finalize: ['decision', 'rule', 'reason', 'fee', 'fee_rules', 'transfer', 'shadow'],
  price: [],
} as const;
const answersOf = {
  customize: 'shipping and taxes',
  finalize: 'the approval and the fee',
  price: 'the price and the availability: expect a response',
};

/** Reports every part that this hook does not answer and every id that nothing has. */
export function checkNames(expect: Expect, request: HookRequest, rules: RuleSet, problems: Problems): void {
  const own: readonly string[] = partsOf[request.hook];
  for (const part of [...partsOf.customize, ...partsOf.finalize]) {
    const found = expect[part];
    if (found === undefined || own.includes(part)) continue;
    const at = Array.isArray(found) ? (found[0]?.at ?? expect.at) : (found as { at: string }).at;
    const message = `"${part}" is not in the answer to this request, which holds ${answersOf[request.hook]}.`;
    problems.error(at, 'wrong-hook', message);
  }
  if (request.hook === 'price') return;

  const check = (what: string, { value, at }: Placed<string>, known: ReadonlySet<string>): void => {
    if (known.has(value)) return;
    problems.error(at, 'unknown-id', `There is no ${what} ${quote(value)}.${didYouMean(value, known)}`);
  };
  const options = new Set(rules.shipping?.options.map(({ id }) => id));
  if (expect.shipping?.is === 'given')
    for (const { id } of expect.shipping.value) check('shipping option', id, options);
  for (const { id, at } of expect.withheld ?? []) check('shipping option', { value: id, at }, options);

  if (expect.taxes?.is === 'given') {
    const lines = new Set(request.lines.flatMap(({ id, sku }) => (sku === null ? [id] : [sku, id])));
    for (const { key, at, rates } of expect.taxes.value) {
      check('line of the order with the SKU or id', { value: key, at }, lines);
      for (const { id } of rates) if (id !== undefined) check('tax rate', id, rateIds(rules.taxes));
    }
  }

  const approval = [...(rules.approval?.always ?? []), ...(rules.approval?.rules ?? [])].map(({ id }) => id);
  if (expect.rule !== undefined) check('approval rule', expect.rule, new Set([...approval, 'default', 'no-items']));
  for (const id of expect.shadow?.value ?? []) check('approval rule', id, new Set(approval));
  const fees = new Set(rules.fees?.groups.flatMap((group) => group.fees.map(({ id }) => id)));
  for (const id of expect.fee_rules?.value ?? []) check('fee', id, fees);
}

const idsOfRates = new WeakMap<TaxRules, ReadonlySet<string>>();

function rateIds(rules: TaxRules | null): ReadonlySet<string> {
  if (rules === null) return new Set();
  let ids = idsOfRates.get(rules);
  if (ids === undefined) {
    const found = new Set<string>();
    for (const index of rules.rates.values()) for (const { id } of index.all()) found.add(id);
    ids = found;
    idsOfRates.set(rules, ids);
  }
  return ids;
}
