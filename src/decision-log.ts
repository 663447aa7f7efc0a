/** One line a decision, for replays: what was asked and answered, with personal data cut away. */
import { truthsOf } from './decision-log/conditions.ts';
import { type Digest, keptOf } from './decision-log/cut.ts';
import type { Decision } from './hook.ts';
import type { Hmac } from './stripe/hmac.ts';

/** The form of the lines. One of another version is not read. */
export const logVersion = 2;

const encoder = new TextEncoder();

/** The digest of a text under the key of a secret. */
export function digestBy(hmac: Hmac, secret: string, text: string): ReturnType<Hmac> {
  const shorten = (hex: string): string => `~${hex.slice(0, 16)}`;
  const hex = hmac(secret, 'ratebook decision log.', encoder.encode(text));
  return typeof hex === 'string' ? shorten(hex) : hex.then(shorten);
}

/** The line of a decision, as data. */
export function decisionLine(decision: Decision, digest: Digest): object {
  const { moment, clock, requestId, rules, request, json, evaluation, micros } = decision;
  const { decided, response } = evaluation;
  return {
    v: logVersion,
    moment,
    time: new Date(clock * 1000).toISOString(),
    request_id: requestId,
    hook: request.hook,
    folder: rules.folder,
    livemode: request.livemode,
    revision: rules.revision,
    outcome: decided.outcome,
    entries: decided.entries,
    shadow: decided.shadow,
    ...(decided.notes === undefined ? {} : { notes: decided.notes }),
    micros,
    request: keptOf(request, json, digest),
    truths: truthsOf(rules, request, moment),
    response,
  };
}

/** The texts of a request of which only the digest is kept, for digests that have to be waited for. */
export function privateTexts({ request, json }: Decision): string[] {
  const texts: string[] = [];
  keptOf(request, json, (text) => {
    texts.push(text);
    return '';
  });
  return texts;
}
