import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt } from '../../src/rules/cells.ts';
import { readCsv } from '../../src/rules/csv.ts';
import { Problems } from '../../src/rules/problem.ts';
import { finish } from '../../src/rules/steps.ts';
import { directory, problemsOf, type Texts } from '../support/decide.ts';

function read(text: string, tabs = false) {
  const table = finish(readCsv('x.csv', new TextEncoder().encode(text), new Problems(), { tabs }));
  if (table === undefined) throw new Error('no table');
  return table;
}

describe('the place of a cell', () => {
  it.each([
    ['a,b,c\n1,2,3', 0, 2, '2:5'],
    ['a,b,c\n"1",2,3', 0, 1, '2:5'],
    ['a,b,c\n"1","2","3"', 0, 2, '2:9'],
    ['a,b,c\n"x, y",2,3', 0, 1, '2:8'],
    ['a,b,c\n"x ""y""",2,3', 0, 1, '2:11'],
    ['a,b,c\n"x\ny",2,3', 0, 1, '3:4'],
    ['a,b,c\n"x\r\n""y",2,3\n4,5,6', 0, 2, '3:8'],
    ['a,b,c\n"x\r\n""y",2,3\n4,5,6', 1, 1, '4:3'],
    ['"a","b"\n1,2', -1, 1, '1:5'],
    ['a,b\n,', 0, 1, '2:2'],
  ])('%j, row %i, column %i is %s', (text, row, column, place) => {
    expect(cellAt(read(text), row, column)).toBe(`x.csv:${place}`);
  });

  it('in a file with tabs counts what stands in quotes', () => {
    expect(cellAt(read('a\tb\n5" pipe, red\t2', true), 0, 1)).toBe('x.csv:2:14');
  });

  it('is where the cell was written, quoted or not', () => {
    const cell = fc.record({
      text: fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'é'), maxLength: 6 }),
      quoted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }), (rows) => {
        const lines = ['x,y,z'];
        let line = 2;
        const places = rows.map((cells) => {
          let written = '';
          const own = cells.map(({ text, quoted }) => {
            const before = written.split(/\r\n|\n/);
            const at = `x.csv:${line + before.length - 1}:${before.at(-1)!.length + 1}`;
            written += `${quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text},`;
            return at;
          });
          lines.push(written.slice(0, -1));
          line += written.split(/\r\n|\n/).length;
          return own;
        });
        const table = read(lines.join('\n'));
        expect(table.rows().map((_, row) => [0, 1, 2].map((column) => cellAt(table, row, column)))).toEqual(places);
      }),
    );
  });
});

it('a fault stands at its cell in a file that quotes every cell', () => {
  const files = { 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': '"country","percent"\n"US","abc"\n' };
  expect(problemsOf(files)).toContain('tables/t.csv:2:6 error bad-percent');
});

describe('the revision', () => {
  const revisionOf = (files: Texts): string => directory(files).revision;
  const taxes = { 'taxes.yaml': 'tables: [tables/t.csv]\n' };

  it('is the same whether cells stand in quotes or not', () => {
    const bare = revisionOf({ ...taxes, 'tables/t.csv': 'country,percent\nUS,1\n' });
    expect(revisionOf({ ...taxes, 'tables/t.csv': '"country","percent"\n"US",1\n' })).toBe(bare);
  });

  it.each(['at', 'lines', 'quotes', '__proto__', 'constructor'])('is changed by a list that is called %s', (name) => {
    const withList = (text: string) => revisionOf({ [`lists/${name}.txt`]: text });
    expect(withList('a\n')).not.toBe(withList('b\n'));
  });
});
