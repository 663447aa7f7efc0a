import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webHmac } from '../../src/stripe/hmac.ts';
import { createVerifier, readHeader, windowSeconds } from '../../src/stripe/signature.ts';
import { now, secrets, settings, signatureCases } from '../conformance/signature.ts';
import { bytesOf, headerOf } from '../support/sign.ts';

const hmac = webHmac();
const verify = createVerifier({ secrets: settings.plain, hmac });

describe('the signature table', async () => {
  test.each(await signatureCases())('$name', async ({ secrets: set, headers, body, expected }) => {
    const header = headers.length === 0 ? null : headers.join(', ');
    const verdict = await createVerifier({ secrets: settings[set], hmac })(header, body, now);
    if (expected.ok) expect(verdict).toEqual({ ok: true, moment: expected.moment, mode: expected.mode });
    else expect(verdict).toEqual(expected);
  });
});

describe('the verifier', () => {
  test('without a secret takes nothing', async () => {
    const body = bytesOf('{}');
    const header = await headerOf(secrets.current, now, body);
    expect(await createVerifier({ secrets: [], hmac })(header, body, now)).toEqual({ ok: false, cause: 'wrong' });
  });

  test('throws where the key cannot be used, for that is no fault of the sender', async () => {
    const broken = createVerifier({
      secrets: settings.plain,
      hmac: () => Promise.reject(new Error('no crypto')),
    });
    const body = bytesOf('{}');
    await expect(broken(await headerOf(secrets.current, now, body), body, now)).rejects.toThrow('no crypto');
  });

  test('takes what was signed, whatever its bytes, at every second of the window and no other', async () => {
    const offset = fc.integer({ min: -2 * windowSeconds, max: 2 * windowSeconds });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), offset, async (body, seconds) => {
        const verdict = await verify(await headerOf(secrets.current, now + seconds, body), body, now);
        expect(verdict.ok).toBe(Math.abs(seconds) <= windowSeconds);
      }),
    );
  });

  test('does not take a body in which any one byte is another', async () => {
    const body = fc.uint8Array({ minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(body, fc.nat(), fc.integer({ min: 1, max: 255 }), async (sent, place, change) => {
        const header = await headerOf(secrets.current, now, sent);
        const other = sent.with(place % sent.length, sent[place % sent.length]! ^ change);
        expect(await verify(header, other, now)).toEqual({ ok: false, cause: 'wrong' });
      }),
    );
  });

  test('resolves for any header', async () => {
    const pieces = fc.constantFrom('t=', 'v1=', 'v0=', ',', '=', ' ', String(now), '0'.repeat(64), 'é', '\u0000', '-1');
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        expect((await verify(parts.join(''), bytesOf('{}'), now)).ok).toBe(false);
      }),
    );
  });
});

test('a header is read to its timestamp and its signatures of the scheme v1', () => {
  const [zeros, letters] = ['0'.repeat(64), 'a'.repeat(64)];
  expect(readHeader(`t=999999999999,v1=${zeros}`)).toEqual({ moment: 999_999_999_999, signatures: [zeros] });
  expect(readHeader(`v1=${zeros},v0=x,v1=${letters},t=0`)).toEqual({ moment: 0, signatures: [zeros, letters] });
});

test('the HMAC is that of RFC 4231, case 2, in lower-case hex', async () => {
  const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  expect(await hmac('Jefe', 'what do ya want ', bytesOf('for nothing?'))).toBe(expected);
});
