/** Coverage as `ratebook test` prints it. */
import { join } from 'node:path';
import { describeNamed } from '../decide/reason.ts';
import type { Count, CoverageReport, FileCoverage, Uncovered, UnusedRows } from '../examples/coverage/coverage.ts';
import type { PartKind } from '../examples/coverage/parts.ts';
import { exact } from '../money.ts';
import { columns, type Io, paint } from './output.ts';
import { placeOf } from './place.ts';

/** Whether `covered` of `total` are at least `min` percent, exactly: 99.96 is not 100. */
export function isEnough({ covered, total }: Count, min: string): boolean {
  return total === 0 || exact(min).times(total).lessThanOrEqualTo(exact(covered).times(100));
}

/** In percent, cut to two decimals, so that only all of it is `100`: `98.36`. */
export function percentText({ covered, total }: Count): string {
  if (covered === total) return '100';
  const hundredths = Math.trunc((covered * 10_000) / total);
  const decimals = String(hundredths % 100).padStart(2, '0');
  return `${Math.trunc(hundredths / 100)}.${decimals}`.replace(/\.?0{1,2}$/, '');
}

/** A table by file, what was not covered, and the whole. `notes`: what the numbers leave out. */
export function printCoverage(
  report: CoverageReport,
  { dir, min, notes }: { dir: string; min: string | null; notes: readonly string[] },
  io: Pick<Io, 'out' | 'color'>,
): void {
  const { green, red, bold, dim } = paint(io);
  if (report.files.length > 0) {
    const head = ['Coverage', 'entries', 'conditions', 'rows', ''];
    const lines = columns([head, ...report.files.map((file) => fileRow(file, dir))], (cell, column, row) => {
      if (row === 0) return bold(cell);
      return column < 4 ? cell : cell === '100 %' ? green(cell) : red(cell);
    });
    for (const line of lines) io.out(line);
    io.out('');
  }
  const rows = report.files.flatMap((file) => sorted(file.uncovered).flatMap((one) => uncoveredRows(one, file, dir)));
  if (rows.length > 0) {
    io.out(bold('Not covered'));
    for (const line of columns(rows, (cell, column) => (column === 0 ? bold(cell) : column === 3 ? dim(cell) : cell))) {
      io.out(line);
    }
    io.out('');
  }
  for (const note of notes) io.out(note);
  const enough = min === null || isEnough(report, min);
  const whole = `coverage ${percentText(report)} %: ${number(report.covered)} of ${number(report.total)}`;
  const text = enough ? whole : `${whole}, less than the ${min} % of --min`;
  io.out((enough ? (report.covered === report.total ? green : (line: string) => line) : red)(bold(text)));
}

/** Coverage as `--json` prints it. */
export function coverageJson(
  report: CoverageReport,
  { dir, min, notes }: { dir: string; min: string | null; notes: readonly string[] },
): object {
  const { covered, total, files } = report;
  return {
    percent: percentText(report),
    covered,
    total,
    min,
    enough: min === null || isEnough(report, min),
    notes,
    files: files.map((file) => ({
      file: join(dir, file.file),
      percent: percentText(wholeOf(file)),
      entries: file.entries,
      conditions: file.outcomes,
      rows: file.rows,
    })),
    uncovered: files.flatMap((file) => sorted(file.uncovered).flatMap((one) => uncoveredJson(one, dir))),
  };
}

function wholeOf({ entries, outcomes, rows }: FileCoverage): Count {
  return {
    covered: entries.covered + outcomes.covered + rows.covered,
    total: entries.total + outcomes.total + rows.total,
  };
}

function fileRow(file: FileCoverage, dir: string): string[] {
  const cell = ({ covered, total }: Count): string => (total === 0 ? '' : `${number(covered)}/${number(total)}`);
  const { entries, outcomes, rows } = file;
  return [join(dir, file.file), cell(entries), cell(outcomes), cell(rows), `${percentText(wholeOf(file))} %`];
}

function sorted(uncovered: readonly Uncovered[]): Uncovered[] {
  return [...uncovered].sort((a, b) => {
    const [left, right] = [placeOf(a.at), placeOf(b.at)];
    return left.line - right.line || left.col - right.col;
  });
}

/** What has to be seen of each kind of part. */
const neverOf: Readonly<Record<PartKind, string>> = {
  option: 'never offered',
  surcharge: 'never applied',
  tier: 'never reached',
  class: 'never took a line',
  rate: 'never applied',
  exemption: 'never applied',
  rule: 'never applied',
  default: 'never decided',
  fee: 'never applied',
  limit: 'never reached',
  transfer: 'never sent',
};

/** So many rows of a table are told one by one; more in ranges, of which so many are told. */
const mostRows = 10;
const mostRanges = 8;

/** A line of the list, or of a few rows one each. */
function uncoveredRows(one: Uncovered, file: FileCoverage, dir: string): string[][] {
  const place = join(dir, one.at);
  switch (one.is) {
    case 'part': {
      const name = one.kind === one.id ? '' : ` ${one.id}`;
      return [[place, `${one.kind}${name}${one.of === undefined ? '' : ` of ${one.of}`}`, neverOf[one.kind], '']];
    }
    case 'condition': {
      const asked = one.seen.length > 0;
      const never = asked ? `never ${one.never.join(' or ')}` : 'never asked';
      const unknown = one.seen.includes('unknown') ? ', was unknown' : '';
      return [[place, `condition of ${one.of}`, `${never}${unknown}`, shortened(describeNamed(one.condition))]];
    }
    case 'rows':
      if (one.count <= mostRows) {
        return one.lines.map((line) => [join(dir, `${file.file}:${line}:1`), 'row', 'never used', '']);
      }
      return [[place, `${number(one.count)} of ${number(file.rows.total)} rows`, 'never used', rangesText(one)]];
  }
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function rangesText({ ranges }: UnusedRows): string {
  const told = ranges.slice(0, mostRanges).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const more = ranges.length - told.length;
  return `lines ${told.join(', ')}${more > 0 ? ` and ${number(more)} more ranges (--json names all)` : ''}`;
}

function uncoveredJson(one: Uncovered, dir: string): object[] {
  const { file, line, col } = placeOf(one.at);
  const place = { file: join(dir, file), line, col };
  switch (one.is) {
    case 'part':
      return [
        { ...place, kind: one.kind, id: one.id, ...(one.of !== undefined && { of: one.of }), never: ['applied'] },
      ];
    case 'condition': {
      const { of, never, seen } = one;
      return [{ ...place, kind: 'condition', of, condition: describeNamed(one.condition), never, seen }];
    }
    case 'rows':
      return one.lines.map((row) => ({ ...place, line: row, kind: 'row', never: ['applied'] }));
  }
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
