import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problems } from '../../src/rules/problem.ts';
import { maxYamlBytes, type Node, readYaml } from '../../src/rules/yaml.ts';
import { outline } from '../support/parse.ts';

function read(text: string | Uint8Array): { node: Node | undefined; problems: Problems } {
  const problems = new Problems();
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { node: readYaml('x.yaml', bytes, problems), problems };
}

/** Text as text, lists as arrays, maps as pairs, nothing as null. */
function plain(node: Node | undefined): unknown {
  if (node === undefined || node.is === 'empty') return null;
  if (node.is === 'text') return node.text;
  if (node.is === 'list') return node.items.map(plain);
  return node.entries.map(({ key, value }) => [key, plain(value)]);
}

test.each([
  ['postal: 02139', [['postal', '02139']]],
  ['country: NO', [['country', 'NO']]],
  ['price: 19.990', [['price', '19.990']]],
  [
    'a: ~\nb: null\nc: true',
    [
      ['a', '~'],
      ['b', 'null'],
      ['c', 'true'],
    ],
  ],
  [
    'a: ""\nb:\nc: []\nd: {}',
    [
      ['a', ''],
      ['b', null],
      ['c', []],
      ['d', []],
    ],
  ],
  ["a: 'it''s'", [['a', "it's"]]],
  ['a: |\n  x\n  y\n', [['a', 'x\ny\n']]],
  ['- a\n-\n- [b, {c: d}]', ['a', null, ['b', [['c', 'd']]]]],
  [
    '{a, b: 1}',
    [
      ['a', null],
      ['b', '1'],
    ],
  ],
  ['---\na: 1\n', [['a', '1']]],
  ['\ufeffa: 1', [['a', '1']]],
  [
    'a: 1\r\nb: 2\r\n',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  [
    '__proto__: 1\nconstructor: 2\ntoString: 3',
    [
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ],
  ],
  ['12: a', [['12', 'a']]],
  ['a: x # note\n# note\n', [['a', 'x']]],
  ['a: 50% off, *x & @y', [['a', '50% off, *x & @y']]],
  ['', null],
  ['# nothing\n', null],
])('%j is plain data', (text, value) => {
  const { node, problems } = read(text);
  expect(problems.all).toEqual([]);
  expect(plain(node)).toEqual(value);
});

test('every key and value knows its place', () => {
  const { node } = read('a:\n  - b: x\n    c: [y, "z"]\n  -\nd:\n');
  if (node?.is !== 'map') throw new Error('no map');
  const [a, d] = node.entries;
  expect([a?.keyAt, a?.value.at, d?.keyAt, d?.value.at]).toEqual(
    ['1:1', '2:3', '5:1', '5:1'].map((at) => `x.yaml:${at}`),
  );
  const items = a?.value.is === 'list' ? a.value.items : [];
  expect(items.map(({ at }) => at)).toEqual(['x.yaml:2:5', 'x.yaml:4:4']);
  const c = items[0]?.is === 'map' ? items[0].entries[1] : undefined;
  expect([c?.keyAt, c?.value.at]).toEqual(['x.yaml:3:5', 'x.yaml:3:8']);
});

describe('what YAML can do and rule files do not', () => {
  test.each([
    ['a: &x 1\nb: *x', ['1:4 yaml-feature', '2:4 yaml-feature'], 'anchor'],
    ['a: !!str 1', ['1:4 yaml-feature'], 'is a tag'],
    ['a: !important', ['1:4 yaml-feature'], 'Put text that begins with "!" in quotes.'],
    ['<<: {a: 1}', ['1:1 yaml-feature'], 'merges'],
    ['? [a]\n: 1', ['1:3 yaml-feature'], 'key is plain text'],
    ['{ {a: 1}: 2 }', ['1:3 yaml-feature'], 'key is plain text'],
    ['a: 1\n---\nb: 2', ['2:1 yaml-feature'], 'second document'],
    ['a: 1\n...\nb: 2', ['3:1 yaml-feature'], 'second document'],
    ['%YAML 1.1\n---\na: 1', ['1:1 yaml-feature'], 'directive'],
    ['a: 1\na: 2\na: 3', ['2:1 duplicate-key', '3:1 duplicate-key'], 'already given on line 1'],
    ['{ b: { a: 1, a: 2 } }', ['1:14 duplicate-key'], 'line 1'],
  ])('%j', (text, expected, message) => {
    const { problems } = read(text);
    expect(outline(problems)).toEqual(expected);
    expect(problems.all[0]?.message).toContain(message);
  });
});

describe('text that needs quotes', () => {
  test.each([
    ['a: *@mailinator.com', '1:4', 'Write "*@mailinator.com".', '*@mailinator.com'],
    ['a: *', '1:4', 'Write "*".', '*'],
    ['a: [*-GIFT, b]', '1:5', 'Write "*-GIFT".', ['*-GIFT', 'b']],
    ['a: @blocked # them', '1:4', 'Write "@blocked".', '@blocked'],
    ['a: { not: @blocked }', '1:11', 'Write "@blocked".', [['not', '@blocked']]],
    ['a: `x`', '1:4', 'Write "`x`".', '`x`'],
  ])('%j', (text, at, message, value) => {
    const { node, problems } = read(text);
    expect(outline(problems)).toEqual([`${at} unquoted`]);
    expect(problems.all[0]?.message).toContain(message);
    expect(plain(node)).toEqual([['a', value]]);
  });
});

describe('broken YAML', () => {
  test.each([
    ['a:\n\tb: 1', '2:1', 'A tab'],
    ['a: [1, 2\nb: 3', '2:1', 'A closing "]" or "}" is missing'],
    ['a: "x\nb: 1', '2:5', 'The closing quote is missing.'],
    ["a: 'x", '1:6', 'The closing quote is missing.'],
    ['name: Best: ever', '1:7', 'Put text that holds ": " in quotes'],
    ['a\nb: 1', '1:1', 'A ":" is missing'],
    ['a:1\nb: 2', '1:1', 'or a blank after it'],
    ['a: "x"#c', '1:7', 'needs a blank before it'],
    ['a: "\\d"', '1:5', 'backslash'],
    ['a: }', '1:4', 'not YAML'],
    [': 1', '1:1', 'The key before ":" is missing.'],
    ['a: \u0007', '1:4', 'U+0007'],
    ['a: x\u0000y', '1:5', 'U+0000'],
    ['"a" b: 1', '1:5', 'not YAML'],
  ])('%j', (text, at, message) => {
    const { problems } = read(text);
    expect(outline(problems)).toEqual([`${at} bad-yaml`]);
    expect(problems.all[0]?.message).toContain(message);
  });

  test('every fault of a file is found in one run', () => {
    const { problems } = read('a: "\\d"\nb: @x\nc: !t y\nd: 1\nd: 2\ne: "x"#c\n');
    expect(outline(problems).sort()).toEqual(['1:5 bad-yaml', '2:4 unquoted', '3:4 yaml-feature', '6:7 bad-yaml']);
  });

  test.each([
    ['another encoding', new Uint8Array([0x61, 0x3a, 0x20, 0xe9])],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00])],
    ['a lone surrogate', new Uint8Array([0xed, 0xa0, 0x80])],
  ])('%s is not UTF-8', (_, bytes) => {
    const { node, problems } = read(bytes);
    expect(node).toBeUndefined();
    expect(outline(problems)).toEqual(['1:1 not-utf8']);
  });
});

