/** A small rule directory in memory, and the tests of a case in it. */
import { type ExampleResult, runExamples } from '../../src/examples/run.ts';
import { compileFiles } from '../../src/node/load.ts';
import type { RuleFiles } from '../../src/rules/files.ts';

const rules: Record<string, string> = {
  'settings.yaml': `
currency: usd
currencies: [usd, cad]
time_zone: America/New_York
holidays: ["12-25", 2026-11-26]
`,
  'shipping.yaml': `
options:
  - { id: standard, name: Standard, when: { to: { country: US } }, price: { usd: 5.99, cad: 7.99 }, free_from: { usd: 50, cad: 70 }, delivery: 3-5 business days }
  - id: express
    name: Express
    when: { to: { country: US }, livemode: true }
    price: 14.99
    delivery: { min: 1, max: 2, unit: business_day, cutoff: "14:00" }
  - { id: courier, name: Courier, when: { to: { country: US, state: NY }, weekday: [mon, tue, wed, thu, fri] }, price: 19.00 }
  - { id: stored, use: shr_1Abc, when: { to: { country: CA } } }
`,
  'taxes.yaml': `
based_on: billing
classes:
  - { class: food, items: { sku: "FOOD-*" } }
rates:
  - { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }
  - { id: la, name: Los Angeles, percent: 2.25, where: { country: US, state: CA, postal_code: 900* }, priority: 2 }
  - { id: gb, use: txr_1Abc, percent: 20, where: { country: GB } }
  - { id: ny-2027, name: NY Sales Tax, percent: 4, where: { country: US, state: NY }, from: 2027-01-01 }
`,
  'approval.yaml': `
rules:
  - { id: abroad, decline: Not there., when: { to: { country: [CU, IR] } }, if_unknown: skip }
  - { id: prepaid, decline: Prepaid cards are not accepted., when: { payment: { funding: prepaid, type: card } }, if_unknown: skip }
  - { id: brand, decline: Not this brand., when: { payment: { brand: amex, country: US, wallet: link, iin: 340000 } }, if_unknown: skip }
  - { id: blocked, decline: Not you., when: { any: [ { email: x@example.com }, { phone: "+1555" }, { name: Mallory } ] } }
  - { id: billing, decline: Not from there., when: { bill_to: { country: DE } }, if_unknown: skip }
  - { id: shipping, decline: Not so dear., when: { shipping: { over: { usd: 100, cad: 100 } } } }
  - { id: offered, decline: The price of shipping has changed., when: { shipping_offered: false }, if_unknown: skip }
  - { id: watched, decline: Only a shadow., when: { total: { over: { usd: 500, cad: 500 } } }, shadow: true }
`,
  'fees.yaml': `
fees:
  - { id: pro, group: plan, when: { account: acct_1Pro }, percent: 1, of: total }
  - { id: plan, group: plan, when: { known: [account] }, percent: 2, of: total_without_tax }
  - { id: goods, group: goods, when: { known: [account] }, items: { sku: "FOOD-*" }, percent: 10, of: total }
transfer: { percent: 90, of: total }
`,
  'catalog.csv': `id,title,price,sale_price,sale_price_effective_date,availability
SOCKS,Wool socks,18.00 USD,,,in_stock
JACKET,Jacket,129.00 USD,99.00 USD,2026-11-20T00:00-05:00/2026-11-30T23:59-05:00,in_stock
FOOD-1,Honey,10.00 USD,,,in_stock
0012,Stickers,4.00 USD,,,in_stock
MAPLE,Maple syrup,12.00 CAD,,,in_stock
BLANK,No price,,,,in_stock
`,
};

export interface Outcome {
  /** `tests/a.yaml:3:5 unknown-key` */
  problems: string[];
  messages: string[];
  results: ExampleResult[];
}

/** Runs `files` on top of the rules above; a file that is `null` is not there. */
export function runDirectory(files: Record<string, string | null>): Outcome {
  const encoder = new TextEncoder();
  const all: RuleFiles = new Map();
  for (const [path, text] of Object.entries({ ...rules, ...files })) {
    if (text !== null) all.set(path, encoder.encode(text));
  }
  const loaded = compileFiles(all);
  const broken = loaded.problems.all.filter(({ severity, at }) => severity === 'error' && !at.startsWith('accounts/'));
  if (broken.length > 0) throw new Error(`the rules of the tests are broken: ${JSON.stringify(broken)}`);
  const { problems, results } = runExamples(loaded, all);
  return {
    problems: problems.all.map(({ at, code }) => `${at} ${code}`),
    messages: problems.all.map(({ message }) => message),
    results,
  };
}

/** Runs the one test whose keys these are: an order and an `expect`, in flow style. */
export function runTest(test: string, files: Record<string, string | null> = {}): Outcome {
  return runDirectory({
    ...files,
    'tests/a.yaml': `tests:\n  - name: A test\n    ${test.trim().replaceAll('\n', '\n    ')}\n`,
  });
}

/** The differences of the one test, `path: expected / seen`; nothing else may be wrong with it. */
export function differencesOf(test: string, files: Record<string, string | null> = {}): string[] {
  const { problems, messages, results } = runTest(test, files);
  if (problems.length > 0) throw new Error(`${problems}: ${messages}`);
  return results.flatMap(({ differences }) =>
    differences.map(({ path, expected, seen }) => `${path}: ${expected} / ${seen}`),
  );
}
