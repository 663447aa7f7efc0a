import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { OrderFacts } from '../../src/decide/facts.ts';
import { findRow } from '../../src/decide/table.ts';
import { Scope } from '../../src/rules/compile/scope.ts';
import { compileShippingTable } from '../../src/rules/compile/shipping-table.ts';
import type { Folder } from '../../src/rules/model.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { RuleSet, ShippingTable } from '../../src/rules/ruleset.ts';
import { finish } from '../../src/rules/steps.ts';
import { Table } from '../../src/rules/table.ts';
import { BusinessDays, timeZone } from '../../src/rules/time.ts';
import { noon, read } from '../support/decide.ts';
import { lists } from '../support/random-places.ts';
import { address, customize } from '../support/requests.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const cell = (...values: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...values) },
    fc.subarray(values).map((some) => some.join(';')),
  );
const row = fc.tuple(
  cell('US', 'US', 'GB', 'EU', 'CA', 'IE', ''),
  cell('', '', '', 'CA', 'NV', 'CN', '@states', '*'),
  cell(
    '',
    '',
    '',
    '94016',
    '940*',
    '94000...94999',
    '9*',
    '@zips',
    'SW1A',
    'SW1*',
    'SW10 1AA...SW19 9ZZ',
    'M5V',
    'M5*',
  ),
  fc.constantFrom('', '0', '30', '60'),
  fc.constantFrom('5', '6', '7'),
  fc.constantFrom('usd', 'usd', '', 'eur'),
);
const columns = ['country', 'state', 'postal_code', 'min_subtotal', 'price', 'currency', 'option'];

function tableOf(rows: readonly (readonly string[])[], option: string): ShippingTable {
  const lines = rows.map((_, index) => index + 2);
  const cells = rows.map((texts, index) => [...texts, index % 3 === 0 ? 'other' : 'own']);
  const folder: Folder = { prefix: '', tables: { t: Table.of({ path: 't', columns, rows: cells, lines }) }, lists };
  const settings = { problems: new Problems(), currency: 'usd', currencies: ['usd'], columns: null };
  const scope = new Scope({ folder, above: null, ...settings });
  return finish(compileShippingTable({ path: 't', at: 't:1:1' }, option, scope));
}

const addresses = fc.record({
  country: fc.constantFrom('US', 'GB', 'DE', 'CA', 'IE'),
  state: fc.constantFrom(null, 'CA', 'Nevada', 'CN'),
  city: fc.constantFrom(null, 'San José'),
  postal_code: fc.constantFrom(null, '94016', '94017', '10115', 'SW1A 1AA', 'SW1', 'SW12', 'M5V 3L9'),
});

test('the row that the index finds is the one that asking every row does', () => {
  const none = { catalog: null, shipping: null, taxes: null, approval: null, fees: null };
  const time = { timeZone: timeZone('UTC'), businessDays: new BusinessDays([], []) };
  const rules: RuleSet = { folder: null, revision: '', currency: 'usd', ...time, ...none };
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 25 }),
      fc.array(fc.option(addresses, { freq: 8 }), { minLength: 4, maxLength: 10 }),
      (rows, places) => {
        const table = tableOf(rows, 'own');
        // A table of one row tells it without an address.
        const single = (index: number) => tableOf([[], ...rows.slice(index, index + 1)], 'own').near(null);
        const own = [...rows.keys()].filter((index) => index % 3 !== 0);
        const every = own.flatMap((index) => [...single(index)].map((one) => ({ ...one, at: `t:${index + 2}:1` })));
        for (const where of places) {
          const request = read(
            customize({ shipping_details: where === null ? null : { address: address(where) }, amount_subtotal: 4998 }),
          );
          if (request.hook !== 'customize') throw new Error('another hook');
          const find = (from: ShippingTable) => {
            const order = new OrderFacts(request, rules, noon, () => 'unknown');
            const found = findRow(from, { order, counted: order.lines, why: null });
            return { found: 'row' in found ? found.row.at : found.withheld, wanted: order.addressWanted };
          };
          expect(find(table)).toEqual(find({ near: () => every }));
        }
      },
    ),
    { numRuns: 300 },
  );
});
