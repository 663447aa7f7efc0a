/** Decides a request again, by one or two rule directories, and tells whether the answers differ. */
import { evaluate } from '../decide/evaluate.ts';
import type { Explanation } from '../decide/explanation.ts';
import type { Directory, RuleSet } from '../rules/ruleset.ts';
import type { HookResponse } from '../stripe/types.ts';
import type { Answer, Asked } from './asked.ts';
import { everyWay, type Suppose, type Teller, toldBy } from './told.ts';

/** An answer with its reasons; those of a recorded one nobody knows. */
export interface Explained extends Answer {
  explanation: Explanation | null;
  rules: RuleSet | null;
}

export type Outcome =
  /** `answer` is `null` where both sides answer alike whatever a log leaves open, but what they answer depends on that. */
  | { is: 'same'; answer: Answer | null }
  | { is: 'changed'; before: Explained; after: Explained }
  /** What changes depends on these conditions, which the log does not tell. */
  | { is: 'not_known'; conditions: string[] };

/** A rule directory that answers what is asked. */
export class Deciding {
  readonly #directory: Directory;
  readonly #told = new WeakMap<RuleSet, { rules: RuleSet; teller: Teller }>();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** The answer at the moment of the request. `suppose` is asked what the log does not tell. */
  answer(asked: Asked, suppose: Suppose, explain = false): Explained {
    const { request, moment, truths } = asked;
    const own = this.#directory.forAccount(request.account);
    if (own === null) return { response: null, entries: [], explanation: null, rules: null };
    const rules = truths === null ? own : this.#tellingOf(own, { truths, suppose });
    const { response, decided, explanation } = evaluate(rules, request, moment, explain);
    return { response, entries: decided.entries, explanation, rules: own };
  }

  #tellingOf(own: RuleSet, teller: Teller): RuleSet {
    let told = this.#told.get(own);
    if (told === undefined) {
      const held = { ...teller };
      told = { rules: toldBy(own, held), teller: held };
      this.#told.set(own, told);
    }
    Object.assign(told.teller, teller);
    return told.rules;
  }
}

/** Decides by both and compares; `before` is `null` for what was recorded. */
export function compareAnswers(asked: Asked, before: Deciding | null, after: Deciding): Outcome {
  const left = (suppose: Suppose, explain: boolean): Explained =>
    before === null ? recordedAnswer(asked) : before.answer(asked, suppose, explain);
  const way = (suppose: Suppose): Way => {
    const answer = after.answer(asked, suppose);
    const [before, now] = [JSON.stringify(left(suppose, false).response), JSON.stringify(answer.response)];
    return { before, now, same: isSame(before, now), answer };
  };
  const isOther = (a: Way, b: Way): boolean => a.before !== b.before || a.now !== b.now;
  // Once two ways come to something else, and one of them to a change, what changes is open.
  const { results, names, complete } = everyWay(way, (a, b) => isOther(a, b) && !(a.same && b.same));
  const first = results[0]!;
  const isOne = complete && !results.some((result) => isOther(first, result));
  if (complete && results.every(({ same }) => same)) return { is: 'same', answer: isOne ? first.answer : null };
  if (!isOne) return { is: 'not_known', conditions: names };
  // Any way does: all come to the same.
  const any = (): boolean => false;
  return { is: 'changed', before: left(any, true), after: after.answer(asked, any, true) };
}

/** What both sides answer, as text, under one way of supposing. */
interface Way {
  before: string;
  now: string;
  same: boolean;
  answer: Answer;
}

function recordedAnswer({ recorded }: Asked): Explained {
  const { response, entries } = recorded!;
  return { response: response as HookResponse, entries, explanation: null, rules: null };
}

function isSame(a: string, b: string): boolean {
  return a === b || isEqual(JSON.parse(a), JSON.parse(b));
}

/** Whether two JSON values are the same, whatever the order of their keys. */
function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual((a as Bag)[key], (b as Bag)[key]))
  );
}

type Bag = Record<string, unknown>;
