/** Loading: from the bytes of files to rules that answer, and from a bundle; against reading the same without a thought. */
import { loadBundle, makeBundle } from '../../../src/rules/bundle.ts';
import { filesOf, loaded, platform, shop, taxTable } from '../data.ts';
import { type Figure, tell } from '../figure.ts';
import { type Entrant, race, ratioOf, spreadOf } from '../turns.ts';

const collect = globalThis.gc!;

/** Megabytes that what `make` returns keeps alive. */
function held(make: () => unknown): string {
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = [make()];
  collect();
  const bytes = process.memoryUsage().heapUsed - before;
  return kept.length === 0 ? '' : `${(bytes / 1e6).toFixed(1)} MB held`;
}

const table = filesOf(shop(100_000));
const text = taxTable(100_000);
const many = loaded(filesOf(shop(42_000)));
const bundle = JSON.stringify(makeBundle(many.source!, many.revisions!));
const thousand = filesOf(platform(1000));

const pairs: { base: Entrant; ours: Entrant; keeps: () => unknown }[] = [
  {
    base: {
      name: '100,000 rows of CSV: split into lines and cells',
      run: () => text.split('\n').map((row) => row.split(',')),
    },
    ours: { name: '100,000 rows of CSV: checked and compiled', run: () => loaded(table) },
    keeps: () => loaded(table).directory,
  },
  {
    base: { name: 'bundle of 42,000 rows: JSON.parse', run: () => JSON.parse(bundle) },
    ours: { name: 'bundle of 42,000 rows: loaded', run: () => loadBundle(JSON.parse(bundle)) },
    keeps: () => loadBundle(JSON.parse(bundle)),
  },
  {
    base: {
      name: '1,000 account folders: a copy of each byte',
      run: () => [...thousand.values()].map((bytes) => bytes.slice()),
    },
    ours: { name: '1,000 account folders: checked and compiled', run: () => loaded(thousand) },
    keeps: () => loaded(thousand).directory,
  },
];

const figures: Figure[] = [];
for (const { base, ours, keeps } of pairs) {
  const times = await race([base, ours], { rounds: 6, budget: 3000 });
  for (const [index, { name }] of [base, ours].entries()) {
    figures.push({
      name,
      micros: spreadOf(times[index]!),
      ratio: ratioOf(times[index]!, times[0]!),
      of: base.name,
      guarded: index === 1,
      ...(index === 1 ? { note: held(keeps) } : {}),
    });
  }
}

tell({ part: 'loading', title: 'Loading', figures, notes: [] });
