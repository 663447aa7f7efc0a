/** How the time of an evaluation grows with the rules and with the order; and what it allocates. */
import { getHeapStatistics } from 'node:v8';
import { evaluate } from '../../../src/decide/evaluate.ts';
import type { HookRequest } from '../../../src/stripe/types.ts';
import { accountName, filesOf, loaded, orders, platform, shop, type Texts } from '../data.ts';
import { type Figure, tell } from '../figure.ts';
import { moment } from '../orders.ts';
import { around, quantile, race, ratioOf, spreadOf } from '../turns.ts';

/** Only what is young: all that an evaluation makes is. */
const collect = () => globalThis.gc!({ type: 'minor' } as unknown as boolean);

interface Size {
  size: number;
  texts: Texts;
  requests: HookRequest[];
}

interface Axis {
  of: string;
  sizes: (() => Size)[];
}

const places = 100;

const axes: Axis[] = [
  {
    of: 'tax rows',
    sizes: [100, 10_000, 100_000].map((size) => () => ({
      size,
      texts: shop(size, 10),
      // So many that the processor's caches do not hold the rows of them all, as they would not among other work.
      requests: orders(5, Math.min(size, 2000)),
    })),
  },
  {
    of: 'zones',
    sizes: [10, 300, 3000].map((size) => () => ({ size, texts: shop(100, size), requests: orders(5, places) })),
  },
  {
    of: 'values of a list',
    sizes: [10, 1000, 1_000_000].map((size) => () => ({
      size,
      texts: {
        ...shop(100, 10),
        'lists/resellers.txt': Array.from({ length: size }, (_, index) => `acct_reseller${index}`).join('\n'),
      },
      requests: orders(5, places, () => 'acct_other'),
    })),
  },
  {
    of: 'accounts',
    sizes: [1, 1000, 10_000].map((size) => () => ({
      size,
      texts: platform(size),
      requests: orders(5, 1000, (index) => accountName((index * Math.max(1, size / 1000)) % size)),
    })),
  },
  {
    of: 'lines',
    sizes: [1, 5, 50, 200].map((size) => () => ({ size, texts: shop(100, 10), requests: orders(size, places) })),
  },
];

interface Found {
  p99: number;
  bytes: number;
}

/** The slowest of a hundred, and the bytes that one allocates: so few runs that nothing is collected in between. */
function details(run: () => unknown): Found {
  const times: number[] = [];
  for (let index = 0; index < 3000; index++) {
    const start = process.hrtime.bigint();
    run();
    times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  const deltas: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    collect();
    const before = getHeapStatistics().used_heap_size;
    for (let index = 0; index < 100; index++) run();
    deltas.push((getHeapStatistics().used_heap_size - before) / 100);
  }
  return {
    p99: quantile(
      times.toSorted((a, b) => a - b),
      0.99,
    ),
    bytes: quantile(
      deltas.toSorted((a, b) => a - b),
      0.5,
    ),
  };
}

function sized(size: number, of: string): string {
  return size === 1 ? `1 ${of.slice(0, -1)}` : `${size.toLocaleString('en-US')} ${of}`;
}

const figures: Figure[] = [];
for (const { of, sizes } of axes) {
  const made = sizes.map((make) => make());
  const runs = made.map(({ texts, requests }) => {
    const { directory } = loaded(filesOf(texts));
    return around(requests, (request) => {
      const rules = directory.forAccount(request.hook === 'price' ? null : request.account)!;
      return evaluate(rules, request, moment);
    });
  });
  const times = await race(runs.map((run, index) => ({ name: String(made[index]!.size), run })));
  for (const [index, { size }] of made.entries()) {
    const { p99, bytes } = details(runs[index]!);
    figures.push({
      name: sized(size, of),
      micros: spreadOf(times[index]!),
      ratio: ratioOf(times[index]!, times[0]!),
      of: sized(made[0]!.size, of),
      guarded: index > 0,
      note: `p99 ${p99.toFixed(0)} µs by the clock, ${(bytes / 1000).toFixed(1)} KB allocated`,
    });
  }
}

tell({
  part: 'growth',
  title: 'Evaluation as rules and orders grow: customize, 5 lines where not said otherwise',
  figures,
  notes: ['The p99 is by the clock and takes in what else the machine does.'],
});
