/** Answers one hook from its signature and bytes: everything between HTTP and the decision, without knowing either. */
import type { Evaluation } from './decide/evaluate.ts';
import { evaluate } from './decide/evaluate.ts';
import type { RefusalCode } from './refusal.ts';
import type { Directory, RuleSet } from './rules/ruleset.ts';
import { parseJson } from './stripe/json.ts';
import { parseHookRequest, type RequestFault } from './stripe/request.ts';
import type { Mode, Verify } from './stripe/signature.ts';
import type { HookRequest, HookResponse } from './stripe/types.ts';

/** One decision that was made: what the decision log needs to write it and to replay it. */
export interface Decision {
  requestId: string;
  /** Unix seconds: the timestamp that was signed, by which it was decided. */
  moment: number;
  /** Unix seconds: the server's clock. */
  clock: number;
  rules: RuleSet;
  request: HookRequest;
  /** The body as it came, as a JSON value. */
  json: unknown;
  evaluation: Evaluation;
  /** Microseconds that the evaluation took. */
  micros: number;
}

/** What became of a hook; what is known of the request by then goes to the log. */
export type HookOutcome = {
  request: HookRequest | null;
  rules: RuleSet | null;
} & (
  | { ok: true; response: HookResponse; outcome: string }
  | { ok: false; code: RefusalCode /** For the sender. */; message?: string /** For the log. */; cause?: string }
);

export interface HookDeps {
  /** The rules that are live now; `null` while the first ones are read. */
  directory(): Directory | null;
  /** Unix seconds. */
  clock(): number;
  /** Called for each decision. What it throws is dropped: a log never fails a hook. */
  onDecision?: ((decision: Decision) => void) | undefined;
}

/**
 * Checks, reads and answers a hook, in this order: signature, JSON, schema, mode, account, rules. Expected faults are
 * outcomes; what it throws is a fault of ours.
 */
export async function answerHook(
  deps: HookDeps,
  verifier: Verify,
  requestId: string,
  header: string | null,
  body: Uint8Array,
): Promise<HookOutcome> {
  const clock = deps.clock();
  const verifying = verifier(header, body, clock);
  const verdict = verifying instanceof Promise ? await verifying : verifying;
  if (!verdict.ok) return { ok: false, code: 'signature_invalid', cause: verdict.cause, request: null, rules: null };

  const json = parseJson(body);
  if (!json.ok) return { ok: false, code: 'invalid_json', cause: json.cause, request: null, rules: null };

  const parsed = parseHookRequest(json.value);
  if (!parsed.ok) {
    const message = faultsText(parsed.faults, parsed.more);
    return { ok: false, code: parsed.code, message, request: null, rules: null };
  }
  const { request } = parsed;
  if (!isOfMode(request, verdict.mode)) return { ok: false, code: 'mode_mismatch', request, rules: null };

  // Taken once: a reload in between does not change the rules of this request.
  const rules = deps.directory()?.forAccount(request.account) ?? null;
  if (rules === null) return { ok: false, code: 'rules_unavailable', cause: 'account', request, rules };

  const start = performance.now();
  const evaluation = evaluate(rules, request, verdict.moment);
  const micros = Math.trunc((performance.now() - start) * 1000);
  if (evaluation.response === null) return { ok: false, code: 'rules_unavailable', cause: 'hook', request, rules };

  try {
    const { moment } = verdict;
    deps.onDecision?.({ requestId, moment, clock, rules, request, json: json.value, evaluation, micros });
  } catch {}
  return { ok: true, response: evaluation.response, outcome: evaluation.decided.outcome, request, rules };
}

/** Where the secret was named by a mode, the request must say that it is of that mode. */
function isOfMode(request: HookRequest, mode: Mode | null): boolean {
  return mode === null || request.livemode === (mode === 'live');
}

function faultsText(faults: readonly RequestFault[], more: number): string {
  const listed = faults.map(({ path, expected }) => `${path === '' ? 'the body' : path}: ${expected}`).join('; ');
  return more === 0 ? `Expected ${listed}.` : `Expected ${listed}; and ${more} more.`;
}
