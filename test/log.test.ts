import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf, createLog, type LogFields, type LogLevel, logLevels } from '../src/log.ts';

function written(level: LogLevel, event: string, fields?: LogFields): string[] {
  const lines: string[] = [];
  const log = createLog({ level, write: (line) => lines.push(line), now: () => new Date(0) });
  for (const method of ['debug', 'info', 'warn', 'error'] as const) log[method](event, fields);
  return lines;
}

describe('the log', () => {
  test('writes one JSON line an event', () => {
    expect(written('error', 'hook', { status: 200, account: null })).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"error","event":"hook","status":200,"account":null}',
    ]);
  });

  test.each(logLevels)('at %s writes that and what is graver', (level) => {
    const events = written(level, 'x').map((line) => JSON.parse(line).level);
    expect(events).toEqual(logLevels.slice(logLevels.indexOf(level)).filter((name) => name !== 'silent'));
  });

  test('is one line of printable ASCII that reads back, whatever a field holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const [line] = written('error', 'x', { text });
        expect(line).toMatch(/^[\x20-\x7e]+$/);
        expect(JSON.parse(line!).text).toBe(text);
      }),
    );
  });

  test('cuts a text that is too long', () => {
    expect(written('error', 'x', { text: 'y'.repeat(100_000) })[0]!.length).toBeLessThan(3000);
  });

  test('goes on where a line cannot be written', () => {
    const log = createLog({
      level: 'info',
      write: () => {
        throw new Error('disk full');
      },
    });
    expect(() => log.error('x')).not.toThrow();
  });
});

test('the cause of an exception is its kind and its frames, and not its message', () => {
  const cause = causeOf(new TypeError('jenny@example.com\n    at jenny'));
  expect(cause.error).toBe('TypeError');
  expect(JSON.stringify(cause)).toContain('log.test');
  expect(JSON.stringify(cause)).not.toContain('jenny');
});
