import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyCodes, exponentOf, stepOf } from '../src/currency.ts';
import {
  begunUnits,
  exact,
  flattenCompound,
  majorUnits,
  minorUnits,
  percentOf,
  roundMinor,
  roundPercent,
  roundUpTo,
  smallestAmount,
} from '../src/money.ts';

const anyCurrency = fc.constantFrom(...currencyCodes);

describe('major and minor units', () => {
  it.each([
    ['5.99', 'usd', 599],
    ['0', 'usd', 0],
    ['500', 'jpy', 500],
    ['5', 'isk', 500],
    ['5', 'ugx', 500],
    ['5.12', 'kwd', 5120],
    ['1200', 'huf', 120000],
    ['0.01', 'twd', 1],
  ])('%s %s is %i', (major, currency, minor) => {
    expect(minorUnits(major, currency)).toBe(minor);
  });

  it.each([
    ['0.005', 'usd'],
    ['1.5', 'jpy'],
    ['1.5', 'isk'],
    ['0.001', 'kwd'],
    ['90071992547409.93', 'usd'],
  ])('%s is no amount in %s', (major, currency) => {
    expect(minorUnits(major, currency)).toBeNull();
  });

  it.each([
    ['usd', '0.01'],
    ['jpy', '1'],
    ['isk', '1'],
    ['kwd', '0.01'],
  ])('the smallest amount in %s is %s', (currency, smallest) => {
    expect(smallestAmount(currency)).toBe(smallest);
  });

  it('every amount that Stripe takes comes back from its major units', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), anyCurrency, (steps, currency) => {
        const minor = steps * stepOf(currency);
        expect(minorUnits(majorUnits(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('major units have as many digits as the currency', () => {
    expect(majorUnits(599, 'usd')).toBe('5.99');
    expect(majorUnits(500, 'jpy')).toBe('500');
    expect(majorUnits(5120, 'kwd')).toBe('5.120');
    expect(exponentOf('kwd')).toBe(3);
  });
});

describe('the one rounding', () => {
  it.each([
    ['0.5', 'usd', 1],
    ['0.4999999999999999999999999', 'usd', 0],
    ['1.5', 'usd', 2],
    ['2.5', 'jpy', 3],
    ['549.999', 'isk', 500],
    ['550', 'isk', 600],
    ['4', 'kwd', 0],
    ['5', 'kwd', 10],
    ['148.48', 'kwd', 150],
  ])('%s in %s is %i, half-up to the smallest amount that Stripe takes', (amount, currency, minor) => {
    expect(roundMinor(exact(amount), currency)).toBe(minor);
  });

  it('is off by at most half of the smallest amount', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), fc.nat({ max: 999_999 }), anyCurrency, (whole, part, currency) => {
        const amount = exact(whole).plus(exact(part).times('1e-6'));
        const rounded = roundMinor(amount, currency)!;
        expect(rounded % stepOf(currency)).toBe(0);
        expect(exact(rounded).minus(amount).abs().times(2).lessThanOrEqualTo(stepOf(currency))).toBe(true);
      }),
    );
  });

  it('gives nothing past 2^53 − 1', () => {
    expect(roundMinor(exact('9007199254740992'), 'usd')).toBeNull();
    expect(roundMinor(exact('9007199254740991'), 'usd')).toBe(9007199254740991);
  });

  it.each([
    [1801, 50, 1850],
    [1850, 50, 1850],
    [1, 100, 100],
    [0, 100, 0],
  ])('%i goes up to the next multiple of %i: %i', (amount, unit, up) => {
    expect(roundUpTo(amount, unit)).toBe(up);
  });
});

describe('percents', () => {
  it.each([
    [250_00, '7.25', '1812.5'],
    [1, '9.975', '0.09975'],
    [9007199254740991, '100', '9007199254740991'],
  ])('of %i, %s percent is %s, exactly', (base, percent, result) => {
    expect(percentOf(base, exact(percent)).toFixed()).toBe(result);
  });

  it.each([
    ['9.47375', '9.4738'],
    ['9.47374999', '9.4737'],
    ['20.2', '20.2'],
  ])('%s is sent as %s: four decimals, half-up', (percent, sent) => {
    expect(roundPercent(exact(percent)).toFixed()).toBe(sent);
  });

  it.each([
    [['20', false], ['1', true], '1.2'],
    [['5', false], ['9.975', true], '10.47375'],
  ] as const)('%s below %s comes to %s on the price', ([low], [high], effective) => {
    const [, top] = flattenCompound([
      { percent: exact(low), compound: false },
      { percent: exact(high), compound: true },
    ]);
    expect(top!.toFixed()).toBe(effective);
  });

  it('a compound rate lies on all that are not, also on those of a later priority, and on compound ones before it', () => {
    const percents = flattenCompound([
      { percent: exact(10), compound: true },
      { percent: exact(5), compound: false },
      { percent: exact(2), compound: true },
    ]);
    // 10 % of 1.05, then 2 % of 1.05 + 0.105.
    expect(percents.map((percent) => percent.toFixed())).toEqual(['10.5', '5', '2.31']);
  });

  it('flattened rates collect what compounding collects', () => {
    const rate = fc.record({
      percent: fc.nat({ max: 300_000 }).map((n) => exact(n).times('1e-4')),
      compound: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 5 }), fc.nat({ max: 10 ** 6 }), (rates, price) => {
        let simple = exact(0);
        for (const { percent, compound } of rates) if (!compound) simple = simple.plus(percentOf(price, percent));
        let due = simple;
        for (const { percent, compound } of rates) if (compound) due = due.plus(percentOf(due.plus(price), percent));
        let collected = exact(0);
        for (const percent of flattenCompound(rates)) collected = collected.plus(percentOf(price, percent));
        expect(collected.toFixed()).toBe(due.toFixed());
      }),
    );
  });
});

it.each([
  ['2100', '1000', '3'],
  ['2000', '1000', '2'],
  ['0', '1000', '0'],
  ['0.000000001', '453.59237', '1'],
])('of %s grams, units of %s have begun %s times', (grams, unit, begun) => {
  expect(begunUnits(exact(grams), exact(unit)).toFixed()).toBe(begun);
});
