/** Arbitrary rule directories: every file, with what the files need of each other. */
import fc from 'fast-check';
import {
  anySetup,
  flag,
  lineCondition,
  major,
  maybe,
  money,
  oneOf,
  percent,
  place,
  type Setup,
  small,
  when,
} from './arbitraries.ts';
import { catalog, ratesTable, shippingTable } from './tables.ts';
import type { Tree, TreeMap, Written } from './written.ts';

type Arb<T = Tree> = fc.Arbitrary<T>;

const large = oneOf(4000, 5000, 10_000);
const window = {
  from: oneOf('2026-03-08', '2026-06-01T02:30', '2026-10-25T01:30+01:00'),
  through: oneOf('2026-11-01', '2026-11-20T12:00', '2027-01-01'),
};

/** The entry that each of these makes, under ids of their own. */
function entries(prefix: string, entry: Arb<TreeMap>, least: number, most: number): Arb<TreeMap[]> {
  return fc
    .array(entry, { minLength: least, maxLength: most })
    .map((list) => list.map((one, index) => ({ id: `${prefix}-${index}`, ...one })));
}

const merge = (...maps: Arb<TreeMap>[]): Arb<TreeMap> => fc.tuple(...maps).map((all) => Object.assign({}, ...all));
/** These keys of an entry in most runs, and in some also a window. */
const timed = (keys: Record<string, Arb>): Arb<TreeMap> =>
  fc.oneof({ weight: 5, arbitrary: maybe(keys) }, maybe({ ...keys, ...window }));

export function shippingFile(setup: Setup, table: boolean): Arb<TreeMap> {
  const amount = money(setup, small);
  const condition = when(setup, 'customize');
  const line = lineCondition(setup, 'customize');
  const surcharge = merge(
    fc.oneof(...['add', 'each', 'per_kg', 'per_lb'].map((key) => amount.map((value): TreeMap => ({ [key]: value })))),
    timed({ when: condition, items: line, free: flag }),
  );
  const option = fc.oneof(
    {
      weight: 9,
      arbitrary: merge(
        fc.record({ name: oneOf('Standard', 'Express'), price: price(setup, table) }),
        timed({
          when: condition,
          free_from: money(setup, large),
          surcharges: entries('extra', surcharge, 1, 2),
          min: money(setup, oneOf(100, 300)),
          max: money(setup, large),
          round_to: money(setup, oneOf(5, 50, 100)),
          delivery: oneOf<Tree>(
            ...['3-5 business days', '2 days', '24-48 hours', '1 month', '1-2 weeks'],
            { min: '1', max: '2', unit: 'business_day', cutoff: '14:00' },
            { min: '1', max: '3', unit: 'business_day', cutoff: { 'mon-thu': '12:00', sat: '09:00' } },
          ),
          tax_behavior: oneOf('inclusive', 'exclusive', 'unspecified'),
          tax_code: oneOf('txcd_92010001'),
          metadata: oneOf({ carrier: 'ups', level: '2' }),
        }),
      ),
    },
    merge(fc.constant({ use: 'shr_stored' }), maybe({ when: condition })),
  );
  return merge(
    fc.record({ options: entries('option', option, 1, 6) }),
    maybe({
      ships: line.map((items) => ({ items })),
      sort: oneOf('as_written', 'cheapest', 'fastest'),
      max_options: oneOf('1', '3', '5'),
      if_none: oneOf('empty', 'omit'),
    }),
  );
}

