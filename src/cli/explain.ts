/** `ratebook explain`: one request in, the answer and every reason out. */
import { readFile } from 'node:fs/promises';
import { evaluate } from '../decide/evaluate.ts';
import { loadRules } from '../node/load.ts';

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
  const moment = momentOf(options.at);
  if (moment === null) {
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
  const { directory, problems } = await loadRules(options.rules);
  if (directory === null) {
    printProblems(problems, options.rules, io.err, io);
    io.err(`${countProblems(problems)} in ${options.rules}.`);
    return 1;
  }
  const request = readRequest(bytes);
  if (typeof request === 'string') {
    io.err(`${file}: ${request}`);
    return 1;
  }
  const rules = directory.forAccount(request.account);
  if (rules === null) {
    io.err(
      `The account ${request.account} is refused: its folder has errors, or there is none and settings refuse unknown ones.`,
    );
    return 1;
  }
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

/** Unix seconds of an ISO time; now where there is none; `null` where it is none. Without an offset it is UTC. */
function momentOf(at: string | undefined): number | null {
  if (at === undefined) return Math.trunc(Date.now() / 1000);
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(at)) return null;
  const hasOffset = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(at);
  const milliseconds = Date.parse(
    hasOffset ? at.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${at.includes('T') ? at : `${at}T00:00`}Z`,
  );
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
