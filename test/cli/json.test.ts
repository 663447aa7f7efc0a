/** `--json`: exactly one document on stdout, whatever happens, and the exit code that says how it went. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build } from '../../src/cli/build.ts';
import { check } from '../../src/cli/check.ts';
import { diff } from '../../src/cli/diff.ts';
import { explain } from '../../src/cli/explain.ts';
import { fmt } from '../../src/cli/fmt.ts';
import type { Io } from '../../src/cli/output.ts';
import { replay } from '../../src/cli/replay.ts';
import { send } from '../../src/cli/send.ts';
import { runTestCommand } from '../../src/cli/test.ts';
import { ratebook, temporary } from '../support/command.ts';

// Some start processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const approval = 'default: approve\n';
const order = 'finalize: { items: [{ sku: MUG, price: 10 }] }\n';
const request = '{"type":"v1.delegated_checkout.customize_checkout"}';

/** What is wrong with a directory of rules, or with a file. */
const files = {
  'good/settings.yaml': 'currency: usd\n',
  'good/approval.yaml': approval,
  'good/tests/a.yaml': `tests:\n  - name: all\n    ${order}    expect: { decision: approved }\n`,
  'failing/settings.yaml': 'currency: usd\n',
  'failing/approval.yaml': approval,
  'failing/tests/a.yaml': `tests:\n  - name: all\n    ${order}    expect: { decision: declined }\n`,
  'broken/settings.yaml': 'currency: usd\n',
  'broken/approval.yaml': 'defualt: approve\n',
  'unclosed/settings.yaml': 'currency: [usd\n',
  'nothing/.keep': '',
  'order.yaml': order,
  'misspelt.yaml': 'finalize: { itmes: [] }\n',
  'request.json': request,
  'unclosed.json': '{',
  'bytes.json': '\u0000',
  'empty.jsonl': '',
  'prose.jsonl': 'This is no log.\n',
};

let dir: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ dir, remove } = await temporary(files));
});
afterAll(() => remove());

type Run = (path: string, io: Io) => Promise<number>;
const json = true;
const limit = '20';
const at = (path: string): string => `${dir}/${path}`;

/** Each command with `--json`, of a directory. */
const ofRules: Record<string, Run> = {
  check: (path, io) => check(path, { json }, io),
  test: (path, io) => runTestCommand(path, { json }, io),
  'test --min': (path, io) => runTestCommand(path, { json, min: '100' }, io),
  explain: (path, io) => explain(at('order.yaml'), { rules: path, json }, io),
  replay: (path, io) => replay(at('prose.jsonl'), { rules: path, limit, json }, io),
  'diff from': (path, io) => diff(path, at('good'), { limit, json }, io),
  'diff to': (path, io) => diff(at('good'), path, { limit, json }, io),
  'diff of both': (path, io) => diff(path, path, { limit, json }, io),
  build: (path, io) => build(path, { out: at('out.json'), json }, io),
  fmt: (path, io) => fmt([path], { check: true, json }, io),
};

/** Each command with `--json` that reads another file. */
const ofFiles: Record<string, Run> = {
  explain: (path, io) => explain(path, { rules: at('good'), json }, io),
  replay: (path, io) => replay(path, { rules: at('good'), limit, json }, io),
  diff: (path, io) => diff(at('good'), at('good'), { with: path, limit, json }, io),
  send: (path, io) => send('http://127.0.0.1:9/hooks', path, { secret: 'whsec_0123456789abcdef', json }, io),
};

/** The one document, and the exit code. */
async function documentOf(run: Run, path: string): Promise<{ document: Record<string, unknown>; code: number }> {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, color: false, env: {} };
  const code = await run(at(path), io);
  return { document: JSON.parse(out.join('\n')), code };
}

/** Each of these with each of those, and the exit code. */
const table = (runs: Record<string, Run>, kinds: Record<string, number>, except: Record<string, number>) =>
  Object.entries(runs).flatMap(([name, run]) =>
    Object.entries(kinds).map(([path, code]) => {
      const known = except[`${name} ${path}`] ?? code;
      return { name, path, code: known, run };
    }),
  );

describe('one document and its exit code of rules', () => {
  const kinds = { good: 0, failing: 0, broken: 1, unclosed: 1, nothing: 1, gone: 1, 'order.yaml': 1 };
  // A log without a decision is a fault, a file is in form or not, and form is no matter of meaning.
  const except = {
    'test failing': 1,
    'test --min failing': 1,
    'replay good': 1,
    'replay failing': 1,
    'fmt broken': 0,
    'fmt order.yaml': 0,
  };

  it.each(table(ofRules, kinds, except))('$name $path: $code', async ({ path, run, code }) => {
    const ran = await documentOf(run, path);
    expect(ran.code).toBe(code);
    if (path !== 'good' && path !== 'failing' && code === 1) expect(ran.document.ok).toBe(false);
  });

  it.each(['broken', 'unclosed', 'nothing', 'gone'])('%s: the problems are in it, with their codes', async (path) => {
    const { problems } = (await documentOf(ofRules.check!, path)).document as { problems: object[] };
    expect(problems.length).toBeGreaterThan(0);
    for (const name of ['explain', 'replay', 'diff from', 'diff to', 'build']) {
      expect((await documentOf(ofRules[name]!, path)).document).toMatchObject({ ok: false, problems, warnings: 0 });
    }
    const both = (await documentOf(ofRules['diff of both']!, path)).document;
    expect(both).toMatchObject({ errors: problems.length * 2, problems: [...problems, ...problems] });
  });
});

describe('one document and its exit code of a file', () => {
  const kinds = { 'gone.json': 2, nothing: 2, 'unclosed.json': 1, 'bytes.json': 1, 'prose.jsonl': 1 };
  const more = { 'request.json': 1, 'misspelt.yaml': 1, 'empty.jsonl': 1 };
  const except = { 'replay empty.jsonl': 0, 'diff empty.jsonl': 0 };

  it.each(table(ofFiles, { ...kinds, ...more }, except))('$name $path: $code', async ({ path, run, code }) => {
    const ran = await documentOf(run, path);
    expect(ran.code).toBe(code);
  });
});

describe('one document of wrong usage, and exit code 2', () => {
  const order = 'rules/tests/recorded/finalize-prepaid.json';
  it.each([
    [['check', '--nonsense']],
    [['check', 'a', 'b']],
    [['check', '--explain', 'nonsense']],
    [['test', 'rules', '--min', '101']],
    [['test', 'rules', '--watch']],
    [['explain']],
    [['explain', order, '--at', 'noon']],
    [['send', 'nonsense', order, '--secret', 'whsec_0123456789abcdef']],
    [['send', 'http://127.0.0.1:9/hooks', order]],
    [['replay', order, '--hook', 'nonsense']],
    [['diff', 'rules']],
    [['diff', 'rules', 'rules', '--limit', 'few']],
    [['build', 'rules']],
    [['fmt', 'README.md']],
  ])('%j', async (args) => {
    const { code, out, err } = await ratebook([...args, '--json']);
    const { ok, error } = JSON.parse(out);
    expect({ code, ok }).toEqual({ code: 2, ok: false });
    expect(err).toContain(error);
  });
});

it('one document where a bundle cannot be written, and exit code 1', async () => {
  const out = at('order.yaml/rules.json');
  const ran = await ratebook(['build', at('good'), '--out', out, '--json']);
  expect(JSON.parse(ran.out)).toEqual({ ok: false, error: expect.stringContaining(at('order.yaml')) });
  expect(ran.err).not.toMatch(/\n\s+at /);
  expect(ran.code).toBe(1);
});
