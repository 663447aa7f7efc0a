import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { clockOf, nothingAsked, otherAnswer, watched } from '../../src/examples/moments.ts';
import { compileFiles } from '../../src/node/load.ts';
import type { RuleSource } from '../../src/rules/model.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import { parseHookRequest } from '../../src/stripe/request.ts';
import { customize, line } from '../support/requests.ts';
import { runTest } from './directory.ts';

const jacket = 'finalize: { items: [{ sku: JACKET, price: 99.00 }] }';
const oregon = 'customize: { to: { country: US, state: OR }, items: [{ sku: SOCKS }] }';
const newYork = 'customize: { livemode: false, to: { country: US, state: NY }, items: [{ sku: SOCKS }] }';
const stale = {
  'approval.yaml': `rules: [ { id: stale, decline: Stale., when: { items: { any: { price_matches: false } } }, if_unknown: skip } ]\n`,
};
const night = {
  'approval.yaml': `rules:
  - { id: night, decline: Not now., when: { time: { after: "23:00", before: "23:01" }, weekday: sun } }
`,
};
const soon = {
  'approval.yaml': `rules: [ { id: once, decline: Not now., from: 2031-05-05T10:00, through: 2031-05-05T10:00 } ]\n`,
};
const nested = {
  'approval.yaml': `rules:
  - { id: outer, approve: true, when: { subtotal: { under: { usd: 1, cad: 1 } } }, through: 2027-12-31 }
  - { id: inner, decline: Not now., when: { weekday: tue, time: { after: "03:00", before: "04:00" } }, from: 2028-01-01, through: 2028-01-05 }
`,
};
const holiday = {
  'shipping.yaml': `options:
  - { id: a, name: A, price: 5, delivery: { min: 1, max: 1, unit: business_day, cutoff: { mon-fri: "00:00" } } }
`,
  'settings.yaml':
    'currency: usd\ntime_zone: America/New_York\nbusiness_days: [mon, tue, wed, thu, fri, sat, sun]\nholidays: [2026-11-26]\n',
};

/** Tests without `at`. */
const cases: [what: string, test: string, depends: boolean, files?: Record<string, string>][] = [
  [
    'a cutoff, where the delivery is named',
    `${oregon}\nexpect: { shipping: [{ id: standard }, { id: express, min: 1 }] }`,
    true,
  ],
  [
    'a cutoff, where it is not',
    `${oregon}\nexpect: { shipping: [{ id: standard }, { id: express, price: 14.99 }] }`,
    false,
  ],
  ['a weekday', `${newYork}\nexpect: { shipping: [{ id: standard }, { id: courier }] }`, true],
  ['a weekday of an option that is not named', `${newYork}\nexpect: { withheld: { stored: when } }`, false],
  ['a weekday that cannot matter', `${oregon}\nexpect: { withheld: { courier: when } }`, false],
  ['a rate that begins later', `${newYork}\nexpect: { taxes: { SOCKS: [] } }`, true],
  ['a rate of another state', `${oregon}\nexpect: { taxes: { SOCKS: [] } }`, false],
  ['a sale', `${jacket}\nexpect: { rule: stale }`, true, stale],
  [
    'a sale, where the price is that of the catalog',
    'finalize: { items: [{ sku: JACKET }] }\nexpect: { decision: approved }',
    false,
    stale,
  ],
  [
    'a sale that changes what is paid',
    'finalize: { account: acct_1Pro, items: [{ sku: JACKET }] }\nexpect: { fee: 1.29 }',
    true,
  ],
  ['the sale of another SKU', 'finalize: { items: [{ sku: SOCKS }] }\nexpect: { decision: approved }', false, stale],
  ['one minute of a week', 'finalize: { items: [{ sku: SOCKS }] }\nexpect: { decision: approved }', true, night],
  ['one second of all time', 'finalize: { items: [{ sku: SOCKS }] }\nexpect: { decision: approved }', true, soon],
  [
    'one hour of a week in which another rule has ended',
    'finalize: { items: [{ sku: SOCKS }] }\nexpect: { decision: approved }',
    true,
    nested,
  ],
  ['a holiday', `${oregon}\nexpect: { shipping: [{ id: a, min: 2 }] }`, true, holiday],
  [
    'an option that is offered at some times only',
    'finalize: { to: { country: US, state: NY }, items: [{ sku: SOCKS }], shipping: courier }\nexpect: { rule: default }',
    true,
  ],
  [
    'the moment itself',
    `request: recorded/p.json\nexpect: { response: { as_of: 1767286800 } }`,
    true,
    {
      'tests/recorded/p.json':
        '{ "type": "delegated_commerce.product_price_availability", "data": { "sku_id": "SOCKS" } }',
    },
  ],
];

