/** One tax rate, compiled. */
import { type Decimal, exact, zero } from '../../money.ts';
import { rateAnswer } from '../../stripe/tax-rate.ts';
import type { TaxRateAnswer } from '../../stripe/types.ts';
import type { At, TaxRate as TaxRateModel } from '../model.ts';
import { compilePlace, type PlaceTest } from '../place.ts';
import type { Entry, TaxRate } from '../ruleset.ts';
import { compileEntry } from './entry.ts';
import type { WrittenRow } from './rows.ts';
import type { Scope } from './scope.ts';

/** What a rate comes to, and how it is sent. */
interface Sent {
  percent: Decimal | null;
  answer: TaxRateAnswer;
}

/** A table has the same percents and names in many rows. */
const mostSent = 2000;

export class RateCompiler {
  readonly #scope: Scope;
  readonly #pricesIncludeTax: boolean;
  readonly #sent = new Map<string, Sent>();

  constructor(scope: Scope, pricesIncludeTax: boolean) {
    this.#scope = scope;
    this.#pricesIncludeTax = pricesIncludeTax;
  }

  /** `order`: its place among all rates. `source`: of a row of a table, who tells where it stands and holds. */
  compile(model: TaxRateModel, order: number, source: WrittenRow | null): TaxRate {
    const inclusive = model.inclusive ?? this.#pricesIncludeTax;
    const place = model.where;
    const where = place === undefined ? null : compilePlace(place, this.#scope, source ?? undefined);
    const entry = compileEntry(model, 'taxes', this.#scope);
    const tabled = source !== null;
    const rest = { order, tabled, inclusive, where, ...this.#sentOf(model, inclusive) };
    return new CompiledRate(entry, model, rest, source ?? entry);
  }

  #sentOf({ name, percent, use }: TaxRateModel, inclusive: boolean): Sent {
    const key = `${use ?? ''} ${percent ?? ''} ${inclusive} ${name}`;
    let sent = this.#sent.get(key);
    if (sent === undefined) {
      const value = percent === undefined ? null : exact(percent);
      const answer = use === undefined ? rateAnswer(name, inclusive, value ?? zero) : Object.freeze({ rate: use });
      sent = { percent: value, answer };
      if (this.#sent.size < mostSent) this.#sent.set(key, sent);
    }
    return sent;
  }
}

type Rest = Pick<TaxRate, 'order' | 'tabled' | 'inclusive' | 'where' | 'percent' | 'answer'>;

/** A class: an object that is put together of others takes several times the memory, and there are many. */
class CompiledRate implements TaxRate {
  // What is asked of every rate that may hold stands first: objects are read from memory by their beginnings.
  readonly where: PlaceTest | null;
  readonly priority: number;
  readonly when: Entry['when'];
  readonly from: Entry['from'];
  readonly through: Entry['through'];
  readonly order: number;
  readonly compound: boolean;
  readonly answer: TaxRateAnswer;
  readonly percent: Decimal | null;
  readonly tag: string;
  readonly use: string | null;
  readonly shipping: boolean;
  readonly id: string;
  readonly name: string;
  readonly tabled: boolean;
  readonly inclusive: boolean;
  readonly #source: { readonly at: At };

  constructor(entry: Entry, model: TaxRateModel, rest: Rest, source: { readonly at: At }) {
    const { order, tabled, inclusive, where, percent, answer } = rest;
    this.id = entry.id;
    this.tag = entry.tag;
    this.#source = source;
    this.when = entry.when;
    this.from = entry.from;
    this.through = entry.through;
    this.order = order;
    this.tabled = tabled;
    this.name = model.name;
    this.percent = percent;
    this.use = model.use ?? null;
    this.where = where;
    this.priority = model.priority;
    this.compound = model.compound;
    this.inclusive = inclusive;
    this.shipping = model.shipping;
    this.answer = answer;
  }

  get at(): At {
    return this.#source.at;
  }
}
