/** The short form of an order in a test: only what matters to it, in major units. */
import type { At, Exact } from '../rules/model.ts';
import { currency, readAmount } from '../rules/parse/amount.ts';
import { integer } from '../rules/parse/number.ts';
import { decimal } from '../rules/patterns.ts';
import type { ProblemCode } from '../rules/problem.ts';
import { convert, flag, list, optional, type Shape, text } from '../rules/shape.ts';
import { map } from '../rules/shape-map.ts';
import { anyText, type Placed, placed } from './placed.ts';

export interface ShortAddress {
  at: At;
  country?: string;
  state?: string;
  city?: string;
  postal_code?: string;
  line1?: string;
  line2?: string;
}

export interface ShortItem {
  at: At;
  sku?: string;
  /** 1 where it is absent. */
  quantity?: number;
  /** Absent: the price in force in the catalog. */
  price?: Placed<Exact>;
  /** 0 where it is absent. */
  discount?: Placed<Exact>;
}

export interface ShortPayment {
  at: At;
  type?: string;
  brand?: string;
  funding?: string;
  country?: string;
  wallet?: string;
  iin?: string;
}

/** An order as a test writes it. What is absent is not in the request either, unless its comment says otherwise. */
export interface ShortForm {
  hook: 'customize' | 'finalize';
  at: At;
  account?: Placed<string>;
  /** Absent: the settings' currency. */
  currency?: string;
  /** Absent: true. */
  livemode?: boolean;
  /** Absent: false. */
  automatic_tax?: boolean;
  to?: ShortAddress;
  bill_to?: ShortAddress;
  items?: ShortItem[];
  /** An amount, or the id of a shipping option. */
  shipping?: Placed<string>;
  tax?: Placed<Exact>;
  payment?: ShortPayment;
  email?: string;
  phone?: string;
  name?: string;
}

/** An amount in major units of the order's currency. */
export const plainAmount: Shape<Placed<Exact>> = placed(
  text('an amount, such as 5.99', readAmount, { pattern: decimal('{0,11}'), number: { min: 0 } }),
);

const accountPattern = /^acct_[A-Za-z0-9_]{1,250}$/;
const account = placed(
  text(
    'the id of a connected account, such as acct_1abc',
    (written) => {
      if (accountPattern.test(written)) return { value: written };
      return {
        code: 'bad-value',
        fault: 'The id of a connected account is acct_ followed by letters, digits or underscores.',
      };
    },
    { pattern: accountPattern.source },
  ),
);

const address: Shape<ShortAddress> = map(
  'an address, such as { country: US, state: CA, postal_code: 94016 }',
  {
    country: optional(anyText, 'Two letters.'),
    state: optional(anyText, 'The state or province.'),
    city: optional(anyText, 'The city.'),
    postal_code: optional(anyText, 'The postal code.'),
    line1: optional(anyText, 'The street.'),
    line2: optional(anyText, 'More of the street.'),
  },
  {
    synonyms: {
      zip: 'postal_code',
      zip_code: 'postal_code',
      zipcode: 'postal_code',
      postcode: 'postal_code',
      postalcode: 'postal_code',
      province: 'state',
      region: 'state',
      town: 'city',
    },
  },
);

const item: Shape<ShortItem> = map(
  'an item, such as { sku: SKU0029, quantity: 3, price: 24.99 }',
  {
    sku: optional(anyText, 'The SKU.'),
    quantity: optional(integer(1, Number.MAX_SAFE_INTEGER), 'Units; 1 where it is absent.'),
    price: optional(plainAmount, 'Of one unit; the price in force in the catalog where it is absent.'),
    discount: optional(plainAmount, 'Of the whole line; 0 where it is absent.'),
  },
  { synonyms: { id: 'sku', qty: 'quantity', amount: 'price', unit_amount: 'price' } },
);

const payment: Shape<ShortPayment> = map(
  'a payment, such as { type: card, funding: prepaid }',
  {
    type: optional(anyText, 'The kind of payment; card where another key is of a card.'),
    brand: optional(anyText, 'Of the card.'),
    funding: optional(anyText, 'Of the card: credit, debit, prepaid or unknown.'),
    country: optional(anyText, 'Of the card.'),
    wallet: optional(anyText, 'The type of the wallet that holds the card.'),
    iin: optional(anyText, "The first digits of the card's number."),
  },
  { synonyms: { method: 'type', bin: 'iin' } },
);

const common = {
  account: optional(account, 'The connected account.'),
  currency: optional(currency, "The settings' where it is absent."),
  livemode: optional(flag, 'Whether the order is real; true where it is absent.'),
  automatic_tax: optional(flag, 'Whether Stripe Tax is on; false where it is absent.'),
  to: optional(address, 'The shipping address.'),
  bill_to: optional(address, 'The billing address.'),
  items: optional(list('a list of items', item), 'The lines of the order.'),
  shipping: optional(placed(anyText), "An amount, or an option's id."),
  tax: optional(plainAmount, 'What is added to the order as tax.'),
};

const synonyms = {
  address: 'to',
  ship_to: 'to',
  shipping_address: 'to',
  billing_address: 'bill_to',
  lines: 'items',
  line_items: 'items',
  context: 'account',
};

/** The order that a customize hook is about. */
export const customizeForm: Shape<ShortForm> = convert(
  map('an order, such as { to: {…}, items: […] }', common, { synonyms, elsewhere: onlyWhenPaid }),
  (form): ShortForm => ({ hook: 'customize', ...form }),
);

/** The order that a finalize hook is about. */
export const finalizeForm: Shape<ShortForm> = convert(
  map(
    'an order, such as { to: {…}, items: […], payment: {…} }',
    {
      ...common,
      payment: optional(payment, 'How it is paid.'),
      email: optional(anyText, "The customer's e-mail address."),
      phone: optional(anyText, "The customer's phone number."),
      name: optional(anyText, "The customer's name."),
    },
    { synonyms: { ...synonyms, payment_method: 'payment' } },
  ),
  (form): ShortForm => ({ hook: 'finalize', ...form }),
);

function onlyWhenPaid(key: string): { code: ProblemCode; message: string } | undefined {
  if (!['payment', 'email', 'phone', 'name'].includes(key)) return undefined;
  return { code: 'wrong-hook', message: `"${key}" is not in a customize request. It is known under "finalize".` };
}
