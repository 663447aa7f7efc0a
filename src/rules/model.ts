/**
 * What a rule directory says, as plain JSON data: the output of `parse`, the content of a bundle, the input of `compile`.
 *
 * Every `at` tells where a thing was written. It is left out of the revision, so nothing but a position may have that key.
 */

/** `shipping.yaml:14:5`: the path relative to the rule directory, line and column from 1. */
export type At = string;

/** An exact decimal in canonical text: `5.99`, `0`, `1200`. Never a sign, an exponent or superfluous zeros. */
export type Exact = string;

/** An amount in major units: in the settings' currency, or one for each currency (lower-case ISO 4217). */
export type Amount = { plain: Exact; at: At } | { by: Record<string, Exact>; at: At };

/** `min` and `max` include the bound, `over` and `under` do not. A plain number is `min` and `max` at once. */
export interface Bounds<T> {
  min?: T;
  max?: T;
  over?: T;
  under?: T;
}

/** Patterns as written (`visa`, `LTD-*`, `@blocked`), any of which, or with `not` none of which, must match. */
export interface TextMatch {
  not: boolean;
  of: string[];
  at: At;
}

/** A place as written. In `here` all that is named must hold and `except` must not; `here` without a key is anywhere. */
export type Place =
  | {
      is: 'here';
      country?: TextMatch;
      state?: TextMatch;
      city?: TextMatch;
      postal_code?: TextMatch;
      zone?: Place;
      except?: Place;
      at: At;
    }
  | { is: 'zone'; zone: string; at: At }
  | { is: 'any'; of: Place[]; at: At }
  | { is: 'not'; of: Place; at: At };

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * A condition on an order, or (inside `items`) on one line. `fact` is the name as it is written: `subtotal`,
 * `payment.funding`, `sku`; on a line, a name that is not one of `lineFacts` is a column of the catalog.
 */
export type Condition =
  | { is: 'all'; of: Condition[]; at: At }
  | { is: 'any'; of: Condition[]; at: At }
  | { is: 'not'; of: Condition; at: At }
  | { is: 'place'; fact: 'to' | 'bill_to'; place: Place; at: At }
  | { is: 'text'; fact: string; match: TextMatch; at: At }
  | { is: 'flag'; fact: string; value: boolean; at: At }
  | { is: 'amount'; fact: string; bounds: Bounds<Amount>; at: At }
  | { is: 'number'; fact: string; bounds: Bounds<Exact>; at: At }
  /** Bounds in grams. */
  | { is: 'weight'; fact: string; bounds: Bounds<Exact>; at: At }
  /** `items: { any | every | no: … }` */
  | { is: 'lines'; which: 'any' | 'every' | 'no'; line: Condition; at: At }
  /** `items: { of: {…}, quantity: {…} }`: a sum over the lines that `line` takes. */
  | {
      is: 'sum';
      line: Condition;
      fact: 'quantity' | 'lines' | 'subtotal' | 'discounted' | 'weight';
      bounds: Bounds<Exact> | Bounds<Amount>;
      at: At;
    }
  | { is: 'weekday'; days: Weekday[]; at: At }
  /** Minutes after midnight. */
  | { is: 'time'; after?: number; before?: number; at: At }
  | { is: 'differ'; facts: [string, string]; at: At }
  /** `known` (value true) and `missing` (value false), one for each fact that was listed. */
  | { is: 'known'; fact: string; value: boolean; at: At };

/** Facts of an order whose values are text. */
export const orderTextFacts = ['account', 'currency', 'email', 'phone', 'name'] as const;
export const paymentFacts = ['type', 'brand', 'funding', 'country', 'wallet', 'iin'] as const;
export const addressFields = ['country', 'state', 'city', 'postal_code'] as const;
export const orderAmountFacts = ['subtotal', 'discount', 'discounted', 'shipping', 'tax', 'total'] as const;
/** Facts of a line that the request or Ratebook itself knows; every other name is a column of the catalog. */
export const lineFacts = [
  'sku',
  'name',
  'quantity',
  'units',
  'price',
  'subtotal',
  'discounted',
  'total',
  'in_catalog',
  'available',
  'price_matches',
  'over_limit',
] as const;

/** `2026-11-27`, `2026-11-27T18:00`, `2026-11-27T18:00:30`, or one of the latter with `Z` or `+02:00`. */
export type LocalTime = string;

/** What every entry has. */
export interface Entry {
  id: string;
  at: At;
  when?: Condition;
  from?: { time: LocalTime; at: At };
  through?: { time: LocalTime; at: At };
}

export interface Settings {
  at: At;
  currency?: { code: string; at: At };
  currencies?: { codes: string[]; at: At };
  time_zone?: { name: string; at: At };
  /** `2026-11-26`, or `12-25` for every year. */
  holidays?: string[];
  business_days?: Weekday[];
  zones?: { name: string; place: Place; at: At }[];
  accounts?: { may_override: OverridableFile[]; unknown: 'base' | 'refuse' };
}

export const overridableFiles = ['shipping', 'taxes', 'approval', 'fees', 'catalog'] as const;
export type OverridableFile = (typeof overridableFiles)[number];

export type MassUnit = 'kg' | 'lb';

