/** Entries and rows that say what others before them say. */
import { cellAt } from '../cells.ts';
import type { At, Folder, Table } from '../model.ts';
import { lineFrom, type Report } from './reach/report.ts';
import { listedEntries } from './walk.ts';

/** Warns of each entry of a folder that differs from one before it in its id alone, and of such rows of its tables. */
export function warnDuplicates(folder: Folder, report: Report): void {
  for (const entries of listedEntries(folder)) {
    const seen = new Map<string, { id: string; at: At }>();
    for (const entry of entries) {
      const key = contentOf(entry);
      const before = seen.get(key);
      if (before === undefined) seen.set(key, entry);
      else {
        const message = `"${entry.id}" says the same as "${before.id}" (${lineFrom(entry.at, before.at)}). Take one of them out.`;
        report.say(entry, 'duplicate', message);
      }
    }
  }
  for (const table of Object.values(folder.tables)) warnRows(table, report);
}

function warnRows(table: Table, report: Report): void {
  const id = table.columns.findIndex((column) => column.trim().toLowerCase() === 'id');
  const seen = new Map<string, number>();
  for (const [index, row] of table.rows().entries()) {
    const key = (id === -1 ? row : row.toSpliced(id, 1)).join('\0');
    const before = seen.get(key);
    if (before === undefined) seen.set(key, index);
    else {
      const entry = { id: '', at: cellAt(table, index, 0) };
      report.say(
        entry,
        'duplicate',
        `This row says the same as the one on line ${table.line(before)}. Take one of them out.`,
      );
    }
  }
}

/** What it says, without its name and without what the file says beside it of its own form. */
function contentOf(entry: { id: string }): string {
  const unlike = new Set(['at', 'if_unknown_given']);
  return JSON.stringify({ ...entry, id: '' }, (key, value) => (unlike.has(key) ? undefined : value));
}
