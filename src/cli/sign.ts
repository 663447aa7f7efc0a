/** Signing as Stripe does: for `send`, the demo and nothing else. */
import { createHmac } from 'node:crypto';

/** The `Stripe-Signature` of a body at `moment` (Unix seconds). */
export function signatureOf(body: string | Uint8Array, secret: string, moment: number): string {
  const hex = createHmac('sha256', secret).update(`${moment}.`).update(body).digest('hex');
  return `t=${moment},v1=${hex}`;
}

export interface Sent {
  status: number;
  headers: Headers;
  body: string;
  milliseconds: number;
}

/** Posts a signed hook request. Throws what `fetch` throws where nobody answers. */
export async function postSigned(url: string, body: string, secret: string, moment: number): Promise<Sent> {
  const start = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Stripe-Signature': signatureOf(body, secret, moment) },
    body,
    // Stripe waits no longer.
    signal: AbortSignal.timeout(4000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text, milliseconds: performance.now() - start };
}
