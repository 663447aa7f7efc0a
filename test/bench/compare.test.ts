import { describe, expect, it } from 'vitest';
import { merged, ratiosOf, worseThan } from './compare.ts';
import type { Figure, Part } from './figure.ts';

const spread = (median: number, low = median, high = median) => ({ median, low, high });

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
    const list = worseThan({ 'a part': { 'a figure': recorded } }, { 'a part': { 'a figure': found } });
    expect(list.map(({ name }) => name)).toEqual(worse ? ['a figure'] : []);
  });

  it('is worse where a recorded figure is missing from a part that ran', () => {
    expect(worseThan({ 'a part': { 'a figure': spread(2) } }, { 'a part': {} })).toMatchObject([{ found: null }]);
  });

  it('says nothing of a part that did not run, or of a figure that is new', () => {
    expect(worseThan({ 'a part': { 'a figure': spread(2) } }, { another: { 'a figure': spread(9) } })).toEqual([]);
  });

  it('is of the guarded ratios alone', () => {
    const found = ratiosOf([
      part([{ name: 'ours' }, { name: 'theirs', guarded: false }, { name: 'untimed', ratio: null }]),
    ]);
    expect(found).toEqual({ 'a part': { ours: spread(1) } });
  });

  it('is recorded of several runs with the spread of all of them', () => {
    const runs = [spread(2, 1.9, 2.1), spread(3, 2.8, 3.3), spread(2.5, 2.4, 2.6)].map((found) => ({
      p: { f: found },
    }));
    expect(merged(runs)).toEqual({ p: { f: spread(2.5, 1.9, 3.3) } });
  });
});
