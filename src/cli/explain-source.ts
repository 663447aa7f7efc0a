/** What `explain` explains: one request, as Stripe sent it, as a test writes it, or as a decision log holds it. */
import { evaluate } from '../decide/evaluate.ts';
import type { Explanation } from '../decide/explanation.ts';
import { type OneOrder, readOneOrder } from '../examples/one.ts';
import { shortRequest } from '../examples/short-request.ts';
import { Deciding } from '../replay/compare.ts';
import { readLogLine } from '../replay/log-line.ts';
import { everyWay } from '../replay/told.ts';
import type { RuleFiles } from '../rules/files.ts';
import type { LocalTime } from '../rules/model.ts';
import { Problems } from '../rules/problem.ts';
import type { Directory, RuleSet } from '../rules/ruleset.ts';
import { readYaml } from '../rules/yaml.ts';
import { parseJson } from '../stripe/json.ts';
import { parseHookRequest } from '../stripe/request.ts';
import type { HookRequest, HookResponse } from '../stripe/types.ts';
import { printProblems } from './problems.ts';

/** A request, answered. */
export interface Answered {
  request: HookRequest;
  rules: RuleSet;
  /** Unix seconds. */
  moment: number;
  response: HookResponse | null;
  explanation: Explanation;
  /** What a reader has to know of how it was answered. */
  notes: string[];
}

/** The request in a file, answered by the rules; or what is wrong with it, a line each. */
export function answerFile(file: string, bytes: Uint8Array, rules: Directory, at: LocalTime | null): Answered | string {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === '') return `${file} is empty. ${expected}`;
  if (text.startsWith('{"v":')) return answerLogged(file, text, rules, at);
  const short = shortForm(file, bytes);
  if (typeof short === 'string') return short;
  if (short !== null) return answerShort(short, rules, at);
  const request = readRequest(bytes);
  if (typeof request === 'string') return `${file}: ${request}${faultOfJson(file, text, bytes)}\n${expected}`;
  const own = rules.forAccount(request.account);
  return own === null ? refused(request.account) : answered(request, own, momentOf(at, own));
}

const expected =
  'Expected a request as Stripe sends it (JSON), an order as in a test (YAML with customize: or finalize:), or a line of a decision log.';

function answered(request: HookRequest, rules: RuleSet, moment: number): Answered {
  const { response, explanation } = evaluate(rules, request, moment, true);
  return { request, rules, moment, response, explanation: explanation!, notes: [] };
}

function refused(account: string | null): string {
  return `The account ${account} is refused: its folder has errors, or there is none and settings refuse unknown ones.`;
}

/** A time without an offset is in the settings' time zone. */
function momentOf(time: LocalTime | null, { timeZone }: RuleSet): number {
  return time === null ? Math.trunc(Date.now() / 1000) : timeZone.startOf(time);
}

function answerShort({ form, at }: OneOrder, directory: Directory, time: LocalTime | null): Answered | string {
  const account = form.account?.value ?? null;
  const rules = directory.forAccount(account);
  if (rules === null) return refused(account);
  const moment = momentOf(time ?? at, rules);
  const problems = new Problems();
  const request = shortRequest(form, { rules, account, moment }, problems);
  return request === undefined ? listed(problems) : answered(request, rules, moment);
}

function answerLogged(file: string, text: string, directory: Directory, time: LocalTime | null): Answered | string {
  const lines = text.split('\n').length;
  if (lines > 1) {
    return `${file} has ${lines} lines. Expected one decision: take its line out by its request id, as in\n  grep REQUEST_ID ${file} > one.jsonl`;
  }
  const [asked] = readLogLine(text, file);
  if (asked === undefined || 'code' in asked) return `${file}: ${asked?.message ?? 'This is no decision.'}`;
  const rules = directory.forAccount(asked.request.account);
  if (rules === null) return refused(asked.request.account);
  if (time !== null) asked.moment = momentOf(time, rules);
  const deciding = new Deciding(directory);
  const ways = everyWay((suppose) => JSON.stringify(deciding.answer(asked, suppose).response));
  const { response, explanation } = deciding.answer(asked, () => false, true);
  const { revision, response: before } = asked.recorded!;
  const notes: string[] = [];
  if (new Set(ways.results).size > 1) {
    notes.push(`The log does not tell whether these held, so they are taken not to: ${ways.names.join('; ')}`);
  }
  if (rules.revision !== revision) {
    const same = JSON.stringify(response) === JSON.stringify(before) ? 'the same answer' : 'another one';
    notes.push(`The rules were others then (revision ${revision}), and gave ${same}.`);
  }
  const { request, moment } = asked;
  return { request, rules, moment, response, explanation: explanation!, notes };
}

/** `null` where the file holds a recorded request: JSON with a `type`. */
function shortForm(file: string, bytes: Uint8Array): OneOrder | string | null {
  const json = parseJson(bytes);
  const isShort = json.ok
    ? ['customize', 'finalize'].some((key) => Object.hasOwn(Object(json.value), key))
    : /\.ya?ml$/i.test(file);
  if (!isShort) return null;
  const problems = new Problems();
  return readOneOrder(file, bytes, problems) ?? listed(problems, new Map([[file, bytes]]));
}

function listed(problems: Problems, files: RuleFiles = new Map()): string {
  const lines: string[] = [];
  printProblems(problems, { dir: '', files }, (line) => lines.push(line), { color: false });
  return lines.join('\n');
}

/** Where JSON is none: what reads YAML, which holds JSON, finds in it. */
function faultOfJson(file: string, text: string, bytes: Uint8Array): string {
  if (!text.startsWith('{') || parseJson(bytes).ok) return '';
  const problems = new Problems();
  readYaml(file, bytes, problems);
  const [first] = problems.all;
  return first === undefined ? '' : `\n${first.at}  ${first.message}`;
}

/** The request in some bytes, or what is wrong with them. */
export function readRequest(bytes: Uint8Array): HookRequest | string {
  const json = parseJson(bytes);
  if (!json.ok) return 'this is not JSON.';
  const parsed = parseHookRequest(json.value);
  if (parsed.ok) return parsed.request;
  if (parsed.code === 'unsupported_type') return 'its "type" is not that of a hook.';
  const faults = parsed.faults.map(({ path, expected }) => `${path === '' ? 'the whole' : path} must be ${expected}`);
  return `this is not a hook request:${faults.length === 1 ? ' ' : '\n  '}${faults.join('\n  ')}`;
}
