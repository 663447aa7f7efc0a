/** Random directories in which many entries stand behind others, and whether one that is said to be out of reach is reached. */
import { evaluate } from '../../src/decide/evaluate.ts';
import type { Explanation } from '../../src/decide/explanation.ts';
import { compileFiles } from '../../src/node/load.ts';
import { lint } from '../../src/rules/lint/lint.ts';
import { Problems } from '../../src/rules/problem.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { countries } from './alphabet.ts';
import { Random } from './random.ts';
import { items, placeIn, type Scheme, when } from './write-conditions.ts';
import { writeDirectory } from './write-directory.ts';
import { writeMoment, writeRequest } from './write-requests.ts';
import { type Tree, type TreeMap, textsOf, type WrittenDirectory } from './written.ts';

/** The lists of each file whose entries stand in each other's way, and the hook that its conditions are of. */
const lists: Readonly<Record<string, { hook: 'customize' | 'finalize'; keys: string[] }>> = {
  'approval.yaml': { hook: 'finalize', keys: ['always', 'rules'] },
  'fees.yaml': { hook: 'finalize', keys: ['fees'] },
  'taxes.yaml': { hook: 'customize', keys: ['rates', 'classes', 'exempt'] },
  'shipping.yaml': { hook: 'customize', keys: ['options'] },
};

