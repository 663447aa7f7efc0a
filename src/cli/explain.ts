/** `ratebook explain`: one request in, the answer and every reason out. */
import { readFile } from 'node:fs/promises';
import { loadRules } from '../node/load.ts';
import { readDate } from '../rules/parse/date.ts';
import { answerFile } from './explain-source.ts';
import { fail, failRules } from './failure.ts';
import { momentText, orderText } from './order-text.ts';
import { type Io, paint } from './output.ts';
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
    return fail(`"${options.at}" is not a time. Expected something like 2026-11-20T12:00-08:00`, 2, options, io);
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return fail(unreadable(file, (error as NodeJS.ErrnoException).code), 2, options, io);
  }
  const { directory, files, problems } = await loadRules(options.rules);
  if (directory === null) return failRules([{ dir: options.rules, problems, files }], options, io);
  const answered = answerFile(file, bytes, directory, at?.value ?? null);
  if (typeof answered === 'string') return fail(answered, 1, options, io);
  const { request, rules, moment, response, explanation, notes } = answered;
  if (options.json) {
    io.out(JSON.stringify({ moment, revision: rules.revision, response, explanation, notes }));
    return 0;
  }
  const { dim, bold, yellow } = paint(io);
  const folder = rules.folder === null ? 'the base rules' : `the folder of ${rules.folder}`;
  const account = request.hook === 'price' || request.account === null ? '' : `, ${request.account}`;
  io.out(`${bold(orderText(request, rules))}${dim(account)}`);
  io.out(dim(`${request.hook} on ${momentText(moment, rules.timeZone)}, by ${folder}`));
  for (const note of notes) io.out(yellow(note));
  for (const line of renderExplanation(explanation, { dir: options.rules, color: io.color, all: true })) io.out(line);
  io.out(bold('Answer'));
  io.out(
    response === null
      ? '  none: there is no catalog, so the service answers 503'
      : indent(JSON.stringify(response, null, 2)),
  );
  return 0;
}

function unreadable(file: string, code: string | undefined): string {
  if (code === 'EISDIR') return `${file} is a directory. Expected a file with one request.`;
  return `${file} cannot be read: ${code ?? 'unknown cause'}.`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
