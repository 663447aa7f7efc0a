/**
 * A hook request in its one clean form. What may be missing is `null`; an empty text is missing; every amount is a
 * safe integer of minor units, and so is every `unitAmount` × `quantity` and every sum over the lines.
 */

/** An address with a country; one without is no address (`null` where it would stand). Texts are trimmed, else as sent. */
export interface Address {
  country: string;
  state: string | null;
  city: string | null;
  postalCode: string | null;
  line1: string | null;
  line2: string | null;
}

export interface Line {
  id: string;
  sku: string | null;
  name: string | null;
  /** A whole number from 1. */
  quantity: number;
  unitAmount: number | null;
  subtotal: number | null;
  discount: number | null;
  tax: number | null;
  total: number | null;
}

/** A shipping rate as the request lists it. */
export interface OfferedRate {
  id: string;
  amount: number | null;
}

interface Order {
  /** Opaque, for logs only. */
  id: string | null;
  livemode: boolean | null;
  /** The connected account: `acct_` and letters, digits or `_`. */
  account: string | null;
  /** Lower-case ISO 4217. */
  currency: string;
  lines: Line[];
  subtotal: number | null;
  discount: number | null;
  shipping: number | null;
  tax: number | null;
  total: number | null;
  /** `data.discounts` is a list that is not empty. */
  hasDiscounts: boolean;
  shipTo: Address | null;
  billTo: Address | null;
}

export interface CustomizeRequest extends Order {
  hook: 'customize';
  automaticTax: boolean;
  offered: OfferedRate[];
}

export interface Payment {
  type: string | null;
  brand: string | null;
  funding: string | null;
  country: string | null;
  wallet: string | null;
  iin: string | null;
}

export interface FinalizeRequest extends Order {
  hook: 'finalize';
  payment: Payment | null;
  email: string | null;
  phone: string | null;
  /** The name on the shipping details, else the one on the billing details. */
  name: string | null;
}

export interface PriceRequest {
  hook: 'price';
  id: string | null;
  livemode: boolean | null;
  account: string | null;
  sku: string;
}

export type HookRequest = CustomizeRequest | FinalizeRequest | PriceRequest;

/** The answers, as Stripe documents them. */
export interface ShippingRateData {
  display_name: string;
  fixed_amount: { amount: number; currency: string };
  tax_behavior?: 'inclusive' | 'exclusive' | 'unspecified';
  tax_code?: string;
  metadata?: Record<string, string>;
  delivery_estimate?: { minimum: { unit: string; value: number }; maximum: { unit: string; value: number } };
}

export type ShippingOptionAnswer = { shipping_rate: string } | { shipping_rate_data: ShippingRateData };
export type TaxRateAnswer =
  | { rate: string }
  | { rate_data: { display_name: string; inclusive: boolean; percentage: number } };

export interface CustomizeResponse {
  shipping_options?: ShippingOptionAnswer[];
  line_items?: { id: string; tax_rates: TaxRateAnswer[] }[];
}

export interface FinalizeResponse {
  manual_approval_details?: { type: 'approved' } | { type: 'declined'; declined: { reason: string } };
  application_fee_details?: { application_fee_amount: number; transfer_data?: { amount: number } };
}

export interface PriceResponse {
  sku_id: string;
  merchant_id: string;
  deleted?: true;
  availability?: { status: 'in_stock' | 'out_of_stock' | 'backorder' | 'preorder'; quantity?: number };
  price?: { unit_amount: number; currency: string };
  sale_price?: { unit_amount: number; currency: string; start_date: string; end_date: string };
  as_of?: number;
}

export type HookResponse = CustomizeResponse | FinalizeResponse | PriceResponse;
