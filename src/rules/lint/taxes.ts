/** What is easily overlooked in taxes.yaml. */
import { exact, exactText, percentOf, roundPercent } from '../../money.ts';
import type { Condition, Folder, Place, TaxRate } from '../model.ts';
import { placesMayMeet } from '../overlap.ts';
import type { WrittenScope } from '../place-countries.ts';
import { countriesOf } from '../place-countries.ts';
import type { Problems } from '../problem.ts';

const anywhere: Place = { is: 'here', at: '' };

/** `rates`: those of the file and of its tables. */
export function warnTaxes(folder: Folder, rates: readonly TaxRate[], scope: WrittenScope, problems: Problems): void {
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
  warnPrecision(taxes.rates, scope, problems);
}

/** A compound percent with more than four decimals is not what is collected to the last digit. */
function warnPrecision(rates: readonly TaxRate[], scope: WrittenScope, problems: Problems): void {
  for (const rate of rates) {
    if (!rate.compound || rate.percent === undefined) continue;
    const below = rates.find((other) => {
      if (other === rate || other.percent === undefined || other.priority === rate.priority) return false;
      if (
        other.class.name !== rate.class.name ||
        !placesMayMeet(other.where ?? anywhere, rate.where ?? anywhere, scope)
      )
        return false;
      const effective = percentOf(exact(other.percent), exact(rate.percent!));
      return !effective.equals(roundPercent(effective));
    });
    if (below === undefined) continue;
    const effective = exact(rate.percent).plus(percentOf(exact(below.percent!), exact(rate.percent)));
    problems.warn(
      rate.at,
      'precision',
      `"${rate.id}" on top of "${below.id}" comes to ${exactText(effective)} %, which is sent as ${exactText(roundPercent(effective))} %: ` +
        'Stripe takes four decimals.',
    );
  }
}

/** A country that options ship to and no rate is for, where another such country has one. */
export function warnCountries(
  folder: Folder,
  rates: readonly TaxRate[],
  scope: WrittenScope,
  problems: Problems,
): void {
  const { shipping } = folder;
  if (shipping === undefined || rates.length === 0) return;
  const offered = new Map<string, { id: string; at: string }>();
  for (const option of shipping.options) {
    for (const country of destinations(option.when, scope)) if (!offered.has(country)) offered.set(country, option);
  }
  const taxed = (country: string): boolean => {
    const place: Place = { is: 'here', country: { not: false, of: [country], at: '' }, at: '' };
    return rates.some((rate) => placesMayMeet(rate.where ?? anywhere, place, scope));
  };
  const untaxed = [...offered].filter(([country]) => !taxed(country));
  if (untaxed.length === offered.size) return;
  for (const [country, option] of untaxed) {
    problems.warn(
      option.at,
      'country-without-rate',
      `"${option.id}" ships to ${country}, but no tax rate is for ${country}, while other countries have one. ` +
        'If no tax is due there, write a rate of 0 for it.',
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
