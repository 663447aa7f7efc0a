import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { Scope } from '../../src/rules/compile/scope.ts';
import { compileTaxes } from '../../src/rules/compile/taxes.ts';
import type { Condition, Folder, Place, TaxesFile, TaxRate as TaxRateModel } from '../../src/rules/model.ts';
import { compareRanks, compilePlace, normalizeAddress, type PlaceFacts } from '../../src/rules/place.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { RuleSet, TaxRate, TaxRules } from '../../src/rules/ruleset.ts';
import { finish } from '../../src/rules/steps.ts';
import { Table } from '../../src/rules/table.ts';
import { BusinessDays, timeZone } from '../../src/rules/time.ts';
import type { CustomizeResponse } from '../../src/stripe/types.ts';
import { noon, read } from '../support/decide.ts';
import { place } from '../support/places.ts';
import { written as anyPlace, lists, zone } from '../support/random-places.ts';
import { customize, type Json, line } from '../support/requests.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 120_000 });

const at = 'test.yaml:1:1';
const zoneOfTime = timeZone('UTC');
const classes = ['standard', 'food'];
const windows = ['', '2026-01-01', '2027-01-01'];

const cell = (...values: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...values) },
    fc.subarray(values).map((some) => some.join(';')),
  );
const row = fc.tuple(
  cell('US', 'US', 'GB', 'ES', 'LV', 'CA', 'IE', 'EU', ''),
  cell('', '', 'CA', 'NV', 'US-CA', 'GC', 'CN', 'TF', 'MD', 'M', 'by', '@states', '*'),
  cell(
    ...['', '', '94016', '94016-1234', '940*', '94000...94999', '9*', '94017', '90210...94016', '@zips', '10*', '1337'],
    ...['SW1A', 'SW1', 'SW1*', 'SW1A 1AA', 'SW', 'SW1...SW9', 'SW10...SW19', 'SW10 1AA...SW19 9ZZ', 'LV-13*', 'LV*'],
    ...['D02', 'D02 A000...D09 Z999', 'D01...D24', 'M5V', 'M5A...M5Z', 'M5*', 'M5A 1A1...M5X 9Z9', '1300...1399'],
  ),
  cell('', '', '', 'San Jose', 'San*', 'Los Angeles', '@cities'),
  fc.constantFrom('1', '1', '2', '', '3'),
  fc.constantFrom(...classes, ''),
  fc.constantFrom('', '', '', ...windows),
  fc.constantFrom('', '', '', ...windows),
);
const columns = ['country', 'state', 'postal_code', 'city', 'priority', 'class', 'from', 'through', 'percent', 'id'];

interface Handwritten {
  where: unknown;
  priority: number;
  className: string;
  from: string;
  live: boolean | null;
}
const handwritten: fc.Arbitrary<Handwritten> = fc.record({
  where: fc.option(anyPlace, { freq: 5, nil: undefined }),
  priority: fc.integer({ min: 1, max: 3 }),
  className: fc.constantFrom(...classes),
  from: fc.constantFrom('', '', ...windows),
  live: fc.constantFrom(null, null, null, true, false),
});

function modelOf({ where, priority, className, from, live }: Handwritten, index: number): TaxRateModel {
  const when: Condition | undefined = live === null ? undefined : { is: 'flag', fact: 'livemode', value: live, at };
  return {
    id: `rate-${index}`,
    at: `test.yaml:${index}:1`,
    name: `rate-${index}`,
    percent: '1',
    ...(where === undefined ? {} : { where: place(where) }),
    class: { name: className, at },
    priority,
    compound: false,
    shipping: true,
    ...(from === '' ? {} : { from: { time: from, at } }),
    ...(when === undefined ? {} : { when }),
  };
}

const food: Condition = { is: 'text', fact: 'sku', match: { not: false, of: ['FOOD*'], at }, at };

function rulesOf(rates: readonly Handwritten[], rows: readonly (readonly string[])[], one: unknown): TaxRules {
  const lines = rows.map((_, index) => index + 2);
  const cells = rows.map((texts, index) => [...texts, '1', `row-${index}`]);
  const names = [...columns.slice(0, 8), 'percent', 'name'];
  const table = Table.of({ path: 'tables/t.csv', columns: names, rows: cells, lines });
  const folder: Folder = { prefix: '', tables: { 'tables/t.csv': table }, lists };
  const file: TaxesFile = {
    at,
    prices_include_tax: false,
    based_on: 'shipping',
    classes: [{ class: 'food', like: { name: 'standard', at }, items: food, at }],
    rates: rates.map(modelOf),
    tables: [{ path: 'tables/t.csv', at }],
    exempt: [],
    shipping: { taxed: false, class: { name: 'standard', at } },
  };
  // Patterns that can match nothing are errors to `check`; here they are to be told from the others all the same.
  const problems = new Problems();
  const scope = new Scope({ folder, above: null, problems, currency: 'usd', currencies: ['usd'], columns: null });
  const zones: Record<string, Place> = { one: place(one), two: place({ country: ['US', 'GB'], except: 'one' }) };
  for (const [name, where] of Object.entries(zones)) scope.addZone(name, where, compilePlace(where, scope));
  return finish(compileTaxes(file, scope));
}

function ruleSetOf(taxes: TaxRules): RuleSet {
  const none = { catalog: null, shipping: null, approval: null, fees: null };
  const businessDays = new BusinessDays([], []);
  return { folder: null, revision: '', currency: 'usd', timeZone: zoneOfTime, businessDays, taxes, ...none };
}

