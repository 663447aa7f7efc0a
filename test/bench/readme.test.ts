import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Recorded } from './compare.ts';
import { type Row, rows, type Shown } from './figures.ts';
import { type Recording, tableOf, withFigures } from './readme.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
const recording = JSON.parse(await read('recorded.json')) as Recording;

const { machine } = recording;
const spread = (median: number) => ({ median, low: median, high: median });
const measured = { micros: null, ratio: null, guarded: false };
const recorded: Recorded = {
  p: {
    'shop: Ratebook': { ...measured, micros: spread(2345.6), bytes: spread(61_234) },
    'shop: one engine': { ...measured, toOurs: spread(12.34) },
    'shop: another engine': { ...measured, toOurs: spread(9.876) },
  },
};

function cells(...values: Shown[]): string[] {
  const row: Row = { title: 'A title', values };
  return tableOf({ machine, figures: recorded }, [row]).split('\n')[2]!.split(' | ').slice(1);
}

describe('the table of figures', () => {
  it('in README.md is what the recorded figures give', async () => {
    const readme = await read('../../README.md');
    // npm run bench -- --table
    expect(withFigures(readme, recording)).toBe(readme);
  });

  it.each<{ what: string; shown: Shown; reached: string; asked: string }>([
    {
      what: 'a time in its unit',
      shown: { part: 'p', figure: /Ratebook/, what: 'micros', unit: 'ms', atMost: 2.5 },
      reached: '2.35 ms',
      asked: '≤ 2.5 ms',
    },
    {
      what: 'a size in its unit',
      shown: { part: 'p', figure: /Ratebook/, what: 'bytes', unit: 'KB', atMost: 60 },
      reached: '61.2 KB',
      asked: '≤ 60 KB',
    },
    {
      what: 'of several the least, where it asks for as much as can be',
      shown: { part: 'p', figure: /engine/, what: 'toOurs', unit: '×', atLeast: 5000 },
      reached: '9.88 ×',
      asked: '≥ 5,000 ×',
    },
    {
      what: 'of several the most, where it asks for as little as can be',
      shown: { part: 'p', figure: /engine/, what: 'toOurs', unit: '×', atMost: 10 },
      reached: '12.3 ×',
      asked: '≤ 10 ×',
    },
    {
      what: 'a dash for a figure that is not recorded',
      shown: { part: 'p', figure: /nobody/, what: 'ratio', unit: '×', atMost: 1 },
      reached: '–',
      asked: '≤ 1 ×',
    },
    {
      what: 'a dash for a part that is not recorded',
      shown: { part: 'q', figure: /Ratebook/, what: 'ratio', unit: '×', atMost: 1 },
      reached: '–',
      asked: '≤ 1 ×',
    },
  ])('shows $what', ({ shown, reached, asked }) => {
    expect(cells(shown)).toEqual([reached, `${asked} |`]);
    expect(cells(shown, shown)).toEqual([`${reached} / ${reached}`, `${asked} / ${asked} |`]);
  });

  it('asks each of its figures for one bound', () => {
    const shown = rows.flatMap(({ values }) => values);
    expect(shown.filter(({ atMost, atLeast }) => (atMost === undefined) === (atLeast === undefined))).toEqual([]);
  });
});
