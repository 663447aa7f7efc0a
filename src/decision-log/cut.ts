/** What a decision log keeps of a request: all that decisions are made by, without what is personal. */
import { type Sent, sentOf } from '../stripe/sent.ts';
import type { Address, HookRequest } from '../stripe/types.ts';

/** A keyed digest of a text: equal texts give equal digests within a log. */
export type Digest = (text: string) => string;

/**
 * The request as Stripe would have sent it, of fields that Ratebook knows only. Names, street lines, phone, the e-mail
 * before its `@`, and the card's fingerprint and last four digits are digests. `json` is the body as it came.
 */
export function keptOf(request: HookRequest, json: unknown, digest: Digest): Sent {
  const kept = sentOf(cutPrivate(request, digest));
  const { data } = kept;
  if (request.hook === 'customize') {
    const option = chosenOption(json);
    const rate = { shipping_rate: { metadata: { ratebook_option: option } } };
    if (option !== null) Object.assign(data.shipping_details as object, rate);
  }
  if (request.hook === 'finalize' && request.payment !== null) {
    const card = (data.payment_method_details as { card: Record<string, string> }).card;
    for (const key of ['fingerprint', 'last4']) {
      const text = textAt(json, ['data', 'payment_method_details', 'card', key]);
      if (text !== null) card[key] = digest(text);
    }
  }
  return kept;
}

/** The option that the customer has chosen, by the id that Ratebook gave it; `null` where the body does not tell. */
export function chosenOption(json: unknown): string | null {
  return textAt(json, ['data', 'shipping_details', 'shipping_rate', 'metadata', 'ratebook_option']);
}

/** The request with digests for what is personal. */
export function cutPrivate(request: HookRequest, digest: Digest): HookRequest {
  if (request.hook === 'price') return request;
  const cut = (text: string | null): string | null => (text === null ? null : digest(text));
  const address = (from: Address | null): Address | null =>
    from === null ? null : { ...from, line1: cut(from.line1), line2: cut(from.line2) };
  const addresses = { shipTo: address(request.shipTo), billTo: address(request.billTo) };
  if (request.hook === 'customize') return { ...request, ...addresses };
  const { name, phone, email } = request;
  return {
    ...request,
    ...addresses,
    name: cut(name),
    phone: cut(phone),
    email: email === null ? null : cutEmail(email, digest),
  };
}

function cutEmail(email: string, digest: Digest): string {
  const at = email.lastIndexOf('@');
  return at === -1 ? digest(email) : `${digest(email.slice(0, at))}${email.slice(at)}`;
}

/** A text that is not empty, at a path of own keys. */
function textAt(json: unknown, path: readonly string[]): string | null {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' && value !== '' ? value : null;
}
