/** What is wrong with a state in a rule. */
import { isCountry } from './countries.ts';
import type { Fault } from './place-fault.ts';
import { readState } from './place-parts.ts';
import { didYouMean } from './problem.ts';
import { foldState, stateCode, stateNames, statesAreCoded } from './states.ts';
import { plainStateCodes } from './states-codes.ts';
import { textPatternFault } from './text.ts';

/** The faults of a state for addresses in `countries`; `null` where any country is possible. */
export function checkState(text: string, countries: ReadonlySet<string> | null): Fault[] {
  const starFault = textPatternFault(text);
  if (starFault !== null) return [{ severity: 'error', code: 'bad-pattern', message: starFault }];
  const { country, folded, starred } = readState(text);
  if (starred) return [];
  if (country !== null && isCountry(country)) {
    if (countries !== null && countries.size > 0 && !countries.has(country)) {
      const message = `"${text}" is in ${country}, and this place is not.`;
      return [{ severity: 'error', code: 'unknown-state', message }];
    }
    return isState(country, folded) ? warnPuertoRico(text, country, folded, countries) : [unknown(text, country)];
  }
  if (countries === null || countries.size === 0) return [];
  for (const one of countries) if (isState(one, folded)) return warnPuertoRico(text, one, folded, countries);
  // Where one country's states are free text, it may be meant.
  return [unknown(text, [...countries].find((one) => !statesAreCoded(one)) ?? [...countries][0]!)];
}

const codesOf = new Map<string, Set<string>>();

/** Whether ISO 3166-2 has the code, or Stripe's addresses have. Names are none: rules write codes. */
function isState(country: string, folded: string): boolean {
  let codes = codesOf.get(country);
  if (codes === undefined) {
    const written = statesAreCoded(country)
      ? [...stateNames(country).keys()]
      : (plainStateCodes[country]?.split(/\s+/) ?? []);
    codes = new Set(written.map(foldState));
    codesOf.set(country, codes);
  }
  return codes.has(folded);
}

function unknown(text: string, country: string): Fault {
  if (!statesAreCoded(country)) {
    const message = `"${text}" is not a state of ${country} by ISO 3166-2. Addresses there may carry it as free text.`;
    return { severity: 'warn', code: 'unknown-state', message };
  }
  const names = stateNames(country);
  const meant = stateCode(country, text) ?? abbreviated(text, names);
  const near = didYouMean(text, names.values()).replace(/"(.*)"/, (_, name: string) => {
    const code = stateCode(country, name);
    return code === null ? `"${name}"` : `${code} (${name})`;
  });
  const hint = meant === null ? near : ` Did you mean ${meant} (${names.get(meant)})?`;
  return {
    severity: 'error',
    code: 'unknown-state',
    message: `"${text}" is not a state of ${country} (ISO 3166-2).${hint}`,
  };
}

/** The code of the only state whose name begins with `text`: of Ont and Calif. */
function abbreviated(text: string, names: ReadonlyMap<string, string>): string | null {
  const start = text.replace(/\.$/, '').toLowerCase();
  if (start.length < 3) return null;
  const found = [...names].filter(([, name]) => name.toLowerCase().startsWith(start));
  return found.length === 1 ? found[0]![0] : null;
}

function warnPuertoRico(text: string, country: string, folded: string, countries: ReadonlySet<string> | null): Fault[] {
  if (folded !== 'pr' || country !== 'US' || countries?.has('PR') || countries?.has('BR')) return [];
  const message = `Stripe's addresses do not have "${text}" in US: there Puerto Rico is the country PR.`;
  return [{ severity: 'warn', code: 'stripe-country', message }];
}
