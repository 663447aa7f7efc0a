import { iso31661, iso31662 } from 'iso-3166';
import { expect, test } from 'vitest';
import { countryCodes, countryHint, euMembers, isCountry, readCountry } from '../../src/rules/countries.ts';
import { stateCode, stateHolds, stateNames, statesAreCoded } from '../../src/rules/states.ts';
import { otherStates, stateData } from '../../src/rules/states-data.ts';

const coded = ['US', 'CA', 'AU', 'BR', 'MX', 'IN', 'IT', 'ES'];

test('the countries are those of ISO 3166-1 and three of Stripe', () => {
  const expected = [...iso31661.map((country) => country.alpha2), 'AC', 'TA', 'XK'];
  expect([...countryCodes].sort()).toEqual(expected.sort());
});

test('the European Union has 27 members, all countries', () => {
  expect(euMembers.size).toBe(27);
  expect([...euMembers].filter((code) => !isCountry(code))).toEqual([]);
  expect(isCountry('EU')).toBe(false);
});

test.each([
  ['us', 'US'],
  [' GB ', 'GB'],
  ['UK', 'GB'],
  ['el', 'GR'],
  ['', null],
  [null, null],
])('a request that says %j means the country %j', (text, country) => {
  expect(readCountry(text)).toBe(country);
});

test.each([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['Germany', 'DE'],
  ['USA', 'US'],
  ['united states', 'US'],
  ['Atlantis', undefined],
])('for %s the hint is %s', (text, hint) => {
  expect(countryHint(text)).toBe(hint);
});

test.each(coded)('the states of %s are those of ISO 3166-2, with their names and regions', (country) => {
  const expected = iso31662
    .filter((state) => state.code.startsWith(`${country}-`))
    .map(
      (state) => `${state.code.slice(3)} ${state.name}${state.parent === country ? '' : ` < ${state.parent.slice(3)}`}`,
    );
  const held = stateData[country]!.split('|').map((entry) => entry.trim());
  expect(held.sort()).toEqual(expected.sort());
});

test('eight countries have coded states, and other names only for codes of theirs', () => {
  expect(Object.keys(stateData).sort()).toEqual([...coded].sort());
  expect(coded.filter(statesAreCoded)).toEqual(coded);
  expect(statesAreCoded('DE')).toBe(false);
  for (const country of coded) {
    for (const entry of otherStates[country]!.split('|')) {
      const code = entry.trim().split(' ')[0]!;
      if (country !== 'US' || !['AA', 'AE', 'AP'].includes(code)) expect(stateData[country]).toContain(`${code} `);
    }
  }
});

test.each(coded)('every code of %s is understood as itself, every name as a code of that name', (country) => {
  for (const [code, name] of stateNames(country)) {
    expect(stateCode(country, code)).toBe(code);
    expect(stateCode(country, `${country}-${code.toLowerCase()}`)).toBe(code);
    const named = stateCode(country, name)!;
    expect(stateHolds(country, code, named)).toBe('true');
  }
});

test.each([
  ['US', 'CA', 'CA'],
  ['US', 'US-CA', 'CA'],
  ['US', ' us - ca ', 'CA'],
  ['US', 'california', 'CA'],
  ['US', 'New  York', 'NY'],
  ['US', 'N.Y.', 'NY'],
  ['US', 'Washington, D.C.', 'DC'],
  ['US', 'AE', 'AE'],
  ['US', 'Narnia', null],
  ['US', ' ', null],
  ['CA', 'Québec', 'QC'],
  ['CA', 'quebec', 'QC'],
  ['AU', 'New South Wales', 'NSW'],
  ['BR', 'São Paulo', 'SP'],
  ['BR', 'sao paulo', 'SP'],
  ['MX', 'CDMX', 'CMX'],
  ['MX', 'Ciudad de Mexico', 'CMX'],
  ['MX', 'N.L.', 'NLE'],
  ['IN', 'Karnataka', 'KA'],
  ['IN', 'Orissa', 'OD'],
  ['IN', 'TG', 'TS'],
  ['IN', 'Jammu & Kashmir', 'JK'],
  ['IT', 'Milano', 'MI'],
  ['IT', 'Rome', 'RM'],
  ['IT', 'Bozen', 'BZ'],
  ['IT', 'AO', '23'],
  ['ES', 'Asturias', 'O'],
  ['ES', 'Principado de Asturias', 'AS'],
  ['ES', 'Vizcaya', 'BI'],
  ['ES', 'A Coruña', 'C'],
  ['DE', 'DE-BY', 'by'],
  ['DE', 'Baden-Württemberg', 'badenwurttemberg'],
  ['JP', '東京都', '東京都'],
])('in %s the state %j is %j', (country, text, code) => {
  expect(stateCode(country, text)).toBe(code);
});

test.each([
  ['US', 'CA', 'CA', 'true'],
  ['US', 'CA', 'NV', 'false'],
  ['ES', 'CN', 'GC', 'true'],
  ['ES', 'GC', 'CN', 'unknown'],
  ['ES', 'GC', 'TF', 'false'],
  ['ES', 'MD', 'M', 'true'],
  ['ES', 'M', 'MD', 'true'],
  ['IT', '52', 'FI', 'true'],
  ['IT', '52', 'MI', 'false'],
  ['DE', 'by', 'by', 'true'],
] as const)('in %s the state %s holds an address in %s: %s', (country, wanted, found, truth) => {
  expect(stateHolds(country, wanted, found)).toBe(truth);
});
