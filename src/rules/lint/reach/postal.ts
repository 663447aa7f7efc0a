/** Postal codes that some patterns take: whether an address can have a code among some and not among others. */
import type { PostalCode } from '../../postal.ts';
import { postalStyle, readPostalCode } from '../../postal.ts';
import { readingCovers, readingsMeet } from '../../postal-overlap.ts';
import { type PostalPattern, type Reading, readingFor } from '../../postal-pattern.ts';
import type { PostalMatcher } from '../../postal-set.ts';
import { isPositive, type Sign } from './formula.ts';
import { postalForms, type Span, spanOf, spansCover } from './postal-forms.ts';
import { agrees } from './state.ts';

export interface PostalTexts {
  /** `null` where they are too many to compare one by one. */
  patterns: readonly PostalPattern[] | null;
  matcher: PostalMatcher;
}

export type PostalClaim = { sign: Sign; postals: PostalTexts };

/** Where wallets send the outward part alone, so that a longer pattern may be unknown though there is a code. */
const cutStyles: ReadonlySet<string> = new Set(['gb', 'ca', 'ie']);

/**
 * False only where no address in the country fits; `known`: whether it tells its code, as far as that is claimed. Of a union
 * of patterns codes of the country's own forms count, and those cut to their outward part.
 */
export function postalPossible(country: string, claims: readonly PostalClaim[], known: boolean | undefined): boolean {
  const fits = (code: PostalCode | null): boolean =>
    claims.every(({ sign, postals }) => agrees(sign, postals.matcher.match(country, code).truth));
  if (known !== true && fits(null)) return true;
  if (known === false) return false;
  const whole = !cutStyles.has(postalStyle(country));
  const taking = claims.filter(({ sign }) => sign === 'true' || (whole && sign === 'not-false'));
  const sparing = claims.filter(({ sign }) => !isPositive(sign));
  const read = ({ postals }: PostalClaim): Reading[] | null =>
    postals.patterns?.map((pattern) => readingFor(pattern, country)) ?? null;
  const spared = sparing.flatMap((claim) => read(claim) ?? []);
  const taken = taking.map(read);
  const isOut = (reading: Reading): boolean => {
    if (reading.is === 'nothing') return true;
    if (reading.is === 'code') {
      const code = readPostalCode(country, reading.text);
      // A text that normalizing makes another is no address's.
      if (code?.text !== reading.text) return true;
      if (!code.cut) return !fits(code);
    }
    return (
      spared.some((other) => readingCovers(other, reading, country)) ||
      taken.some((others) => others?.every((other) => !readingsMeet(other, reading, country)) ?? false) ||
      areAllSpared(reading, spared, country)
    );
  };
  return !taken.some((readings) => readings?.every(isOut) ?? false);
}

/** Whether the patterns together take every code of the country's forms that `reading` takes. */
function areAllSpared(reading: Reading, spared: readonly Reading[], country: string): boolean {
  const forms = postalForms(country);
  if (forms === null || spared.length === 0) return false;
  return forms.every((form) => {
    const span = spanOf(reading, form, true);
    if (span === null) return true;
    const spans = spared.map((other) => spanOf(other, form, false)).filter((one): one is Span => one !== null);
    return spansCover(spans, span);
  });
}
