import fc from 'fast-check';
import { afterEach, describe, expect, it, test } from 'vitest';
import { isEnough, percentText } from '../../src/cli/coverage.ts';
import { runTestCommand, type TestOptions } from '../../src/cli/test.ts';
import { temporary } from '../support/command.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const rows = Array.from({ length: 40 }, (_, index) => `US,${String(10_000 + index)},${index === 20 ? 5 : 6}\n`).join(
  '',
);
const files = {
  'settings.yaml': 'currency: usd\n',
  'shipping.yaml': 'options:\n  - { id: std, name: Standard, price: 6.99, when: { to: { country: US } } }\n',
  'taxes.yaml': 'tables: [ tables/us.csv ]\n',
  'tables/us.csv': `country,postal_code,percent\n${rows}`,
  'tests/a.yaml':
    'tests:\n  - { name: fine, customize: { to: { country: US, postal_code: 10020 }, items: [ { sku: A, price: 1 } ] }, expect: { shipping: [{ id: std, price: 6.99 }] } }\n',
};

async function run(options: TestOptions, changed: Record<string, string> = {}) {
  const { dir, remove } = await temporary({ ...files, ...changed });
  cleanUps.push(remove);
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), color: false, env: {} };
  const code = await runTestCommand(dir, options, io);
  return { code, out, err, text: out.join('\n').replaceAll(`${dir}/`, 'rules/') };
}

describe('ratebook test --coverage', () => {
  it('tells by file what was covered, then what was not, then the whole', async () => {
    const { code, text } = await run({ coverage: true });
    expect(code).toBe(0);
    expect(text.replace(/ {2,}/g, '  ').split('\n').slice(2)).toEqual([
      '1 passed, 0 failed',
      '',
      'Coverage  entries  conditions  rows',
      'rules/shipping.yaml  1/1  1/2  66.66 %',
      'rules/tables/us.csv  1/40  2.5 %',
      '',
      'Not covered',
      'rules/shipping.yaml:2:53  condition of std  never failed  to: { country: US }',
      'rules/tables/us.csv:2:1  39 of 40 rows  never used  lines 2-21, 23-41',
      '',
      'coverage 6.97 %: 3 of 43',
    ]);
  });

  it('names each row where they are few', async () => {
    const { text } = await run(
      { coverage: true },
      { 'tables/us.csv': 'country,postal_code,percent\nUS,10001,6\nUS,10020,5\nUS,10002,6\n' },
    );
    expect(text.match(/^rules\/tables.*never.*$/gm)).toEqual([
      expect.stringMatching(/^rules\/tables\/us\.csv:2:1 +row +never used$/),
      expect.stringMatching(/^rules\/tables\/us\.csv:4:1 +row +never used$/),
    ]);
  });

  it('--json names every row', async () => {
    const { code, out } = await run({ coverage: true, json: true });
    expect(code).toBe(0);
    const { coverage } = JSON.parse(out.join('\n'));
    expect(coverage).toMatchObject({ percent: '6.97', covered: 3, total: 43, min: null, enough: true, notes: [] });
    expect(coverage.uncovered).toHaveLength(1 + 39);
    expect(coverage.uncovered[0]).toMatchObject({
      line: 2,
      col: 53,
      kind: 'condition',
      of: 'std',
      condition: 'to: { country: US }',
      never: ['failed'],
      seen: ['held'],
    });
    expect(coverage.uncovered[1]).toMatchObject({ line: 2, col: 1, kind: 'row', never: ['applied'] });
  });

  it('is not told, and not in the JSON, where nobody asks', async () => {
    expect((await run({})).text).not.toContain('overage');
    expect(JSON.parse((await run({ json: true })).out.join('\n'))).not.toHaveProperty('coverage');
  });

  it.each([
    [
      'a test that cannot be run',
      '  - { name: who, customize: {}, expect: { withheld: { standart: when } } }\n',
      'Coverage of the 1 test that ran.',
    ],
    [
      'a test that fails',
      '  - { name: who, customize: {}, expect: { shipping: [] } }\n',
      'Coverage of all 2 tests, 1 of which fails.',
    ],
  ])('is told beside %s, and of what', async (_, more, note) => {
    const { code, text } = await run({ coverage: true }, { 'tests/b.yaml': `tests:\n${more}` });
    expect(code).toBe(1);
    expect(text).toContain(`\n${note}`);
    expect(text).toContain('\ncoverage ');
  });

  it('of rules with errors is none', async () => {
    const { code, out } = await run({ coverage: true, json: true }, { 'shipping.yaml': 'option: []\n' });
    expect(code).toBe(1);
    expect(JSON.parse(out.join('\n')).coverage).toBeNull();
  });

  it('of a directory with nothing to cover is 100 %', async () => {
    const { code, text } = await run(
      { min: '100' },
      {
        'shipping.yaml': 'options: []\n',
        'taxes.yaml': 'rates: []\n',
        'tests/a.yaml': 'tests:\n  - { name: fine, customize: {}, expect: { shipping: [] } }\n',
      },
    );
    expect(text).toContain('coverage 100 %: 0 of 0');
    expect(code).toBe(0);
  });
});

describe('ratebook test --min', () => {
  it.each([
    ['6', 0],
    ['6.97', 0],
    ['6.9767', 0],
    ['6.9768', 1],
    ['7', 1],
    ['100', 1],
    ['0', 0],
    ['6%', 0],
  ])('%s of 3 in 43 ends with %i', async (min, expected) => {
    const { code, text } = await run({ min });
    expect(text).toContain('coverage 6.97 %: 3 of 43');
    expect(code).toBe(expected);
  });

  it('says what is missing', async () => {
    const { text } = await run({ min: '99.5' });
    expect(text.split('\n').at(-1)).toBe('coverage 6.97 %: 3 of 43, less than the 99.5 % of --min');
  });

  it.each(['', 'much', '-1', '100.01', '1e2', 'Infinity', '1,5'])('%j is wrong usage', async (min) => {
    const { code, out, err } = await run({ min });
    expect(err.join()).toContain('--min is a percent from 0 to 100');
    expect(out).toEqual([]);
    expect(code).toBe(2);
  });

  it('of rules with errors ends with 1', async () => {
    expect((await run({ min: '0' }, { 'shipping.yaml': 'option: []\n' })).code).toBe(1);
  });

  it('is in the JSON', async () => {
    const { code, out } = await run({ min: '50', json: true });
    expect(JSON.parse(out.join('\n'))).toMatchObject({ ok: false, coverage: { min: '50', enough: false } });
    expect(code).toBe(1);
  });
});

describe('a percentage', () => {
  const counts = fc
    .nat({ max: 1_000_000 })
    .chain((total) => fc.record({ covered: fc.nat({ max: total }), total: fc.constant(total) }));

  test('is 100 only where all is covered', () => {
    fc.assert(fc.property(counts, (count) => (percentText(count) === '100') === (count.covered === count.total)));
  });

  test('as it is told is always reached, and is not a hundredth more', () => {
    fc.assert(
      fc.property(counts, (count) => {
        const told = percentText(count);
        expect(told).toMatch(/^\d{1,3}(\.\d{1,2})?$/);
        expect(isEnough(count, told)).toBe(true);
        const hundredths = BigInt(Math.trunc(Number(told) * 100 + 0.5)) + 1n;
        const next = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
        if (count.covered < count.total) expect(isEnough(count, next)).toBe(false);
      }),
    );
  });
});
