/** The HTTP application: routes, refusals and headers. The only file that knows the shape of HTTP. */
import { type Context, Hono } from 'hono';
import { type ReadBody, readBody } from './body.ts';
import { answerHook, type HookDeps, type HookOutcome } from './hook.ts';
import { causeOf, type Log } from './log.ts';
import { type RefusalCode, refusalOf } from './refusal.ts';
import type { Verify } from './stripe/signature.ts';
import { answerText } from './stripe/text.ts';

export type State = 'starting' | 'ready' | 'draining';

/** Why the service is worse than it could be: short codes or sentences without paths or rule texts. Empty: it is well. */
export interface Health {
  degraded: readonly string[];
}

/** What became of one call of the hook route, for the metrics. */
export interface HookRecord {
  requestId: string;
  status: number;
  /** `answered`, `approved`, …, or the code of the refusal. */
  outcome: string;
  hook: 'customize' | 'finalize' | 'price' | null;
  /** The account whose folder answered; `null` for the base, and where nothing answered. */
  folder: string | null;
  micros: number;
}

export interface AppDeps extends HookDeps {
  /** That of the secrets in force. */
  readonly verifier: Verify;
  state(): State;
  health(): Health;
  log: Log;
  /** Bytes that a body may have. */
  maxBody: number;
  version: string;
  /** A new id for each request, of printable ASCII. */
  requestId(): string;
  /** In place of the reader by web streams. */
  readBody?: ReadBody | undefined;
  /** Called for each call of the hook route. What it throws is dropped. */
  onHook?: ((record: HookRecord) => void) | undefined;
}

/** The application. Its `fetch` answers every request and does not reject. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  app.all('/hooks', (c) => hook(c, deps));
  app.all('/', (c) => hook(c, deps));
  app.all('/healthz', (c) => (isRead(c) ? healthz(deps) : notAllowed(deps, 'GET, HEAD')));
  app.all('/readyz', (c) => (isRead(c) ? readyz(deps) : notAllowed(deps, 'GET, HEAD')));
  app.notFound(() => refuse(deps.requestId(), 'not_found'));
  app.onError((error) => {
    const requestId = deps.requestId();
    deps.log.error('failed', { request_id: requestId, ...causeOf(error) });
    return refuse(requestId, 'internal');
  });
  return app;
}

function isRead(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

function healthz(deps: AppDeps): Response {
  const reasons = deps.health().degraded;
  const degraded = reasons.length > 0;
  const body = {
    status: degraded ? 'degraded' : 'ok',
    version: deps.version,
    revision: deps.directory()?.revision ?? null,
    degraded,
    reasons,
  };
  return answer(200, JSON.stringify(body), deps.requestId());
}

function readyz(deps: AppDeps): Response {
  const state = deps.state();
  if (state !== 'ready') return refuse(deps.requestId(), 'not_ready', `The service is ${state}.`);
  return answer(200, JSON.stringify({ status: state }), deps.requestId());
}

function notAllowed(deps: AppDeps, allow: string): Response {
  return refuse(deps.requestId(), 'method_not_allowed', undefined, { Allow: allow });
}

async function hook(c: Context, deps: AppDeps): Promise<Response> {
  const start = performance.now();
  const requestId = deps.requestId();
  let outcome: HookOutcome;
  try {
    outcome = await outcomeOf(c, deps, requestId);
  } catch (error) {
    deps.log.error('failed', { request_id: requestId, ...causeOf(error) });
    outcome = { ok: false, code: 'internal', request: null, rules: null };
  }
  const response = outcome.ok
    ? answer(200, answerText(outcome.response), requestId, { 'Ratebook-Revision': outcome.rules?.revision ?? '' })
    : refuse(requestId, outcome.code, outcome.message, outcome.code === 'method_not_allowed' ? { Allow: 'POST' } : {});
  report(deps, requestId, outcome, response.status, Math.trunc((performance.now() - start) * 1000));
  return response;
}

/** Size, method, media type, body; then what the body says. */
async function outcomeOf(c: Context, deps: AppDeps, requestId: string): Promise<HookOutcome> {
  const request = c.req.raw;
  const { headers } = request;
  // Taken once, before the body: secrets that are rolled meanwhile do not change it.
  const { verifier } = deps;
  if (Number(headers.get('content-length') ?? 0) > deps.maxBody) return refused('too_large');
  if (c.req.method !== 'POST') return refused('method_not_allowed');
  if (headers.has('content-encoding') || !isJson(headers.get('content-type'))) return refused('unsupported_media_type');
  const body = await (deps.readBody ?? readBody)(request, deps.maxBody, c.env);
  if (body === 'too_large') return refused('too_large');
  if (body === 'broken') return refused('bad_request');
  return answerHook(deps, verifier, requestId, headers.get('stripe-signature'), body);
}

function refused(code: RefusalCode): HookOutcome {
  return { ok: false, code, request: null, rules: null };
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

function report(deps: AppDeps, requestId: string, outcome: HookOutcome, status: number, micros: number): void {
  const { request, rules } = outcome;
  const record: HookRecord = {
    requestId,
    status,
    outcome: outcome.ok ? outcome.outcome : outcome.code,
    hook: request?.hook ?? null,
    folder: rules?.folder ?? null,
    micros,
  };
  deps.log.info('hook', {
    request_id: requestId,
    status,
    outcome: record.outcome,
    cause: outcome.ok ? undefined : outcome.cause,
    hook: record.hook,
    // Opaque to us, and signed; its length is not bounded by anything else.
    id: request?.id?.slice(0, 128),
    account: request?.account,
    folder: record.folder,
    revision: rules?.revision,
    micros,
  });
  try {
    deps.onHook?.(record);
  } catch {}
}

function refuse(requestId: string, code: RefusalCode, message?: string, more: Record<string, string> = {}): Response {
  const { status, body } = refusalOf(code, message);
  return answer(status, body, requestId, more);
}

function answer(status: number, body: string, requestId: string, more: Record<string, string> = {}): Response {
  const headers = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Request-Id': requestId,
    ...more,
  };
  return new Response(body, { status, headers });
}
