/** Compiled rules: what `compile` makes of a `RuleSource`, and what `evaluate` reads. Immutable once made. */
import type { Percent } from '../fine.ts';
import type { Decimal, ExactNumber } from '../money.ts';
import type { TaxRateAnswer } from '../stripe/types.ts';
import type { Catalog } from './catalog.ts';
import type { At, Condition, Decision, DeliveryUnit, FeeBase, LocalTime, MassUnit, Weekday } from './model.ts';
import type { PlaceFacts, PlaceTest } from './place.ts';
import type { TextTest } from './text.ts';
import type { BusinessDays, TimeZone } from './time.ts';

/** What decides how a plain amount reads: the currency of the request, and that of the settings. */
export interface MoneyScope {
  currency: string;
  plain: string;
}

/** A value that depends on the request's currency; `null` where the rules do not give it in that currency. */
export type InCurrency<T> = (scope: MoneyScope) => T | null;

/** Whole numbers (units, minor units) from `low` to `high`, both included. */
export interface Band {
  low: number;
  high: number;
}

/** ExactNumber numbers between bounds that are included or not. */
export interface DecimalBand {
  min?: ExactNumber;
  max?: ExactNumber;
  over?: ExactNumber;
  under?: ExactNumber;
}

/** A compiled condition; `source` is what was written, for explanations. */
export type Test = { source: Condition; at: At } & (
  | { is: 'all' | 'any'; of: Test[] }
  | { is: 'not'; of: Test }
  | { is: 'place'; fact: 'to' | 'bill_to'; place: PlaceTest }
  | { is: 'text'; fact: string; text: TextTest; not: boolean }
  | { is: 'flag'; fact: string; value: boolean }
  | { is: 'amount'; fact: string; band: InCurrency<Band> }
  | { is: 'number'; fact: string; band: Band; decimals: DecimalBand }
  | { is: 'weight'; fact: string; decimals: DecimalBand }
  | { is: 'lines'; which: 'any' | 'every' | 'no'; line: Test }
  | { is: 'sum'; line: Test; fact: 'quantity' | 'lines'; band: Band }
  | { is: 'sum'; line: Test; fact: 'subtotal' | 'discounted'; band: InCurrency<Band> }
  | { is: 'sum'; line: Test; fact: 'weight'; decimals: DecimalBand }
  | { is: 'weekday'; days: ReadonlySet<Weekday> }
  | { is: 'time'; after: number | null; before: number | null }
  | { is: 'differ'; facts: [string, string] }
  | { is: 'known'; fact: string; value: boolean }
);

/** What every entry has: it applies where its window holds the moment and its `when` holds for certain. */
export interface Entry {
  id: string;
  /** Its file and id, as logs and metrics tell it: `shipping.standard`. */
  tag: string;
  at: At;
  when: Test | null;
  from: { time: LocalTime; at: At } | null;
  through: { time: LocalTime; at: At } | null;
}

export type Sized = { amount: InCurrency<number>; unit: MassUnit; at: At };

export interface Tier {
  /** Minor units or units. */
  upTo: InCurrency<number> | null;
  /** Grams. */
  upToWeight: ExactNumber | null;
  price: InCurrency<number>;
  perWeight: Sized | null;
  at: At;
}

export interface TablePrice {
  price: InCurrency<number>;
  freeFrom: InCurrency<number> | null;
  delivery: Delivery | null;
  at: At;
}

/** Rows of a shipping table that may price an option. */
export interface ShippingRow extends TablePrice {
  place: PlaceTest;
  minSubtotal: InCurrency<number>;
  minWeight: ExactNumber;
  minQuantity: number;
}

/** Rows by place; the index only narrows. */
export interface ShippingTable {
  /** At least every row whose place is not false for the address, as written. */
  near(to: PlaceFacts | null): Iterable<ShippingRow>;
}

export interface Price {
  at: At;
  base: InCurrency<number> | null;
  each: InCurrency<number> | null;
  eachAdditional: InCurrency<number> | null;
  perWeight: Sized | null;
  percent: { percent: Decimal; of: 'subtotal' | 'discounted' } | null;
  tiers: { by: 'subtotal' | 'discounted' | 'quantity' | 'weight'; tiers: Tier[] } | null;
  table: ShippingTable | null;
}

export interface Surcharge extends Entry {
  items: Test | null;
  add: InCurrency<number> | null;
  each: InCurrency<number> | null;
  perWeight: Sized | null;
  free: boolean;
}

export interface Delivery {
  min: number;
  max: number;
  unit: DeliveryUnit;
  cutoff: Partial<Record<Weekday, number>> | null;
  /** As it is sent where no day is added. */
  written: Estimate;
}

