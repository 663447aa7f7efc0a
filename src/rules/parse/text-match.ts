/** Patterns for text: one, any of some, none of some. */

import { keepPlaces, placeOfText } from '../item-places.ts';
import { readBy } from '../left-out.ts';
import type { TextMatch } from '../model.ts';
import { starred } from '../patterns.ts';
import {
  choose,
  convert,
  listOrOne,
  named,
  names,
  nonEmpty,
  quote,
  type Reading,
  required,
  type Shape,
  text,
} from '../shape.ts';
import { map } from '../shape-map.ts';
import { textPatternFault } from '../text.ts';

/** A list's name after `@`. */
export const listName = /^[A-Za-z0-9_.-]{1,100}$/;

/** A pattern of text: stars only at its ends, or a list. */
export function readTextPattern(written: string): Reading<string> {
  if (written.startsWith('@')) return readListName(written);
  if (written === '')
    return { code: 'bad-pattern', fault: 'An empty text matches nothing. Use `missing` to ask for it.' };
  const fault = textPatternFault(written);
  return fault === null ? { value: written } : { code: 'bad-pattern', fault };
}

/** A pattern whose rules depend on the country: only that there is one is known here. */
export function readPlacePattern(written: string): Reading<string> {
  if (written.startsWith('@')) return readListName(written);
  return written === '' ? { code: 'bad-pattern', fault: 'An empty pattern matches nothing.' } : { value: written };
}

function readListName(written: string): Reading<string> {
  if (listName.test(written.slice(1))) return { value: written };
  const hint = written.includes('*') ? ` For texts that end with it write "*${written.replaceAll('*', '')}".` : '';
  return { code: 'bad-pattern', fault: `${quote(written)} is not the name of a list, such as "@blocked".${hint}` };
}

/** One pattern, a list of them, or `{ not: … }`. */
export function textMatch(one: Shape<string>): Shape<TextMatch> {
  const { expected } = one;
  const written = nonEmpty(listOrOne(expected, one), 'An empty list matches nothing.', 'bad-pattern');
  const patterns = convert(written, (of, node) => {
    if (node.is === 'list')
      keepPlaces(
        of,
        node.items.map(({ at }) => at),
      );
    return of;
  });
  const plain: Shape<TextMatch> = convert(patterns, (of, node) => ({ not: false, of, at: node.at }));
  const none: Shape<TextMatch> = convert(
    map(`${expected}, or { not: … }`, { not: required(patterns, 'None of these.') }),
    ({ not: of, at }) => ({ not: true, of, at }),
  );
  const either = choose(`${expected}, a list of them, or { not: … }`, [plain, none], (node) =>
    node.is === 'map' ? (node.entries.length === 0 || names(node, ['not']) ? none : undefined) : plain,
  );
  return convert(either, (match, _, problems) => {
    for (const [index, text] of match.of.entries())
      if (text.startsWith('@')) readBy(problems).lists.push({ name: text.slice(1), at: placeOfText(match, index) });
    return match;
  });
}

/** Any text. */
export const anyText: Shape<TextMatch> = named('text', 'a text, such as visa or "LTD-*"', () => textOrList);
const textOrList = textMatch(
  text('a text, such as visa or "LTD-*"', readTextPattern, { pattern: starred, number: {}, boolean: true }),
);
