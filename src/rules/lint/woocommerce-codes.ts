/** Postal codes that WooCommerce matches otherwise than they are matched here. */
import { foldPostal, isOutward, normalizePostalCode, postalStyle } from '../postal.ts';
import { postalShapes } from '../postal-formats.ts';
import { isArea, shapeOf, splitPostalPattern } from '../postal-pattern.ts';
import type { WooRow } from './woocommerce.ts';

/** A sentence for each way in which the codes of a row are matched otherwise, by the first code of which it is true. */
export function codeDifferences({ codes, country }: Pick<WooRow, 'codes' | 'country'>): Iterable<string> {
  const found = new Map<string, string>();
  for (const code of codes) {
    const difference = codeDifference(code, country);
    if (difference !== null && !found.has(difference.kind)) found.set(difference.kind, difference.message);
  }
  return found.values();
}

/** Whether WooCommerce holds the codes of this pattern, at least where they are written in full without a ZIP+4. */
export function isHeldAlike(code: string, country: string): boolean {
  const difference = codeDifference(code, country);
  return difference === null || difference.kind === 'zip';
}

interface Difference {
  kind: 'zip' | 'zip4' | 'range' | 'outward' | 'written';
  message: string;
}

function codeDifference(code: string, country: string): Difference | null {
  const pattern = splitPostalPattern(code);
  if (pattern === null) return null;
  switch (pattern.is) {
    case 'range':
      return rangeDifference(code, pattern.from, pattern.to, country);
    case 'prefix':
      return country === '' ? null : writtenDifference(code, country, prefixesOf(country, folded(code, country)));
    case 'code':
      return (
        zipDifference(code, pattern.text, country) ??
        outwardDifference(code, pattern.text, country) ??
        (country === '' ? null : writtenDifference(code, country, formsOf(country, folded(code, country))))
      );
  }
}

function isAmerican(country: string): boolean {
  return country === '' || postalStyle(country) === 'us';
}

function zipDifference(code: string, text: string, country: string): Difference | null {
  if (!isAmerican(country)) return null;
  if (/^\d{9}$/.test(text)) {
    const message = `WooCommerce takes "${code}" for that one ZIP+4; here it is all of ${text.slice(0, 5)}.`;
    return { kind: 'zip4', message };
  }
  if (!/^\d{5}$/.test(text)) return null;
  const message = `WooCommerce misses an address with a ZIP+4, such as ${text}-1234, by "${code}"; here its first five digits count.`;
  return { kind: 'zip', message };
}

function outwardDifference(code: string, text: string, country: string): Difference | null {
  const styles = country === '' ? (['gb', 'ca', 'ie'] as const) : [postalStyle(country)];
  const isPart = styles.some((style) => isOutward(style, text) || (style === 'gb' && isArea(text)));
  if (!isPart) return null;
  const what = isArea(text) ? 'every code of that area' : 'every code with that first part';
  return {
    kind: 'outward',
    message: `WooCommerce takes "${code}" for a whole code, which no address has; here it is ${what}.`,
  };
}

/** WooCommerce compares whole codes with the ends: digits as numbers, all else letter by letter, short ends filled with zeros. */
function rangeDifference(code: string, from: string, to: string, country: string): Difference | null {
  if (from.length !== to.length || shapeOf(from) !== shapeOf(to)) return null;
  if (isAmerican(country) && /^\d{5}$/.test(from)) {
    const message = `WooCommerce misses an address with a ZIP+4, such as ${from}-1234, by "${code}"; here its first five digits count.`;
    return { kind: 'zip', message };
  }
  const style = postalStyle(country);
  const outward = (['gb', 'ca', 'ie'] as const).some(
    (one) => (country === '' || one === style) && isOutward(one, from),
  );
  if (outward) {
    const message =
      `WooCommerce compares "${code}" letter by letter, so that ${to} itself is mostly outside; ` +
      'here first parts are compared as a whole, by number and then letter.';
    return { kind: 'range', message };
  }
  const shapes = postalShapes(country);
  const isWhole = shapes === undefined ? /^\d+$/.test(from) : shapes.every((shape) => shape.length === from.length);
  if (isWhole && country !== '' && country !== 'LV') return null;
  const message = `WooCommerce compares whole codes with the ends of "${code}"; here only as many leading characters as the ends have.`;
  return { kind: 'range', message };
}

function writtenDifference(code: string, country: string, forms: readonly string[]): Difference | null {
  const written = code.replace(/\*$/, '').trim().replace(/\s+/g, ' ');
  const other = code.endsWith('*') ? forms.find((form) => form !== written) : forms[0];
  if (other === undefined || (!code.endsWith('*') && forms.includes(written))) return null;
  const message =
    `WooCommerce compares "${code}" sign by sign with codes as it writes them in ${country}, such as "${other}…"; ` +
    'here blanks, hyphens and a country before the code do not count.';
  return { kind: 'written', message };
}

/** A code without blanks, hyphens, star and country prefix. */
function folded(code: string, country: string): string {
  const bare = foldPostal(code).replace(/\*$/, '');
  return postalStyle(country) === 'us' ? bare : (normalizePostalCode(country, bare) ?? bare);
}

/** What `wc_format_postcode` puts between the parts of a code, and after how many characters. */
const separators: Readonly<Record<string, readonly [after: number, sign: string]>> = {
  CA: [3, ' '],
  IE: [3, ' '],
  NL: [4, ' '],
  JP: [3, '-'],
  PT: [4, '-'],
  BR: [5, '-'],
  PL: [2, '-'],
  US: [5, '-'],
  PR: [5, '-'],
};

function separated(text: string, after: number, sign: string): string {
  return text.length > after ? `${text.slice(0, after)}${sign}${text.slice(after)}` : text;
}

/** A whole code as an address of the country may have it there: bare, and as WooCommerce writes it. */
function formsOf(country: string, text: string): string[] {
  // The country stands before most codes of this one, and a code without it is not compared with them.
  if (country === 'LV') return prefixesOf(country, text);
  if (country === 'GB') return [`${text.slice(0, -3)} ${text.slice(-3)}`, text];
  return [...prefixesOf(country, text), text];
}

/** The beginnings, as WooCommerce writes them, of all codes that begin with `text`. */
function prefixesOf(country: string, text: string): string[] {
  if (country === 'LV') return [`LV-${text}`];
  if (country === 'GB') return britishPrefixes(text);
  const separator = separators[country];
  return [separator === undefined ? text : separated(text, ...separator)];
}

/** `E11` begins both E11 1AA and E1 1AA. */
function britishPrefixes(text: string): string[] {
  const found = /^[A-Z]{1,2}(?:\d[A-Z\d]?)?$/.test(text) ? [text] : [];
  for (let after = 2; after <= 4 && after < text.length; after++) {
    const [first, rest] = [text.slice(0, after), text.slice(after)];
    if (isOutward('gb', first) && /^\d[A-Z]{0,2}$/.test(rest)) found.push(`${first} ${rest}`);
  }
  return found;
}
