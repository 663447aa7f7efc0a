/** The postal code of an address, as it is compared: without blanks, hyphens, letter case and country prefix. */
import { postalSigns } from './postal-formats.ts';

/** How a country reads codes: in three ways with an outward part, with a ZIP+4, or plainly. */
export type PostalStyle = 'gb' | 'ca' | 'ie' | 'us' | 'plain';

/** A normalized postal code and what its country makes of it. */
export interface PostalCode {
  country: string;
  style: PostalStyle;
  text: string;
  /** `SW1A` of `SW1A 1AA`; `null` where the country has no such part or the code is malformed. */
  outward: string | null;
  /** Only the outward part is there: what wallets send before payment. */
  cut: boolean;
}

const styles = new Map<string, PostalStyle>([
  // The Crown dependencies are countries of their own in an address, with codes of the same make.
  ...['GB', 'GG', 'IM', 'JE'].map((country) => [country, 'gb'] as const),
  ['CA', 'ca'],
  ['IE', 'ie'],
  // Everywhere that the United States Postal Service delivers.
  ...['US', 'AS', 'FM', 'GU', 'MH', 'MP', 'PR', 'PW', 'VI'].map((country) => [country, 'us'] as const),
]);

/** How the codes of this country are read. */
export function postalStyle(country: string): PostalStyle {
  return styles.get(country) ?? 'plain';
}

const outwardForms: Record<PostalStyle, RegExp | null> = {
  gb: /^(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)$/,
  ca: /^[A-Z]\d[A-Z]$/,
  ie: /^[A-Z](?:\d\d|\dW)$/,
  us: null,
  plain: null,
};

const inwardForms: Record<PostalStyle, RegExp | null> = {
  gb: /^\d[A-Z]{2}$/,
  ca: /^\d[A-Z]\d$/,
  ie: /^[A-Z\d]{4}$/,
  us: null,
  plain: null,
};

/** Whether this text is an outward part where codes are of this style: `SW1`, `M5V`, `D02`. */
export function isOutward(style: PostalStyle, text: string): boolean {
  return outwardForms[style]?.test(text) ?? false;
}

/** Full-width forms, blanks, every kind of hyphen and letter case do not count. */
export function foldPostal(text: string): string {
  if (/^[A-Z\d]*$/.test(text)) return text;
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKC');
  return plain.toUpperCase().replace(/[\s\p{Pd}\u2212\u30fc\u00ad\u200b-\u200d\ufeff〒]/gu, '');
}

/** A code as it is compared within `country`; `null` where there is none. A ZIP+4 is its first five digits. */
export function normalizePostalCode(country: string, text: string | null): string | null {
  let code = text === null ? '' : foldPostal(text);
  const signs = postalSigns(country);
  if (signs.length > 0) {
    for (let sign = signOf(code, signs); sign !== undefined; sign = signOf(code, signs)) code = code.slice(sign.length);
  }
  if (code.length >= 9 && postalStyle(country) === 'us' && /^\d{9}/.test(code)) code = code.slice(0, 5);
  return code === '' ? null : code;
}

function signOf(code: string, signs: readonly string[]): string | undefined {
  return signs.find((sign) => code.startsWith(sign));
}

/** Reads the code of an address in `country`; `null` where there is none. */
export function readPostalCode(country: string, text: string | null): PostalCode | null {
  const code = normalizePostalCode(country, text);
  if (code === null) return null;
  const style = postalStyle(country);
  const outward = style === 'us' || style === 'plain' ? null : outwardOf(style, code);
  return { country, style, text: code, outward, cut: outward === code };
}

function outwardOf(style: PostalStyle, code: string): string | null {
  if (isOutward(style, code)) return code;
  const length = style === 'gb' ? code.length - 3 : 3;
  const outward = code.slice(0, length);
  return isOutward(style, outward) && inwardForms[style]?.test(code.slice(length)) ? outward : null;
}