/** By asking every rate. */
function scan(taxes: TaxRules, className: string, facts: PlaceFacts | null): { names: string[]; wanted: boolean } {
  const winners = new Map<number, TaxRate>();
  let wanted = false;
  for (const name of taxes.chains.get(className)!) {
    const rates = [...(taxes.rates.get(name)?.all() ?? [])].filter((rate) => isOn(rate) && !winners.has(rate.priority));
    const truths = new Map(rates.map((rate) => [rate, rate.where?.test(facts) ?? 'true']));
    wanted ||= facts === null && rates.some((rate) => truths.get(rate) === 'unknown');
    const holding = rates.filter((rate) => truths.get(rate) === 'true');
    for (const priority of new Set(holding.map((rate) => rate.priority))) {
      const rivals = holding.filter((rate) => rate.priority === priority);
      const rank = (rate: TaxRate) => (facts === null ? null : (rate.where?.rank(facts) ?? null));
      winners.set(priority, rivals.sort((a, b) => compareRanks(rank(b), rank(a)) || a.order - b.order)[0]!);
    }
  }
  const names = [...winners].sort(([a], [b]) => a - b).map(([, rate]) => rate.name);
  return { names, wanted };
}

/** The orders of this test are not live. */
function isOn(rate: TaxRate): boolean {
  if (rate.from !== null && noon < zoneOfTime.startOf(rate.from.time)) return false;
  if (rate.through !== null && noon >= zoneOfTime.endOf(rate.through.time)) return false;
  return rate.when === null || (rate.when.is === 'flag' && !rate.when.value);
}

const addresses = fc.record({
  country: fc.constantFrom('US', 'GB', 'ES', 'DE', 'LV', 'CA', 'IE', 'MX', 'XX', 'uk'),
  state: fc.constantFrom(null, 'CA', 'Nevada', 'GC', 'CN', 'M', 'MD', 'Bayern', 'C', 'nowhere'),
  city: fc.constantFrom(null, 'San José', 'Los Angeles', 'Sanford', ''),
  postal_code: fc.constantFrom(
    ...[null, '94016', '94016-1234', '94017', '90211', '10115', '1337', 'LV-1337', '1200', '?'],
    ...[
      'SW1A 1AA',
      'SW1A',
      'SW1',
      'SW12',
      'SW12 3AB',
      'SW10 1AA',
      'D02',
      'D02 AF30',
      'D04',
      'M5V',
      'M5V 3L9',
      'M5B 1A1',
    ],
  ),
});

test('the index chooses the rates that asking every rate does', () => {
  fc.assert(
    fc.property(
      fc.array(handwritten, { maxLength: 8 }),
      fc.array(row, { maxLength: 40 }),
      zone,
      fc.array(fc.option(addresses, { freq: 8 }), { minLength: 4, maxLength: 12 }),
      (rates, rows, one, places) => {
        const taxes = rulesOf(rates, rows, one);
        const every = [...taxes.rates.values()].flatMap((index) => [...index.all()]);
        expect(every.map(({ order }) => order).sort((a, b) => a - b)).toEqual([
          ...Array(rates.length + rows.length).keys(),
        ]);
        for (const rate of every.filter(({ tabled }) => tabled)) {
          expect(rate.at).toBe(`tables/t.csv:${rate.order - rates.length + 2}:1`);
          if (rate.where !== null) expect(rate.where.source).toMatchObject({ is: 'here', at: rate.at });
        }
        for (const where of places) compare(taxes, where);
      },
    ),
    { numRuns: 300 },
  );
});

function compare(taxes: TaxRules, where: Record<string, Json> | null): void {
  const request = read(
    customize({
      line_item_details: [
        line('li_1', { sku_id: 'A' }),
        line('li_2', { sku_id: 'FOOD-1' }),
        line('li_3', { sku_id: 'B' }),
      ],
      shipping_details: where === null ? null : { address: { line1: '1 Main St', line2: '', ...where } },
    }),
  );
  const facts = request.hook === 'customize' ? normalizeAddress(request.shipTo) : null;
  const scans = ['standard', 'food', 'standard'].map((name) => scan(taxes, name, facts));
  const rules = ruleSetOf(taxes);
  const { response, explanation } = evaluate(rules, request, noon, true);
  const lines = (response as CustomizeResponse).line_items;
  const names = lines?.map(({ tax_rates: rates }) =>
    rates.map((rate) => ('rate_data' in rate ? rate.rate_data.display_name : rate.rate)),
  );
  const wanted = scans.some((one) => one.wanted);
  expect(names).toEqual(wanted ? undefined : scans.map((one) => one.names));
  expect(evaluate(rules, request, noon).response).toEqual(response);

  // With an address, the explanation tells every rate that holds, and every one of which it is not known.
  if (facts === null) return;
  const [standard] = explanation!.taxes!.lines;
  for (const rate of taxes.rates.get('standard')?.all() ?? []) {
    const truth = rate.where?.test(facts) ?? 'true';
    if (!isOn(rate) || truth === 'false') continue;
    const verdict = standard!.rates.find((trace) => trace.at === rate.at)?.verdict;
    expect(verdict).toMatch(truth === 'unknown' ? /unknown/ : /applied|beaten/);
  }
}
