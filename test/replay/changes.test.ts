import { describe, expect, it } from 'vitest';
import { changeText } from '../../src/cli/replay-words.ts';
import type { Tally } from '../../src/replay/tally.ts';
import { directory, type Texts } from '../support/decide.ts';
import { lineOf, tallyOf } from '../support/replay.ts';
import { address, customize, finalize, type JsonObject, line, price } from '../support/requests.ts';

const rules: Texts = {
  'settings.yaml': 'currency: usd\ncurrencies: [usd, cad]\ntime_zone: America/New_York\n',
  'shipping.yaml': `options:
  - { id: standard, name: Standard, price: 5.99, when: { to: { country: US } }, delivery: 3-5 days }
  - id: express
    name: Express
    price: { table: tables/express.csv }
    surcharges:
      - { id: fragile, add: 2.00, items: { sku: "0012" } }
`,
  'tables/express.csv': 'country,price\nUS,10.00\n,20.00\n',
  'taxes.yaml': `rates:
  - { id: ca, name: CA Tax, percent: 7.25, where: { country: US, state: CA } }
  - { id: sf, name: SF Tax, percent: 1, where: { country: US, state: CA, city: San Francisco }, priority: 2 }
exempt:
  - { id: food, items: { sku: FOOD-1 } }
`,
  'approval.yaml': `rules:
  - { id: prepaid, decline: No prepaid cards., when: { payment: { funding: prepaid } } }
  - { id: large, decline: Too much., when: { total: { over: { usd: 500.00, cad: 600.00 } } } }
default: approve
`,
  'fees.yaml': `fees:
  - { id: plan, group: plan, percent: 2, of: total }
  - { id: goods, group: goods, percent: 5, of: subtotal }
`,
  'catalog.csv': 'id,title,price,availability\n0012,Blanket,24.99 USD,in_stock\n',
};

/** The rules with a text in a file put in the place of another. */
function changed(file: string, from: string, to: string): Texts {
  const text = rules[file]!;
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return { ...rules, [file]: text.replace(from, to) };
}

const prepaid: JsonObject = { payment_method_details: { type: 'card', card: { funding: 'prepaid' } } };
const requests: JsonObject[] = [
  customize(),
  customize({
    shipping_details: { address: address({ country: 'CA', state: 'ON', postal_code: 'M5V 3L9' }) },
    currency: 'cad',
  }),
  customize({ line_item_details: [line('li_1', { sku_id: 'FOOD-1' }), line('li_2')] }, { context: 'acct_shop' }),
  finalize({}, { context: 'acct_shop' }),
  finalize(prepaid),
  finalize({ amount_total: 70_000 }),
  price(),
];

/** What changes, how often, and by which entries: of a log against rules, and of one directory against the other. */
function told(tally: Tally): string[] {
  return tally.groups.map((group) => {
    const causes = group.change.causes.map(({ entry, before, after }) => `${entry} ${before ?? '-'} ${after ?? '-'}`);
    return [`${group.decisions} × ${changeText(group.change, group.currency, group)}`, ...causes].join(' | ');
  });
}

const lines = requests.map((json) => lineOf(directory(rules), json));
const diff = (after: Texts): Tally => tallyOf(lines, directory(after), directory(rules));
const replay = (after: Texts): Tally => tallyOf(lines, directory(after));

