import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Table, type WrittenTable } from '../../src/rules/table.ts';

const cell = fc.constantFrom('', 'US', 'CA', 'é', 'Los Angeles County', 'a "quoted" cell');
const written: fc.Arbitrary<WrittenTable> = fc
  .array(
    fc.record({ cells: fc.tuple(cell, cell), gap: fc.constantFrom(1, 1, 1, 3), quotes: fc.constantFrom('', 'q-') }),
  )
  .map((rows) => {
    let line = 1;
    const quotes = ['', ...rows.map((row) => row.quotes)];
    return {
      path: 'tables/t.csv',
      columns: ['a', 'b'],
      rows: rows.map(({ cells }) => cells),
      lines: rows.map(({ gap }) => {
        line += gap;
        return line;
      }),
      ...(quotes.includes('q-') && { quotes }),
    };
  });

const plainOf = (table: Table): WrittenTable => {
  const rows = table.rows();
  const quotes = [-1, ...rows.keys()].map((row) => table.quotes(row));
  const { path, columns } = table;
  const lines = rows.map((_, row) => table.line(row));
  return { path, columns, rows, lines, ...(quotes.some((one) => one !== '') && { quotes }) };
};

test('a table says what was written, also when it comes out of a bundle', () => {
  fc.assert(
    fc.property(written, (plain) => {
      const table = Table.of(plain);
      expect(plainOf(table)).toEqual(plain);
      expect(plainOf(Table.unpack(JSON.parse(JSON.stringify(table))))).toEqual(plain);
      for (const [row, cells] of plain.rows.entries()) {
        expect([0, 1].map((column) => table.cell(row, column))).toEqual(cells);
        expect([0, 1].map((column) => table.column(column).map((text) => text.length)(row))).toEqual(
          cells.map(({ length }) => length),
        );
      }
    }),
  );
});

test('a bundle in which a table is damaged does not load', () => {
  const rows = [
    ['US', '1'],
    ['US', '2'],
    ['CA', '2'],
  ];
  const packed = () => JSON.parse(JSON.stringify(Table.of({ path: 't', columns: ['a', 'b'], rows, lines: [2, 3, 5] })));
  const damage: ((table: ReturnType<typeof packed>) => void)[] = [
    (table) => table.cells.pop(),
    (table) => table.columns.push('c'),
    (table) => table.lines.pop(),
    (table) => (table.size = 2),
    (table) => (table.size = 4),
    (table) => table.cells[0].runs.pop(),
    (table) => (table.cells[0].runs = [0, 2, 2, 1]),
    (table) => (table.cells[0].runs = [0, 2, -1, 1]),
    (table) => (table.cells[0].runs = [0, 4, 1, -1]),
    (table) => (table.cells[1] = { texts: ['1'] }),
  ];
  expect(Table.unpack(packed()).rows()).toEqual(rows);
  for (const harm of damage) {
    const table = packed();
    harm(table);
    expect(() => Table.unpack(table)).toThrow('A table of the bundle is damaged');
  }
});

test.each([
  ['a text of its own in each row', (row: number) => `code ${row}`],
  ['each text in two rows', (row: number) => `code ${row >> 1}`],
  ['few texts and then many', (row: number) => (row < 30_000 ? String(row % 300) : `code ${row}`)],
  ['many texts and then few', (row: number) => (row < 30_000 ? `code ${row}` : String(row % 300))],
])('a long column is kept whole: %s', (_, text) => {
  const rows = Array.from({ length: 70_000 }, (_, row) => [text(row), 'x']);
  const table = Table.of({ path: 't', columns: ['a', 'b'], rows, lines: rows.map((_, row) => row + 2) });
  expect(table.rows()).toEqual(rows);
  expect(Table.unpack(JSON.parse(JSON.stringify(table))).rows()).toEqual(rows);
});

test('of each text of a column it is asked once, and of none before its row is', () => {
  const rows = ['US', 'CA', 'US', 'CA', 'MX'].map((country) => [country]);
  const asked: string[] = [];
  const lengthOf = Table.of({ path: 't', columns: ['a'], rows, lines: [2, 3, 4, 5, 6] })
    .column(0)
    .map((text) => {
      asked.push(text);
      return text.length;
    });
  expect([0, 1, 2, 3].map(lengthOf)).toEqual([2, 2, 2, 2]);
  expect(asked).toEqual(['US', 'CA']);
});

test('of a table some rows can be taken, with their lines and quotes', () => {
  const rows = [['1'], ['2'], ['3']];
  const table = Table.of({ path: 't', columns: ['a'], rows, lines: [2, 4, 5], quotes: ['', 'q', '', 'q'] });
  expect(plainOf(table.only([0, 2]))).toEqual({
    path: 't',
    columns: ['a'],
    rows: [['1'], ['3']],
    lines: [2, 5],
    quotes: ['', 'q', 'q'],
  });
});

test('columns of as many rows are written alike only where their cells are the same', () => {
  const text = fc.constantFrom('', 'a', 'b', '[', '"', ',', '\u0001', '["a"]', '0', '1');
  const cells = fc.tuple(text, text, text, text);
  const writtenOf = (columns: readonly (readonly string[])[]): string => {
    const rows = [0, 1, 2, 3].map((row) => columns.map((column) => column[row]!));
    const table = Table.of({ path: 't', columns: ['a', 'b'], rows, lines: [2, 3, 4, 5] });
    return [0, 1].flatMap((index) => [...table.column(index).written()]).join('');
  };
  fc.assert(
    fc.property(cells, cells, cells, cells, fc.boolean(), (a, b, c, d, same) => {
      const other = same ? [[...a], [...b]] : [c, d];
      const isSame = JSON.stringify([a, b]) === JSON.stringify(other);
      expect(writtenOf([a, b]) === writtenOf(other)).toBe(isSame);
    }),
    { numRuns: 1000 },
  );
});

test.each([1, 300, 5000, 60_000])('a change of one cell is written, among %i texts', (texts) => {
  const columnOf = (text: (row: number) => string): string => {
    const rows = Array.from({ length: 130_000 }, (_, row) => [text(row)]);
    const table = Table.of({ path: 't', columns: ['a'], rows, lines: rows.map((_, row) => row + 2) });
    return [...table.column(0).written()].join('');
  };
  const plain = columnOf((row) => String(row % texts));
  expect(columnOf((row) => String(row % texts))).toBe(plain);
  for (const at of [0, 65_000, 129_999])
    expect(columnOf((row) => String(row === at ? 'x' : row % texts))).not.toBe(plain);
});
