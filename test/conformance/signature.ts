/** The signature table: what comes, and what becomes of it. Data only; the suites that read it send it. */
import type { Mode, Secret, SignatureFault } from '../../src/stripe/signature.ts';
import { customize } from '../support/requests.ts';
import { bytesOf, signatureOf } from '../support/sign.ts';

/** The clock of every case, Unix seconds. */
export const now = 1_790_000_000;

export const secrets = {
  current: 'whsec_current_0123456789abcdef',
  next: 'whsec_next_0123456789abcdef',
  test: 'whsec_test_0123456789abcdef',
  live: 'whsec_live_0123456789abcdef',
  foreign: 'whsec_foreign_0123456789abcdef',
} as const;

/** The settings that a case runs with. */
export const settings: Record<'plain' | 'rolling' | 'by_mode', Secret[]> = {
  plain: [{ secret: secrets.current, mode: null }],
  rolling: [
    { secret: secrets.current, mode: null },
    { secret: secrets.next, mode: null },
  ],
  by_mode: [
    { secret: secrets.test, mode: 'test' },
    { secret: secrets.live, mode: 'live' },
  ],
};

export interface SignatureCase {
  name: string;
  secrets: keyof typeof settings;
  body: Uint8Array;
  /** The values of the `Stripe-Signature` headers, none, one or more. */
  headers: string[];
  expected:
    | { ok: true; moment: number; mode: Mode | null /** What the service makes of it. */; answer: 200 | string }
    | { ok: false; cause: SignatureFault };
}

const text = JSON.stringify(customize());
const body = bytesOf(text);

/** The hex signature of `content` at `at` by `secret`. */
const sign = (at: number | string = now, secret: string = secrets.current, content: Uint8Array = body) =>
  signatureOf(secret, at, content);

const invalidUtf8 = new Uint8Array([...bytesOf('{"a":"'), 0xff, ...bytesOf('"}')]);
const withBom = new Uint8Array([0xef, 0xbb, 0xbf, ...body]);
const changed = bytesOf(text.replace('"amount_total":4998', '"amount_total":4999'));
const respaced = bytesOf(JSON.stringify(JSON.parse(text), null, 1));
const flipped = Uint8Array.from(body, (byte, i) => (i === 40 ? byte ^ 1 : byte));
const zeros = '0'.repeat(64);

type Header = string | string[] | null;
interface Row {
  body?: Uint8Array;
  secrets?: keyof typeof settings;
  moment?: number;
  mode?: Mode;
  answer?: string;
}

async function good(name: string, header: Promise<string>, row: Row = {}): Promise<SignatureCase> {
  const { moment = now, mode = null, answer = 200 } = row;
  return {
    name,
    secrets: row.secrets ?? 'plain',
    body: row.body ?? body,
    headers: [await header],
    expected: { ok: true, moment, mode, answer },
  };
}

async function bad(
  cause: SignatureFault,
  name: string,
  header: Promise<Header> | Header,
  row: Row = {},
): Promise<SignatureCase> {
  const value = await header;
  return {
    name,
    secrets: row.secrets ?? 'plain',
    body: row.body ?? body,
    headers: value === null ? [] : Array.isArray(value) ? value : [value],
    expected: { ok: false, cause },
  };
}

const at = async (moment: number) => `t=${moment},v1=${await sign(moment)}`;
const stamped = async (stamp: string) => `t=${stamp},v1=${await sign(stamp)}`;
const over = async (content: Uint8Array) => `t=${now},v1=${await sign(now, secrets.current, content)}`;
const by = async (secret: string) => `t=${now},v1=${await sign(now, secret)}`;
const filled = async (fill: (signature: string) => string) => fill(await sign());

