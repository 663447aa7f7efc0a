import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lint } from '../../src/rules/lint/lint.ts';
import { codeDifferences } from '../../src/rules/lint/woocommerce-codes.ts';
import { Problems } from '../../src/rules/problem.ts';
import { customized, load, noon, taxes } from '../support/decide.ts';
import { address } from '../support/requests.ts';
import { matchedCodes, type WooAddress, type WooRate, wooWinner } from '../support/woocommerce.ts';

/** Codes that rows may name, and those of addresses. */
const countries: Record<string, { states: string[]; patterns: string[]; codes: string[] }> = {
  US: {
    states: ['', 'CA', 'NV'],
    patterns: ['94102', '94103', '94110', '9410*', '941*', '94102...94109', '94100...94199', '94103-1234', '941...942'],
    codes: [
      '94102',
      '94102-1234',
      '94103',
      '94103-1234',
      '94110-1234',
      '941031234',
      '94110',
      '94199',
      '94200',
      '94299',
    ],
  },
  GB: {
    states: [''],
    patterns: [
      'E1',
      'E11',
      'E1*',
      'E11*',
      'E1 1AA',
      'E11AA',
      'E1...E3',
      'AB10...AB15',
      'AB10*',
      'AB1',
      'E',
      'E11A*',
      'E1 1*',
    ],
    codes: ['E1 1AA', 'E11 1AA', 'E111AA', 'e11aa', 'E2 9ZZ', 'E3 9ZZ', 'AB10 1AA', 'AB15 9ZZ', 'AB1 2CD', 'AB1 0AA'],
  },
  NL: {
    states: [''],
    patterns: ['1012AB', '1012 AB', '1012*', '1012A*', '1012 A*', '1000...1012', '1012AA...1012AZ', '10*'],
    codes: ['1012 AB', '1012ab', '1012AZ', '1000AA', '1011 ZZ', '1099AA'],
  },
  CA: {
    states: ['', 'ON'],
    patterns: ['M5V', 'M5V 3L9', 'M5V3L9', 'M5V*', 'M5V 3*', 'M5V3*', 'M5A...M5X', 'M5V1A1...M5V9Z9'],
    codes: ['M5V 3L9', 'm5v3l9', 'M5X 9Z9', 'M5A 1A1', 'M4V 1A1'],
  },
  PT: {
    states: [''],
    patterns: ['1000-001', '1000001', '1000*', '1000-0*', '10000*', '1000-000...1999-999', '1000...1999'],
    codes: ['1000-001', '1000001', '1999-999', '1500-100'],
  },
  LV: {
    states: [''],
    patterns: ['LV-1010', '1010', '10*', 'LV-10*', '1000...1099'],
    codes: ['LV-1010', '1010', '1099', 'LV1050'],
  },
};
const cities = ['BERLIN', 'BONN'];

/** Of what is written with signs nothing is claimed without a country. */
function codesOf({ country, codes }: { country: string; codes: string[] }): string[] {
  return country === '' ? codes.filter((code) => /^94\d+\*?$|\.\.\./.test(code)) : codes;
}

const tables = fc.constantFrom(...Object.keys(countries)).chain((country) => {
  const { states, patterns, codes } = countries[country]!;
  const rate = fc.record({
    country: fc.constantFrom(country, country, country, ''),
    state: fc.constantFrom(...states),
    codes: fc.subarray(patterns, { maxLength: 3 }),
    cities: fc.oneof(
      { weight: 2, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.subarray(cities) },
    ),
  });
  const order = fc.record({
    country: fc.constant(country),
    state: fc.constantFrom(...states),
    postcode: fc.constantFrom(...codes),
    city: fc.constantFrom('Berlin', 'Bonn', 'Ulm'),
  });
  return fc.record({
    rates: fc
      .array(rate, { minLength: 1, maxLength: 4 })
      .map((list) => list.map((one, index): WooRate => ({ ...one, codes: codesOf(one), line: index + 2 }))),
    orders: fc.array(order, { minLength: 1, maxLength: 5 }),
  });
});

it('where WooCommerce takes another row, one of the two says so', () => {
  let same = 0;
  let other = 0;
  fc.assert(
    fc.property(tables, ({ rates, orders }) => {
      const rows = rates.map(
        ({ line, country, state, codes, cities: places }) =>
          `${country},${state},${codes.join('; ')},${places.join(';')},1.0000,${line},1,0,1,`,
      );
      const header = 'Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class';
      const loaded = load({
        'taxes.yaml': 'tables: [tables/woo.csv]\n',
        'tables/woo.csv': `${header}\n${rows.join('\n')}\n`,
      });
      // A pattern that can match nothing, such as M5V of a row without a country, is an error and not read.
      if (loaded.directory === null) return;
      const found = new Problems();
      lint(loaded.source!, noon, found);
      const told = new Set(
        found.all.filter(({ code }) => code === 'different-elsewhere').map(({ at }) => Number(at.split(':')[1])),
      );
      for (const order of orders) {
        // Of a row that lists one code in several ways its query counts each; that is not followed.
        if (rates.some(({ codes }) => matchedCodes(codes, order).length > 1)) continue;
        const here = winnerHere(loaded.directory, order);
        const there = wooWinner(rates, order)?.line ?? null;
        if (here === there) same++;
        else {
          other++;
          const isTold = [here, there].some((line) => line !== null && told.has(line));
          expect(isTold, `${JSON.stringify(order)}: line ${here} here, ${there} there`).toBe(true);
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(same, other), `${same} ${other}`).toBeGreaterThan(200);
}, 60_000);

it.each(Object.keys(countries))(
  'in %s a code is told of where an address shows the difference, and only there',
  (country) => {
    const { patterns, codes } = countries[country]!;
    for (const pattern of patterns) {
      const rates: WooRate[] = [{ line: 2, country, state: '', codes: [pattern], cities: [] }];
      const rules = load({
        'taxes.yaml': 'tables: [tables/t.csv]\n',
        'tables/t.csv': `country,postal_code,percent,name\n${country},${pattern},1,2\n`,
      }).directory!;
      const differs = codes.some((postcode) => {
        const order = { country, state: '', postcode, city: 'Ulm' };
        return winnerHere(rules, order) !== (wooWinner(rates, order)?.line ?? null);
      });
      expect([...codeDifferences({ country, codes: [pattern] })].length > 0, pattern).toBe(differs);
    }
  },
);

function winnerHere(rules: NonNullable<ReturnType<typeof load>['directory']>, order: WooAddress): number | null {
  const { country, state, postcode, city } = order;
  const place = address({ country, state: state === '' ? null : state, postal_code: postcode, city });
  const rates = taxes(customized(rules, { data: { shipping_details: { address: place } } }));
  const name = rates === 'left out' ? undefined : rates[0]![0];
  return name === undefined ? null : Number(name.split(' ')[0]);
}
