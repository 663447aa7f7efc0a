import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../src/cli/excerpt.ts';
import { printProblems } from '../../src/cli/problems.ts';
import { SourceFile } from '../../src/cli/source-file.ts';
import { visible } from '../../src/cli/visible.ts';
import { mostListed, Problems } from '../../src/rules/problem.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sourceOf = (path: string, text: string): SourceFile => SourceFile.read(path, bytes(text))!;

/** What is shown for a place of a file: the line and what lies under it. */
function shown(text: string, line: number, col: number, path = 'x.yaml'): string[] {
  const excerpt = excerptOf(sourceOf(path, text), line, col);
  return excerpt === undefined ? [] : [excerpt.line, excerpt.blanks + excerpt.pointer];
}

describe('the pointer lies under the whole of what is wrong:', () => {
  it.each([
    ['a key', 'a:\n  dispaly_name: x\n', 2, 3, ['  dispaly_name: x', '  ^^^^^^^^^^^^']],
    ['text with a comma', 'name: Hello, world\n', 1, 7, ['name: Hello, world', '      ^^^^^^^^^^^^']],
    ['text in brackets', '[ab, cd]', 1, 6, ['[ab, cd]', '     ^^']],
    ['text before a comment', 'a: bc # d', 1, 4, ['a: bc # d', '   ^^']],
    ['quoted text', "a: 'b, \"c'", 1, 4, ["a: 'b, \"c'", '   ^^^^^^^'.slice(0, 10)]],
    ['a bracket', 'a: { b: c }', 1, 4, ['a: { b: c }', '   ^']],
    ['text of two lines, on its first', 'a: b c\n  d e\n', 1, 4, ['a: b c', '   ^^^']],
    ['the end of a line', 'a: [b\n', 1, 6, ['a: [b', '     ^']],
    ['a line with a Windows end', 'a: b\r\nc: d\r\n', 2, 4, ['c: d', '   ^']],
    ['behind a byte order mark', '\ufeffab: c', 1, 1, ['ab: c', '^^']],
  ])('%s', (_, text, line, col, expected) => {
    expect(shown(text, line, col)).toEqual(expected);
  });

  it.each([
    ['a cell', 'a,b\nx,abc,y\n', 2, 3, ['x,abc,y', '  ^^^']],
    ['the last cell', 'a,b\nx,abc\r\n', 2, 3, ['x,abc', '  ^^^']],
    ['a cell in quotes', 'a,b\nx,"a,""b",y\n', 2, 3, ['x,"a,""b",y', '  ^^^^^^^']],
    ['a cell between tabs', 'a\tb\nx y\tz', 2, 1, ['x y    z', '^^^']],
    ['an empty cell', 'a,b\nx,,y', 2, 3, ['x,,y', '  ^']],
    ['a cell that is not there', 'a,b\nx', 2, 2, ['x', ' ^']],
    ['a row that a lone carriage return ends', 'a,b\rx,y', 2, 3, ['x,y', '  ^']],
  ])('%s of a table', (_, text, line, col, expected) => {
    expect(shown(text, line, col, 'tables/x.csv')).toEqual(expected);
  });

  it.each([
    ['tabs', 'a:\t\tbc', 5, ['a:        bc', '          ^^']],
    ['wide characters', '{日本: 東京}', 6, ['{日本: 東京}', '       ^^^^']],
    ['combining characters', 'e\u0301: e\u0301a', 5, ['e\u0301: e\u0301a', '   ^^']],
    ['emoji', '"👩‍👩‍👧": x', 13, ['"👩‍👩‍👧": x', '      ^']],
    ['half a pair', '"\ud83d": x', 6, ['"\ufffd": x', '     ^']],
    ['control characters', 'a\u001b[2J: b', 8, ['a\\u001b[2J: b', '            ^']],
    ['what turns text around', 'a\u202e: b', 5, ['a\\u202e: b', '         ^']],
  ])('%s before it do not shift it', (_, text, col, expected) => {
    expect(shown(text, 1, col)).toEqual(expected);
  });

  it.each([
    ['behind the last line', 'a: b\n', 9],
    ['on a blank line', 'a: b\n  \nc: d', 2],
  ])('%s nothing is shown', (_, text, line) => {
    expect(shown(text, line, 1)).toEqual([]);
  });
});

describe('a long line', () => {
  it('is cut around the place', () => {
    const [line, pointer] = shown(`a,b\n${'x'.repeat(1_000_000)},bad,${'y'.repeat(1_000_000)}`, 2, 1_000_002, 't.csv');
    expect(line).toMatch(/^…x{59},bad,y{56}…$/);
    expect(line!.slice(pointer!.indexOf('^'), pointer!.length)).toBe('bad');
  });

  it('keeps its begin where the place is near it, and its end likewise', () => {
    const text = `a,b\nbad,${'y'.repeat(500)},end`;
    expect(shown(text, 2, 1, 't.csv')[0]).toMatch(/^bad,y+…$/);
    expect(shown(text, 2, 506, 't.csv')[0]).toMatch(/^…y+,end$/);
  });

  it('has a pointer of some length', () => {
    const [line, pointer] = shown(`a: ${'x'.repeat(5000)}`, 1, 4);
    expect([line!.length, pointer!.length]).toEqual([121, 83]);
  });
});

