/** Countries by their ISO 3166-1 alpha-2 codes. */

const assigned =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY ' +
  'BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK ' +
  'FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR ' +
  'IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ' +
  'ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
  'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF ' +
  'TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

/** Not assigned by ISO, but countries of addresses to Stripe: Ascension, Tristan da Cunha, Kosovo. */
const reserved = 'AC TA XK';

/** Every code that an address can have. */
export const countryCodes: ReadonlySet<string> = new Set(`${assigned} ${reserved}`.split(' '));

/** The members of the European Union: what `EU` stands for. */
export const euMembers: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Codes in use for a country that ISO calls otherwise: understood in requests, errors in rules. */
const otherCodes = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
]);

/** Whether `code` is a country's code, in upper case. `EU` is none. */
export function isCountry(code: string): boolean {
  return countryCodes.has(code);
}

/** The country of an address: upper case, `UK` and `EL` understood; `null` where there is no text. Not always a known code. */
export function readCountry(text: string | null | undefined): string | null {
  const code = text != null && isCode(text) ? text : text?.trim().toUpperCase();
  if (!code) return null;
  return otherCodes.get(code) ?? code;
}

/** Two upper-case letters, as nearly all come. */
function isCode(text: string): boolean {
  return text.length === 2 && isLetter(text.charCodeAt(0)) && isLetter(text.charCodeAt(1));
}

function isLetter(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

/** The code that somebody who wrote `text` may have meant: `UK`, `Germany`, `usa`. */
export function countryHint(text: string): string | undefined {
  const wanted = text.trim().toUpperCase();
  const other = otherCodes.get(wanted) ?? familiarNames.get(wanted);
  if (other !== undefined) return other;
  return codesByName().get(wanted);
}

let byName: Map<string, string> | undefined;

/** English names, upper-case. Made when first asked for: only faults ask. */
function codesByName(): Map<string, string> {
  if (byName === undefined) {
    const names = new Intl.DisplayNames('en', { type: 'region' });
    byName = new Map([...countryCodes].map((code) => [names.of(code)?.toUpperCase() ?? code, code]));
  }
  return byName;
}

const familiarNames = new Map([
  ['USA', 'US'],
  ['AMERICA', 'US'],
  ['GREAT BRITAIN', 'GB'],
  ['ENGLAND', 'GB'],
  ['HOLLAND', 'NL'],
  ['EUROPE', 'EU'],
  ['EUROPEAN UNION', 'EU'],
]);
