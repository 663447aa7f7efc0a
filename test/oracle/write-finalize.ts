/** Random approval and fees, as a person writes them: each amount in each currency that is sold in. */
import { inTime, items, type Scheme, when } from './write-conditions.ts';
import type { Tree, TreeMap } from './written.ts';

const percents = ['0', '0.5', '2.9', '5', '12.3456', '50'];
const bases = ['subtotal', 'discounted', 'total', 'total_without_tax', 'shipping'];

export function approval(scheme: Scheme, isBase: boolean): TreeMap {
  const { random } = scheme;
  return {
    ...(isBase ? random.maybe(0.3, 'always', () => random.list(1, 2, (index) => rule(scheme, `always-${index}`))) : {}),
    rules: random.list(0, 5, (index) => rule(scheme, `rule-${index}`)),
    ...random.maybe(0.4, 'default', (): Tree => random.pick<Tree>(['approve', { decline: 'Not now.' }])),
  };
}

function rule(scheme: Scheme, id: string): TreeMap {
  const { random } = scheme;
  const decision: TreeMap = random.chance(0.3)
    ? { approve: 'true' }
    : { decline: `No ${id}.`, ...random.maybe(0.4, 'if_unknown', () => random.pick(['skip', 'decline'])) };
  return {
    id,
    ...decision,
    ...random.maybe(0.9, 'when', () => when(scheme, 'finalize')),
    ...inTime(random),
    ...random.maybe(0.1, 'shadow', () => 'true'),
  };
}

export function fees(scheme: Scheme): TreeMap {
  const { random } = scheme;
  const money = (values: number[]): Tree => scheme.amount(values, true);
  return {
    fees: random.list(1, 5, (index) => fee(scheme, `fee-${index}`)),
    ...random.maybe(0.3, 'limit', () => ({ ...random.maybe(0.4, 'min', () => money([1, 2])), max: money([3, 5, 20]) })),
    ...random.maybe(0.3, 'transfer', () =>
      random.pick<() => TreeMap>([
        () => ({ percent: random.pick(percents), ...random.maybe(0.6, 'of', () => random.pick(bases)) }),
        () => ({ amount: money([0, 2, 9.99, 100]) }),
      ])(),
    ),
  };
}

function fee(scheme: Scheme, id: string): TreeMap {
  const { random } = scheme;
  const money = (values: number[]): Tree => scheme.amount(values, true);
  const part = (): TreeMap =>
    random.pick<() => TreeMap>([
      () => ({ percent: random.pick(percents) }),
      () => ({ fixed: money([0, 0.3, 1]) }),
      () => ({ percent: random.pick(percents), fixed: money([0.3, 1]) }),
    ])();
  const takes = random.chance(0.4);
  const bounds = random.some([10, 50, 100], 1, 2).map((bound) => scheme.amount([bound], true));
  const shape = new Set(bounds.map((bound) => typeof bound)).size;
  const tiered: TreeMap = {
    tiers: [...bounds.map((bound) => ({ up_to: bound, ...part() })), ...(random.chance(0.8) ? [part()] : [])],
    ...random.maybe(0.5, 'graduated', () => random.pick(['true', 'false'])),
  };
  return {
    id,
    ...random.maybe(0.4, 'group', () => random.pick(['one', 'two'])),
    ...random.maybe(0.4, 'when', () => when(scheme, 'finalize', 1)),
    ...inTime(random),
    ...(takes ? { items: items(scheme, 'finalize') } : {}),
    ...random.maybe(0.6, 'of', () => random.pick(takes ? bases.slice(0, 3) : bases)),
    ...(random.chance(0.3) && shape === 1 ? tiered : part()),
    ...random.maybe(0.15, 'min', () => money([0.5, 1])),
    ...random.maybe(0.15, 'max', () => money([2, 10])),
  };
}
