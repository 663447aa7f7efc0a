import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readCsv } from '../../src/rules/csv.ts';
import { readList } from '../../src/rules/lists-file.ts';
import { Problems } from '../../src/rules/problem.ts';
import { finish } from '../../src/rules/steps.ts';
import { outline } from '../support/parse.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

function read(text: string | Uint8Array, options?: { tabs?: boolean; segment?: number }) {
  const problems = new Problems();
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const table = finish(readCsv('x.csv', bytes, problems, options));
  return { table, problems };
}

describe('a table', () => {
  test.each([
    [
      'a,b\n1,2\n3,4\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      [2, 3],
    ],
    ['a,b\n1,2', [['1', '2']], [2]],
    [
      'a,b\r\n1,2\r3,4\n5,6\r\n',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
      [2, 3, 4],
    ],
    ['\ufeffa,b\n1,2', [['1', '2']], [2]],
    [
      'a,b\n\n1,2\n   \n3,4\n\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      [3, 5],
    ],
    ['a,b\n"x ""y"", z",2', [['x "y", z', '2']], [2]],
    [
      'a,b\n"x\ny\r\nz",2\n3,4',
      [
        ['x\ny\nz', '2'],
        ['3', '4'],
      ],
      [2, 5],
    ],
    [
      'a,b\n,\n"",""',
      [
        ['', ''],
        ['', ''],
      ],
      [2, 3],
    ],
    ['a,b\n 1 , 2 ', [[' 1 ', ' 2 ']], [2]],
    ['a\n1\n2', [['1'], ['2']], [2, 3]],
    ['a,b\n', [], []],
  ])('%j', (text, rows, lines) => {
    const { table, problems } = read(text);
    expect(problems.all).toEqual([]);
    expect(table?.rows()).toEqual(rows);
    expect(table?.rows().map((_, row) => table.line(row))).toEqual(lines);
  });

  test('takes the names of its columns without blanks and quotes', () => {
    expect(read('"a", b ,"c ""d"""\n').table?.columns).toEqual(['a', 'b', 'c "d"']);
  });

  test('may have tabs where that is allowed, with quotes inside cells', () => {
    const { table, problems } = read('id\ttitle, long\n1\t5" pipe\n2\t"a\tb"\n', { tabs: true });
    expect(problems.all).toEqual([]);
    expect(table?.columns).toEqual(['id', 'title, long']);
    expect(table?.rows()).toEqual([
      ['1', '5" pipe'],
      ['2', 'a\tb'],
    ]);
  });
});

describe('a fault of a table', () => {
  test.each([
    ['', ['1:1 bad-csv'], 'empty'],
    ['\n\n', ['1:1 bad-csv'], 'empty'],
    ['a,,b\n', ['1:3 bad-csv'], 'column 2 has no name'],
    ['a,b,a\n', ['1:5 bad-csv'], '"a" is there twice'],
    ['a,b\n1\n', ['2:1 bad-csv'], 'has 1 cells, the header 2'],
    ['a,b\n1,2,3\n', ['2:5 bad-csv'], 'Put a cell that holds a comma in quotes.'],
    ['a,b\n"x\ny",2,3\n', ['3:6 bad-csv'], 'has 3 cells'],
    ['a,b\n1,"x\n3,4\n', ['2:3 bad-csv'], 'never closed'],
    ['a,b\n1,x"y\n3,4"\n', ['2:4 bad-csv', '3:4 bad-csv'], 'stands inside'],
    ['a,b\n"x"y,2\n', ['2:4 bad-csv'], 'behind the closing quote'],
    ['a;b\n1;2\n', ['1:1 bad-csv'], 'separated by semicolons'],
    ['a\tb\n1\t2\n', ['1:1 bad-csv'], 'separated by tabs'],
    ['a,b\n1,2\u0000\n', ['1:1 not-utf8'], 'UTF-8'],
    [new Uint8Array([0x61, 0xff]), ['1:1 not-utf8'], 'UTF-8'],
  ])('%j', (text, expected, message) => {
    const { problems } = read(text);
    expect(outline(problems)).toEqual(expected);
    expect(problems.all[0]?.message).toContain(message);
  });

  test('leaves the other rows to be read', () => {
    const { table } = read('a,b\n1\n"x"y,2\n3,4\n5,6,7\n8,9\n');
    expect(table?.rows()).toEqual([
      ['3', '4'],
      ['8', '9'],
    ]);
    expect(table?.rows().map((_, row) => table.line(row))).toEqual([4, 6]);
  });

  test.each([
    ['a,b\n1,2\n"x"y,3\n4,5\n6,x"7\n8,9\n10,"11\n', ['3:4 bad-csv', '5:4 bad-csv', '7:4 bad-csv']],
    ['a,b\n"x\ny",x"7\n8\n', ['3:5 bad-csv', '4:1 bad-csv']],
  ])('in each row of %j is told', (text, expected) => {
    expect(outline(read(text).problems)).toEqual(expected);
  });

  test('is counted beyond the hundred that are listed', () => {
    const { problems } = read(`a,b\n${'1\n'.repeat(1234)}`);
    expect(problems.all).toHaveLength(101);
    expect(problems.all.at(-1)?.message).toContain('1134 more problems');
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', '\r\n', 'é', '😀', ';', '#') });

test('what is written as RFC 4180 has it is read back', () => {
  const written = (rows: string[][], end: string): string =>
    rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join(end);
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 8 });
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (cells, end) => {
      const { table, problems } = read(written([['x', 'y'], ...cells], end));
      expect(problems.all).toEqual([]);
      expect(table?.rows()).toEqual(cells.map((row) => row.map((each) => each.replaceAll('\r\n', '\n'))));
    }),
  );
});

