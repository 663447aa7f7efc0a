import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../src/node/load.ts';
import { keepLastGood } from '../../src/node/store.ts';
import { loadBundle, makeBundle } from '../../src/rules/bundle.ts';
import { customized, directory, finalized, load, offers, problemsOf, type Texts, taxes } from '../support/decide.ts';

const shop: Texts = {
  'settings.yaml': 'currency: usd\ntime_zone: America/New_York\nzones:\n  home: { country: US }\n',
  'shipping.yaml': 'options:\n  - { id: std, name: Std, price: 5.00, when: { to: home } }\n',
  'taxes.yaml': 'rates:\n  - { id: t, name: T, percent: 5 }\n',
  'approval.yaml':
    'always:\n  - { id: never, decline: Never., when: { quantity: { over: 99 } } }\nrules:\n  - { id: base, decline: Base., when: { quantity: { over: 9 } } }\n',
  'fees.yaml': 'fees:\n  - { id: pro, when: { account: "@pro" }, percent: 1 }\n  - { id: plan, percent: 2 }\n',
  'lists/pro.txt': 'acct_pro\n',
};
const inAccount = (account: string, files: Texts): Texts =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`accounts/${account}/${path}`, text]));

describe('an account', () => {
  it('without a folder gets the base', () => {
    expect(offers(customized(directory(shop), { account: 'acct_x' }))).toEqual(['std 500']);
    expect(directory(shop).forAccount('acct_x')?.folder).toBeNull();
  });

  it('without a folder is refused where the settings refuse unknown ones', () => {
    const refusing = directory({ ...shop, 'settings.yaml': `${shop['settings.yaml']}accounts: { unknown: refuse }\n` });
    expect(refusing.forAccount('acct_x')).toBeNull();
    expect(refusing.forAccount(null)).not.toBeNull();
  });

  it('inherits what its folder does not hold, and takes the place of what it does', () => {
    const rules = directory({
      ...shop,
      ...inAccount('acct_a', { 'shipping.yaml': 'options:\n  - { id: own, name: Own, price: 1.00 }\n' }),
    });
    const answer = customized(rules, { account: 'acct_a' });
    expect(offers(answer)).toEqual(['own 100']);
    expect(taxes(answer)).toEqual([['T 5']]);
    expect(offers(customized(rules))).toEqual(['std 500']);
  });

  it('overrides settings key by key', () => {
    const rules = directory({ ...shop, ...inAccount('acct_a', { 'settings.yaml': 'currency: eur\n' }) });
    expect(rules.forAccount('acct_a')?.currency).toBe('eur');
    expect(rules.forAccount('acct_a')?.timeZone.name).toBe('America/New_York');
    // A plain amount of the base is in the account's currency.
    expect(offers(customized(rules, { account: 'acct_a', data: { currency: 'eur' } }))).toEqual(['std 500']);
    expect(offers(customized(rules, { account: 'acct_a' }))).toEqual([]);
  });

  it('in a currency in which an inherited amount is too fine is broken', () => {
    const files = {
      ...shop,
      'fees.yaml': 'fees: [ { id: f, fixed: 0.30 } ]\n',
      ...inAccount('acct_a', { 'settings.yaml': 'currency: jpy\n' }),
    };
    expect(problemsOf(files)).toEqual(['accounts/acct_a/settings.yaml:1:11 error bad-amount']);
  });

  it('resolves its zones and lists in its folder, then above', () => {
    const own = {
      'settings.yaml': 'zones:\n  away: { country: FR }\n',
      'shipping.yaml': 'options:\n  - { id: o, name: O, price: 1, when: { to: [home, away] } }\n',
    };
    expect(offers(customized(directory({ ...shop, ...inAccount('acct_a', own) }), { account: 'acct_a' }))).toEqual([
      'o 100',
    ]);
  });

  it('cannot change what a file of the base means by a list or zone of its own', () => {
    const rules = directory({
      ...shop,
      ...inAccount('acct_a', { 'lists/pro.txt': 'acct_a\n', 'settings.yaml': 'zones:\n  home: { country: FR }\n' }),
    });
    expect(finalized(rules, { account: 'acct_a' }).application_fee_details?.application_fee_amount).toBe(20);
    expect(finalized(rules, { account: 'acct_pro' }).application_fee_details?.application_fee_amount).toBe(10);
    expect(offers(customized(rules, { account: 'acct_a' }))).toEqual(['std 500']);
  });

  it('cannot change by a zone of its own what a zone of the base is made of, in its own files either', () => {
    const settings = 'currency: usd\nzones:\n  coast: { country: US }\n  home: coast\n';
    const own = {
      'settings.yaml': 'zones:\n  coast: { country: FR }\n',
      'taxes.yaml': `rates:\n  - { id: t, name: T, percent: 5, where: home }\n`,
      'shipping.yaml': 'options:\n  - { id: o, name: O, price: 1, when: { to: home } }\n',
    };
    const rules = directory({ ...shop, 'settings.yaml': settings, ...inAccount('acct_a', own) });
    const answer = customized(rules, { account: 'acct_a' });
    expect(taxes(answer)).toEqual([['T 5']]);
    expect(offers(answer)).toEqual(['o 100']);
  });

  it('has the platform’s "always" before rules of its own', () => {
    const rules = directory({
      ...shop,
      ...inAccount('acct_a', {
        'approval.yaml': 'rules:\n  - { id: own, decline: Own., when: { quantity: { over: 5 } } }\n',
      }),
    });
    const reason = (quantity: number): string | undefined => {
      const details = finalized(rules, { account: 'acct_a', lines: [['A', quantity, 1]] }).manual_approval_details;
      return details?.type === 'declined' ? details.declined.reason : undefined;
    };
    expect([reason(100), reason(10), reason(6), reason(5)]).toEqual(['Never.', 'Own.', 'Own.', undefined]);
  });

  it.each([
    [{ 'fees.yaml': 'fees: []\n' }, 'not-allowed-here'],
    [{ 'approval.yaml': 'always: []\n' }, 'not-allowed-here'],
    [{ 'settings.yaml': 'accounts: { unknown: refuse }\n' }, 'not-allowed-here'],
    [{ 'shipping.yaml': 'options:\n  - { id: o, name: O, price: 1, when: { to: nowhere } }\n' }, 'unknown-zone'],
  ] as [Texts, string][])('whose folder holds %j is broken (%s), and the others are not', (files, code) => {
    const loaded = load({
      ...shop,
      ...inAccount('acct_bad', files),
      ...inAccount('acct_good', { 'lists/x.txt': 'x\n' }),
    });
    expect(loaded.problems.all.filter(({ severity }) => severity === 'error').map((problem) => problem.code)).toEqual([
      code,
    ]);
    expect(loaded.directory?.forAccount('acct_bad')).toBeNull();
    expect(loaded.directory?.forAccount('acct_good')?.folder).toBe('acct_good');
    expect(loaded.directory?.forAccount('acct_other')?.folder).toBeNull();
  });

  it('that is broken keeps its last good rules when others are loaded', () => {
    const good = directory({
      ...shop,
      ...inAccount('acct_a', { 'shipping.yaml': 'options:\n  - { id: own, name: Own, price: 1.00 }\n' }),
    });
    const next = load({ ...shop, ...inAccount('acct_a', { 'shipping.yaml': 'options: nonsense\n' }) }).directory!;
    expect(next.forAccount('acct_a')).toBeNull();
    const kept = keepLastGood(next, good);
    expect(kept.forAccount('acct_a')).toBe(good.forAccount('acct_a'));
    expect(kept.forAccount(null)).toBe(next.forAccount(null));
    expect(keepLastGood(next, kept).forAccount('acct_a')).toBe(good.forAccount('acct_a'));
  });

  it('of a name like __proto__ is like any other', () => {
    expect(directory(shop).forAccount('__proto__')?.folder).toBeNull();
    expect(directory(shop).forAccount('constructor')?.folder).toBeNull();
  });
});