function price(setup: Setup, table: boolean): Arb {
  const amount = money(setup, small);
  const bound = (by: string, one: number): string =>
    by === 'weight' ? `${one} kg` : by === 'quantity' ? String(one) : major(one * 1000, setup.currencies[0]!);
  const tiers = fc
    .tuple(
      oneOf('weight', 'quantity', 'subtotal', 'discounted'),
      fc.uniqueArray(oneOf(1, 2, 3, 5, 8), { minLength: 1, maxLength: 3 }),
      fc.array(amount, { minLength: 4, maxLength: 4 }),
      fc.option(amount),
      fc.option(amount),
    )
    .map(([by, bounds, prices, open, perKg]) => ({
      by,
      tiers: [
        ...bounds.sort((a, b) => a - b).map((one, index) => ({ up_to: bound(by, one), price: prices[index]! })),
        ...(open === null ? [] : [{ price: open, ...(perKg !== null && by === 'weight' && { per_kg: perKg }) }]),
      ],
    }));
  const share = fc.record({ percent, of: oneOf('subtotal', 'discounted') });
  return fc.oneof(
    { weight: 3, arbitrary: amount },
    {
      weight: 4,
      arbitrary: merge(
        amount.map((base) => ({ base })),
        maybe({ each: amount, per_kg: amount }),
      ),
    },
    merge(maybe({ base: amount }), maybe({ each_additional: amount, per_lb: amount }), share),
    { weight: 2, arbitrary: tiers },
    ...(table ? [{ weight: 4, arbitrary: fc.constant<Tree>({ table: 'tables/ship.csv' }) }] : []),
  );
}

export function taxesFile(setup: Setup, table: boolean): Arb<TreeMap> {
  const condition = when(setup, 'customize');
  const line = lineCondition(setup, 'customize');
  const rate = merge(
    fc.oneof(
      { weight: 8, arbitrary: percent.map((one): TreeMap => ({ percent: one, name: `Tax ${one}` })) },
      percent.map((one): TreeMap => ({ use: `txr_${one.replace('.', '_')}`, percent: one })),
    ),
    fc.oneof({ weight: 9, arbitrary: place.map((where): TreeMap => ({ where })) }, fc.constant<TreeMap>({})),
    timed({
      class: fc.oneof(oneOf('standard', 'food'), fc.constant('standard')),
      priority: oneOf('1', '2', '3'),
      shipping: flag,
    }),
    fc.oneof({ weight: 4, arbitrary: fc.constant<TreeMap>({}) }, maybe({ when: condition, compound: flag })),
  );
  return merge(
    fc.record({
      prices_include_tax: flag,
      classes: fc.tuple(line, line, flag).map(([food, none, like]): Tree[] => [
        { class: 'food', ...(like === 'true' && { like: 'standard' }), items: food },
        { class: 'none', items: none },
      ]),
      rates: entries('rate', rate, 1, 8).map((rates) =>
        // A stored rate cannot be compound.
        rates.map(({ compound, ...one }) => ('use' in one || compound === undefined ? one : { ...one, compound })),
      ),
    }),
    maybe({
      based_on: oneOf('shipping', 'billing'),
      exempt: entries('exempt', timed({ items: line, where: place, when: condition, priority: oneOf('1', '2') }), 1, 2),
      shipping: maybe({ taxed: flag, class: oneOf('standard', 'food') }),
    }),
    fc.constant<TreeMap>(table ? { tables: ['tables/rates.csv'] } : {}),
  );
}

export function approvalFile(setup: Setup, account = false): Arb<TreeMap> {
  const decision = fc.oneof(
    fc.constant<TreeMap>({ approve: 'true' }),
    maybe({ if_unknown: oneOf('skip', 'decline') }).map((more): TreeMap => ({ decline: 'Not this one.', ...more })),
  );
  const always = fc.record({ when: when(setup, 'finalize') }) as Arb<TreeMap>;
  const rule = merge(decision, fc.oneof({ weight: 9, arbitrary: always }, timed({})), maybe({ shadow: flag }));
  return merge(
    fc.record({ rules: entries('rule', rule, 1, 5) }),
    maybe({
      default: oneOf<Tree>('approve', { decline: 'Not now.' }),
      ...(!account && { always: entries('always', rule, 1, 2) }),
    }),
  );
}

const plainBases = ['subtotal', 'discounted', 'total'] as const;