/** Puts entries behind others: copies with more conditions or fewer, and those of few conditions that are put together anew. */
export function crowd(directory: WrittenDirectory, random: Random): void {
  const scheme: Scheme = {
    random,
    zones: [],
    hasCatalog: 'catalog.csv' in directory,
    currencies: ['usd'],
    amount: ([value]) =>
      Object.fromEntries(['usd', 'cad', 'jpy', 'isk', 'kwd'].map((code) => [code, String(Math.ceil(value!))])),
  };
  for (const [path, file] of Object.entries(directory)) {
    const found = lists[path.replace(/^.*\//, '')];
    if (found === undefined || file.is !== 'yaml') continue;
    for (const key of found.keys) {
      const entries = file.tree[key] as TreeMap[] | undefined;
      if (!Array.isArray(entries) || entries.length === 0) continue;
      const copies = random.list(1, 4, (index) =>
        copyOf(random.pick(entries), `${key}-copy-${index}`, found.hook, scheme),
      );
      const mixed = random.chance(0.6) ? mixedEntries(random.pick(entries), key, found.hook, scheme) : [];
      file.tree[key] = random.chance(0.5) ? [...mixed, ...entries, ...copies] : [...entries, ...copies, ...mixed];
    }
  }
}

/** Entries like one, whose conditions are made of the same few. */
function mixedEntries(entry: TreeMap, key: string, hook: 'customize' | 'finalize', scheme: Scheme): TreeMap[] {
  const { random } = scheme;
  const onLines = 'class' in entry && 'items' in entry;
  const country = random.pick(countries);
  const few = random.list(2, 3, (): TreeMap => {
    if (onLines) return items(scheme, hook, 0);
    if (random.chance(0.4)) return { to: placeIn(random, country) };
    return random.chance(0.2)
      ? { [random.pick(['known', 'missing'])]: random.pick(['to', 'account', 'weight']) }
      : when(scheme, hook, 0);
  });
  const mix = (depth: number): TreeMap => {
    const kind = depth === 0 ? 0 : random.whole(0, 5);
    if (kind <= 1) return random.pick(few);
    if (kind === 2) return { not: mix(depth - 1) };
    return { [kind === 3 ? 'any' : 'all']: random.list(2, 3, () => mix(depth - 1)) };
  };
  return random.list(3, 7, (index) => {
    const like = copyOf(entry, `${key}-mixed-${index}`, hook, scheme);
    const { when: _, from: __, through: ___, ...rest } = like;
    if (onLines) return { ...rest, items: mix(2) };
    const decline = typeof rest.decline === 'string' ? random.maybe(0.4, 'if_unknown', () => 'decline') : {};
    return { ...rest, ...decline, ...(random.chance(0.1) ? {} : { when: mix(2) }) };
  });
}

function copyOf(entry: TreeMap, id: string, hook: 'customize' | 'finalize', scheme: Scheme): TreeMap {
  const { random } = scheme;
  const copy = structuredClone(entry);
  if ('id' in copy) copy.id = id;
  if ('surcharges' in copy) delete copy.surcharges;
  if (typeof copy.percent === 'string' && copy.use === undefined)
    copy.percent = String((Number(copy.percent) + 1) % 50);
  if (typeof copy.decline === 'string') copy.decline = `No ${id}.`;
  const more = (): TreeMap => when(scheme, hook, 1);
  if ('class' in copy && 'items' in copy) {
    if (random.chance(0.7)) copy.items = { all: [copy.items!, items(scheme, hook)] };
    return copy;
  }
  const conditions: Tree[] = copy.when === undefined ? [] : [copy.when];
  const kind = random.whole(0, 6);
  if (kind <= 2) copy.when = { all: [...conditions, more()] };
  else if (kind === 3 && conditions.length > 0) copy.when = { all: [...conditions, { not: conditions[0]! }] };
  else if (kind === 4)
    copy.when = { any: [{ all: [...conditions, more()] }, { all: [...conditions, more(), more()] }] };
  else if (kind === 5 && conditions.length > 0) copy.when = { not: { not: conditions[0]! } };
  if (random.chance(0.2)) copy.from = '2026-11-20';
  return copy;
}

/** What a run saw. */
export interface Reached {
  directories: number;
  /** Entries called unreachable, and those of them that covered ones are. */
  called: number;
  covered: number;
  /** Entries that were reached all the same. */
  wrong: string[];
}

/** Looks at `count` directories, each with as many random requests. */
export function reachMany(firstSeed: number, count: number, requests: number): Reached {
  const run: Reached = { directories: 0, called: 0, covered: 0, wrong: [] };
  for (let seed = firstSeed; run.directories < count; seed++) {
    const random = new Random(seed);
    const written = writeDirectory(random);
    crowd(written, random);
    const texts = textsOf(written);
    const { directory, source, problems } = compileFiles(
      new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)])),
    );
    if (directory === null || source === null || problems.hasErrors) continue;
    run.directories++;
    const found = new Problems();
    lint(source, 0, found);
    const called = new Map(
      found.all.filter(({ code }) => code === 'unreachable').map(({ at, message }) => [at, message]),
    );
    run.called += called.size;
    run.covered += [...called.values()].filter((message) => /stand|cover|take|offered/.test(message)).length;
    if (called.size === 0) continue;
    for (let index = 0; index < requests; index++) {
      const parsed = parseHookRequest(writeRequest(random));
      if (!parsed.ok || parsed.request.hook === 'price') continue;
      const set = directory.forAccount(parsed.request.account);
      const explanation = set && evaluate(set, parsed.request, writeMoment(random), true).explanation;
      for (const at of explanation ? reachedIn(explanation) : []) {
        const message = called.get(at);
        if (message === undefined) continue;
        run.wrong.push(`seed ${seed}: ${at} ${message}\n${texts[at.replace(/:\d+:\d+$/, '')]}`);
        called.delete(at);
      }
    }
  }
  return run;
}

/** Where the entries stand that had a part in an answer. */
function* reachedIn({ approval, fees, taxes, shipping }: Explanation): Iterable<string> {
  for (const { at, verdict } of approval?.rules ?? []) if (verdict === 'applied') yield at;
  for (const { at, lines } of fees?.fees ?? []) if (lines.length > 0) yield at;
  for (const line of taxes?.lines ?? []) {
    for (const { at, verdict } of [...line.rates, ...line.exemptions]) {
      if (verdict === 'applied' || verdict === 'exempt') yield at;
    }
  }
  for (const { at, offered, surcharges } of shipping?.options ?? []) {
    if (offered) yield at;
    for (const one of surcharges) if (one.verdict === 'applied') yield one.at;
  }
}
