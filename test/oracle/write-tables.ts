/** What random tables of rates and of prices share. */
import { countries } from './alphabet.ts';
import { placeIn, type Scheme } from './write-conditions.ts';
import type { Tree, WrittenFile } from './written.ts';

export interface WrittenTable {
  path: string;
  file: WrittenFile;
}

export const percents = ['0', '1', '2.9', '5', '7.25', '9.975', '10%', '0.0005', '19'];

/** Places in the cells of a table. */
export function placeCells({ random }: Scheme, columns: string[]): Record<string, string> {
  if (random.chance(0.1)) return { country: random.pick(['', '*']) };
  const { country, state, city, postal_code: postal } = placeIn(random, random.pick(countries));
  const of = (value: Tree | undefined): string => {
    if (value === undefined || (typeof value === 'object' && 'not' in value)) return '';
    return [value]
      .flat()
      .map(String)
      .filter((one) => !one.startsWith('@'))
      .join(';');
  };
  const all: Record<string, string> = {
    country: of(country),
    state: of(state),
    city: of(city),
    postal_code: of(postal),
  };
  // A state of one country is none of another.
  if (String(all.country).includes(';')) all.state = '';
  return Object.fromEntries(Object.entries(all).filter(([column]) => columns.includes(column)));
}

export function tableOf(columns: string[], rows: Record<string, string>[]): WrittenFile {
  return { is: 'csv', columns, rows: rows.map((row) => columns.map((column) => row[column] ?? '')) };
}
