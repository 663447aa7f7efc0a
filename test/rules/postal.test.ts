import { expect, test } from 'vitest';
import { normalizePostalCode, readPostalCode } from '../../src/rules/postal.ts';
import { matchPostal } from '../../src/rules/postal-match.ts';
import { parsePostalPattern } from '../../src/rules/postal-pattern.ts';

test.each([
  ['US', ' 94016 ', '94016'],
  ['US', '94016-1234', '94016'],
  ['US', '940161234', '94016'],
  ['PR', '00901-1234', '00901'],
  ['GB', 'sw1a 1aa', 'SW1A1AA'],
  ['CA', 'm5v-3l9', 'M5V3L9'],
  ['LV', 'LV-1337', '1337'],
  ['LV', '1337', '1337'],
  ['DK', 'DK-1000', '1000'],
  ['DK', 'dk 1000', '1000'],
  ['SI', 'SI-1000', '1000'],
  ['LU', 'L-1234', '1234'],
  ['DE', 'D-10115', '10115'],
  ['FI', 'FIN-00100', '00100'],
  ['NL', 'NL-1012 AB', '1012AB'],
  ['AD', 'AD500', '500'],
  // Letters that are part of a code stay, also where they are those of the country.
  ['GB', 'GB1 2AB', 'GB12AB'],
  ['CA', 'CA1 2B3', 'CA12B3'],
  ['IM', 'IM1 1AA', 'IM11AA'],
  ['MT', 'MTP 1001', 'MTP1001'],
  ['AR', 'AR123', 'AR123'],
  ['JP', '〒１５０ー０００１', '1500001'],
  ['US', ' - ', null],
  ['US', '', null],
])('in %s the code %j is compared as %j', (country, text, code) => {
  expect(normalizePostalCode(country, text)).toBe(code);
});

test.each([
  ['GB', 'SW1A 1AA', 'SW1A', false],
  ['GB', 'E1 6AN', 'E1', false],
  ['GB', 'E1', 'E1', true],
  ['GB', 'SW1A', 'SW1A', true],
  ['GB', '12345', null, false],
  ['CA', 'M5V 3L9', 'M5V', false],
  ['CA', 'M5V', 'M5V', true],
  ['IE', 'D02 AF30', 'D02', false],
  ['IE', 'D6W XY00', 'D6W', false],
  ['IE', 'D02', 'D02', true],
  ['US', '94016', null, false],
])('in %s the outward part of %j is %j, cut: %s', (country, text, outward, cut) => {
  expect(readPostalCode(country, text)).toMatchObject({ outward, cut });
});

test.each([
  ['94016', 'US', '94016', 'true'],
  ['94016', 'US', '94016-1234', 'true'],
  ['94016-9999', 'US', '94016-1234', 'true'],
  ['94016', 'US', '94017', 'false'],
  ['94016', 'US', null, 'unknown'],
  ['02139', 'US', '02139', 'true'],
  ['940*', 'US', '94016', 'true'],
  ['940*', 'US', '95016', 'false'],
  ['*', 'US', '95016', 'true'],
  ['94000...94999', 'US', '94000', 'true'],
  ['94000...94999', 'US', '94999-0001', 'true'],
  ['94000 … 94999', 'US', '94500', 'true'],
  ['94000 . . . 94999', 'US', '95000', 'false'],
  ['940...949', 'US', '94999', 'true'],
  ['940...949', 'US', '95000', 'false'],
  ['94000...94999', 'US', '945', 'false'],
  ['1000...1099', 'NL', '1012 AB', 'true'],
  ['K1A...K2Z', 'CA', 'K1N 8S7', 'true'],
  ['A10...A19', 'SZ', 'AB9', 'false'],
  // Outward parts mean that part and nothing else.
  ['SW1', 'GB', 'SW1 2AA', 'true'],
  ['SW1', 'GB', 'SW10 2AA', 'false'],
  ['SW1', 'GB', 'SW1A 2AA', 'false'],
  ['M5V', 'CA', 'M5V 3L9', 'true'],
  ['D02', 'IE', 'D02 AF30', 'true'],
  ['sw1', 'GB', 'SW1', 'true'],
  ['SW1', 'DE', 'SW1 2AA', 'false'],
  ['SW1A 1AA', 'GB', 'sw1a1aa', 'true'],
  ['HS', 'GB', 'HS1 2AB', 'true'],
  ['E', 'GB', 'EC1A 1BB', 'false'],
  ['AB10...AB15', 'GB', 'AB15 9ZZ', 'true'],
  ['AB10...AB15', 'GB', 'AB1 2CD', 'false'],
  ['AB10...AB15', 'GB', 'AB10', 'true'],
  ['AB10...AB15', 'GB', 'AB16 1AA', 'false'],
  ['EC1A...EC2Y', 'GB', 'EC1V 1AA', 'true'],
  ['EC1A...EC2Y', 'GB', 'EC2Z 1AA', 'false'],
  ['W1...W3', 'GB', 'W1A 1AA', 'true'],
  ['W1...W3', 'GB', 'W10 1AA', 'false'],
  ['D01...D24', 'IE', 'D6W XY00', 'true'],
  // What wallets leave of a code.
  ['SW1A 1AA', 'GB', 'SW1A', 'unknown'],
  ['SW1A 1*', 'GB', 'SW1A', 'unknown'],
  ['SW1*', 'GB', 'SW1A', 'true'],
  ['SW1A*', 'GB', 'SW1A', 'true'],
  ['EC1A 1AA', 'GB', 'SW1A', 'false'],
  ['EC1A 1*', 'GB', 'SW1A', 'false'],
  ['SW10', 'GB', 'SW1', 'false'],
  ['AB10 1AA...AB12 9ZZ', 'GB', 'AB10', 'unknown'],
  ['AB10 1AA...AB12 9ZZ', 'GB', 'AB11', 'true'],
  ['AB10 1AA...AB12 9ZZ', 'GB', 'AB13', 'false'],
  ['M5V 3L9', 'CA', 'M5V', 'unknown'],
  ['D02 AF30', 'IE', 'D02', 'unknown'],
  // Country prefixes.
  ['LV-1337', 'LV', '1337', 'true'],
  ['1337', 'LV', 'LV-1337', 'true'],
  ['LV-13*', 'LV', '1337', 'true'],
  ['LV-1000...LV-1999', 'LV', '1337', 'true'],
  ['DK-1000', 'LV', '1000', 'false'],
  // What a check refuses matches nothing.
  ['94999...94000', 'US', '94500', 'false'],
  ['9400...94999', 'US', '94500', 'false'],
  ['A1000...94999', 'US', '94500', 'false'],
] as const)('%s in %s with %j is %s', (pattern, country, code, truth) => {
  expect(matchPostal(parsePostalPattern(pattern)!, country, readPostalCode(country, code))).toBe(truth);
});

test.each(['9*0', '*940', '94000....94999', '940..949', '1...2...3', '', '94.016', '...'])(
  '%j is no pattern',
  (text) => {
    expect(parsePostalPattern(text)).toBe(null);
  },
);
