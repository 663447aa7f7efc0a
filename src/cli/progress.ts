/** How far long work has come: one line on the terminal that replaces itself, nothing elsewhere. */
import type { Io } from './output.ts';

/** Milliseconds before the line is shown, for short work needs none, and between two of its states. */
const first = 500;
const interval = 100;

export interface Progress {
  /** So much is done, which is this share of the whole (by itself: of `total`). */
  at(done: number, share?: number | null): void;
  /** Takes the line away, which must be done before anything else is printed. */
  end(): void;
}

/** `━━━━━━━━──────────────────────`. */
function bar(share: number): string {
  const length = 30;
  const done = Math.trunc(Math.min(1, Math.max(0, share)) * length);
  return '━'.repeat(done) + '─'.repeat(length - done);
}

/** Progress of `total` things (`null`: nobody knows how many) that are called `noun`: a bar, and `1,200 of 10,000`. */
export function showProgress(io: Pick<Io, 'status'>, noun: string, total: number | null): Progress {
  const { status } = io;
  if (status === undefined) return { at() {}, end() {} };
  let next = performance.now() + first;
  let shown = false;
  const number = (value: number): string => value.toLocaleString('en-US');
  return {
    at(done, share = total === null ? null : done / total) {
      const now = performance.now();
      if (now < next) return;
      next = now + interval;
      shown = true;
      const count = total === null ? number(done) : `${number(done)} of ${number(total)}`;
      status([noun, ...(share === null ? [] : [bar(share)]), count].join('  '));
    },
    end() {
      if (shown) status('');
      shown = false;
    },
  };
}
