/** `ratebook explain`: one request in, the answer and every reason out. */
import { readFile } from 'node:fs/promises';
import { evaluate } from '../decide/evaluate.ts';
import { type OneOrder, readOneOrder } from '../examples/one.ts';
import { shortRequest } from '../examples/short-request.ts';
import { loadRules } from '../node/load.ts';
import type { LocalTime } from '../rules/model.ts';
import { readDate } from '../rules/parse/date.ts';
import { Problems } from '../rules/problem.ts';
import type { Directory, RuleSet } from '../rules/ruleset.ts';
import { parseJson } from '../stripe/json.ts';
import { parseHookRequest } from '../stripe/request.ts';
import type { HookRequest } from '../stripe/types.ts';
import { type Io, paint } from './output.ts';
import { countProblems, printProblems } from './problems.ts';
import { renderExplanation } from './render.ts';

export interface ExplainOptions {
  rules: string;
  at?: string;
  json?: boolean;
}

/** Exit code 1 for broken rules, a request that is none, or an account that is refused; 2 for a bad `--at` or file. */
export async function explain(file: string, options: ExplainOptions, io: Io): Promise<number> {
  const at = options.at === undefined ? null : readDate(options.at);
  if (at !== null && !('value' in at)) {
    io.err(`"${options.at}" is not a time. Expected something like 2026-11-20T12:00-08:00`);
    return 2;
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    io.err(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown cause'}.`);
    return 2;
  }
  const { directory, problems, files } = await loadRules(options.rules);
  if (directory === null) {
    printProblems(problems, { dir: options.rules, files }, io.err, io);
    io.err(`${countProblems(problems)} in ${options.rules}.`);
    return 1;
  }
  const order = readOrder(file, bytes, directory, at?.value ?? null);
  if (typeof order === 'string') {
    io.err(order);
    return 1;
  }
  const { request, rules, moment } = order;
  const { response, explanation } = evaluate(rules, request, moment, true);
  if (options.json) {
    io.out(JSON.stringify({ moment, revision: rules.revision, response, explanation }));
    return 0;
  }
  const { dim, bold } = paint(io);
  const folder = rules.folder === null ? 'the base rules' : `the folder of ${rules.folder}`;
  io.out(dim(`${request.hook} at ${new Date(moment * 1000).toISOString()}, by ${folder}`));
  for (const line of renderExplanation(explanation!, { dir: options.rules, color: io.color, all: true })) io.out(line);
  io.out(bold('Answer'));
  io.out(
    response === null
      ? '  none: there is no catalog, so the service answers 503'
      : indent(JSON.stringify(response, null, 2)),
  );
  return 0;
}

interface Order {
  request: HookRequest;
  rules: RuleSet;
  /** Unix seconds. */
  moment: number;
}

/** The order in a file, recorded or in the short form of a test, and the rules that answer it; or what is wrong. */
function readOrder(file: string, bytes: Uint8Array, directory: Directory, at: LocalTime | null): Order | string {
  const short = shortForm(file, bytes);
  if (typeof short === 'string') return short;
  const recorded = short === null ? readRequest(bytes) : null;
  if (typeof recorded === 'string') return `${file}: ${recorded}`;
  const account = recorded?.account ?? short?.form.account?.value ?? null;
  const rules = directory.forAccount(account);
  if (rules === null) {
    return `The account ${account} is refused: its folder has errors, or there is none and settings refuse unknown ones.`;
  }
  // A time without an offset is in the settings' time zone.
  const time = at ?? short?.at ?? null;
  const moment = time === null ? Math.trunc(Date.now() / 1000) : rules.timeZone.startOf(time);
  if (recorded !== null) return { request: recorded, rules, moment };
  const problems = new Problems();
  const request = shortRequest(short!.form, { rules, account, moment }, problems);
  return request === undefined ? listed(problems) : { request, rules, moment };
}

/** `null` where the file holds a recorded request: JSON with a `type`. */
function shortForm(file: string, bytes: Uint8Array): OneOrder | string | null {
  const json = parseJson(bytes);
  const isShort = json.ok
    ? ['customize', 'finalize'].some((key) => Object.hasOwn(Object(json.value), key))
    : /\.ya?ml$/i.test(file);
  if (!isShort) return null;
  const problems = new Problems();
  return readOneOrder(file, bytes, problems) ?? listed(problems);
}

function listed(problems: Problems): string {
  return problems.all.map(({ at, code, message }) => `${at}  ${code}  ${message}`).join('\n');
}

/** The request in some bytes, or what is wrong with them. */
export function readRequest(bytes: Uint8Array): HookRequest | string {
  const json = parseJson(bytes);
  if (!json.ok) return 'this is not JSON.';
  const parsed = parseHookRequest(json.value);
  if (parsed.ok) return parsed.request;
  if (parsed.code === 'unsupported_type') return 'its "type" is not that of a hook.';
  const faults = parsed.faults.map(({ path, expected }) => `${path === '' ? 'the whole' : path} must be ${expected}`);
  return `this is not a hook request: ${faults.join('; ')}.`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
