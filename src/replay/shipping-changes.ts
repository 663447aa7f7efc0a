/** How the shipping options of two answers differ. */
import type { Explanation, OptionTrace, Step } from '../decide/explanation.ts';
import { exact, exactText } from '../money.ts';
import type { CustomizeResponse, ShippingOptionAnswer } from '../stripe/types.ts';
import { type Cause, type Change, valueChange } from './change.ts';
import type { Explained } from './compare.ts';

interface Option {
  id: string;
  amount: number | null;
  /** What else is sent of it, by key. */
  terms: Map<string, string>;
}

/** Options that came, went, or are not what they were; and their order. */
export function shippingChanges(before: Explained, after: Explained): Change[] {
  const [left, right] = [optionsOf(before), optionsOf(after)];
  const [from, to] = [left ?? [], right ?? []];
  const changes: Change[] = [];
  for (const option of from) {
    const next = to.find(({ id }) => id === option.id);
    if (next === undefined) changes.push(moved('removed', option, before, after));
    else changes.push(...optionChanges(option, next, before, after));
  }
  for (const option of to) {
    if (!from.some(({ id }) => id === option.id)) changes.push(moved('added', option, before, after));
  }
  if (changes.length === 0) {
    const ids = (options: Option[] | null): string =>
      options === null ? 'left out' : options.length === 0 ? 'none' : options.map(({ id }) => id).join(', ');
    if (ids(left) !== ids(right))
      changes.push(valueChange('shipping', '', ids(left), ids(right), waiting(before, after)));
  }
  return changes;
}

/** `null`: left out. */
function optionsOf({ response, explanation }: Explained): Option[] | null {
  const sent = (response as CustomizeResponse).shipping_options;
  return sent?.map((answer) => optionOf(answer, explanation)) ?? null;
}

function optionOf(answer: ShippingOptionAnswer, explanation: Explanation | null): Option {
  if ('shipping_rate' in answer) {
    const trace = tracesOf(explanation).find(({ name }) => name === answer.shipping_rate);
    return { id: answer.shipping_rate, amount: trace?.amount ?? null, terms: new Map() };
  }
  const { fixed_amount: fixed, metadata, ...rest } = answer.shipping_rate_data;
  const { ratebook_option: id = rest.display_name, ...own } = metadata ?? {};
  const terms = new Map(Object.entries({ ...rest, metadata: own }).map(([key, value]) => [key, wordOf(value)]));
  return { id, amount: fixed.amount, terms };
}

/** `3–5 business_day`, or as JSON has it. */
function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const estimate = value as { minimum?: { value: number }; maximum?: { value: number; unit: string } };
  if (estimate.minimum && estimate.maximum) {
    return `${estimate.minimum.value}–${estimate.maximum.value} ${estimate.maximum.unit}`;
  }
  return JSON.stringify(value);
}

function optionChanges(option: Option, next: Option, before: Explained, after: Explained): Change[] {
  const { id } = option;
  const causes = (): Cause[] => [causeOf(id, before, after), ...stepCauses(id, before, after)];
  const changes: Change[] = [];
  if (option.amount !== next.amount) {
    const amounts = { before: option.amount, after: next.amount };
    changes.push({ part: 'shipping', what: id, kind: 'amount', before: '', after: '', amounts, causes: causes() });
  }
  for (const key of new Set([...option.terms.keys(), ...next.terms.keys()])) {
    const [was, is] = [option.terms.get(key) ?? 'none', next.terms.get(key) ?? 'none'];
    if (was !== is) changes.push(valueChange('shipping', `${id} ${key}`, was, is, causes()));
  }
  return changes;
}

function moved(kind: 'added' | 'removed', { id, amount }: Option, before: Explained, after: Explained): Change {
  const amounts = kind === 'added' ? { before: null, after: amount } : { before: amount, after: null };
  return { part: 'shipping', what: id, kind, before: '', after: '', amounts, causes: [causeOf(id, before, after)] };
}

