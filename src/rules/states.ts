/** States, provinces and regions: ISO 3166-2 codes where addresses carry them, folded text elsewhere. */

import { otherStates, stateData } from './states-data.ts';
import { foldCity } from './text.ts';
import type { Truth } from './truth.ts';

interface Country {
  /** By code, as people write them. */
  names: Map<string, string>;
  /** Codes by folded code and by folded name. */
  codes: Map<string, string>;
  /** The region of a province, by code. */
  regions: Map<string, string>;
  /** How many provinces a region has. */
  provinces: Map<string, number>;
  /** Codes by what most addresses carry: the code itself. */
  sent: Map<string, string>;
}

const countries = new Map<string, Country>();

/** A coded country; read when it is first asked for, since few rules and orders are of all of them. */
function countryOf(country: string): Country | undefined {
  let found = countries.get(country);
  if (found === undefined && Object.hasOwn(stateData, country)) {
    found = read(country);
    countries.set(country, found);
  }
  return found;
}

function read(country: string): Country {
  const names = new Map<string, string>();
  const codes = new Map<string, string>();
  const regions = new Map<string, string>();
  const provinces = new Map<string, number>();
  const entries = stateData[country]!.split('|').map((entry) => /^(\S+) ([^<]+)(?:< (\S+))?$/.exec(entry.trim())!);
  for (const [, code, name, region] of entries) {
    names.set(code!, name!.trim());
    if (region === undefined) continue;
    regions.set(code!, region);
    provinces.set(region, (provinces.get(region) ?? 0) + 1);
  }
  const spell = (code: string, text: string): void => {
    for (const spelling of spellings(text)) if (!codes.has(spelling)) codes.set(spelling, code);
  };
  for (const code of names.keys()) codes.set(foldState(code), code);
  // A province before a region of the same name: addresses carry provinces.
  for (const code of regions.keys()) spell(code, names.get(code)!);
  for (const [code, name] of names) spell(code, name);
  for (const entry of otherStates[country]!.split('|')) {
    const [, code, name] = /^(\S+) (.+)$/.exec(entry.trim())!;
    if (!names.has(code!)) names.set(code!, name!);
    if (!codes.has(foldState(code!))) codes.set(foldState(code!), code!);
    spell(code!, name!);
  }
  const sent = new Map([...names.keys()].map((code) => [code, codes.get(foldState(code))!]));
  return { names, codes, regions, provinces, sent };
}

/** `Asturias, Principado de` is written in three ways, `Bolzano, Bozen` in two, what is in brackets may be left out. */
function spellings(name: string): string[] {
  const bare = name.replace(/\([^()]*\)/, '');
  const parts = bare.split(',');
  const turned = [...parts].reverse().join(' ');
  return [name, bare, ...parts, turned].map(foldState);
}

/** Accents, blanks, case and punctuation do not count; `&` is `and`. */
export function foldState(text: string): string {
  return foldCity(text.replaceAll('&', 'and').replaceAll(',', ''));
}

/** Whether the addresses of a country carry ISO 3166-2 codes: US CA AU BR MX IN IT ES. */
export function statesAreCoded(country: string): boolean {
  return Object.hasOwn(stateData, country);
}

/** The codes of a country, with names; empty where its states are not coded. */
export function stateNames(country: string): ReadonlyMap<string, string> {
  return countryOf(country)?.names ?? new Map();
}

/**
 * What a country's state is compared by. Of coded countries the code, from `CA`, `US-CA`, `california`, or `null` for text that
 * is none of its states; of others the text without accents, blanks and case. `null` for no text.
 */
export function stateCode(country: string, text: string): string | null {
  const coded = countryOf(country);
  const sent = coded?.sent.get(text);
  if (sent !== undefined) return sent;
  const folded = foldState(withoutCountry(country, text));
  if (folded === '') return null;
  return coded ? (coded.codes.get(folded) ?? null) : folded;
}

/** `US-CA` without its country. The country may be any text that a request holds. */
function withoutCountry(country: string, text: string): string {
  const dash = text.indexOf('-');
  return dash !== -1 && text.slice(0, dash).trim().toUpperCase() === country ? text.slice(dash + 1) : text;
}

/** As `stateCode`, of text that `foldState` has folded and that has no country in front. */
export function stateCodeOfFolded(country: string, folded: string): string | null {
  const coded = countryOf(country);
  return coded ? (coded.codes.get(folded) ?? null) : folded;
}

/**
 * Whether an address in the state `found` is in the state `wanted` (both by `stateCode`). A region holds its provinces; an
 * address that tells only the region of several provinces may be in any of them.
 */
export function stateHolds(country: string, wanted: string, found: string): Truth {
  if (wanted === found) return 'true';
  const coded = countryOf(country);
  if (coded === undefined) return 'false';
  if (coded.regions.get(found) === wanted) return 'true';
  if (coded.regions.get(wanted) !== found) return 'false';
  return coded.provinces.get(found) === 1 ? 'true' : 'unknown';
}

/** Whether some states of a country lie in others: provinces in regions. */
export function hasRegions(country: string): boolean {
  return (countryOf(country)?.regions.size ?? 0) > 0;
}

/** The region of a province of a coded country, where it has one. */
export function regionOf(country: string, state: string): string | undefined {
  return countryOf(country)?.regions.get(state);
}
