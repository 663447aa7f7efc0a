/** Tax tables: each row is a rate. */
import type { Place, Table, TaxRate, TextMatch } from '../../src/rules/model.ts';

/** The cells of a row by column. */
export function rowsOf(table: Table): Record<string, string>[] {
  return table
    .rows()
    .map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index]!.trim()])));
}

/** The place that a row's cells name: `;` separates values, a blank or `*` is anywhere. */
export function placeIn(row: Record<string, string>): Place {
  const place: Extract<Place, { is: 'here' }> = { is: 'here', at: '' };
  for (const part of ['country', 'state', 'city', 'postal_code'] as const) {
    const of = (row[part] ?? '')
      .split(';')
      .map((value) => value.trim())
      .filter((value) => value !== '' && value !== '*');
    if (of.length > 0) place[part] = { not: false, of, at: '' } satisfies TextMatch;
  }
  return place;
}

/** The rates of a table, in the order of its rows. */
export function ratesIn(table: Table): TaxRate[] {
  return rowsOf(table).map((row, index) => {
    const cell = (name: string): string | undefined => row[name] || undefined;
    const flag = (name: string): boolean | undefined => {
      const text = cell(name)?.toLowerCase();
      return text === undefined ? undefined : ['1', 'true', 'yes'].includes(text);
    };
    const inclusive = flag('inclusive');
    return {
      id: cell('id') ?? `row ${index}`,
      at: '',
      name: cell('name') ?? 'Tax',
      where: placeIn(row),
      class: { name: cell('class') ?? 'standard', at: '' },
      priority: Number(cell('priority') ?? 1),
      compound: flag('compound') ?? false,
      shipping: flag('shipping') ?? true,
      ...(inclusive !== undefined && { inclusive }),
      ...(cell('percent') && { percent: cell('percent')!.replace('%', '') }),
      ...(cell('use') && { use: cell('use')! }),
      ...(cell('from') && { from: { time: cell('from')!, at: '' } }),
      ...(cell('through') && { through: { time: cell('through')!, at: '' } }),
    };
  });
}
