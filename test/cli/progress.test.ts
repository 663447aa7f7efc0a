import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showProgress } from '../../src/cli/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function lines(total: number | null, done: readonly [milliseconds: number, done: number][]): string[] {
  const shown: string[] = [];
  const progress = showProgress({ status: (line) => shown.push(line) }, 'examples', total);
  for (const [milliseconds, count] of done) {
    vi.advanceTimersByTime(milliseconds);
    progress.at(count);
  }
  progress.end();
  return shown;
}

describe('progress', () => {
  it('is shown of work that takes long, and taken away', () => {
    expect(lines(10_000, [[600, 1200]])).toEqual([`examples  ${'━'.repeat(3)}${'─'.repeat(27)}  1,200 of 10,000`, '']);
  });

  it('is not shown of short work', () => {
    expect(lines(10_000, [[400, 9999]])).toEqual([]);
  });

  it('tells no total that nobody knows', () => {
    expect(lines(null, [[600, 1200]])).toEqual(['examples  1,200', '']);
  });

  it('shows a share of the whole where the number of things is not known', () => {
    const shown: string[] = [];
    const progress = showProgress({ status: (line) => shown.push(line) }, 'decisions', null);
    vi.advanceTimersByTime(600);
    progress.at(7, 0.5);
    expect(shown).toEqual([`decisions  ${'━'.repeat(15)}${'─'.repeat(15)}  7`]);
  });

  it('changes ten times a second, however fast the work is', () => {
    const states = Array.from({ length: 1000 }, (_, index): [number, number] => [1, index]);
    expect(lines(null, [[600, 0], ...states])).toHaveLength(1 + 10 + 1);
  });

  it('is nowhere but on a terminal', () => {
    const progress = showProgress({}, 'examples', 3);
    progress.at(3);
    progress.end();
  });
});
