import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../src/replay/log-line.ts';
import { directory } from '../support/decide.ts';
import { lineOf } from '../support/replay.ts';
import { customize, finalize } from '../support/requests.ts';

const rules = directory({ 'shipping.yaml': 'options: [ { id: s, name: S, price: 1.00 } ]\n' });
const line = lineOf(rules, customize());
const other = lineOf(rules, finalize());

/** `line 1` for a decision, else the code and what is said. */
const told = (text: string): string[] =>
  readLogLine(text, 'line 1').map((item) => ('request' in item ? item.request.hook : `${item.code}: ${item.message}`));

/** The line with one of its fields put in the place of another, or taken away. */
const withField = (fields: object): string => JSON.stringify({ ...JSON.parse(line), ...fields });

describe('a line of a decision log', () => {
  it('is read with all that a replay needs', () => {
    const [item] = readLogLine(line, 'line 1');
    expect(item).toMatchObject({
      where: 'line 1',
      name: 'req_1',
      request: { hook: 'customize', currency: 'usd' },
      chosen: null,
      truths: {},
      recorded: { entries: ['shipping.s'], response: { shipping_options: [{}] } },
    });
  });

  it.each([
    ['not JSON', 'hello', 'not_json: This is not JSON.'],
    ['cut short', line.slice(0, -20), 'cut_short: The line is cut short.'],
    ['cut after its first byte', line.slice(0, 6), 'cut_short: The line is cut short.'],
    ['of a version before', withField({ v: 1 }), 'other_version: The line is of another version 1; version 2 is read.'],
    [
      'of a version to come',
      withField({ v: 3 }),
      'other_version: The line is of another version 3; version 2 is read.',
    ],
    [
      'of no version that is one',
      withField({ v: 'two' }),
      'other_version: The line is of another version; version 2 is read.',
    ],
    ['a number', '7', 'no_decision: This is JSON, but no decision.'],
    ['null', 'null', 'no_decision: This is JSON, but no decision.'],
    ['an object of another kind', '{"a":1}', 'no_decision: This is JSON, but no decision.'],
    ['without a moment', withField({ moment: undefined }), 'no_decision: moment: expected whole seconds.'],
    [
      'of a moment past any calendar',
      withField({ moment: 1e15 }),
      'no_decision: moment: expected seconds before the year 10000.',
    ],
    ['without an answer', withField({ response: null }), 'no_decision: response: expected an object.'],
    [
      'without truths',
      withField({ truths: { 'email: a': 'true' } }),
      'no_decision: truths.email: a: expected true or false.',
    ],
    [
      'of a request that is none',
      withField({ request: { type: 'pay' } }),
      /^no_decision: request\.type: expected v1\./,
    ],
    [
      'of a request with a wrong amount',
      line.replace('"unit_amount":2499', '"unit_amount":-1'),
      /^no_decision: request\.data\.line_item_details\[0\]\.unit_amount: expected a whole number/,
    ],
  ])('that is %s says so', (_what, text, message) => {
    expect(told(text)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it.each([
    ['an empty line', '  '],
    ['a line of the ordinary log', '{"time":"2026-11-20T17:00:00.000Z","level":"info","event":"hook"}'],
  ])('is not %s, and that is no fault', (_what, text) => {
    expect(told(text)).toEqual([]);
  });

  it('may stand in what `wrangler tail` and Logpush tell of a Worker', () => {
    const tail = {
      outcome: 'ok',
      logs: [
        { level: 'log', message: [line] },
        { level: 'log', message: ['{"event":"hook"}', other] },
      ],
    };
    expect(told(JSON.stringify(tail))).toEqual(['customize', 'finalize']);
    const push = {
      EventType: 'fetch',
      Logs: [{ Level: 'log', Message: [line] }, { Level: 'log', Message: null }, null],
    };
    expect(told(JSON.stringify(push))).toEqual(['customize']);
    expect(told('{"logs":[]}')).toEqual([]);
  });
});
