/** The law of entries that cannot hold; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneOf } from './arbitraries.ts';
import { directories } from './directories.ts';
import { orders } from './orders.ts';
import { answerTo, compiled, draw, forAll, ready } from './runs.ts';
import type { Tree, TreeMap, Written } from './written.ts';

/** What is false of every order here, whatever it leaves out. */
const never: fc.Arbitrary<TreeMap> = oneOf<TreeMap>(
  { through: '2001-01-01' },
  { from: '2099-01-01T12:00' },
  { when: { quantity: { over: '1000000' } } },
  { when: { currency: 'xpf' } },
  { when: { all: [{ currency: 'xpf' }, { to: { country: 'US' } }] } },
  { when: { not: { any: [{ lines: { min: '0' } }, { to: { country: 'US' } }] } } },
  { when: { items: { any: { quantity: { under: '1' } } } } },
);

/** An entry for a list of a file, but for what keeps it from holding. Each would change many answers. */
interface Entry {
  file: string;
  list: string;
  entry: TreeMap;
}

const inTaxes = (list: string, entry: TreeMap): Entry => ({ file: 'taxes.yaml', list, entry });
const inApproval = (list: string, entry: TreeMap): Entry => ({ file: 'approval.yaml', list, entry });
const entry: fc.Arbitrary<Entry> = oneOf<Entry>(
  { file: 'shipping.yaml', list: 'options', entry: { name: 'Never', price: '0', delivery: '1 hours' } },
  { file: 'shipping.yaml', list: 'options', entry: { use: 'shr_never' } },
  { file: 'shipping.yaml', list: 'surcharges', entry: { add: '1000' } },
  inTaxes('rates', { percent: '1', where: { country: 'US' } }),
  inTaxes('rates', { percent: '1', where: { country: 'US', postal_code: '94016' }, priority: '2', class: 'food' }),
  inTaxes('rates', { use: 'txr_never' }),
  inTaxes('exempt', {}),
  inTaxes('exempt', { priority: ['1', '2'] }),
  inApproval('rules', { decline: 'Never.', if_unknown: 'decline' }),
  inApproval('rules', { approve: 'true' }),
  inApproval('always', { decline: 'Never.', shadow: 'true' }),
  { file: 'fees.yaml', list: 'fees', entry: { percent: '100', group: 'goods' } },
  { file: 'fees.yaml', list: 'fees', entry: { percent: '50', group: 'another' } },
);

/** `written` with the entry at some place of its list. */
function adding(written: Written, { file, list, entry }: Entry, bar: TreeMap, where: number): Written {
  const changed = structuredClone(written);
  const tree = changed.yaml[file]!;
  const options = (tree.options ?? []) as TreeMap[];
  const owner = list === 'surcharges' ? options.find((option) => option.price !== undefined) : tree;
  if (owner === undefined) return changed;
  const entries = [...((owner[list] ?? []) as Tree[])];
  entries.splice(where % (entries.length + 1), 0, { id: 'never', ...entry, ...bar });
  owner[list] = entries;
  return changed;
}

test('an entry that cannot hold changes no answer, wherever it is added', () => {
  const both = draw(fc.tuple(directories(), entry, never, fc.nat()), ([written, added, bar, where]) => {
    const one = ready(written);
    const changed = adding(written, added, bar, where);
    const other = one && compiled(changed);
    return other && { ...one, written: changed, other };
  });
  forAll(both, orders, (rules, order) => {
    const { response } = answerTo(rules, order);
    expect(JSON.stringify(answerTo({ ...rules, directory: rules.other }, order).response)).toBe(
      JSON.stringify(response),
    );
  });
});
