/** Texts with limits: names, paths, ids of things that are stored in Stripe. */

import { limits } from '../../limits.ts';
import type { At } from '../model.ts';
import * as patterns from '../patterns.ts';
import { convert, quote, type Reading, type Shape, text } from '../shape.ts';

/** Text of 1 to `max` characters. */
export function shortText(what: string, max: number): Shape<string> {
  const expected = `${what} of at most ${max} characters`;
  const read = (written: string): Reading<string> => {
    if (written === '') return { code: 'bad-value', fault: `An empty text stands here; expected ${expected}.` };
    if (written.length <= max) return { value: written };
    return {
      code: 'past-limit',
      fault: `This text has ${written.length} characters; at most ${max} are allowed here.`,
    };
  };
  return text(expected, read, { pattern: patterns.written, number: {}, boolean: true, most: max });
}

/** The reason of a decline, which the customer sees. */
export const declineReason: Shape<string> = shortText('a reason', limits.declineReason);

/** The id of a stored shipping rate (`shr_`) or tax rate (`txr_`). */
export function storedRate(prefix: 'shr_' | 'txr_'): Shape<string> {
  const [what, other] = prefix === 'shr_' ? ['a shipping rate', 'txr_'] : ['a tax rate', 'shr_'];
  return text(
    `the id of ${what}, ${prefix}…`,
    (written): Reading<string> => {
      if (/^[a-z]{3}_[A-Za-z0-9_]{1,250}$/.test(written) && written.startsWith(prefix)) return { value: written };
      const hint = written.startsWith(other)
        ? ` ${other}… is ${other === 'txr_' ? 'a tax rate and belongs into taxes.yaml' : 'a shipping rate and belongs into shipping.yaml'}.`
        : '';
      return { code: 'bad-value', fault: `${quote(written)} is not the id of ${what}, ${prefix}….${hint}` };
    },
    { pattern: `^${prefix}[A-Za-z0-9_]{1,250}$` },
  );
}

/** The path of a table, in the folder of the file that names it. */
export const tablePath: Shape<{ path: string; at: At }> = text(
  'the path of a table, such as tables/rates.csv',
  (written, at): Reading<{ path: string; at: At }> => {
    if (/^tables\/[^/\\]+\.csv$/.test(written) && !/^tables\/\./.test(written)) return { value: { path: written, at } };
    const name = written
      .split(/[/\\]/)
      .at(-1)!
      .replace(/\.\w+$/, '');
    const hint = name ? ` Write tables/${name.slice(0, 60)}.csv.` : '';
    return { code: 'bad-value', fault: `${quote(written)} is not the path of a table, tables/NAME.csv.${hint}` };
  },
  { pattern: '^tables/[^/\\\\.][^/\\\\]*\\.csv$' },
);

/** The name of a tax class. */
export const className: Shape<{ name: string; at: At }> = convert(
  shortText('the name of a class', 100),
  (name, { at }) => ({
    name,
    at,
  }),
);
