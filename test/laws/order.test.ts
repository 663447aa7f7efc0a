/** The law of what is not ordered; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directories } from './directories.ts';
import { orders } from './orders.ts';
import { answerTo, draw, forAll, load, ready } from './runs.ts';
import { Shuffle } from './shuffle.ts';

test('the order of files, keys, rows, and of lists in which nothing comes first, changes no answer', () => {
  const both = draw(fc.tuple(directories(), fc.nat()), ([written, seed]) => {
    const one = ready(written);
    if (one === null) return null;
    const shuffle = new Shuffle(seed);
    const { directory, problems } = load(shuffle.directory(written), (texts) => shuffle.of(texts));
    expect(problems.all.filter(({ severity }) => severity === 'error')).toEqual([]);
    return { ...one, other: directory! };
  });
  forAll(both, orders, (rules, order) => {
    const { response } = answerTo(rules, order);
    // As values: the keys of `metadata` are sent in the order in which they were written.
    expect(answerTo({ ...rules, directory: rules.other }, order).response).toEqual(response);
  });
});