const cases: [what: string, after: Texts, told: string[], replayed?: string[]][] = [
  [
    'a price',
    changed('shipping.yaml', '5.99', '6.49'),
    ['2 × standard 5.99 → 6.49 USD | shipping.standard shipping.yaml:2:5 shipping.yaml:2:5'],
    ['2 × standard 5.99 → 6.49 USD | shipping.standard - shipping.yaml:2:5'],
  ],
  [
    'a row of a table',
    changed('tables/express.csv', 'US,10.00', 'US,11.00'),
    [
      '2 × express 12.00 → 13.00 USD | shipping.express shipping.yaml:3:5 shipping.yaml:3:5' +
        ' | shipping.express, table tables/express.csv:2:1 tables/express.csv:2:1',
    ],
    [
      '2 × express 12.00 → 13.00 USD | shipping.express - shipping.yaml:3:5' +
        ' | shipping.express, table - tables/express.csv:2:1',
    ],
  ],
  [
    'a surcharge',
    changed('shipping.yaml', 'add: 2.00', 'add: 3.00'),
    [
      '2 × express 12.00 → 13.00 USD | shipping.express shipping.yaml:3:5 shipping.yaml:3:5' +
        ' | shipping.express, surcharge fragile shipping.yaml:7:9 shipping.yaml:7:9',
    ],
  ],
  [
    'a delivery',
    changed('shipping.yaml', '3-5 days', '2-4 days'),
    ['2 × standard delivery_estimate: 3–5 day → 2–4 day | shipping.standard shipping.yaml:2:5 shipping.yaml:2:5'],
  ],
  [
    'an option that goes',
    changed('shipping.yaml', 'when: { to: { country: US } }', 'when: { to: { country: MX } }'),
    ['2 × standard is not offered any more, 5.99 USD | shipping.standard shipping.yaml:2:5 shipping.yaml:2:5'],
  ],
  [
    'an option that is there no more',
    changed('shipping.yaml', 'id: standard', 'id: cheap'),
    [
      '2 × standard is not offered any more, 5.99 USD | shipping.standard shipping.yaml:2:5 -',
      '2 × cheap is offered now, 5.99 USD | shipping.cheap - shipping.yaml:2:5',
    ],
  ],
  [
    'the order of options',
    { ...rules, 'shipping.yaml': `${rules['shipping.yaml']}sort: cheapest\nmax_options: 1\n` },
    ['2 × express is not offered any more, 12.00 USD | shipping.express shipping.yaml:3:5 shipping.yaml:3:5'],
  ],
  [
    'a rate',
    changed('taxes.yaml', 'percent: 7.25', 'percent: 7.5'),
    ['2 × tax: CA Tax 7.25 %, SF Tax 1 % → CA Tax 7.5 %, SF Tax 1 % | taxes.ca taxes.yaml:2:5 taxes.yaml:2:5'],
  ],
  [
    'a rate that goes',
    changed('taxes.yaml', 'city: San Francisco', 'city: Oakland'),
    ['2 × tax: CA Tax 7.25 %, SF Tax 1 % → CA Tax 7.25 % | taxes.sf taxes.yaml:3:5 taxes.yaml:3:5'],
  ],
  [
    'an exemption that takes more',
    changed('taxes.yaml', 'sku: FOOD-1', 'sku: ["FOOD-1", "0012"]'),
    [
      '2 × tax: CA Tax 7.25 %, SF Tax 1 % → none | taxes.ca taxes.yaml:2:5 taxes.yaml:2:5' +
        ' | taxes.food - taxes.yaml:5:5 | taxes.sf taxes.yaml:3:5 taxes.yaml:3:5',
    ],
  ],
  [
    'a rule that lets go',
    changed('approval.yaml', 'funding: prepaid', 'funding: debit'),
    [
      '1 × declined “No prepaid cards.” → approved | approval.prepaid approval.yaml:2:5 approval.yaml:2:5',
      '1 × fee none → 3.62 USD | approval.prepaid approval.yaml:2:5 approval.yaml:2:5',
    ],
  ],
  [
    'a rule that takes more',
    changed('approval.yaml', 'usd: 500.00', 'usd: 50.00'),
    [
      '1 × approved → declined “Too much.” | approval.large approval.yaml:3:5 approval.yaml:3:5',
      '1 × fee 3.62 USD → none | approval.large approval.yaml:3:5 approval.yaml:3:5',
    ],
  ],
  [
    'a reason',
    changed('approval.yaml', 'Too much.', 'Less please.'),
    ['1 × declined “Too much.” → declined “Less please.” | approval.large approval.yaml:3:5 approval.yaml:3:5'],
  ],
  [
    'a fee',
    changed('fees.yaml', 'percent: 2,', 'percent: 3,'),
    ['1 × fee 3.62 → 4.18 USD | fees.plan fees.yaml:2:5 fees.yaml:2:5'],
    ['1 × fee 3.62 → 4.18 USD | fees.plan - fees.yaml:2:5 | fees.goods - fees.yaml:3:5'],
  ],
  [
    'a fee that is new',
    { ...rules, 'fees.yaml': `${rules['fees.yaml']}  - { id: more, group: more, fixed: { usd: 1.00, cad: 1.00 } }\n` },
    ['1 × fee 3.62 → 4.62 USD | fees.more - fees.yaml:4:5'],
  ],
  [
    'the catalog',
    changed('catalog.csv', '24.99 USD', '19.99 USD'),
    ['1 × price: 2499 usd → 1999 usd | catalog.0012 catalog.csv:2:1 catalog.csv:2:1'],
  ],
  [
    'whom the rules answer',
    { ...rules, 'settings.yaml': `${rules['settings.yaml']}accounts: { unknown: refuse }\n` },
    ['2 × answer: answered → refused'],
  ],
  ['nothing', { ...rules, 'shipping.yaml': `# a comment\n${rules['shipping.yaml']}` }, []],
];

