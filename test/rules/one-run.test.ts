/** A problem does not hide another one, and has none in its wake. */
import { expect, it } from 'vitest';
import { problemsOf, type Texts } from '../support/decide.ts';

const inAccount = (files: Texts): Texts =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`accounts/acct_a/${path}`, text]));

const cases: [what: string, files: Texts, ...errors: string[]][] = [
  [
    'an unknown key, and a zone in the same entry',
    { 'shipping.yaml': 'options:\n  - id: a\n    nmae: A\n    price: 5\n    when: { to: home }\n' },
    'shipping.yaml:3:5 unknown-key',
    'shipping.yaml:5:17 unknown-zone',
  ],
  [
    'an unknown fact, and a zone and a list beside it',
    {
      'approval.yaml':
        'rules:\n  - { id: a, approve: true, when: { emial: x, to: home, bill_to: { country: US, postal_code: "@x" } } }\n',
    },
    'approval.yaml:2:37 unknown-fact',
    'approval.yaml:2:51 unknown-zone',
    'approval.yaml:2:94 unknown-list',
  ],
  [
    'an unknown key of a place, and the place that it excepts',
    { 'taxes.yaml': 'rates:\n  - { id: a, percent: 5, where: { contry: US, except: [home, { country: UK }] } }\n' },
    'taxes.yaml:2:35 unknown-key',
    'taxes.yaml:2:56 unknown-zone',
    'taxes.yaml:2:73 unknown-country',
  ],
  [
    'a missing percent, and a bad place',
    { 'taxes.yaml': 'rates:\n  - { id: a, where: { country: US, state: CAL } }\n' },
    'taxes.yaml:2:5 missing-key',
    'taxes.yaml:2:43 unknown-state',
  ],
  [
    'a place that is good where it stands, in an entry that is wrong',
    { 'taxes.yaml': 'rates:\n  - { id: a, where: { country: US, except: { state: HI } } }\n' },
    'taxes.yaml:2:5 missing-key',
  ],
  [
    'a class that is wrong, and a rate of it',
    { 'taxes.yaml': 'classes: [{ class: food, itmes: { sku: A } }]\nrates: [{ id: a, percent: 5, class: food }]\n' },
    'taxes.yaml:1:26 unknown-key',
  ],
  [
    'an option that is wrong, and its row of a table',
    {
      'shipping.yaml':
        'options:\n  - { id: a, nmae: A, price: { table: tables/t.csv } }\n  - { id: b, name: B, price: { table: tables/t.csv } }\n',
      'tables/t.csv': 'option,price\na,1\nb,1\n',
    },
    'shipping.yaml:2:14 unknown-key',
  ],
  [
    'an invisible character, and a missing quote',
    {
      'approval.yaml':
        'rules:\n  - { id: a, approve: true, when: { email: *@x.com } }\n  - { id: b, decline: "x\u0007" }\n',
    },
    'approval.yaml:2:44 unquoted',
    'approval.yaml:3:25 bad-yaml',
  ],
  [
    'zones in a circle, a bad country in one of them, and entries that name them',
    {
      'settings.yaml': 'currency: usd\nzones:\n  a: [{ country: UK }, b]\n  b: a\n',
      'shipping.yaml': 'options: [{ id: a, name: A, price: 5, when: { to: [a, b] } }]\n',
    },
    'settings.yaml:3:3 zone-cycle',
    'settings.yaml:3:18 unknown-country',
  ],
];

it.each(cases)('%s', (...[, files, ...errors]) => {
  const found = problemsOf(files).map((problem) => problem.replace(' error', ''));
  expect(found.sort()).toEqual([...errors].sort());
});

it.each(cases.filter(([, files]) => !('settings.yaml' in files)))(
  'in the folder of an account: %s',
  (...[, files, ...errors]) => {
    const found = problemsOf(inAccount(files)).map((problem) => problem.replace(' error', ''));
    expect(found.sort()).toEqual(errors.map((error) => `accounts/acct_a/${error}`).sort());
  },
);

it('names that are told where they are compiled are not told again', () => {
  const rates = Array.from(
    { length: 150 },
    (_, i) => `  - { id: r${i}, percent: 1, where: home, priority: ${i + 1} }\n`,
  );
  const found = problemsOf({ 'taxes.yaml': `rates:\n  - { id: x }\n${rates.join('')}` });
  expect(found.filter((problem) => problem.endsWith('unknown-zone'))).toHaveLength(101);
});

it('of a list it is the text that is wrong which is pointed at', () => {
  const files = {
    'taxes.yaml': 'rates:\n  - { id: a, percent: 5, where: { country: { not: [CU, UK] }, postal_code: [1*, "@x"] } }\n',
    'approval.yaml':
      'rules:\n  - { id: a, approve: true, when: { email: [a, "@x"], payment: { country: [US, EL] } } }\n',
  };
  expect(problemsOf(files).filter((problem) => problem.includes(' error '))).toEqual([
    'taxes.yaml:2:56 error unknown-country',
    'taxes.yaml:2:81 error unknown-list',
    'approval.yaml:2:48 error unknown-list',
    'approval.yaml:2:80 error unknown-country',
  ]);
});