/** A delivery estimate as it is sent. */
export interface Estimate {
  minimum: { unit: DeliveryUnit; value: number };
  maximum: { unit: DeliveryUnit; value: number };
}

export interface ShippingOption extends Entry {
  name: string;
  /** A shipping rate stored at Stripe; then there is no price. */
  use: string | null;
  price: Price | null;
  freeFrom: InCurrency<number> | null;
  surcharges: Surcharge[];
  min: InCurrency<number> | null;
  max: InCurrency<number> | null;
  roundTo: InCurrency<number> | null;
  delivery: Delivery | null;
  taxBehavior: 'inclusive' | 'exclusive' | 'unspecified' | null;
  taxCode: string | null;
  metadata: Record<string, string>;
}

export interface ShippingRules {
  options: ShippingOption[];
  /** At least every option whose condition is not false for where an order goes; the index only narrows. */
  near(to: PlaceFacts): readonly ShippingOption[];
  ships: Test | null;
  sort: 'as_written' | 'cheapest' | 'fastest';
  maxOptions: number;
  ifNone: 'empty' | 'omit';
}

export interface TaxRate extends Entry {
  /** The place in the order in which rates were written: the tie-breaker. */
  order: number;
  /** A row of a table: one of thousands, most of which no explanation is about. */
  tabled: boolean;
  name: string;
  percent: Decimal | null;
  use: string | null;
  where: PlaceTest | null;
  priority: number;
  compound: boolean;
  inclusive: boolean;
  shipping: boolean;
  /** As it is sent where it is not compound. */
  answer: TaxRateAnswer;
}

/** The rates of one class; the index only narrows. */
export interface RateIndex {
  /** At least every rate that holds, or could but for a missing address, in the order in which they were written. */
  near(address: PlaceFacts | null): Iterable<TaxRate>;
  /**
   * Also all of taxes.yaml, and rows of tables of which it is not known whether they hold: for explanations, and where a rate of unknown place may yet tell that an address is wanted.
   */
  around(address: PlaceFacts | null): Iterable<TaxRate>;
  /** Every rate. */
  all(): Iterable<TaxRate>;
}

export interface TaxExemption extends Entry {
  items: Test | null;
  where: PlaceTest | null;
  /** `null`: all. */
  priorities: ReadonlySet<number> | null;
}

export interface TaxRules {
  pricesIncludeTax: boolean;
  basedOn: 'shipping' | 'billing';
  classes: { name: string; items: Test; at: At }[];
  /** A class and those it is `like`, in the order of looking up. */
  chains: ReadonlyMap<string, readonly string[]>;
  rates: ReadonlyMap<string, RateIndex>;
  exempt: TaxExemption[];
  shipping: { taxed: boolean; class: string };
}

export interface ApprovalRule extends Entry {
  decision: Decision;
  declineIfUnknown: boolean;
  shadow: boolean;
}

export interface ApprovalRules {
  always: ApprovalRule[];
  rules: ApprovalRule[];
  default: Decision;
  at: At;
}

export interface FeeTier {
  upTo: InCurrency<number> | null;
  percent: Percent;
  fixed: InCurrency<number> | null;
  at: At;
}

export interface Fee extends Entry {
  items: Test | null;
  of: FeeBase;
  percent: Percent | null;
  fixed: InCurrency<number> | null;
  tiers: FeeTier[] | null;
  graduated: boolean;
  min: InCurrency<number> | null;
  max: InCurrency<number> | null;
}

export interface FeeRules {
  groups: { name: string; fees: Fee[] }[];
  limit: { min: InCurrency<number> | null; max: InCurrency<number> | null };
  transfer: { percent: Percent; of: FeeBase } | { amount: InCurrency<number> } | null;
}

/** The rules that answer one account's requests. */
export interface RuleSet {
  /** The account whose folder this is, `null` for the base. */
  folder: string | null;
  /** 16 hex digits over the compiled rules that answer. */
  revision: string;
  currency: string;
  timeZone: TimeZone;
  /** By the weekdays of the shipping file in force and the holidays of the account. */
  businessDays: BusinessDays;
  catalog: Catalog | null;
  shipping: ShippingRules | null;
  taxes: TaxRules | null;
  approval: ApprovalRules | null;
  fees: FeeRules | null;
}

/** A whole rule directory, compiled. */
export interface Directory {
  /** The base's revision. */
  revision: string;
  base: RuleSet;
  /** The rules for a request's `context`; `null` where the account is refused (`unknown: refuse`, or its folder is broken). */
  forAccount(account: string | null): RuleSet | null;
  /** Accounts whose folder is broken, by id. */
  broken: ReadonlySet<string>;
}
