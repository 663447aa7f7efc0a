/** Conditions as formulas of three-valued logic, and what may be claimed of them. */
import type { Band, DecimalBand, InCurrency } from '../../ruleset.ts';
import type { PostalTexts } from './postal.ts';
import type { StateTexts } from './state.ts';
import type { Texts } from './texts.ts';

export type Formula =
  /** `indexed`: one of so many places that an index may know to be false what its members leave unknown. */
  | { is: 'all' | 'any'; of: readonly Formula[]; indexed?: boolean }
  | { is: 'not'; of: Formula }
  /** On at least one line. */
  | { is: 'some'; line: Formula }
  /** On the line that an entry is asked for. */
  | { is: 'line'; of: Formula }
  | Atom;

/** What is said of one fact. Atoms of one key say the same. */
export type Atom = { key: string; fact: string } & (
  | { is: 'country'; codes: ReadonlySet<string> }
  | { is: 'state'; states: StateTexts }
  | { is: 'postal'; postals: PostalTexts }
  | { is: 'text'; texts: Texts }
  | { is: 'money'; band: InCurrency<Band> }
  | { is: 'number'; band: Band }
  | { is: 'decimal'; band: DecimalBand }
  | { is: 'weekday'; days: ReadonlySet<string> }
  | { is: 'time'; after: number; before: number }
  /** Unix seconds, `to` not included. */
  | { is: 'moment'; from: number; to: number }
  | { is: 'known' }
  /** Of which only the key is understood. */
  | { is: 'flag' }
);

/** What is claimed of a formula: a truth that it has, or one that it has not. */
export type Sign = 'true' | 'false' | 'not-true' | 'not-false';

export interface Claim {
  sign: Sign;
  of: Formula;
}

/** A claim on an atom. */
export interface Literal {
  sign: Sign;
  atom: Atom;
}

export const always: Formula = { is: 'all', of: [] };

const turned: Readonly<Record<Sign, Sign>> = {
  true: 'false',
  false: 'true',
  'not-true': 'not-false',
  'not-false': 'not-true',
};

/** What a claim on `not: x` claims of `x`. */
export function turn(sign: Sign): Sign {
  return turned[sign];
}

/** Whether the claim holds of a fact that is unknown. */
export function isWeak(sign: Sign): boolean {
  return sign === 'not-true' || sign === 'not-false';
}

/** Of a fact that is known: whether its atom holds. */
export function isPositive(sign: Sign): boolean {
  return sign === 'true' || sign === 'not-false';
}

export type Step = { is: 'literal'; literal: Literal } | { is: 'each' | 'one'; claims: Claim[] } | LineStep;

/** Of lines: on one of them, on every one, or on the one in question. */
export type LineStep = { is: 'some-line' | 'every-line' | 'this-line'; claim: Claim };

/** What a claim comes to: claims that all hold, or of which one holds. */
export function stepOf({ sign, of }: Claim): Step {
  switch (of.is) {
    case 'not':
      return { is: 'each', claims: [{ sign: turn(sign), of: of.of }] };
    case 'all':
      return { is: sign === 'true' || sign === 'not-false' ? 'each' : 'one', claims: claims(sign, of.of) };
    case 'any': {
      // All are false: of an indexed one only that none is true.
      if (sign === 'false') return { is: 'each', claims: claims(of.indexed ? 'not-true' : sign, of.of) };
      return { is: sign === 'not-true' ? 'each' : 'one', claims: claims(sign, of.of) };
    }
    case 'some':
      return { is: isPositive(sign) ? 'some-line' : 'every-line', claim: { sign, of: of.line } };
    case 'line':
      return { is: 'this-line', claim: { sign, of: of.of } };
    default:
      return { is: 'literal', literal: { sign, atom: of } };
  }
}

function claims(sign: Sign, of: readonly Formula[]): Claim[] {
  return of.map((one) => ({ sign, of: one }));
}
