/** The real service, with a secret that can be told from all else, through everything that makes it speak. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createVerifier } from '../../src/stripe/signature.ts';
import { ratebook, start, write } from '../support/command.ts';
import { customize, finalize } from '../support/requests.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { nodeHmac, sendRaw, sendTo } from '../support/socket.ts';

// Each starts processes, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const marks = ['ZqXkWvJtHmRbNcPd', 'YgUfTsVaEoLiKzQw'];
const [secret, other] = marks.map((mark) => `whsec_${mark}`) as [string, string];

/** Every part of six characters that the prefix of all secrets does not explain. */
const parts = [secret, other].flatMap((text) =>
  Array.from({ length: text.length - 6 }, (_, index) => text.slice(index + 1, index + 7)),
);

function expectQuiet(text: string): void {
  expect(parts.filter((part) => text.toLowerCase().includes(part.toLowerCase()))).toEqual([]);
}

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('no part of a secret is told', () => {
  test.each<[string, Record<string, string>]>([
    ['a secret with a blank', { STRIPE_HOOK_SECRET: `${secret} ` }],
    ['a secret with a line break', { STRIPE_HOOK_SECRET: `${secret}\n${other}` }],
    ['a secret that is short', { STRIPE_HOOK_SECRET: `${secret},${marks[1]!.slice(0, 12)}` }],
    ['a secret that is set twice', { STRIPE_HOOK_SECRET_TEST: secret, STRIPE_HOOK_SECRET_LIVE: secret }],
    ['a secret where a number belongs', { STRIPE_HOOK_SECRET: secret, PORT: other, MAX_BODY: other }],
    ['a secret where a level belongs', { STRIPE_HOOK_SECRET: secret, LOG_LEVEL: other }],
    ['a secret where its file belongs', { STRIPE_HOOK_SECRET_FILE: secret }],
    ['a secret beside its file', { STRIPE_HOOK_SECRET: secret, STRIPE_HOOK_SECRET_FILE: other }],
  ])('at a start that %s stops', async (_, env) => {
    const { code, out, err } = await ratebook(['serve', '--rules', 'rules', '--port', '0'], env);
    expect(code).toBe(2);
    expect(err).toMatch(/^(STRIPE_HOOK_SECRET|The same secret|PORT|MAX_BODY|LOG_LEVEL)/);
    expectQuiet(out + err);
  });

  test('at a start that broken rules, a missing bundle or a port that is taken stop', async () => {
    await write(dir, { 'settings.yaml': 'currency: nope\n' });
    const env = { STRIPE_HOOK_SECRET: `${secret},${other}` };
    const busy = start(['serve', '--rules', 'rules', '--port', '0'], env);
    const [, port] = await busy.until(/http:\/\/127\.0\.0\.1:(\d+)/);
    const ran = await Promise.all([
      ratebook(['serve', '--rules', dir, '--port', '0'], env),
      ratebook(['serve', '--bundle', join(dir, 'none.json'), '--port', '0'], env),
      ratebook(['serve', '--rules', 'rules', '--port', port!], { ...env, METRICS_PORT: '0' }),
    ]);
    expect(ran.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(ran.every(({ err }) => err !== '')).toBe(true);
    const stopped = await busy.stop();
    for (const { out, err } of [...ran, stopped]) expectQuiet(out + err);
  });

  test('by a service that is asked all that it answers, rolls its secrets, and fails in the end', async () => {
    const file = join(dir, 'secret');
    const decisions = join(dir, 'decisions.jsonl');
    const roll = async (text: string): Promise<void> => {
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    };
    await roll(secret);
    const crash = encodeURIComponent("process.on('SIGUSR2', () => { throw new Error('a fault of ours') })");
    const service = start(['serve', '--rules', 'rules', '--port', '0'], {
      STRIPE_HOOK_SECRET_FILE: file,
      LOG_LEVEL: 'debug',
      METRICS_PORT: '0',
      DECISION_LOG: decisions,
      NODE_OPTIONS: `--import=data:text/javascript,${crash}`,
    });
    const [line] = await service.until(/\{.*"event":"listening".*\}/);
    const { url, metrics } = JSON.parse(line);
    const port = Number(new URL(url).port);
    const told: string[] = [];
    const json: [string, string] = ['Content-Type', 'application/json'];
    const moment = (): number => Math.trunc(Date.now() / 1000);
    const post = async (content: string, signature: string | null, path = '/hooks'): Promise<number> => {
      const headers: [string, string][] = signature === null ? [json] : [json, ['Stripe-Signature', signature]];
      const answer = await sendTo(port, { headers, body: bytesOf(content), path });
      told.push(answer.text, JSON.stringify([...answer.headers]));
      return answer.status;
    };
    const signed = (content: string, by = secret): Promise<string> => headerOf(by, moment(), bytesOf(content));
    const order = JSON.stringify(finalize());

    expect(await post(order, await signed(order))).toBe(200);
    // Of those who sent the secret itself nothing is told, either.
    for (const signature of [null, '', secret, `t=${moment()},v1=${secret}`, `${secret}=${secret}`]) {
      expect(await post(order, signature, `/?${secret}`)).toBe(400);
    }
    expect(await post(order, await headerOf(secret, moment() - 400, bytesOf(order)))).toBe(400);
    expect(await post(order, await signed(order, other))).toBe(400);
    for (const bad of [secret, `{"${secret}":`, '{}', JSON.stringify({ ...customize(), type: secret })]) {
      expect(await post(bad, await signed(bad))).toBe(400);
    }
    const foreign = JSON.stringify(customize({ currency: secret, [secret]: 1 }, { context: secret }));
    expect(await post(foreign, await signed(foreign))).toBe(400);
    told.push(
      await sendRaw(port, `GET /${secret} HTTP/1.1\r\nHost: ${secret}\r\nX: ${secret}\r\nConnection: close\r\n\r\n`),
    );
    told.push(await sendRaw(port, `${secret} /${secret}\r\n\r\n`));

    await roll(`${secret}, ${other}`);
    await service.until(/"event":"secrets refused"/);
    await roll(other.slice(0, 14));
    await roll(`${secret}\n${other}\n`);
    await service.until(/"event":"secrets loaded"/);
    expect(await post(order, await signed(order, other))).toBe(200);
    for (const path of ['/healthz', '/readyz', `/${secret}`]) {
      told.push((await sendTo(port, { method: 'GET', path })).text);
    }
    const scraped = await (await fetch(metrics)).text();
    expect(scraped).toContain('ratebook_secret_reloads_total{result="refused"}');
    told.push(scraped, await readFile(decisions, 'utf8'));
    expect(told.at(-1)).toContain('"hook":"finalize"');

    const { code, out, err } = await service.stop('SIGUSR2');
    expect(code).toBe(1);
    expect(err).toContain('"event":"crashed","error":"Error"');
    expect(err).not.toContain('a fault of ours');
    expectQuiet([out, err, ...told].join('\n'));
  });

  test('by what signs a request and sends it', async () => {
    const recorded = 'rules/tests/recorded/finalize-prepaid.json';
    const ran = await Promise.all([
      ratebook(['send', 'http://127.0.0.1:1/hooks', recorded, '--secret', secret]),
      ratebook(['send', 'http://127.0.0.1:1/hooks', recorded, '--json'], { STRIPE_HOOK_SECRET: `${secret},${other}` }),
      ratebook(['send', 'http://127.0.0.1:1/hooks', join(dir, 'none'), '--secret', secret]),
    ]);
    expect(ran.map(({ code }) => code)).toEqual([1, 1, 2]);
    for (const { out, err } of ran) expectQuiet(out + err);
  });
});

test('a signature is compared in constant time, each that came and to its end', async () => {
  const body = bytesOf('{}');
  const moment = Math.trunc(Date.now() / 1000);
  const right = (await headerOf(secret, moment, body)).slice(-64);
  const wrong = [
    `${right.startsWith('0') ? '1' : '0'}${right.slice(1)}`,
    `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`,
  ];
  const verify = createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
  const header = (signatures: string[]): string => [`t=${moment}`, ...signatures.map((each) => `v1=${each}`)].join();
  const read = vi.spyOn(String.prototype, 'charCodeAt');
  const readIn = async (signatures: string[]): Promise<[boolean, number]> => {
    read.mockClear();
    const { ok } = await verify(header(signatures), body, moment);
    return [ok, read.mock.calls.length];
  };
  const both = 2 * 64;
  try {
    expect(await readIn(wrong)).toEqual([false, 2 * both]);
    expect(await readIn([right, ...wrong])).toEqual([true, 3 * both]);
    expect(await readIn([...wrong, right])).toEqual([true, 3 * both]);
  } finally {
    read.mockRestore();
  }
});
