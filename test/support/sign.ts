/** Signs as Stripe does, by WebCrypto: a second implementation, independent of the one under test. */

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The lower-case hex HMAC-SHA256 of `<timestamp>.<body>`. */
export async function signatureOf(secret: string, timestamp: number | string, body: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const message = new Uint8Array([...bytesOf(`${timestamp}.`), ...body]);
  const digest = await crypto.subtle.sign('HMAC', key, message);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A `Stripe-Signature` header. */
export async function headerOf(secret: string, timestamp: number, body: Uint8Array): Promise<string> {
  return `t=${timestamp},v1=${await signatureOf(secret, timestamp, body)}`;
}
