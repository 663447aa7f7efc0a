import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint/lint.ts';
import { Problems } from '../../src/rules/problem.ts';
import { customized, directory, load, noon, problemsOf, type Texts, taxes } from '../support/decide.ts';
import { address } from '../support/requests.ts';

const header = 'Country code,State code,Postcode / ZIP,City,Rate %,Tax name,Priority,Compound,Shipping,Tax class';
const files = (rows: string, more = '', head = header): Texts => ({
  'taxes.yaml': `tables: [tables/woo.csv]\n${more}`,
  'tables/woo.csv': `${head}\n${rows}\n`,
});

/** `LINE:COL` of each warning that WooCommerce does otherwise, and what it says. */
function different(texts: Texts): { at: string[]; messages: string[] } {
  const { source, problems } = load(texts);
  if (source === null || problems.hasErrors) throw new Error(JSON.stringify(problems.all));
  const found = new Problems();
  lint(source, noon, found);
  const own = found.all.filter(({ code }) => code === 'different-elsewhere');
  return { at: own.map(({ at }) => at.replace('tables/woo.csv:', '')), messages: own.map(({ message }) => message) };
}

describe('the export of WooCommerce', () => {
  const rows = `US,CA,*,*,7.2500,CA Tax,1,0,1,
US,CA,94102; 94103;*,*,1.3750,SF,2,0,1,
US,CA,,SAN FRANCISCO,0.1250,City,3,1,0,
US,,,,0.5000,,4,0,1,reduced-rate
GB,*,*,*,20.0000,VAT,1,1,1,`;
  const classes = 'classes: [ { class: reduced-rate, items: { sku: BOOK } } ]\n';
  const sentTo = (place: object, sku = 'A') =>
    taxes(
      customized(directory(files(rows, classes)), {
        lines: [[sku, 1, 1000]],
        data: { shipping_details: { address: address({ ...place }) } },
      }),
    );

  it('is read as it is', () => {
    const sanFrancisco = { country: 'US', state: 'CA', city: 'San Francisco', postal_code: '94103' };
    expect(sentTo(sanFrancisco)).toEqual([['CA Tax 7.25', 'SF 1.375', 'City 0.1358']]);
    expect(sentTo(sanFrancisco, 'BOOK')).toEqual([['Tax 0.5']]);
    expect(sentTo({ country: 'GB', state: null, city: 'London', postal_code: 'SW1A 1AA' })).toEqual([['VAT 20']]);
  });

  it.each([
    'Country Code,State Code,ZIP/Postcode,City,Rate %,Tax Name,Priority,Compound,Shipping,Tax Class',
    'Tax class,Shipping,Compound,Priority,Tax name,Rate %,City,Postcode / ZIP,State code,Country code',
  ])('may have the header %s', (head) => {
    const row = head.startsWith('Tax') ? ',1,0,1,VAT,20.0000,*,*,*,GB' : 'GB,*,*,*,20.0000,VAT,1,0,1,';
    expect(problemsOf(files(row, '', head))).toEqual([]);
  });

  it.each([
    ['US,CA,*,*,abc,Tax,1,0,1,', 'tables/woo.csv:2:11 error bad-percent'],
    ['US,CA,*,*,7.12345,Tax,1,0,1,', 'tables/woo.csv:2:11 error bad-percent'],
    ['US,CA,*,*,7,Tax,0,0,1,', 'tables/woo.csv:2:17 error bad-value'],
    ['UK,*,*,*,20,VAT,1,0,1,', 'tables/woo.csv:2:1 error unknown-country'],
    ['US,XX,*,*,7,Tax,1,0,1,', 'tables/woo.csv:2:4 error unknown-state'],
    ['US,CA,*,*,7,Tax, local,1,0,1,', 'tables/woo.csv:2:30 error bad-csv'],
  ])('%j has a fault at %s', (row, problem) => {
    expect(problemsOf(files(row))).toContain(problem);
  });

  it('with a class that is not known is an error, and what WooCommerce makes of it is told', () => {
    expect(problemsOf(files('GB,*,*,*,5.0000,VAT,1,0,1,reduced-rate'))).toEqual([
      'tables/woo.csv:2:27 error unknown-class',
      'tables/woo.csv:2:27 warn different-elsewhere',
    ]);
  });
});

