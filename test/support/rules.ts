/** A small rule directory as data, compiled as a bundle is: it needs no file system, so that both runtimes can have it. */
import { compileDirectory } from '../../src/rules/compile/directory.ts';
import type { RuleSource } from '../../src/rules/model.ts';
import { Problems } from '../../src/rules/problem.ts';
import type { Directory } from '../../src/rules/ruleset.ts';

const at = 'test.yaml:1:1';

/** One option, one tax rate, approval of everything, and no catalog. `acct_shop` charges a fee, `acct_broken` is broken. */
export const ruleSource: RuleSource = {
  base: {
    prefix: '',
    settings: {
      at,
      currency: { code: 'usd', at },
      accounts: { may_override: ['shipping', 'fees', 'catalog'], unknown: 'base' },
    },
    shipping: {
      at,
      options: [
        {
          id: 'standard',
          at,
          name: 'Standard',
          price: { at, base: { plain: '5.99', at } },
          surcharges: [],
          metadata: [],
        },
      ],
      sort: 'as_written',
      max_options: 5,
      if_none: 'empty',
    },
    taxes: {
      at,
      prices_include_tax: false,
      based_on: 'shipping',
      classes: [],
      rates: [
        {
          id: 'us-ca',
          at,
          name: 'CA Sales Tax',
          percent: '7.25',
          where: { is: 'here', country: { not: false, of: ['US'], at }, state: { not: false, of: ['CA'], at }, at },
          class: { name: 'standard', at },
          priority: 1,
          compound: false,
          shipping: true,
        },
      ],
      tables: [],
      exempt: [],
      shipping: { taxed: false, class: { name: 'standard', at } },
    },
    approval: { at, always: [], rules: [], default: { approve: true } },
    tables: {},
    lists: {},
  },
  accounts: {
    acct_shop: {
      prefix: 'accounts/acct_shop/',
      fees: {
        at: 'accounts/acct_shop/fees.yaml:1:1',
        fees: [
          {
            id: 'plan',
            at: 'accounts/acct_shop/fees.yaml:2:1',
            group: 'default',
            of: 'total',
            percent: '10',
            graduated: false,
          },
        ],
      },
      tables: {},
      lists: {},
    },
    acct_broken: {
      prefix: 'accounts/acct_broken/',
      shipping: {
        at: 'accounts/acct_broken/shipping.yaml:1:1',
        options: [],
        sort: 'as_written',
        max_options: 5,
        if_none: 'empty',
        ships: {
          items: {
            is: 'text',
            fact: 'sku',
            match: { not: false, of: ['@nowhere'], at: 'accounts/acct_broken/shipping.yaml:2:1' },
            at: 'accounts/acct_broken/shipping.yaml:2:1',
          },
        },
      },
      tables: {},
      lists: {},
    },
  },
};

export const revisions = { base: '0123456789abcdef', accounts: { acct_shop: 'fedcba9876543210' } };

/** The source, compiled. */
export function directoryOf(source: RuleSource = ruleSource): Directory {
  const problems = new Problems();
  const directory = compileDirectory(source, revisions, problems);
  if (directory === null) throw new Error(JSON.stringify(problems.all));
  return directory;
}
