import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runTestCommand } from '../../src/cli/test.ts';

const made: string[] = [];

afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true });
});

const rules = {
  'settings.yaml': 'currency: usd\n',
  'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 6.99, when: { to: { country: US } } }\n',
};
const passing =
  '  - { name: fine, customize: { to: { country: US } }, expect: { shipping: [{ id: standard, price: 6.99 }] } }\n';
const failing =
  '  - { name: five, customize: { to: { country: US } }, expect: { shipping: [{ id: standard, price: 5.99 }] } }\n';
const wrong = '  - { name: who, customize: {}, expect: { withheld: { standart: when } } }\n';

async function run(files: Record<string, string>, options: { json?: boolean } = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
  made.push(dir);
  for (const [path, text] of Object.entries({ ...rules, ...files })) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  const lines: string[] = [];
  const errors: string[] = [];
  const write = { out: (line: string) => lines.push(line), err: (line: string) => errors.push(line) };
  const io = { ...write, color: false, env: {} };
  const code = await runTestCommand(dir, options, io);
  return { code, text: lines.join('\n').replaceAll(`${dir}/`, 'rules/'), lines, errors };
}

describe('ratebook test', () => {
  test('passes', async () => {
    const { code, text } = await run({ 'tests/a.yaml': `tests:\n${passing}`, 'tests/b.yaml': `tests:\n${passing}` });
    expect(code).toBe(0);
    expect(text).toBe('rules/tests/a.yaml  1 passed\nrules/tests/b.yaml  1 passed\n\n2 passed, 0 failed');
  });

  test('shows a failure, expected beside seen, and what decided', async () => {
    const { code, text } = await run({ 'tests/a.yaml': `tests:\n${passing}${failing}` });
    expect(code).toBe(1);
    expect(text).toContain('rules/tests/a.yaml  1 passed, 1 failed');
    expect(text).toContain('five  rules/tests/a.yaml:3:5');
    expect(text).toMatch(/shipping\[0\]\.price .*\n\s+expected {2}5\.99\n\s+seen {6}6\.99/);
    expect(text).toContain('rules/shipping.yaml:2');
    expect(text.split('\n').at(-1)).toBe('1 passed, 1 failed');
  });

  test('shows lists side by side, and marks where they differ', async () => {
    const options = [
      'options:',
      '  - { id: standard, name: Standard, price: 6.99 }',
      '  - { id: express, name: Express, price: 14.99 }',
      '  - { id: air, name: Air, price: 20 }',
    ].join('\n');
    const listed =
      '[{ id: standard, price: 5.99 }, { id: courier }, { id: express, price: 14.99 }, { id: air }, { id: air }]';
    const { text } = await run({
      'shipping.yaml': `${options}\n  - { id: courier, name: Courier, price: 1, when: { to: { country: US } } }\n`,
      'tests/a.yaml': `tests:\n  - { name: five, customize: { to: { country: CA } }, expect: { shipping: ${listed} } }\n`,
    });
    const at = text.indexOf('shipping  rules/tests/a.yaml');
    expect(text.slice(at).split('\n').slice(1, 7)).toEqual([
      '          expected       seen',
      '        ✗ standard 5.99  standard 6.99',
      '        ✗ courier        —',
      '          express 14.99  express 14.99',
      '          air            air 20.00',
      '        ✗ air            —',
    ]);
  });

  test('shows wide lists below each other, and of parts of the answer what is named', async () => {
    const name = 'A name that is so long that two of it cannot stand beside each other';
    const part = (display: string): string => `{ shipping_rate_data: { display_name: ${display} } }`;
    const { text } = await run({
      'shipping.yaml': `options:\n  - { id: a, name: ${name}, price: 1 }\n  - { id: b, name: ${name} either, price: 1 }\n`,
      'tests/a.yaml': `tests:\n  - { name: wide, customize: {}, expect: { response: { shipping_options: [${part(name)}, ${part('C')}, ${part('D')}] } } }\n`,
    });
    const at = text.indexOf('response.shipping_options  rules/tests/a.yaml');
    const seen = (display: string): string => `{ shipping_rate_data: { display_name: ${display}, … } }`;
    expect(text.slice(at).split('\n').slice(1, 5)).toEqual([
      `          both      ${seen(name)}`,
      `        ✗ expected  ${part('C')}`,
      `        ✗ expected  ${part('D')}`,
      `        ✗ seen      ${seen(`${name} either`)}`,
    ]);
  });

  test('a test that cannot be run is an error', async () => {
    const { code, text } = await run({ 'tests/a.yaml': `tests:\n${passing}${wrong}` });
    expect(code).toBe(1);
    expect(text).toMatch(/^rules\/tests\/a\.yaml:3:55 {2}error {2}unknown-id {2}.*Did you mean "standard"\?/);
    expect(text.split('\n').at(-1)).toBe('1 passed, 0 failed, 1 error, 1 test not run');
  });

  test('tests of an account whose folder has errors are counted as not run', async () => {
    const one = {
      'accounts/acct_1/shipping.yaml': 'option: []\n',
      'accounts/acct_1/tests/b.yaml': `tests:\n${passing}`,
    };
    const files = { ...one, 'tests/a.yaml': `tests:\n${passing}` };
    const { code, text } = await run(files);
    expect(code).toBe(1);
    expect(text.split('\n').at(-1)).toBe('1 passed, 0 failed, 1 error, 1 test not run');
    const { lines } = await run(files, { json: true });
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ ok: false, passed: 1, failed: 0, errors: 1, not_run: 1 });
  });

  test('rules with errors are an error, and their tests are not run', async () => {
    const { code, text } = await run({ 'tests/a.yaml': `tests:\n${passing}`, 'shipping.yaml': 'option: []\n' });
    expect(code).toBe(1);
    expect(text).toMatch(/^rules\/shipping\.yaml:1:1 {2}error {2}unknown-key/);
    expect(text).toContain('0 passed, 0 failed, ');
  });

  test('a directory that is not there is an error', async () => {
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), err: () => {}, color: false, env: {} };
    expect(await runTestCommand(join(tmpdir(), 'ratebook-none'), {}, io)).toBe(1);
  });

  test('no tests are no failure, and are said', async () => {
    const { code, text } = await run({});
    expect(code).toBe(0);
    expect(text).toBe('0 passed, 0 failed. Tests are read from rules/tests/*.yaml.');
  });

  test('--json is one document', async () => {
    const { code, lines, errors } = await run(
      { 'tests/a.yaml': `tests:\n${passing}${failing}${wrong}` },
      { json: true },
    );
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(errors).toEqual([]);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      ok: false,
      passed: 1,
      failed: 1,
      errors: 1,
      problems: [{ code: 'unknown-id', line: 4, col: 55, severity: 'error' }],
      tests: [
        { name: 'fine', passed: true, differences: [], account: null, line: 2, col: 5 },
        {
          name: 'five',
          passed: false,
          differences: [{ path: 'shipping[0].price', expected: '5.99', seen: '6.99', line: 3 }],
          explanation: { shipping: { options: [{ id: 'standard', at: 'shipping.yaml:2:5' }] } },
        },
      ],
    });
  });

  test('--json of a directory whose tests pass', async () => {
    const { code, lines } = await run({ 'tests/a.yaml': `tests:\n${passing}` }, { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(lines[0]!)).toMatchObject({ ok: true, passed: 1, failed: 0, errors: 0, problems: [] });
  });
});

test('the example rules pass their tests, which cover all of them', async () => {
  const lines: string[] = [];
  const io = { out: (line: string) => lines.push(line), err: () => {}, color: false, env: {} };
  const code = await runTestCommand('rules', { min: '100' }, io);
  expect(lines.filter((line) => /^\d{3,} passed, 0 failed$/.test(line))).toHaveLength(1);
  expect(lines.at(-1)).toMatch(/^coverage 100 %/);
  expect(code).toBe(0);
}, 60_000);
