/** What commands print: people's text and JSON on stdout, progress and logs on stderr. */
import { createColors } from 'picocolors';

export interface Io {
  /** One line on stdout. */
  out(line: string): void;
  /** One line on stderr. */
  err(line: string): void;
  /** A line on stderr that takes the place of the one before, `''` to clear it; absent where stderr is no terminal. */
  status?: (line: string) => void;
  color: boolean;
  env: Readonly<Record<string, string | undefined>>;
}

/** The terminal of this process. Colours only there, and not where `NO_COLOR` is set. */
export function terminal(): Io {
  const err = (line: string): void => void process.stderr.write(`${line}\n`);
  let isOpen = true;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    const wasOpen = isOpen;
    isOpen = false;
    // A reader that has gone (`ratebook check | head`) is no fault; the exit code stays what was found.
    if (code === 'EPIPE' || !wasOpen) return;
    err(`The output cannot be written: ${code ?? 'unknown cause'}.`);
    process.exitCode ||= 1;
  });
  process.stderr.on('error', () => {
    // There is nobody left to tell.
  });
  return {
    out(line) {
      if (isOpen) process.stdout.write(`${line}\n`);
    },
    err,
    ...(process.stderr.isTTY && { status: (line: string) => void process.stderr.write(`\r\x1b[K${line}`) }),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
    env: process.env,
  };
}

/** Colour functions, which do nothing where the output has no colour. */
export function paint(io: Pick<Io, 'color'>): ReturnType<typeof createColors> {
  return createColors(io.color);
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Pads cells so that columns line up; the last column is left as it is. Colours are applied by `style` after padding. */
export function columns(
  rows: readonly (readonly string[])[],
  style: (cell: string, column: number, row: number) => string = (cell) => cell,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row, index) =>
    row
      .map((cell, column) => style(column === row.length - 1 ? cell : cell.padEnd(widths[column]!), column, index))
      .join('  ')
      .trimEnd(),
  );
}
