/**
 * Checks `Stripe-Signature`. The header is read strictly here and the window is ours; the comparison is made by the
 * `stripe` package, which alone would take `t=123abc`, timestamps of the future, and a tolerance of 0 for "no check".
 */
import Stripe from 'stripe';
import type { Hmac } from './hmac.ts';

export type Mode = 'test' | 'live';

/** A signing secret, whole (`whsec_…`), and the mode it was named for. */
export interface Secret {
  secret: string;
  mode: Mode | null;
}

/** Why a signature does not hold; for the log only. */
export type SignatureFault = 'missing' | 'malformed' | 'stale' | 'early' | 'wrong';

export type Verdict =
  /** `moment`: the timestamp that was signed, Unix seconds. `mode`: that of the first secret that matches. */
  { ok: true; moment: number; mode: Mode | null } | { ok: false; cause: SignatureFault };

export type Verify = (header: string | null, body: Uint8Array, now: number) => Promise<Verdict>;

/** Seconds by which a timestamp may lie before or after the clock, both ends included (Stripe's default tolerance). */
export const windowSeconds = 300;

// Far above the one `t` and the few signatures that Stripe sends while a secret is rolled: what is longer costs nothing.
const maxHeader = 4096;
const maxElements = 32;

/**
 * A verifier for the secrets of the settings. It resolves for every header, body and clock, and never rejects.
 * `now` is Unix seconds; the body is signed as the bytes that came, BOM and broken UTF-8 included.
 */
export function createVerifier(options: { secrets: readonly Secret[]; hmac: Hmac }): Verify {
  const { secrets, hmac } = options;
  return async (header, body, now) => {
    if (header === null || header === '') return { ok: false, cause: 'missing' };
    const moment = readTimestamp(header);
    if (moment === null) return { ok: false, cause: 'malformed' };
    if (moment < now - windowSeconds) return { ok: false, cause: 'stale' };
    if (moment > now + windowSeconds) return { ok: false, cause: 'early' };
    for (const { secret, mode } of secrets) {
      if (await matches(header, body, secret, now, hmac)) return { ok: true, moment, mode };
    }
    return { ok: false, cause: 'wrong' };
  };
}

/**
 * The timestamp of a well-formed header, else `null`. Well-formed: `name=value` elements without blanks, exactly one
 * `t` (decimal, 1–12 digits, no superfluous zero), at least one `v1`, each of 64 lower-case hex digits. Elements of
 * other schemes are passed over, in any order.
 */
export function readTimestamp(header: string): number | null {
  if (header.length > maxHeader) return null;
  const elements = header.split(',', maxElements + 1);
  if (elements.length > maxElements) return null;
  let timestamp: number | null = null;
  let signatures = 0;
  for (const element of elements) {
    const [, name, value] = /^([A-Za-z0-9_]+)=([!-~]*)$/.exec(element) ?? [];
    if (name === undefined || value === undefined) return null;
    if (name === 't') {
      if (timestamp !== null || !/^(?:0|[1-9][0-9]{0,11})$/.test(value)) return null;
      timestamp = Number(value);
    } else if (name === 'v1') {
      if (!/^[0-9a-f]{64}$/.test(value)) return null;
      signatures++;
    }
  }
  return signatures === 0 ? null : timestamp;
}

// Stands for the body in the call: the package would decode bytes as UTF-8 and drop a BOM, and it refuses an empty body
// before looking at its signature. The bytes themselves are with the provider.
const standIn = '-';

/** Signs the timestamp that the package has read, and the bytes that came. */
class RawBody extends Stripe.CryptoProvider {
  /** What the HMAC itself threw, which is a fault of ours and not of the sender. */
  fault: { error: unknown } | null = null;
  readonly #body: Uint8Array;
  readonly #hmac: Hmac;

  constructor(body: Uint8Array, hmac: Hmac) {
    super();
    this.#body = body;
    this.#hmac = hmac;
  }

  override async computeHMACSignatureAsync(content: string, secret: string): Promise<string> {
    try {
      return await this.#hmac(secret, content.slice(0, -standIn.length), this.#body);
    } catch (error) {
      this.fault = { error };
      throw error;
    }
  }
}

async function matches(header: string, body: Uint8Array, secret: string, now: number, hmac: Hmac): Promise<boolean> {
  const provider = new RawBody(body, hmac);
  try {
    const { signature } = Stripe.webhooks;
    return (
      signature !== null &&
      (await signature.verifyHeaderAsync(standIn, header, secret, windowSeconds, provider, now * 1000))
    );
  } catch {
    if (provider.fault !== null) throw provider.fault.error;
    // The errors of the package hold the header, so nothing of them goes further.
    return false;
  }
}
