/** What an entry asks for, part by part, and what the parts are called. */
import type { At, Condition, Entry, Place } from '../../model.ts';
import type { Part } from './cover.ts';
import type { Formula, Sign } from './formula.ts';
import { conditionFormula, type Reading, windowFormula } from './read-condition.ts';
import { placeFormula } from './read-place.ts';

/** The parts of an entry's time and `when`; with `not-false` also where they are unknown. */
export function partsOf(entry: Entry, reading: Reading, sign: Sign = 'true'): Part[] {
  const { when, from, through } = entry;
  const parts: Part[] = [];
  const add = (name: string, at: At, of: Formula): void => void parts.push({ name, at, claim: { sign, of } });
  if (from !== undefined) add('from', from.at, windowFormula(from, undefined, reading.frame));
  if (through !== undefined) add('through', through.at, windowFormula(undefined, through, reading.frame));
  for (const condition of topOf(when)) add(nameOf(condition), condition.at, conditionFormula(condition, reading));
  return parts;
}

function topOf(when: Condition | undefined): readonly Condition[] {
  return when === undefined ? [] : when.is === 'all' ? when.of : [when];
}

/** The key under which a condition stands, as near as the model tells. */
function nameOf(condition: Condition): string {
  switch (condition.is) {
    case 'lines':
    case 'sum':
      return 'items';
    case 'known':
      return condition.value ? 'known' : 'missing';
    case 'weekday':
    case 'time':
    case 'differ':
    case 'any':
    case 'not':
      return condition.is;
    case 'all':
      // The facts of a payment, what is known, and sums stand under one key.
      return condition.of[0] === undefined || condition.of[0].is === 'all' ? 'all' : nameOf(condition.of[0]);
    default:
      return condition.fact.startsWith('payment.') ? 'payment' : condition.fact;
  }
}

/** What the lines of an entry ask of the line in question. */
export function linePart(items: Condition | undefined, reading: Reading): Part[] {
  if (items === undefined) return [];
  const of: Formula = { is: 'line', of: conditionFormula(items, reading, true) };
  return [{ name: 'items', at: items.at, claim: { sign: 'true', of } }];
}

/** What a `where` asks of the address that taxes go by. */
export function wherePart(where: Place | undefined, address: string, reading: Reading): Part[] {
  if (where === undefined) return [];
  const of = placeFormula(where, address, reading.scope);
  return [{ name: 'where', at: where.at, claim: { sign: 'true', of } }];
}