describe('a postal code that WooCommerce matches otherwise', () => {
  it.each([
    ['US,CA,94103', true, 'ZIP+4'],
    ['US,CA,94102;94103', true, '94102-1234'],
    ['US,CA,94103-1234', true, 'all of 94103'],
    ['PR,,00901', true, 'ZIP+4'],
    ['*,*,94103', true, 'ZIP+4'],
    ['US,CA,941*', false, ''],
    ['US,CA,94103*', false, ''],
    ['US,CA,94102...94110', true, 'ZIP+4'],
    ['US,CA,941...945', true, 'leading characters'],
    ['GB,,SW1', true, 'that first part'],
    ['GB,,HS;ZE', true, 'that area'],
    ['GB,,SW1A 1AA', false, ''],
    ['GB,,SW1A1AA', false, ''],
    ['GB,,AB10...AB15', true, 'letter by letter'],
    ['GB,,AB10…AB15', true, 'letter by letter'],
    ['GB,,SW1A*', false, ''],
    ['GB,,IM*', false, ''],
    ['GB,,SW1A 1*', false, ''],
    ['GB,,SW1A1*', true, 'SW1A 1'],
    ['GB,,E11*', true, 'E1 1'],
    ['CA,,M5V', true, 'that first part'],
    ['CA,,M5V 3*', false, ''],
    ['CA,,M5V3*', true, 'M5V 3'],
    ['CA,,M5V1A1...M5V9Z9', false, ''],
    ['CA,,M5A...M5X', true, 'letter by letter'],
    ['IE,,D02', true, 'that first part'],
    ['NL,,1012*', false, ''],
    ['NL,,1012AB', false, ''],
    ['NL,,1012 AB', false, ''],
    ['NL,,1012A*', true, '1012 A'],
    ['NL,,1000...1099', true, 'leading characters'],
    ['DE,,10115', false, ''],
    ['DE,,10000...10999', false, ''],
    ['DE,,101*', false, ''],
    ['SE,,111 22', true, 'blanks'],
    ['SE,,11122', false, ''],
    ['PT,,1000-001', false, ''],
    ['PT,,1000...1999', true, 'leading characters'],
    ['PL,,00-950', false, ''],
    ['CZ,,110 00', true, 'blanks'],
    ['LV,,LV-1010', false, ''],
    ['LV,,1010', true, 'LV-1010'],
    ['LV,,LV-1000...LV-1099', true, 'leading characters'],
    ['LV,,10*', true, 'LV-10'],
    ['DK,,DK-1000', true, 'country before the code'],
    ['DK,,1000', false, ''],
  ])('%s: %s', (place, isTold, message) => {
    const { at, messages } = different(files(`${place},*,5.0000,Tax,1,0,1,`));
    expect(at).toEqual(isTold ? [`2:${place.lastIndexOf(',') + 2}`] : []);
    if (isTold) expect(messages[0]).toContain(message);
  });

  it('is told once for each way, at its row', () => {
    const { at } = different(files('DE,,*,*,19,A,1,0,1,\nUS,CA,94102;94103;94110...94115,*,5.0000,Tax,1,0,1,'));
    expect(at).toEqual(['3:7']);
  });

  it('is not told of a table with a header of ours', () => {
    const texts = {
      'taxes.yaml': 'tables: [tables/t.csv]\n',
      'tables/t.csv': 'country,postal_code,percent\nUS,94103,1\n',
    };
    expect(different(texts).at).toEqual([]);
  });
});

describe('a city that WooCommerce matches otherwise', () => {
  it.each([
    ['ST. LOUIS', true],
    ['WINSTON-SALEM;DURHAM', true],
    ['SÃO PAULO', true],
    ['SAN FRANCISCO', false],
    ['San Francisco', false],
    ['*', false],
  ])('%s: %s', (city, isTold) => {
    expect(different(files(`US,MO,,${city},5.0000,Tax,1,0,1,`)).at).toEqual(isTold ? ['2:8'] : []);
  });
});

