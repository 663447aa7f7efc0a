/** `@gorules/zen-engine`: decision graphs, native. */
import { ZenEngine } from '@gorules/zen-engine';
import type { Engine } from '../contender.ts';
import { embargoed, type Option, type Rate, slotsOf } from '../model.ts';

const engine = new ZenEngine();
const text = (value: string): string => `'${value}'`;
const texts = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;

/** A graph of one node between its input and its output. */
function decisionOf(node: { type: string; content: object }): (facts: object) => Promise<Record<string, number>> {
  const at = { x: 0, y: 0 };
  const decision = engine.createDecision({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: at, content: { schema: '' } },
      { id: 'node', name: 'node', position: at, ...node },
      { id: 'out', name: 'out', type: 'outputNode', position: at, content: { schema: '' } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'node', type: 'edge' },
      { id: 'b', sourceId: 'node', targetId: 'out', type: 'edge' },
    ],
  });
  return async (facts) => (await decision.evaluate(facts)).result;
}

function expressions(values: Record<string, string>): (facts: object) => Promise<Record<string, number>> {
  const list = Object.entries(values).map(([key, value]) => ({ id: key, key, value }));
  return decisionOf({ type: 'expressionNode', content: { expressions: list } });
}

function place({ country, state, prefix }: Rate): string {
  const tests = [`country == ${text(country)}`];
  if (state !== undefined) tests.push(`state == ${text(state)}`);
  if (prefix !== undefined) tests.push(`prefix == ${text(prefix)}`);
  return tests.join(' and ');
}

function price(option: Option): string {
  const { country, states, notStates, over, max, base, additional, perKilo, freeFrom } = option;
  const tests = [`country == ${text(country)}`];
  if (states !== undefined) tests.push(`state in ${texts(states)}`);
  if (notStates !== undefined) tests.push(`state not in ${texts(notStates)}`);
  if (over !== undefined) tests.push(`grams > ${over}`);
  if (max !== undefined) tests.push(`grams <= ${max}`);
  const sum = [String(base)];
  if (additional !== undefined) sum.push(`${additional} * (units - 1)`);
  if (perKilo !== undefined) sum.push(`${perKilo} * kilos`);
  const paid = sum.join(' + ');
  return `(${tests.join(' and ')}) ? (${freeFrom === undefined ? paid : `discounted >= ${freeFrom} ? 0 : ${paid}`}) : -1`;
}

export const zen: Engine = {
  name: '@gorules/zen-engine',
  notes: 'The host sums the lines, sorts rates by how specific they are, and classifies lines. It answers by promises.',
  cart(shop) {
    const slots = slotsOf(shop);
    const decide = expressions(
      Object.fromEntries([
        ...shop.options.map((option, index) => [`p${index}`, price(option)]),
        ...slots.map(({ rates }, index) => [
          `s${index}`,
          rates.reduceRight((rest, rate) => `(${place(shop.rates[rate]!)}) ? ${rate} : (${rest})`, '-1'),
        ]),
      ]),
    );
    return async (facts) => {
      const found = await decide(facts);
      return {
        prices: shop.options.map((_, index) => found[`p${index}`]!),
        slots: slots.map((_, index) => found[`s${index}`]!),
      };
    };
  },
  row(rates) {
    const rules = rates.flatMap(({ country, state, code }, index) =>
      code === undefined
        ? []
        : [
            {
              _id: String(index),
              code: text(code),
              state: state === undefined ? '' : text(state),
              country: text(country),
              index: String(index),
            },
          ],
    );
    const input = (id: string, field: string) => ({ id, name: id, field });
    const decide = decisionOf({
      type: 'decisionTableNode',
      content: {
        hitPolicy: 'first',
        inputs: [input('code', 'postal'), input('state', 'state'), input('country', 'country')],
        outputs: [{ id: 'index', name: 'index', field: 'index' }],
        rules,
      },
    });
    return async (facts) => (await decide(facts))?.index ?? -1;
  },
  order() {
    const electronics = '(electronicsLines > 0 ? max([electronics * 80, 50000]) : 0)';
    const decide = expressions({
      rule: `(country in ${texts(embargoed)}) ? 0 : ((not known) ? 1 : (endsWith(email, '@mailinator.com') ? 2 : ((funding == 'prepaid' and total >= 20000) ? 3 : (units > 50 ? 4 : ((total > 150000 and billing not in ['US', 'CA']) ? 5 : 6)))))`,
      thousandths: `$.rule == 6 ? min([${electronics} + others * 50 + total * 29 + 30000, 10000000]) : 0`,
    });
    return async (facts) => {
      const { rule, thousandths } = await decide(facts);
      return { rule: rule!, thousandths: thousandths! };
    };
  },
};
