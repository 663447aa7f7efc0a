/** The figures as people read them. */
import { cpus, totalmem } from 'node:os';
import type { Figure, Part } from './figure.ts';
import type { Spread } from './turns.ts';

export interface Machine {
  cpu: string;
  cores: number;
  memory: string;
  system: string;
  node: string;
  packages: Record<string, string>;
}

export function machineOf(packages: Record<string, string>): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memory: `${Math.trunc(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    packages,
  };
}

export function machineText({ cpu, cores, memory, system, node, packages }: Machine): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return `${cpu}, ${cores} cores, ${memory}, ${system}, Node ${node}\n${versions.join(', ')}\n`;
}

/** Three digits that count: 0.0123, 1.23, 12.3, 123, 12,300. */
export function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

function cell(spread: Spread | null | undefined, unit = 1): string {
  if (spread === null || spread === undefined) return '';
  const { median, low, high } = spread;
  return short(median / unit) + (low === high ? '' : ` (${short(low / unit)}–${short(high / unit)})`);
}

function rowOf({ name, micros, ratio, of, toOurs, bytes, note }: Figure, base: string | null, unit: number): string[] {
  const times = ratio !== null && base === null ? ` × ${of}` : '';
  return [name, cell(micros, unit), cell(ratio) + times, cell(toOurs), cell(bytes), note ?? ''];
}

/** Columns in which nothing stands are left out. */
export function partText({ title, clock = false, figures, notes }: Part): string {
  const bases = [...new Set(figures.filter(({ ratio }) => ratio !== null).map(({ of }) => of))];
  const base = bases.length === 1 ? bases[0]! : null;
  const times = clock ? 'ms by the clock' : 'µs of CPU';
  const head = ['', times, base === null ? 'ratio' : `× ${base}`, '× Ratebook', 'bytes', ''];
  const rows = figures.map((figure) => rowOf(figure, base, clock ? 1000 : 1));
  const filled = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const all = [head, ...rows].map((row) => row.filter((_, column) => filled[column]));
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `\n${title}\n${lines.join('\n')}\n${notes.map((note) => `  ${note}\n`).join('')}`;
}
