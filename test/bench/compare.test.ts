import { describe, expect, it } from 'vitest';
import { heldBy, merged, type Recorded, recordOf, worseInAll, worseThan } from './compare.ts';
import type { Figure, Measured, Part } from './figure.ts';

const spread = (median: number, low = median, high = median) => ({ median, low, high });
const measured = (ratio: Measured['ratio'], guarded = true): Measured => ({ micros: null, ratio, guarded });

function part(figures: Partial<Figure>[]): Part {
  const whole = figures.map((figure) => ({
    name: 'a figure',
    micros: null,
    ratio: spread(1),
    of: 'a baseline',
    guarded: true,
    ...figure,
  }));
  return { part: 'a part', title: '', figures: whole, notes: [] };
}

describe('what a run of the bench is held to', () => {
  it.each([
    { what: 'the same', recorded: spread(2, 1.9, 2.1), found: spread(2, 1.9, 2.1), worse: false },
    { what: 'better', recorded: spread(2, 1.9, 2.1), found: spread(1, 0.9, 1.1), worse: false },
    { what: 'worse within the noise', recorded: spread(2, 1.9, 2.1), found: spread(2.3, 2.2, 2.4), worse: false },
    { what: 'worse by more than the noise', recorded: spread(2, 1.9, 2.1), found: spread(2.6, 2.5, 2.7), worse: true },
    { what: 'worse, and too noisy to tell', recorded: spread(2, 1.9, 2.1), found: spread(3, 2.5, 4), worse: false },
  ])('$what: $worse', ({ recorded, found, worse }) => {
    const list = worseThan(
      { 'a part': { 'a figure': measured(recorded) } },
      { 'a part': { 'a figure': measured(found) } },
    );
    expect(list.map(({ name }) => name)).toEqual(worse ? ['a figure'] : []);
  });

  it.each([
    { what: 'is missing', figures: {} },
    { what: 'was not timed', figures: { 'a figure': measured(null) } },
  ])('is worse where a recorded figure $what in a part that ran', ({ figures }) => {
    const recorded = { 'a part': { 'a figure': measured(spread(2)) } };
    expect(worseThan(recorded, { 'a part': figures })).toMatchObject([{ found: null }]);
  });

  it('says nothing of a part that did not run, or of a figure that is new', () => {
    const recorded = { 'a part': { 'a figure': measured(spread(2)) } };
    const found = { another: { 'a figure': measured(spread(9)) } };
    expect([worseThan(recorded, found), heldBy(recorded, found)]).toEqual([[], 0]);
  });

  it('is of the guarded ratios alone', () => {
    const figures = {
      ours: measured(spread(2)),
      theirs: measured(spread(2), false),
      untimed: measured(null),
    };
    const worse = { ...figures, ours: measured(spread(9)), theirs: measured(spread(9), false) };
    expect(worseThan({ p: figures }, { p: worse }).map(({ name }) => name)).toEqual(['ours']);
    expect(heldBy({ p: figures }, { p: worse })).toBe(1);
  });
});

describe('what is worse in one run', () => {
  const figures = (ratios: Record<string, number>) =>
    Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, measured(spread(ratio))]));
  const recorded: Recorded = { p: figures({ one: 2, two: 2 }), q: figures({ one: 2 }) };

  it.each([
    { what: 'and in two more', runs: [{ one: 9 }, { one: 8 }, { one: 7 }], worse: ['one'] },
    { what: 'and in one more', runs: [{ one: 9 }, { one: 8 }, { one: 2 }], worse: [] },
    { what: 'and in no other, which has another that is', runs: [{ one: 9 }, { two: 8 }], worse: [] },
    { what: 'alone', runs: [{ one: 9 }, { one: 2 }], worse: [] },
    { what: 'or is not', runs: [{ one: 2 }], worse: [] },
  ])('$what: $worse', ({ runs, worse }) => {
    const [first, ...more] = runs.map((ratios) => ({ p: figures({ one: 2, two: 2, ...ratios }) }));
    const found = worseInAll(recorded, { ...first!, q: recorded.q! }, (_, parts) => {
      expect(parts).toEqual(['p']);
      return more.shift()!;
    });
    expect(found.map(({ part, name }) => `${part} ${name}`)).toEqual(worse.map((name) => `p ${name}`));
    expect(more).toEqual([]);
  });
});

describe('what is recorded', () => {
  it('is what was measured, without the words', () => {
    const figures: Partial<Figure>[] = [
      { name: 'ours', micros: spread(5), note: 'a note' },
      { name: 'theirs', guarded: false, toOurs: spread(3) },
      { name: 'a size', guarded: false, ratio: null, bytes: spread(200) },
    ];
    expect(recordOf([part(figures)])).toEqual({
      'a part': {
        ours: { micros: spread(5), ratio: spread(1), guarded: true },
        theirs: { micros: null, ratio: spread(1), toOurs: spread(3), guarded: false },
        'a size': { micros: null, ratio: null, bytes: spread(200), guarded: false },
      },
    });
  });

  it('is of several runs with the spread of all of them', () => {
    const runs = [spread(2, 1.9, 2.1), spread(3, 2.8, 3.3), spread(2.5, 2.4, 2.6)].map((found) => ({
      p: { f: { ...measured(found), micros: found, bytes: found } },
    }));
    const all = spread(2.5, 1.9, 3.3);
    expect(merged(runs)).toEqual({ p: { f: { micros: all, ratio: all, bytes: all, guarded: true } } });
  });

  it('has four digits, and nothing for what was not measured', () => {
    const runs = [{ p: { f: { ...measured(null), micros: spread(1234.56, 0.123456, 123456) } } }];
    expect(merged(runs).p!.f).toEqual({ micros: spread(1235, 0.1235, 123500), ratio: null, guarded: true });
  });
});
