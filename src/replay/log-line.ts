/** Reads the lines of a decision log, as they were written or as Cloudflare's tools wrap what a Worker writes. */
import * as z from 'zod';
import { chosenOption } from '../decision-log/cut.ts';
import { logVersion } from '../decision-log.ts';
import { parseHookRequest } from '../stripe/request.ts';
import type { Asked, Fault, FaultCode } from './asked.ts';

const decision = z.object({
  // Up to the year 9999, which is as far as a calendar goes.
  moment: z.int({ error: 'whole seconds' }).min(0).max(253_402_300_799, { error: 'seconds before the year 10000' }),
  request_id: z.string({ error: 'a text' }),
  revision: z.string({ error: 'a text' }),
  entries: z.array(z.string(), { error: 'a list of texts' }),
  truths: z.record(z.string(), z.boolean({ error: 'true or false' }), { error: 'an object' }),
  response: z.record(z.string(), z.unknown(), { error: 'an object' }),
});

/**
 * The decisions on a line: one, or as many as a wrapper holds. Lines of the ordinary log, which a Worker writes to the
 * same console, are none and no fault.
 */
export function readLogLine(text: string, where: string): (Asked | Fault)[] {
  if (text.trim() === '') return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const code = text.startsWith('{"v":') ? 'cut_short' : 'not_json';
    return [fault(where, code, code === 'cut_short' ? 'The line is cut short.' : 'This is not JSON.')];
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return [fault(where, 'no_decision', 'This is JSON, but no decision.')];
  }
  const wrapped = wrappedIn(json);
  if (wrapped !== null) return wrapped.flatMap((inner) => readLogLine(inner, where));
  return readDecision(json as Record<string, unknown>, where);
}

function readDecision(json: Record<string, unknown>, where: string): (Asked | Fault)[] {
  if (!Object.hasOwn(json, 'v')) {
    if (typeof json.event === 'string') return [];
    return [fault(where, 'no_decision', 'This is JSON, but no decision.')];
  }
  if (json.v !== logVersion) {
    const version = typeof json.v === 'number' ? ` ${json.v}` : '';
    return [fault(where, 'other_version', `The line is of another version${version}; version ${logVersion} is read.`)];
  }
  const line = decision.safeParse(json);
  if (!line.success) {
    const [issue] = line.error.issues;
    return [fault(where, 'no_decision', `${issue!.path.map(String).join('.')}: expected ${issue!.message}.`)];
  }
  const parsed = parseHookRequest(json.request);
  if (!parsed.ok) {
    const [first] = parsed.faults;
    return [fault(where, 'no_decision', `request.${first!.path}: expected ${first!.expected}.`)];
  }
  const { moment, request_id: name, revision, entries, truths, response } = line.data;
  const recorded = { response, entries, revision };
  return [{ where, name, moment, request: parsed.request, chosen: chosenOption(json.request), truths, recorded }];
}

/** What a Worker wrote to the console, out of an event of `wrangler tail --format json` or of Logpush. */
function wrappedIn(json: object): string[] | null {
  const { logs, Logs } = json as { logs?: unknown; Logs?: unknown };
  const entries = Array.isArray(logs) ? logs : Array.isArray(Logs) ? Logs : null;
  if (entries === null || Object.hasOwn(json, 'v')) return null;
  return entries.flatMap((entry: { message?: unknown; Message?: unknown } | null) => {
    const messages = entry?.message ?? entry?.Message;
    const texts: unknown[] = Array.isArray(messages) ? messages : [messages];
    return texts.filter((text): text is string => typeof text === 'string' && text.startsWith('{"v":'));
  });
}

function fault(where: string, code: FaultCode, message: string): Fault {
  return { where, code, message };
}
