/** States that some texts name: whether an address can be in some and not in others. */
import type { TextMatch } from '../../model.ts';
import type { PlaceFacts } from '../../place-address.ts';
import { type Lists, readState, StatePart } from '../../place-parts.ts';
import { foldState, stateCodeOfFolded, stateNames, statesAreCoded } from '../../states.ts';
import { foldedPattern, type Stars, takeStars } from '../../text.ts';
import type { Truth } from '../../truth.ts';
import { isPositive, isWeak, type Sign } from './formula.ts';
import { type Texts, textsPossible } from './texts.ts';

export interface StateTexts {
  /** As written; `null` where they are too many to compare one by one. */
  written: readonly string[] | null;
  test(country: string, stateCode: string | null): Truth;
}

/** `match` without its `not`. */
export function statesOf(match: TextMatch, written: readonly string[] | null, lists: Lists): StateTexts {
  const part = new StatePart({ ...match, not: false }, lists);
  return { written, test: (country, stateCode) => part.test({ country, stateCode } as PlaceFacts) };
}

export type StateClaim = { sign: Sign; states: StateTexts };

/** False only where no address in the country fits; `known`: whether it tells its state, as far as that is claimed. */
export function statePossible(country: string, claims: readonly StateClaim[], known: boolean | undefined): boolean {
  const fits = (code: string | null): boolean =>
    claims.every(({ sign, states }) => agrees(sign, states.test(country, code)));
  const coded = statesAreCoded(country);
  // What is no state of a country of coded ones is as unknown as none.
  if ((coded || known !== true) && fits(null)) return true;
  if (known === false) return false;
  if (coded) return [...stateNames(country).keys()].some(fits);
  const side = (positive: boolean): Texts[] =>
    claims.filter(({ sign }) => isPositive(sign) === positive).map(({ states }) => textsIn(country, states));
  return textsPossible(side(true), side(false));
}

/** Whether a claim holds of a formula of this truth. */
export function agrees(sign: Sign, truth: Truth): boolean {
  return isWeak(sign) ? truth !== sign.slice(4) : truth === sign;
}

/** The texts of states where these are not coded. */
function textsIn(country: string, states: StateTexts): Texts {
  const patterns = states.written?.flatMap((text): Stars[] => {
    const { country: own, folded, starred } = readState(text);
    if (starred) return [foldedPattern(takeStars(text), foldState)];
    const code = own === null || own === country ? stateCodeOfFolded(country, folded) : null;
    return code === null ? [] : [{ core: code, start: false, end: false }];
  });
  return { patterns: patterns ?? null, takes: (folded) => states.test(country, folded) === 'true' };
}