export interface Tier {
  /** Absent on an open last tier. An amount for `subtotal` and `discounted`, a number for `quantity`, grams for `weight`. */
  up_to?: Amount | Exact;
  price: Amount;
  per_weight?: { amount: Amount; unit: MassUnit };
  at: At;
}

/** The parts are summed. */
export interface Price {
  at: At;
  base?: Amount;
  each?: Amount;
  each_additional?: Amount;
  per_weight?: { amount: Amount; unit: MassUnit };
  percent?: { percent: Exact; of: 'subtotal' | 'discounted' };
  tiers?: { by: 'subtotal' | 'discounted' | 'quantity' | 'weight'; tiers: Tier[] };
  /** Path relative to the folder of the file. */
  table?: { path: string; at: At };
}

export interface Surcharge extends Entry {
  items?: Condition;
  add?: Amount;
  each?: Amount;
  per_weight?: { amount: Amount; unit: MassUnit };
  free: boolean;
}

export const deliveryUnits = ['hour', 'day', 'business_day', 'month'] as const;
export type DeliveryUnit = (typeof deliveryUnits)[number];

export interface Delivery {
  min: number;
  max: number;
  unit: DeliveryUnit;
  /** Minutes after midnight; on a day without one, orders leave as if the cutoff had not passed. */
  cutoff?: Partial<Record<Weekday, number>>;
  at: At;
}

export interface ShippingOption extends Entry {
  /** Exactly one of `name` with `price`, or `use`. */
  name?: string;
  use?: string;
  price?: Price;
  free_from?: Amount;
  surcharges: Surcharge[];
  min?: Amount;
  max?: Amount;
  round_to?: Amount;
  delivery?: Delivery;
  tax_behavior?: 'inclusive' | 'exclusive' | 'unspecified';
  tax_code?: string;
  metadata: [key: string, value: string][];
}

export interface ShippingFile {
  at: At;
  options: ShippingOption[];
  ships?: { items: Condition };
  sort: 'as_written' | 'cheapest' | 'fastest';
  max_options: number;
  if_none: 'empty' | 'omit';
}

export interface TaxRate extends Entry {
  name: string;
  /** Absent only beside `use`. */
  percent?: Exact;
  use?: string;
  where?: Place;
  class: { name: string; at: At };
  priority: number;
  compound: boolean;
  inclusive?: boolean;
  /** Whether shipping bears it too. */
  shipping: boolean;
}

export interface TaxClass {
  class: string;
  like?: { name: string; at: At };
  items: Condition;
  at: At;
}

export interface TaxExemption extends Entry {
  items?: Condition;
  where?: Place;
  /** Absent: all. */
  priority?: number[];
}

export interface TaxesFile {
  at: At;
  prices_include_tax: boolean;
  based_on: 'shipping' | 'billing';
  classes: TaxClass[];
  rates: TaxRate[];
  tables: { path: string; at: At }[];
  exempt: TaxExemption[];
  shipping: { taxed: boolean; class: { name: string; at: At } };
}

export type Decision = { approve: true } | { decline: string };

export interface ApprovalRule extends Entry {
  decision: Decision;
  if_unknown: 'skip' | 'decline';
  /** Whether the file says so: `check` warns where a decline rule on such a fact does not. */
  if_unknown_given: boolean;
  shadow: boolean;
}

export interface ApprovalFile {
  at: At;
  always: ApprovalRule[];
  rules: ApprovalRule[];
  default: Decision;
}

export type FeeBase = 'subtotal' | 'discounted' | 'total' | 'total_without_tax' | 'shipping';

export interface FeeTier {
  up_to?: Amount;
  percent?: Exact;
  fixed?: Amount;
  at: At;
}

export interface Fee extends Entry {
  group: string;
  items?: Condition;
  of: FeeBase;
  percent?: Exact;
  fixed?: Amount;
  tiers?: FeeTier[];
  graduated: boolean;
  min?: Amount;
  max?: Amount;
}

export interface FeesFile {
  at: At;
  fees: Fee[];
  limit?: { min?: Amount; max?: Amount };
  transfer?: { percent: Exact; of: FeeBase } | { amount: Amount };
}

/** A CSV file: `lines[i]` is the line of the file on which `rows[i]` starts. Cells as written. */
export interface Table {
  path: string;
  columns: string[];
  rows: string[][];
  lines: number[];
  /** Which cells stand in quotes, a letter each (`q`, else `-`): of the header, then of each row; `''` where none does. */
  quotes?: string[];
}

/** One folder: the base directory, or `accounts/acct_…`. Absent files are absent here. */
export interface Folder {
  /** `''` for the base, else `accounts/acct_…/`. */
  prefix: string;
  settings?: Settings;
  shipping?: ShippingFile;
  taxes?: TaxesFile;
  approval?: ApprovalFile;
  fees?: FeesFile;
  catalog?: Table;
  /** By path relative to the folder: `tables/x.csv`. */
  tables: Record<string, Table>;
  /** By name: the values of `lists/NAME.txt`, as written. */
  lists: Record<string, string[]>;
}

/** The whole directory as parsed. */
export interface RuleSource {
  base: Folder;
  accounts: Record<string, Folder>;
}
