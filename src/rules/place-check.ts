/** What is wrong, or likely not meant, in a place. */
import { countryHint, isCountry } from './countries.ts';
import { placeOfText } from './item-places.ts';
import type { At, Place, TextMatch } from './model.ts';
import { countriesOf, intersect, type WrittenScope } from './place-countries.ts';
import type { Fault } from './place-fault.ts';
import { checkPostalPattern } from './postal-check.ts';
import { didYouMean, type Problems } from './problem.ts';
import { checkState } from './states-check.ts';
import { textPatternFault } from './text.ts';

export interface PlaceCheckScope extends WrittenScope {
  zoneNames(): Iterable<string>;
  listNames(): Iterable<string>;
}

type Countries = ReadonlySet<string> | null;

/** Reports what is wrong in a place, at the place or the part of it. A zone's own place is checked where it stands. */
export function checkPlace(place: Place, scope: PlaceCheckScope, problems: Problems): void {
  if (place.is === 'not') {
    problems.warn(
      place.at,
      'place-everywhere-else',
      'This holds in every other country of the world. Name the countries that are meant, and what they except.',
    );
  }
  new PlaceCheck(scope, problems).check(place, null);
}

/** The message for a `@name` whose list is not there. */
export function unknownList(name: string, known: Iterable<string>): string {
  return `There is no list "${name}": the file lists/${name}.txt is missing.${didYouMean(name, known)}`;
}

class PlaceCheck {
  readonly #scope: PlaceCheckScope;
  readonly #problems: Problems;

  constructor(scope: PlaceCheckScope, problems: Problems) {
    this.#scope = scope;
    this.#problems = problems;
  }

  /** `within`: the countries that what stands around the place leaves. */
  check(place: Place, within: Countries): void {
    switch (place.is) {
      case 'zone':
        this.#checkZone(place.zone, place.at);
        break;
      case 'any':
        for (const member of place.of) this.check(member, within);
        break;
      case 'not':
        this.check(place.of, within);
        break;
      case 'here':
        this.#checkHere(place, within);
    }
  }

  #checkHere(place: Extract<Place, { is: 'here' }>, within: Countries): void {
    const own = countriesOf(place, this.#scope);
    const left = existing(intersect(own, within));
    // A place that is nowhere in the one around it is still read by the countries that it names.
    const countries = left?.size === 0 ? existing(own) : left;
    for (const part of parts) if (place[part] !== undefined) this.#checkTexts(part, place[part], countries);
    const loose = place.state !== undefined ? 'state' : 'postal code';
    if ((place.state !== undefined || place.postal_code !== undefined) && countries === null) {
      const message = `A ${loose} without a country is looked for in every country. Add "country:".`;
      this.#problems.warn(place.at, 'place-without-country', message);
    }
    if (place.zone !== undefined) this.check(place.zone, within);
    if (place.except !== undefined) this.check(place.except, countries);
  }

  #checkZone(name: string, at: At): void {
    if (this.#scope.zonePlace(name) !== undefined) return;
    const hint = isCountry(name.toUpperCase())
      ? ` For the country write { country: ${name.toUpperCase()} }.`
      : didYouMean(name, this.#scope.zoneNames());
    this.#problems.error(at, 'unknown-zone', `There is no zone "${name}" in settings.yaml.${hint}`);
  }

  /** Reports the faults of each text, and of the lines of each list the first few. */
  #checkTexts(part: Part, match: TextMatch, countries: Countries): void {
    for (const [index, text] of match.of.entries()) {
      if (!text.startsWith('@')) {
        for (const fault of faultsOf(part, text, countries)) this.#report(placeOfText(match, index), fault);
        continue;
      }
      const name = text.slice(1);
      const lines = this.#scope.list(name);
      if (lines === undefined) {
        this.#problems.error(placeOfText(match, index), 'unknown-list', unknownList(name, this.#scope.listNames()));
        continue;
      }
      for (const fault of listFaults(part, lines, countries)) {
        this.#report(placeOfText(match, index), { ...fault, message: `lists/${name}.txt: ${fault.message}` });
      }
    }
  }

  #report(at: At, { severity, code, message }: Fault): void {
    if (severity === 'error') this.#problems.error(at, code, message);
    else this.#problems.warn(at, code, message);
  }
}

/** A country that does not exist is reported, and nothing is claimed of it. */
function existing(countries: Countries): Countries {
  return countries === null ? null : new Set([...countries].filter(isCountry));
}

const parts = ['country', 'state', 'city', 'postal_code'] as const;
type Part = (typeof parts)[number];

function faultsOf(part: Part, text: string, countries: Countries): readonly Fault[] {
  switch (part) {
    case 'country':
      return checkCountry(text);
    case 'state':
      return checkState(text, countries);
    case 'city':
      return checkCity(text);
    case 'postal_code':
      return checkPostalPattern(text, countries);
  }
}

const mostReported = 5;

const checkedLists = new WeakMap<readonly string[], Map<string, readonly Fault[]>>();

/** The first faults of a long list, kept since every row of a table may name it. */
function listFaults(part: Part, lines: readonly string[], countries: Countries): readonly Fault[] {
  let checked = checkedLists.get(lines);
  if (checked === undefined) {
    checked = new Map();
    checkedLists.set(lines, checked);
  }
  const key = `${part} ${countries === null ? 'any' : [...countries].sort().join()}`;
  let faults = checked.get(key);
  if (faults === undefined) {
    const found: Fault[] = [];
    for (const line of lines) {
      if (line.trim() !== '') found.push(...faultsOf(part, line.trim(), countries));
      if (found.length >= mostReported) break;
    }
    faults = found;
    checked.set(key, faults);
  }
  return faults;
}

function checkCountry(text: string): Fault[] {
  const code = text.trim().toUpperCase();
  if (code === 'EU' || isCountry(code)) return [];
  const hint = countryHint(text);
  const message = `"${text}" is not a country (ISO 3166-1, such as US).${hint === undefined ? '' : ` Did you mean ${hint}?`}`;
  return [{ severity: 'error', code: 'unknown-country', message }];
}

function checkCity(text: string): Fault[] {
  const fault = textPatternFault(text);
  return fault === null ? [] : [{ severity: 'error', code: 'bad-pattern', message: fault }];
}
