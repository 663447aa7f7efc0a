import { describe, expect, test } from 'vitest';
import { compileFiles, compileFilesInSteps } from '../../src/node/load.ts';
import { inSlices } from '../../src/node/slices.ts';
import { readRuleFiles } from '../../src/rules/disk.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { Steps } from '../../src/rules/steps.ts';
import { platform, shop } from '../bench/data.ts';

/** A clock that stands still but for the work that is done and for each rest, and the work between each two rests. */
function paced(rested = 0) {
  let time = 0;
  const slices: number[] = [0];
  return {
    slices,
    work(milliseconds: number): void {
      time += milliseconds;
      slices[slices.length - 1]! += milliseconds;
    },
    pace: {
      now: () => time,
      rest: async () => {
        time += rested;
        slices.push(0);
      },
    },
  };
}

function repeated(step: number, times: number): number[] {
  return Array<number>(times).fill(step);
}

describe('work in slices', () => {
  test.each([
    // A quarter of a millisecond at once where nobody else has anything to do.
    { steps: repeated(0.125, 5), rested: 0, slices: [0.25, 0.25, 0.125] },
    { steps: repeated(0.0625, 6), rested: 0.5, slices: [0.25, 0.125] },
    // Half of what others take, once that is known.
    { steps: repeated(0.25, 9), rested: 2, slices: [0.25, 1, 1] },
    // And never more than five.
    { steps: repeated(1, 12), rested: 1000, slices: [1, 5, 5, 1] },
    // A step is never cut.
    { steps: [7, 0.25, 0.125], rested: 0, slices: [7, 0.25, 0.125] },
  ])('of steps of $steps ms, beside others that take $rested', async ({ steps, rested, slices: expected }) => {
    const { slices, work, pace } = paced(rested);
    const made = await inSlices(
      (function* (): Steps<string> {
        for (const each of steps) {
          work(each);
          yield;
        }
        return 'made';
      })(),
      () => false,
      pace,
    );
    expect([made, slices.filter((each) => each > 0)]).toEqual(['made', expected]);
  });

  test('that is overtaken is left where it rests', async () => {
    let [begun, left] = [0, false];
    const { work, pace } = paced(4);
    const steps = (function* (): Steps<string> {
      try {
        for (;;) {
          begun += 1;
          work(1);
          yield;
        }
      } finally {
        left = true;
      }
    })();
    expect(await inSlices(steps, () => begun >= 5, pace)).toBeUndefined();
    expect([begun, left]).toEqual([5, true]);
  });

  test('that fails rejects', async () => {
    const steps = (function* (): Steps<string> {
      yield;
      throw new Error('a fault');
    })();
    await expect(inSlices(steps)).rejects.toThrow('a fault');
  });

  test('lets others have their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const steps = (function* (): Steps<string> {
      while (turns < 3) yield;
      return 'made';
    })();
    expect(await inSlices(steps)).toBe('made');
    clearInterval(timer);
  });
});

describe('rules that are compiled in slices', () => {
  const encoded = (texts: Record<string, string>) =>
    new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));

  test.each([
    ['the example', async () => readRuleFiles('rules', new Problems())],
    ['a shop', async () => encoded(shop(3000, 20))],
    [
      'a platform with a broken account',
      async () => encoded({ ...platform(20), 'accounts/acct_shop3/taxes.yaml': 'x: 1' }),
    ],
    [
      'a table with quotes and faults',
      async () => encoded({ ...shop(10), 'tables/us.csv': 'country,percent\nUS,"5"\nUS,5"0\nXX,6\n' }),
    ],
    [
      'rules with errors',
      async () => encoded({ ...shop(10), 'shipping.yaml': 'options:\n  - { id: a, price: free }\n' }),
    ],
  ])('are the same as at once: %s', async (_, read) => {
    const files = await read();
    const { pace } = paced();
    const sliced = (await inSlices(compileFilesInSteps(files, new Problems()), () => false, pace))!;
    const whole = compileFiles(files);
    expect(sliced.problems.all).toEqual(whole.problems.all);
    expect(sliced.revisions).toEqual(whole.revisions);
    expect(sliced.source).toEqual(whole.source);
    expect([...(sliced.directory?.broken ?? [])]).toEqual([...(whole.directory?.broken ?? [])]);
  });
});
