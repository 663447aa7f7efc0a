/** Laws of coverage, under arbitrary rules; `runs.ts` says how runs are counted. */
import { expect, test } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { Coverage } from '../../src/examples/coverage/coverage.ts';
import { partsOf } from '../../src/examples/coverage/parts.ts';
import { directories } from './directories.ts';
import { orders, requestOf } from './orders.ts';
import { draw, forAll, load, type Ready, ready } from './runs.ts';
import type { Written } from './written.ts';

const files = new Map();

interface Counted extends Ready {
  coverage: Coverage;
  /** Where everything stands that may be used. */
  places: ReadonlySet<string>;
}

/** What is compiled and what is counted come from the same reading: conditions are told apart by what they are. */
function counted(written: Written): Counted | null {
  const drawn = ready(written);
  if (drawn === null) return null;
  const loaded = load(written);
  const directory = loaded.directory!;
  const { folders } = partsOf(loaded.source!, directory.broken, files);
  const rows = folders.flatMap(({ tables }) =>
    [...tables].flatMap((table) => table.rows().map((_, row) => `${table.path}:${table.line(row)}:1`)),
  );
  const places = new Set([...rows, ...folders.flatMap(({ parts }) => parts.map(({ at }) => at))]);
  return { ...drawn, directory, coverage: new Coverage(loaded.source!, directory, files), places };
}

const rules = draw(directories(), counted);

test('an answer is the same whether its parts are counted or not', () => {
  forAll(rules, orders, ({ directory, currencies, coverage }, order) => {
    const request = requestOf(order, currencies);
    const set = directory.forAccount(request.account)!;
    expect(evaluate(set, request, order.moment, false, coverage)).toEqual(evaluate(set, request, order.moment));
  });
});

test('what is used is something that can be covered', () => {
  forAll(rules, orders, ({ directory, currencies, places }, order) => {
    const request = requestOf(order, currencies);
    const strange: string[] = [];
    evaluate(directory.forAccount(request.account)!, request, order.moment, false, {
      asked() {},
      used: (at) => void (places.has(at) || strange.push(at)),
    });
    expect(strange).toEqual([]);
  });
});

test('more orders never cover less, and what is covered is counted once', () => {
  forAll(rules, orders, ({ directory, currencies, coverage }, order) => {
    const before = coverage.report();
    const request = requestOf(order, currencies);
    const set = directory.forAccount(request.account)!;
    coverage.answered(set.folder, evaluate(set, request, order.moment, false, coverage));
    const after = coverage.report();
    expect(after.total).toBe(before.total);
    expect(after.covered).toBeGreaterThanOrEqual(before.covered);
    expect(after.covered).toBeLessThanOrEqual(after.total);
    const isWhole = after.files.every(({ uncovered }) => uncovered.length === 0);
    expect(after.covered === after.total).toBe(isWhole);
  });
});
