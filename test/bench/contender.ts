/** What takes part: something that makes the decisions of the model. */
import type { CustomizeRequest, FinalizeRequest } from '../../src/stripe/types.ts';
import { type CartFacts, cartFacts, classOf, type OrderFacts, orderFacts, type Products } from './facts.ts';
import { type Rate, type Shop, slotsOf } from './model.ts';

/** Of each option its price in cents, or -1; of each line the indexes of its rates. */
export interface Cart {
  prices: readonly number[];
  rates: readonly (readonly number[])[];
}

/** The index of the rule that decided, and the fee in cents: 0 where it declines. */
export interface Order {
  rule: number;
  fee: number;
}

export type Decide<Request, Answer> = (request: Request) => Answer | Promise<Answer>;

/** Who makes the decisions, made ready for the rules of each; answer.ts makes the answer to Stripe of them. */
export interface Contender {
  name: string;
  /** What it leaves to the host. */
  notes: string;
  customize(shop: Shop, products: Products): Decide<CustomizeRequest, Cart>;
  finalize(products: Products): Decide<FinalizeRequest, Order>;
  /** The same as `customize` for a shop of very many rates with whole postal codes. */
  rows(shop: Shop, products: Products): Decide<CustomizeRequest, Cart>;
}

/** What an engine is asked; the rest is the host's. A slot's answer is the index of a rate, or -1. */
export interface Engine {
  name: string;
  notes: string;
  cart(shop: Shop): (facts: CartFacts) => Chosen | Promise<Chosen>;
  /** The index of the rule, and the fee in thousandths of a cent. */
  order(): (facts: OrderFacts) => Fee | Promise<Fee>;
  /** The index in `rates` of the row that holds, or -1. */
  row(rates: readonly Rate[]): (facts: CartFacts) => number | Promise<number>;
}

export interface Chosen {
  prices: readonly number[];
  slots: readonly number[];
}

export interface Fee {
  rule: number;
  thousandths: number;
}

/** Half-up; of thousandths of a cent. */
export function cents(thousandths: number): number {
  return Math.trunc((thousandths + 500) / 1000);
}

/** Now, or when it is there: an engine that answers at once is not made to wait. */
export function onceThere<T, U>(value: T | Promise<T>, next: (value: T) => U): U | Promise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** An engine with the host's code around it. */
export function contenderOf(engine: Engine): Contender {
  const lines = (request: CustomizeRequest, standard: readonly number[], food: readonly number[]) =>
    request.lines.map((line) => (classOf(line) === 'food' ? food : standard));
  return {
    name: engine.name,
    notes: engine.notes,
    customize(shop, products) {
      const slots = slotsOf(shop);
      const decide = engine.cart(shop);
      const of = (chosen: Chosen, name: string) =>
        chosen.slots.filter((rate, slot) => rate !== -1 && slots[slot]!.class === name);
      return (request) =>
        onceThere(decide(cartFacts(request, products)), (chosen) => ({
          prices: chosen.prices,
          rates: lines(request, of(chosen, 'standard'), of(chosen, 'food')),
        }));
    },
    finalize(products) {
      const decide = engine.order();
      return (request) =>
        onceThere(decide(orderFacts(request, products)), ({ rule, thousandths }) => ({
          rule,
          fee: cents(thousandths),
        }));
    },
    rows(shop, products) {
      // Those without a code are few, and the host's: what is measured is the table.
      const few = shop.rates.findIndex(({ class: name }) => name === 'food');
      const decide = engine.row(shop.rates);
      return (request) =>
        onceThere(decide(cartFacts(request, products)), (row) => ({
          prices: [],
          rates: lines(request, row === -1 ? [] : [row], [few]),
        }));
    },
  };
}
