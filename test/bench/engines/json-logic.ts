/** `json-logic-engine`, its logic compiled to functions. */
import { LogicEngine } from 'json-logic-engine';
import type { Chosen, Engine, Fee } from '../contender.ts';
import type { CartFacts, OrderFacts } from '../facts.ts';
import { embargoed, type Option, type Rate, slotsOf } from '../model.ts';

type Logic = unknown;

const engine = new LogicEngine();
const of = (name: string): Logic => ({ var: name });

function compiled<Facts, Answer>(logic: Logic): (facts: Facts) => Answer {
  return engine.build(logic as object) as (facts: Facts) => Answer;
}

function place({ country, state, prefix }: Rate): Logic {
  const tests: Logic[] = [{ '===': [of('country'), country] }];
  if (state !== undefined) tests.push({ '===': [of('state'), state] });
  if (prefix !== undefined) tests.push({ '===': [of('prefix'), prefix] });
  return { and: tests };
}

function price(option: Option): Logic {
  const { country, states, notStates, over, max, base, additional, perKilo, freeFrom } = option;
  const tests: Logic[] = [{ '===': [of('country'), country] }];
  if (states !== undefined) tests.push({ in: [of('state'), states] });
  if (notStates !== undefined) tests.push({ '!': { in: [of('state'), notStates] } });
  if (over !== undefined) tests.push({ '>': [of('grams'), over] });
  if (max !== undefined) tests.push({ '<=': [of('grams'), max] });
  const sum: Logic[] = [base];
  if (additional !== undefined) sum.push({ '*': [additional, { '-': [of('units'), 1] }] });
  if (perKilo !== undefined) sum.push({ '*': [perKilo, of('kilos')] });
  const paid = sum.length === 1 ? base : { '+': sum };
  const asked = freeFrom === undefined ? paid : { if: [{ '>=': [of('discounted'), freeFrom] }, 0, paid] };
  return { if: [{ and: tests }, asked, -1] };
}

export const jsonLogic: Engine = {
  name: 'json-logic-engine',
  notes:
    'The host sums the lines, rounds, sorts rates by how specific they are, and classifies lines. A suffix of a text only by its length.',
  cart(shop) {
    const prices = compiled<CartFacts, number[]>(shop.options.map(price));
    const slots = compiled<CartFacts, number[]>(
      slotsOf(shop).map(({ rates }) => ({ if: [...rates.flatMap((rate) => [place(shop.rates[rate]!), rate]), -1] })),
    );
    return (facts): Chosen => ({ prices: prices(facts), slots: slots(facts) });
  },
  row(rates) {
    const rows = rates.map(({ country, state, code }, index) => ({ country, state, code: code ?? null, index }));
    const decide = compiled<CartFacts & { rows: typeof rows }, { index: number }[]>({
      filter: [
        { var: 'rows' },
        {
          and: [
            { '===': [of('code'), { var: '../../postal' }] },
            { '===': [of('state'), { var: '../../state' }] },
            { '===': [of('country'), { var: '../../country' }] },
          ],
        },
      ],
    });
    return (facts) => decide({ ...facts, rows })[0]?.index ?? -1;
  },
  order() {
    const suffix = '@mailinator.com';
    const rule = compiled<OrderFacts, number>({
      if: [
        { in: [of('country'), embargoed] },
        0,
        { '!': of('known') },
        1,
        { '===': [{ substr: [of('email'), -suffix.length] }, suffix] },
        2,
        { and: [{ '===': [of('funding'), 'prepaid'] }, { '>=': [of('total'), 20_000] }] },
        3,
        { '>': [of('units'), 50] },
        4,
        { and: [{ '>': [of('total'), 150_000] }, { '!': { in: [of('billing'), ['US', 'CA']] } }] },
        5,
        6,
      ],
    });
    const electronics = {
      if: [{ '>': [of('electronicsLines'), 0] }, { max: [{ '*': [of('electronics'), 80] }, 50_000] }, 0],
    };
    const fee = compiled<OrderFacts, number>({
      min: [{ '+': [electronics, { '*': [of('others'), 50] }, { '*': [of('total'), 29] }, 30_000] }, 10_000_000],
    });
    return (facts): Fee => {
      const decided = rule(facts);
      return { rule: decided, thousandths: decided === 6 ? fee(facts) : 0 };
    };
  },
};
