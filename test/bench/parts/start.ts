/** From the start of a process, or of a Worker, to its first answer: by the clock, in fresh ones. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire as requireOf } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBundle } from '../../../src/rules/bundle.ts';
import { buildService } from '../build.ts';
import { filesOf, loaded, shop } from '../data.ts';
import { deploy } from '../deployed.ts';
import { type Figure, tell } from '../figure.ts';
import { firstAnswer, inTurns, nothing, told } from '../processes.ts';
import { ratioOf, spreadOf } from '../turns.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ratebook-bench-'));
const figures: Figure[] = [];

/** `names[0]` is the baseline of the others; `compared`: what the ratios are of, where it is not the times themselves. */
function add(
  names: readonly string[],
  times: readonly number[][],
  guarded: readonly number[],
  compared: readonly number[][] = times,
): void {
  for (const [index, name] of names.entries()) {
    figures.push({
      name,
      micros: spreadOf(times[index]!),
      ratio: ratioOf(compared[index]!, compared[0]!),
      of: names[0]!.replace(/^.*: /, ''),
      guarded: guarded.includes(index),
    });
  }
}

const texts = shop(42_000, 10);
const many = loaded(filesOf(texts));
const bundle = JSON.stringify(makeBundle(many.source!, many.revisions!));

async function service(): Promise<void> {
  const program = buildService(root);
  const rules = join(folder, 'rules');
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(rules, path)), { recursive: true });
    writeFileSync(join(rules, path), text);
  }
  writeFileSync(join(folder, 'bundle.json'), bundle);
  const body = readFileSync(join(root, 'rules/tests/recorded/customize-california.json'), 'utf8');
  const answer = (...options: string[]) => firstAnswer(program, options, body);
  const kinds: [string, () => Promise<number> | number][] = [
    ['node -e 0', nothing],
    ['serve: the example rules', () => answer('--rules', join(root, 'rules'))],
    ['serve: 42,000 tax rows', () => answer('--rules', rules)],
    ['serve: a bundle of 42,000 tax rows', () => answer('--bundle', join(folder, 'bundle.json'))],
  ];
  const times = await inTurns(
    kinds.map(([, run]) => run),
    5,
  );
  add(
    kinds.map(([name]) => name),
    times,
    [1, 2, 3],
  );
}

const worker = deploy(root, join(folder, 'worker'));
const bindings = { STRIPE_HOOK_SECRET: 'whsec_0123456789abcdef' };

/** Reads the same rows, and no more. */
const floor = `import text from ${JSON.stringify(worker.rulesPath)};
globalThis.rows = text.split('\\n').map((row) => row.split(','));
export default { fetch: () => new Response('') };
`;

const workers: { name: string; code: string; rules: string }[] = [
  { name: '42,000 rows of CSV, split', code: floor, rules: texts['tables/us.csv']! },
  { name: 'the example rules', code: worker.code, rules: worker.rules },
  { name: '42,000 tax rows', code: worker.code, rules: bundle },
];

/** Tells the microseconds from the import of a module to the end of its evaluation, and those of CPU. */
const evaluator = `
import './rules.mjs';
const [start, before] = [performance.now(), process.cpuUsage()];
const { default: worker } = await import('./worker.mjs');
const [end, { user, system }] = [performance.now(), process.cpuUsage(before)];
const answer = await worker.fetch(new Request('http://worker/readyz'), ${JSON.stringify(bindings)});
if (answer.status !== 200) throw new Error('The Worker is not ready.');
console.log(JSON.stringify([(end - start) * 1000, user + system]));
`;
const textModule = `import { readFileSync } from 'node:fs';
export default readFileSync(new URL('rules.json', import.meta.url), 'utf8');
`;

/** The module of the Worker in Node, which makes no code of texts then, as workerd does not. */
async function evaluated(): Promise<void> {
  const kinds = workers.map(({ code, rules }, index) => {
    const own = join(folder, `evaluated-${index}`);
    mkdirSync(own);
    writeFileSync(join(own, 'worker.mjs'), code.replace(worker.rulesPath, './rules.mjs'));
    writeFileSync(join(own, 'rules.json'), rules);
    writeFileSync(join(own, 'rules.mjs'), textModule);
    writeFileSync(join(own, 'evaluator.mjs'), evaluator);
    const args = ['--disallow-code-generation-from-strings', join(own, 'evaluator.mjs')];
    return () => told<[clock: number, cpu: number]>(args);
  });
  const found = await inTurns(kinds, 9);
  const [clock, cpu] = [0, 1].map((which) => found.map((rounds) => rounds.map((times) => times[which]!)));
  add(names('Worker evaluated'), clock!, [2], cpu!);
}

/** From nothing to the first answer: the start of workerd is in it. */
async function inWorkerd(): Promise<void> {
  const { Miniflare } = requireOf(requireOf(import.meta.url).resolve('wrangler'))('miniflare');
  const kinds = workers.map(({ code, rules }) => async () => {
    const start = performance.now();
    const runtime = new Miniflare({
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: code },
        { type: 'Text', path: worker.rulesPath.slice(2), contents: rules },
      ],
      compatibilityDate: '2026-04-01',
      bindings,
    });
    try {
      const answer = await runtime.dispatchFetch('http://worker/readyz');
      if (answer.status !== 200) throw new Error('The Worker is not ready.');
      return (performance.now() - start) * 1000;
    } finally {
      await runtime.dispose();
    }
  });
  await kinds[0]!();
  add(names('workerd'), await inTurns(kinds, 5), [2]);
}

function names(where: string): string[] {
  return workers.map(({ name }) => `${where}: ${name}`);
}

try {
  await service();
  await evaluated();
  await inWorkerd();
  tell({
    part: 'start',
    title: 'From the start to the first answer',
    clock: true,
    figures,
    notes: [
      '42,000 tax rows: with them a shop of 10 zones and a catalog of 5,000 rows.',
      'serve: the bundled service, from the start of its process to the last byte of its answer to a signed hook.',
      'Worker evaluated: its module, as wrangler bundles it, in a fresh Node that makes no code of texts. That is what a Worker does before it can answer. The ratio is of CPU.',
      'workerd: from nothing to the first answer; most of it is the start of workerd itself.',
    ],
  });
} finally {
  rmSync(folder, { recursive: true });
}
