import { iso31662 } from 'iso-3166';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/rules/model.ts';
import { checkPlace } from '../../src/rules/place.ts';
import { checkPostalPattern } from '../../src/rules/postal-check.ts';
import { Problems } from '../../src/rules/problem.ts';
import { statesAreCoded } from '../../src/rules/states.ts';
import { plainStateCodes } from '../../src/rules/states-codes.ts';
import { place } from '../support/places.ts';

const zones: Record<string, Place> = { home: place({ country: ['US', 'CA'] }), loop: place({ zone: 'loop' }) };
const lists: Record<string, string[]> = { zips: ['94016', '94*'], bad: ['94*16', '1', '', '2', '3', '4', '5', '6'] };
const scope = {
  zonePlace: (name: string) => zones[name],
  zoneNames: () => Object.keys(zones),
  list: (name: string) => lists[name],
  listNames: () => Object.keys(lists),
};

function faults(written: unknown): string[] {
  const problems = new Problems();
  checkPlace(place(written), scope, problems);
  return problems.all.map(({ severity, code }) => `${severity} ${code}`);
}

function messages(written: unknown): string {
  const problems = new Problems();
  checkPlace(place(written), scope, problems);
  return problems.all.map(({ message }) => message).join('\n');
}

describe('the postal pattern', () => {
  test.each([
    ['94016', ['US']],
    ['94016-1234', ['US']],
    ['940*', ['US']],
    ['*', ['US']],
    ['94000...94999', ['US']],
    ['94000 … 94999', ['US']],
    ['940...949', ['US']],
    ['1012 AB', ['NL']],
    ['1012*', ['NL']],
    ['NL-1012 AB', ['NL']],
    ['LV-1337', ['LV']],
    ['1337', ['LV']],
    ['SW1', ['GB']],
    ['HS', ['GB']],
    ['KW15...KW17', ['GB']],
    ['SW1A 1AA', ['GB']],
    ['E1 6*', ['GB']],
    ['M5V', ['CA']],
    ['K1A...K2Z', ['CA']],
    ['D02', ['IE']],
    ['D6W', ['IE']],
    ['D02 AF30', ['IE']],
    // At fault only where no country of the place has such codes.
    ['M5V', ['US', 'CA']],
    ['1012', ['NL', 'BE']],
    ['whatever1', ['HK', 'US']],
    ['94016', null],
    ['1', null],
    ['JE*', ['GB', 'JE']],
    ['00901', ['US', 'PR']],
    ['@zips', ['US']],
  ])('%s is right in %j', (text, countries) => {
    expect(checkPostalPattern(text, countries && new Set(countries))).toEqual([]);
  });

  test.each([
    ['', null, 'bad-pattern'],
    ['9*0', null, 'bad-pattern'],
    ['*940', ['US'], 'bad-pattern'],
    ['94000..94999', ['US'], 'bad-pattern'],
    ['94000....94999', null, 'bad-pattern'],
    ['...94999', null, 'bad-pattern'],
    ['94.016', null, 'bad-pattern'],
    ['94999...94000', null, 'impossible-range'],
    ['94999...94000', ['US'], 'impossible-range'],
    ['9400...94999', null, 'impossible-range'],
    ['A4000...94999', null, 'impossible-range'],
    ['AB15...AB10', ['GB'], 'impossible-range'],
    ['AB1...AB15', ['GB'], 'impossible-range'],
    ['AB10...AC15', ['GB'], 'impossible-range'],
    ['LV-2000...LV-1000', ['LV'], 'impossible-range'],
    ['12345678901...12345678909', null, 'impossible-range'],
    ['1012', ['NL'], 'short-code'],
    ['940', ['US'], 'short-code'],
    ['M5', ['CA'], 'short-code'],
    ['D0', ['IE'], 'short-code'],
    ['SW1A 1', ['GB'], 'short-code'],
    ['940', ['US', 'DE'], 'short-code'],
    ['9401A', ['US'], 'bad-pattern'],
    ['940160', ['US'], 'bad-pattern'],
    ['94016-94020', ['US'], 'bad-pattern'],
    ['SW1', ['US'], 'bad-pattern'],
    ['SW1*', ['CA', 'US'], 'bad-pattern'],
    ['94000...94999', ['GB'], 'bad-pattern'],
    ['LV-1337', ['DK'], 'bad-pattern'],
  ])('%j in %j is an error: %s', (text, countries, code) => {
    expect(checkPostalPattern(text, countries && new Set(countries))).toMatchObject([{ severity: 'error', code }]);
  });

  test.each([
    ['E1*', ['GB'], 'broad-prefix'],
    ['SW1*', ['GB', 'IE'], 'broad-prefix'],
    ['JE*', ['GB'], 'stripe-country'],
    ['GY1', ['GB'], 'stripe-country'],
    ['IM1...IM9', ['GB'], 'stripe-country'],
    ['00901', ['US'], 'stripe-country'],
    ['006*', ['US'], 'stripe-country'],
    ['00800...00899', ['US'], 'stripe-country'],
  ])('%s in %j is a warning: %s', (text, countries, code) => {
    expect(checkPostalPattern(text, new Set(countries))).toMatchObject([{ severity: 'warn', code }]);
  });

  test.each([
    ['1012', 'NL', 'Did you mean "1012*"?'],
    ['94016-94020', 'US', '94016...94020'],
    ['94999...94000', 'US', 'Did you mean 94000...94999?'],
    ['AB1...AB15', 'GB', 'AB1...AB9 and AB10...AB15'],
    ['E1*', 'GB', 'Write E1 for'],
  ])('the hint for %s in %s says %s', (text, country, hint) => {
    expect(checkPostalPattern(text, new Set([country]))[0]!.message).toContain(hint);
  });
});

