/** The claims on one address: whether there can be such an address. */
import { countryCodes } from '../../countries.ts';
import { postalStyle } from '../../postal.ts';
import { postalShapes } from '../../postal-formats.ts';
import type { Atom, Literal } from './formula.ts';
import { isPositive, isWeak } from './formula.ts';
import { type PostalClaim, postalPossible } from './postal.ts';
import { type StateClaim, statePossible } from './state.ts';
import { textsPossible } from './texts.ts';

export const addresses = ['to', 'bill_to', 'tax'] as const;
type Address = (typeof addresses)[number];

export const addressParts = ['country', 'state', 'city', 'postal_code'] as const;
export type AddressPart = (typeof addressParts)[number];

/** Stands for every country that is in no way special. */
const anyOther = '??';

export type Known = (fact: string) => boolean | undefined;

/** The claims on a fact. */
export type ClaimsOn = (fact: string) => readonly Literal[];

/**
 * Whether an address is possible of which these parts are told so; `parts`: those that are asked about, `spend`: told how
 * much work it is.
 */
export function addressPossible(
  address: Address,
  on: ClaimsOn,
  known: Known,
  parts: readonly AddressPart[],
  spend: (steps: number) => void,
): boolean {
  const there = [known(address), ...addressParts.map((part) => known(`${address}.${part}`) === true || undefined)];
  const isTold = there.includes(true) || known(`${address}.country`) === true;
  const isMissing = known(address) === false || known(`${address}.country`) === false;
  const anyStrong = addressParts.some((part) => on(`${address}.${part}`).some(({ sign }) => !isWeak(sign)));
  if (isMissing) return !isTold && !anyStrong;
  if (!isTold && !anyStrong) return true;
  const work = 1 + Math.trunc(on(`${address}.postal_code`).length / 4);
  const alike = on(`${address}.state`).length === 0 && !on(`${address}.postal_code`).some(isSigned);
  for (const country of countriesOf(on(`${address}.country`), alike)) {
    spend(work);
    if (parts.every((part) => partPossible(part, country, on(`${address}.${part}`), known(`${address}.${part}`)))) {
      return true;
    }
  }
  return false;
}

/** The countries that an address may name; `alike`: where any may be meant, one of each kind of postal codes is enough. */
function* countriesOf(claims: readonly Literal[], alike: boolean): Iterable<string> {
  const sets = claims.map(({ sign, atom }) => ({ in: isPositive(sign), codes: codesOf(atom) }));
  const named = sets.find((set) => set.in)?.codes;
  const seen = new Set<string>();
  for (const country of named ?? countryCodes) {
    if (!sets.every((set) => set.codes.has(country) === set.in)) continue;
    const kind = named === undefined && alike ? kindOf(country) : country;
    if (seen.has(kind)) continue;
    seen.add(kind);
    yield country;
  }
  if (named === undefined) yield anyOther;
}

/** Equal for countries whose codes are written and read alike. */
function kindOf(country: string): string {
  return `${postalStyle(country)} ${postalShapes(country)?.join('|') ?? ''}`;
}

/** Whether a pattern may begin with the letters of a country, and means another code there. */
function isSigned({ atom }: Literal): boolean {
  return atom.is === 'postal' && (atom.postals.patterns?.some(({ signed }) => signed !== undefined) ?? true);
}

function codesOf(atom: Atom): ReadonlySet<string> {
  return atom.is === 'country' ? atom.codes : new Set();
}

function partPossible(
  part: AddressPart,
  country: string,
  claims: readonly Literal[],
  known: boolean | undefined,
): boolean {
  if (claims.length === 0) return true;
  switch (part) {
    case 'country':
      return true;
    case 'state':
      return statePossible(country, claims.flatMap(stateClaim), known);
    case 'postal_code':
      return postalPossible(country, claims.flatMap(postalClaim), known);
    case 'city':
      return textPossible(claims, known, true);
  }
}

function stateClaim({ sign, atom }: Literal): StateClaim[] {
  return atom.is === 'state' ? [{ sign, states: atom.states }] : [];
}

function postalClaim({ sign, atom }: Literal): PostalClaim[] {
  return atom.is === 'postal' ? [{ sign, postals: atom.postals }] : [];
}

/** Whether a text fact can be as claimed; `nullable`: whether it may be missing at all. */
export function textPossible(claims: readonly Literal[], known: boolean | undefined, nullable: boolean): boolean {
  const allWeak = claims.every(({ sign }) => isWeak(sign));
  if (nullable && known !== true && allWeak) return true;
  if (known === false && !allWeak) return false;
  const side = (positive: boolean) =>
    claims.flatMap(({ sign, atom }) => (atom.is === 'text' && isPositive(sign) === positive ? [atom.texts] : []));
  return textsPossible(side(true), side(false));
}
