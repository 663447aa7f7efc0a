/** What is easily overlooked in taxes.yaml. */
import type { At, Condition, Folder, Place, ShippingOption, TaxRate } from '../model.ts';
import { placesMayMeet } from '../overlap.ts';
import type { WrittenScope } from '../place-countries.ts';
import { countriesOf } from '../place-countries.ts';
import type { Problems } from '../problem.ts';
import { listOf } from './reach/report.ts';

const anywhere: Place = { is: 'here', at: '' };

/** `rates`: those of the file and of its tables. */
export function warnTaxes(folder: Folder, rates: readonly TaxRate[], problems: Problems): void {
  const { taxes } = folder;
  if (taxes === undefined) return;
  for (const { class: name, like, at } of taxes.classes) {
    if (name === 'none' || like !== undefined || rates.some((rate) => rate.class.name === name)) continue;
    if (!rates.some((rate) => rate.class.name === 'standard')) continue;
    problems.warn(
      at,
      'class-without-rate',
      `The class "${name}" has no rate anywhere, so its lines bear no tax. Give it rates, write "like: standard" beside it, ` +
        'or call it "none" if that is meant.',
    );
  }
}

/** The options and rates that answer for a folder, and where to tell of them: one of the two files stands in it. */
export interface Shipped {
  options: readonly ShippingOption[];
  /** In which the names in the options are looked up. */
  optionScope: WrittenScope;
  rates: readonly TaxRate[];
  rateScope: WrittenScope;
  /** Absent: beside the option. */
  at?: At;
}

/** A country that options ship to and no rate is for, where another such country has one. */
export function warnCountries({ options, optionScope, rates, rateScope, at }: Shipped, problems: Problems): void {
  if (rates.length === 0) return;
  const offered = new Map<string, ShippingOption>();
  for (const option of options) {
    for (const country of destinations(option.when, optionScope)) {
      if (!offered.has(country)) offered.set(country, option);
    }
  }
  const taxed = (country: string): boolean => {
    const place: Place = { is: 'here', country: { not: false, of: [country], at: '' }, at: '' };
    return rates.some((rate) => placesMayMeet(rate.where ?? anywhere, place, rateScope));
  };
  const untaxed = [...offered.keys()].filter((country) => !taxed(country));
  if (untaxed.length === offered.size) return;
  for (const option of new Set(untaxed.map((country) => offered.get(country)!))) {
    const countries = untaxed.filter((country) => offered.get(country) === option);
    problems.warn(
      at ?? option.at,
      'country-without-rate',
      `"${option.id}" ships to ${listOf(countries)}, but no tax rate is for ${countries.length === 1 ? countries[0] : 'any of these'}, ` +
        'while other countries have one. If no tax is due there, write a rate of 0 for it.',
    );
  }
}

/** The countries that the `to` of a condition names. */
function destinations(when: Condition | undefined, scope: WrittenScope): Iterable<string> {
  const parts = when === undefined ? [] : when.is === 'all' ? when.of : [when];
  for (const part of parts) {
    if (part.is === 'place' && part.fact === 'to') return countriesOf(part.place, scope) ?? [];
  }
  return [];
}
