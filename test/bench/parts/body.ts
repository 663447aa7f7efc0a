/** From the bytes of a body to the bytes of the answer, in process. */
import { createHmac } from 'node:crypto';
import { signatureOf } from '../../../src/cli/sign.ts';
import { answerHook } from '../../../src/hook.ts';
import { nodeHmac } from '../../../src/node.ts';
import { createVerifier } from '../../../src/stripe/signature.ts';
import { answerText } from '../../../src/stripe/text.ts';
import { orderTexts, shopTexts } from '../contenders/ratebook.ts';
import { filesOf, loaded } from '../data.ts';
import { type Figure, tell } from '../figure.ts';
import { shop } from '../model.ts';
import { cartBody, catalogText, moment } from '../orders.ts';
import { around, race, ratioOf, spreadOf } from '../turns.ts';

const secret = 'whsec_bench';
const texts = { 'settings.yaml': 'currency: usd\n', 'catalog.csv': catalogText, ...shopTexts(shop), ...orderTexts };
const { directory } = loaded(filesOf(texts));
const verifier = createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
const deps = { directory: () => directory, clock: () => moment };
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Sent {
  header: string;
  bytes: Uint8Array;
}

function sentOf(lines: number): Sent[] {
  return Array.from({ length: 40 }, (_, index) => {
    const bytes = encoder.encode(JSON.stringify(cartBody(index, lines)));
    return { header: signatureOf(bytes, secret, moment), bytes };
  });
}

async function hook({ header, bytes }: Sent): Promise<Uint8Array> {
  const outcome = await answerHook(deps, verifier, '', header, bytes);
  if (!outcome.ok) throw new Error(`The hook refused: ${outcome.code}.`);
  return encoder.encode(answerText(outcome.response));
}

function bare({ bytes }: Sent): unknown {
  const digest = createHmac('sha256', secret).update(`${moment}.`).update(bytes).digest('hex');
  return [digest, JSON.parse(decoder.decode(bytes))];
}

const sizes = [1, 3, 6, 50].map((lines) => ({ lines, sent: sentOf(lines) }));
// All in one race: the compiler has seen orders of every size before the first is timed.
const times = await race(
  sizes.flatMap(({ sent }) => [
    { name: 'bare', run: around(sent, bare) },
    { name: 'hook', run: around(sent, hook) },
  ]),
);
const figures = sizes.flatMap(({ lines, sent }, size) => {
  const order = `${lines === 1 ? '1 line' : `${lines} lines`}, ${sent[0]!.bytes.length.toLocaleString('en-US')} bytes`;
  const base = times[2 * size]!;
  return ['bare HMAC and JSON.parse', 'to the bytes of the answer'].map((name, index): Figure => {
    const micros = times[2 * size + index]!;
    return {
      name: `${order}: ${name}`,
      micros: spreadOf(micros),
      ratio: ratioOf(micros, base),
      of: 'bare HMAC and JSON.parse',
      guarded: index === 1,
    };
  });
});

tell({ part: 'body', title: 'In process, without HTTP: from body to answer', figures, notes: [] });