export function feesFile(setup: Setup): Arb<TreeMap> {
  const amount = (of: Arb<number>): Arb => money(setup, of, true);
  const tiers = fc
    .tuple(
      fc.uniqueArray(oneOf(500, 1000, 5000, 20_000), { minLength: 1, maxLength: 3 }),
      fc.array(merge(fc.record({ percent }), maybe({ fixed: amount(small) })), { minLength: 4, maxLength: 4 }),
      flag,
      flag,
    )
    .map(([bounds, shares, open, graduated]) => {
      const upTo = (one: number): Tree => Object.fromEntries(setup.currencies.map((code) => [code, major(one, code)]));
      const closed = bounds.sort((a, b) => a - b).map((one, index) => ({ up_to: upTo(one), ...shares[index]! }));
      return { tiers: open === 'true' ? [...closed, shares.at(-1)!] : closed, graduated };
    });
  const share = fc.oneof(
    { weight: 3, arbitrary: merge(fc.record({ percent }), maybe({ fixed: amount(small) })) },
    { weight: 1, arbitrary: amount(small).map((fixed): TreeMap => ({ fixed })) },
    { weight: 2, arbitrary: tiers },
  );
  const ofLines = merge(maybe({ of: oneOf(...plainBases), items: lineCondition(setup, 'finalize') }));
  const fee = merge(
    share,
    fc.oneof({ weight: 3, arbitrary: ofLines }, maybe({ of: oneOf('total_without_tax', 'shipping') })),
    timed({
      group: oneOf('plan', 'goods'),
      when: when(setup, 'finalize'),
      min: amount(oneOf(10, 50)),
      max: amount(oneOf(500, 2000)),
    }),
  );
  return merge(
    fc.record({ fees: entries('fee', fee, 1, 5) }),
    maybe({
      limit: oneOf(10, 100).chain((min) => maybe({ min: amount(fc.constant(min)), max: amount(oneOf(100, 3000)) })),
      transfer: fc.oneof(
        fc.record({ percent, of: oneOf(...plainBases) }),
        fc.record({ amount: amount(oneOf(100, 1000)) }),
      ),
    }),
  ).map((file) => (Object.keys((file.limit ?? { none: '' }) as TreeMap).length > 0 ? file : { fees: file.fees! }));
}

export interface Parts {
  setup?: Partial<Setup>;
  accounts?: boolean;
}

/** A directory of every file, in which currencies, lists, zones and tables are there where they are named. */
export function directories({ setup: given, accounts = true }: Parts = {}): Arb<Written> {
  const currencies = oneOf(['usd'], ['usd', 'cad'], ['eur', 'jpy'], ['isk', 'usd'], ['kwd', 'ugx']);
  return (given?.currencies ? fc.constant(given.currencies) : currencies).chain((codes) => {
    const setup: Setup = { ...anySetup, ...given, currencies: codes };
    return fc
      .record({
        time_zone: oneOf('UTC', 'America/New_York', 'Europe/Berlin'),
        holidays: fc.subarray(['2026-11-26', '12-25', '2026-11-20']),
        business_days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], { minLength: 1 }),
        shipping: shippingFile(setup, true),
        taxes: taxesFile(setup, true),
        approval: approvalFile(setup),
        fees: feesFile(setup),
        own: fc.tuple(approvalFile(setup, true), shippingFile(setup, false)),
        catalog: catalog(codes[0]!),
        rates: ratesTable,
        ship: shippingTable(setup),
      })
      .map(({ time_zone, holidays, business_days, own, catalog, rates, ship, ...files }): Written => {
        const zones = {
          near: [{ country: 'US', except: 'far' }, { country: 'CA' }],
          far: { country: 'US', state: 'AK' },
        };
        const yaml: Written['yaml'] = {
          'settings.yaml': { currency: codes[0]!, currencies: [...codes], time_zone, holidays, business_days, zones },
        };
        for (const [name, file] of Object.entries(files)) yaml[`${name}.yaml`] = file;
        if (accounts) {
          const folder = 'accounts/acct_two/';
          yaml[`${folder}settings.yaml`] = { time_zone: 'Asia/Tokyo' };
          [yaml[`${folder}approval.yaml`], yaml[`${folder}shipping.yaml`]] = own;
        }
        return {
          yaml,
          csv: { 'catalog.csv': catalog, 'tables/rates.csv': rates, 'tables/ship.csv': ship },
          lists: {
            'lists/vip.txt': ['acct_one', 'acct_v*'],
            'lists/goods.txt': ['A', 'GIFT-*'],
            'lists/codes.txt': ['94016', '100*'],
          },
        };
      });
  });
}
