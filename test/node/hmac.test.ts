import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeHmac } from '../../src/node/hmac.ts';
import { webHmac } from '../../src/stripe/hmac.ts';

test('Node signs what WebCrypto signs', async () => {
  const hmac = webHmac();
  const secret = fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' });
  await fc.assert(
    fc.asyncProperty(secret, fc.stringMatching(/^[0-9]{1,12}\.$/), fc.uint8Array(), async (key, prefix, body) => {
      expect(nodeHmac(key, prefix, body)).toBe(await hmac(key, prefix, body));
    }),
  );
});
