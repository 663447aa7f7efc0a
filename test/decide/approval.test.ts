import { describe, expect, it } from 'vitest';
import { directory, explainedFinalize, finalized, type Order, type Texts } from '../support/decide.ts';

const approval = (yaml: string, more: Texts = {}): Texts => ({ 'approval.yaml': yaml, ...more });
const decisionOf = (files: Texts, order: Order = {}): string => {
  const { explanation } = explainedFinalize(directory(files), order);
  const { decision, rule } = explanation!.approval!;
  return `${decision} ${rule}`;
};

describe('the decision', () => {
  const rules = approval(`always:
  - { id: embargo, decline: Not there., when: { to: { country: [CU, IR] } }, if_unknown: decline }
rules:
  - { id: staff, approve: true, when: { email: "*@ourshop.example" } }
  - { id: prepaid, decline: No prepaid cards., when: { payment: { funding: prepaid }, total: { min: 200 } }, if_unknown: skip }
  - { id: big, decline: Too much., when: { total: { over: 500 } } }
`);

  it.each([
    ['an ordinary order', {}, 'approved default'],
    ['a large one', { lines: [['A', 1, 50001]] }, 'declined big'],
    ['one at the bound of "over"', { lines: [['A', 1, 50000]] }, 'approved default'],
    ['a large one of staff', { lines: [['A', 1, 50001]], data: { email: 'Ann@OurShop.example ' } }, 'approved staff'],
    [
      'one to an embargoed country',
      { data: { shipping_details: { address: { country: 'CU' } }, email: 'a@ourshop.example' } },
      'declined embargo',
    ],
    ['one without an address', { data: { shipping_details: null } }, 'declined embargo'],
    [
      'a prepaid card over the limit',
      { lines: [['A', 1, 20000]], data: { payment_method_details: { type: 'card', card: { funding: 'prepaid' } } } },
      'declined prepaid',
    ],
    [
      'a prepaid card under it',
      { lines: [['A', 1, 19999]], data: { payment_method_details: { type: 'card', card: { funding: 'prepaid' } } } },
      'approved default',
    ],
    ['no card', { lines: [['A', 1, 20000]], data: { payment_method_details: null } }, 'approved default'],
    ['an order without lines', { lines: [] }, 'declined no-items'],
    ['an order without a total', { data: { amount_total: null } }, 'approved default'],
  ] as [string, Order, string][])('on %s is the first rule’s that applies', (_, order, expected) => {
    expect(decisionOf(rules, order)).toBe(expected);
  });

  it('is sent with a reason where it declines', () => {
    expect(finalized(directory(rules), { lines: [['A', 1, 60000]] })).toEqual({
      manual_approval_details: { type: 'declined', declined: { reason: 'Too much.' } },
    });
    expect(finalized(directory(rules))).toEqual({ manual_approval_details: { type: 'approved' } });
  });

  it('is the default where no rule applies', () => {
    const declining = approval(
      'default: { decline: Not now. }\nrules: [ { id: ok, approve: true, when: { quantity: 1 } } ]',
    );
    expect(decisionOf(declining)).toBe('approved ok');
    expect(decisionOf(declining, { lines: [['A', 2, 1]] })).toBe('declined default');
  });

  it('is not made without approval.yaml, but an order without lines is declined all the same', () => {
    expect(finalized(directory({}))).toEqual({});
    expect(finalized(directory({}), { lines: [] })).toEqual({
      manual_approval_details: { type: 'declined', declined: { reason: 'The order has no items.' } },
    });
  });

  it('an order that says nothing is declined, whatever the rules approve', () => {
    const all = approval('rules: [ { id: all, approve: true } ]');
    expect(decisionOf(all, { data: { line_item_details: null, line_items_details: [] } })).toBe('declined no-items');
  });
});

describe('a rule whose condition is unknown', () => {
  const rule = (ifUnknown: string): Texts =>
    approval(`rules: [ { id: r, decline: No., when: { payment: { country: [KP] } }${ifUnknown} } ]`);
  const unknown: Order = { data: { payment_method_details: { type: 'klarna' } } };

  it.each([
    ['', 'approved default'],
    [', if_unknown: skip', 'approved default'],
    [', if_unknown: decline', 'declined r'],
  ])('with "%s": %s', (ifUnknown, expected) => {
    expect(decisionOf(rule(ifUnknown), unknown)).toBe(expected);
  });

  it('is explained: what was missing, and that it declined for that', () => {
    const { explanation } = explainedFinalize(directory(rule(', if_unknown: decline')), unknown);
    expect(explanation?.approval?.rules).toEqual([
      {
        id: 'r',
        at: 'approval.yaml:1:10',
        shadow: false,
        verdict: 'applied',
        byUnknown: true,
        why: { fact: 'payment.country', truth: 'unknown', seen: 'missing', wanted: 'KP', at: 'approval.yaml:1:52' },
      },
    ]);
  });
});

it.each([
  ['where it is written', 'rules: []\ndefault: approve\n', 'approval.yaml:2:1'],
  [
    'where nothing is said of it, for the whole file',
    'rules: [{ id: r, decline: No., when: { quantity: 9 } }]\n',
    'approval.yaml:1:1',
  ],
])('the default is explained %s', (_, text, at) => {
  const { explanation } = explainedFinalize(directory(approval(text)), {});
  expect(explanation?.approval).toMatchObject({ rule: 'default', at });
});

describe('a shadow rule', () => {
  const rules = approval(`rules:
  - { id: ghost, decline: No., when: { quantity: 1 }, shadow: true }
  - { id: real, decline: No., when: { total: { over: 100 } } }
`);

  it('is noted and never enforced', () => {
    const { response, decided } = explainedFinalize(directory(rules));
    expect(response).toEqual({ manual_approval_details: { type: 'approved' } });
    expect(decided).toEqual({ outcome: 'approved', entries: ['approval.default'], shadow: ['ghost'] });
  });

  it('does not hide the rule behind it', () => {
    const { decided } = explainedFinalize(directory(rules), { lines: [['A', 1, 20000]] });
    expect(decided).toEqual({ outcome: 'declined', entries: ['approval.real'], shadow: ['ghost'] });
  });
});

it('a decline takes no fee', () => {
  const files = approval('default: { decline: No. }', { 'fees.yaml': 'fees: [ { id: f, percent: 10 } ]' });
  expect(finalized(directory(files))).toEqual({
    manual_approval_details: { type: 'declined', declined: { reason: 'No.' } },
  });
});
