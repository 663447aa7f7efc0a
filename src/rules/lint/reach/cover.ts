/** Why an entry can never apply: its own conditions, or the entries that come before it. */

import { addresses } from './address.ts';
import type { Setting } from './branch.ts';
import { type Claim, type Formula, isWeak, type Literal, stepOf } from './formula.ts';
import { neverHold } from './refute.ts';

/** A part of what an entry asks for, with what it is called. */
export interface Part {
  name: string;
  at: string;
  claim: Claim;
}

/** What an entry before it claims where it does not take what the entry asks for. */
export interface Coverer<T> {
  entry: T;
  spares: Claim;
}

export type Cause<T> = { is: 'itself'; parts: readonly Part[] } | { is: 'covered'; by: readonly T[] };

/** Coverers of one entry that are taken apart to tell which are needed. */
const mostNamed = 40;

/** Why what `parts` ask for together is never left to the entry; `null` where that is not certain. */
export function causeOf<T>(parts: readonly Part[], coverers: readonly Coverer<T>[], setting: Setting): Cause<T> | null {
  const own = parts.map(({ claim }) => claim);
  if (neverHold(own, setting)) {
    return {
      is: 'itself',
      parts: needed(parts, (left) =>
        neverHold(
          left.map(({ claim }) => claim),
          setting,
        ),
      ),
    };
  }
  const near = nearOf(own, coverers, setting);
  const cover = (left: readonly Coverer<T>[]): boolean =>
    neverHold([...own, ...left.map(({ spares }) => spares)], setting);
  if (near.length === 0) return null;
  const alone = near.length > mostNamed ? undefined : near.find((one) => cover([one]));
  if (alone !== undefined) return { is: 'covered', by: [alone.entry] };
  if (near.length === 1 || !cover(near)) return null;
  const by = near.length > mostNamed ? near : needed(near, cover);
  return { is: 'covered', by: by.map(({ entry }) => entry) };
}

/** As few of `all` as are enough, tried one by one. */
function needed<T>(all: readonly T[], enough: (left: readonly T[]) => boolean): readonly T[] {
  let left = all;
  // From the last: what stands first is named rather.
  for (const one of all.toReversed()) {
    const without = left.filter((other) => other !== one);
    if (without.length > 0 && enough(without)) left = without;
  }
  return left;
}

/** Those that may have a part in covering what is claimed: not those on facts that may be missing. */
function nearOf<T>(own: readonly Claim[], coverers: readonly Coverer<T>[], setting: Setting): Coverer<T>[] {
  const told = new Set<string>();
  for (const claim of [...own, ...coverers.map(({ spares }) => spares)])
    for (const fact of toldBy(claim)) told.add(fact);
  return coverers.filter(
    ({ spares }) => !mayBeMissing(spares, told) && !neverHold([...own, opposite(spares)], setting),
  );
}

/** What holds where `claim` does not. */
function opposite({ sign, of }: Claim): Claim {
  switch (sign) {
    case 'not-true':
      return { sign: 'true', of };
    case 'not-false':
      return { sign: 'false', of };
    case 'true':
      return { sign: 'not-true', of };
    case 'false':
      return { sign: 'not-false', of };
  }
}

const toldByClaim = new WeakMap<Claim, ReadonlySet<string>>();

/** The facts that have to be there for a claim, in one way or another. */
function toldBy(claim: Claim): ReadonlySet<string> {
  let told = toldByClaim.get(claim);
  if (told === undefined) {
    const found = new Set<string>();
    collectTold(claim, found);
    toldByClaim.set(claim, found);
    told = found;
  }
  return told;
}

/** Notes them. */
function collectTold(claim: Claim, told: Set<string>): void {
  const step = stepOf(claim);
  if (step.is === 'literal') {
    if (!isWeak(step.literal.sign)) note(step.literal, told);
  } else if (step.is === 'each' || step.is === 'one') for (const one of step.claims) collectTold(one, told);
}

function note({ atom: { fact } }: Literal, told: Set<string>): void {
  told.add(fact);
  const address = addresses.find((one) => fact === one || fact.startsWith(`${one}.`));
  if (address !== undefined) told.add(address).add(`${address}.country`);
}

const always: ReadonlySet<string> = new Set(['currency', 'lines', 'moment', 'weekday', 'time']);

/** Whether the claim holds at once of an order that does not tell a fact which nothing asks it to tell. */
function mayBeMissing(claim: Claim, told: ReadonlySet<string>): boolean {
  const step = stepOf(claim);
  if (step.is === 'one') return step.claims.some((one) => mayBeMissing(one, told));
  if (step.is === 'each') return step.claims.length > 0 && step.claims.every((one) => mayBeMissing(one, told));
  if (step.is !== 'literal') return false;
  const { sign, atom } = step.literal;
  return isWeak(sign) && atom.is !== 'known' && !told.has(atom.fact) && !always.has(atom.fact);
}

/** What an entry claims where it applies. */
export function applying(of: Formula): Claim {
  return { sign: 'true', of };
}
