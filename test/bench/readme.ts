/** The table of figures in README.md, made of what is recorded. */
import { withMarked } from '../../src/cli/codes/marked.ts';
import type { Recorded } from './compare.ts';
import { type Row, rows, type Shown } from './figures.ts';
import { type Machine, machineText, short } from './table.ts';
import type { Spread } from './turns.ts';

export interface Recording {
  machine: Machine;
  figures: Recorded;
}

/** Of a unit, so many make one of what is recorded: microseconds and bytes. */
const perUnit: Record<Shown['unit'], number> = { '×': 1, µs: 1, ms: 1000, bytes: 1, KB: 1000 };

/** `readme` with the table as the recorded figures give it. Throws an Error where its marks are missing. */
export function withFigures(readme: string, recording: Recording): string {
  return withMarked(readme, 'figures', tableOf(recording));
}

/** A figure that is not recorded is shown as "–". */
export function tableOf({ machine, figures }: Recording, shown: readonly Row[] = rows): string {
  const lines = shown.map(({ title, values }) => {
    const reached = values.map((value) => reachedText(value, figures));
    return `| ${title} | ${reached.join(' / ')} | ${values.map(askedText).join(' / ')} |`;
  });
  const measured = `Medians, measured on ${machineText(machine).trimEnd().replace('\n', '; ')}.`;
  return ['| | reached | asked for |', '| --- | --- | --- |', ...lines, '', measured, ''].join('\n');
}

function reachedText(value: Shown, figures: Recorded): string {
  const found = Object.entries(figures[value.part] ?? {})
    .flatMap(([name, measured]): Spread[] => (value.figure.test(name) ? [measured[value.what] ?? []].flat() : []))
    .map(({ median }) => median / perUnit[value.unit]);
  if (found.length === 0) return '–';
  const worst = value.atLeast === undefined ? Math.max(...found) : Math.min(...found);
  return `${short(worst)} ${value.unit}`;
}

function askedText({ atMost, atLeast, unit }: Shown): string {
  return atLeast === undefined ? `≤ ${short(atMost!)} ${unit}` : `≥ ${short(atLeast)} ${unit}`;
}