describe('what changes is told with the entry that makes it', () => {
  it.each(cases)('%s', (_what, after, expected, replayed) => {
    expect(told(diff(after))).toEqual(expected);
    // Of what was recorded the places in the rules are not known.
    const without = expected.flatMap((text) => {
      const causes = text.split(' | ').map((cause) => cause.replace(/^(\w+\.\S+(?:, [a-z ]+)?) \S+ (\S+)$/, '$1 - $2'));
      return causes.join(' | ');
    });
    if (replayed !== undefined) expect(told(replay(after))).toEqual(replayed);
    else if (!/surcharge|exempt/.test(_what)) expect(told(replay(after))).toEqual(without);
  });

  it('to decisions that change, and no others', () => {
    const tally = replay(changed('shipping.yaml', '5.99', '6.49'));
    expect(tally.first.map(({ asked }) => asked.where)).toEqual(['line 1', 'line 3']);
    expect([tally.decisions, tally.changes, tally.changed.customize, tally.notReplayable]).toEqual([7, 2, 2, 0]);
  });
});

describe('the sums', () => {
  const sumsOf = (after: Texts, account: string | null, currency = 'usd') => {
    const sums = replay(after).money.all.find((one) => one.account === account && one.currency === currency)!;
    const [before, now] = [sums.before, sums.after].map((side) =>
      Object.fromEntries(Object.entries(side).map(([key, value]) => [key, Number(value)])),
    );
    return { country: sums.country, before, after: now };
  };

  it('count tax by the rates of the answer, shipping by the first option, fees, and declines', () => {
    // 49.98 at 7.25 % is 3.62, at 1 % 0.50; of the fee 2 % of 55.97 and 5 % of 49.98.
    const shop = {
      answers: 1,
      shipping: 599,
      tax: 362 + 50,
      orders: 1,
      fees: 362,
      declines: 0,
      declined: 0,
      refused: 0,
    };
    const own = { answers: 1, shipping: 599, tax: 412, orders: 2, fees: 0, declines: 2, declined: 75_597, refused: 0 };
    expect(sumsOf(rules, 'acct_shop')).toEqual({ country: 'US', before: shop, after: shop });
    expect(sumsOf(rules, null)).toEqual({ country: 'US', before: own, after: own });
    expect(sumsOf(rules, null, 'cad')).toMatchObject({ country: 'CA', before: { answers: 1, shipping: 0, tax: 0 } });
  });

  it('have both sides by the same measure', () => {
    const { before, after } = sumsOf(changed('approval.yaml', 'funding: prepaid', 'funding: debit'), null);
    expect([before!.declines, after!.declines, before!.declined, after!.declined, before!.fees, after!.fees]).toEqual([
      2, 1, 75_597, 70_000, 0, 362,
    ]);
  });

  it('take the option that the customer has chosen', () => {
    const shipping_rate = { id: 'shr_1', metadata: { ratebook_option: 'express' } };
    const chosen = customize({ shipping_details: { address: address(), shipping_rate } });
    const tally = tallyOf([lineOf(directory(rules), chosen)], directory(changed('tables/express.csv', '10', '15')));
    expect(tally.money.all).toMatchObject([{ before: { shipping: 1200n }, after: { shipping: 1700n } }]);
  });

  it('count tax that a price contains', () => {
    const included = changed('taxes.yaml', 'rates:', 'prices_include_tax: true\nrates:');
    // 49.98 holds 8.25 %: 7.25 / 108.25 of it is 3.35, 1 / 108.25 is 0.46.
    expect(sumsOf(included, null).after).toMatchObject({ tax: 335 + 46 });
  });

  it('never add currencies', () => {
    expect(replay(rules).money.totals.map(({ currency }) => currency)).toEqual(['cad', 'usd']);
  });
});
