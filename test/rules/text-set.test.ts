import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextSet } from '../../src/rules/text-set.ts';

test('a set of many texts is what a set of the language is', () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.constantFrom('', 'a', 'b', 'ab', '\u0000', 'é', '\ud800')), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(texts, texts, (added, asked) => {
      const [ours, theirs] = [new TextSet(added.length), new Set<string>()];
      for (const text of added) {
        ours.add(text);
        theirs.add(text);
      }
      expect([...ours]).toEqual([...theirs]);
      expect(ours.size).toBe(theirs.size);
      for (const text of [...added, ...asked]) expect(ours.has(text)).toBe(theirs.has(text));
    }),
  );
});

test('a set holds as many texts as it was made for', () => {
  const texts = Array.from({ length: 100_000 }, (_, number) => `user${number}@mail.example`);
  const set = new TextSet(texts.length);
  for (const text of [...texts, ...texts]) set.add(text);
  expect(set.size).toBe(100_000);
  expect(texts.every((text) => set.has(text))).toBe(true);
  expect(set.has('user100000@mail.example')).toBe(false);
});