/** All cases. */
export async function signatureCases(): Promise<SignatureCase[]> {
  return Promise.all([
    // Accepted
    good('one signature', at(now)),
    good(
      'the signature before the timestamp',
      filled((v1) => `v1=${v1},t=${now}`),
    ),
    good(
      'an old scheme beside it',
      filled((v1) => `t=${now},v1=${v1},v0=${zeros}`),
    ),
    good(
      'an old scheme between',
      filled((v1) => `t=${now},v0=${zeros},v1=${v1}`),
    ),
    good(
      'a scheme to come',
      filled((v1) => `t=${now},v1=${v1},v2=sha3:AbC+/=`),
    ),
    good(
      'an unknown element without a value',
      filled((v1) => `t=${now},x=,v1=${v1}`),
    ),
    good(
      'a wrong signature before the right one',
      filled((v1) => `t=${now},v1=${zeros},v1=${v1}`),
    ),
    good(
      'a wrong signature after the right one',
      filled((v1) => `t=${now},v1=${v1},v1=${zeros}`),
    ),
    good(
      'the same signature twice',
      filled((v1) => `t=${now},v1=${v1},v1=${v1}`),
    ),
    good('1 s old', at(now - 1), { moment: now - 1 }),
    good('299 s old', at(now - 299), { moment: now - 299 }),
    good('300 s old', at(now - 300), { moment: now - 300 }),
    good('1 s ahead', at(now + 1), { moment: now + 1 }),
    good('299 s ahead', at(now + 299), { moment: now + 299 }),
    good('300 s ahead', at(now + 300), { moment: now + 300 }),
    good('a body with other blanks, signed so', over(respaced), { body: respaced }),
    good('a body with a byte order mark, signed so', over(withBom), { body: withBom, answer: 'invalid_json' }),
    good('a body that is not UTF-8, signed so', over(invalidUtf8), { body: invalidUtf8, answer: 'invalid_json' }),
    good('an empty body, signed so', over(bytesOf('')), { body: bytesOf(''), answer: 'invalid_json' }),
    good('while a secret is rolled: signed by the first', by(secrets.current), { secrets: 'rolling' }),
    good('while a secret is rolled: signed by the second', by(secrets.next), { secrets: 'rolling' }),
    good(
      'while a secret is rolled: signed by both',
      (async () => `t=${now},v1=${await sign(now, secrets.next)},v1=${await sign()}`)(),
      { secrets: 'rolling' },
    ),
    good(
      'Stripe rolls a secret of which one is known here',
      (async () => `t=${now},v1=${await sign(now, secrets.foreign)},v1=${await sign()}`)(),
    ),
    good('a test request by the test secret', by(secrets.test), { secrets: 'by_mode', mode: 'test' }),
    good('a test request by the live secret', by(secrets.live), {
      secrets: 'by_mode',
      mode: 'live',
      answer: 'mode_mismatch',
    }),
    good(
      'signed by both modes: the first that is set counts',
      (async () => `t=${now},v1=${await sign(now, secrets.live)},v1=${await sign(now, secrets.test)}`)(),
      { secrets: 'by_mode', mode: 'test' },
    ),

    // Missing
    bad('missing', 'no header', null),
    bad('missing', 'an empty header', ''),

    // Malformed
    bad(
      'malformed',
      'no timestamp',
      filled((v1) => `v1=${v1}`),
    ),
    bad('malformed', 'no signature', `t=${now}`),
    bad(
      'malformed',
      'only an old scheme',
      filled((v1) => `t=${now},v0=${v1}`),
    ),
    bad(
      'malformed',
      'only a scheme to come',
      filled((v1) => `t=${now},v2=${v1}`),
    ),
    bad('malformed', 'an empty signature', `t=${now},v1=`),
    bad(
      'malformed',
      'an empty signature beside the right one',
      filled((v1) => `t=${now},v1=,v1=${v1}`),
    ),
    bad('malformed', 'a signature without a value', `t=${now},v1`),
    bad(
      'malformed',
      'a signature of 63 digits',
      filled((v1) => `t=${now},v1=${v1.slice(1)}`),
    ),
    bad(
      'malformed',
      'a signature of 65 digits',
      filled((v1) => `t=${now},v1=${v1}0`),
    ),
    bad(
      'malformed',
      'a signature in capitals',
      filled((v1) => `t=${now},v1=${v1.toUpperCase()}`),
    ),
    bad('malformed', 'a signature that is not hex', `t=${now},v1=${'g'.repeat(64)}`),
    bad(
      'malformed',
      'a signature in quotes',
      filled((v1) => `t=${now},v1="${v1}"`),
    ),
    bad(
      'malformed',
      'a signature with a second equals sign',
      filled((v1) => `t=${now},v1=${v1}=`),
    ),
    bad(
      'malformed',
      'the name of the scheme in capitals',
      filled((v1) => `t=${now},V1=${v1}`),
    ),
    bad(
      'malformed',
      'the name of the timestamp in capitals',
      filled((v1) => `T=${now},v1=${v1}`),
    ),
    bad(
      'malformed',
      'two equal timestamps',
      filled((v1) => `t=${now},t=${now},v1=${v1}`),
    ),
    bad(
      'malformed',
      'two timestamps, the signed one last',
      filled((v1) => `t=1,v1=${v1},t=${now}`),
    ),
    bad(
      'malformed',
      'a blank after the comma',
      filled((v1) => `t=${now}, v1=${v1}`),
    ),
    bad(
      'malformed',
      'a blank around the equals sign',
      filled((v1) => `t = ${now},v1=${v1}`),
    ),
    bad(
      'malformed',
      'a tab after the comma',
      filled((v1) => `t=${now},\tv1=${v1}`),
    ),
    bad(
      'malformed',
      'a semicolon for the comma',
      filled((v1) => `t=${now};v1=${v1}`),
    ),
    bad(
      'malformed',
      'a comma at the end',
      filled((v1) => `t=${now},v1=${v1},`),
    ),
    bad(
      'malformed',
      'a comma at the start',
      filled((v1) => `,t=${now},v1=${v1}`),
    ),
    bad(
      'malformed',
      'an element without a name',
      filled((v1) => `=1,t=${now},v1=${v1}`),
    ),
    bad('malformed', 'only a comma', ','),
    bad('malformed', 'some text', 'none'),
    bad('malformed', 'JSON', '{"t":1}'),
    bad('malformed', 'an empty timestamp', stamped('')),
    bad('malformed', 'letters after the timestamp', stamped(`${now}abc`)),
    bad('malformed', 'the timestamp NaN', stamped('NaN')),
    bad('malformed', 'the timestamp Infinity', stamped('Infinity')),
    bad('malformed', 'a timestamp in exponents', stamped('1.79e9')),
    bad('malformed', 'a timestamp with decimals', stamped(`${now}.0`)),
    bad('malformed', 'a timestamp with a plus', stamped(`+${now}`)),
    bad('malformed', 'a timestamp with a minus', stamped(`-${now}`)),
    bad('malformed', 'a timestamp in hex', stamped(`0x${now.toString(16)}`)),
    bad('malformed', 'a timestamp with a leading zero', stamped(`0${now}`)),
    bad('malformed', 'a timestamp of 13 digits', stamped(`${now}000`)),
    bad('malformed', 'a timestamp of 400 digits', stamped('9'.repeat(400))),
    bad('malformed', 'a timestamp with an underscore', stamped('1_790_000_000')),
    bad(
      'malformed',
      '10,000 signatures, the right one last',
      filled((v1) => `t=${now}${`,v1=${zeros}`.repeat(9999)},v1=${v1}`),
    ),
    bad(
      'malformed',
      '33 elements',
      filled((v1) => `t=${now}${`,v1=${zeros}`.repeat(31)},v1=${v1}`),
    ),
    bad(
      'malformed',
      'one element of 5,000 characters',
      filled((v1) => `t=${now},v1=${v1},x=${'y'.repeat(5000)}`),
    ),
    bad('malformed', 'two headers, each right', (async () => [await at(now), await at(now)])()),
    bad('malformed', 'two headers, the second only a signature', (async () => [await at(now), `v1=${await sign()}`])()),

    // Outside of the window
    bad('stale', '301 s old', at(now - 301)),
    bad('stale', 'a day old', at(now - 86_400)),
    bad('stale', 'the timestamp 0', at(0)),
    bad('early', '301 s ahead', at(now + 301)),
    bad('early', 'a timestamp in milliseconds, cut to 12 digits', stamped(`${now}00`)),
    bad('stale', 'too old and wrong', `t=${now - 301},v1=${zeros}`),

    // Wrong
    bad('wrong', 'all zeros', `t=${now},v1=${zeros}`),
    bad('wrong', 'the secret of someone else', by(secrets.foreign)),
    bad('wrong', 'the secret without its prefix', by(secrets.current.replace('whsec_', ''))),
    bad('wrong', 'the secret with a line break', by(`${secrets.current}\n`)),
    bad('wrong', 'the second secret, which is not set', by(secrets.next)),
    bad(
      'wrong',
      'the right signature under an old scheme',
      filled((v1) => `t=${now},v0=${v1},v1=${zeros}`),
    ),
    bad('wrong', 'a signature of another second', (async () => `t=${now},v1=${await sign(now - 1)}`)()),
    bad(
      'wrong',
      'a signature without the timestamp',
      (async () => `t=${now},v1=${await signatureOf(secrets.current, '', body)}`)(),
    ),
    bad('wrong', 'a body with another amount', at(now), { body: changed }),
    bad('wrong', 'a body with one bit flipped', at(now), { body: flipped }),
    bad('wrong', 'a body written anew', at(now), { body: respaced }),
    bad('wrong', 'a body without its last byte', at(now), { body: body.slice(0, -1) }),
    bad('wrong', 'a body with a line break at its end', at(now), { body: bytesOf(`${text}\n`) }),
    bad('wrong', 'a byte order mark that was not signed', at(now), { body: withBom }),
    bad('wrong', 'a byte order mark that was signed and lost', over(withBom)),
    bad('wrong', 'broken UTF-8 that was signed as its replacement', over(bytesOf('{"a":"\uFFFD"}')), {
      body: invalidUtf8,
    }),
    bad('wrong', 'broken UTF-8 that was not signed', at(now), { body: invalidUtf8 }),
    bad('wrong', 'an empty body that was not signed', at(now), { body: bytesOf('') }),
    bad('wrong', 'by modes: the plain secret', by(secrets.current), { secrets: 'by_mode' }),
  ]);
}
