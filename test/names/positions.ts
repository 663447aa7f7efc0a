/** Every place of a rule directory where people write a name of their own, each with the name asked for in it. */
import type { Texts } from '../support/decide.ts';

export interface Position {
  files: (name: string) => Texts;
  /** The SKU of the order; the account that it comes from. */
  order?: (name: string) => { sku?: string; account?: string; state?: string; currency?: string };
}

const shipping = (more: string): string => `options:\n  - { id: a, name: A, price: 1, ${more} }\n`;
const option = '{ id: a, name: A, price: 1 }';
const rate = (more: string): string => `rates:\n  - { id: r, percent: 5, ${more} }\n`;
const approval = (condition: string): string => `rules:\n  - { id: a, decline: No., when: { ${condition} } }\n`;
const sku = (name: string) => ({ sku: name });

export const positions: Record<string, Position> = {
  'a key of settings.yaml': { files: (n) => ({ 'settings.yaml': `currency: usd\n${n}: 1\n` }) },
  'a key of shipping.yaml': { files: (n) => ({ 'shipping.yaml': `options: [${option}]\n${n}: 1\n` }) },
  'a key of an option': { files: (n) => ({ 'shipping.yaml': shipping(`${n}: 1`) }) },
  'a key of a condition': { files: (n) => ({ 'approval.yaml': approval(`${n}: 1`) }) },
  'a key of a place': { files: (n) => ({ 'approval.yaml': approval(`to: { country: US, ${n}: 1 }`) }) },
  'a key of a range': { files: (n) => ({ 'approval.yaml': approval(`total: { ${n}: 1 }`) }) },
  'a key of a payment': { files: (n) => ({ 'approval.yaml': approval(`payment: { ${n}: 1 }`) }) },
  'the file of a directory': { files: (n) => ({ [`${n}.yaml`]: 'a: 1\n', [`${n}.csv`]: 'a\n' }) },
  'the id of an option': { files: (n) => ({ 'shipping.yaml': `options:\n  - { id: ${n}, name: A, price: 1 }\n` }) },
  'the id of two options': {
    files: (n) => ({
      'shipping.yaml': `options:\n  - { id: ${n}, name: A, price: 1 }\n  - { id: ${n}, name: B, price: 2 }\n`,
    }),
  },
  'the name of an option': { files: (n) => ({ 'shipping.yaml': `options:\n  - { id: a, name: ${n}, price: 1 }\n` }) },
  'the id of a surcharge': { files: (n) => ({ 'shipping.yaml': shipping(`surcharges: [{ id: ${n}, add: 2 }]`) }) },
  'a key of metadata': { files: (n) => ({ 'shipping.yaml': shipping(`metadata: { ${n}: ${n} }`) }) },
  'a currency of an amount': {
    files: (n) => ({ 'shipping.yaml': `options:\n  - { id: a, name: A, price: { ${n}: 1 } }\n` }),
  },
  'the currency of the settings': { files: (n) => ({ 'settings.yaml': `currency: ${n}\ncurrencies: [${n}, usd]\n` }) },
  'the time zone': { files: (n) => ({ 'settings.yaml': `currency: usd\ntime_zone: ${n}\n` }) },
  'a stored rate': { files: (n) => ({ 'shipping.yaml': `options:\n  - { id: a, use: shr_${n} }\n` }) },
  'a zone': {
    files: (n) => ({
      'settings.yaml': `currency: usd\nzones: { ${n}: { country: US } }\n`,
      'shipping.yaml': shipping(`when: { to: ${n} }`),
    }),
  },
  'a zone that does not exist': { files: (n) => ({ 'shipping.yaml': shipping(`when: { to: ${n} }`) }) },
  'a zone within a place': { files: (n) => ({ 'shipping.yaml': shipping(`when: { to: { zone: ${n} } }`) }) },
  'a country': { files: (n) => ({ 'shipping.yaml': shipping(`when: { to: { country: ${n} } }`) }) },
  'a state': { files: (n) => ({ 'shipping.yaml': shipping(`when: { to: { country: US, state: ${n} } }`) }) },
  'a city': { files: (n) => ({ 'shipping.yaml': shipping(`when: { to: { country: US, city: ${n} } }`) }) },
  'a list': {
    files: (n) => ({ [`lists/${n}.txt`]: 'A\n', 'approval.yaml': approval(`items: { any: { sku: "@${n}" } }`) }),
  },
  'a list that does not exist': { files: (n) => ({ 'approval.yaml': approval(`items: { any: { sku: "@${n}" } }`) }) },
  'a line of a list': {
    files: (n) => ({ 'lists/l.txt': `${n}\n`, 'approval.yaml': approval('items: { any: { sku: "@l" } }') }),
    order: sku,
  },
  'a SKU of a rule': { files: (n) => ({ 'approval.yaml': approval(`items: { any: { sku: ${n} } }`) }), order: sku },
  'a SKU of no rule': {
    files: () => ({ 'approval.yaml': approval('items: { any: { sku: [A, B, C, D] } }') }),
    order: sku,
  },
  'a class': {
    files: (n) => ({
      'taxes.yaml': `classes:\n  - { class: ${n}, items: { sku: A } }\n${rate(`class: ${n}`)}`,
    }),
  },
  'a class that does not exist': { files: (n) => ({ 'taxes.yaml': rate(`class: ${n}`) }) },
  'the class that one is like': {
    files: (n) => ({
      'taxes.yaml': `classes:\n  - { class: a, like: ${n}, items: { sku: A } }\n${rate('priority: 1')}`,
    }),
  },
  'the id and name of a rate': {
    files: (n) => ({ 'taxes.yaml': `rates:\n  - { id: ${n}, name: ${n}, percent: 5 }\n` }),
  },
  'the class of shipping': {
    files: (n) => ({ 'taxes.yaml': `shipping: { taxed: true, class: ${n} }\n${rate('priority: 1')}` }),
  },
  'the id of an exemption': { files: (n) => ({ 'taxes.yaml': `${rate('priority: 1')}exempt: [{ id: ${n} }]\n` }) },
  'a table of taxes': {
    files: (n) => ({
      'taxes.yaml': `tables: [tables/${n}.csv]\n`,
      [`tables/${n}.csv`]: `country,percent,name,class,id\nUS,5,${n},standard,${n}\n`,
    }),
  },
  'a table that does not exist': { files: (n) => ({ 'taxes.yaml': `tables: [tables/${n}.csv]\n` }) },
  'a column of a tax table': {
    files: (n) => ({ 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': `country,percent,${n}\nUS,5,1\n` }),
  },
  'a table of shipping and its options': {
    files: (n) => ({
      'shipping.yaml': `options:\n  - { id: ${n}, name: A, price: { table: tables/${n}.csv } }\n`,
      [`tables/${n}.csv`]: `country,price,option\nUS,5,${n}\n`,
    }),
  },
  'a column of the catalog': {
    files: (n) => ({
      'catalog.csv': `id,price,${n}\nA,10.00 USD,yes\n`,
      'approval.yaml': approval(`items: { any: { ${n}: yes } }`),
    }),
  },
  'a column that the catalog does not have': {
    files: (n) => ({
      'catalog.csv': 'id,price\nA,10.00 USD\n',
      'approval.yaml': approval(`items: { any: { ${n}: yes } }`),
    }),
  },
  'a column twice': { files: (n) => ({ 'catalog.csv': `id,price,${n},${n}\nA,10.00 USD,a,b\n` }) },
  'a SKU of the catalog': {
    files: (n) => ({
      'catalog.csv': `id,price,weight\n${n},10.00 USD,1 kg\n`,
      'approval.yaml': approval('items: { any: { in_catalog: false } }'),
    }),
    order: sku,
  },
  'a SKU that the catalog does not have': {
    files: () => ({
      'catalog.csv': 'id,price,weight\nA,10.00 USD,1 kg\n',
      'shipping.yaml': shipping('when: { weight: { max: 5 kg } }'),
      'approval.yaml': approval('items: { any: { in_catalog: false } }'),
    }),
    order: sku,
  },
  'the id of a rule': {
    files: (n) => ({ 'approval.yaml': `rules:\n  - { id: ${n}, decline: ${n}, when: { currency: usd } }\n` }),
  },
  'facts that differ': { files: (n) => ({ 'approval.yaml': approval(`differ: [to.${n}, ${n}]`) }) },
  'facts that are known': { files: (n) => ({ 'approval.yaml': approval(`known: [${n}, items.${n}]`) }) },
  'the id and the group of a fee': {
    files: (n) => ({ 'fees.yaml': `fees:\n  - { id: ${n}, group: ${n}, percent: 5 }\n  - { id: b, percent: 1 }\n` }),
  },
  'the base of a fee': { files: (n) => ({ 'fees.yaml': `fees:\n  - { id: a, percent: 5, of: ${n} }\n` }) },
  'an account with a folder': {
    files: (n) => ({ 'shipping.yaml': shipping('min: 0'), [`accounts/acct_${n}/shipping.yaml`]: shipping('min: 3') }),
    order: (n) => ({ account: `acct_${n}` }),
  },
  'an account without a folder': {
    files: () => ({ 'shipping.yaml': shipping('min: 0'), 'accounts/acct_a/shipping.yaml': shipping('min: 3') }),
    order: (n) => ({ account: `acct_${n}` }),
  },
  'an account that is refused': {
    files: () => ({
      'settings.yaml': 'currency: usd\naccounts: { unknown: refuse }\n',
      'shipping.yaml': shipping('min: 0'),
    }),
    order: (n) => ({ account: `acct_${n}` }),
  },
  'the folder of no account': { files: (n) => ({ [`accounts/${n}/shipping.yaml`]: shipping('min: 0') }) },
  'what accounts may override': {
    files: (n) => ({ 'settings.yaml': `currency: usd\naccounts: { may_override: [${n}] }\n` }),
  },
  'the state of the order': {
    files: () => ({ 'taxes.yaml': rate('where: { country: US, state: [CA, NY] }') }),
    order: (n) => ({ state: n }),
  },
};
