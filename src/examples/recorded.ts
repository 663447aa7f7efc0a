/** Requests as Stripe sent them, kept beside the tests. */
import type { RuleFiles } from '../rules/files.ts';
import type { At } from '../rules/model.ts';
import { didYouMean, type Problems } from '../rules/problem.ts';
import { quote } from '../rules/shape.ts';
import { parseJson } from '../stripe/json.ts';
import { parseHookRequest } from '../stripe/request.ts';
import type { HookRequest } from '../stripe/types.ts';

/**
 * The request in the file `path` of the rule directory; `undefined` where it is not there or holds no request, and then
 * `problems` says so at `at`. In an account's folder it is asked for that account, whatever it carries itself.
 */
export function recordedRequest(
  files: RuleFiles,
  path: string,
  folder: string | null,
  at: At,
  problems: Problems,
): HookRequest | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) {
    const tests = path.slice(0, path.indexOf('tests/') + 'tests/'.length);
    const beside = [...files.keys()].filter((one) => one.startsWith(tests)).map((one) => one.slice(tests.length));
    const hint = didYouMean(path.slice(tests.length), beside);
    problems.error(at, 'missing-file', `There is no file ${quote(path)} in the rule directory.${hint}`);
    return undefined;
  }
  const json = parseJson(bytes);
  if (!json.ok) {
    problems.error(at, 'bad-request', `${quote(path)} is not JSON (${json.cause}).`);
    return undefined;
  }
  const parsed = parseHookRequest(folder === null ? json.value : askedFor(folder, json.value));
  if (parsed.ok) return parsed.request;
  const faults = parsed.faults.map(({ path: where, expected }) => `${where || 'the whole'} must be ${expected}`);
  problems.error(at, 'bad-request', `${quote(path)} is not a hook request: ${faults.slice(0, 3).join('; ')}.`);
  return undefined;
}

function askedFor(account: string, json: unknown): unknown {
  return typeof json !== 'object' || json === null || Array.isArray(json) ? json : { ...json, context: account };
}
