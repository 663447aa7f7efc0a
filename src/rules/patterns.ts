/** What texts look like, as regular expressions without flags: for the schemas of editors, which know nothing else. */
import { currencyCodes } from '../currency.ts';
import { countryCodes } from './countries.ts';

/** A decimal of at most `whole` digits before the point. */
export const decimal = (whole: string): string => `^(0|[1-9][0-9]${whole})(\\.[0-9]+)?$`;

/** A list's name. */
const list = '@[A-Za-z0-9_.-]{1,100}';

/** Text with a star at its ends at most, or the name of a list. */
export const starred = `^(${list}|\\*|(?!@)\\*?[^*]+\\*?)$`;

/** A postal code with its star, a range of them, or the name of a list. */
export const postal = `^(${list}|[^*@]+\\*?)$`;

/** The name of a zone. */
export const zone = '^(?![@*\\s]).*\\S$';

/** Some text that is not blank. */
export const written = '\\S';

const countries = anyCase(['EU', ...countryCodes]);
const currencies = anyCase([...currencyCodes]);

/** A country's code in letters of any case, or the name of a list. */
export const country = `^(${list}|${countries})$`;

/** A currency's code in letters of any case. */
export const currency = `^(${currencies})$`;

/** The same, or a text with a star, or the name of a list. */
export const currencyText = `^(${list}|\\*|\\*?[A-Za-z]*\\*|\\*[A-Za-z]+|${currencies})$`;

const weekday = anyCase(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** `sat`, `mon-fri`. */
export const days = `^(${weekday})( *- *(${weekday}))?$`;

const month = '(0[1-9]|1[0-2])';
const day = '(0[1-9]|[12][0-9]|3[01])';
const hour = '([01][0-9]|2[0-3])';
const offset = '(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])';

/** `2026-11-27`, `2026-11-27T18:00:00+01:00`. */
export const date = `^[0-9]{4}-${month}-${day}(T${hour}:[0-5][0-9](:[0-5][0-9])?${offset}?)?$`;

/** `2026-11-27`, `12-25`. */
export const holiday = `^([0-9]{4}-)?${month}-${day}$`;

/** `9:00`, `14:00`. */
export const timeOfDay = '^([01]?[0-9]|2[0-3]):[0-5][0-9]$';

/** `500 g`. */
export const weight = `^[0-9]{1,15}(\\.[0-9]{1,15})? ?(${anyCase(['g', 'kg', 'oz', 'lb'])})$`;

const unit = `(${anyCase(['business'])}[ _-]${anyCase(['day'])}|${anyCase(['hour', 'day', 'week', 'month', 'year'])})[sS]?`;

/** `business day`, `hours`. */
export const deliveryUnit = `^${unit}$`;

/** `3-5 business days`. */
export const delivery = `^[0-9]{1,9} ?((-|–|${anyCase(['to'])}) ?[0-9]{1,9} ?)?${unit}$`;

/** Words with each letter in either case. */
export function anyCase(words: readonly string[]): string {
  const letter = (each: string): string => `[${each.toLowerCase()}${each.toUpperCase()}]`;
  return words.map((word) => word.replaceAll(/[A-Za-z]/g, letter)).join('|');
}
