/** HMAC-SHA256 by WebCrypto, for every runtime that has no faster one of its own. */

/** The lower-case hex HMAC-SHA256 of `prefix` followed by `body`, under the whole text of `secret` as the key. */
export type Hmac = (secret: string, prefix: string, body: Uint8Array) => string | Promise<string>;

const encoder = new TextEncoder();

/** An {@link Hmac} that imports the key of each secret once. Made for the few secrets of the settings: it forgets none. */
export function webHmac(): Hmac {
  const keys = new Map<string, Promise<CryptoKey>>();
  const keyOf = (secret: string): Promise<CryptoKey> => {
    let key = keys.get(secret);
    if (key === undefined) {
      key = crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      keys.set(secret, key);
    }
    return key;
  };
  return async (secret, prefix, body) => {
    const before = encoder.encode(prefix);
    const message = new Uint8Array(before.length + body.length);
    message.set(before);
    message.set(body, before.length);
    const digest = await crypto.subtle.sign('HMAC', await keyOf(secret), message);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