function tracesOf(explanation: Explanation | null): readonly OptionTrace[] {
  return explanation?.shipping?.options ?? [];
}

function traceOf({ explanation }: Explained, id: string): OptionTrace | undefined {
  return tracesOf(explanation).find((trace) => trace.id === id || trace.name === id);
}

function causeOf(id: string, before: Explained, after: Explained): Cause {
  const [left, right] = [traceOf(before, id), traceOf(after, id)];
  const reason = (right?.offered ? left?.why : right?.why) ?? undefined;
  return {
    entry: `shipping.${(right ?? left)?.id ?? id}`,
    before: left?.at ?? null,
    after: right?.at ?? null,
    ...(right?.offered || reason === undefined ? {} : { why: reason }),
  };
}

/** The surcharges, table rows and tax rates by which a price differs. Of a recorded price only the row is known. */
function stepCauses(id: string, before: Explained, after: Explained): Cause[] {
  const right = partsOf(traceOf(after, id));
  if (before.explanation === null) {
    return right.flatMap(({ what, at }) => (what === 'table' && at !== undefined ? [cause(id, what, null, at)] : []));
  }
  const left = partsOf(traceOf(before, id));
  const gone = left.filter((part) => !right.some((other) => isSamePart(part, other)));
  const come = right.filter((part) => !left.some((other) => isSamePart(part, other)));
  const causes = new Map<string, Cause>();
  for (const [side, parts] of [
    ['before', gone],
    ['after', come],
  ] as const) {
    for (const { what, at } of parts) {
      if (at === undefined) continue;
      const found = causes.get(what) ?? cause(id, what, null, null);
      found[side] = at;
      causes.set(what, found);
    }
  }
  if ([...gone, ...come].some(({ what }) => what.startsWith('tax × '))) {
    for (const one of ratesUnder(before, after)) causes.set(one.entry, one);
  }
  return [...causes.values()];
}

function cause(id: string, what: string, before: string | null, after: string | null): Cause {
  return { entry: `shipping.${id}, ${what.split(' × ', 1)[0]}`, before, after };
}

/** A step by itself, with what it added. */
function partsOf(trace: OptionTrace | undefined): { what: string; added: string; at: string | undefined }[] {
  return (trace?.steps ?? []).map(({ what, result, at }: Step, index, steps) => {
    const added = exact(result).minus(index === 0 ? 0 : steps[index - 1]!.result);
    // Tax is told apart by its factor, which `what` has.
    return { what, added: what.startsWith('tax × ') ? '' : exactText(added), at };
  });
}

function isSamePart(a: { what: string; added: string }, b: { what: string; added: string }): boolean {
  return a.what === b.what && a.added === b.added;
}

/** The rates that shipping bears on one side only, or at another percent. */
function ratesUnder(before: Explained, after: Explained): Cause[] {
  const applied = ({ explanation }: Explained) =>
    (explanation?.shipping?.taxes ?? []).filter(({ verdict }) => verdict === 'applied');
  const causes = new Map<string, Cause>();
  const [left, right] = [applied(before), applied(after)];
  for (const [side, own, others] of [
    ['before', left, right],
    ['after', right, left],
  ] as const) {
    for (const { id, percent, at } of own) {
      if (others.some((other) => other.id === id && other.percent === percent)) continue;
      const found = causes.get(id) ?? { entry: `taxes.${id}`, before: null, after: null };
      found[side] = at;
      causes.set(id, found);
    }
  }
  return [...causes.values()];
}

/** The options that wait for more of the address, where that is why none are sent. */
function waiting(before: Explained, after: Explained): Cause[] {
  const ids = new Set(
    [before, after].flatMap(({ explanation }) =>
      explanation?.shipping?.omitted === undefined
        ? []
        : explanation.shipping.options.filter(({ withheld }) => withheld === 'unknown').map(({ id }) => id),
    ),
  );
  return [...ids].map((id) => causeOf(id, before, after));
}
