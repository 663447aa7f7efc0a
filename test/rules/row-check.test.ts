import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowCheck } from '../../src/rules/compile/row-check.ts';
import { placeColumns, Rows } from '../../src/rules/compile/rows.ts';
import { Scope } from '../../src/rules/compile/scope.ts';
import { unheard } from '../../src/rules/compile/unheard.ts';
import { checkPlace } from '../../src/rules/place.ts';
import { Problems } from '../../src/rules/problem.ts';
import { Table } from '../../src/rules/table.ts';

const cell = (...values: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values) },
    fc.subarray(values).map((some) => some.join(';')),
  );
const row = fc.tuple(
  cell('US', 'GB', 'CA', 'NL', 'EU', 'UK', 'XX', '', '*', '@countries', '@nowhere'),
  cell('', 'CA', 'ZZ', 'US-CA', 'California', '@states', '@nowhere', '*'),
  cell(
    ...[
      '',
      '94016',
      '940*',
      '9',
      '94999...94000',
      '94000...94999',
      '1012',
      '1012*',
      '94016-1234',
      '9*0',
      'E1*',
      'JE1*',
    ],
    ...['SW1A', '00601', '006*', '@zips', '@nowhere', '940-950', '123456', 'M5V', '*', '1234567890123'],
  ),
  cell('', 'San Jose', 'San*', 'S*n', '@cities'),
);
const lists = { countries: ['US', 'CA'], states: ['NV'], zips: ['94016', '1012'], cities: ['San Jose'] };

test('a row whose place is taken for right has nothing that checking it finds', () => {
  let right = 0;
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (cells) => {
      const lines = cells.map((_, index) => index + 2);
      const table = Table.of({ path: 'tables/t.csv', columns: [...placeColumns], rows: cells, lines });
      const folder = { prefix: '', tables: {}, lists };
      const settings = { problems: new Problems(), currency: 'usd', currencies: ['usd'], columns: null };
      const scope = new Scope({ folder, above: null, ...settings });
      const rows = new Rows(table, new Map(placeColumns.map((column, index) => [column, index])));
      const check = new RowCheck(rows, scope);
      for (const index of cells.keys()) {
        const where = rows.row(index, unheard).place();
        const problems = new Problems();
        checkPlace(where, scope, problems);
        const taken = check.isRight(index, where);
        if (taken) right += 1;
        if (taken) expect(problems.all).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
  expect(right).toBeGreaterThan(100);
});
