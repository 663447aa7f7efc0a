/** Codes of problems with names: of keys, facts, zones, lists, tables, and what is known in the world. */
import { both, type Code, error } from './code.ts';

const option = (more: string): string => `options:\n  - { id: standard, name: Standard, price: 5.99, ${more} }\n`;
const rule = (more: string): string => `rules:\n  - { id: known, approve: true, ${more} }\n`;
const rate = (more: string): string => `rates:\n  - { id: sales, percent: 7.25, ${more} }\n`;
const zones = 'currency: usd\nzones:\n  mainland: { country: US, except: { country: US, state: [AK, HI] } }\n';

export const nameCodes = {
  'unknown-key': {
    severity: error,
    means: 'A key, or a column of a table, is not known at this place.',
    why: 'What it says would be ignored.',
    fix: 'Correct its spelling, or take it out. rules/README.md has a table of all keys.',
    wrong: {
      at: 'shipping.yaml:3:5',
      files: { 'shipping.yaml': 'options:\n  - id: standard\n    dispaly_name: Standard\n    price: 5.99\n' },
    },
    right: { 'shipping.yaml': 'options:\n  - id: standard\n    name: Standard\n    price: 5.99\n' },
  },
  'duplicate-id': {
    severity: error,
    means: 'Two entries of a file, two tests, or two rows of a catalog have one id.',
    why: 'Explanations, logs and tests name entries by it; of two rows of one SKU either could be the right one.',
    fix: 'Give one of them another id, or take it out.',
    wrong: {
      at: 'taxes.yaml:3:11',
      files: {
        'taxes.yaml':
          'rates:\n  - { id: gst, percent: 5, where: { country: CA } }\n  - { id: gst, percent: 15, where: { country: NZ } }\n',
      },
    },
    right: {
      'taxes.yaml':
        'rates:\n  - { id: gst-ca, percent: 5, where: { country: CA } }\n  - { id: gst-nz, percent: 15, where: { country: NZ } }\n',
    },
  },
  'unknown-fact': {
    severity: error,
    means: 'A condition asks for something that an order does not have, or not there.',
    why: 'It would never hold.',
    fix: 'Correct its spelling, or put it where the message says: a country belongs into `to`, a SKU into `items`.',
    wrong: { at: 'shipping.yaml:2:58', files: { 'shipping.yaml': option('when: { country: US }') } },
    right: { 'shipping.yaml': option('when: { to: { country: US } }') },
  },
  'wrong-hook': {
    severity: error,
    means: 'A fact is asked for before it is known: shipping and taxes are decided while the cart is filled.',
    why: 'The total of an order, the payment and the e-mail address follow from it, or come later.',
    fix: 'Use `discounted` for the total. What concerns the payment belongs into approval.yaml or fees.yaml.',
    wrong: { at: 'shipping.yaml:2:58', files: { 'shipping.yaml': option('when: { total: { min: 100 } }') } },
    right: { 'shipping.yaml': option('when: { discounted: { min: 100 } }') },
  },
  'unknown-zone': {
    severity: error,
    means: 'A zone is named that settings.yaml does not define.',
    why: 'Where the entry applies is not known.',
    fix: 'Correct its name, or define it under `zones` in settings.yaml. An account sees its own zones and those of the base.',
    wrong: {
      at: 'shipping.yaml:2:62',
      files: { 'settings.yaml': zones, 'shipping.yaml': option('when: { to: mainlnad }') },
    },
    right: { 'settings.yaml': zones, 'shipping.yaml': option('when: { to: mainland }') },
  },
  'zone-cycle': {
    severity: error,
    means: 'A zone is made of itself, directly or by way of another.',
    why: 'What it holds cannot be said.',
    fix: 'Let one of them name its countries.',
    wrong: {
      at: 'settings.yaml:3:3',
      files: {
        'settings.yaml':
          'currency: usd\nzones:\n  north: { country: US, except: south }\n  south: { country: US, except: north }\n',
        'shipping.yaml': option('when: { to: [north, south] }'),
      },
    },
    right: {
      'settings.yaml':
        'currency: usd\nzones:\n  north: { country: US, except: south }\n  south: { country: US, state: [TX, FL] }\n',
      'shipping.yaml': option('when: { to: [north, south] }'),
    },
  },
  'unknown-list': {
    severity: error,
    means: 'A list is named, as "@name", and there is no file lists/name.txt.',
    why: 'What is on it is not known: a list of whom to refuse would refuse nobody.',
    fix: 'Correct the name, or write the file. A file of the base never looks into the folder of an account.',
    wrong: {
      at: 'approval.yaml:2:48',
      files: { 'approval.yaml': rule('when: { email: "@trusted" }') },
    },
    right: {
      'approval.yaml': rule('when: { email: "@trusted" }'),
      'lists/trusted.txt': '*@ourshop.example\n',
    },
  },
  'unknown-class': {
    severity: error,
    means: 'A tax class is named that `classes` does not define.',
    why: 'No line would ever have it, and the rate would never apply.',
    fix: 'Correct its name, or define it under `classes`.',
    wrong: { at: 'taxes.yaml:2:40', files: { 'taxes.yaml': rate('class: groceries') } },
    right: {
      'taxes.yaml':
        'classes:\n  - { class: groceries, items: { sku: "FOOD-*" } }\nrates:\n  - { id: sales, percent: 7.25, class: groceries }\n',
    },
  },
  'unknown-currency': {
    severity: error,
    means: 'A currency is not one of ISO 4217.',
    why: 'No order would ever be in it.',
    fix: 'Write its three letters: usd, eur, gbp.',
    wrong: { at: 'settings.yaml:1:11', files: { 'settings.yaml': 'currency: euro\n' } },
    right: { 'settings.yaml': 'currency: eur\n' },
  },
  'unknown-country': {
    severity: error,
    means: 'A country is not one of ISO 3166-1, by its two letters.',
    why: 'No address would ever be in it.',
    fix: 'The United Kingdom is GB, Greece GR. EU stands for every member of the European Union.',
    wrong: { at: 'taxes.yaml:2:51', files: { 'taxes.yaml': rate('where: { country: UK }') } },
    right: { 'taxes.yaml': rate('where: { country: GB }') },
  },
  'unknown-state': {
    severity: both,
    means: 'A state is not one of its country by ISO 3166-2.',
    why: 'In the US, CA, AU, BR, MX, IN, IT and ES no address would ever carry it. Elsewhere addresses may: that is a warning.',
    fix: 'Write the letters of an address: CA, not California or Cal.',
    wrong: { at: 'taxes.yaml:2:62', files: { 'taxes.yaml': rate('where: { country: US, state: CAL }') } },
    right: { 'taxes.yaml': rate('where: { country: US, state: CA }') },
  },
  'unknown-table': {
    severity: error,
    means: 'A table is named that is not there.',
    why: 'None of its rows would count.',
    fix: 'Correct the path, which begins with tables/, or write the file.',
    wrong: {
      at: 'taxes.yaml:1:10',
      files: { 'taxes.yaml': 'tables: [tables/us.csv]\n', 'tables/usa.csv': 'country,percent\nUS,5\n' },
    },
    right: { 'taxes.yaml': 'tables: [tables/us.csv]\n', 'tables/us.csv': 'country,percent\nUS,5\n' },
  },
} as const satisfies Record<string, Code>;
