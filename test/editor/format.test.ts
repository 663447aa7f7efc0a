import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { format } from '../../src/editor/format.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function formatted(text: string): string {
  const found = format('a.yaml', bytes(text));
  if (found.is === 'faulty') throw new Error(JSON.stringify(found.problems.all));
  expect(found.changed).toBe(found.text !== text);
  return found.text;
}

function codes(text: string): string[] {
  const found = format('a.yaml', bytes(text));
  return found.is === 'faulty' ? found.problems.all.map(({ at, code }) => `${at} ${code}`) : [];
}

const cases: [what: string, before: string, after: string][] = [
  ['one blank inside braces, none inside brackets', 'a: {b: 1,c:   [ x,y ,z ]}\n', 'a: { b: 1, c: [x, y, z] }\n'],
  ['nothing inside empty ones', 'a: {  }\nb: [ ]\n', 'a: {}\nb: []\n'],
  ['no comma before the end', 'a: [x, y, ]\nb: { c: 1, }\n', 'a: [x, y]\nb: { c: 1 }\n'],
  ['one blank after a colon and a dash', 'a :   1\nb:\n  -   c\n', 'a: 1\nb:\n  - c\n'],
  ['steps of two blanks', 'a:\n      b:\n         c: 1\n', 'a:\n  b:\n    c: 1\n'],
  ['items are a step in', 'a:\n- b: 1\n  c: 2\n-  - d\n   - e\n', 'a:\n  - b: 1\n    c: 2\n  - - d\n    - e\n'],
  ['one line end at the end', 'a: 1', 'a: 1\n'],
  ['no empty lines at the ends, one at most within', '\n\na: 1\n\n\n\nb: 2\n\n\n', 'a: 1\n\nb: 2\n'],
  ['no blanks at the end of a line', 'a: 1 \t \n# c  \n', 'a: 1\n# c\n'],
  ['line ends of Unix', 'a: 1\r\nb: 2\r\n', 'a: 1\nb: 2\n'],
  ['no byte order mark', '\ufeffa: 1\n', 'a: 1\n'],
  ['plain words without quotes', 'a: "Standard"\n"b": \'Next day 2\'\n', 'a: Standard\nb: Next day 2\n'],
  ['double quotes where there must be some', "a: '*@a.example'\nb: '12-25'\n", 'a: "*@a.example"\nb: "12-25"\n'],
  ['single ones where they say it shorter', "a: 'say \"no\"'\nb: 'a\\b'\n", "a: 'say \"no\"'\nb: 'a\\b'\n"],
  ['a comment keeps its column', 'a: 1     # one\nbb: 22   # two\n', 'a: 1     # one\nbb: 22   # two\n'],
  ['or moves where it has no room', 'a: {b: 1} # one\n', 'a: { b: 1 } # one\n'],
  ['a comment is a step in with what follows', 'a:\n# x\n- b\n     # y\n- c\n', 'a:\n  # x\n  - b\n  # y\n  - c\n'],
  ['or with what it closes', 'a:\n    - b\n    # the end of a\nc: 1\n', 'a:\n  - b\n  # the end of a\nc: 1\n'],
  ['and stays out where it stood out', 'a:\n    - b\n# on c\nc: 1\n', 'a:\n  - b\n# on c\nc: 1\n'],
  ['brackets over lines stay so', 'a: [x,\n y, # why\n z\n]\n', 'a: [x,\n    y, # why\n    z\n  ]\n'],
  ['text over lines stays so', 'a: one\n   two\nb: "x\n\n  y"\n', 'a: one\n  two\nb: "x\n\n  y"\n'],
  [
    'a block of text keeps its lines',
    'a: >-\n      one\n        two\n\n      three\nb: 1\n',
    'a: >-\n  one\n    two\n\n  three\nb: 1\n',
  ],
  ['an empty file', '', ''],
  ['a file of comments', '  # a\n\n\n# b', '# a\n\n# b\n'],
];

describe('a file in form has', () => {
  it.each(cases)('%s', (_, before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });

  it.each([
    '02139',
    '19.990',
    'NO',
    'no',
    '0x1F',
    '1_000',
    '2026-11-26',
    '~',
    '7.25%',
    '900*',
    '5.9900',
    '"yes"',
    '"02139"',
  ])('its scalars as they were written: %s', (scalar) => {
    expect(formatted(`a: ${scalar}\nb: [ ${scalar} ]\n`)).toBe(`a: ${scalar}\nb: [${scalar}]\n`);
  });
});

describe('a file is left alone', () => {
  it.each([
    ['that is not YAML', 'a: [1\n', 'a.yaml:2:1 bad-yaml'],
    ['with quotes missing', 'a: *@b.example\n', 'a.yaml:1:4 unquoted'],
    ['with a key twice', 'a: 1\na: 2\n', 'a.yaml:2:1 duplicate-key'],
    ['with an anchor', 'a: &b 1\n', 'a.yaml:1:4 yaml-feature'],
    ['that is too deep', '['.repeat(1000), 'a.yaml:1:65 too-deep'],
  ])('%s', (_, text, problem) => {
    expect(codes(text)).toEqual([problem]);
  });

  it('that no printer would get right: an indent that says how deep it is', () => {
    expect(codes('a: |4\n      one\n    two\n')).toEqual(['a.yaml:1:1 yaml-feature']);
  });

  it('that is not UTF-8', () => {
    expect(format('a.yaml', new Uint8Array([0x61, 0xff])).is).toBe('faulty');
  });
});

describe('the example directory is in form', () => {
  const examples = (readdirSync('rules', { recursive: true }) as string[]).filter((path) => path.endsWith('.yaml'));

  it.each(examples.sort())('%s', (path) => {
    const text = readFileSync(`rules/${path}`, 'utf8');
    expect(formatted(text)).toBe(text);
  });
});
