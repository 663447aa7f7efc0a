/** taxes.yaml */
import type { Condition } from './condition.ts';
import type { Entry } from './entry.ts';
import type { At, Exact, Place } from './value.ts';

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
