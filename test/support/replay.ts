/** Decisions that are logged, and decided again by other rules. */
import { evaluate } from '../../src/decide/evaluate.ts';
import { decisionLine, digestBy } from '../../src/decision-log.ts';
import { nodeHmac } from '../../src/node/hmac.ts';
import type { Asked } from '../../src/replay/asked.ts';
import { compareAnswers, Deciding, type Outcome } from '../../src/replay/compare.ts';
import { readLogLine } from '../../src/replay/log-line.ts';
import { Tally } from '../../src/replay/tally.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import { noon, read } from './decide.ts';
import type { JsonObject } from './requests.ts';

const digest = (text: string): string => digestBy(nodeHmac, 'whsec_0123456789abcdef', text) as string;

/** The line that the service writes of a request, as it stands in the file. */
export function lineOf(directory: Directory, json: JsonObject, moment = noon): string {
  const request = read(json);
  const rules = directory.forAccount(request.account);
  if (rules === null) throw new Error('the account is refused');
  const evaluation = evaluate(rules, request, moment);
  const made = { requestId: 'req_1', moment, clock: moment, rules, request, json, evaluation, micros: 1 };
  return JSON.stringify(decisionLine(made, digest));
}

/** The decision on a line that holds one. */
export function askedOf(line: string, where = 'line 1'): Asked {
  const [item] = readLogLine(line, where);
  if (item === undefined || !('request' in item)) throw new Error(JSON.stringify(item));
  return item;
}

/** What becomes of a logged decision under other rules. */
export function again(line: string, after: Directory, before: Directory | null = null): Outcome {
  return compareAnswers(askedOf(line), before && new Deciding(before), new Deciding(after));
}

/** What becomes of many. */
export function tallyOf(lines: readonly string[], after: Directory, before: Directory | null = null): Tally {
  const tally = new Tally(20);
  const [left, right] = [before && new Deciding(before), new Deciding(after)];
  for (const [index, line] of lines.entries()) {
    const asked = askedOf(line, `line ${index + 1}`);
    tally.add(asked, compareAnswers(asked, left, right));
  }
  return tally;
}