describe('the base', () => {
  it('with an error gives no rules at all', () => {
    expect(load({ ...shop, 'taxes.yaml': 'rates: 7\n' }).directory).toBeNull();
  });

  it('tells every problem in one run', () => {
    const bad = {
      'settings.yaml': 'currency: usd\ntime_zone: Mars/Base\n',
      'shipping.yaml':
        'options:\n  - { id: a, name: A, price: 1, when: { to: nowhere } }\n  - { id: b, name: B, pirce: 1 }\n',
      'taxes.yaml': 'rates:\n  - { id: t, percent: 1, class: fod }\n',
      'fees.yaml': 'fees:\n  - { id: f, percent: 1, when: { account: "@gone" } }\n',
    };
    expect(
      problemsOf(bad)
        .filter((problem) => problem.includes(' error '))
        .sort(),
    ).toEqual([
      'fees.yaml:2:43 error unknown-list',
      'settings.yaml:2:12 error bad-value',
      'shipping.yaml:2:45 error unknown-zone',
      'shipping.yaml:3:23 error unknown-key',
      'taxes.yaml:2:33 error unknown-class',
    ]);
  });

  it.each([
    ['a: { country: US, except: a }', 'settings.yaml:3:3 error zone-cycle'],
    ['a: b\n  b: [a]', 'settings.yaml:3:3 error zone-cycle'],
  ])('refuses zones that are made of themselves: %j', (zones, problem) => {
    expect(problemsOf({ 'settings.yaml': `currency: usd\nzones:\n  ${zones}\n` })).toContain(problem);
  });
});

