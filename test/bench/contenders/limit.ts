/** Code written by hand for these decisions alone, with integers and indexes: the practical limit. */
import type { CustomizeRequest } from '../../../src/stripe/types.ts';
import { type Cart, type Contender, cents, type Decide } from '../contender.ts';
import { cartFacts, classOf, orderFacts, type Products } from '../facts.ts';
import { approvals, embargoed, type Option, type Shop, slotsOf } from '../model.ts';

/** Of each slot the rate at this place, or -1. */
type Chosen = Int32Array;

interface State {
  options: { at: number; option: Option }[];
  any: Chosen;
  prefixes: Map<string, Chosen>;
  codes: Map<string, Chosen>;
}

interface Country {
  states: Map<string, State>;
  elsewhere: State;
}

function decideCart(shop: Shop, products: Products): Decide<CustomizeRequest, Cart> {
  const slots = slotsOf(shop);
  const standard = slots.filter(({ class: name }) => name === 'standard').length;
  const countries = indexed(shop);
  const nowhere: Chosen = new Int32Array(slots.length).fill(-1);
  return (request) => {
    const facts = cartFacts(request, products);
    const prices: number[] = new Array(shop.options.length).fill(-1);
    const country = countries.get(facts.country);
    const state = country?.states.get(facts.state) ?? country?.elsewhere;
    for (const { at, option } of state?.options ?? []) {
      if (facts.grams <= (option.over ?? -1) || facts.grams > (option.max ?? Number.MAX_SAFE_INTEGER)) continue;
      const free = option.freeFrom !== undefined && facts.discounted >= option.freeFrom;
      const more = (option.additional ?? 0) * (facts.units - 1) + (option.perKilo ?? 0) * facts.kilos;
      prices[at] = free ? 0 : option.base + more;
    }
    const chosen = state?.codes.get(facts.postal) ?? state?.prefixes.get(facts.prefix) ?? state?.any ?? nowhere;
    const [plain, food]: [number[], number[]] = [[], []];
    for (let slot = 0; slot < chosen.length; slot++) {
      if (chosen[slot] !== -1) (slot < standard ? plain : food).push(chosen[slot]!);
    }
    const rates = new Array<number[]>(request.lines.length);
    for (let line = 0; line < rates.length; line++)
      rates[line] = classOf(request.lines[line]!) === 'food' ? food : plain;
    return { prices, rates };
  };
}

/** Each node holds what is chosen there, that of the wider places included: one look-up decides all slots. */
function indexed(shop: Shop): Map<string, Country> {
  const slots = slotsOf(shop);
  const countries = new Map<string, Country>();
  const stateOf = (any: Chosen): State => ({ options: [], any, prefixes: new Map(), codes: new Map() });
  const slotOf = new Map(slots.flatMap(({ rates }, slot) => rates.map((rate) => [rate, slot])));
  const countryOf = (name: string): Country => {
    const none = new Int32Array(slots.length).fill(-1);
    const made = countries.get(name) ?? { states: new Map(), elsewhere: stateOf(none) };
    countries.set(name, made);
    return made;
  };
  const at = <T>(map: Map<string, T>, key: string, make: () => T): T => {
    const made = map.get(key) ?? make();
    map.set(key, made);
    return made;
  };
  // The wider first, so that the narrower start from what holds around them.
  const depth = ({ state, prefix, code }: Shop['rates'][number]) => (code ? 3 : prefix ? 2 : state ? 1 : 0);
  const order = shop.rates
    .map((_, rate) => rate)
    .sort((a, b) => depth(shop.rates[a]!) - depth(shop.rates[b]!) || b - a);
  for (const rate of order) {
    const { country, state, prefix, code } = shop.rates[rate]!;
    const { states, elsewhere } = countryOf(country);
    let chosen = elsewhere.any;
    if (state !== undefined) {
      const node = at(states, state, () => stateOf(elsewhere.any.slice()));
      chosen = node.any;
      if (code !== undefined) {
        chosen = at(node.codes, code, () => (node.prefixes.get(code.slice(0, 3)) ?? node.any).slice());
      } else if (prefix !== undefined) {
        chosen = at(node.prefixes, prefix, () => node.any.slice());
      }
    }
    chosen[slotOf.get(rate)!] = rate;
  }
  for (const { country, states = [], notStates = [] } of shop.options) {
    const node = countryOf(country);
    for (const name of [...states, ...notStates]) at(node.states, name, () => stateOf(node.elsewhere.any));
  }
  for (const [at, option] of shop.options.entries()) {
    const { states, elsewhere } = countryOf(option.country);
    if (option.states === undefined) elsewhere.options.push({ at, option });
    for (const [name, node] of states) {
      if ((option.states?.includes(name) ?? true) && !option.notStates?.includes(name))
        node.options.push({ at, option });
    }
  }
  return countries;
}

const forbidden = new Set(embargoed);

export const limit: Contender = {
  name: 'by hand, with indexes',
  notes: 'The practical limit: these rules and no others, changed by a programmer.',
  customize: decideCart,
  rows: decideCart,
  finalize: (products) => (request) => {
    const facts = orderFacts(request, products);
    const declined = (rule: number) => ({ rule, fee: 0 });
    if (forbidden.has(facts.country)) return declined(0);
    if (!facts.known) return declined(1);
    if (facts.email.endsWith('@mailinator.com')) return declined(2);
    if (facts.funding === 'prepaid' && facts.total >= 20_000) return declined(3);
    if (facts.units > 50) return declined(4);
    if (facts.total > 150_000 && facts.billing !== 'US' && facts.billing !== 'CA') return declined(5);
    const electronics = facts.electronicsLines > 0 ? Math.max(facts.electronics * 80, 50_000) : 0;
    const fee = electronics + facts.others * 50 + facts.total * 29 + 30_000;
    return { rule: approvals.length - 1, fee: cents(Math.min(fee, 10_000_000)) };
  },
};
