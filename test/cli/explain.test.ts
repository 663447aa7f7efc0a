/** Questions that a support person asks, each answered by lines of an explanation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/explain.ts';
import { loadRules } from '../../src/node/load.ts';
import { temporary } from '../support/command.ts';
import { lineOf } from '../support/replay.ts';

const removed: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removed.splice(0)) await remove();
});

async function ask(name: string, text: string, options: { rules?: string; at?: string; json?: boolean } = {}) {
  const { dir, remove } = await temporary({ [name]: text });
  removed.push(remove);
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), color: false, env: {} };
  const code = await explain(join(dir, name), { rules: 'rules', ...options }, io);
  return { code, out: out.join('\n'), err: err.join('\n').replaceAll(`${dir}/`, '') };
}

const monday = 'at: 2026-11-16T10:00-05:00';
const la = 'to: { country: US, state: CA, postal_code: 90012 }';
const nyc = 'to: { country: US, state: NY, city: New York, postal_code: 10001 }';
const us = `${la}, email: dana@example.com`;
const account = 'account: acct_1HofladenBerlin, currency: eur, email: a@b.example';

const questions: [question: string, order: string, lines: string[]][] = [
  [
    'Why was express not offered?',
    `${monday}\ncustomize: { ${la}, items: [{ sku: KETTLEBELL-24 }] }`,
    ['  · Express: not offered  rules/shipping.yaml:28', '      weight is 24 kg; wanted { max: 20 kg }'],
  ],
  [
    'Why 9.5 % and not 7.25 %?',
    `${monday}\ncustomize: { ${la}, items: [{ sku: SOCKS-42 }] }`,
    [
      '  SOCKS-42: 9.5 %',
      '    ✓ CA Sales Tax (us-sales-tax:2): 7.25 %  rules/tables/us-sales-tax.csv:2',
      '    ✓ Los Angeles (us-sales-tax:3): 2.25 %  rules/tables/us-sales-tax.csv:3',
    ],
  ],
  [
    'Who declined this?',
    `${monday}\nfinalize: { ${us}, items: [{ sku: TENT-2 }], shipping: 0, payment: { funding: prepaid } }`,
    [
      '  ✗ declined, by prepaid  rules/approval.yaml:25',
      '      the customer is told: “Prepaid cards are not accepted for this amount.”',
      '      its conditions hold: payment.funding: prepaid, total: { min: { usd: 200, cad: 270, eur: 185 } }',
    ],
  ],
  [
    'Why did they pay for delivery?',
    `${monday}\ncustomize: { ${la}, items: [{ sku: SOCKS-42, quantity: 3, discount: 5 }] }`,
    ['      not free: discounted is 49.00 USD; free from 50.00 USD'],
  ],
  [
    'Why is nothing offered? (no address yet)',
    `${monday}\ncustomize: { items: [{ sku: SOCKS-42 }] }`,
    [
      'Shipping  left out: an option waits for more of the address',
      '      to is not known (no address); wanted mainland',
      'Tax  left out: a rate waits for the address',
    ],
  ],
  [
    'Why is nothing offered in Canada? (the order is in dollars of the US)',
    `${monday}\ncustomize: { to: { country: CA, state: ON, postal_code: M5V 2T6 }, items: [{ sku: SOCKS-42 }] }`,
    [
      'Shipping  nothing is offered here',
      '  · Parcel Canada (canada): not offered  rules/shipping.yaml:87',
      '      its price is not given in USD, the currency of the order',
    ],
  ],
  [
    'What is this fee made of?',
    `${monday}\nfinalize: { ${account}, to: { country: DE, postal_code: 10115 }, items: [{ sku: HONIG-500, quantity: 3 }], shipping: 7.90, tax: 0 }`,
    [
      '  2.59 EUR',
      '      2.4 % + fixed 0.25 of total 31.60 EUR',
      '      5 % of discounted 23.70 EUR',
      '      0.5 % of total_without_tax 31.60 EUR',
      '      1 % of subtotal 23.70 EUR',
    ],
  ],
  [
    'Why was it declined, though we deliver there? (no address)',
    `${monday}\nfinalize: { email: dana@example.com, items: [{ sku: SOCKS-42 }] }`,
    [
      '  ✗ declined, by embargo  rules/approval.yaml:6',
      '      to is not known (no address); wanted { country: [CU, IR, KP, SY] }; the rule declines where that is unknown',
    ],
  ],
  [
    'Why is there no tax on these socks?',
    `${monday}\ncustomize: { ${nyc}, items: [{ sku: SOCKS-42 }] }`,
    [
      '  SOCKS-42: no tax',
      '    · NY Sales Tax (us-sales-tax:8): taken off by the exemption ny-clothing  rules/tables/us-sales-tax.csv:8',
      '    ✓ exemption ny-clothing  rules/taxes.yaml:44',
    ],
  ],
  [
    'Why 3–4 days, and not 1–2?',
    `at: 2026-11-25T15:00-05:00\ncustomize: { ${nyc}, items: [{ sku: SOCKS-42 }] }`,
    [
      'customize on Wed 2026-11-25 15:00 (America/New_York), by the base rules',
      '  ✓ Express: 14.99 USD, 3–4 business days  rules/shipping.yaml:28',
      '      1–2 business days, 1 more since it leaves on the next business day, 1 more for a holiday',
    ],
  ],
  [
    'Why no GST, and no USt?',
    `customize: { ${nyc}, items: [{ sku: SOCKS-42 }] }`,
    [
      '    · for other countries: gst (line 14), hst-on (line 15), hst-atlantic (line 16), hst-ns (line 17), de (line 23), fr (line 29), gb (line 32), qst (line 18), pst (line 19), pst-sk (line 20)  rules/taxes.yaml',
    ],
  ],
  [
    'Why no courier?',
    `customize: { ${nyc}, items: [{ sku: TENT-2, quantity: 2 }] }`,
    ['      weight is 6.4 kg; wanted { max: 10 lb }'],
  ],
  [
    'Why GST alone, and no HST? And since when is it 14 %?',
    `at: 2025-03-31T12:00-04:00\ncustomize: { currency: cad, to: { country: CA, state: NS }, items: [{ sku: SOCKS-42, price: 20 }] }`,
    [
      '    ✓ GST: 5 %  rules/taxes.yaml:14',
      '    · HST (hst-ns): does not apply  rules/taxes.yaml:17',
      '        it applies only from 2025-04-01 on, and this is 2025-03-31T16:00:00Z',
    ],
  ],
];

describe('ratebook explain answers', () => {
  it.each(questions)('%s', async (_, order, lines) => {
    const { code, out } = await ask('order.yaml', `${order}\n`);
    for (const line of lines) expect(out.split('\n')).toContain(line);
    expect(code).toBe(0);
  });

  it('and says what was asked', async () => {
    const { out } = await ask('order.yaml', `${questions[6]![1]}\n`);
    expect(out.split('\n').slice(0, 2)).toEqual([
      '1 line (3 units), 31.60 EUR, to DE 10115, acct_1HofladenBerlin',
      'finalize on Mon 2026-11-16 16:00 (Europe/Berlin), by the folder of acct_1HofladenBerlin',
    ]);
  });

  it('a test that was copied as it is', async () => {
    const { code } = await ask('order.yaml', `name: A\n${questions[0]![1]}\nexpect: { shipping: omitted }\n`);
    expect(code).toBe(0);
  });
});

describe('a line of a decision log', () => {
  const sent = JSON.parse(readFileSync('rules/tests/recorded/finalize-prepaid.json', 'utf8'));

  it('is explained, also where what decided was cut from it', async () => {
    const { directory } = await loadRules('rules');
    const line = lineOf(directory!, sent);
    const { code, out } = await ask('decision.json', `${line}\n`);
    expect(out).toContain('  ✗ declined, by prepaid  rules/approval.yaml:25');
    expect(out).toMatch(/email is ~[0-9a-f]{16}@example.com; wanted \*@fernhill.example/);
    expect(out).not.toContain('The rules were others then');
    expect(code).toBe(0);
  });

  it('says where the rules were others', async () => {
    const { directory } = await loadRules('rules');
    const line = lineOf(directory!, sent).replace(/"revision":"\w+"/, '"revision":"0123456789abcdef"');
    const { out } = await ask('decision.json', line);
    expect(out).toContain('The rules were others then (revision 0123456789abcdef), and gave the same answer.');
  });

  it('says what it does not tell', async () => {
    const { directory } = await loadRules('rules');
    const line = lineOf(directory!, sent).replace(/"truths":\{[^}]*\}/, '"truths":{}');
    const { out } = await ask('decision.json', line);
    expect(out).toMatch(/The log does not tell whether these held, so they are taken not to: .*@blocked/);
  });
});

describe('what cannot be explained', () => {
  it.each([
    ['an empty file', 'order.json', ' \n', 'order.json is empty. Expected a request as Stripe sends it'],
    [
      'JSON that is cut short',
      'order.json',
      '{ "type": "a", \n',
      'order.json: this is not JSON.\norder.json:2:1  The closing "}" is missing.',
    ],
    ['something else', 'notes.md', 'To do\n', 'notes.md: this is not JSON.\nExpected a request'],
    [
      'a request with faults',
      'order.json',
      '{"type":"v1.delegated_checkout.customize_checkout","livemode":3,"data":{"currency":5}}',
      'order.json: this is not a hook request:\n  ',
    ],
    ['another event', 'order.json', '{"type":"charge.succeeded"}', 'order.json: its "type" is not that of a hook.'],
    ['a list', 'order.json', '[]', 'order.json: this is not a hook request: the whole must be'],
    ['a misspelt key', 'order.yaml', 'customize:\n  itmes: []\n', 'order.yaml:2:3  error  unknown-key  "itmes"'],
    ['no order', 'order.yaml', 'name: A\n', 'order.yaml:1:1  error  missing-key  This holds no order'],
    [
      'a log of many lines',
      'log.jsonl',
      '{"v":2}\n{"v":2}\n',
      'Expected one decision: take its line out by its request id, as in\n  grep REQUEST_ID log.jsonl > one.jsonl',
    ],
    ['a line that is cut short', 'log.jsonl', '{"v":2,"mo', 'log.jsonl: The line is cut short.'],
  ])('%s', async (_, name, text, message) => {
    const { code, err, out } = await ask(name, text);
    expect(err).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(1);
  });
});
