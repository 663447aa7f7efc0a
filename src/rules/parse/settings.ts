/** settings.yaml: currency, time zone, holidays, zones. */

import { overridableFiles, type Settings } from '../model.ts';
import * as patterns from '../patterns.ts';
import { didYouMean } from '../problem.ts';
import {
  convert,
  list,
  listOrOne,
  names,
  nonEmpty,
  oneOf,
  optional,
  orElse,
  quote,
  type Reading,
  type Shape,
  text,
} from '../shape.ts';
import { file, map, record, together } from '../shape-map.ts';
import { isTimeZone } from '../time.ts';
import { currency } from './amount.ts';
import { days } from './clock.ts';
import { readHoliday } from './date.ts';
import { place } from './place.ts';

const currencies = convert(
  nonEmpty(listOrOne('currencies, such as [usd, cad]', currency), 'No currency is named here.'),
  (codes, node, problems) => {
    const twice = codes.find((code, i) => codes.indexOf(code) !== i);
    if (twice) problems.error(node.at, 'bad-value', `The currency ${twice} is named twice.`);
    return { codes: [...new Set(codes)], at: node.at };
  },
);

const readTimeZone = (written: string, at: string): Reading<{ name: string; at: string }> => {
  if (isTimeZone(written)) return { value: { name: written, at } };
  const fault = `${quote(written)} is not a time zone, such as America/New_York or UTC.`;
  return { code: 'bad-value', fault: fault + didYouMean(written, Intl.supportedValuesOf('timeZone')) };
};

const timeZone = text('a time zone, such as America/New_York', readTimeZone, { pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$' });

const zones: Shape<NonNullable<Settings['zones']>> = convert(
  together(
    record('zones, such as { islands: { country: US, state: HI } }', {}, { rest: { form: place, shape: () => place } }),
    { named: [[patterns.zone, place]] },
  ),
  (entries, _, problems) =>
    entries.map(({ key, keyAt, value }) => {
      if (key.trim() !== key || key === '' || /^[@*]/.test(key)) {
        problems.error(keyAt, 'bad-value', `${quote(key)} cannot be the name of a zone.`);
      }
      // A zone that is wrong keeps its name, so that what refers to it is not called wrong as well.
      return { name: key, place: value ?? { is: 'here', at: keyAt }, at: keyAt };
    }),
);

const holidays = listOrOne(
  'days, such as [2026-11-26, "12-25"]',
  text('a day, such as 2026-11-26 or "12-25"', readHoliday, { pattern: patterns.holiday }),
);

const accounts: Shape<NonNullable<Settings['accounts']>> = convert(
  map('{ may_override, unknown }', {
    may_override: optional(list('files', oneOf(overridableFiles)), 'The files that the folder of an account may hold.'),
    unknown: optional(oneOf(['base', 'refuse']), 'What an account without a folder gets.'),
  }),
  ({ may_override = defaultOverrides, unknown = 'base' }) => ({ may_override: [...may_override], unknown }),
);
// Where it is wrong, nothing in the folders of accounts is called forbidden.
const accountsOrAny: typeof accounts = orElse(accounts, () => ({
  may_override: [...overridableFiles],
  unknown: 'base',
}));

/** The files that an account may have where settings.yaml does not say. */
export const defaultOverrides: readonly (typeof overridableFiles)[number][] = [
  'shipping',
  'taxes',
  'approval',
  'catalog',
];

const keys = {
  currency: optional(
    convert(currency, (code, { at }) => ({ code, at })),
    'The currency of plain amounts.',
  ),
  currencies: optional(currencies, 'Every currency that is sold in; `currency` where it is absent.'),
  time_zone: optional(timeZone, 'For dates, cutoffs and holidays; UTC where it is absent.'),
  holidays: optional(holidays, 'Days that are no business days.'),
  business_days: optional(days, 'Days on which orders leave; mon-fri where it is absent.'),
  zones: optional(zones, 'Places with a name.'),
};
const baseKeys = { ...keys, accounts: optional(accountsOrAny, 'What the folders of accounts may hold.') };
const expected = 'settings, such as currency: usd';
const synonyms = {
  timezone: 'time_zone',
  tz: 'time_zone',
  default_currency: 'currency',
  zone: 'zones',
  workdays: 'business_days',
  working_days: 'business_days',
  account: 'accounts',
};

/** The whole of settings.yaml: the base has to say its currency, and alone says what accounts may do. */
export const settingsFile: Readonly<Record<'base' | 'account', Shape<Settings>>> = {
  base: convert(
    together(file(expected, baseKeys, { synonyms }), { needs: [['currency']] }),
    (settings, node, problems) => {
      if (!names(node, ['currency'])) {
        problems.error(
          settings.at,
          'missing-key',
          '"currency" is missing here: the currency of plain amounts, such as usd.',
        );
      }
      return settings;
    },
  ),
  account: file(expected, keys, {
    synonyms,
    elsewhere: (key) =>
      key === 'accounts'
        ? {
            code: 'not-allowed-here',
            message: '"accounts" is for the platform: it stands in settings.yaml above accounts/.',
          }
        : undefined,
  }),
};