describe('segment by segment', () => {
  const parts = [
    'a',
    'b c',
    ' ',
    '"',
    '""',
    '"x"',
    '"x\ny"',
    '"x ""y"""',
    ',',
    ',',
    '\t',
    '\n',
    '\n',
    '\r\n',
    '\r',
    'é',
    '😀',
  ];
  const body = fc.array(fc.constantFrom(...parts), { maxLength: 40 }).map((some) => some.join(''));
  const segment = fc.integer({ min: 1, max: 20 });

  test.each([',', '\t'])('rows are as they are at once, and what is refused at once is a fault (%j)', (separator) => {
    const seen = { rows: 0, faults: 0 };
    const law = fc.property(body, segment, (some, length) => {
      const written = `"h"${separator}i\n${some}`;
      const { table, problems } = read(written, { tabs: true, segment: length });
      const quoteFaults = problems.all.filter(({ message }) => !message.startsWith('This row has'));
      try {
        const rows = atOnce(written.replace(/\r\n?/g, '\n'), separator);
        const fitting = rows.filter(({ cells }) => cells.length === 2);
        const others = rows.filter(({ cells }) => cells.length > 2 || (cells.length === 1 && cells[0]!.trim() !== ''));
        expect([table?.columns, ...table!.rows()]).toEqual(fitting.map(({ cells }) => cells));
        expect(table!.rows().map((_, row) => table!.line(row))).toEqual(fitting.slice(1).map(({ line }) => line));
        expect(quoteFaults).toEqual([]);
        expect(problems.errors).toBe(others.length);
        seen.rows += table!.size;
      } catch (error) {
        if (!(error instanceof CsvError)) throw error;
        seen.faults += 1;
        expect(quoteFaults).not.toEqual([]);
      }
    });
    fc.assert(law, { numRuns: 2000 });
    expect(Math.min(seen.rows, seen.faults)).toBeGreaterThan(100);
  });

  test.each([',', '\t', ';'])('the faults of a text are told as they are at once (%j)', (separator) => {
    fc.assert(
      fc.property(body, segment, (some, length) => {
        const written = `"h"${separator}i\n${some}`;
        const [parted, whole] = [read(written, { segment: length }), read(written)];
        expect(parted.problems.all).toEqual(whole.problems.all);
        expect(JSON.stringify(parted.table)).toBe(JSON.stringify(whole.table));
      }),
      { numRuns: 1000 },
    );
  });

  /** The rows as csv-parse reads them, with the lines on which they begin. */
  function atOnce(text: string, delimiter: string): { cells: string[]; line: number }[] {
    const found = parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: delimiter === '\t',
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    // It tells the line on which a row ends.
    return found.map(({ record, info }) => ({
      cells: record,
      line: info.lines - (record.join('').split('\n').length - 1),
    }));
  }
});

test('each of very many quotes that stand wrong is told, at its place', () => {
  const { table, problems } = read(`a,b\n${'1,x"y,"z\n'.repeat(2000)}1,2\n`);
  expect(problems.errors).toBe(2000);
  expect(outline(problems).slice(0, 2)).toEqual(['2:4 bad-csv', '3:4 bad-csv']);
  expect(table?.rows()).toEqual([['1', '2']]);
  expect(table?.line(0)).toBe(2002);
});

test('a row behind a cell with tabs for separators and a line end in its quotes has its own line', () => {
  const { table } = read('a\tb\n"x\ny" z\t1\n2\t3\n', { tabs: true });
  expect(table?.rows()).toEqual([
    ['"x\ny" z', '1'],
    ['2', '3'],
  ]);
  expect(table?.line(1)).toBe(4);
});

test('200,000 rows are read', () => {
  const { table, problems } = read(`a,b,c\n${'US,"x, y",7.25\n'.repeat(200_000)}`);
  expect(problems.all).toEqual([]);
  expect(table?.rows().at(-1)).toEqual(['US', 'x, y', '7.25']);
  expect(table?.line(199_999)).toBe(200_001);
});

describe('a list', () => {
  const list = (text: string) => {
    const problems = new Problems();
    return { values: finish(readList('lists/x.txt', new TextEncoder().encode(text), problems)), problems };
  };

  test.each([
    ['a\n b \n\n\tc\r\nd\re', ['a', 'b', 'c', 'd', 'e']],
    ['# all\na # one\nb#two\n  # three\nc\t# four', ['a', 'b#two', 'c']],
    ['\ufeffa\n', ['a']],
    ['*@x.example\n@y', ['*@x.example', '@y']],
    ['', []],
  ])('%j', (text, values) => {
    const { values: found, problems } = list(text);
    expect(problems.all).toEqual([]);
    expect(found).toEqual(values);
  });

  test('of a million lines is read', () => {
    expect(list('jo@shop.example\n'.repeat(1_000_000)).values).toHaveLength(1_000_000);
  });

  test('in another encoding is refused', () => {
    const { values, problems } = list('a\u0000b\u0000');
    expect(values).toBeUndefined();
    expect(outline(problems)).toEqual(['1:1 not-utf8']);
  });
});

test.each(['', 'x', 'xx'])('a long file may end its lines as Windows does (%j)', (shift) => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row},"a${shift}\nb"\n`);
  const plain = `a,b${shift}\n${rows.join('')}`;
  const [ours, theirs] = [read(plain), read(plain.replaceAll('\n', '\r\n'))];
  expect(theirs.table!.rows()).toEqual(ours.table!.rows());
  expect(theirs.table!.line(19_999)).toBe(40_000);
});
