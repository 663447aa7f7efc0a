/** Our reading of signatures against that of the `stripe` package, which it is never less strict than. */
import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { nodeHmac } from '../../src/node.ts';
import { createVerifier, readHeader, windowSeconds } from '../../src/stripe/signature.ts';
import { now, secrets, settings, signatureCases } from '../conformance/signature.ts';
import { isTakenByPackage } from '../support/package.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

describe('each case of the signature table that is taken', async () => {
  test.each((await signatureCases()).filter(({ expected }) => expected.ok))(
    'is taken by the package: $name',
    ({ secrets: set, headers, body }) => {
      const header = headers.join(', ');
      const of = settings[set].map(({ secret }) => secret);
      expect(isTakenByPackage(header, body, of, now)).toBe(true);
      const text = decoder.decode(body);
      // As it is used: a text, its own crypto, no empty body, no bytes that are lost in decoding.
      if (text === '' || !Buffer.from(text).equals(body)) return;
      const alone = of.some((secret) => {
        try {
          return Stripe.webhooks.signature!.verifyHeader(text, header, secret, windowSeconds, undefined, now * 1000);
        } catch {
          return false;
        }
      });
      expect(alone).toBe(true);
    },
  );
});

const known = [secrets.current, secrets.next];
const anySecret = fc.constantFrom<string>(...known, secrets.foreign);

/** Elements of a header about some body: signatures that hold and that do not, and what else may stand there. */
function elements(body: Uint8Array): fc.Arbitrary<string> {
  const signed = fc
    .tuple(anySecret, fc.constantFrom(now, now - windowSeconds, now + windowSeconds, now - 301, now + 301))
    .map(([secret, at]) => nodeHmac(secret, `${at}.`, body) as string);
  const spoiled = fc
    .tuple(signed, fc.nat(63), fc.constantFrom('0', 'f', 'A', 'g', ''))
    .map(([hex, at, sign]) => hex.slice(0, at) + sign + hex.slice(at + 1));
  const moment = fc.constantFrom(...[0, -300, 300, -301, 301].map((seconds) => String(now + seconds)));
  return fc.oneof(
    { weight: 4, arbitrary: moment.map((at) => `t=${at}`) },
    { weight: 6, arbitrary: signed.map((hex) => `v1=${hex}`) },
    { weight: 2, arbitrary: spoiled.map((hex) => `v1=${hex}`) },
    signed.map((hex) => `v0=${hex}`),
    moment.map((at) => `t=${at}abc`),
    moment.map((at) => `t=0${at}`),
    fc.constantFrom('t=', 't', 'v1', 'v1=', 't=NaN', 't=1e9', 'v2=x=y', '', ' ', '=', 'V1=00', 'x=é'),
  );
}

test('random headers: taken just where they are well-formed, within the window, and taken by the package', () => {
  const taken = { yes: 0, no: 0 };
  fc.assert(
    fc.property(
      fc
        .uint8Array({ maxLength: 20 })
        .chain((body) => fc.tuple(fc.constant(body), fc.array(elements(body), { minLength: 1, maxLength: 5 }))),
      ([body, parts]) => {
        const header = parts.join(',');
        const verify = createVerifier({ secrets: settings.rolling, hmac: nodeHmac });
        const verdict = verify(header, body, now) as { ok: boolean };
        const read = readHeader(header);
        const isWithin = read !== null && Math.abs(read.moment - now) <= windowSeconds;
        expect(verdict.ok).toBe(isWithin && isTakenByPackage(header, body, known, now));
        if (verdict.ok) taken.yes += 1;
        else taken.no += 1;
      },
    ),
    { numRuns: 10_000, seed: 5 },
  );
  expect(taken.yes).toBeGreaterThan(100);
  expect(taken.no).toBeGreaterThan(1000);
});
