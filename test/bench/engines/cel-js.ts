/** `@marcbachmann/cel-js`: expressions parsed once, in an environment that knows the types of the facts. */
import { Environment } from '@marcbachmann/cel-js';
import type { Engine } from '../contender.ts';
import * as cel from './cel.ts';

const numbers = [
  'grams',
  'kilos',
  'units',
  'discounted',
  'total',
  'electronicsLines',
  'electronics',
  'otherLines',
  'others',
];
const names = ['country', 'state', 'postal', 'prefix', 'billing', 'email', 'funding'];

const environment = new Environment().registerVariable('known', 'bool').registerVariable('rows', 'list');
for (const name of numbers) environment.registerVariable(name, 'double');
for (const name of names) environment.registerVariable(name, 'string');

const parsed = <Answer>(text: string) => environment.parse(text) as unknown as (facts: object) => Answer;

export const celJs: Engine = {
  name: '@marcbachmann/cel-js',
  notes: cel.notes,
  cart(shop) {
    const decide = parsed<number[]>(cel.cart(shop));
    const options = shop.options.length;
    return (facts) => {
      const list = decide(facts);
      return { prices: list.slice(0, options), slots: list.slice(options) };
    };
  },
  row(rates) {
    const rows = cel.rowsOf(rates);
    const decide = parsed<{ index: number }[]>(cel.row);
    return (facts) => decide({ ...facts, rows })[0]?.index ?? -1;
  },
  order() {
    const rule = parsed<number>(cel.rule);
    const fee = parsed<number>(cel.fee);
    return (facts) => {
      const decided = rule(facts);
      return { rule: decided, thousandths: decided === 6 ? Math.min(fee(facts), cel.most) : 0 };
    };
  },
};
