/** What a replay comes to: counts, groups of like changes, sums; it does not grow with the number of requests. */

import { isAnswer } from '../stripe/response.ts';
import type { HookRequest } from '../stripe/types.ts';
import type { Asked, Fault } from './asked.ts';
import type { Change } from './change.ts';
import { changesOf } from './changes.ts';
import type { Outcome } from './compare.ts';
import { MoneySums, moneyOf } from './money.ts';

/** Changes of one kind by the same entries. */
export interface Group {
  hook: HookRequest['hook'];
  currency: string | null;
  change: Change;
  /** Decisions that it touches, and how often. */
  decisions: number;
  count: number;
  /** Of all amounts, in minor units. */
  sums: { before: bigint; after: bigint };
  /** Whether every change is from the same amount to the same amount. */
  isUniform: boolean;
}

export interface ChangedDecision {
  asked: Asked;
  changes: Change[];
}

type Counts = Record<HookRequest['hook'], number>;

// Groups are as many as there are entries, and no more of them are kept than anybody reads.
const mostGroups = 10_000;
const mostNamed = 20;

export class Tally {
  readonly read: Counts = { customize: 0, finalize: 0, price: 0 };
  readonly changed: Counts = { customize: 0, finalize: 0, price: 0 };
  notReplayable = 0;
  /** Decisions by the condition that the log does not tell, which kept them from being replayed. */
  readonly openConditions = new Map<string, number>();
  faultCount = 0;
  /** The first of what could not be read. */
  readonly faults: Fault[] = [];
  /** The first of the decisions that change. */
  readonly first: ChangedDecision[] = [];
  readonly money = new MoneySums();
  readonly #groups = new Map<string, Group>();
  readonly #limit: number;

  /** `limit`: so many decisions that change are kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  addFault(fault: Fault): void {
    this.faultCount += 1;
    if (this.faults.length < mostNamed) this.faults.push(fault);
  }

  add(asked: Asked, outcome: Outcome): void {
    const { request, chosen } = asked;
    if (outcome.is === 'changed' && asked.recorded !== null && !isAnswer(request.hook, outcome.before.response)) {
      this.addFault({ where: asked.where, code: 'no_decision', message: 'response: expected the answer to the hook.' });
      return;
    }
    this.read[request.hook] += 1;
    switch (outcome.is) {
      case 'not_known':
        this.notReplayable += 1;
        for (const name of outcome.conditions) {
          this.openConditions.set(name, (this.openConditions.get(name) ?? 0) + 1);
        }
        break;
      case 'same': {
        const money = outcome.answer === null ? null : moneyOf(request, outcome.answer.response, chosen);
        this.money.add(request, money, money);
        break;
      }
      case 'changed': {
        const { before, after } = outcome;
        this.changed[request.hook] += 1;
        this.money.add(request, moneyOf(request, before.response, chosen), moneyOf(request, after.response, chosen));
        const changes = changesOf(request, before, after);
        if (this.first.length < this.#limit) this.first.push({ asked, changes });
        const groups = new Set(changes.map((change) => this.#group(request, change)));
        for (const group of groups) group.decisions += 1;
      }
    }
  }

  get decisions(): number {
    return total(this.read);
  }

  get changes(): number {
    return total(this.changed);
  }

  /** Those that touch most decisions first. */
  get groups(): Group[] {
    return [...this.#groups.values()].sort((a, b) => b.decisions - a.decisions || b.count - a.count);
  }

  #group(request: HookRequest, change: Change): Group {
    const { hook } = request;
    const currency = hook === 'price' ? null : request.currency;
    const key = JSON.stringify([
      currency,
      { ...change, amounts: null, causes: change.causes.map(({ why: _, ...cause }) => cause) },
    ]);
    let group = this.#groups.get(key) ?? this.#groups.get(restKey);
    if (group === undefined) {
      const isRest = this.#groups.size >= mostGroups;
      group = {
        hook,
        currency,
        change: isRest
          ? { ...change, kind: 'value', before: 'other changes', after: 'other changes', causes: [] }
          : change,
        decisions: 0,
        count: 0,
        sums: { before: 0n, after: 0n },
        isUniform: true,
      };
      this.#groups.set(isRest ? restKey : key, group);
    }
    const { amounts } = change;
    group.count += 1;
    group.sums.before += BigInt(amounts.before ?? 0);
    group.sums.after += BigInt(amounts.after ?? 0);
    group.isUniform &&= amounts.before === group.change.amounts.before && amounts.after === group.change.amounts.after;
    return group;
  }
}

const restKey = 'rest';

function total({ customize, finalize, price }: Counts): number {
  return customize + finalize + price;
}
