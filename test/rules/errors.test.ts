/** Each thing that the specification of rules calls an error: that it is found, once, and where it stands. */
import { describe, expect, it } from 'vitest';
import { load, type Texts } from '../support/decide.ts';

const usd = 'currency: usd\n';
const settings = (more: string): Texts => ({ 'settings.yaml': `${usd}${more}\n` });
const option = (more: string): Texts => ({
  'shipping.yaml': `options:\n  - { id: std, name: S, price: 5, ${more} }\n`,
});
const price = (text: string): Texts => ({ 'shipping.yaml': `options:\n  - { id: std, name: S, price: ${text} }\n` });
const rates = (more: string): Texts => ({ 'taxes.yaml': `rates:\n  - { id: r, percent: 5, ${more} }\n` });
const where = (place: string): Texts => rates(`where: { ${place} }`);
const taxes = (...lines: string[]): Texts => ({ 'taxes.yaml': `${lines.join('\n')}\n` });
const rule = (more: string): Texts => ({ 'approval.yaml': `rules:\n  - { id: r, approve: true, ${more} }\n` });
const approve: Texts = { 'approval.yaml': 'default: approve\n' };
const fee = (more: string): Texts => ({ ...approve, 'fees.yaml': `fees:\n  - { id: f, ${more} }\n` });
const table = (text: string): Texts => ({ 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': text });
const prices = (text: string): Texts => ({
  'shipping.yaml': 'options:\n  - { id: std, name: S, price: { table: tables/t.csv } }\n',
  'tables/t.csv': text,
});
const account = (name: string, text: string, more: Texts = {}): Texts => ({
  [`accounts/acct_a/${name}`]: text,
  ...more,
});
const long = (count: number): string => 'x'.repeat(count);

type Case = [what: string, files: Texts, ...expected: string[]];

/** As the sections of the specification have them. */
const sections: Record<string, Case[]> = {
  '1. The directory': [
    ['anchors', price('&p 5'), 'shipping.yaml:2:32 yaml-feature'],
    [
      'aliases',
      taxes('rates:', '  - &r { id: a, percent: 5 }', '  - *r'),
      'taxes.yaml:2:5 yaml-feature',
      'taxes.yaml:3:5 yaml-feature',
      'taxes.yaml:3:5 wrong-type',
    ],
    ['tags', price('!!int 5'), 'shipping.yaml:2:32 yaml-feature'],
    ['merge keys', option('<<: {}'), 'shipping.yaml:2:35 yaml-feature'],
    ['a second document', { 'shipping.yaml': 'options: []\n---\noptions: []\n' }, 'shipping.yaml:2:1 yaml-feature'],
    ['duplicate keys', option('price: 6'), 'shipping.yaml:2:35 duplicate-key'],
    ['unknown keys', option('colour: red'), 'shipping.yaml:2:35 unknown-key'],
    ['text that begins with * without quotes', rule('when: { email: *@x.com }'), 'approval.yaml:2:44 unquoted'],
    [
      'text that begins with @ without quotes',
      { ...rule('when: { email: @x }'), 'lists/x.txt': 'a\n' },
      'approval.yaml:2:44 unquoted',
    ],
    [
      'an id twice',
      taxes('rates:', '  - { id: a, percent: 5 }', '  - { id: a, percent: 6, priority: 2 }'),
      'taxes.yaml:3:11 duplicate-id',
    ],
    [
      'an id of a rate that an exemption has',
      taxes('rates: [{ id: a, percent: 5 }]', 'exempt: [{ id: a, when: { livemode: false } }]'),
      'taxes.yaml:2:16 duplicate-id',
    ],
    [
      'an id of "always" that a rule has',
      { 'approval.yaml': 'always: [{ id: a, approve: true, shadow: true }]\nrules: [{ id: a, approve: true }]\n' },
      'approval.yaml:2:15 duplicate-id',
    ],
    [
      'an id of a surcharge twice',
      option('surcharges: [{ id: s, add: 1 }, { id: s, add: 2 }]'),
      'shipping.yaml:2:73 duplicate-id',
    ],
    ['an entry without id', taxes('rates:', '  - { percent: 5 }'), 'taxes.yaml:2:5 missing-key'],
    ['no settings.yaml', { 'settings.yaml': '' }, 'settings.yaml:1:1 wrong-type'],
    ['settings without currency', { 'settings.yaml': 'time_zone: UTC\n' }, 'settings.yaml:1:1 missing-key'],
    ['a file that is none', { 'notes.yaml': 'a: b\n' }, 'notes.yaml:1:1 unknown-file'],
  ],
  '2. Values': [
    ['an amount that is too fine', price('5.999'), 'shipping.yaml:2:32 bad-amount'],
    [
      'an amount that is too fine for its own currency',
      price('{ usd: 5, jpy: 800.5 }'),
      'shipping.yaml:2:47 bad-amount',
    ],
    ['5 ISK have no hundredths', price('{ usd: 5, isk: 800.50 }'), 'shipping.yaml:2:47 bad-amount'],
    ['a thousandth of a dinar', price('{ usd: 5, kwd: 5.125 }'), 'shipping.yaml:2:47 bad-amount'],
    ['an amount below 0', price('-5'), 'shipping.yaml:2:32 bad-amount'],
    ['an amount with a sign of its currency', price('$5'), 'shipping.yaml:2:32 bad-amount'],
    ['a threshold that is too fine', option('free_from: 0.001'), 'shipping.yaml:2:46 bad-amount'],
    [
      'a tier that is too fine',
      price('{ by: subtotal, tiers: [{ up_to: 1.001, price: 5 }] }'),
      'shipping.yaml:2:65 bad-amount',
    ],
    ['a bound that is too fine', option('when: { subtotal: { min: 1.001 } }'), 'shipping.yaml:2:60 bad-amount'],
    ['a percent above 100', taxes('rates: [{ id: a, percent: 101 }]'), 'taxes.yaml:1:27 bad-percent'],
    ['a percent of five decimals', taxes('rates: [{ id: a, percent: 1.00001 }]'), 'taxes.yaml:1:27 bad-percent'],
    ['a percent below 0', taxes('rates: [{ id: a, percent: -1 }]'), 'taxes.yaml:1:27 bad-percent'],
    ['a weight without unit', option('when: { weight: { max: 5 } }'), 'shipping.yaml:2:58 bad-weight'],
    ['a weight of an unknown unit', option('when: { weight: { max: 5 st } }'), 'shipping.yaml:2:58 bad-weight'],
    ['a delivery that is none', option('delivery: soon'), 'shipping.yaml:2:45 bad-delivery'],
    [
      'a delivery of an unknown unit',
      option('delivery: { min: 1, max: 2, unit: fortnight }'),
      'shipping.yaml:2:69 bad-delivery',
    ],
    ['a day that is not in the calendar', option('from: 2026-02-30'), 'shipping.yaml:2:41 bad-date'],
    ['a star inside', rule('when: { email: "a*b" }'), 'approval.yaml:2:44 bad-pattern'],
    ['a missing list', rule('when: { email: ["@gone"] }'), 'approval.yaml:2:45 unknown-list'],
    ['a number that is none', option('when: { quantity: few }'), 'shipping.yaml:2:53 bad-value'],
    [
      'bounds of which none is met',
      option('when: { quantity: { over: 5, max: 5 } }'),
      'shipping.yaml:2:53 impossible-range',
    ],
    [
      'a fee that is not given in each currency',
      { 'settings.yaml': `${usd}currencies: [usd, cad]\n`, ...fee('fixed: 1') },
      'fees.yaml:2:21 missing-currency',
    ],
    [
      'a bound in approval.yaml likewise',
      { 'settings.yaml': `${usd}currencies: [usd, cad]\n`, ...rule('when: { total: { min: { usd: 5 } } }') },
      'approval.yaml:2:51 missing-currency',
    ],
    ['UK', where('country: UK'), 'taxes.yaml:2:44 unknown-country'],
    ['EL', where('country: [DE, EL]'), 'taxes.yaml:2:49 unknown-country'],
    ...['US', 'CA', 'AU', 'BR', 'MX', 'IN', 'IT', 'ES'].map(
      (code): Case => [
        `a state that ${code} does not have`,
        where(`country: ${code}, state: QX`),
        'taxes.yaml:2:55 unknown-state',
      ],
    ),
    ['a range that is reversed', where('country: US, postal_code: 94999...94000'), 'taxes.yaml:2:61 impossible-range'],
    ['ends of different lengths', where('country: US, postal_code: 9400...94999'), 'taxes.yaml:2:61 impossible-range'],
    ['ends of different kinds', where('country: CA, postal_code: M5V...12X'), 'taxes.yaml:2:61 impossible-range'],
    ['a range of two areas', where('country: GB, postal_code: AB10...B15'), 'taxes.yaml:2:61 impossible-range'],
    ['a pattern that can match nothing', where('country: US, postal_code: ABC'), 'taxes.yaml:2:61 bad-pattern'],
    ['a code that is too short', where('country: NL, postal_code: 1012'), 'taxes.yaml:2:61 short-code'],
    ['a place of an unknown zone', where('zone: away'), 'taxes.yaml:2:41 unknown-zone'],
  ],
  '3. Conditions': [
    ...['shipping', 'tax', 'total'].map(
      (fact): Case => [
        `${fact} in customize`,
        option(`when: { ${fact}: { min: 1 } }`),
        'shipping.yaml:2:43 wrong-hook',
      ],
    ),
    ...[
      'bill_to: { country: US }',
      'payment: { type: card }',
      'email: a',
      'phone: a',
      'name: a',
      'shipping_offered: true',
    ].map((fact): Case => [`${fact} in customize`, rates(`when: { ${fact} }`), 'taxes.yaml:2:34 wrong-hook']),
    [
      'total of a line in customize',
      option('when: { items: { any: { total: { min: 1 } } } }'),
      'shipping.yaml:2:59 wrong-hook',
    ],
    ['a fact that is missing in customize', option('when: { missing: [email] }'), 'shipping.yaml:2:53 wrong-hook'],
    ['a bare line condition in a when', option('when: { items: { sku: A } }'), 'shipping.yaml:2:52 unknown-fact'],
    ['a fact of a line on the order', option('when: { sku: A }'), 'shipping.yaml:2:43 unknown-fact'],
    [
      'a column without a catalog that has it',
      { ...option('when: { items: { any: { colour: red } } }'), 'catalog.csv': 'id,size\nA,L\n' },
      'shipping.yaml:2:59 unknown-key',
    ],
    [
      'facts that differ from themselves',
      rule('when: { differ: [email, email] }'),
      'approval.yaml:2:45 impossible-range',
    ],
    ['an unknown day', option('when: { weekday: [someday] }'), 'shipping.yaml:2:53 bad-value'],
    ['an unknown time', option('when: { time: { after: "25:00" } }'), 'shipping.yaml:2:58 bad-date'],
    ['through before from', option('from: 2026-02-02, through: 2026-02-01'), 'shipping.yaml:2:53 impossible-range'],
    ['from within a when', option('when: { from: 2026-02-02 }'), 'shipping.yaml:2:43 not-allowed-here'],
    ['a payment of an unknown part', rule('when: { payment: { colour: red } }'), 'approval.yaml:2:48 unknown-fact'],
    [
      'a payment of an unknown country',
      rule('when: { payment: { country: UK } }'),
      'approval.yaml:2:57 unknown-country',
    ],
  ],
  '4. shipping.yaml': [
    [
      'a txr_ where a shr_ belongs',
      { 'shipping.yaml': 'options: [{ id: a, use: txr_1 }]\n' },
      'shipping.yaml:1:25 bad-value',
    ],
    [
      'a name of 101 characters',
      { 'shipping.yaml': `options: [{ id: a, name: ${long(101)}, price: 5 }]\n` },
      'shipping.yaml:1:26 past-limit',
    ],
    [
      'more than five options',
      { 'shipping.yaml': 'max_options: 6\noptions: [{ id: a, name: A, price: 5 }]\n' },
      'shipping.yaml:1:14 past-limit',
    ],
    ['a key of metadata of 41 characters', option(`metadata: { ${long(41)}: a }`), 'shipping.yaml:2:47 past-limit'],
    ['a value of metadata of 501 characters', option(`metadata: { a: ${long(501)} }`), 'shipping.yaml:2:50 past-limit'],
    ['brackets in a key of metadata', option('metadata: { "a[b]": c }'), 'shipping.yaml:2:47 bad-value'],
    [
      'tiers that do not ascend',
      price('{ by: quantity, tiers: [{ up_to: 5, price: 1 }, { up_to: 5, price: 2 }] }'),
      'shipping.yaml:2:80 impossible-range',
    ],
    [
      'an open tier that is not the last',
      price('{ by: quantity, tiers: [{ price: 1 }, { up_to: 5, price: 2 }] }'),
      'shipping.yaml:2:56 impossible-range',
    ],
    [
      'a cutoff of days that are no business days',
      option('delivery: { min: 1, max: 2, unit: day, cutoff: "14:00" }'),
      'shipping.yaml:2:74 bad-delivery',
    ],
    ['a price of nothing', price('{}'), 'shipping.yaml:2:32 missing-key'],
    [
      'an option without price',
      { 'shipping.yaml': 'options: [{ id: a, name: A }]\n' },
      'shipping.yaml:1:11 missing-key',
    ],
    [
      'a stored rate with a price',
      { 'shipping.yaml': 'options: [{ id: a, use: shr_1, price: 5 }]\n' },
      'shipping.yaml:1:32 not-allowed-here',
    ],
    ['min above max', price('{ base: 5, min: 9, max: 8 }'), 'shipping.yaml:2:48 impossible-range'],
    [
      'an unknown order',
      { 'shipping.yaml': 'sort: best\noptions: [{ id: a, name: A, price: 5 }]\n' },
      'shipping.yaml:1:7 bad-value',
    ],
  ],
  '5. taxes.yaml': [
    ['a shr_ where a txr_ belongs', taxes('rates: [{ id: a, use: shr_1 }]'), 'taxes.yaml:1:23 bad-value'],
    ['a name of 51 characters', rates(`name: ${long(51)}`), 'taxes.yaml:2:32 past-limit'],
    ['a priority that is no positive integer', rates('priority: 0'), 'taxes.yaml:2:36 bad-value'],
    [
      'compound over a stored rate without percent',
      taxes('rates:', '  - { id: a, use: txr_1 }', '  - { id: b, percent: 5, priority: 2, compound: true }'),
      'taxes.yaml:3:5 compound-unknown',
    ],
    [
      'a stored compound rate without percent',
      taxes('rates:', '  - { id: a, percent: 5 }', '  - { id: b, use: txr_1, priority: 2, compound: true }'),
      'taxes.yaml:3:5 compound-unknown',
    ],
    [
      'rates that meet and differ in inclusive',
      taxes('rates:', '  - { id: a, percent: 5 }', '  - { id: b, percent: 5, priority: 2, inclusive: true }'),
      'taxes.yaml:3:5 mixed-inclusive',
    ],
    [
      'six rates that meet',
      taxes('rates:', ...[1, 2, 3, 4, 5, 6].map((n) => `  - { id: r${n}, percent: 1, priority: ${n} }`)),
      'taxes.yaml:7:5 too-many-rates',
    ],
    ['a class that is not there', rates('class: food'), 'taxes.yaml:2:33 unknown-class'],
    [
      'like a class that is not there',
      taxes('classes: [{ class: food, like: drinks, items: { sku: A } }]', 'rates: [{ id: a, percent: 5 }]'),
      'taxes.yaml:1:32 unknown-class',
    ],
    [
      'classes that are like each other',
      taxes(
        'classes:',
        '  - { class: a, like: b, items: { sku: A } }',
        '  - { class: b, like: a, items: { sku: B } }',
        'rates: [{ id: a, percent: 5 }]',
      ),
      'taxes.yaml:3:23 bad-value',
      'taxes.yaml:2:23 bad-value',
    ],
    [
      'a shipping class that is not there',
      taxes('rates: [{ id: a, percent: 5 }]', 'shipping: { taxed: true, class: food }'),
      'taxes.yaml:2:33 unknown-class',
    ],
    ['a rate without percent', taxes('rates: [{ id: a }]'), 'taxes.yaml:1:9 missing-key'],
  ],
  '6. approval.yaml and fees.yaml': [
    [
      'a rule without decision',
      { 'approval.yaml': 'rules: [{ id: a, when: { email: x } }]\n' },
      'approval.yaml:1:9 missing-key',
    ],
    [
      'a rule with two decisions',
      { 'approval.yaml': 'rules: [{ id: a, approve: true, decline: No. }]\n' },
      'approval.yaml:1:18 not-allowed-here',
    ],
    ['if_unknown on a rule that approves', rule('if_unknown: decline'), 'approval.yaml:2:29 not-allowed-here'],
    [
      'total_without_tax beside items',
      fee('percent: 1, of: total_without_tax, items: { sku: A }'),
      'fees.yaml:2:26 not-allowed-here',
    ],
    ['shipping beside items', fee('percent: 1, of: shipping, items: { sku: A }'), 'fees.yaml:2:26 not-allowed-here'],
    ['percent beside tiers', fee('percent: 1, tiers: [{ percent: 2 }]'), 'fees.yaml:2:14 not-allowed-here'],
    ['a fee of nothing', fee('of: total'), 'fees.yaml:2:5 missing-key'],
    ['min above max', fee('percent: 1, min: 5, max: 4'), 'fees.yaml:2:31 impossible-range'],
    [
      'a limit of which min is above max',
      { ...approve, 'fees.yaml': 'fees: [{ id: a, percent: 1 }]\nlimit: { min: 5, max: 4 }\n' },
      'fees.yaml:2:15 impossible-range',
    ],
    [
      'a transfer of two kinds',
      { ...approve, 'fees.yaml': 'fees: [{ id: a, percent: 1 }]\ntransfer: { percent: 9, amount: 4 }\n' },
      'fees.yaml:2:11 missing-key',
    ],
  ],
  '7. CSV': [
    ['a file that is not UTF-8', table('country,percent\nUS,1\u0000\n'), 'tables/t.csv:1:1 not-utf8'],
    ['an unknown column', table('country,percent,colour\nUS,1,red\n'), 'tables/t.csv:1:17 unknown-key'],
    ['a row of other cells than the header', table('country,percent\nUS,1,2\n'), 'tables/t.csv:2:6 bad-csv'],
    ['a quote that is not closed', table('country,percent\n"US,1\n'), 'tables/t.csv:2:1 bad-csv'],
    ['a country that is none', table('country,percent\nDE;UK,1\n'), 'tables/t.csv:2:1 unknown-country'],
    ['a state that is none', table('country,state,percent\nUS,CAL,1\n'), 'tables/t.csv:2:4 unknown-state'],
    [
      'a code that can match nothing',
      table('country,postal_code,percent\nUS,94016;ABC,1\n'),
      'tables/t.csv:2:4 bad-pattern',
    ],
    ['a percent that is none', table('country,percent\nUS,x\n'), 'tables/t.csv:2:4 bad-percent'],
    ['a row without percent', table('country,percent\nUS,\n'), 'tables/t.csv:2:4 missing-key'],
    ['a flag that is none', table('country,percent,compound\nUS,1,maybe\n'), 'tables/t.csv:2:6 bad-value'],
    ['a class that is none', table('country,percent,class\nUS,1,food\n'), 'tables/t.csv:2:6 unknown-class'],
    ['a shr_ in a tax table', table('country,use\nUS,shr_1\n'), 'tables/t.csv:2:4 bad-value'],
    ['an id twice', table('country,percent,id\nUS,1,a\nDE,1,a\n'), 'tables/t.csv:3:6 duplicate-id'],
    ['a date that is none', table('country,percent,from\nUS,1,soon\n'), 'tables/t.csv:2:6 bad-date'],
    ['an amount that is too fine', prices('country,price\nUS,5.001\n'), 'tables/t.csv:2:4 bad-amount'],
    [
      'an amount that is too fine for the currency of its row',
      prices('country,price,currency\nJP,5.50,jpy\n'),
      'tables/t.csv:2:4 bad-amount',
    ],
    ['a weight without unit', prices('min_weight,price\n5,1\n'), 'tables/t.csv:2:1 bad-weight'],
    ['a quantity that is none', prices('min_quantity,price\nx,1\n'), 'tables/t.csv:2:1 bad-value'],
    ['a delivery that is none', prices('price,delivery\n1,soon\n'), 'tables/t.csv:2:3 bad-delivery'],
    ['a row for no option', prices('option,price\nstd,1\nexp,1\n'), 'tables/t.csv:3:1 unknown-id'],
    ['a catalog without SKUs', { 'catalog.csv': 'name\nA\n' }, 'catalog.csv:1:1 missing-key'],
    ['a SKU twice', { 'catalog.csv': 'id\nA\nA\n' }, 'catalog.csv:3:1 duplicate-id'],
    ['a price of the catalog that is none', { 'catalog.csv': 'id,price\nA,free\n' }, 'catalog.csv:2:3 bad-amount'],
    ['a table that is not there', taxes('tables: [tables/gone.csv]'), 'taxes.yaml:1:10 unknown-table'],
    ['a path that is not one of a table', taxes('tables: [rates.csv]'), 'taxes.yaml:1:10 bad-value'],
  ],
  '8. Accounts': [
    [
      'accounts in the settings of an account',
      account('settings.yaml', 'accounts: { unknown: refuse }\n'),
      'accounts/acct_a/settings.yaml:1:1 not-allowed-here',
    ],
    [
      'always in the approval of an account',
      account('approval.yaml', 'always: [{ id: a, approve: true }]\n'),
      'accounts/acct_a/approval.yaml:1:1 not-allowed-here',
    ],
    [
      'a file that an account may not have',
      account('fees.yaml', 'fees: []\n'),
      'accounts/acct_a/fees.yaml:1:1 not-allowed-here',
    ],
    [
      'a file that may_override does not name',
      account('taxes.yaml', 'rates: []\n', settings('accounts: { may_override: [shipping] }')),
      'accounts/acct_a/taxes.yaml:1:1 not-allowed-here',
    ],
    [
      'a folder that is not named like an account',
      { 'accounts/shop/shipping.yaml': 'options: []\n' },
      'accounts/shop/shipping.yaml:1:1 unknown-file',
    ],
    [
      'a file beside the folders',
      { 'accounts/shipping.yaml': 'options: []\n' },
      'accounts/shipping.yaml:1:1 unknown-file',
    ],
    [
      'a list of an account in a file of the base',
      { ...rule('when: { email: "@pro" }'), 'accounts/acct_a/lists/pro.txt': 'a\n' },
      'approval.yaml:2:44 unknown-list',
    ],
    [
      'a table of an account in a file of the base',
      { ...taxes('tables: [tables/t.csv]'), 'accounts/acct_a/tables/t.csv': 'country,percent\nUS,1\n' },
      'taxes.yaml:1:10 unknown-table',
    ],
    [
      'a zone of an account in a file of the base',
      { ...option('when: { to: home }'), 'accounts/acct_a/settings.yaml': 'zones: { home: { country: US } }\n' },
      'shipping.yaml:2:47 unknown-zone',
    ],
  ],
};

describe.each(Object.entries(sections))('%s', (_, cases) => {
  it.each(cases)('%s', (...[, files, ...expected]) => {
    const { problems } = load({ 'settings.yaml': usd, ...files });
    expect(problems.all.filter(({ severity }) => severity === 'error').map(({ at, code }) => `${at} ${code}`)).toEqual(
      expected,
    );
  });
});
