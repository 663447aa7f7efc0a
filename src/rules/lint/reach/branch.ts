/** What is claimed of an order, or of a line: whether all of it can hold together. */
import type { Band, DecimalBand } from '../../ruleset.ts';
import { type AddressPart, addresses, addressParts, addressPossible, textPossible } from './address.ts';
import { decimalPossible, wholePossible } from './bands.ts';
import { type Claim, isPositive, isWeak, type Literal } from './formula.ts';

/** What a search may still do; a search that may do no more has found nothing. */
export interface Budget {
  left: number;
}

export interface Setting {
  /** Of plain amounts. */
  plain: string;
  /** Those in which an order may be told apart: every one that the rules name. */
  currencies: readonly string[];
  budget: Budget;
  /** Whether the claims are on a line, and not on an order. */
  onLine: boolean;
  /** Whether an order may have no lines. */
  mayBeEmpty: boolean;
}

/** Facts that every request carries. */
const orderFacts: ReadonlySet<string> = new Set(['currency', 'lines', 'moment', 'weekday', 'time']);
const lineFactsTold: ReadonlySet<string> = new Set(['quantity']);
/** Facts that are numbers wherever they are there. */
const ownNumbers: ReadonlySet<string> = new Set(['units', 'price', 'subtotal', 'discounted', 'total']);

const noClaims: readonly Literal[] = [];

export class Branch {
  readonly #setting: Setting;
  readonly #literals: Map<string, readonly Literal[]>;
  /** Disjunctions that wait: one of the claims of each holds. */
  waiting: readonly (readonly Claim[])[];
  /** Each on a line of its own. */
  readonly someLines: Claim[];
  /** On every line. */
  readonly everyLine: Claim[];
  /** On the line that an entry is asked for. */
  readonly thisLine: Claim[];

  constructor(setting: Setting, of?: Branch) {
    this.#setting = setting;
    this.#literals = new Map(of === undefined ? [] : of.#literals);
    this.waiting = of?.waiting ?? [];
    this.someLines = [...(of?.someLines ?? [])];
    this.everyLine = [...(of?.everyLine ?? [])];
    this.thisLine = [...(of?.thisLine ?? [])];
  }

  /** Adds a claim; false where it is certain that nothing is left. */
  add(literal: Literal): boolean {
    const key = keyOf(literal);
    const claims = this.#literals.get(key) ?? noClaims;
    if (claims.some((one) => one.sign === literal.sign && one.atom.key === literal.atom.key)) return true;
    this.#literals.set(key, [...claims, literal]);
    return !claims.some((one) => contradict(one, literal)) && this.#mayHold(literal, addressParts);
  }

