/** Loading: from the bytes of files to rules that answer, and from a bundle; against reading the same without a thought. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { loadBundle, makeBundle } from '../../../src/rules/bundle.ts';
import type { RuleFiles } from '../../../src/rules/files.ts';
import type { Directory } from '../../../src/rules/ruleset.ts';
import { filesOf, loaded, platform, shop, type Texts, taxTable } from '../data.ts';
import { type Figure, once, sized, tell } from '../figure.ts';
import { told } from '../processes.ts';
import { type Entrant, race, ratioOf, spreadOf } from '../turns.ts';

const collect = globalThis.gc!;

/** Few: it is the rows that are measured, and not the YAML beside them. */
const zones = 10;

/** Bytes that what `make` returns keeps alive. */
function held(make: () => unknown): number {
  collect();
  const before = process.memoryUsage();
  const kept = [make()];
  collect();
  const after = process.memoryUsage();
  const buffers = after.arrayBuffers - before.arrayBuffers;
  return kept.length === 0 ? 0 : after.heapUsed - before.heapUsed + buffers;
}

/** Bytes that a directory has more of for each of `count` things than one that is the same without them. */
function heldByOne(count: number, many: Texts, few: Texts): number {
  const keep = (texts: Texts) => {
    const files = filesOf(texts);
    return held(() => loaded(files).directory);
  };
  // What the first load of all keeps is not a matter of its size.
  keep(few);
  return Math.trunc((keep(many) - keep(few)) / count);
}

/** A shop that declines what a list of so many mails names. */
function listed(lines: number): Texts {
  return {
    'settings.yaml': 'currency: usd\n',
    'approval.yaml':
      'rules: [{ id: blocked, decline: We cannot take this order., when: { email: "@blocked" }, if_unknown: skip }]\n',
    'lists/blocked.txt': Array.from({ length: lines }, (_, line) => `buyer${line}@shop.example\n`).join(''),
  };
}

/** What is loaded once, in a process of its own. */
const large = {
  '100,000 tax rows': () => shop(100_000),
  '10,000 accounts': () => platform(10_000),
  'a list of 1,000,000 lines': () => listed(1_000_000),
};

interface Load {
  micros: number;
  /** Bytes that the process had at most, less those that it had before. */
  peak: number;
  held: number;
}

/** `file`: the files, serialized, so that making them has left nothing in memory. */
function loadOnce(file: string): Load {
  const files: RuleFiles = deserialize(readFileSync(file));
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  const before = process.cpuUsage();
  const kept: Directory[] = [loaded(files).directory];
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS * 1024 - rss;
  collect();
  return { micros: user + system, peak, held: kept.length * (process.memoryUsage().heapUsed - heapUsed) };
}

function fresh(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'ratebook-bench-'));
  try {
    const file = join(folder, 'files');
    return Object.entries(large).flatMap(([name, make]): Figure[] => {
      writeFileSync(file, serialize(filesOf(make())));
      const { micros, peak, held: kept } = told<Load>(['--expose-gc', process.argv[1]!, file]);
      return [
        { name: `${name}, once`, micros: once(micros), ratio: null, of: '', guarded: false },
        sized(`${name}, once: memory at the peak`, peak),
        sized(`${name}, once: memory kept`, kept),
      ];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Pair {
  base: Entrant;
  ours: Entrant;
}

function rowsOfCsv(count: number): Pair {
  const files = filesOf(shop(count, zones));
  const text = taxTable(count);
  const name = `${count.toLocaleString('en-US')} rows of CSV`;
  return {
    base: { name: `${name}: split into lines and cells`, run: () => text.split('\n').map((row) => row.split(',')) },
    ours: { name: `${name}: checked and compiled`, run: () => loaded(files) },
  };
}

function pairs(): Pair[] {
  const many = loaded(filesOf(shop(42_000, zones)));
  const bundle = JSON.stringify(makeBundle(many.source!, many.revisions!));
  const thousand = filesOf(platform(1000));
  return [
    rowsOfCsv(42_000),
    rowsOfCsv(100_000),
    {
      base: { name: 'bundle of 42,000 rows: JSON.parse', run: () => JSON.parse(bundle) },
      ours: { name: 'bundle of 42,000 rows: loaded', run: () => loadBundle(JSON.parse(bundle)) },
    },
    {
      base: {
        name: '1,000 account folders: a copy of each byte',
        run: () => [...thousand.values()].map((bytes) => bytes.slice()),
      },
      ours: { name: '1,000 account folders: checked and compiled', run: () => loaded(thousand) },
    },
  ];
}

async function raced({ base, ours }: Pair): Promise<Figure[]> {
  const times = await race([base, ours], { rounds: 6, budget: 3000 });
  return [base, ours].map(({ name }, index) => ({
    name,
    micros: spreadOf(times[index]!),
    ratio: ratioOf(times[index]!, times[0]!),
    of: base.name,
    guarded: index === 1,
  }));
}

async function measure(): Promise<void> {
  const memory = [
    sized('held by a tax row, of 100,000', heldByOne(100_000, shop(100_000), shop(0))),
    sized('held by an account, of 1,000', heldByOne(1000, platform(1000), platform(0))),
  ];
  const figures: Figure[] = [];
  for (const pair of pairs()) figures.push(...(await raced(pair)));
  const notes = [
    'The rows are those of a shop with 10 zones, as many shipping options and a catalog of 5,000 products, all of which is read anew. Once: with 300 zones.',
    'Once: in a process of its own, where nothing is compiled yet. Memory: more than with the bytes of the files alone.',
    'Held: what the compiled directory keeps in memory, less that of one without them.',
  ];
  tell({ part: 'loading', title: 'Loading', figures: [...figures, ...memory, ...fresh()], notes });
}

const file = process.argv[2];
if (file === undefined) await measure();
else process.stdout.write(JSON.stringify(loadOnce(file)));