describe('what would cost too much', () => {
  test.each([
    ['lists', '['],
    ['maps', '{a: '],
    ['block lists', '- '],
    ['explicit keys', '? '],
    ['maps in lists', '[{a: '],
    ['quoted keys', '{"a":'],
  ])('100,000 nested %s are too deep', (_, open) => {
    const { node, problems } = read(open.repeat(100_000));
    expect(node).toBeUndefined();
    expect(problems.all.map(({ code }) => code)).toEqual(['too-deep']);
  });

  test('nested by indentation is too deep as well', () => {
    const { problems } = read(Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''));
    expect(outline(problems)).toEqual(['65:65 too-deep']);
  });

  test('64 levels are read', () => {
    const { node, problems } = read(`${'['.repeat(64)}${']'.repeat(64)}`);
    expect(problems.all).toEqual([]);
    expect(node?.is).toBe('list');
  });

  test('10 MB are too large', () => {
    const { problems } = read(new Uint8Array(10_000_000).fill(0x20));
    expect(outline(problems)).toEqual(['1:1 too-large']);
    expect(read(new Uint8Array(maxYamlBytes).fill(0x20)).problems.all).toEqual([]);
  });

  test('a bomb of aliases is refused, not built', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`);
    const { problems } = read(`a0: &a0 x\n${levels.join('\n')}\n`);
    expect(new Set(problems.all.map(({ code }) => code))).toEqual(new Set(['yaml-feature']));
    expect(problems.all.length).toBeLessThan(1000);
  });

  test.each(['}', ',', '&a ', '*a ', '!a ', '[]', '%a\n', ':', '- ', '"', "'", '? a\n', 'a: 1\n', '|', '\t', '#\n'])(
    '100 KB of %j come to an end',
    (part) => {
      expect(() => read(part.repeat(100_000 / part.length))).not.toThrow();
    },
  );
});

test('nothing that is written makes it throw, and what is wrong has a problem', () => {
  const token = fc.constantFrom(
    ...[
      'a',
      'b: ',
      ': ',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\n',
      '\n  ',
      ' ',
      '\t',
      '"',
      "'",
      '&a',
      '*a',
      '!t ',
      '|',
      '>',
    ],
    ...['#', '%', '@', '`', '---\n', '...\n', '<<: ', '\\', '\r', '\u0000', '\ufeff', '…', '😀', '__proto__: '],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
      const { node, problems } = read(tokens.join(''));
      expect(node !== undefined || problems.hasErrors).toBe(true);
      for (const { at } of problems.all) expect(at).toMatch(/^x\.yaml:\d+:\d+$/);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void read(bytes)),
    { numRuns: 1000 },
  );
});
