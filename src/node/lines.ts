/** Writes lines to a file or to what the process was given: nobody waits for them, and those that are lost are counted. */
import { createWriteStream, type WriteStream, write, writev } from 'node:fs';

/** A file, or the number of a stream that the process was given: 1 is stdout, 2 is stderr. */
export type LineTarget = string | 1 | 2;

export interface Lines {
  /** Without its end. */
  write(line: string): void;
  /** Whether the last line could not be written. */
  failing(): boolean;
  /** Lines that were not written. */
  lost(): number;
  /** Writes what is waiting, for a second at most. */
  close(): Promise<void>;
}

// Characters that may wait for a slow disk or reader; a thousand decisions or more.
const longestQueue = 4 * 1024 * 1024;
const retryMilliseconds = 5000;
const closeMilliseconds = 1000;

/** What the process was given stays open: its number would be that of the next connection, which the lines would go to. */
function leaveOpen(_: number, done?: (error?: NodeJS.ErrnoException | null) => void): void {
  done?.(null);
}

/**
 * Opens a target at its first line. Lines are written beside the work of the process, which `process.stdout` does not do
 * for a pipe: a reader that has stopped reading would stop the hooks.
 */
export function openLines(target: LineTarget): Lines {
  let lost = 0;
  let failing = false;
  let stream: WriteStream | null = null;
  let retryAt = 0;

  const open = (): WriteStream => {
    const opened =
      typeof target === 'string'
        ? createWriteStream(target, { flags: 'a' })
        : createWriteStream('', { fd: target, fs: { write, writev, close: leaveOpen } });
    opened.on('error', () => {
      failing = true;
      if (stream === opened) stream = null;
      retryAt = Date.now() + retryMilliseconds;
      opened.destroy();
    });
    return opened;
  };

  return {
    write(line) {
      if (stream === null && Date.now() >= retryAt) stream = open();
      if (stream === null || stream.writableLength > longestQueue) {
        lost += 1;
        failing = true;
        return;
      }
      stream.write(`${line}\n`, (error) => {
        failing = error !== null && error !== undefined;
        if (failing) lost += 1;
      });
    },
    failing: () => failing,
    lost: () => lost,
    close: () =>
      new Promise((resolve) => {
        if (stream === null) return resolve();
        const late = setTimeout(resolve, closeMilliseconds);
        stream.end(() => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}
