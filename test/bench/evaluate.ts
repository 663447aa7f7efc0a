/**
 * What evaluation and loading cost: `node --import tsx test/bench/evaluate.ts`. Medians in one process; contenders take
 * turns, so that a busy machine slows all of them.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { evaluate } from '../../src/decide/evaluate.ts';
import { loadBundle, makeBundle } from '../../src/rules/bundle.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import type { HookRequest } from '../../src/stripe/types.ts';
import { accountName, filesOf, loaded, orders, platform, shop, taxTable } from './data.ts';

const moment = Date.parse('2026-11-20T12:00-05:00') / 1000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.trunc(sorted.length / 2)]!;
}

function report(what: string, value: string, more = ''): void {
  console.log(`${what.padEnd(64)} ${value.padStart(10)}   ${more}`);
}

interface Contender {
  what: string;
  directory: Directory;
  requests: HookRequest[];
}

/** Microseconds of one evaluation, the median over every request of the later half of the rounds. */
function race(contenders: readonly Contender[], rounds = 20): number[] {
  const times = contenders.map((): number[] => []);
  const turns = Math.max(...contenders.map(({ requests }) => requests.length));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { directory, requests }] of contenders.entries()) {
      // As many for each, or the first of a turn, which find other data in the processor, count more.
      for (let turn = 0; turn < turns; turn++) {
        const request = requests[turn % requests.length]!;
        const start = process.hrtime.bigint();
        const rules = directory.forAccount(request.hook === 'price' ? null : request.account)!;
        evaluate(rules, request, moment);
        const time = Number(process.hrtime.bigint() - start) / 1000;
        if (round >= rounds / 2) times[index]!.push(time);
      }
    }
  }
  return times.map(median);
}

function raceAndReport(contenders: readonly Contender[], rounds?: number): void {
  const medians = race(contenders, rounds);
  for (const [index, { what }] of contenders.entries()) {
    const ratio = index === 0 ? 'baseline' : `${(medians[index]! / medians[0]!).toFixed(2)} times the baseline`;
    report(what, `${medians[index]!.toFixed(1)} µs`, ratio);
  }
}

/** Milliseconds, the median of `times` runs. */
function timed(run: () => unknown, times: number): number {
  const found: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    collect();
    const start = performance.now();
    run();
    found.push(performance.now() - start);
  }
  return median(found);
}

/** Megabytes that what `make` returns keeps alive. */
function held(make: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = make();
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  return kept === undefined ? 0 : bytes / 1e6;
}

const few = loaded(filesOf(shop(100)));
const many = loaded(filesOf(shop(42_000)));

for (const lines of [5, 50]) {
  raceAndReport(
    [
      { what: `${lines} lines, 100 tax rows, 300 zones`, directory: few.directory, requests: orders(lines, 100) },
      { what: `${lines} lines, 42,000 tax rows, 300 zones`, directory: many.directory, requests: orders(lines, 100) },
      { what: `  the same to 2,000 places in turn`, directory: many.directory, requests: orders(lines, 2000) },
    ],
    lines === 5 ? 20 : 10,
  );
}

const table = filesOf({ ...shop(100), 'tables/us.csv': taxTable(50_000, 50_000, 2) });
report('100,000 tax rows from CSV, checked and compiled', `${timed(() => loaded(table), 5).toFixed(0)} ms`);
report('  held', `${held(() => loaded(table).directory).toFixed(0)} MB`);
report('  held with its source', `${held(() => loaded(table)).toFixed(0)} MB`);

const bundle = JSON.stringify(makeBundle(many.source!, many.revisions!));
report('a bundle of 42,000 rows: JSON.parse', `${timed(() => JSON.parse(bundle), 9).toFixed(0)} ms`);
report('  parsed, loaded and indexed', `${timed(() => loadBundle(JSON.parse(bundle)), 9).toFixed(0)} ms`);

const [one, thousand] = [filesOf(platform(1)), filesOf(platform(1000))];
report('1,000 account folders', `${timed(() => loaded(thousand), 3).toFixed(0)} ms`);
raceAndReport([
  { what: '5 lines, 1 account', directory: loaded(one).directory, requests: orders(5, 1000, () => accountName(0)) },
  { what: '5 lines, 1,000 accounts', directory: loaded(thousand).directory, requests: orders(5, 1000, accountName) },
]);
report('peak memory of this process', `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
