import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxDepth, parseJson } from '../../src/stripe/json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);

describe('a body is read as JSON', () => {
  test('every JSON value that is no deeper than allowed comes back as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6, noUnicodeString: false }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(parseJson(bytes(text))).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test.each([
    [nested(maxDepth, '[', ']')],
    [`${'{"a":'.repeat(maxDepth)}1${'}'.repeat(maxDepth)}`],
    [JSON.stringify('['.repeat(1000))],
    [JSON.stringify({ 'a"[[[[\\': '\\"{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{' })],
    ['"__proto__"'],
    ['{"a":"__proto__"}'],
    ['["\\u005f_proto__"]'],
    ['{"__proto":1,"proto__":2,"__PROTO__":3}'],
    ['{"caf\\u00e9":1}'],
  ])('taken: %s', (text) => {
    expect(parseJson(bytes(text)).ok).toBe(true);
  });

  test.each([
    ['nothing', '', 'syntax'],
    ['a byte order mark', '\uFEFF{}', 'syntax'],
    ['two values', '{}{}', 'syntax'],
    ['a trailing comma', '{"a":1,}', 'syntax'],
    ['a comment', '{}//', 'syntax'],
    ['NaN', 'NaN', 'syntax'],
    ['an open string', '{"a":"', 'syntax'],
    ['an open string that ends in a backslash', '{"a":"\\', 'syntax'],
    ['33 lists', nested(maxDepth + 1, '[', ']'), 'depth'],
    ['33 objects', `${'{"a":'.repeat(maxDepth + 1)}1${'}'.repeat(maxDepth + 1)}`, 'depth'],
    ['100,000 open lists', '['.repeat(100_000), 'depth'],
    ['a __proto__ key', '{"__proto__":{}}', 'prototype'],
    ['a __proto__ key further down', '{"a":[{"b":{"__proto__":1}}]}', 'prototype'],
    ['a __proto__ key with an escape', '{"\\u005f_proto__":1}', 'prototype'],
    [
      'a __proto__ key all in escapes',
      '{"\\u005F\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f":1}',
      'prototype',
    ],
  ])('refused: %s', (_, text, cause) => {
    expect(parseJson(bytes(text))).toEqual({ ok: false, cause });
  });

  test.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut character', [0x22, 0xe2, 0x82, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refused as not UTF-8: %s', (_, content) => {
    expect(parseJson(new Uint8Array(content))).toEqual({ ok: false, cause: 'utf8' });
  });

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (content) => {
        expect(typeof parseJson(content).ok).toBe('boolean');
      }),
    );
  });
});
