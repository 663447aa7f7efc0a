/** Tax rates that others beat wherever they hold. */
import type { Scope } from '../../compile/scope.ts';
import type { TaxRate } from '../../model.ts';
import { MeetingPlaces } from '../../place-meeting.ts';
import type { Coverer } from './cover.ts';
import type { Formula } from './formula.ts';
import { beatsEverywhere, type Member, membersOf } from './members.ts';
import { partsOf } from './parts.ts';
import { entryFormula, type Frame, type Reading } from './read-condition.ts';
import type { Report } from './report.ts';

const covers = {
  one: 'has the same priority and covers every place of it',
  several: 'have the same priority and cover every place of it',
};

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

/** The rates of one class and priority, as they are written. */
class Rivals {
  readonly #rates: readonly TaxRate[];
  readonly #where: RatesIn;
  readonly #report: Report;
  readonly #members = new Map<number, readonly Member[] | null>();
  /** How many rates are for each code that is written in digits alone. */
  readonly #codes = new Map<string, number>();
  #places: MeetingPlaces | undefined;

  constructor(rates: readonly TaxRate[], where: RatesIn, report: Report) {
    this.#rates = rates;
    this.#where = where;
    this.#report = report;
    for (const rate of rates) {
      for (const code of codesOf(rate) ?? []) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    }
  }

  warn(): void {
    for (const [index, rate] of this.#rates.entries()) {
      if (this.#isAlone(rate) || !this.#where.isOwn(rate) || this.#report.isTold(rate.at)) continue;
      const cause = this.#report.cause(this.#where.frames, true, (frame) => this.#ask(index, frame));
      if (cause !== null) this.#report.warn(rate, cause, covers);
    }
  }

  /** Of most rows of a long table: a code is the most specific that can be said, and no other rate says it. */
  #isAlone(rate: TaxRate): boolean {
    return rate.when === undefined && (codesOf(rate)?.some((code) => this.#codes.get(code) === 1) ?? false);
  }

  #ask(index: number, frame: Frame): { parts: ReturnType<typeof partsOf>; coverers: Coverer<TaxRate>[] }[] {
    const { scope } = this.#where;
    const reading: Reading = { scope, frame };
    const rate = this.#rates[index]!;
    const members = this.#membersOf(index);
    // Of nothing nothing is certain.
    if (members === null) return [{ parts: [], coverers: [] }];
    const near = this.#near(index).map((other) => ({
      other,
      entry: this.#rates[other]!,
      members: this.#membersOf(other) ?? [],
      applies: entryFormula(this.#rates[other]!, reading),
    }));
    return members.map((member) => ({
      parts: [
        ...member.claims.map((of) => ({
          name: 'where',
          at: rate.where?.at ?? rate.at,
          claim: { sign: 'true' as const, of },
        })),
        ...partsOf(rate, reading),
      ],
      coverers: near.flatMap(({ other, entry, members: rivals, applies }) =>
        rivals
          .filter((rival) => beatsEverywhere(rival, member, other < index))
          .map(({ claims }) => {
            const of: Formula = { is: 'all', of: [...claims, applies] };
            return { entry, spares: { sign: 'not-true' as const, of } };
          }),
      ),
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
    this.#places ??= new MeetingPlaces(
      this.#rates.map(({ where }) => where),
      this.#where.scope,
    );
    const near = this.#places.near(index).filter((other) => other !== index);
    if (near.length <= mostNear) return near;
    // What asks for codes covers no whole state, unless it asks for all of them.
    const wide = near.filter((other) => codesOf(this.#rates[other]!) === null);
    return wide.length <= mostNear ? wide : [];
  }
}

/** The codes of a rate that is for nothing but codes in digits. */
function codesOf({ where }: TaxRate): readonly string[] | null {
  if (where?.is !== 'here' || where.postal_code === undefined || where.postal_code.not) return null;
  const { of } = where.postal_code;
  return of.every((code) => /^\d+$/.test(code)) ? of : null;
}
