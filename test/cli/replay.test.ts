import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { projectDir, ratebook, start, temporary, write } from '../support/command.ts';
import { bytesOf, headerOf } from '../support/sign.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const secret = 'whsec_0123456789abcdef';
const recorded = join(projectDir, 'rules/tests/recorded');

let dir: string;
let remove: () => Promise<void>;
let log: string;
/** The lines of the log. */
let lines: string[];
/** The example rules with another price of one option. */
let dearer: string;

beforeAll(async () => {
  ({ dir, remove } = await temporary({}));
  log = join(dir, 'decisions.jsonl');
  const service = start(['serve', '--rules', 'rules', '--port', '0'], {
    STRIPE_HOOK_SECRET: secret,
    DECISION_LOG: log,
  });
  const [url] = await service.until(/http:\/\/127\.0\.0\.1:\d+\/hooks/);
  for (const name of (await readdir(recorded)).filter((one) => one.endsWith('.json')).sort()) {
    const body = bytesOf(await readFile(join(recorded, name), 'utf8'));
    const signature = await headerOf(secret, Math.trunc(Date.now() / 1000), body);
    const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': signature };
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
  }
  await service.stop();
  lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  dearer = join(dir, 'dearer');
  await cp(join(projectDir, 'rules'), dearer, { recursive: true });
  const shipping = await readFile(join(dearer, 'shipping.yaml'), 'utf8');
  await writeFile(join(dearer, 'shipping.yaml'), shipping.replace('price: 5.99', 'price: 6.49'));
});
afterAll(() => remove());