it('under what is shown, blanks and pointer have the width of what stands above', () => {
  const piece = fc.constantFrom('a', '\t', '日', 'e\u0301', '👍', '\u0007', '😀', 'ｱ', ' ', 'ﬀ', ':');
  const text = fc.array(piece, { maxLength: 300 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom('x', 'xyz'), text, (before, token, after) => {
      const excerpt = excerptOf(sourceOf('t.csv', `a,b,c\n"${before}",${token},${after}|`), 2, before.length + 4)!;
      const start = excerpt.line.indexOf(`",${token},`) + 2;
      expect(visible(excerpt.line.slice(0, start)).width).toBe(excerpt.blanks.length);
      expect(excerpt.pointer).toBe('^'.repeat(token.length));
      expect(visible(excerpt.line).text).toBe(excerpt.line);
    }),
  );
});

/** What is printed for problems of these files. */
function printed(files: Record<string, string>, problems: Problems): string[] {
  const lines: string[] = [];
  const sources = { dir: 'rules', files: new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)])) };
  printProblems(problems, sources, (line) => lines.push(line), { color: false });
  return lines;
}

/** A problem of one cause at each of these places. */
function same(...places: string[]): Problems {
  const problems = new Problems();
  for (const at of places) problems.error(at, 'unknown-zone', 'There is no zone "x".');
  return problems;
}

describe('problems of one cause', () => {
  it('are one, at the first place', () => {
    const text = 'a\nb: x\nc: x\n';
    expect(printed({ 'a.yaml': text }, same('a.yaml:3:4', 'a.yaml:2:4'))).toEqual([
      'rules/a.yaml:2:4  error  unknown-zone  There is no zone "x".',
      '  2 | b: x',
      '    |    ^',
      '    the same in 1 more place: line 3',
    ]);
  });

  it.each([
    [
      ['a.yaml:2:4', 'a.yaml:20:1', 'a.yaml:31:1', 'a.yaml:40:2', 'a.yaml:52:2'],
      '4 more places: lines 20, 31, 40 and 52',
    ],
    [['a.yaml:2:4', 'a.yaml:3:1', 'a.yaml:4:1', 'a.yaml:5:1', 'a.yaml:9:1'], '4 more places: lines 3 to 5 and 9'],
    [['a.yaml:2:4', 'a.yaml:3:1', 'a.yaml:4:1'], '2 more places: lines 3 and 4'],
    [['a.yaml:2:4', 'a.yaml:2:9', 'a.yaml:4:1'], '2 more places: lines 2:9 and 4'],
    [['a.yaml:2:4', 'a.yaml:3:1', 'a.yaml:4:1', 'a.yaml:4:8'], '3 more places: lines 3, 4:1 and 4:8'],
    [['a.yaml:2:4', 'b.yaml:2:1', 'b.yaml:7:1'], '2 more places: rules/b.yaml: lines 2 and 7'],
    [['a.yaml:2:4', 'a.yaml:8:1', 'b.yaml:2:1'], '2 more places: line 8; rules/b.yaml: line 2'],
    [
      ['a.yaml:1:1', ...Array.from({ length: 30 }, (_, i) => `a.yaml:${2 * i + 4}:1`)],
      '30 more places: lines 4, 6, 8, 10, 12, 14, 16, 18, 20, 22 and more',
    ],
  ])('%j: the same in %s', (places, text) => {
    expect(printed({}, same(...places)).at(-1)).toBe(`    the same in ${text}`);
  });

  it('are not those of another severity, code or message', () => {
    const problems = same('a.yaml:1:1');
    problems.warn('a.yaml:2:1', 'unknown-zone', 'There is no zone "x".');
    problems.error('a.yaml:3:1', 'unknown-list', 'There is no zone "x".');
    problems.error('a.yaml:4:1', 'unknown-zone', 'There is no zone "y".');
    expect(printed({}, problems)).toHaveLength(4);
  });

  it('of which more are counted than listed are told of file by file', () => {
    const places = (file: string): string[] => Array.from({ length: mostListed + 7 }, (_, i) => `${file}:${i + 2}:1`);
    const lines = printed({}, same(...places('a.csv'), ...places('b.csv')));
    expect(lines.filter((line) => line.includes('7 more problems of this kind'))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/^rules\/b\.csv:1:1 /);
    expect(lines.join('\n')).toContain('the same in 199 more places: lines 3 to 101; rules/b.csv: lines 2 to 101');
  });

  it('shows every problem once, and every place', () => {
    const place = fc.tuple(fc.constantFrom('a.yaml', 'b.csv'), fc.nat(9), fc.nat(9), fc.constantFrom('x', 'y'));
    fc.assert(
      fc.property(fc.uniqueArray(place, { selector: String, minLength: 1, maxLength: 40 }), (places) => {
        const problems = new Problems();
        for (const [file, line, col, name] of places) {
          problems.error(`${file}:${line + 1}:${col + 1}`, 'unknown-list', name);
        }
        const lines = printed({}, problems);
        const heads = lines.filter((line) => /^rules/.test(line)).length;
        const others = lines.map((line) => Number(/the same in (\d+) more place/.exec(line)?.[1] ?? 0));
        expect(heads).toBe(new Set(places.map((each) => each[3])).size);
        expect(heads + others.reduce((sum, count) => sum + count, 0)).toBe(places.length);
      }),
    );
  });
});

it.each([
  ['unknown-file', 'x.txt.yaml:1:1'],
  ['missing-file', 'x.txt.yaml:1:1'],
  ['unused', 'lists/a.txt:1:1'],
] as const)('of a file as a whole (%s) no line is shown', (code, at) => {
  const problems = new Problems();
  problems.error(at, code, 'Wrong.');
  expect(printed({ [at.replace(':1:1', '')]: 'a: b\n' }, problems)).toHaveLength(1);
});
