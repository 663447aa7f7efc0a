/**
 * Checks `Stripe-Signature`, strictly: the `stripe` package would take `t=123abc`, timestamps of the future, and a tolerance
 * of 0 for "no check", decodes bytes as UTF-8, drops a BOM and refuses an empty body. What is taken here, it takes too, with
 * the same HMAC; the tests hold the two against each other.
 */
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

/** At once where the HMAC is there at once. */
export type Verify = (header: string | null, body: Uint8Array, now: number) => Verdict | Promise<Verdict>;

/** Seconds by which a timestamp may lie before or after the clock, both ends included (Stripe's default tolerance). */
export const windowSeconds = 300;

// Far above the one `t` and the few signatures that Stripe sends while a secret is rolled: what is longer costs nothing.
const maxHeader = 4096;
const maxElements = 32;

/**
 * A verifier for the secrets of the settings. It has a verdict for every header, body and clock; what it throws, or rejects
 * with, is what the HMAC did. `now` is Unix seconds; the body is signed as the bytes that came, BOM and broken UTF-8
 * included.
 */
export function createVerifier(options: { secrets: readonly Secret[]; hmac: Hmac }): Verify {
  const { secrets, hmac } = options;
  const verify = (read: SignatureHeader, body: Uint8Array, from: number): Verdict | Promise<Verdict> => {
    const { moment, signatures } = read;
    for (let at = from; at < secrets.length; at++) {
      const { secret, mode } = secrets[at]!;
      const digest = hmac(secret, `${moment}.`, body);
      if (typeof digest !== 'string') {
        return digest.then((hex) =>
          isAmong(signatures, hex) ? { ok: true, moment, mode } : verify(read, body, at + 1),
        );
      }
      if (isAmong(signatures, digest)) return { ok: true, moment, mode };
    }
    return { ok: false, cause: 'wrong' };
  };
  return (header, body, now) => {
    if (header === null || header === '') return { ok: false, cause: 'missing' };
    const read = readHeader(header);
    if (read === null) return { ok: false, cause: 'malformed' };
    if (read.moment < now - windowSeconds) return { ok: false, cause: 'stale' };
    if (read.moment > now + windowSeconds) return { ok: false, cause: 'early' };
    return verify(read, body, 0);
  };
}

/** What a well-formed header says. */
export interface SignatureHeader {
  /** The timestamp, Unix seconds. */
  moment: number;
  /** Of the scheme `v1`: 64 lower-case hex digits each. */
  signatures: string[];
}

/**
 * Reads a header; `null` where it is not well-formed. Well-formed: `name=value` elements without blanks, exactly one `t`
 * (decimal, 1–12 digits, no superfluous zero), at least one `v1`, each of 64 lower-case hex digits. Elements of other
 * schemes are passed over, in any order.
 */
export function readHeader(header: string): SignatureHeader | null {
  if (header.length > maxHeader) return null;
  const elements = header.split(',', maxElements + 1);
  if (elements.length > maxElements) return null;
  let moment: number | null = null;
  const signatures: string[] = [];
  for (const element of elements) {
    const equals = element.indexOf('=');
    const name = element.slice(0, Math.max(0, equals));
    const value = element.slice(equals + 1);
    if (name === 't') {
      if (moment !== null || !/^(?:0|[1-9][0-9]{0,11})$/.test(value)) return null;
      moment = Number(value);
    } else if (name === 'v1') {
      if (!/^[0-9a-f]{64}$/.test(value)) return null;
      signatures.push(value);
    } else if (!/^[A-Za-z0-9_]+=[!-~]*$/.test(element)) return null;
  }
  return moment === null || signatures.length === 0 ? null : { moment, signatures };
}

/** Looks at all, whichever is the one. */
function isAmong(signatures: readonly string[], digest: string): boolean {
  let found = false;
  for (const signature of signatures) if (isSame(signature, digest)) found = true;
  return found;
}

/** Takes the same time wherever two texts of one length differ. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
