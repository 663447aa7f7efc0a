/** Reads a log of any length line by line, plain or gzipped. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface LogLine {
  /** From 1. */
  number: number;
  /** `null`: too long to be held. */
  text: string | null;
}

// A line holds a request, which is 256 KiB where nobody says otherwise, and its answer.
const longest = 16 * 1024 * 1024;
const newline = 0x0a;

/** A log that is read; `done` bytes of it are. */
export class LogReader {
  done = 0;
  /** Why the log ends before its end, where it does. */
  broken: string | null = null;
  readonly #bytes: Readable;

  /** `bytes`: of the file as it lies there. */
  constructor(bytes: Readable) {
    this.#bytes = bytes;
  }

  /** Ends the lines. */
  stop(): void {
    this.#bytes.destroy();
  }

  /** The lines, some at a time. */
  async *lines(): AsyncGenerator<LogLine[]> {
    let number = 0;
    let rest: Buffer[] = [];
    let size = 0;
    const cut = (): LogLine => {
      number += 1;
      const text = size > longest ? null : Buffer.concat(rest).toString('utf8');
      rest = [];
      size = 0;
      return { number, text };
    };
    try {
      for await (const chunk of await this.#plain()) {
        const lines: LogLine[] = [];
        let from = 0;
        for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
          rest.push(chunk.subarray(from, at));
          size += at - from;
          lines.push(cut());
          from = at + 1;
        }
        size += chunk.length - from;
        // What is too long is let go of, and only counted.
        if (size > longest) rest = [];
        else if (from < chunk.length) rest.push(chunk.subarray(from));
        if (lines.length > 0) yield lines;
      }
    } catch (error) {
      this.broken = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
    if (size > 0) yield [cut()];
  }

  /** Gzip is known by its first two bytes. */
  async #plain(): Promise<AsyncIterable<Buffer>> {
    const counted = this.#counted();
    const { value: first } = await counted.next();
    if (first === undefined) return counted;
    const whole = (async function* () {
      yield first;
      yield* counted;
    })();
    if (first[0] !== 0x1f || first[1] !== 0x8b) return whole;
    const source = Readable.from(whole);
    const plain = createGunzip();
    source.on('error', (error) => plain.destroy(error));
    return source.pipe(plain);
  }

  async *#counted(): AsyncGenerator<Buffer> {
    for await (const chunk of this.#bytes) {
      this.done += chunk.length;
      yield chunk as Buffer;
    }
  }
}

/** The bytes of an open file, in pieces of 256 KiB. */
export function bytesOf(file: FileHandle): Readable {
  return file.createReadStream({ highWaterMark: 256 * 1024 });
}