describe('the place', () => {
  test.each([
    [{}],
    [{ country: 'us' }],
    [{ country: ['US', 'EU', 'XK'] }],
    [{ country: 'US', state: ['CA', 'us-nv', 'AE', 'DC'] }],
    [{ country: 'US', except: { state: ['AK', 'HI'] } }],
    [{ zone: 'home', state: ['CA', 'QC'] }],
    [{ country: 'BR', state: 'PR' }],
    [{ country: 'DE', state: 'BY' }],
    [{ country: 'DE', state: 'DE-BY' }],
    [{ country: 'DE', state: 'b*' }],
    [{ country: 'US', postal_code: '@zips' }],
    [{ country: 'US', postal_code: { not: ['940*'] } }],
    [['home', { not: 'home' }]],
    ['loop'],
    [{ country: 'GB', postal_code: ['HS', 'ZE', 'KW15...KW17'] }],
  ])('%j is right', (written) => {
    expect(faults(written)).toEqual([]);
  });

  test.each([
    [{ country: 'UK' }, ['error unknown-country']],
    [{ country: ['EL', 'Germany', 'DE'] }, ['error unknown-country', 'error unknown-country']],
    [{ country: 'Atlantis', state: 'X', postal_code: '1' }, ['error unknown-country']],
    [{ country: 'US', state: 'XX' }, ['error unknown-state']],
    [{ country: 'US', state: 'California' }, ['error unknown-state']],
    [{ country: 'US', state: 'CA-QC' }, ['error unknown-state']],
    [{ country: 'US', except: { state: 'ON' } }, ['error unknown-state']],
    [{ country: 'US', state: 'C*A' }, ['error bad-pattern']],
    [{ country: 'DE', state: 'Bavaria' }, ['warn unknown-state']],
    [{ country: ['US', 'DE'], state: 'Bavaria' }, ['warn unknown-state']],
    [{ country: 'US', state: 'PR' }, ['warn stripe-country']],
    [{ country: 'US', city: 'San*Jose' }, ['error bad-pattern']],
    [{ state: 'CA' }, ['warn place-without-country']],
    [{ postal_code: '94016' }, ['warn place-without-country']],
    [{ not: 'home' }, ['warn place-everywhere-else']],
    [{ not: { country: 'UK' } }, ['warn place-everywhere-else', 'error unknown-country']],
    ['hoem', ['error unknown-zone']],
    [{ country: 'US', except: 'hoem' }, ['error unknown-zone']],
    [{ country: 'US', postal_code: '@zip' }, ['error unknown-list']],
    [{ country: 'US', postal_code: '@bad' }, ['error bad-pattern', ...Array(4).fill('error short-code')]],
    [{ country: 'US', postal_code: ['1012', '940*', '9*9'] }, ['error short-code', 'error bad-pattern']],
    [{ country: 'GB', postal_code: ['HS', 'IM*', 'E1*'] }, ['warn stripe-country', 'warn broad-prefix']],
  ])('%j is reported: %j', (written, expected) => {
    expect(faults(written)).toEqual(expected);
  });

  test.each([
    [{ country: 'UK' }, 'Did you mean GB?'],
    [{ country: 'Germany' }, 'Did you mean DE?'],
    [{ country: 'US', state: 'California' }, 'Did you mean CA (California)?'],
    [{ country: 'US', state: 'Califronia' }, 'Did you mean CA (California)?'],
    [{ country: 'IN', state: 'OR' }, 'Did you mean OD (Odisha)?'],
    ['hoem', 'Did you mean "home"?'],
    ['us', '{ country: US }'],
    [{ country: 'US', postal_code: '@zip' }, 'Did you mean "zips"?'],
    [{ country: 'US', postal_code: '@bad' }, 'lists/bad.txt: "94*16"'],
  ])('for %j the message says %s', (written, hint) => {
    expect(messages(written)).toContain(hint);
  });
});

test('the codes of states in other countries are those of ISO 3166-2', () => {
  const held = Object.entries(plainStateCodes).flatMap(([country, codes]) =>
    codes.split(/\s+/).map((code) => `${country}-${code}`),
  );
  const expected = iso31662.map(({ code }) => code).filter((code) => !statesAreCoded(code.slice(0, 2)));
  expect(held.sort()).toEqual(expected.sort());
});
