/** `@bufbuild/cel`: expressions parsed and planned once. */
import { type CelInput, celEnv, parse, plan } from '@bufbuild/cel';
import type { Engine } from '../contender.ts';
import * as cel from './cel.ts';

type Bindings = Record<string, CelInput>;

const environment = celEnv();

function planned(text: string): (facts: object) => unknown {
  const decide = plan(environment, parse(text));
  return (facts) => decide(facts as Bindings);
}

export const bufbuildCel: Engine = {
  name: '@bufbuild/cel',
  notes: cel.notes,
  cart(shop) {
    const decide = planned(cel.cart(shop));
    const options = shop.options.length;
    return (facts) => {
      const list = [...(decide(facts) as Iterable<number>)];
      return { prices: list.slice(0, options), slots: list.slice(options) };
    };
  },
  row(rates) {
    const rows = cel.rowsOf(rates).map((row) => new Map(Object.entries(row)));
    const decide = planned(cel.row);
    return (facts) => {
      const [found] = decide({ ...facts, rows }) as Iterable<{ get(key: string): unknown }>;
      return found === undefined ? -1 : Number(found.get('index'));
    };
  },
  order() {
    const rule = planned(cel.rule);
    const fee = planned(cel.fee);
    return (facts) => {
      const decided = rule(facts) as number;
      return { rule: decided, thousandths: decided === 6 ? Math.min(fee(facts) as number, cel.most) : 0 };
    };
  },
};
