import { readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { projectDir, ratebook, start, temporary, write } from '../support/command.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const secret = 'whsec_0123456789abcdef';
const small = {
  'settings.yaml': 'currency: usd\n',
  'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 5.99 }\n',
  'approval.yaml': 'default: approve\n',
};
const request = 'rules/tests/recorded/customize-california.json';

const cleanUps: (() => Promise<unknown>)[] = [];
const directory = async (files: Record<string, string>): Promise<string> => {
  const { dir, remove } = await temporary(files);
  cleanUps.push(remove);
  return dir;
};
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe('ratebook check', () => {
  it('of the example rules finds nothing', async () => {
    const { code, out } = await ratebook(['check', 'rules']);
    expect(out).toMatch(/^rules and 2 account folders: no problems\. Revision [0-9a-f]{16}\.\n$/);
    expect(code).toBe(0);
  });

  it('tells each problem with its place, code and the likely fix, and ends with 1', async () => {
    const dir = await directory({
      ...small,
      'shipping.yaml':
        'options:\n  - id: std\n    dispaly_name: Standard\n    price: 5.99\n  - id: fine\n    name: Fine\n    price: 5.999\n',
    });
    const { code, out } = await ratebook(['check', dir]);
    expect(out.split('\n').slice(0, 7)).toEqual([
      `${dir}/shipping.yaml:3:5   error  unknown-key  "dispaly_name" is not known here. Did you mean "name"?`,
      '  3 |     dispaly_name: Standard',
      '    |     ^^^^^^^^^^^^',
      '',
      `${dir}/shipping.yaml:7:12  error  bad-amount   5.999 is finer than USD allows: the smallest step is 0.01.`,
      '  7 |     price: 5.999',
      '    |            ^^^^^',
    ]);
    expect(out).toContain('2 errors, 0 warnings');
    expect(code).toBe(1);
  });

  it('--json is one document', async () => {
    const dir = await directory({ ...small, 'taxes.yaml': 'rates: [ { id: t, percent: 101 } ]\n' });
    const { code, out, err } = await ratebook(['check', dir, '--json']);
    const { problems, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ ok: false, errors: 1, warnings: 0, revision: null });
    expect(problems).toEqual([
      {
        file: join(dir, 'taxes.yaml'),
        line: 1,
        col: 28,
        severity: 'error',
        code: 'bad-percent',
        message: expect.any(String),
      },
    ]);
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it.each([
    ['is missing', {}, 'gone', 'missing-file'],
    ['is empty', {}, '', 'missing-file'],
    ['is a file', { 'a.txt': 'x' }, 'a.txt', 'unreadable-file'],
    ['holds a file that is not UTF-8', { 'settings.yaml': '\u0000' }, '', 'bad-yaml'],
  ])('of a directory that %s says so and ends with 1', async (_, files, path, problem) => {
    const dir = await directory(files);
    const { code, out, err } = await ratebook(['check', join(dir, path)]);
    expect(out).toContain(`error  ${problem}`);
    expect(out + err).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});

describe('ratebook init', () => {
  it.each([
    [[], 'mine: no problems', '5 passed, 0 failed'],
    [['--for', 'shop'], 'mine: no problems', '5 passed, 0 failed'],
    [['--for', 'platform'], 'mine and 1 account folder: no problems', '14 passed, 0 failed'],
  ])('%j writes a directory that passes check, and tests that cover all of it', async (whom, checks, tests) => {
    const dir = join(await directory({}), 'mine');
    const { code, out } = await ratebook(['init', dir, ...whom]);
    expect(out).toContain(`npx ratebook test ${dir} --min 100`);
    expect(code).toBe(0);
    expect((await ratebook(['check', dir])).out).toContain(checks);
    const tested = await ratebook(['test', dir, '--min', '100']);
    expect(tested.out).toContain(tests);
    expect(tested.out).toContain('coverage 100 %');
    expect(tested.code).toBe(0);
    expect((await ratebook(['fmt', dir, '--check'])).out).toMatch(/^\d+ files in form\.$/m);
  });

  it('writes for nobody else', async () => {
    const dir = join(await directory({}), 'mine');
    const { code, err } = await ratebook(['init', dir, '--for', 'shops']);
    expect(err).toBe('--for is shop or platform, not "shops".\n');
    expect(code).toBe(2);
    await expect(readFile(join(dir, 'settings.yaml'))).rejects.toThrow('ENOENT');
  });

  it('writes schemas for editors, and where they are into each file', async () => {
    const dir = join(await directory({}), 'mine');
    await ratebook(['init', dir]);
    for (const path of ['shipping.yaml', 'tests/first.yaml']) {
      const [, named] = /^# yaml-language-server: \$schema=(.*)\n/.exec(await readFile(join(dir, path), 'utf8'))!;
      const schema = JSON.parse(await readFile(join(dir, dirname(path), named!), 'utf8'));
      expect(schema.title).toMatch(/^Ratebook/);
    }
  });

  it('writes nothing into a directory that holds something', async () => {
    const dir = await directory({ 'note.txt': 'mine' });
    const { code, err } = await ratebook(['init', dir]);
    expect(err).toContain('is not empty; nothing was written');
    expect(code).toBe(1);
  });
});

describe('ratebook explain', () => {
  it('tells what was offered and why not the rest, with file and line', async () => {
    const { code, out } = await ratebook(['explain', request, '--rules', 'rules', '--at', '2026-11-16T10:00-05:00']);
    expect(out).toContain('✓ Standard: free, 3–5 business days  rules/shipping.yaml:17');
    expect(out).toContain('· Freight: not offered  rules/shipping.yaml:70');
    expect(out).toContain('weight is 3.75 kg; wanted { over: 20 kg }');
    expect(code).toBe(0);
  });

  it('--json holds the answer and the explanation', async () => {
    const { out } = await ratebook(['explain', request, '--json', '--at', '2026-11-16T10:00-05:00']);
    const { response, explanation, moment } = JSON.parse(out);
    expect(moment).toBe(1794841200);
    expect(response.shipping_options).toHaveLength(2);
    expect(explanation.shipping.options).toHaveLength(10);
  });

  it('takes an order in the short form of a test, at a time of the shop', async () => {
    const rules = await directory({
      ...small,
      'settings.yaml': 'currency: usd\ntime_zone: America/New_York\n',
      'taxes.yaml': 'rates: [ { id: t, name: T, percent: 5, where: { country: US }, from: 2026-11-20T12:00 } ]\n',
    });
    const orders = await directory({
      'one.yaml': 'customize: { to: { country: US }, items: [ { sku: 0012, price: 10 } ] }\n',
      'bad.yaml': 'customize: { itmes: [] }\n',
    });
    const ratesAt = async (time: string): Promise<object[]> => {
      const { out } = await ratebook(['explain', join(orders, 'one.yaml'), '--rules', rules, '--at', time, '--json']);
      return JSON.parse(out).response.line_items[0].tax_rates;
    };
    expect(await ratesAt('2026-11-20T11:59')).toEqual([]);
    expect(await ratesAt('2026-11-20T12:00')).toHaveLength(1);
    const { code, err } = await ratebook(['explain', join(orders, 'bad.yaml'), '--rules', rules]);
    expect(err).toContain('bad.yaml:1:14  error  unknown-key  "itmes" is not known here. Did you mean "items"?');
    expect(code).toBe(1);
  });

  it.each([
    [['explain', 'nowhere.json'], 2, 'nowhere.json cannot be read: ENOENT.'],
    [['explain', request, '--at', 'noon'], 2, '"noon" is not a time. Expected something like 2026-11-20T12:00-08:00'],
    [['explain', 'biome.json'], 1, 'biome.json: this is not a hook request'],
    [['explain', 'README.md'], 1, 'README.md: this is not JSON.'],
  ])('%j ends with %i: %s', async (args, code, message) => {
    const ran = await ratebook(args);
    expect(ran.err).toContain(message);
    expect(ran.code).toBe(code);
  });
});

describe('wrong usage', () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['check', '--nonsense'], "unknown option '--nonsense'"],
    [['build'], "required option '--out <file>' not specified"],
    [['send', 'http://127.0.0.1:1/hooks', request], 'Nothing to sign with'],
    [['send', 'nonsense', request, '--secret', secret], '"nonsense" is not a URL'],
    [['serve'], 'No secret is set'],
    [['serve', '--port', 'x'], 'PORT must be a whole number'],
    [['demo', '--port', 'x'], '"x" is not a port'],
  ])('%j ends with 2 and says %s', async (args, message) => {
    const { code, err } = await ratebook(args);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('a bad secret is not printed, not even in part', async () => {
    const { code, err } = await ratebook(['serve'], { STRIPE_HOOK_SECRET: 'whsec_short' });
    expect(err).toBe('STRIPE_HOOK_SECRET is shorter than 16 characters.\n');
    expect(code).toBe(2);
  });

  it.each([
    [['chekc'], 'Did you mean check?'],
    [['check', '--jsno'], 'Did you mean --json?'],
    [['help', 'chekc'], "'chekc' is invalid"],
  ])('%j ends with 2 and says %s', async (args, message) => {
    const { code, out, err } = await ratebook(args);
    expect(err).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('help', () => {
  const names = [
    'init',
    'serve',
    'demo',
    'check',
    'test',
    'explain',
    'send',
    'replay',
    'diff',
    'build',
    'fmt',
    'schema',
  ];

  it.each([...names, 'help'])('%s --help describes each argument and option, and shows an example', async (name) => {
    const { code, out } = await ratebook([name, '--help']);
    expect(out).toMatch(new RegExp(`\n\nExample:\n  (?:STRIPE_HOOK_SECRET=\\S+ )?ratebook ${name}`));
    expect(out).not.toMatch(/^ {2}(?:-\w, )?\S+(?: <\w+>)?$/m);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(code).toBe(0);
  });

  it('lists the commands, and shows where to begin', async () => {
    const { code, out } = await ratebook(['--help']);
    expect([...out.matchAll(/^ {2}([a-z]+)\b.* {2,}\S/gm)].map(([, name]) => name)).toEqual([...names, 'help']);
    expect(out).toContain('Example:\n  ratebook init my-shop\n');
    expect(code).toBe(0);
    expect(await ratebook(['help'])).toEqual({ code, out, err: '' });
  });

  it('is what no command at all gets, with exit code 2', async () => {
    expect(await ratebook([])).toEqual({ code: 2, out: '', err: (await ratebook(['--help'])).out });
  });

  it('of a command is the same either way', async () => {
    expect(await ratebook(['help', 'check'])).toEqual(await ratebook(['check', '--help']));
  });
});

it('ratebook schema writes a schema for each rule file', async () => {
  const dir = await directory({});
  const { code, out } = await ratebook(['schema', '--out', dir]);
  const names = ['settings', 'shipping', 'taxes', 'approval', 'fees', 'tests', 'account-settings', 'account-approval'];
  expect(out.trimEnd().split('\n')).toEqual(names.map((name) => join(dir, `${name}.schema.json`)));
  expect(JSON.parse(await readFile(join(dir, 'fees.schema.json'), 'utf8')).title).toBe('Ratebook fees.yaml');
  expect(Object.keys(JSON.parse((await ratebook(['schema'])).out))).toEqual(names);
  expect(code).toBe(0);
});

describe('ratebook build', () => {
  it('writes a bundle that serve answers from', async () => {
    const dir = await directory(small);
    const out = join(dir, 'out/rules.json');
    const built = await ratebook(['build', dir, '--out', out, '--json']);
    const { revision, accounts } = JSON.parse(built.out);
    expect(accounts).toBe(0);
    const service = start(['serve', '--bundle', out, '--port', '0'], { STRIPE_HOOK_SECRET: secret });
    const [, url] = await service.until(/"url":"([^"]+)"/);
    const sent = await ratebook(['send', url!, request, '--secret', secret, '--json']);
    expect(JSON.parse(sent.out)).toMatchObject({ status: 200, revision });
    expect((await service.stop()).code).toBe(0);
  });

  it('writes nothing where the rules have errors', async () => {
    const dir = await directory({ ...small, 'fees.yaml': 'fees: 7\n' });
    const { code, err } = await ratebook(['build', dir, '--out', join(dir, 'rules.json')]);
    expect(err).toContain('No bundle was written: 1 error');
    expect(code).toBe(1);
    await expect(readFile(join(dir, 'rules.json'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['{"format":"other"}', 'This is not a bundle of this version of Ratebook'],
    ['not json', 'is not valid JSON'],
  ])('serve refuses a bundle of %s', async (text, message) => {
    const dir = await directory({ 'rules.json': text });
    const { code, err } = await ratebook(['serve', '--bundle', join(dir, 'rules.json')], {
      STRIPE_HOOK_SECRET: secret,
    });
    expect(err).toContain(message);
    expect(code).toBe(1);
  });
});

describe('ratebook serve', () => {
  const serve = async (dir: string, env: Record<string, string> = {}) => {
    const service = start(['serve', '--rules', dir, '--port', '0'], { STRIPE_HOOK_SECRET: secret, ...env });
    cleanUps.push(() => service.stop());
    const [, url] = await service.until(/"url":"([^"]+)"/);
    return { service, url: url! };
  };
  const priceAt = async (url: string): Promise<number> => {
    const { out } = await ratebook(['send', url, request, '--secret', secret, '--json']);
    return JSON.parse(out).answer.shipping_options[0].shipping_rate_data.fixed_amount.amount;
  };
  const cheaper = { 'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 4.99 }\n' };
  const health = async (url: string): Promise<{ degraded: boolean; reasons: string[] }> =>
    (await fetch(url.replace('/hooks', '/healthz'))).json() as Promise<{ degraded: boolean; reasons: string[] }>;

  it('does not start with broken rules', async () => {
    const dir = await directory({ ...small, 'shipping.yaml': 'options: 7\n' });
    const { code, err } = await ratebook(['serve', '--rules', dir], { STRIPE_HOOK_SECRET: secret });
    expect(err).toContain('shipping.yaml:1:10  error  wrong-type');
    expect(err).toContain('Not started: 1 error');
    expect(code).toBe(1);
  });

  it('starts without the accounts whose folders are broken', async () => {
    const dir = await directory({ ...small, 'accounts/acct_bad/shipping.yaml': 'options: 7\n' });
    const { url } = await serve(dir);
    expect(await priceAt(url)).toBe(599);
    expect(await health(url)).toMatchObject({
      degraded: true,
      reasons: ['The folder of acct_bad has errors; its hooks are refused.'],
    });
  });

  it('takes up a change, refuses a broken one, and takes up the next good one', async () => {
    const dir = await directory(small);
    const { service, url } = await serve(dir);
    expect(await priceAt(url)).toBe(599);
    await write(dir, cheaper);
    await service.until(/"event":"rules loaded"/);
    expect(await priceAt(url)).toBe(499);
    await write(dir, { 'shipping.yaml': 'options: 7\n' });
    await service.until(/"event":"rules refused"/);
    expect(await priceAt(url)).toBe(499);
    expect(await health(url)).toMatchObject({
      degraded: true,
      reasons: ['The newest rules have 1 error; the last good ones answer.'],
    });
    await write(dir, small);
    await service.until(/rules refused[\s\S]*"event":"rules loaded"/);
    expect(await priceAt(url)).toBe(599);
    expect(await health(url)).toMatchObject({ degraded: false, reasons: [] });
  });

  it('follows a link that is swapped', async () => {
    const base = await directory({});
    await write(join(base, 'one'), small);
    await write(join(base, 'two'), { ...small, ...cheaper });
    const link = join(base, 'rules');
    await symlink(join(base, 'one'), link);
    const { service, url } = await serve(link);
    expect(await priceAt(url)).toBe(599);
    const { rename } = await import('node:fs/promises');
    await symlink(join(base, 'two'), `${link}.new`);
    await rename(`${link}.new`, link);
    await service.until(/"event":"rules loaded"/);
    expect(await priceAt(url)).toBe(499);
  });

  it('tells Prometheus of requests, decisions, rules and reloads, on a port of its own', async () => {
    const dir = await directory(small);
    const { service, url } = await serve(dir, { METRICS_PORT: '0' });
    const [, metrics] = await service.until(/"metrics":"([^"]+)"/);
    expect(await priceAt(url)).toBe(599);
    await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    await write(dir, cheaper);
    await service.until(/"event":"rules loaded"/);
    const text = await (await fetch(metrics!)).text();
    expect(text).toContain('ratebook_requests_total{hook="customize",outcome="answered",folder="base"} 1');
    expect(text).toContain('ratebook_requests_total{hook="none",outcome="signature_invalid",folder="base"} 1');
    expect(text).toContain('ratebook_decisions_total{entry="shipping.std",shadow="no"} 1');
    expect(text).toContain('ratebook_reloads_total{result="loaded"} 1');
    expect(text).toMatch(/ratebook_rules_info\{revision="[0-9a-f]{16}"\} 1/);
    expect(text).toMatch(/ratebook_request_duration_seconds_count\{hook="customize"\} 1/);
    expect((await fetch(metrics!.replace('/metrics', '/'))).status).toBe(404);
  });

  it('writes a decision a line, with personal data cut away', async () => {
    const dir = await directory(small);
    const log = join(dir, '..', `${Date.now()}-decisions.jsonl`);
    const { service, url } = await serve(dir, { DECISION_LOG: log });
    await ratebook(['send', url, 'rules/tests/recorded/finalize-approved.json', '--secret', secret]);
    await service.stop();
    const text = await readFile(log, 'utf8');
    const line = JSON.parse(text);
    expect(line).toMatchObject({ hook: 'finalize', folder: null, outcome: 'approved', entries: ['approval.default'] });
    const sent = JSON.parse(
      await readFile(join(projectDir, 'rules/tests/recorded/finalize-approved.json'), 'utf8'),
    ).data;
    const { name, address } = sent.shipping_details;
    const [mailbox] = sent.email.split('@');
    for (const secretText of [name, address.line1, sent.phone, mailbox]) expect(text).not.toContain(secretText);
    expect(line.request.data.email).toMatch(/^~[0-9a-f]{16}@/);
    expect(line.request.data.shipping_details.address.line1).toMatch(/^~[0-9a-f]{16}$/);
  });
});

it('ratebook demo answers its requests and keeps serving', async () => {
  const demo = start(['demo']);
  const [, url, file, key] = await demo.until(/npx ratebook send (\S+) (\S+) --secret (\S+)\n/);
  const sent = await ratebook(['send', url!, file!, '--secret', key!]);
  expect(sent.out).toContain('Prepaid cards are not accepted for this amount.');
  expect(sent.code).toBe(0);
  const { code, out } = await demo.stop();
  expect(out).toContain('8 signed requests answered.');
  expect(code).toBe(0);
});
