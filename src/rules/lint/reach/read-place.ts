/** Places as formulas on one of an order's addresses. */
import type { Place, TextMatch } from '../../model.ts';
import { scopeOfZone, type WrittenScope } from '../../place-countries.ts';
import { CountryPart } from '../../place-parts.ts';
import { parsePostalPattern } from '../../postal-pattern.ts';
import { compilePostal } from '../../postal-set.ts';
import { compileText, foldCity } from '../../text.ts';
import type { Atom, Formula } from './formula.ts';
import { statesOf } from './state.ts';
import { mostTexts, textsOf } from './texts.ts';

/** Members from which an index may look for an address (`place.ts`). */
const indexedFrom = 9;

/** What the place says of an address (`to`, `bill_to`, `tax`). */
export function placeFormula(
  place: Place,
  address: string,
  scope: WrittenScope,
  open: readonly string[] = [],
): Formula {
  switch (place.is) {
    case 'not':
      return { is: 'not', of: placeFormula(place.of, address, scope, open) };
    case 'any': {
      const of = place.of.map((member) => placeFormula(member, address, scope, open));
      return { is: 'any', of, indexed: of.length >= indexedFrom };
    }
    case 'zone': {
      const zone = open.includes(place.zone) ? undefined : scope.zonePlace(place.zone);
      if (zone === undefined) return { is: 'flag', key: `zone ${place.zone}`, fact: 'zone' };
      return placeFormula(zone, address, scopeOfZone(place.zone, scope), [...open, place.zone]);
    }
    case 'here': {
      const of = partFormulas(place, address, scope);
      if (place.zone !== undefined) of.push(placeFormula(place.zone, address, scope, open));
      if (place.except !== undefined) of.push({ is: 'not', of: placeFormula(place.except, address, scope, open) });
      return { is: 'all', of };
    }
  }
}

type Here = Extract<Place, { is: 'here' }>;

/** What the place's own parts say. */
export function partFormulas(place: Here, address: string, scope: WrittenScope): Formula[] {
  const parts: Formula[] = [];
  const add = (match: TextMatch | undefined, make: (match: TextMatch) => Atom): void => {
    if (match !== undefined) parts.push(match.not ? { is: 'not', of: make(match) } : make(match));
  };
  const list = (name: string): readonly string[] | undefined => scope.list(name);
  add(place.country, (match) => ({
    is: 'country',
    ...named(`${address}.country`, match, scope),
    codes: new CountryPart({ ...match, not: false }, list).codes,
  }));
  add(place.state, (match) => ({
    is: 'state',
    ...named(`${address}.state`, match, scope),
    states: statesOf(match, writtenOf(match, scope), list),
  }));
  add(place.city, (match) => {
    const test = compileText({ ...match, not: false }, list, foldCity);
    const texts = textsOf(writtenOf(match, scope), foldCity, (folded) => test.testFolded(folded));
    return { is: 'text', ...named(`${address}.city`, match, scope), texts };
  });
  add(place.postal_code, (match) => postalAtom(address, match, scope));
  return parts;
}

/** What a match of postal codes says. */
export function postalAtom(address: string, match: Pick<TextMatch, 'of'>, scope: WrittenScope): Atom {
  const all = match.of.flatMap((text) => (text.startsWith('@') ? [...(scope.list(text.slice(1)) ?? [])] : [text]));
  const patterns = all.length > mostTexts ? null : all.map(parsePostalPattern).filter((pattern) => pattern !== null);
  return {
    is: 'postal',
    ...named(`${address}.postal_code`, match, scope),
    postals: { patterns, matcher: compilePostal(all) },
  };
}

/** The texts of a match, those of its lists among them; `null` for too many. */
export function writtenOf(match: Pick<TextMatch, 'of'>, scope: Pick<WrittenScope, 'list'>): string[] | null {
  const written: string[] = [];
  for (const text of match.of) {
    const lines = text.startsWith('@') ? (scope.list(text.slice(1)) ?? []) : [text];
    if (written.length + lines.length > mostTexts) return null;
    for (const line of lines) if (line.trim() !== '') written.push(line);
  }
  return written;
}

const numbers = new WeakMap<readonly string[], number>();
let last = 0;

/** A key and a fact. A list is known by what it is, not by its name, which means another in an account's folder. */
export function named(
  fact: string,
  match: Pick<TextMatch, 'of'>,
  scope: Pick<WrittenScope, 'list'>,
): { key: string; fact: string } {
  const texts = match.of.map((text) => {
    const lines = text.startsWith('@') ? scope.list(text.slice(1)) : undefined;
    if (lines === undefined) return text;
    let number = numbers.get(lines);
    if (number === undefined) {
      last += 1;
      number = last;
      numbers.set(lines, number);
    }
    return `@${number}`;
  });
  return { key: JSON.stringify([fact, ...texts]), fact };
}
