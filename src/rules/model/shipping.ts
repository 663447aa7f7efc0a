/** shipping.yaml */
import type { Condition, Weekday } from './condition.ts';
import type { Entry } from './entry.ts';
import type { Amount, At, Exact } from './value.ts';

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
