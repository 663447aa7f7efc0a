/** Tax rates that others beat wherever they hold. */
import type { Scope } from '../../compile/scope.ts';
import type { TaxRate } from '../../model.ts';
import { MeetingPlaces } from '../../place-meeting.ts';
import { foldPostal } from '../../postal.ts';
import type { Cause } from './cover.ts';
import type { Formula } from './formula.ts';
import { beatsEverywhere, type Member, membersOf } from './members.ts';
import { partsOf } from './parts.ts';
import { entryFormula, type Frame, type Reading } from './read-condition.ts';
import type { Question, Report } from './report.ts';

/** What those before it do. */
function coversOf(cause: Cause<TaxRate>): { one: string; several: string } {
  const timed = cause.is === 'covered' && cause.by.some(({ when, from, through }) => when ?? from ?? through);
  return timed
    ? {
        one: 'has the same priority and holds wherever it does',
        several: 'have the same priority and hold wherever it does',
      }
    : {
        one: 'has the same priority and covers every place of it',
        several: 'have the same priority and cover every place of it',
      };
}

/** Fewer rates are compared each with each; of more than `mostNear` that may meet one nothing is told. */
const fewRates = 50;
const mostNear = 300;

export interface RatesIn {
  scope: Scope;
  frames: readonly Frame[];
  /** The address that taxes go by. */
  address: 'to' | 'tax';
  /** Whether something may be said of a rate: not of rows that stand in a table above. */
  isOwn(rate: TaxRate): boolean;
}

/** Warns of the rates that never are the most specific of their class and priority, or that hold nowhere. */
export function warnRates(rates: readonly TaxRate[], where: RatesIn, report: Report): void {
  const groups = new Map<string, TaxRate[]>();
  for (const rate of rates) {
    const key = `${rate.priority} ${rate.class.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rate]);
    else group.push(rate);
  }
  for (const group of groups.values()) new Rivals(group, where, report).warn();
}

interface Rivalry {
  member: Member;
  rivals: readonly { member: Member; rate: TaxRate }[];
}

interface Others {
  indexes: readonly number[];
  /** By index, the number by which the places know it. */
  numbers: ReadonlyMap<number, number>;
  places: MeetingPlaces;
}

/** The rates of one class and priority, as they are written. */
class Rivals {
  readonly #rates: readonly TaxRate[];
  readonly #where: RatesIn;
  readonly #report: Report;
  readonly #members = new Map<number, readonly Member[] | null>();
  /** Of rates that are for nothing but codes, the rates by code. */
  readonly #byCode = new Map<string, number | number[]>();
  /** Those that are not alone, and where they are. */
  #others: Others | undefined;

  constructor(rates: readonly TaxRate[], where: RatesIn, report: Report) {
    this.#rates = rates;
    this.#where = where;
    this.#report = report;
    for (const [index, rate] of rates.entries()) {
      for (const code of codesOf(rate) ?? []) {
        const before = this.#byCode.get(code);
        if (before === undefined) this.#byCode.set(code, index);
        else if (typeof before === 'number') this.#byCode.set(code, [before, index]);
        else before.push(index);
      }
    }
  }

  warn(): void {
    for (const [index, rate] of this.#rates.entries()) {
      if (this.#isAlone(rate) || !this.#where.isOwn(rate) || this.#report.isTold(rate.at)) continue;
      const rivalries = this.#rivalriesOf(index);
      if (rivalries === null || (isPlain(rate) && rivalries.some(({ rivals }) => rivals.length === 0))) continue;
      const cause = this.#report.cause(this.#where.frames, true, (frame) => this.#ask(rate, rivalries, frame));
      if (cause !== null) this.#report.warn(rate, cause, coversOf(cause));
    }
  }

  /** Of most rows of a long table: a code is the most specific that can be said, and no other rate says it. */
  #isAlone(rate: TaxRate): boolean {
    return (
      rate.when === undefined && (codesOf(rate)?.some((code) => typeof this.#byCode.get(code) === 'number') ?? false)
    );
  }

  /** The members of a rate, each with the members of others that beat it wherever both hold. */
  #rivalriesOf(index: number): Rivalry[] | null {
    const members = this.#membersOf(index);
    if (members === null) return null;
    const near = this.#near(index);
    return members.map((member) => ({
      member,
      rivals: near.flatMap((other) =>
        (this.#membersOf(other) ?? [])
          .filter((rival) => beatsEverywhere(rival, member, other < index))
          .map((rival) => ({ member: rival, rate: this.#rates[other]! })),
      ),
    }));
  }

  #ask(rate: TaxRate, rivalries: readonly Rivalry[], frame: Frame): Question<TaxRate>[] {
    const reading: Reading = { scope: this.#where.scope, frame };
    const at = rate.where?.at ?? rate.at;
    return rivalries.map(({ member, rivals }) => ({
      parts: [
        ...member.claims().map((of) => ({ name: 'where', at, claim: { sign: 'true' as const, of } })),
        ...partsOf(rate, reading),
      ],
      coverers: rivals.map((rival) => {
        const of: Formula = { is: 'all', of: [...rival.member.claims(), entryFormula(rival.rate, reading)] };
        return { entry: rival.rate, spares: { sign: 'not-true' as const, of } };
      }),
    }));
  }

  #membersOf(index: number): readonly Member[] | null {
    let members = this.#members.get(index);
    if (members === undefined) {
      members = membersOf(this.#rates[index]!.where, this.#where.address, this.#where.scope);
      this.#members.set(index, members);
    }
    return members;
  }

  /** The others that may cover a rate. */
  #near(index: number): number[] {
    if (this.#rates.length <= fewRates) return [...this.#rates.keys()].filter((other) => other !== index);
    this.#others ??= this.#placeOthers();
    const { indexes, numbers, places } = this.#others;
    const near = new Set(places.near(numbers.get(index)!).map((at) => indexes[at]!));
    for (const code of codesOf(this.#rates[index]!) ?? []) {
      const sharing = this.#byCode.get(code)!;
      for (const other of typeof sharing === 'number' ? [sharing] : sharing) near.add(other);
    }
    near.delete(index);
    return near.size > mostNear ? [] : [...near].sort((a, b) => a - b);
  }

  /** A rate that is alone with its code covers no more than that code of another. */
  #placeOthers(): Others {
    const indexes = [...this.#rates.keys()].filter((index) => !this.#isAlone(this.#rates[index]!));
    const where = indexes.map((index) => this.#rates[index]!.where);
    const numbers = new Map(indexes.map((index, at) => [index, at]));
    return { indexes, numbers, places: new MeetingPlaces(where, this.#where.scope) };
  }
}

/** What most rows of a long table are for: codes that no other rate is more specific than without naming them too. */
function codesOf({ where }: TaxRate): readonly string[] | null {
  if (where?.is !== 'here' || where.postal_code === undefined || where.postal_code.not) return null;
  const codes: string[] = [];
  for (const text of where.postal_code.of) {
    const code = foldPostal(text);
    if (!/^[A-Z\d]{3,}$/.test(code)) return null;
    // The +4 part of a ZIP code does not count.
    codes.push(/^\d{9}$/.test(code) ? code.slice(0, 5) : code);
  }
  return codes;
}

/** Whether the rate asks for nothing but a place that names parts which cannot exclude each other. */
function isPlain({ when, where }: TaxRate): boolean {
  return when === undefined && (where === undefined || (where.is === 'here' && !where.except && !where.zone));
}