describe('a test without a moment', () => {
  test.each(cases)('%s', (_, written, depends, files = {}) => {
    const { problems, results } = runTest(written, files);
    expect(problems).toEqual(depends ? ['tests/a.yaml:2:5 depends-on-time'] : []);
    if (!depends) expect(results[0]!.differences).toEqual([]);
  });

  test('the message says when the answer is another, and what it is then', () => {
    const { messages } = runTest(cases[5]![1]);
    expect(messages[0]).toContain('at 2027-01-01T00:00 taxes.SOCKS is [NY Sales Tax 4 %]');
  });

  test('with a moment nothing else is asked', () => {
    const { problems, results } = runTest(
      `at: 2027-01-01T00:00\n${newYork}\nexpect: { taxes: { SOCKS: [{ percent: 4 }] } }`,
    );
    expect(problems).toEqual([]);
    expect(results[0]!.passed).toBe(true);
  });

  test("it is noon of 2026-01-01 in the settings' time zone", () => {
    const rules = {
      'approval.yaml': 'rules: [ { id: a, decline: No., from: 2026-01-01T12:00, through: 2026-01-01T12:00 } ]\n',
    };
    const { messages } = runTest('finalize: { items: [{ sku: SOCKS }] }\nexpect: { decision: declined }', rules);
    expect(messages[0]).toContain('at 2026-01-01T11:59 decision is approved');
  });

  test('no moment answers otherwise where none was found', () => {
    fc.assert(
      fc.property(
        fc.array(option, { minLength: 1, maxLength: 3 }),
        fc.array(time, { minLength: 20 }),
        (options, probes) => {
          const { directory, source } = compiled(`options:\n${options.map(writtenOption).join('\n')}\n`);
          const asked = nothingAsked();
          const rules = watched(directory.base, asked);
          const ask = (moment: number): string => JSON.stringify(evaluate(rules, request, moment).response);
          const zone = directory.base.timeZone;
          const start = zone.startOf('2026-01-01T12:00');
          const other = otherAnswer(start, zone, clockOf(source, null, 'customize'), asked, ask);
          if (other !== null) return ask(other) !== ask(start);
          return probes.every((probe) => ask(zone.startOf(probe)) === ask(start));
        },
      ),
      { numRuns: 300 },
    );
  });
});

interface Option {
  from: string | null;
  through: string | null;
  after: number | null;
  weekday: string | null;
  price: number;
}

const minute = fc.integer({ min: 0, max: 1439 });
/** In the five weeks around the moment of a test that names none. */
const time = fc
  .tuple(fc.integer({ min: 0, max: 35 }), minute)
  .map(([day, past]) => new Date(Date.UTC(2025, 11, 20 + day, 0, past)).toISOString().slice(0, 16));
const option: fc.Arbitrary<Option> = fc.record({
  from: fc.option(time),
  through: fc.option(time),
  after: fc.option(minute),
  weekday: fc.option(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  price: fc.integer({ min: 1, max: 2 }),
});

function writtenOption({ from, through, after, weekday, price }: Option, index: number): string {
  const keys = [`id: o${index}, name: O${index}, price: ${price}`];
  if (from !== null) keys.push(`from: ${from}`);
  if (through !== null && (from === null || from <= through)) keys.push(`through: ${through}`);
  const when: string[] = [];
  if (after !== null) when.push(`time: { after: "${new Date(after * 60_000).toISOString().slice(11, 16)}" }`);
  if (weekday !== null) when.push(`weekday: ${weekday}`);
  if (when.length > 0) keys.push(`when: { ${when.join(', ')} }`);
  return `  - { ${keys.join(', ')} }`;
}

function compiled(shipping: string): { directory: Directory; source: RuleSource } {
  const files = { 'settings.yaml': 'currency: usd\ntime_zone: Europe/Berlin\n', 'shipping.yaml': shipping };
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  const { directory, source, problems } = compileFiles(new Map(bytes));
  if (directory === null || source === null) throw new Error(JSON.stringify(problems.all));
  return { directory, source };
}

const parsed = parseHookRequest(customize({ line_item_details: [line()] }));
if (!parsed.ok) throw new Error('not a request');
const { request } = parsed;