  /** Whether the claim may hold beside the others; of an address only the part that it is on is looked at. */
  mayAdd(literal: Literal): boolean {
    const key = keyOf(literal);
    const claims = this.#literals.get(key) ?? noClaims;
    if (claims.some((one) => contradict(one, literal))) return false;
    const { fact, is } = literal.atom;
    const part = is === 'known' ? undefined : addressParts.find((one) => fact.endsWith(`.${one}`));
    if (part === 'postal_code') return true;
    const tried = new Branch(this.#setting, this);
    tried.#literals.set(key, [...claims, literal]);
    return tried.#mayHold(literal, part === undefined ? addressParts : [part]);
  }

  #mayHold({ atom }: Literal, parts: readonly AddressPart[]): boolean {
    this.#setting.budget.left -= 1;
    const known = this.#known;
    if (!this.#setting.onLine) {
      const address = addresses.find((one) => atom.fact === one || atom.fact.startsWith(`${one}.`));
      if (address !== undefined) {
        const { budget } = this.#setting;
        return addressPossible(
          address,
          (fact) => this.#literals.get(fact) ?? noClaims,
          known,
          parts,
          (steps) => {
            budget.left -= steps;
          },
        );
      }
    }
    if (atom.is === 'money' || (atom.fact === 'currency' && !this.#setting.onLine)) return this.currencies().length > 0;
    if (atom.is !== 'known') return this.#factPossible(keyOf({ sign: 'true', atom }), atom.fact, '');
    return (
      [...this.#literals.keys()].every(
        (key) =>
          !key.endsWith(` ${atom.fact}`) || /^(?:known|money) /.test(key) || this.#factPossible(key, atom.fact, ''),
      ) && this.currencies().length > 0
    );
  }

  /** The currencies in which all claims on amounts may hold; `''` stands for one that no rule names. */
  currencies(): string[] {
    const money = [...this.#literals].filter(([, [first]]) => first!.atom.is === 'money');
    const { currencies } = this.#setting;
    const named = this.#literals.get('text currency');
    if (money.length === 0 && named === undefined) return [...currencies];
    if (named !== undefined && !this.#setting.onLine && !textPossible(named, true, false)) return [];
    return currencies.filter(
      (currency) =>
        (this.#setting.onLine || (named ?? []).every((claim) => mayBe(currency, claim))) &&
        money.every(([key, [first]]) => this.#factPossible(key, first!.atom.fact, currency)),
    );
  }

  readonly #known = (fact: string): boolean | undefined => {
    const claim = this.#literals.get(`known ${fact}`)?.[0];
    if (claim !== undefined) return isPositive(claim.sign);
    if (fact.startsWith('payment.') && this.#known('payment') === false) return false;
    return undefined;
  };

  /** Whether the fact can be as is claimed in one of the ways in which it is read. */
  #factPossible(key: string, fact: string, currency: string): boolean {
    const claims = this.#literals.get(key)!;
    const known = this.#known(fact);
    const { onLine, plain } = this.#setting;
    const told = (onLine ? lineFactsTold : orderFacts).has(fact);
    const first = claims[0]!.atom;
    // A blank cell of a catalog is missing, and none of the texts that are asked for.
    if (first.is === 'text') return textPossible(claims, onLine && known === false ? undefined : known, !told);
    if (first.is === 'money') {
      const banded = claims.map(({ sign, atom }) => ({
        sign,
        band: atom.is === 'money' ? atom.band({ currency, plain }) : null,
      }));
      if (banded.some(({ sign, band }) => band === null && !isWeak(sign))) return false;
      const given = banded.filter((one): one is { sign: Claim['sign']; band: Band } => one.band !== null);
      return this.#numberPossible(given, known, told, wholePossible);
    }
    if (first.is === 'number') {
      return this.#numberPossible(
        claims.flatMap(({ sign, atom }) => (atom.is === 'number' ? [{ sign, band: atom.band }] : [])),
        onLine && !ownNumbers.has(fact) && known === true ? undefined : known,
        told,
        (inside, outside) =>
          wholePossible([...inside, ...(told && fact !== 'moment' ? [naturals(onLine)] : [])], outside),
      );
    }
    if (first.is === 'decimal') {
      return this.#numberPossible(
        claims.flatMap(({ sign, atom }) => (atom.is === 'decimal' ? [{ sign, band: atom.band }] : [])),
        onLine && known === true ? undefined : known,
        told,
        (inside: DecimalBand[], outside: DecimalBand[]) => decimalPossible(inside, outside),
      );
    }
    if (first.is === 'weekday' || first.is === 'time' || first.is === 'moment') return clockPossible(claims);
    // A flag: of one key, which contradictions have been looked for.
    return (
      !(known === false && claims.some(({ sign }) => !isWeak(sign))) && !(known === true && !onLine && isBoth(claims))
    );
  }

  #numberPossible<T>(
    claims: readonly { sign: Claim['sign']; band: T }[],
    known: boolean | undefined,
    told: boolean,
    possible: (inside: T[], outside: T[]) => boolean,
  ): boolean {
    const allWeak = claims.every(({ sign }) => isWeak(sign));
    if (allWeak && !told && known !== true) return true;
    if (known === false && !allWeak) return false;
    const side = (positive: boolean): T[] =>
      claims.filter(({ sign }) => isPositive(sign) === positive).map(({ band }) => band);
    return possible(side(true), side(false));
  }
}

/** A line has at least one unit; an order may have no lines. */
function naturals(onLine: boolean): Band {
  return { low: onLine ? 1 : 0, high: Number.MAX_SAFE_INTEGER };
}

/** Claims on one fact that is read in one way. */
function keyOf({ atom }: Literal): string {
  switch (atom.is) {
    case 'country':
    case 'state':
    case 'postal':
      return atom.fact;
    case 'flag':
      return `flag ${atom.key}`;
    case 'text':
      return /^(?:to|bill_to|tax)\.city$/.test(atom.fact) ? atom.fact : `text ${atom.fact}`;
    default:
      return `${atom.is} ${atom.fact}`;
  }
}

function contradict(a: Literal, b: Literal): boolean {
  if (a.atom.key !== b.atom.key || a.atom.is !== b.atom.is) return false;
  const signs = [a.sign, b.sign];
  const has = (sign: Claim['sign']): boolean => signs.includes(sign);
  if (has('true')) return has('false') || has('not-true');
  if (has('false')) return has('not-false');
  return a.atom.is === 'known' && has('not-true') && has('not-false');
}

function isBoth(claims: readonly Literal[]): boolean {
  return claims.some(({ sign }) => isPositive(sign)) && claims.some(({ sign }) => !isPositive(sign));
}

/** Whether an order in the currency may be as is claimed; `''`: in one that no rule names. */
function mayBe(currency: string, { sign, atom }: Literal): boolean {
  if (atom.is !== 'text') return true;
  if (currency !== '') return atom.texts.takes(currency) === isPositive(sign);
  return !isPositive(sign) || (atom.texts.patterns?.some(({ start, end }) => start || end) ?? true);
}

/** Days, times and moments are known of every request; each claim is true or false. */
function clockPossible(claims: readonly Literal[]): boolean {
  const points = claims.flatMap(({ atom }): (string | number)[] => {
    if (atom.is === 'weekday') return ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    if (atom.is === 'time') return [0, atom.after, atom.before % 1440];
    // Nothing is at the end of all time.
    return atom.is === 'moment' ? [-Infinity, atom.from, atom.to].filter((moment) => moment < Infinity) : [];
  });
  return points.some((point) => claims.every(({ sign, atom }) => holdsAt(point, atom) === isPositive(sign)));
}

function holdsAt(point: string | number, atom: Literal['atom']): boolean {
  if (atom.is === 'weekday') return atom.days.has(point as string);
  if (atom.is === 'moment') return atom.from <= (point as number) && (point as number) < atom.to;
  if (atom.is !== 'time') return true;
  const { after, before } = atom;
  const minute = point as number;
  return after <= before ? after <= minute && minute < before : minute >= after || minute < before;
}
