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
const none = { problems: new Problems(), currency: 'usd', currencies: ['usd'], columns: null };
const lists = { countries: ['US', 'CA'], states: ['NV'], zips: ['94016', '1012'], cities: ['San Jose'] };

test('a row whose place is taken for right has nothing that checking it finds', () => {
  let right = 0;
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (cells) => {
      const lines = cells.map((_, index) => index + 2);
      const table = Table.of({ path: 'tables/t.csv', columns: [...placeColumns], rows: cells, lines });
      const folder = { prefix: '', tables: {}, lists };
      const scope = new Scope({ folder, above: null, ...none });
      const rows = new Rows(table, new Map(placeColumns.map((column, index) => [column, index])));
      const check = new RowCheck(rows, scope);
      for (const index of cells.keys()) {
        const where = rows.row(index, unheard).place();
        const problems = new Problems();
        checkPlace(where, scope, problems);
        const taken = check.isRight(index);
        if (taken) right += 1;
        if (taken) expect(problems.all).toEqual([]);
      }
    }),
    { numRuns: 1500 },
  );
  expect(right).toBeGreaterThan(100);
});

test.each(['US', 'PR', 'US;PR', 'GB', 'DE', 'BR', 'IE', 'EU', 'LB'])(
  'a code of digits in %s is right as it is by itself',
  (country) => {
    const codes = Array.from({ length: 1000 }, (_, first) => String(first).padStart(3, '0')).flatMap((first) =>
      [1, 2, 3, 4, 5, 6, 9, 10].map((length) => first.padEnd(length, '7').slice(0, length)),
    );
    const table = Table.of({
      path: 'tables/t.csv',
      columns: ['country', 'postal_code'],
      rows: codes.map((code) => [country, code]),
      lines: codes.map((_, index) => index + 2),
    });
    const scope = new Scope({ folder: { prefix: '', tables: {}, lists }, above: null, ...none });
    const rows = new Rows(
      table,
      new Map([
        ['country', 0],
        ['postal_code', 1],
      ]),
    );
    const check = new RowCheck(rows, scope);
    const others = codes.filter((_, row) => {
      const problems = new Problems();
      checkPlace(rows.row(row, unheard).place(), scope, problems);
      return check.isRight(row) !== (problems.count === 0);
    });
    expect(others).toEqual([]);
  },
);
