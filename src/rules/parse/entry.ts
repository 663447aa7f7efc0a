/** What every entry has: an id, a `when`, and the time in which it applies. */
import type { At } from '../model.ts';
import type { Problems } from '../problem.ts';
import { keyAt, optional, quote, type Reading, required, type Shape, text, valueAt } from '../shape.ts';
import type { Node } from '../yaml.ts';
import { when } from './condition.ts';
import { date, isReversed } from './date.ts';
import type { Hook } from './facts.ts';

const maxId = 100;

const idExpected = `an id of letters, digits, ".", "_" and "-", at most ${maxId}`;

/** An id as it is written in a file of rules or a table. */
export function readId(written: string): Reading<string> {
  if (/^[A-Za-z0-9_.-]+$/.test(written) && written.length <= maxId) return { value: written };
  const plain = written
    .trim()
    .slice(0, maxId)
    .replaceAll(/[^A-Za-z0-9_.-]/g, '-');
  const hint = !/[A-Za-z0-9]/.test(plain) ? '' : ` Write ${plain}.`;
  return { code: 'bad-value', fault: `${quote(written)} is not ${idExpected}.${hint}` };
}

/** A name for explanations, logs and coverage. */
export const id: Shape<string> = text(idExpected, readId, {
  pattern: '^[A-Za-z0-9_.-]+$',
  number: {},
  boolean: true,
  most: maxId,
});

/** The keys of an entry in a file of this hook. */
export function entryKeys(hook: Hook) {
  return {
    id: required(id, 'Names the entry in explanations and logs; unique in the file.'),
    when: optional(when[hook], 'Conditions that must all hold; without it the entry always applies.'),
    from: optional(date, 'The entry applies from this moment on.'),
    through: optional(date, 'The entry applies until the end of this day, or to this second.'),
  };
}

/** Words that people use for an entry's keys. */
export const entrySynonyms = {
  if: 'when',
  condition: 'when',
  conditions: 'when',
  only_if: 'when',
  start: 'from',
  starts: 'from',
  since: 'from',
  valid_from: 'from',
  until: 'through',
  to: 'through',
  end: 'through',
  ends: 'through',
  till: 'through',
  valid_until: 'through',
  code: 'id',
  key: 'id',
};

/** Whether the entry has any time at all; says so where it has none. */
export function hasTime(
  entry: { from?: { time: string }; through?: { time: string } },
  node: Node,
  problems: Problems,
): boolean {
  const { from, through } = entry;
  if (!from || !through || !isReversed(from.time, through.time)) return true;
  problems.error(
    keyAt(node, 'through'),
    'impossible-range',
    `"through" (${through.time}) is before "from" (${from.time}).`,
  );
  return false;
}

/** Says which ids of the entries in these lists are used twice, of entries that are otherwise wrong too. */
export function checkUniqueIds(lists: (Node | undefined)[], problems: Problems): void {
  const seen = new Map<string, At>();
  for (const entry of lists.flatMap((list) => (list?.is === 'list' ? list.items : []))) {
    const written = valueAt(entry, 'id');
    if (written?.is !== 'text') continue;
    const name = written.text.trim();
    const before = seen.get(name);
    if (before === undefined) seen.set(name, written.at);
    else {
      const line = before.split(':').at(-2);
      const message = `The id ${quote(name)} is already used on line ${line}. An id is unique in its file.`;
      problems.error(written.at, 'duplicate-id', message);
    }
  }
}
