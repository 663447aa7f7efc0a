import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { RateKinds } from '../../src/rules/compile/meeting.ts';
import { Scope } from '../../src/rules/compile/scope.ts';
import { taxTable } from '../../src/rules/compile/table.ts';
import { TaxRowCheck } from '../../src/rules/compile/tax-row-check.ts';
import type { Folder } from '../../src/rules/model.ts';
import { Problems } from '../../src/rules/problem.ts';
import { Table } from '../../src/rules/table.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const mostly = (right: string[], wrong: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });
const several = (right: string[], wrong: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: mostly(right, wrong) },
    { weight: 1, arbitrary: fc.subarray([...right, ...wrong]).map((some) => some.join(';')) },
  );
const codes = ['', '', '94016', '940*', '94000...94999', '94016-1234', '940161234', '*'];
const odd = ['9', '94999...94000', '1012', '1012*', '9*0', 'E1*', 'JE1*', 'SW1A', '00601', '006*', '@zips', '@nowhere'];
const cells: Record<string, fc.Arbitrary<string>> = {
  country: several(['US', 'US', ' US', '*', ''], ['GB', 'CA', 'NL', 'EU', 'UK', 'XX', '@countries', '@nowhere']),
  state: several(['', 'CA', 'US-CA', 'California', '*'], ['ZZ', '@states', '@nowhere', '@a b']),
  postal_code: several(codes, [...odd, '940-950', '123456', 'M5V', '@', '1234567890123']),
  city: several(['', 'San Jose', 'San*'], ['S*n', '@cities', '**', '@']),
  percent: mostly(['7.25', '5%', '0', ' 3 '], ['', '101', '1.23456', 'x', '-1']),
  use: mostly(['', '', 'txr_1'], ['shr_1']),
  name: mostly(['Tax', '', 'x'.repeat(100)], ['x'.repeat(101)]),
  priority: mostly(['1', '2', ''], ['0', 'x', '1.0']),
  compound: mostly(['0', '1', '', 'no'], ['maybe']),
  shipping: mostly(['0', '1', '', 'yes', 'TRUE'], ['2']),
  inclusive: mostly(['', '0', '1'], ['x']),
  class: mostly(['', 'standard', 'food'], ['fod', 'none']),
  from: mostly(['', '2026-01-01'], ['2026-13-01', 'soon']),
  through: mostly(['', '2026-01-01T12:00'], ['2026-02-30']),
  id: mostly(['', '', 'a', 'b', 'c', 'd', 'us:3', 'us:5'], ['e f']),
};
const lists = { countries: ['US', 'CA'], states: ['NV'], zips: ['94016', '1012'], cities: ['San Jose'] };
const settings = { currency: 'usd', currencies: ['usd'], columns: null };

const table = fc
  .subarray(Object.keys(cells), { minLength: 3 })
  .map((columns) => (columns.includes('use') || columns.includes('percent') ? columns : ['percent', ...columns]))
  .chain((columns) =>
    fc
      .array(fc.tuple(...columns.map((column) => cells[column]!)), { minLength: 1, maxLength: 25 })
      .map((rows) => Table.of({ path: 'tables/us.csv', columns, rows, lines: rows.map((_, index) => index + 2) })),
  );

test('a row that is taken for right has nothing that reading and checking it finds', () => {
  let right = 0;
  fc.assert(
    fc.property(table, (one) => {
      const folder: Folder = { prefix: '', tables: { 'tables/us.csv': one }, lists };
      const problems = new Problems();
      const scope = new Scope({ folder, above: null, problems, ...settings });
      const rates = taxTable({ path: 'tables/us.csv', at: 'taxes.yaml:1:1' }, scope)!;
      const classes = new Set(['standard', 'food']);
      const check = new TaxRowCheck(rates, classes, scope);
      const kinds = { all: new RateKinds(false), seen: new RateKinds(false) };
      kinds.all.seeTable(rates);
      const [ids, others] = [new Set<string>(), new Set<string>()];
      for (let row = 0; row < rates.size; row++) {
        const before = problems.count;
        const rate = rates.rate(row, problems, others);
        if (rate?.where !== undefined) scope.checkPlace(rate.where);
        if (rate !== null) kinds.seen.see(rate);
        const isRight = check.isRight(row, ids);
        if (isRight) {
          right += 1;
          expect(problems.count).toBe(before);
          expect(rate).not.toBeNull();
          expect(classes.has(rate!.class.name)).toBe(true);
          expect(rate!.compound && rate!.use !== undefined).toBe(false);
        } else rates.rate(row, new Problems(), ids);
        expect([...ids]).toEqual([...others]);
      }
      if (kinds.seen.mayClash) expect(kinds.all.mayClash).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(right).toBeGreaterThan(1000);
});

test('right rows are not read one by one', () => {
  const rows = [
    'US,CA,94016,,7.25,',
    'US,CA,00601,,7.25,',
    'US,CA,,San Jose,7.25,',
    ',,,,5,',
    'US,CA,94016;94017,,7.25,',
  ];
  const columns = ['country', 'state', 'postal_code', 'city', 'percent', 'id'];
  const lines = rows.map((_, index) => index + 2);
  const one = Table.of({ path: 'tables/us.csv', columns, rows: rows.map((row) => row.split(',')), lines });
  const folder: Folder = { prefix: '', tables: { 'tables/us.csv': one }, lists };
  const scope = new Scope({ folder, above: null, problems: new Problems(), ...settings });
  const check = new TaxRowCheck(taxTable({ path: 'tables/us.csv', at: '' }, scope)!, new Set(['standard']), scope);
  const ids = new Set<string>();
  expect(rows.map((_, row) => check.isRight(row, ids))).toEqual([true, false, true, true, true]);
});
