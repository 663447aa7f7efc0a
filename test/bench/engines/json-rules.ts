/** `json-rules-engine`: a rule an entry; what holds comes as events. */
import { Engine as RulesEngine, type TopLevelCondition } from 'json-rules-engine';
import type { Chosen, Engine } from '../contender.ts';
import { embargoed, type Option, type Rate, slotsOf } from '../model.ts';

type Test = { fact: string; operator: string; value: unknown };

const is = (fact: string, value: unknown): Test => ({ fact, operator: 'equal', value });

function engineOf(rules: readonly { all: Test[]; type: string; index: number }[]): RulesEngine {
  const engine = new RulesEngine([], { allowUndefinedFacts: true });
  engine.addOperator('endsWith', (fact: string, suffix: string) => fact.endsWith(suffix));
  for (const { all, type, index } of rules) {
    engine.addRule({ conditions: { all } as TopLevelCondition, event: { type, params: { index } } });
  }
  return engine;
}

async function held(engine: RulesEngine, facts: object): Promise<{ type: string; index: number }[]> {
  const { events } = await engine.run(facts as Record<string, unknown>);
  return events.map(({ type, params }) => ({ type, index: params!.index as number }));
}

function place({ country, state, prefix, code }: Rate): Test[] {
  const all = [is('country', country)];
  if (state !== undefined) all.push(is('state', state));
  if (prefix !== undefined) all.push(is('prefix', prefix));
  if (code !== undefined) all.unshift(is('postal', code));
  return all;
}

function offered({ country, states, notStates, over, max }: Option): Test[] {
  const all = [is('country', country)];
  if (states !== undefined) all.push({ fact: 'state', operator: 'in', value: states });
  if (notStates !== undefined) all.push({ fact: 'state', operator: 'notIn', value: notStates });
  if (over !== undefined) all.push({ fact: 'grams', operator: 'greaterThan', value: over });
  if (max !== undefined) all.push({ fact: 'grams', operator: 'lessThanInclusive', value: max });
  return all;
}

export const jsonRules: Engine = {
  name: 'json-rules-engine',
  notes:
    'No arithmetic: the host computes every price and fee, and does all that it does for the others. No suffix of a text without an operator of the host’s. It answers by promises.',
  cart(shop) {
    const slots = slotsOf(shop);
    const engine = engineOf([
      ...shop.options.map((option, index) => ({ all: offered(option), type: 'option', index })),
      ...shop.rates.map((rate, index) => ({ all: place(rate), type: 'rate', index })),
    ]);
    return async (facts): Promise<Chosen> => {
      const prices = shop.options.map(() => -1);
      const rates = new Set<number>();
      for (const { type, index } of await held(engine, facts)) {
        if (type === 'rate') {
          rates.add(index);
          continue;
        }
        const { base, additional = 0, perKilo = 0, freeFrom } = shop.options[index]!;
        const free = freeFrom !== undefined && facts.discounted >= freeFrom;
        prices[index] = free ? 0 : base + additional * (facts.units - 1) + perKilo * facts.kilos;
      }
      return { prices, slots: slots.map((slot) => slot.rates.find((rate) => rates.has(rate)) ?? -1) };
    };
  },
  row(rates) {
    const engine = engineOf(
      rates.flatMap((rate, index) => (rate.code === undefined ? [] : [{ all: place(rate), type: 'row', index }])),
    );
    return async (facts) => (await held(engine, facts))[0]?.index ?? -1;
  },
  order() {
    const rules: Test[][] = [
      [{ fact: 'country', operator: 'in', value: embargoed }],
      [is('known', false)],
      [{ fact: 'email', operator: 'endsWith', value: '@mailinator.com' }],
      [is('funding', 'prepaid'), { fact: 'total', operator: 'greaterThanInclusive', value: 20_000 }],
      [{ fact: 'units', operator: 'greaterThan', value: 50 }],
      [
        { fact: 'total', operator: 'greaterThan', value: 150_000 },
        { fact: 'billing', operator: 'notIn', value: ['US', 'CA'] },
      ],
    ];
    const engine = engineOf(rules.map((all, index) => ({ all, type: 'rule', index })));
    return async (facts) => {
      const found = (await held(engine, facts)).map(({ index }) => index);
      const rule = found.length === 0 ? rules.length : Math.min(...found);
      const electronics = facts.electronicsLines > 0 ? Math.max(facts.electronics * 80, 50_000) : 0;
      const fee = electronics + facts.others * 50 + facts.total * 29 + 30_000;
      return { rule, thousandths: rule === rules.length ? Math.min(fee, 10_000_000) : 0 };
    };
  },
};
