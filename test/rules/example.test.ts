/** The example directory shows every part of the language: what it leaves out is named here, with the reason. */
import { describe, expect, it } from 'vitest';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { Problems } from '../../src/rules/problem.ts';
import { readYaml } from '../../src/rules/yaml.ts';
import { projectDir } from '../support/command.ts';
import { fileShapes, Parts } from '../support/forms.ts';

/** Parts that the example has no use for. */
const leftOut: Record<string, string> = {
  'place.not': '`check` warns of it, for it holds in every other country.',
  'settings.accounts.may_override=fees': 'Fees are what the platform earns.',
  'settings.accounts.unknown=refuse': 'It excludes `base`: shops without a folder sell on this platform.',
  'shipping.options.delivery.unit=week': 'It is understood, and sent as days.',
  'shipping.options.delivery.unit=year': 'It is understood, and sent as months.',
  'shipping.sort=fastest': 'A file has one order, and the two shops that have one want others.',
  'taxes.based_on=billing': 'Both shops that have rates are taxed where they deliver.',
  'fees.transfer': 'Only for destination charges, and the accounts of this platform take direct ones.',
  ...Object.fromEntries(
    [
      'percent',
      'of',
      'amount',
      ...['subtotal', 'discounted', 'total', 'total_without_tax', 'shipping'].map((of) => `of=${of}`),
    ].map((part) => [`fees.transfer.${part}`, 'See `fees.transfer`.']),
  ),
};

const parts = new Parts(fileShapes);
const problems = new Problems();
const files = await readRuleFiles(`${projectDir}rules`, problems);
const used = new Set<string>();
for (const [path, bytes] of files) {
  const name = /^(?:accounts\/[^/]+\/)?(\w+)\.yaml$/.exec(path)?.[1];
  if (name === undefined) continue;
  parts.use(fileShapes[name]!, readYaml(path, bytes, problems)!, name, used);
}

describe('the example directory', () => {
  it('uses every key and word of the language, but for those that are left out for a reason', () => {
    expect(problems.all).toEqual([]);
    expect([...parts.names].filter((part) => !used.has(part) && !(part in leftOut))).toEqual([]);
  });

  it('leaves out nothing that it uses', () => {
    expect(Object.keys(leftOut).filter((part) => used.has(part) || !parts.names.has(part))).toEqual([]);
  });
});
