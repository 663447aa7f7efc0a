import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { directories } from '../laws/directories.ts';
import { jsonOf, orders } from '../laws/orders.ts';
import { ready } from '../laws/runs.ts';
import { directory, read, type Texts } from '../support/decide.ts';
import { again, lineOf } from '../support/replay.ts';
import { finalize, type JsonObject } from '../support/requests.ts';

describe('a decision that is decided again by the rules that made it', () => {
  const drawn = fc.sample(directories(), { numRuns: 80, seed: 7 }).flatMap((written) => ready(written) ?? []);

  it('is the same, whatever the rules and the order', () => {
    expect(drawn.length).toBeGreaterThan(20);
    for (const [index, { directory, currencies }] of drawn.entries()) {
      fc.assert(
        fc.property(orders, (order) => {
          const line = lineOf(directory, jsonOf(order, currencies), order.moment);
          const outcome = again(line, directory);
          expect(outcome.is).toBe('same');
          expect(again(line, directory, directory).is).toBe('same');
        }),
        { numRuns: 25, seed: index },
      );
    }
  });
});

describe('a logged decision that is decided by other rules', () => {
  const drawn = fc.sample(directories(), { numRuns: 120, seed: 11 }).flatMap((written) => ready(written) ?? []);

  it('changes if the whole request would be answered otherwise, and only then', () => {
    const seen = { same: 0, changed: 0, not_known: 0 };
    for (const [index, before] of drawn.slice(1).entries()) {
      const after = drawn[index]!;
      fc.assert(
        fc.property(orders, (order) => {
          const json = jsonOf(order, before.currencies);
          const [was, is] = [before, after].map(({ directory }) => {
            const request = read(json);
            return JSON.stringify(evaluate(directory.forAccount(request.account)!, request, order.moment).response);
          });
          const line = lineOf(before.directory, json, order.moment);
          for (const outcome of [again(line, after.directory), again(line, after.directory, before.directory)]) {
            seen[outcome.is] += 1;
            if (outcome.is !== 'not_known') expect(outcome.is).toBe(was === is ? 'same' : 'changed');
            if (outcome.is === 'changed') {
              expect([outcome.before, outcome.after].map(({ response }) => JSON.stringify(response))).toEqual([
                was,
                is,
              ]);
            }
          }
        }),
        { numRuns: 15, seed: index },
      );
    }
    expect(seen.same).toBeGreaterThan(50);
    expect(seen.changed).toBeGreaterThan(50);
    expect(seen.not_known).toBeGreaterThan(0);
  });
});

const approval = (when: string, rest = ''): Texts => ({
  'approval.yaml': `rules:\n  - { id: first, decline: No., when: { ${when} } }\n${rest}`,
});

/** Of rules that recorded the order of jenny@example.com, and those that decide it again. */
const cases: [what: string, before: Texts, after: Texts, is: string, data?: JsonObject][] = [
  ['a condition on a domain is told by the log', {}, approval('email: "*@example.com"'), 'changed'],
  ['and so is one on another domain', {}, approval('email: "*@other.example"'), 'same'],
  ['an address of another domain is not this one', {}, approval('email: ann@other.example'), 'same'],
  ['an address of this domain may be', {}, approval('email: ann@example.com'), 'not_known'],
  [
    'unless the log tells',
    approval('email: ann@example.com'),
    approval('any: [{ email: ann@example.com }, { quantity: 9 }]'),
    'same',
  ],
  ['a beginning is not told', {}, approval('email: jen*'), 'not_known'],
  ['a part may stand in the domain', {}, approval('email: "*example*"'), 'changed'],
  ['or not', {}, approval('email: "*jenny*"'), 'not_known'],
  ['a longer end may be', {}, approval('email: "*y@example.com"'), 'not_known'],
  ['a name is not told', {}, approval('name: Jenny Rosen'), 'not_known'],
  ['nor a phone', {}, approval('phone: "+1*"'), 'not_known'],
  ['any name is one', {}, approval('name: "*"'), 'changed'],
  ['whether there is one is told', {}, approval('missing: name'), 'same'],
  [
    'one that is missing is unknown',
    {},
    approval('name: Jenny Rosen'),
    'same',
    { shipping_details: null, billing_details: null },
  ],
  ['what does not matter may stay open', {}, approval('name: Jenny Rosen, quantity: 9'), 'same'],
  ['nor what comes to the same', {}, approval('name: Jenny Rosen', '  - { id: second, decline: No. }\n'), 'changed'],
  ['what two conditions ask alike is one thing', {}, approval('any: [{ name: A }, { not: { name: A } }]'), 'changed'],
  [
    'the truth of a comparison is told',
    approval('differ: [name, email]'),
    approval('differ: [name, email], quantity: { min: 1 }'),
    'same',
  ],
  ['one that was not made is not', {}, approval('differ: [name, email]'), 'not_known'],
  ['but for what is missing', {}, approval('differ: [name, email]'), 'same', { email: null }],
  [
    'a list is told as long as it is the same',
    list('jenny@example.com'),
    list('jenny@example.com', 'shadow: true'),
    'changed',
  ],
  ['and not when it is another', list('ann@example.com'), list('jenny@example.com'), 'not_known'],
  ['but for other domains', list('ann@example.com'), list('ann@other.example'), 'same'],
  ['both sides may ask what is not told', approval('name: A'), approval('name: B'), 'not_known'],
];

function list(line: string, more = 'shadow: false'): Texts {
  return {
    'lists/blocked.txt': `${line}\n`,
    'approval.yaml': `rules: [ { id: first, decline: No., when: { email: "@blocked" }, ${more} } ]\n`,
  };
}

describe('of what was cut from a log', () => {
  it.each(cases)('%s', (_what, before, after, is, data = {}) => {
    const none = { 'approval.yaml': 'rules: []\n' };
    const line = lineOf(directory({ ...none, ...before }), finalize(data));
    expect(again(line, directory({ ...none, ...after })).is).toBe(is);
  });

  it('what both of two directories ask alike changes nothing', () => {
    const line = lineOf(directory({ 'approval.yaml': 'rules: []\n' }), finalize());
    const [a, b] = [approval('name: A'), approval('name: A, quantity: { min: 1 }')].map(directory) as [never, never];
    expect(again(line, b, a)).toEqual({ is: 'same', answer: null });
  });

  it('the conditions that are open are named', () => {
    const line = lineOf(directory({ 'approval.yaml': 'rules: []\n' }), finalize());
    expect(again(line, directory(approval('name: A, phone: B')))).toEqual({
      is: 'not_known',
      conditions: ['name: A', 'phone: B'],
    });
  });
});
