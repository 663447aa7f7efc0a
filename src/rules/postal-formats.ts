/**
 * What the postal codes of a country look like, without blanks, hyphens and country prefix: `9` a digit, `A` a letter, `X` either.
 * Of countries that are not here nothing is claimed. Source: the Universal Postal Union's addressing system sheets.
 */
const byShape: Readonly<Record<string, string>> = {
  '999': 'AD FO IS LS MG OM',
  '9999': `AF AL AM AT AU AZ BD BE BG CH CY DK ET GE GL HU LI LR LU LV MD MK MZ NE NO NZ PH SI SJ SV TN VC VG ZA`,
  '99999': `AX BA BB BL BT CR CU CZ DE DO DZ EE EG ES FI FM FR GF GP GR GT GU HR ID IQ IT JO KE KW KY LA LC LK LT MA MC
    ME MF MH MM MP MQ MU MV MX MY NC NI NP PE PF PK PM PR PW RE SE SK SM SN TH TR UA US UY VA VI WF YT ZM AS`,
  '999999': 'BY CN CO EC IN KG KZ NG RO RU SG TJ TM TT UZ',
  '9999999': 'CL IL JP PT',
  '99999999': 'BR',
  '9999999999': 'IR',
  // Countries of several forms stand under each.
  '9999|9999A': 'VE',
  '9999|999999': 'PY',
  '99999|999999': 'KH KR MN RS VN',
  '99999|999999999': 'SA',
  '999|99999|999999': 'TW',
  '9999|A9999|A9999AAA': 'AR',
  '9999AA': 'NL',
  A999: 'SZ',
  AA9999: 'BN',
  'AA99|AAAA': 'BM',
  'AAA9999|AAA99': 'MT',
  A9A9A9: 'CA',
  A9XXXXX: 'IE',
  'A99AA|A999AA|AA99AA|AA999AA|A9A9AA|AA9A9AA': 'GB GG IM JE',
};

const shapesOf = new Map<string, readonly string[]>();
for (const [shapes, countries] of Object.entries(byShape)) {
  for (const country of countries.split(/\s+/)) shapesOf.set(country, shapes.split('|'));
}

/** The forms of a country's codes; `undefined` where nothing is claimed. */
export function postalShapes(country: string): readonly string[] | undefined {
  return shapesOf.get(country);
}

/** Letters that people write before a code, other than the country's own two: those of its cars. */
const carSigns: Readonly<Record<string, string[]>> = {
  AT: ['A'],
  BE: ['B'],
  DE: ['D'],
  EE: ['EST'],
  ES: ['E'],
  FI: ['FIN', 'SF'],
  FR: ['F'],
  GR: ['EL'],
  HU: ['H'],
  IT: ['I'],
  LI: ['FL'],
  LU: ['L'],
  NO: ['N'],
  PT: ['P'],
  RU: ['RUS'],
  SE: ['S'],
  SI: ['SLO'],
  SM: ['RSM'],
  VA: ['V'],
};

const signs = new Map<string, readonly string[]>();
for (const [country, shapes] of shapesOf) {
  // Where every code begins with a digit, letters before it can only be the country.
  if (!shapes.every((shape) => shape.startsWith('9'))) continue;
  signs.set(
    country,
    [country, ...(carSigns[country] ?? [])].sort((a, b) => b.length - a.length),
  );
}
const allSigns = new Set([...signs.values()].flat());

/** The country prefixes that codes of this country may carry (`LV-1337`); the longest first; none where letters are part of a code. */
export function postalSigns(country: string): readonly string[] {
  return signs.get(country) ?? [];
}

/** Whether these letters are a prefix of any country's codes. */
export function isPostalSign(letters: string): boolean {
  return allSigns.has(letters);
}
