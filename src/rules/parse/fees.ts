/** fees.yaml: what the platform earns. */
import type { Amount, Fee, FeesFile, FeeTier } from '../model.ts';
import type { Problems } from '../problem.ts';
import {
  convert,
  entryList,
  flag,
  inert,
  keyAt,
  list,
  names,
  oneOf,
  optional,
  required,
  type Shape,
  sized,
  valueAt,
} from '../shape.ts';
import { entry, file, map, oneOfKeys, together } from '../shape-map.ts';
import type { Node } from '../yaml.ts';
import { amount, isAbove } from './amount.ts';
import { checkUniqueIds, entryKeys, entrySynonyms, hasTime } from './entry.ts';
import { lineCondition } from './line-condition.ts';
import { percent } from './number.ts';
import { checkTiers } from './tiers.ts';
import { shortText } from './words.ts';

const base = oneOf(['subtotal', 'discounted', 'total', 'total_without_tax', 'shipping']);
const limitKeys = {
  min: optional(amount, 'At least this.'),
  max: optional(amount, 'At most this.'),
};

const tier: Shape<FeeTier> = convert(
  together(
    map('a tier, such as { up_to: 100, percent: 1 }', {
      up_to: optional(amount, 'The bound, included; a last tier without it is open.'),
      percent: optional(percent, 'A percentage of the base.'),
      fixed: optional(amount, 'An amount.'),
    }),
    { needs: oneOfKeys('percent', 'fixed') },
  ),
  (read, node, problems) => {
    if (names(node, ['percent', 'fixed'])) return read;
    problems.error(node.at, 'missing-key', 'A tier needs "percent" or "fixed".');
    return undefined;
  },
);

const fee: Shape<Fee> = convert(
  together(
    entry(
      'a fee, such as { id: plan, percent: 2.9, fixed: 0.30, of: total }',
      {
        ...entryKeys('finalize'),
        group: optional(shortText('a name', 100), 'Each line goes to one fee of a group; groups are added.'),
        items: optional(lineCondition.finalize, 'The lines that it takes; without it all that are left.'),
        ...inert({
          of: optional(base, 'What the percentage is taken of; discounted where it is absent.'),
          percent: optional(percent, 'A percentage of the base.'),
          fixed: optional(amount, 'An amount, once.'),
          tiers: optional(convert(sized(list('tiers', tier), 1), checkTiers), 'Percentages by the size of the base.'),
          graduated: optional(flag, 'Whether each part of the base is charged at its own tier.'),
          ...limitKeys,
        }),
      },
      {
        synonyms: {
          ...entrySynonyms,
          rate: 'percent',
          percentage: 'percent',
          amount: 'fixed',
          flat: 'fixed',
          cap: 'max',
          floor: 'min',
          base: 'of',
        },
      },
    ),
    {
      needs: oneOfKeys('percent', 'fixed', 'tiers'),
      apart: [
        ['percent', 'tiers'],
        ['fixed', 'tiers'],
      ],
      beside: { graduated: 'tiers' },
    },
  ),
  ({ group = '', of = 'discounted', graduated = false, ...rest }, node, problems) => {
    const before = problems.count;
    hasTime(rest, node, problems);
    checkFee(of, node, problems);
    checkLimits(rest, problems);
    return problems.count > before ? undefined : { group, of, graduated, ...rest };
  },
);

function checkFee(of: Fee['of'], node: Node, problems: Problems): void {
  if (!names(node, ['percent', 'fixed', 'tiers'])) {
    problems.error(node.at, 'missing-key', 'No fee is given: write percent, fixed or tiers.');
  }
  for (const key of ['percent', 'fixed']) {
    if (!names(node, ['tiers']) || !names(node, [key])) continue;
    problems.error(keyAt(node, key), 'not-allowed-here', `"${key}" belongs into the tiers where there are some.`);
  }
  if (names(node, ['graduated']) && !names(node, ['tiers'])) {
    problems.error(
      keyAt(node, 'graduated'),
      'not-allowed-here',
      '"graduated" says how tiers are charged, and there are none.',
    );
  }
  if ((of === 'total_without_tax' || of === 'shipping') && names(node, ['items'])) {
    const message = `"${of}" is known of the whole order only. Beside "items" write subtotal, discounted or total.`;
    problems.error(keyAt(node, 'of'), 'not-allowed-here', message);
  }
}

function checkLimits({ min, max }: { min?: Amount; max?: Amount }, problems: Problems): boolean {
  if (!min || !max || !isAbove(min, max)) return true;
  problems.error(min.at, 'impossible-range', '"min" is more than "max".');
  return false;
}

const limit: Shape<NonNullable<FeesFile['limit']>> = convert(
  together(map('{ min, max }', limitKeys), { least: 1 }),
  ({ at, ...read }, _, problems) => {
    if (!read.min && !read.max) problems.error(at, 'missing-key', 'No limit is given: write min or max.');
    return checkLimits(read, problems) ? read : undefined;
  },
);

const transfer: Shape<NonNullable<FeesFile['transfer']>> = convert(
  together(
    map('{ percent: 90, of: total }, or { amount }', {
      percent: optional(percent, 'A percentage of the base.'),
      of: optional(base, 'What it is taken of; discounted where it is absent.'),
      amount: optional(amount, 'An amount.'),
    }),
    {
      needs: oneOfKeys('percent', 'amount'),
      apart: [
        ['percent', 'amount'],
        ['of', 'amount'],
      ],
    },
  ),
  ({ percent, of = 'discounted', amount }, node, problems) => {
    if (percent !== undefined && !names(node, ['amount'])) return { percent, of };
    if (amount && !names(node, ['percent', 'of'])) return { amount };
    problems.error(node.at, 'missing-key', 'A transfer is either { percent, of } or { amount }.');
    return undefined;
  },
);

/** The whole of fees.yaml. */
export const feesFile: Shape<FeesFile> = convert(
  file(
    'fees, as fees: […]',
    {
      fees: required(entryList('fees', fee), 'The fees.'),
      limit: optional(limit, 'Limits of the sum.'),
      transfer: optional(transfer, 'What the account receives, for destination charges.'),
    },
    { synonyms: { fee: 'fees', limits: 'limit', max: 'limit' } },
  ),
  (read, node, problems) => {
    checkUniqueIds([valueAt(node, 'fees')], problems);
    return read;
  },
);
