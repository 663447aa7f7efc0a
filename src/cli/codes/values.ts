/** Codes of problems with single values. */
import { both, type Code, error } from './code.ts';

const option = (more: string): string => `options:\n  - { id: standard, name: Standard, price: 5.99, ${more} }\n`;

export const valueCodes = {
  'missing-key': {
    severity: both,
    means: 'Something that must be said is not: a key, a column, the cell of a row.',
    why: 'The entry does not say what it is for, or what it costs.',
    fix: 'Add the key; the message says what is expected there.',
    wrong: { at: 'shipping.yaml:2:5', files: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard }\n' } },
    right: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.99 }\n' },
  },
  'wrong-type': {
    severity: error,
    means: 'A text stands where a list or a map is expected, or the other way round; or nothing stands there.',
    why: 'What stands there cannot be understood.',
    fix: 'Write what the message expects. A list has a "-" before each item, or brackets around them.',
    wrong: {
      at: 'shipping.yaml:2:3',
      files: { 'shipping.yaml': 'options:\n  standard: { name: Standard, price: 5.99 }\n' },
    },
    right: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.99 }\n' },
  },
  'bad-value': {
    severity: both,
    means: 'A value is not one of those that are possible at this place.',
    why: 'What it was meant to say is not known.',
    fix: 'Write one of the values that the message names.',
    wrong: {
      at: 'shipping.yaml:1:7',
      files: { 'shipping.yaml': 'sort: price\noptions:\n  - { id: standard, name: Standard, price: 5.99 }\n' },
    },
    right: { 'shipping.yaml': 'sort: cheapest\noptions:\n  - { id: standard, name: Standard, price: 5.99 }\n' },
  },
  'bad-amount': {
    severity: error,
    means: 'An amount is not a plain number, is negative, or is finer than the smallest amount that Stripe takes.',
    why: 'Amounts are exact: none is ever rounded before it is used.',
    fix: 'Write major units with a point and no sign of the currency: 5.99. Whole amounts for currencies without cents.',
    wrong: {
      at: 'shipping.yaml:2:44',
      files: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.999 }\n' },
    },
    right: { 'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.99 }\n' },
  },
  'bad-percent': {
    severity: error,
    means: 'A percent is not a number from 0 to 100 with at most four decimals.',
    why: 'Stripe takes no other tax rate.',
    fix: 'Write 7.25 or 7.25% for seven and a quarter percent.',
    wrong: { at: 'taxes.yaml:2:27', files: { 'taxes.yaml': 'rates:\n  - { id: us-ca, percent: 7.25001 }\n' } },
    right: { 'taxes.yaml': 'rates:\n  - { id: us-ca, percent: 7.25 }\n' },
  },
  'bad-weight': {
    severity: error,
    means: 'A weight is not a number with a unit.',
    why: 'A pound is not a kilogram.',
    fix: 'Write the unit: 500 g, 2.5 kg, 8 oz or 3 lb.',
    wrong: {
      at: 'shipping.yaml:2:73',
      files: { 'shipping.yaml': option('when: { weight: { max: 20 } }') },
    },
    right: { 'shipping.yaml': option('when: { weight: { max: 20 kg } }') },
  },
  'bad-delivery': {
    severity: error,
    means: 'A delivery time is not one that can be sent.',
    why: 'Stripe takes hours, days, business days, weeks, months and years; 1 at least.',
    fix: 'Write 3-5 business days, 2 days, 24-48 hours or 1 month.',
    wrong: { at: 'shipping.yaml:2:60', files: { 'shipping.yaml': option('delivery: 3-5 workdays') } },
    right: { 'shipping.yaml': option('delivery: 3-5 business days') },
  },
  'bad-date': {
    severity: error,
    means: 'A date or a time is not one, or is not written as year, month, day.',
    why: '05/06 is June in one country and May in another.',
    fix: 'Write 2026-11-27, 2026-11-27T18:00 or, for a time of day, "18:00".',
    wrong: { at: 'shipping.yaml:2:56', files: { 'shipping.yaml': option('from: 27.11.2026') } },
    right: { 'shipping.yaml': option('from: 2026-11-27') },
  },
  'bad-pattern': {
    severity: error,
    means: 'A text or a postal code to compare with is empty, has a star inside, or can match nothing.',
    why: 'The condition would never hold.',
    fix: 'One star at the begin and one at the end stand for anything; a range has three dots: 94000...94999.',
    wrong: {
      at: 'shipping.yaml:2:87',
      files: { 'shipping.yaml': option('when: { items: { no: { sku: [GIFT-*, A*-USED] } } }') },
    },
    right: { 'shipping.yaml': option('when: { items: { no: { sku: [GIFT-*, "*-USED"] } } }') },
  },
  'impossible-range': {
    severity: error,
    means: 'The lower end of a range lies above the upper one, or nothing lies between them.',
    why: 'The condition would never hold.',
    fix: 'Swap the ends.',
    wrong: { at: 'shipping.yaml:2:68', files: { 'shipping.yaml': option('when: { quantity: { min: 10, max: 3 } }') } },
    right: { 'shipping.yaml': option('when: { quantity: { min: 3, max: 10 } }') },
  },
  'past-limit': {
    severity: error,
    means: 'A value is longer, larger, or there are more of them, than Stripe takes.',
    why: 'Stripe would refuse the answer, and the customer would see no checkout.',
    fix: 'Make it shorter or smaller; the message names the limit.',
    wrong: {
      at: 'taxes.yaml:2:21',
      files: {
        'taxes.yaml':
          'rates:\n  - { id: la, name: Los Angeles County and City and District Sales and Use Tax, percent: 9.5 }\n',
      },
    },
    right: { 'taxes.yaml': 'rates:\n  - { id: la, name: Los Angeles Sales Tax, percent: 9.5 }\n' },
  },
  'missing-currency': {
    severity: both,
    means: 'An amount is not given in each currency that is sold in, or a price of the catalog names none.',
    why: 'In that currency a fee would not be taken, and a rule that should decline would be unknown.',
    fix: 'Write a map with one amount for each: { usd: 0.30, cad: 0.40 }.',
    wrong: {
      at: 'fees.yaml:2:38',
      files: {
        'settings.yaml': 'currency: usd\ncurrencies: [usd, cad]\n',
        'approval.yaml': 'default: approve\n',
        'fees.yaml': 'fees:\n  - { id: plan, percent: 2.9, fixed: 0.30 }\n',
      },
    },
    right: {
      'settings.yaml': 'currency: usd\ncurrencies: [usd, cad]\n',
      'approval.yaml': 'default: approve\n',
      'fees.yaml': 'fees:\n  - { id: plan, percent: 2.9, fixed: { usd: 0.30, cad: 0.40 } }\n',
    },
  },
} as const satisfies Record<string, Code>;