describe('of two rows of one priority WooCommerce takes another', () => {
  it.each([
    ['the longer list of codes, not the more exact', 'DE,,10115,*\nDE,,101*;102*;103*,*', ['2:5'], 'lists more codes'],
    ['the longer list, not the first', 'DE,,10115,*\nDE,,10115;10117,*', ['2:5'], 'stands first'],
    ['the longer list, not the narrower range', 'DE,,10100...10199,*\nDE,,10*;11*,*', ['2:5'], 'is more exact'],
    ['the narrower range too', 'DE,,10100...10199,*\nDE,,10*,*', [], ''],
    ['the first, not the more exact', 'DE,,101*,*\nDE,,10115,*', ['3:5'], 'stands first'],
    ['the more exact too, where it stands first', 'DE,,10115,*\nDE,,101*,*', [], ''],
    ['the one with the state, not the one with a code', 'IT,,00118,*\nIT,RM,*,*', ['2:5'], 'names a state'],
    ['the one with a code too, where both have states', 'IT,RM,00118,*\nIT,RM,*,*', [], ''],
    ['the one with a country, not the one with a code', '*,*,1011,*\nNL,*,*,*', ['2:5'], 'names a country'],
    ['the one with more cities, not the one with a code', 'DE,,10115,*\nDE,,*,BERLIN;BONN', ['2:5'], 'more cities'],
    ['the one with more cities, not the first', 'DE,,*,BERLIN\nDE,,*,BERLIN;BONN', ['2:7'], 'more cities'],
    ['the one with the state, not the one with a city', 'IT,,*,ROMA\nIT,RM,*,*', ['2:7'], 'names a state'],
    ['no other, where no code is in both', 'DE,,10115,*\nDE,,20*;21*,*', [], ''],
    ['no other, where no city is in both', 'DE,,10115,BONN\nDE,,10115;10117,BERLIN', [], ''],
    ['no other, in another country', 'DE,,1011,*\nNL,,1011*;1012*,*', [], ''],
    ['no other, in another state', 'IT,RM,00118,*\nIT,MI,001*;002*,*', [], ''],
  ])('%s', (_, places, at, message) => {
    // A code of four digits is too short in DE; what is compared here is the order alone.
    const rows = places.replaceAll('DE,,1011,', 'DE,,1011*,').split('\n');
    const found = different(files(rows.map((place) => `${place},5.0000,Tax,1,0,1,`).join('\n')));
    const ordered = found.messages
      .map((text, index) => [found.at[index], text])
      .filter(([, text]) => text!.startsWith('For'));
    expect(ordered.map(([place]) => place)).toEqual(at);
    if (at.length > 0) expect(ordered[0]![1]).toContain(message);
  });

  it('is not told of rows of other priorities or classes', () => {
    const classes = 'classes: [ { class: zero-rate, items: { sku: A } } ]\n';
    const rows = 'DE,,10115,*,5,T,1,0,1,\nDE,,101*;102*,*,5,T,2,0,1,\nDE,,101*;102*,*,5,T,1,0,1,zero-rate';
    expect(different(files(rows, classes)).at).toEqual([]);
  });
});

describe('shipping', () => {
  const taxed = 'shipping: { taxed: true, class: food }\nclasses: [ { class: food, items: { sku: A } } ]\n';

  it.each([
    ['DE,,*,*,7,T,1,0,1,food', taxed, []],
    ['DE,,*,*,7,T,1,0,0,food', taxed, ['2:17']],
    ['DE,,*,*,7,T,1,0,0,', taxed, []],
    ['DE,,*,*,7,T,1,0,,food', taxed, ['2:17']],
    ['DE,,*,*,7,T,1,0,0,', '', []],
    ['DE,,*,*,7,T,1,0,,', '', []],
  ])('%s, with %j: %j', (row, more, at) => {
    expect(different(files(row, more)).at).toEqual(at);
  });
});
