/** The few values of which random directories and random requests are made, so that they meet. */

/** What rules say of each country, and what addresses there say. */
export const lands = {
  US: {
    states: ['CA', 'NY', 'US-AK', 'TX'],
    cities: ['San Jose', 'New York', 'San*', '*York'],
    postal: [
      '94016',
      '940*',
      '94000...94999',
      '94010...94020',
      '10001',
      '100*',
      '94016-1234',
      '9*',
      '94000 … 95999',
      '940...949',
    ],
    at: {
      states: ['CA', 'California', 'us-ca', 'NY', 'new york', 'AK', 'TX', 'Narnia'],
      cities: ['San José', 'SAN-JOSE', 'New York', 'Austin', 'Yorktown'],
      postal: ['94016', '94016-1234', '94015', ' 94-020 ', '94555', '10001', '10010', '95999', '96000'],
    },
  },
  CA: {
    states: ['ON', 'QC', 'CA-BC'],
    cities: ['Montreal', 'Toronto', 'St. Johns'],
    postal: ['M5V', 'M5V 3L9', 'M5*', 'K1A...K2Z', 'M5A...M5Z', 'M5V3*', 'H2X'],
    at: {
      states: ['ON', 'Ontario', 'QC', 'quebec', 'BC', 'CA-QC'],
      cities: ['Montréal', 'MONTREAL', 'Toronto', "St John's"],
      postal: ['M5V 3L9', 'm5v3l9', 'M5V', 'M5V 1A1', 'K1N 8S7', 'K2Z', 'M5B', 'H2X 1Y4', 'V6B'],
    },
  },
  GB: {
    states: [],
    cities: ['London', 'Aberdeen'],
    postal: [
      'SW1A',
      'SW1',
      'SW1*',
      'SW1A 1AA',
      'AB10...AB15',
      'KW15...KW17',
      'SW1A 1*',
      'EC1A...EC2Y',
      'AB1*',
      'HS',
      'AB10 1AA...AB12 9ZZ',
    ],
    at: {
      states: ['Scotland'],
      cities: ['London', 'LONDON ', 'Aberdeen'],
      postal: [
        'SW1A 1AA',
        'sw1a1aa',
        'SW1A',
        'SW1',
        'SW1 2AA',
        'SW10 0AA',
        'AB15 9ZZ',
        'AB1 2CD',
        'AB12',
        'KW16 3AA',
        'EC1V 1AA',
        'EC2Z',
        'HS1 2AB',
        'AB10',
        'AB11 5AA',
      ],
    },
  },
  IE: {
    states: [],
    cities: ['Dublin'],
    postal: ['D02', 'D02 AF30', 'D01...D24', 'D6W', 'D0*', 'T12'],
    at: {
      states: ['Dublin'],
      cities: ['Dublin', 'Cork'],
      postal: ['D02 AF30', 'D02', 'd02af30', 'D6W XY00', 'D08', 'T12 X7V2', 'D24 A123'],
    },
  },
  DE: {
    states: [],
    cities: ['Berlin', 'Munchen'],
    postal: ['10115', '10*', '10000...10999', '80331', '10110...10119'],
    at: {
      states: ['Berlin', 'BY'],
      cities: ['Berlin', 'München'],
      postal: ['10115', 'DE-10115', 'D-10115', '10999', '10118', '80331'],
    },
  },
  FR: {
    states: [],
    cities: ['Paris'],
    postal: ['75001', '75*', '20*', '20000...20999', '75001...75020'],
    at: { states: ['IDF'], cities: ['Paris', 'PARIS'], postal: ['75001', '75016', '20090', 'F-75001', '20000'] },
  },
} as const;

export type Country = keyof typeof lands;
export const countries = Object.keys(lands) as Country[];

export const skus = ['A', 'B', 'FOOD-1', 'FOOD-2', 'GIFT-1', '0012'];
export const skuPatterns = ['A', 'b', 'FOOD-*', '*-1', '0012', '*OO*', '@goods'];
export const accountIds = ['acct_one', 'acct_two', 'acct_three'];
export const emails = ['ann@shop.example', 'Bob@Mail.example', 'eve@mail.example'];

export const timeZones = ['UTC', 'America/New_York', 'America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Asia/Tokyo'];

/** Days on which clocks change somewhere, holidays, and the days beside them. */
export const days = [
  ...['2026-03-07', '2026-03-08', '2026-03-09', '2026-03-28', '2026-03-29', '2026-04-23', '2026-04-24', '2026-10-25'],
  ...['2026-10-29', '2026-10-30', '2026-11-01', '2026-11-20', '2026-11-21', '2026-11-25', '2026-11-26', '2026-12-25'],
];
export const hours = [
  '00:00',
  '00:30',
  '01:00',
  '01:30',
  '02:00',
  '02:30',
  '11:59',
  '12:00',
  '14:00',
  '22:00',
  '23:30',
];
/** Local times that a clock change of one of the zones skips or repeats. */
export const changedTimes = [
  ...['2026-03-08T02:30', '2026-11-01T01:30', '2026-03-29T02:30', '2026-10-25T02:30', '2026-04-24T00:30'],
  ...['2026-10-29T23:30', '2026-04-23', '2026-11-01'],
];
/** What these may be, in UTC. */
export const changedMoments = [
  ...['2026-03-08T06:30Z', '2026-03-08T07:30Z', '2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-03-29T00:30Z'],
  ...['2026-03-29T01:30Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-04-23T21:30Z', '2026-04-23T22:30Z'],
  ...['2026-10-29T20:30Z', '2026-10-29T21:30Z', '2026-04-23T22:00Z', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
];
export const offsets = ['Z', '-05:00', '+01:00'];

export const currencies = ['usd', 'cad', 'jpy', 'isk', 'kwd'];
