import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount } from '../../../src/rules/parse/amount.ts';
import { days, timeOfDay, timesByDay } from '../../../src/rules/parse/clock.ts';
import { date, isReversed } from '../../../src/rules/parse/date.ts';
import { delivery } from '../../../src/rules/parse/delivery.ts';
import { compareExact, readExact } from '../../../src/rules/parse/exact.ts';
import { integer, number, percent, weight } from '../../../src/rules/parse/number.ts';
import { anyText } from '../../../src/rules/parse/text-match.ts';
import { flag, oneOf, type Shape } from '../../../src/rules/shape.ts';
import { weightToGrams } from '../../../src/rules/weight.ts';
import { read } from '../../support/parse.ts';

type Good = [yaml: string, value: unknown];
/** The problems as `LINE:COL CODE`, and a part of the first message. */
type Bad = [yaml: string, problem: string, message?: string];

function kind(name: string, shape: Shape<unknown>, good: Good[], bad: Bad[]): void {
  describe(name, () => {
    test.each(good)('%s', (yaml, value) => {
      expect(read(shape, yaml)).toMatchObject({ value, problems: [] });
    });
    test.each(bad)('%s is wrong', (yaml, problem, message = '') => {
      const { value, problems, messages } = read(shape, yaml);
      expect(problems).toEqual([problem]);
      expect(value).toBeUndefined();
      expect(messages[0]).toContain(message);
    });
  });
}

kind(
  'amount',
  amount,
  [
    ['5.99', { plain: '5.99' }],
    ['50.00', { plain: '50' }],
    ['"5.90"', { plain: '5.9' }],
    ['0', { plain: '0' }],
    ['0.00', { plain: '0' }],
    ['0.005', { plain: '0.005' }],
    ['999999999999.99', { plain: '999999999999.99' }],
    ['{ usd: 5.99, CAD: 7.990, jpy: 800.00 }', { by: { usd: '5.99', cad: '7.99', jpy: '800' } }],
    ['{ kwd: 0.01, isk: 5, huf: 0.01, twd: 0.01 }', { by: { kwd: '0.01', isk: '5', huf: '0.01', twd: '0.01' } }],
  ],
  [
    ['-5', '1:1 bad-amount', 'negative'],
    ['1e3', '1:1 bad-amount', 'without an exponent'],
    ['"1,000.00"', '1:1 bad-amount', 'Write it without separators: 1000.00.'],
    ['"1 000"', '1:1 bad-amount', 'Write it without separators: 1000.'],
    ['1_000', '1:1 bad-amount', '1000'],
    ['"5,99"', '1:1 bad-amount', 'Write a point: 5.99.'],
    ['.5', '1:1 bad-amount', 'Write 0.5.'],
    ['5.', '1:1 bad-amount', 'Write 5.'],
    ['+5', '1:1 bad-amount', 'Write 5.'],
    ['05.99', '1:1 bad-amount', 'Write 5.99.'],
    ['$5.99', '1:1 bad-amount', 'Write 5.99, or { usd: 5.99 }.'],
    ['5.99 EUR', '1:1 bad-amount', 'Write 5.99, or { eur: 5.99 }.'],
    ['5.99€', '1:1 bad-amount', '{ eur: 5.99 }'],
    ['""', '1:1 bad-amount'],
    ['free', '1:1 bad-amount'],
    ['NaN', '1:1 bad-amount'],
    ['Infinity', '1:1 bad-amount'],
    ['0x10', '1:1 bad-amount'],
    ['١٢', '1:1 bad-amount'],
    ['1000000000000', '1:1 bad-amount', 'more than Stripe takes'],
    [`${'1'.repeat(5000)}`, '1:1 bad-amount'],
    ['[5]', '1:1 wrong-type', 'A list stands here; expected an amount'],
    ['{}', '1:1 bad-amount', 'No currency'],
    ['{ usd: 0.005 }', '1:8 bad-amount', 'smallest amount that Stripe takes in usd: 0.01.'],
    ['{ jpy: 1.5 }', '1:8 bad-amount', 'in jpy: 1.'],
    ['{ isk: 1.50 }', '1:8 bad-amount', 'in isk: 1.'],
    ['{ ugx: 0.5 }', '1:8 bad-amount', 'in ugx: 1.'],
    ['{ kwd: 0.001 }', '1:8 bad-amount', 'in kwd: 0.01.'],
    ['{ usdd: 5 }', '1:3 unknown-currency', 'Did you mean "usd"?'],
    ['{ min: 5 }', '1:3 unknown-currency', 'Bounds are for conditions'],
    ['{ usd: 5, USD: 6 }', '1:11 duplicate-key'],
    ['{ usd: }', '1:3 wrong-type', 'Nothing is written here'],
    ['{ __proto__: 5 }', '1:3 unknown-currency'],
    ['{ constructor: 5 }', '1:3 unknown-currency'],
  ],
);

