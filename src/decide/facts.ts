/** What an order says: read from the request once, on demand; `null` is unknown. */
import { addTimes, type ExactNumber } from '../money.ts';
import type { Product } from '../rules/catalog.ts';
import { normalizeAddress, type PlaceFacts } from '../rules/place.ts';
import type { MoneyScope, RuleSet } from '../rules/ruleset.ts';
import type { LocalMoment } from '../rules/time.ts';
import type { Truth } from '../rules/truth.ts';
import type { CustomizeRequest, FinalizeRequest, Line } from '../stripe/types.ts';

export type OrderRequest = CustomizeRequest | FinalizeRequest;

/** One line and what the catalog says of its SKU. */
export class LineFacts {
  readonly line: Line;
  readonly order: OrderFacts;
  #product: Product | null | undefined;

  constructor(line: Line, order: OrderFacts) {
    this.line = line;
    this.order = order;
  }

  /** `null` where there is no catalog, no SKU, or no such SKU in it. */
  get product(): Product | null {
    if (this.#product === undefined) {
      const { catalog } = this.order.rules;
      this.#product = catalog === null || this.line.sku === null ? null : (catalog.product(this.line.sku) ?? null);
    }
    return this.#product;
  }

  /** A cell of the catalog: `''` is known and empty, `null` unknown. */
  column(name: string): string | null {
    return this.product?.cell(name) ?? null;
  }

  get subtotal(): number | null {
    const { subtotal, unitAmount, quantity } = this.line;
    return subtotal ?? (unitAmount === null ? null : unitAmount * quantity);
  }

  /** As sent; where it is not, 0 if the lines that do carry one account for the whole discount of the order. */
  get discount(): number | null {
    if (this.line.discount !== null) return this.line.discount;
    const { discount } = this.order;
    return discount !== null && discount === this.order.discountOfLines ? 0 : null;
  }

  get discounted(): number | null {
    const { subtotal, discount } = this;
    return subtotal === null || discount === null ? null : subtotal - discount;
  }

  get total(): number | null {
    return this.line.total;
  }

  /** Units of this SKU in the whole order; unknown where a line that does not tell its SKU may hold more of it. */
  get units(): number | null {
    return this.order.tellsEverySku ? this.unitsTold : null;
  }

  /** Units of this SKU on the lines that tell it: the order has at least these. */
  get unitsTold(): number {
    return this.line.sku === null ? 0 : this.order.unitsOf(this.line.sku);
  }
}

/** An order under the rules of one account at one moment. */
export class OrderFacts {
  readonly request: OrderRequest;
  readonly rules: RuleSet;
  /** Unix seconds. */
  readonly moment: number;
  readonly lines: readonly LineFacts[];
  readonly money: MoneyScope;
  /** Set where a condition was unknown for want of an address fact; see `holds`. */
  addressWanted = false;
  #to: PlaceFacts | null | undefined;
  #billTo: PlaceFacts | null | undefined;
  #local: LocalMoment | undefined;
  #units: Map<string, number> | undefined;
  #offered: Truth | undefined;
  #subtotal: number | null | undefined;
  #discount: number | null | undefined;
  #discountOfLines: number | undefined;
  #tellsEverySku: boolean | undefined;
  /** Of the lines that were weighed last: nearly always the same. */
  #weighed: readonly LineFacts[] | null = null;
  #weight: ExactNumber | null = null;
  readonly #askOffered: (order: OrderFacts) => Truth;

  /** `askOffered` decides the fact `shipping_offered`, which needs the decisions on shipping. */
  constructor(request: OrderRequest, rules: RuleSet, moment: number, askOffered: (order: OrderFacts) => Truth) {
    this.#askOffered = askOffered;
    this.request = request;
    this.rules = rules;
    this.moment = moment;
    this.lines = request.lines.map((line) => new LineFacts(line, this));
    this.money = { currency: request.currency, plain: rules.currency };
  }

  get to(): PlaceFacts | null {
    if (this.#to === undefined) this.#to = normalizeAddress(this.request.shipTo);
    return this.#to;
  }

  get billTo(): PlaceFacts | null {
    if (this.#billTo === undefined) this.#billTo = normalizeAddress(this.request.billTo);
    return this.#billTo;
  }

  get local(): LocalMoment {
    this.#local ??= this.rules.timeZone.local(this.moment);
    return this.#local;
  }

  get shippingOffered(): Truth {
    this.#offered ??= this.#askOffered(this);
    return this.#offered;
  }

  get subtotal(): number | null {
    if (this.#subtotal === undefined) {
      this.#subtotal = this.request.subtotal ?? sum(this.lines, (line) => line.subtotal);
    }
    return this.#subtotal;
  }

  /** What the lines carry; 0 where none does. */
  get discountOfLines(): number {
    this.#discountOfLines ??= this.request.lines.reduce((total, line) => total + (line.discount ?? 0), 0);
    return this.#discountOfLines;
  }

  /** A line without one has none, unless the request lists discounts: then unknown. */
  get discount(): number | null {
    if (this.#discount === undefined) this.#discount = this.#readDiscount();
    return this.#discount;
  }

  #readDiscount(): number | null {
    const { discount, lines, hasDiscounts } = this.request;
    if (discount !== null) return discount;
    const told = lines.length > 0 && lines.every((line) => line.discount !== null);
    return told || !hasDiscounts ? this.discountOfLines : null;
  }

  get discounted(): number | null {
    const { subtotal, discount } = this;
    return subtotal === null || discount === null ? null : subtotal - discount;
  }

  get tax(): number | null {
    return this.request.tax ?? (this.lines.length === 0 ? null : sum(this.lines, (line) => line.line.tax));
  }

  get quantity(): number {
    return this.lines.reduce((total, line) => total + line.line.quantity, 0);
  }

  /** Grams, exact. */
  get weight(): ExactNumber | null {
    return sumWeight(this.lines);
  }

  get tellsEverySku(): boolean {
    this.#tellsEverySku ??= this.request.lines.every((line) => line.sku !== null);
    return this.#tellsEverySku;
  }

  /** Grams of some of its lines, exact; `null` where one is unknown. */
  weightOf(lines: readonly LineFacts[]): ExactNumber | null {
    if (this.#weighed !== lines) {
      this.#weight = addWeights(lines);
      this.#weighed = lines;
    }
    return this.#weight;
  }

  unitsOf(sku: string): number {
    if (this.#units === undefined) {
      this.#units = new Map();
      for (const { line } of this.lines) {
        if (line.sku !== null) this.#units.set(line.sku, (this.#units.get(line.sku) ?? 0) + line.quantity);
      }
    }
    return this.#units.get(sku) ?? 0;
  }
}

/** The sum over lines; `null` where one is unknown. Safe: the request's schema bounds every such sum to 2^53 − 1. */
export function sum(lines: readonly LineFacts[], amount: (line: LineFacts) => number | null): number | null {
  let total = 0;
  for (const line of lines) {
    const next = amount(line);
    if (next === null) return null;
    total += next;
  }
  return total;
}

/** Grams of some lines, exact; `null` where one, or which they are, is unknown. */
export function sumWeight(lines: readonly LineFacts[] | null): ExactNumber | null {
  if (lines === null) return null;
  return lines[0] === undefined ? 0 : lines[0].order.weightOf(lines);
}

function addWeights(lines: readonly LineFacts[]): ExactNumber | null {
  let sum: ExactNumber = 0;
  for (const { product, line } of lines) {
    const weight = product?.weight ?? null;
    if (weight === null) return null;
    sum = addTimes(sum, weight, line.quantity);
  }
  return sum;
}
