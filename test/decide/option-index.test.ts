import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { evaluate } from '../../src/decide/evaluate.ts';
import { Scope } from '../../src/rules/compile/scope.ts';
import { compileShipping } from '../../src/rules/compile/shipping.ts';
import type { Condition, Folder, ShippingFile } from '../../src/rules/model.ts';
import { compilePlace } from '../../src/rules/place.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { RuleSet, ShippingRules } from '../../src/rules/ruleset.ts';
import { finish } from '../../src/rules/steps.ts';
import { BusinessDays, timeZone } from '../../src/rules/time.ts';
import { noon, read } from '../support/decide.ts';
import { place } from '../support/places.ts';
import { lists, written, zone } from '../support/random-places.ts';
import { address, customize } from '../support/requests.ts';

// Laws are tried often; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const at = 'test.yaml:1:1';

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition; list: Condition[] }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 5, arbitrary: written.map((where): Condition => ({ is: 'place', fact: 'to', place: place(where), at })) },
    { weight: 1, arbitrary: fc.boolean().map((value): Condition => ({ is: 'flag', fact: 'livemode', value, at })) },
    { weight: 2, arbitrary: tie('list').map((of): Condition => ({ is: 'all', of, at })) },
    { weight: 2, arbitrary: tie('list').map((of): Condition => ({ is: 'any', of, at })) },
    { weight: 1, arbitrary: tie('condition').map((of): Condition => ({ is: 'not', of, at })) },
  ),
  list: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
})).condition;

function rulesOf(whens: readonly Condition[], one: unknown, two: unknown): ShippingRules {
  const folder: Folder = { prefix: '', tables: {}, lists };
  const problems = new Problems();
  const scope = new Scope({ folder, above: null, problems, currency: 'usd', currencies: ['usd'], columns: null });
  for (const [name, where] of Object.entries({ one: place(one), two: place(two) })) {
    scope.addZone(name, where, compilePlace(where, scope));
  }
  const options = whens.map((when, index) => ({
    id: `option-${index}`,
    at,
    name: `option-${index}`,
    price: { at, base: { plain: '5', at } },
    surcharges: [],
    metadata: [],
    when,
  }));
  const file: ShippingFile = { at, options, sort: 'as_written', max_options: 5, if_none: 'empty' };
  return finish(compileShipping(file, scope));
}

const addresses = fc.record({
  country: fc.constantFrom('US', 'GB', 'ES', 'DE', 'LV', 'CA', 'IE'),
  state: fc.constantFrom(null, 'CA', 'Nevada', 'GC', 'CN', 'M', 'MD', 'Bayern'),
  city: fc.constantFrom(null, 'San José', 'Los Angeles', 'Sanford'),
  postal_code: fc.constantFrom(null, '94016', '94017', '10115', '1337', 'SW1A 1AA', 'SW1', 'SW12', 'D02', 'D04 B123'),
});

// An explained order is asked of every option, any other only of those that the index finds.
test('of many options those are offered that asking every option offers', () => {
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 9, maxLength: 20 }),
      zone,
      zone,
      fc.array(addresses, { minLength: 5, maxLength: 10 }),
      (whens, one, two, places) => {
        const none = { catalog: null, taxes: null, approval: null, fees: null };
        const time = { timeZone: timeZone('UTC'), businessDays: new BusinessDays([], []) };
        const shipping = rulesOf(whens, one, two);
        const rules: RuleSet = { folder: null, revision: '', currency: 'usd', ...time, shipping, ...none };
        for (const where of places) {
          const request = read(customize({ shipping_details: { address: address(where) } }));
          expect(evaluate(rules, request, noon).response).toEqual(evaluate(rules, request, noon, true).response);
        }
      },
    ),
    { numRuns: 200 },
  );
});
