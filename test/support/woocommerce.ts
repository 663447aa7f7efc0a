/**
 * How WooCommerce finds the tax rates of an address, written from what its functions do: `WC_Tax::get_matched_tax_rates`,
 * `wc_get_wildcard_postcodes`, `wc_postcode_location_matcher`, `wc_make_numeric_postcode`, `wc_format_postcode`.
 */

export interface WooRate {
  line: number;
  country: string;
  state: string;
  codes: string[];
  cities: string[];
}

export interface WooAddress {
  country: string;
  state: string;
  postcode: string;
  city: string;
}

/** The rate that is taken of those of one class and priority. */
export function wooWinner(rates: readonly WooRate[], address: WooAddress): WooRate | null {
  const found = rates.flatMap((rate) => {
    const count = matchCount(rate, address);
    return count === null ? [] : [{ rate, count }];
  });
  found.sort((a, b) => {
    const given = (of: (rate: WooRate) => string) => Number(of(a.rate) === '') - Number(of(b.rate) === '');
    return (
      given((rate) => rate.country) || given((rate) => rate.state) || b.count - a.count || a.rate.line - b.rate.line
    );
  });
  return found[0]?.rate ?? null;
}

/** What the query counts as postcodes; `null` where the rate does not match. */
function matchCount({ country, state, codes, cities }: WooRate, address: WooAddress): number | null {
  if (country !== '' && country !== address.country) return null;
  if (state !== '' && state !== address.state) return null;
  const city = cities.includes(address.city.toUpperCase());
  if (cities.length > 0 && !city) return null;
  if (codes.length === 0) return cities.length;
  const matched = matchedCodes(codes, address).length;
  if (matched === 0) return null;
  return cities.length > 0 ? matched : matched * codes.length;
}

export function matchedCodes(codes: readonly string[], address: WooAddress): string[] {
  return codes.filter((code) => codeMatches(code, address));
}

function codeMatches(code: string, { country, postcode }: WooAddress): boolean {
  const bare = postcode.toUpperCase().replace(/[\s-]/g, '');
  const ends = code.split('...');
  if (ends.length === 2) return inRange(bare, ends[0]!.trim(), ends[1]!.trim());
  const written = formatted(bare, country);
  const wildcards = Array.from(written, (_, index) => `${written.slice(0, index + 1)}*`);
  return [bare, written, ...wildcards].includes(code);
}

function inRange(bare: string, from: string, to: string): boolean {
  if (isNumeric(from) && isNumeric(to)) return compare(bare, from) >= 0 && compare(bare, to) <= 0;
  const code = numeric(bare);
  const padded = (end: string) => numeric(end).padEnd(code.length, '0');
  return compare(code, padded(from)) >= 0 && compare(code, padded(to)) <= 0;
}

function isNumeric(text: string): boolean {
  return /^\d+$/.test(text);
}

/** As PHP compares two strings. */
function compare(a: string, b: string): number {
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

function numeric(code: string): string {
  return Array.from(code.replace(/[ -]/g, ''), (sign) => {
    const number = isNumeric(sign) ? sign : /[A-Z]/.test(sign) ? String(sign.charCodeAt(0) - 64) : '0';
    return number.padStart(2, '0');
  }).join('');
}

function formatted(code: string, country: string): string {
  const at = (index: number, sign: string) => `${code.slice(0, index)}${sign}${code.slice(index)}`;
  switch (country) {
    case 'CA':
    case 'GB':
      return at(-3, ' ').trim();
    case 'IE':
      return at(3, ' ').trim();
    case 'BR':
    case 'PL':
      return at(-3, '-');
    case 'JP':
      return at(3, '-');
    case 'PT':
      return at(4, '-');
    case 'PR':
    case 'US':
      return at(5, '-').replace(/-$/, '');
    case 'NL':
      return at(4, ' ').trim();
    case 'LV':
      return code.replace(/^(?:LV)?(\d+)$/, 'LV-$1');
    case 'DK':
      return code.replace(/^DK(.+)$/, 'DK-$1');
    default:
      return code;
  }
}
