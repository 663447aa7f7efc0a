import { expect, test } from 'vitest';
import { onceEach } from '../../src/rules/alike.ts';
import type { TextMatch } from '../../src/rules/model.ts';
import { postalPart, statePart } from '../../src/rules/place-parts.ts';

test('what has the same key is made once, and made again past many others', () => {
  const once = onceEach<object>();
  const first = once('a', () => ({}));
  expect(once('a', () => ({}))).toBe(first);
  expect(once('b', () => ({}))).not.toBe(first);
  for (let key = 0; key < 10_000; key++) once(String(key), () => ({}));
  expect(once('a', () => ({}))).not.toBe(first);
});

const match = (not: boolean, ...of: string[]): TextMatch => ({ not, of, at: 'zones.yaml:1:1' });

test('parts of places that are written alike are one, and those that are not are not', () => {
  const lists = (): undefined => undefined;
  const part = statePart(match(false, 'CA', 'NY'), lists);
  expect(statePart(match(false, 'CA', 'NY'), lists)).toBe(part);
  expect(statePart(match(true, 'CA', 'NY'), lists)).not.toBe(part);
  expect(statePart(match(false, 'CA NY'), lists)).not.toBe(part);
  expect(statePart(match(false, 'CA'), lists)).not.toBe(part);
});

test('a part that names a list is read from the list of its own directory', () => {
  const named = match(false, '@near');
  const here = postalPart(named, () => ['94016']);
  const there = postalPart(named, () => ['10001']);
  const facts = { country: 'US', postal: { country: 'US', style: 'us', text: '94016', outward: null, cut: false } };
  expect([here.test(facts as never), there.test(facts as never)]).toEqual(['true', 'false']);
});
