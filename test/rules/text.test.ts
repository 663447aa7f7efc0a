import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { TextMatch } from '../../src/rules/model.ts';
import { compileText, foldCity, foldCountry, foldText, textPatternFault } from '../../src/rules/text.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const match = (...of: string[]): TextMatch => ({ not: false, of, at: 'x.yaml:1:1' });
const none = (): undefined => undefined;

test.each([
  ['visa', ' VISA ', true],
  ['visa', 'visa electron', false],
  ['LTD-*', 'ltd-4711', true],
  ['LTD-*', 'LTD-', true],
  ['LTD-*', 'UNLTD-1', false],
  ['*@mailinator.com', 'Jo@Mailinator.com', true],
  ['*@mailinator.com', 'jo@mailinator.com.example', false],
  ['*gift*', 'A Gift card', true],
  ['*gift*', 'gif t', false],
  ['*', 'anything', true],
  ['**', 'anything', true],
  ['San *', 'San Diego', true],
  ['San *', 'Sandwich', false],
  ['Straße', 'STRASSE', true],
  ['ΟΔΟΣ', 'οδοσ', true],
  ['é', 'e\u0301', true],
  ['a*b', 'axb', false],
  ['a*b', 'a*b', false],
])('%j takes %j: %s', (pattern, value, truth) => {
  expect(compileText(match(pattern), none).test(value)).toBe(truth);
});

test('a match takes what any of its patterns takes', () => {
  const text = compileText(match('visa', 'am*'), none);
  expect(['visa', 'amex', 'mastercard'].map((value) => text.test(value))).toEqual([true, true, false]);
});

test('a list stands for its lines, stars among them, and a missing list for none', () => {
  const lists = (name: string): string[] | undefined =>
    name === 'blocked' ? ['one', 'TWO-*', '', '*three'] : undefined;
  const text = compileText(match('@blocked', 'four', '@missing'), lists);
  const values = ['One', 'two-1', 'twenty-three', 'four', 'five', '', '@blocked'];
  expect(values.map((value) => text.test(value))).toEqual([true, true, true, true, false, false, false]);
});

test('`not` is left to who asks', () => {
  expect(compileText({ ...match('visa'), not: true }, none).test('visa')).toBe(true);
});

test.each([
  ['São Paulo', 'saopaulo'],
  ['St. John’s', 'stjohns'],
  ["L'Aquila", 'laquila'],
  ['Stratford-upon-Avon', 'stratforduponavon'],
  ['Tromsø', 'tromso'],
  ['Łódź', 'lodz'],
  ['KØBENHAVN', 'kobenhavn'],
  ['東京', '東京'],
  ['がま', 'がま'],
])('the city %s is compared as %s', (city, folded) => {
  expect(foldCity(city)).toBe(folded);
});

test('countries are compared by their codes', () => {
  expect([' us', 'UK', 'el', 'DE'].map(foldCountry)).toEqual(['US', 'GB', 'GR', 'DE']);
});

test('a star inside a pattern is a fault', () => {
  expect(['a*b', 'a**', '***', '*a*b*'].map((text) => textPatternFault(text) !== null)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['a', '*', '*a*', ' a* '].map(textPatternFault)).toEqual([null, null, null, null]);
});

describe('laws', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B', ' ', 'é', '-'), maxLength: 6 });
  const pattern = fc
    .tuple(fc.boolean(), word, fc.boolean())
    .map(([start, core, end]) => `${start ? '*' : ''}${core}${end ? '*' : ''}`);

  /** Tries every way to cut the value, letter for letter. */
  function slowMatch(text: string, value: string): boolean {
    const wanted = text.trim();
    const start = wanted.startsWith('*');
    const end = wanted.length > 1 ? wanted.endsWith('*') : start;
    const core = wanted.replace(/^\*/, '').replace(/\*$/, '').toLowerCase();
    const found = value.trim().toLowerCase();
    const bare = start || end ? core : core.trim();
    for (let from = 0; from <= found.length; from++) {
      for (let to = from; to <= found.length; to++) {
        if (found.slice(from, to) === bare && (start || from === 0) && (end || to === found.length)) return true;
      }
    }
    return false;
  }

  test('the index answers as a scan over the patterns does', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 6 }),
        fc.array(pattern, { maxLength: 6 }),
        word,
        (own, lines, value) => {
          const text = compileText(match(...own, '@list'), () => lines);
          const expected =
            own.some((one) => slowMatch(one, value)) || lines.some((one) => one.trim() !== '' && slowMatch(one, value));
          expect(text.test(value)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('folding twice is folding once, and case does not count', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        for (const fold of [foldText, foldCity]) {
          expect(fold(fold(value))).toBe(fold(value));
          expect(fold(value.toUpperCase())).toBe(fold(value));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a million lines are matched as three are', () => {
    const lines = Array.from({ length: 1_000_000 }, (_, line) => `SKU-${line}`);
    const text = compileText(match('@skus'), () => lines);
    expect(['sku-0', 'SKU-999999', 'SKU-1000000', 'SKU-'].map((value) => text.test(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    // The index is made once, however many conditions name the list.
    const again = compileText(match('@skus'), () => lines);
    expect(again.test('sku-5')).toBe(true);
  });
});

describe('a part of what is matched', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '@', '.', 'A'), minLength: 1, maxLength: 5 });
  const pattern = fc
    .tuple(fc.constantFrom('', '*'), word, fc.constantFrom('', '*'))
    .map((parts) => parts.join(''))
    .filter((text) => !text.startsWith('@'));
  const matched = (of: string[], lists: Record<string, string[]> = {}) =>
    compileText({ not: false, of, at: '' }, (name) => lists[name]);

  test('matches where the whole does', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), word, (patterns, value) => {
        const whole = matched(['@list', ...patterns.slice(1)], { list: patterns.slice(0, 1) });
        expect(whole.parts().some((part) => part.test(value))).toBe(whole.test(value));
      }),
    );
  });

  test('tells of an end only what holds whatever stands before it', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 4 }), word, (lines, value) => {
        const [part] = matched(['@list'], { list: lines }).parts();
        for (const end of ['', value.includes('@') ? value.slice(value.lastIndexOf('@')) : '']) {
          const truth = part!.testEnd(end);
          if (truth === null) continue;
          told += 1;
          expect(truth).toBe(part!.test(value));
        }
      }),
      { numRuns: 2000 },
    );
    expect(told).toBeGreaterThan(500);
  });

  test('names a list by what it holds', () => {
    const nameOf = (...lines: string[]) => matched(['@list'], { list: lines }).parts()[0]!.name;
    expect(nameOf('a', 'b*')).toMatch(/^@list [0-9a-f]{16}$/);
    expect(nameOf('a', 'b*')).toBe(nameOf('B*', ' a ', 'a'));
    expect(new Set([nameOf('a'), nameOf('a*'), nameOf('*a'), nameOf('*a*'), nameOf('b'), nameOf()]).size).toBe(6);
  });
});