kind(
  'percent',
  percent,
  [
    ['7.25', '7.25'],
    ['7.25%', '7.25'],
    ['"7.25 %"', '7.25'],
    ['0', '0'],
    ['100.0000', '100'],
    ['9.9750', '9.975'],
  ],
  [
    ['100.0001', '1:1 bad-percent', 'more than 100'],
    ['7.12345', '1:1 bad-percent', '4 decimals'],
    ['-1', '1:1 bad-percent', 'Negative'],
    ['"7,25"', '1:1 bad-percent', 'Write a point: 7.25.'],
    ['7.25%%', '1:1 bad-percent'],
    ['a lot', '1:1 bad-percent'],
    ['[7]', '1:1 wrong-type'],
  ],
);

kind(
  'weight',
  weight,
  [
    ['500 g', '500'],
    ['500g', '500'],
    ['2.5 kg', '2500'],
    ['0.0001 KG', '0.1'],
    ['8 oz', '226.796185'],
    ['1 oz', '28.349523125'],
    ['3 lb', '1360.77711'],
    ['0.123456789 lb', '55.99905751509993'],
  ],
  [
    ['500', '1:1 bad-weight', 'Its unit is missing: 500 kg?'],
    ['5 lbs', '1:1 bad-weight', 'Write lb.'],
    ['5 grams', '1:1 bad-weight', 'Write g.'],
    ['5 t', '1:1 bad-weight', 'The units are g, kg, oz and lb.'],
    ['-5 kg', '1:1 bad-weight'],
    ['"1,5 kg"', '1:1 bad-weight'],
    ['kg', '1:1 bad-weight'],
    ['{ kg: 5 }', '1:1 wrong-type'],
  ],
);

kind(
  'delivery',
  delivery,
  [
    ['3-5 business days', { min: 3, max: 5, unit: 'business_day' }],
    ['3–5 business days', { min: 3, max: 5, unit: 'business_day' }],
    ['3 - 5 Business Days', { min: 3, max: 5, unit: 'business_day' }],
    ['3 to 5 days', { min: 3, max: 5, unit: 'day' }],
    ['2 days', { min: 2, max: 2, unit: 'day' }],
    ['1 day', { min: 1, max: 1, unit: 'day' }],
    ['24-48 hours', { min: 24, max: 48, unit: 'hour' }],
    ['1 month', { min: 1, max: 1, unit: 'month' }],
    ['1-2 weeks', { min: 7, max: 14, unit: 'day' }],
    ['1-2 years', { min: 12, max: 24, unit: 'month' }],
    ['{ min: 1, max: 2, unit: business_day }', { min: 1, max: 2, unit: 'business_day' }],
    ['{ min: 1, max: 2, unit: weeks }', { min: 7, max: 14, unit: 'day' }],
    [
      '{ min: 1, max: 2, unit: business_day, cutoff: { mon-wed: "14:00", sat: "9:30" } }',
      { min: 1, max: 2, unit: 'business_day', cutoff: { mon: 840, tue: 840, wed: 840, sat: 570 } },
    ],
    [
      '{ min: 1, max: 2, unit: business_day, cutoff: 14:00 }',
      {
        ...{ min: 1, max: 2, unit: 'business_day' },
        cutoff: { mon: 840, tue: 840, wed: 840, thu: 840, fri: 840, sat: 840, sun: 840 },
      },
    ],
  ],
  [
    ['0 days', '1:1 bad-delivery', 'at least 1'],
    ['5-3 days', '1:1 impossible-range', 'Write 3-5.'],
    ['3-5', '1:1 bad-delivery'],
    ['3-5 working days', '1:1 bad-delivery', 'Did you mean business days?'],
    ['3-5 fortnights', '1:1 bad-delivery', 'is not a unit'],
    ['1.5 days', '1:1 bad-delivery'],
    ['10000 days', '1:1 past-limit'],
    ['soon', '1:1 bad-delivery'],
    ['{ min: 1, unit: day }', '1:1 missing-key', '"max" is missing'],
    ['{ min: 0, max: 1, unit: day }', '1:8 bad-value'],
    ['{ min: 2, max: 1, unit: day }', '1:3 impossible-range'],
    ['{ min: 1, max: 2, unit: day, cutoff: "14:00" }', '1:30 bad-delivery', 'Write unit: business_day.'],
    ['{ min: 1, max: 2, unit: business_day, cutoff: 2pm }', '1:47 bad-date', '2 pm is 14:00'],
    ['{ min: 1, max: 2, unit: business_day, cut_off: "14:00" }', '1:39 unknown-key', 'Did you mean "cutoff"?'],
    ['[1, 2]', '1:1 wrong-type'],
  ],
);

