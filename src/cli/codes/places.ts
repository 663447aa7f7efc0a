/** Codes of problems with places, and with tax rates that meet at one. */
import { type Code, error, warn } from './code.ts';

const rate = (where: string): string => `rates:\n  - { id: local, percent: 7.25, where: ${where} }\n`;
const at = (col: number): string => `taxes.yaml:2:${col}`;

export const placeCodes = {
  'place-without-country': {
    severity: warn,
    means: 'A state or a postal code is named without a country.',
    why: 'CA is a state of five countries, and 10115 a postal code of a dozen.',
    fix: 'Name the country beside it.',
    wrong: { at: at(40), files: { 'taxes.yaml': rate('{ state: CA }') } },
    right: { 'taxes.yaml': rate('{ country: US, state: CA }') },
  },
  'place-everywhere-else': {
    severity: warn,
    means: 'A place is everything but something: it holds in every other country of the world.',
    why: 'It is often meant for the rest of one country.',
    fix: 'Name the country, and take out what is not meant: { country: US, except: … }.',
    wrong: { at: at(40), files: { 'taxes.yaml': rate('{ not: { country: US, state: HI } }') } },
    right: { 'taxes.yaml': rate('{ country: US, except: { country: US, state: HI } }') },
  },
  'stripe-country': {
    severity: warn,
    means: 'A state or a postal code belongs to a place that has a country of its own in the addresses of Stripe.',
    why: 'Such an address never comes: Jersey is JE and not GB, Puerto Rico is PR and not US.',
    fix: 'Name the country that the message says.',
    wrong: { at: at(62), files: { 'taxes.yaml': rate('{ country: US, state: PR }') } },
    right: { 'taxes.yaml': rate('{ country: PR }') },
  },
  'broad-prefix': {
    severity: warn,
    means: 'A prefix of British postal codes holds districts that were probably not meant.',
    why: 'E1* holds E10 to E18 too.',
    fix: 'Write the first part without a star, E1, which means that district and nothing else.',
    wrong: { at: at(68), files: { 'taxes.yaml': rate('{ country: GB, postal_code: E1* }') } },
    right: { 'taxes.yaml': rate('{ country: GB, postal_code: E1 }') },
  },
  'short-code': {
    severity: error,
    means: 'A postal code is too short for its country.',
    why: 'No address has it: the condition would never hold.',
    fix: 'Write the whole code, or a star behind it for all codes that begin so.',
    wrong: { at: at(68), files: { 'taxes.yaml': rate('{ country: NL, postal_code: 1012 }') } },
    right: { 'taxes.yaml': rate('{ country: NL, postal_code: 1012* }') },
  },
  'too-many-rates': {
    severity: error,
    means: 'More than five tax rates can apply to one line.',
    why: 'Stripe takes five at most.',
    fix: 'Give rates of which only one can be meant the same priority: then the most specific is chosen.',
    wrong: {
      at: 'taxes.yaml:7:5',
      files: {
        'taxes.yaml': `rates:\n${[1, 2, 3, 4, 5, 6].map((n) => `  - { id: r${n}, percent: ${n}, priority: ${n} }\n`).join('')}`,
      },
    },
    right: {
      'taxes.yaml': `rates:\n${[1, 2, 3, 4, 5].map((n) => `  - { id: r${n}, percent: ${n}, priority: ${n} }\n`).join('')}`,
    },
  },
  'mixed-inclusive': {
    severity: error,
    means: 'Of two tax rates that can apply to one line, one is part of the price and the other comes on top.',
    why: 'Which price the second is a percent of is not defined.',
    fix: 'Give both the same `inclusive`, or places that do not overlap.',
    wrong: {
      at: 'taxes.yaml:3:5',
      files: {
        'taxes.yaml':
          'rates:\n  - { id: state, percent: 6 }\n  - { id: city, percent: 1, priority: 2, inclusive: true }\n',
      },
    },
    right: {
      'taxes.yaml': 'rates:\n  - { id: state, percent: 6 }\n  - { id: city, percent: 1, priority: 2 }\n',
    },
  },
  'compound-unknown': {
    severity: error,
    means: 'A compound tax lies on a rate that is stored in Stripe and whose percent is not written here.',
    why: 'The effective percentage that is sent cannot be computed.',
    fix: 'Write the percent of the stored rate beside its `use`.',
    wrong: {
      at: 'taxes.yaml:3:5',
      files: {
        'taxes.yaml':
          'rates:\n  - { id: gst, use: txr_1MYC8u }\n  - { id: pst, percent: 8, priority: 2, compound: true }\n',
      },
    },
    right: {
      'taxes.yaml':
        'rates:\n  - { id: gst, use: txr_1MYC8u, percent: 5 }\n  - { id: pst, percent: 8, priority: 2, compound: true }\n',
    },
  },
  precision: {
    severity: warn,
    means: 'The effective percentage of a compound tax has more than four decimals and is rounded.',
    why: 'On large amounts a cent more or less may be collected than the law says.',
    fix: 'Live with it where the law allows, or write rates whose product has four decimals.',
    wrong: {
      at: 'taxes.yaml:3:5',
      files: {
        'taxes.yaml':
          'rates:\n  - { id: gst, percent: 5.125 }\n  - { id: pst, percent: 9.975, priority: 2, compound: true }\n',
      },
    },
    right: {
      'taxes.yaml': 'rates:\n  - { id: gst, percent: 5 }\n  - { id: pst, percent: 9.5, priority: 2, compound: true }\n',
    },
  },
  'different-elsewhere': {
    severity: warn,
    means: 'WooCommerce makes something else of this row of its tax export.',
    why: 'After a move some orders would be taxed otherwise than before.',
    fix: 'Look at whether the difference is welcome; often it is.',
    wrong: {
      at: 'tables/woo.csv:2:7',
      files: {
        'taxes.yaml': 'tables: [tables/woo.csv]\n',
        'tables/woo.csv':
          'Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class\nUS,CA,90012,,9.5,Tax,1,0,1,\n',
      },
    },
    right: {
      'taxes.yaml': 'tables: [tables/woo.csv]\n',
      'tables/woo.csv':
        'Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class\nUS,CA,90012*,,9.5,Tax,1,0,1,\n',
    },
  },
} as const satisfies Record<string, Code>;