describe('the revision', () => {
  const revisionOf = (files: Texts, account: string | null = null): string =>
    directory(files).forAccount(account)!.revision;
  const base = revisionOf(shop);

  it('is 16 hex digits', () => {
    expect(base).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['a comment', { ...shop, 'taxes.yaml': `# a comment\n\n${shop['taxes.yaml']}` }],
    ['the order of keys', { ...shop, 'taxes.yaml': 'rates:\n  - { percent: 5, name: T, id: t }\n' }],
    ['a test', { ...shop, 'tests/a.yaml': 'tests: []\n' }],
    ['the way a number is written', { ...shop, 'taxes.yaml': 'rates:\n  - { id: t, name: T, percent: 5.00% }\n' }],
    ['a comment in a list', { ...shop, 'lists/pro.txt': '# pro accounts\nacct_pro\n' }],
  ] as [string, Texts][])('is not changed by %s', (_, files) => {
    expect(revisionOf(files)).toBe(base);
  });

  it.each([
    ['a percent', { ...shop, 'taxes.yaml': 'rates:\n  - { id: t, name: T, percent: 6 }\n' }],
    ['a list', { ...shop, 'lists/pro.txt': 'acct_pro\nacct_2\n' }],
    ['an id', { ...shop, 'taxes.yaml': 'rates:\n  - { id: u, name: T, percent: 5 }\n' }],
    [
      'the order of entries',
      {
        ...shop,
        'fees.yaml': 'fees:\n  - { id: plan, percent: 2 }\n  - { id: pro, when: { account: "@pro" }, percent: 1 }\n',
      },
    ],
  ] as [string, Texts][])('is changed by %s', (_, files) => {
    expect(revisionOf(files)).not.toBe(base);
  });

  it('of an account depends on the base and on its folder', () => {
    const own = inAccount('acct_a', { 'settings.yaml': 'currency: eur\n' });
    const account = revisionOf({ ...shop, ...own }, 'acct_a');
    expect(account).not.toBe(base);
    expect(revisionOf({ ...shop, ...own })).toBe(base);
    expect(revisionOf({ ...shop, ...own }, 'acct_other')).toBe(base);
    expect(revisionOf({ ...shop, 'taxes.yaml': 'rates: []\n', ...own }, 'acct_a')).not.toBe(account);
  });
});

describe('a bundle', () => {
  it('answers as its directory does, under the same revision', () => {
    const files = { ...shop, ...inAccount('acct_a', { 'settings.yaml': 'currency: eur\n' }) };
    const loaded = load(files);
    const bundle = loadBundle(JSON.parse(JSON.stringify(makeBundle(loaded.source!, loaded.revisions!))));
    for (const account of [null, 'acct_a', 'acct_x']) {
      expect(bundle.forAccount(account)?.revision).toBe(loaded.directory?.forAccount(account)?.revision);
      const order = account === null ? {} : { account };
      expect(customized(bundle, order)).toEqual(customized(loaded.directory!, order));
      expect(finalized(bundle, order)).toEqual(finalized(loaded.directory!, order));
    }
  });

  const table = { 'taxes.yaml': 'tables: [tables/t.csv]\n', 'tables/t.csv': 'country,percent\nUS,5\nDE,19\n' };
  const bundleOf = (files: Texts) => {
    const { source, revisions } = load(files);
    return JSON.parse(JSON.stringify(makeBundle(source!, revisions!)));
  };

  it('has a seal where it has no errors, and loads without it too', () => {
    const { seal, ...rest } = bundleOf(table);
    expect(seal).toMatch(/^\S+ [\da-f]{16}$/);
    expect(customized(loadBundle(rest))).toEqual(customized(loadBundle({ seal, ...rest })));
  });

  it.each([
    ['a cell', 'US,5', 'US,five'],
    ['a place', 'DE,19', 'D,19'],
    ['a column', 'country,percent', 'land,percent'],
  ])('that was edited into an error at %s does not load, whatever its seal', (_, from, to) => {
    const right = bundleOf(table);
    const wrong = bundleOf({ ...table, 'tables/t.csv': table['tables/t.csv'].replace(from, to) });
    expect(wrong).not.toHaveProperty('seal');
    for (const seal of [undefined, right.seal, '', right.seal.replace(/.$/, 'x'), 5]) {
      expect(() => loadBundle({ ...wrong, seal })).toThrow('The bundle holds rules with errors');
    }
  });

  it.each([[null], [{}], [[]], ['text'], [{ format: 'ratebook-bundle/0' }]])('is not what %j is', (value) => {
    expect(() => loadBundle(value)).toThrow('This is not a bundle of this version of Ratebook');
  });
});

it('files without settings.yaml are no directory', () => {
  const { directory, problems } = compileFiles(new Map());
  expect(directory).toBeNull();
  expect(problems.all.map(({ code }) => code)).toEqual(['missing-file']);
});
