/** Codes of problems with tests/*.yaml, which `ratebook test` tells. */
import { type Code, error } from './code.ts';

const approve = 'default: approve\n';
const shipping = 'options:\n  - { id: standard, name: Standard, price: 5.99, when: { to: { country: US } } }\n';
const test = (lines: string): string =>
  `tests:\n  - name: What is promised\n${lines.replace(/^/gm, '    ').trimEnd()}\n`;
const withheld = (id: string): string =>
  test(`customize: { to: { country: FR } }\nexpect: { withheld: { ${id}: when } }`);
const finalized = (order: string): string => test(`finalize: { ${order} }\nexpect: { decision: approved }`);
const sale = (at: string): string => test(`${at}customize: {}\nexpect: { shipping: [{ id: standard, price: 5.99 }] }`);
const recorded = (type: string): string => JSON.stringify({ type, data: { sku_id: 'LAMP' } });

export const testCodes = {
  'unknown-id': {
    severity: error,
    means: 'A test, or a row of a table, names an option, a rule, a fee or a SKU that the rules do not have.',
    why: 'What a test expects of a misspelt id would never be looked at.',
    fix: 'Correct the id.',
    wrong: {
      at: 'tests/a.yaml:4:27',
      files: { 'shipping.yaml': shipping, 'tests/a.yaml': withheld('standart') },
    },
    right: { 'shipping.yaml': shipping, 'tests/a.yaml': withheld('standard') },
  },
  'missing-price': {
    severity: error,
    means: 'An item of a test has no price, and the catalog has none for it.',
    why: 'What the order costs is not known.',
    fix: 'Write the price beside the SKU, or add the SKU to the catalog.',
    wrong: {
      at: 'tests/a.yaml:3:25',
      files: { 'approval.yaml': approve, 'tests/a.yaml': finalized('items: [{ sku: LAMP }]') },
    },
    right: { 'approval.yaml': approve, 'tests/a.yaml': finalized('items: [{ sku: LAMP, price: 49.00 }]') },
  },
  'not-offered': {
    severity: error,
    means: 'The order of a test was sent by an option that is not offered to it.',
    why: 'What was paid for shipping is not known.',
    fix: 'Name an option that is offered, correct the address, or write the amount that was paid.',
    wrong: {
      at: 'tests/a.yaml:3:48',
      files: {
        'approval.yaml': approve,
        'shipping.yaml': shipping,
        'tests/a.yaml': finalized('to: { country: FR }, shipping: standard, items: [{ sku: LAMP, price: 49 }]'),
      },
    },
    right: {
      'approval.yaml': approve,
      'shipping.yaml': shipping,
      'tests/a.yaml': finalized('to: { country: US }, shipping: standard, items: [{ sku: LAMP, price: 49 }]'),
    },
  },
  'bad-request': {
    severity: error,
    means: 'The recorded request of a test is not one of Stripe’s hooks, or its order is not possible as one.',
    why: 'The service would refuse it too: there is no answer to compare.',
    fix: 'Record the body of a hook as Stripe sent it, unchanged.',
    wrong: {
      at: 'tests/a.yaml:3:14',
      files: {
        'tests/a.yaml': test('request: recorded/lamp.json\nexpect: { response: { deleted: true } }'),
        'tests/recorded/lamp.json': recorded('charge.succeeded'),
      },
    },
    right: {
      'tests/a.yaml': test('request: recorded/lamp.json\nexpect: { response: { deleted: true } }'),
      'tests/recorded/lamp.json': recorded('delegated_commerce.product_price_availability'),
      'catalog.csv': 'id,price\nTENT,99.00 USD\n',
    },
  },
  'depends-on-time': {
    severity: error,
    means: 'A test without a time has an answer that depends on it.',
    why: 'It would pass or fail by a time that nobody chose.',
    fix: 'Write at: and the moment that you mean.',
    wrong: {
      at: 'tests/a.yaml:2:5',
      files: {
        'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.99, through: 2999-11-30 }\n',
        'tests/a.yaml': sale(''),
      },
    },
    right: {
      'shipping.yaml': 'options:\n  - { id: standard, name: Standard, price: 5.99, through: 2999-11-30 }\n',
      'tests/a.yaml': sale('at: 2026-11-20T12:00\n'),
    },
  },
} as const satisfies Record<string, Code>;
