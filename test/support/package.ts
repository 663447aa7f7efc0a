/** Signatures as the `stripe` package reads them, of the bytes that came. */
import Stripe from 'stripe';
import { nodeHmac } from '../../src/node.ts';
import { windowSeconds } from '../../src/stripe/signature.ts';

/** Signs the bytes that came: the package itself would decode them. */
class Raw extends Stripe.CryptoProvider {
  readonly #body: Uint8Array;

  constructor(body: Uint8Array) {
    super();
    this.#body = body;
  }

  override computeHMACSignature(content: string, secret: string): string {
    return nodeHmac(secret, content.slice(0, -1), this.#body) as string;
  }
}

/** Whether the package takes it, under any of some secrets. It would take a timestamp of the future. */
export function isTakenByPackage(header: string, body: Uint8Array, of: readonly string[], now: number): boolean {
  return of.some((secret) => {
    try {
      return Stripe.webhooks.signature!.verifyHeader('-', header, secret, windowSeconds, new Raw(body), now * 1000);
    } catch {
      return false;
    }
  });
}