kind(
  'date',
  date,
  [
    ['2026-11-27', { time: '2026-11-27' }],
    ['2026-11-27T18:00', { time: '2026-11-27T18:00' }],
    ['2026-11-27T18:00:30', { time: '2026-11-27T18:00:30' }],
    ['2026-11-27T18:00Z', { time: '2026-11-27T18:00Z' }],
    ['2026-11-27T18:00:30+02:00', { time: '2026-11-27T18:00:30+02:00' }],
    ['2028-02-29', { time: '2028-02-29' }],
    ['2000-02-29', { time: '2000-02-29' }],
  ],
  [
    ['2026-02-29', '1:1 bad-date', 'not in the calendar'],
    ['2100-02-29', '1:1 bad-date'],
    ['2026-13-01', '1:1 bad-date'],
    ['2026-00-10', '1:1 bad-date'],
    ['2026-04-31', '1:1 bad-date'],
    ['2026-11-27T24:00', '1:1 bad-date'],
    ['2026-11-27T18:60', '1:1 bad-date'],
    ['2026-11-27T18:00+15:00', '1:1 bad-date'],
    ['2026-11-27 18:00', '1:1 bad-date', 'Write 2026-11-27T18:00.'],
    ['2026-11-27Z', '1:1 bad-date', 'A time is needed'],
    ['2026-1-7', '1:1 bad-date', 'Write 2026-01-07.'],
    ['11/27/2026', '1:1 bad-date', 'Year, month, day'],
    ['27.11.2026', '1:1 bad-date'],
    ['tomorrow', '1:1 bad-date'],
    ['0999-01-01', '1:1 bad-date'],
  ],
);

kind(
  'time of day',
  timeOfDay,
  [
    ['"22:00"', 1320],
    ['22:00', 1320],
    ['0:05', 5],
    ['00:00', 0],
    ['23:59', 1439],
  ],
  [
    ['24:00', '1:1 bad-date', '23:59'],
    ['12:60', '1:1 bad-date'],
    ['10pm', '1:1 bad-date', 'Use 24 hours'],
    ['22', '1:1 bad-date'],
    ['22:00:00', '1:1 bad-date'],
  ],
);

kind(
  'days',
  days,
  [
    ['sat', ['sat']],
    ['[sun, Sat]', ['sat', 'sun']],
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['[sat-mon]', ['mon', 'sat', 'sun']],
  ],
  [
    ['saturday', '1:1 bad-value', 'Did you mean "sat"?'],
    ['mon-fri-sun', '1:1 bad-value'],
    ['1', '1:1 bad-value'],
    ['[]', '1:1 bad-value', 'No day'],
  ],
);

kind('times by day', timesByDay, [['{ mon-tue: "14:00" }', { mon: 840, tue: 840 }]], []);

kind(
  'number',
  number,
  [
    ['3', '3'],
    ['3.10', '3.1'],
  ],
  [
    ['three', '1:1 bad-value'],
    ['-3', '1:1 bad-value', 'Negative'],
    ['{ min: 3 }', '1:1 wrong-type'],
  ],
);

kind(
  'whole number',
  integer(1, 5),
  [
    ['1', 1],
    ['5.0', 5],
  ],
  [
    ['0', '1:1 bad-value'],
    ['6', '1:1 past-limit'],
    ['1.5', '1:1 bad-value'],
    ['999999999999999999999', '1:1 past-limit'],
  ],
);

kind(
  'true or false',
  flag,
  [
    ['true', true],
    ['False', false],
  ],
  [
    ['yes', '1:1 wrong-type', 'Write true.'],
    ['off', '1:1 wrong-type', 'Write false.'],
    ['maybe', '1:1 wrong-type'],
    ['', '1:1 wrong-type', 'Nothing is written here'],
  ],
);