/** The line of a file of the dearer rules on which a text stands. */
const lineWith = async (file: string, text: string): Promise<number> =>
  (await readFile(join(dearer, file), 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;

describe('ratebook replay', () => {
  it('of what the same rules decided changes nothing', async () => {
    const { code, out, err } = await ratebook(['replay', log, '--rules', 'rules', '--fail-on-change']);
    expect(out).toMatch(new RegExp(`^${lines.length} decisions of .*, decided by rules: nothing changes\n`));
    expect(out).not.toMatch(/not replayable|could not be read/);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(15);
  });

  it('tells what changes, by which entry, and ends with 1 where that was asked for', async () => {
    const { code, out } = await ratebook(['replay', log, '--rules', dearer]);
    expect(out).toContain(`\n  1 × standard 5.99 → 6.49 USD\n`);
    expect(out).toContain(`${dearer}/shipping.yaml:${await lineWith('shipping.yaml', 'id: standard')}  standard\n`);
    expect(out).toMatch(/no account +US +shipping USD +\S+ +\S+ +\+0\.50\n/);
    expect(code).toBe(0);
    expect((await ratebook(['replay', log, '--rules', dearer, '--fail-on-change'])).code).toBe(1);
  });

  it('--json is one document, with all sums in minor units', async () => {
    const { out, err } = await ratebook(['replay', log, '--rules', dearer, '--json', '--limit', '0']);
    const { changes, first, money, totals, ...rest } = JSON.parse(out);
    expect(err).toBe('');
    expect(rest).toMatchObject({
      ok: false,
      interrupted: false,
      before: null,
      after: dearer,
      decisions: lines.length,
      changed: 1,
      not_replayable: 0,
      by_hook: { customize: { changed: 1 }, finalize: { changed: 0 }, price: { changed: 0 } },
      not_read: { count: 0, first: [] },
    });
    const at = { file: `${dearer}/shipping.yaml`, line: await lineWith('shipping.yaml', 'id: standard'), col: 5 };
    expect(changes).toEqual([
      {
        ...{ decisions: 1, count: 1, hook: 'customize', currency: 'usd', part: 'shipping', what: 'standard' },
        ...{ kind: 'amount', before: 599, after: 649, sum_before: 599, sum_after: 649 },
        causes: [{ entry: 'shipping.standard', before: null, after: at }],
      },
    ]);
    expect(first).toEqual([]);
    const sum = (side: 'before' | 'after'): number =>
      money
        .filter(({ currency }: { currency: string }) => currency === 'usd')
        .reduce((total: number, one: { before: object; after: object }) => total + Object(one[side]).shipping, 0);
    const usd = totals.find(({ currency }: { currency: string }) => currency === 'usd');
    expect([sum('before'), sum('after')]).toEqual([usd.before.shipping, usd.after.shipping]);
    expect(usd.after.shipping - usd.before.shipping).toBe(50);
  });

  it('does not say that nothing changes where it cannot know', async () => {
    const named = join(dir, 'named');
    await cp(join(projectDir, 'rules'), named, { recursive: true });
    const rules = await readFile(join(named, 'approval.yaml'), 'utf8');
    const rule = '  - { id: jenny, decline: No., when: { name: Jenny Rosen } }\n';
    await writeFile(join(named, 'approval.yaml'), rules.replace('rules:\n', `rules:\n${rule}`));
    const { code, out } = await ratebook(['replay', log, '--rules', named, '--fail-on-change']);
    expect(out).toMatch(/: no answer is known to change\n/);
    expect(out).toMatch(
      /\n\d+ decisions are not replayable: what the log does not tell decides\n {2}name: Jenny Rosen \(\d+\)\n/,
    );
    expect(code).toBe(0);
  });

  it('takes one account, or one hook', async () => {
    const read = async (...args: string[]) => {
      const { out } = await ratebook(['replay', log, '--rules', 'rules', '--json', ...args]);
      return JSON.parse(out);
    };
    const { by_hook: byHook } = await read('--hook', 'price');
    expect([byHook.customize.decisions, byHook.finalize.decisions, byHook.price.decisions]).toEqual([0, 0, 3]);
    const { money, decisions } = await read('--account', 'acct_1HofladenBerlin');
    expect(decisions).toBeGreaterThan(0);
    expect(money.every(({ account }: { account: string }) => account === 'acct_1HofladenBerlin')).toBe(true);
  });

  it('counts and names what it cannot read, and goes on', async () => {
    const [first, second] = lines as [string, string];
    const old = first.replace('{"v":2', '{"v":1');
    const broken = ['not json', old, first, '', second.slice(0, 300), '{"level":"info","event":"hook"}', '[]', second];
    await write(dir, { 'broken.jsonl': `${broken.join('\n')}\n${first.slice(0, 50)}` });
    const { code, out } = await ratebook(['replay', join(dir, 'broken.jsonl'), '--rules', 'rules']);
    expect(out).toMatch(/^2 decisions of /);
    expect(out).toContain(`5 could not be read
  line 1: This is not JSON.
  line 2: The line is of another version 1; version 2 is read.
  line 5: The line is cut short.
  line 7: This is JSON, but no decision.
  line 9: The line is cut short.
`);
    expect(code).toBe(0);
  });

  it('says where a file holds no decision at all', async () => {
    const { code, err, out } = await ratebook(['replay', 'rules/shipping.yaml', '--rules', 'rules']);
    expect(err).toBe('rules/shipping.yaml holds no decision: nothing was compared.\n');
    expect(out).toMatch(/^0 decisions of rules\/shipping\.yaml, decided by rules: nothing was compared\n/);
    expect(code).toBe(1);
    await write(dir, { 'empty.jsonl': '' });
    expect((await ratebook(['replay', join(dir, 'empty.jsonl')])).code).toBe(0);
    expect((await ratebook(['replay', join(dir, 'empty.jsonl'), '--fail-on-change'])).code).toBe(1);
  });

  it.each([
    [['replay', 'no.jsonl'], 'no.jsonl cannot be read: ENOENT.\n'],
    [['replay', 'rules'], 'rules is a directory. Expected a decision log, which DECISION_LOG names.\n'],
    [['replay', 'package.json', '--limit', 'all'], '--limit all: expected a whole number, such as 20.\n'],
    [['replay', 'package.json', '--hook', 'pay'], '--hook pay: expected customize, finalize or price.\n'],
    [['diff', 'rules', 'rules', '--with', 'no'], 'no cannot be read: ENOENT.\n'],
    [
      ['diff', 'rules', 'rules', '--with', 'src'],
      'src holds neither tests nor requests (*.json). Expected a rule directory, its tests, or a decision log.\n',
    ],
    [['diff', 'rules', 'rules', '--at', 'noon'], '--at noon: expected a time, such as 2026-11-20T12:00-08:00.\n'],
  ])('%j is wrong usage, and it says why', async (args, message) => {
    const { code, err, out } = await ratebook(args);
    expect([err, out, code]).toEqual([message, '', 2]);
  });

  it('reads a gzipped log, and what comes on stdin', async () => {
    await writeFile(join(dir, 'log.gz'), gzipSync(await readFile(log)));
    const { out } = await ratebook(['replay', join(dir, 'log.gz'), '--rules', 'rules']);
    expect(out).toContain(`${lines.length} decisions of `);
    const whole = gzipSync(`${Array(200).fill(lines.join('\n')).join('\n')}\n`);
    await writeFile(join(dir, 'cut.gz'), whole.subarray(0, whole.length / 2));
    const cut = await ratebook(['replay', join(dir, 'cut.gz'), '--rules', 'rules']);
    expect(cut.out).toMatch(/after line \d+: The log ends here before its end \(\S+\)\./);
    expect(cut.code).toBe(0);
    const child = spawn(process.execPath, ['bin/ratebook.js', 'replay', '-', '--rules', 'rules'], { cwd: projectDir });
    child.stdin.end(`${lines[0]}\n`);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await once(child, 'close');
    expect(text).toMatch(/^1 decision of -/);
  });

  it('ended by Ctrl-C tells what was done so far, also where it waits for more', async () => {
    const child = spawn(process.execPath, ['bin/ratebook.js', 'replay', '-', '--rules', 'rules'], { cwd: projectDir });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    // More than a pipe holds: once it is taken, the run is under way.
    const many = `${Array(40).fill(lines.join('\n')).join('\n')}\n`;
    expect(many.length).toBeGreaterThan(500_000);
    await new Promise((resolve) => child.stdin.write(many, resolve));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(out).toMatch(
      /^Interrupted: this is what was done so far\.\n\d+ decisions? of -, decided by rules: nothing changes\n/,
    );
    expect(out).not.toContain('could not be read');
    expect([code, err]).toEqual([130, '']);
  });

  it.each([
    ['replay', (bad: string) => ['replay', log, '--rules', bad]],
    ['diff before', (bad: string) => ['diff', bad, 'rules']],
    ['diff after', (bad: string) => ['diff', 'rules', bad]],
  ])('by broken rules tells their problems: %s', async (_name, args) => {
    await write(dir, { 'bad/settings.yaml': 'currency: usd\n', 'bad/shipping.yaml': 'optoins: []\n' });
    const { code, out, err } = await ratebook(args(join(dir, 'bad')));
    expect(err).toContain('bad/shipping.yaml:1:1  error  unknown-key');
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  it('by rules of which one account is broken tells that, too', async () => {
    const bad = join(dir, 'bad-account');
    await cp(join(projectDir, 'rules'), bad, { recursive: true });
    await write(bad, { 'accounts/acct_1HofladenBerlin/taxes.yaml': 'rats: []\n' });
    const { code, err } = await ratebook(['replay', log, '--rules', bad]);
    expect(err).toContain('acct_1HofladenBerlin/taxes.yaml:1:1');
    expect(code).toBe(1);
  });
});

describe('ratebook diff', () => {
  it('takes a log, and names the entry of both', async () => {
    const { code, out } = await ratebook(['diff', 'rules', dearer, '--with', log]);
    const line = await lineWith('shipping.yaml', 'id: standard');
    expect(out).toContain(
      `  1 × standard 5.99 → 6.49 USD\n        rules/shipping.yaml:${line} → ${dearer}/shipping.yaml:${line}  standard\n`,
    );
    expect(code).toBe(0);
    expect((await ratebook(['diff', 'rules', dearer, '--with', log, '--fail-on-change'])).code).toBe(1);
    expect((await ratebook(['diff', 'rules', 'rules', '--with', log, '--fail-on-change'])).code).toBe(0);
  });

  it.each([
    ['the tests of the second', []],
    ['tests of the first', ['--with', 'rules/tests']],
    ['a file of tests', ['--with', 'rules/tests/shipping.yaml']],
    ['tests of an account', ['--with', 'rules/accounts/acct_1CedarKnives/tests', '--hook', 'finalize']],
    ['a recorded request', ['--with', 'rules/tests/recorded/customize-california.json']],
    ['a directory of them', ['--with', 'rules/tests/recorded', '--at', '2026-11-20T12:00']],
  ])('takes %s', async (_name, args) => {
    const { code, out, err } = await ratebook(['diff', 'rules', 'rules', ...args]);
    expect(out).toMatch(/^\d+ decisions? of \S+, decided by rules and rules: nothing changes\n/);
    expect(out).not.toMatch(/^0 /);
    expect([err, code]).toEqual(['', 0]);
  });

  it('names the test that changes', async () => {
    const { out } = await ratebook(['diff', 'rules', dearer, '--with', 'rules/tests/shipping.yaml']);
    expect(out).toMatch(/\n {2}rules\/tests\/shipping\.yaml:\d+ {2}customize {2}US {2}\S+Z {2}\w/);
  });

  it('says what is wrong with a request that is none, and goes on with the others', async () => {
    await write(dir, {
      'requests/a.json': '{ "type": "pay" }',
      'requests/b.json': '{',
      'requests/c.json': await readFile(join(recorded, 'price-in-stock.json'), 'utf8'),
    });
    const { code, out } = await ratebook(['diff', 'rules', 'rules', '--with', join(dir, 'requests')]);
    expect(out).toMatch(/^1 decision of /);
    expect(out).toContain(`${dir}/requests/a.json: its "type" is not that of a hook.`);
    expect(out).toContain(`${dir}/requests/b.json: this is not JSON.`);
    expect(code).toBe(1);
  });
});
