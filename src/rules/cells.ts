/** Where the cells of a table stand in its file. */
import type { At, Table } from './model.ts';

/** The place of a cell by its row and column from 0; row -1 is the header. */
export function cellAt(table: Table, row: number, column: number): At {
  const quotes = table.quotes(row);
  let line = row === -1 ? 1 : table.line(row);
  let from = 1;
  for (let index = 0; index < column; index++) {
    const cell = row === -1 ? table.columns[index]! : table.cell(row, index);
    if (quotes[index] !== 'q') {
      from += cell.length + 1;
      continue;
    }
    const ends = cell.split(/\r\n|\r|\n/);
    line += ends.length - 1;
    const last = ends.at(-1)!;
    const doubled = last.split('"').length - 1;
    // A quote before the text only where the cell begins on this line, one behind it, and the separator.
    from = (ends.length === 1 ? from + 1 : 1) + last.length + doubled + 2;
  }
  return `${table.path}:${line}:${from}`;
}