kind(
  'one of a few words',
  oneOf(['cheapest', 'fastest']),
  [['cheapest', 'cheapest']],
  [
    ['cheapst', '1:1 bad-value', 'Did you mean "cheapest"?'],
    ['{}', '1:1 wrong-type'],
  ],
);

kind(
  'text',
  anyText,
  [
    ['visa', { not: false, of: ['visa'] }],
    ['[visa, amex]', { not: false, of: ['visa', 'amex'] }],
    ['{ not: visa }', { not: true, of: ['visa'] }],
    ['{ not: [visa, "@cards"] }', { not: true, of: ['visa', '@cards'] }],
    ['LTD-*', { not: false, of: ['LTD-*'] }],
    ['"*@mailinator.com"', { not: false, of: ['*@mailinator.com'] }],
    ['"*mid*"', { not: false, of: ['*mid*'] }],
    ['NO', { not: false, of: ['NO'] }],
    ['0012', { not: false, of: ['0012'] }],
  ],
  [
    ['L*D', '1:1 bad-pattern', 'inside'],
    ['"a**"', '1:1 bad-pattern'],
    ['""', '1:1 bad-pattern'],
    ['[]', '1:1 bad-pattern', 'An empty list matches nothing.'],
    ['"@"', '1:1 bad-pattern', 'name of a list'],
    ['"@mailinator.com*"', '1:1 bad-pattern', '*@mailinator.com'],
    ['"@a/b"', '1:1 bad-pattern'],
    ['{ not: { not: visa } }', '1:8 wrong-type'],
    ['{ is: visa }', '1:1 wrong-type'],
    ['{ not: visa, or: amex }', '1:14 unknown-key'],
    ['[[visa]]', '1:2 wrong-type'],
    ['', '1:1 wrong-type'],
  ],
);

describe('laws of exact decimals', () => {
  const digits = fc.tuple(fc.bigInt(0n, 10n ** 12n), fc.stringMatching(/^\d{0,9}$/));
  const scale = 10n ** 9n;
  const scaled = (whole: bigint, part: string): bigint => whole * scale + BigInt(part.padEnd(9, '0'));
  const written = (whole: bigint, part: string): string => (part === '' ? `${whole}` : `${whole}.${part}`);

  test('canonical text keeps its value and is its own canonical text', () => {
    fc.assert(
      fc.property(digits, ([whole, part]) => {
        const reading = readExact(written(whole, part), 'bad-value');
        if (!('value' in reading)) throw new Error(reading.fault);
        const [w = '', p = ''] = reading.value.split('.');
        expect(scaled(BigInt(w), p)).toBe(scaled(whole, part));
        expect(readExact(reading.value, 'bad-value')).toEqual(reading);
        expect(reading.value).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      }),
    );
  });

  test('they are ordered by value', () => {
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        const [x, y] = [a, b].map(([whole, part]) => readExact(written(whole, part), 'bad-value'));
        if (!x || !y || !('value' in x) || !('value' in y)) throw new Error('unread');
        const difference = scaled(...a) - scaled(...b);
        expect(Math.sign(compareExact(x.value, y.value))).toBe(difference === 0n ? 0 : difference > 0n ? 1 : -1);
      }),
    );
  });

  test('pounds and ounces are exact: 16 oz are 1 lb', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (pounds) => {
        expect(weightToGrams(`${pounds * 16} oz`)).toBe(weightToGrams(`${pounds} lb`));
      }),
    );
  });
});

test.each([
  ['2026-01-02', '2026-01-01', true],
  ['2026-01-01', '2026-01-01', false],
  ['2026-01-01T18:00', '2026-01-01', false],
  ['2026-01-01T18:00:30', '2026-01-01T18:00', true],
  ['2026-01-01T18:00', '2026-01-01T18:00', false],
  ['2026-01-01T18:00', '2026-01-01T18:00:59', false],
  ['2026-01-02', '2026-01-01T23:59', true],
  ['2026-01-01T18:00Z', '2026-01-01T18:00+02:00', true],
  ['2026-01-01T18:00Z', '2026-01-01', false],
])('from %s through %s holds no time: %s', (from, through, reversed) => {
  expect(isReversed(from, through)).toBe(reversed);
});
