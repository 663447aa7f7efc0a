/** Laws of every answer, under arbitrary rules; `runs.ts` says how runs are counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadBundle, makeBundle } from '../../src/rules/bundle.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import { answerFaults } from '../../src/stripe/response.ts';
import type { HookResponse } from '../../src/stripe/types.ts';
import { read } from '../support/decide.ts';
import { price } from '../support/requests.ts';
import { directories } from './directories.ts';
import { orders } from './orders.ts';
import { answer, answerTo, draw, forAll, load, type Ready, ready } from './runs.ts';
import type { Written } from './written.ts';

const rules = draw(directories(), ready);

test('every answer keeps within what Stripe takes', () => {
  forAll(rules, orders, (rules, order) => {
    const { request, response } = answerTo(rules, order);
    expect(answerFaults(request, response)).toEqual([]);
  });
});

test('so does the answer about a price', () => {
  const asked = fc.record({
    sku: fc.constantFrom('A', 'B', 'FOOD-1', '0012', 'ZZ', ' A', 'a'),
    account: fc.constantFrom(null, 'acct_two', 'acct_other'),
    moment: fc.integer({ min: 1_767_225_600, max: 1_798_761_599 }),
  });
  forAll(rules, asked, ({ directory }, { sku, account, moment }) => {
    const request = read(price(sku, { context: account }));
    expect(answerFaults(request, answer(directory, request, moment))).toEqual([]);
  });
});

/** Every amount of an answer: what stands at a key that is about money. */
function amountsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner !== 'object' && /amount/.test(key) ? [inner] : amountsOf(inner),
  );
}

test('amounts are whole minor units, none below 0', () => {
  let seen = 0;
  forAll(rules, orders, (rules, order) => {
    for (const amount of amountsOf(answerTo(rules, order).response)) {
      seen += 1;
      expect(amount).toSatisfy((one: number) => Number.isSafeInteger(one) && one >= 0 && !Object.is(one, -0));
    }
  });
  expect(seen).toBeGreaterThan(0);
});

test('an answer is the same whether it is explained or not', () => {
  forAll(rules, orders, (rules, order) => {
    const { request, response } = answerTo(rules, order);
    expect(bytesOf(answer(rules.directory, request, order.moment, true))).toBe(bytesOf(response));
  });
});

/** What is sent, as text. */
function bytesOf(response: HookResponse | null): string {
  return JSON.stringify(response);
}

/** Each directory, with the same made in another way. */
function besides(other: (written: Written) => Directory): () => (Ready & { other: Directory })[] {
  return () => rules().map((one) => ({ ...one, other: other(one.written) }));
}

test('the same request and rules give the same bytes, in another process as in this one', () => {
  const again = besides((written) => load(written).directory!);
  forAll(again, fc.tuple(orders, orders), (rules, [order, between]) => {
    const first = bytesOf(answerTo(rules, order).response);
    // What was answered in between leaves no trace.
    answerTo(rules, between);
    expect(bytesOf(answerTo(rules, order).response)).toBe(first);
    expect(bytesOf(answerTo({ ...rules, directory: rules.other }, order).response)).toBe(first);
    expect(rules.other.revision).toBe(rules.directory.revision);
  });
});

test('a bundle answers as its directory', () => {
  const bundled = besides((written) => {
    const { source, revisions } = load(written);
    return loadBundle(JSON.parse(JSON.stringify(makeBundle(source!, revisions!))));
  });
  forAll(bundled, orders, (rules, order) => {
    const { request, response } = answerTo(rules, order);
    expect(bytesOf(answer(rules.other, request, order.moment))).toBe(bytesOf(response));
    const { account } = request;
    expect(rules.other.forAccount(account)?.revision).toBe(rules.directory.forAccount(account)?.revision);
  });
});
