import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { readSecretsNow } from '../../src/node/secret-files.ts';
import { SecretStore } from '../../src/node/secret-store.ts';
import { type SecretSupply, startService } from '../../src/node/service.ts';
import { createVerifier } from '../../src/stripe/signature.ts';
import { customize } from '../support/requests.ts';
import { directoryOf } from '../support/rules.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { nodeHmac } from '../support/socket.ts';

const one = 'whsec_one_0123456789abcdef';
const two = 'whsec_two_0123456789abcdef';
const three = 'whsec_three_0123456789abcdef';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ratebook-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What a file of this text makes. */
async function readFrom(text: string) {
  await writeFile(join(dir, 'secret'), text);
  return readSecretsNow({ STRIPE_HOOK_SECRET_FILE: join(dir, 'secret') });
}

describe('a file of secrets', () => {
  test.each([
    ['one', one, [one]],
    ['one and the end of its line', `${one}\n`, [one]],
    ['one a line', `${one}\n${two}\n`, [one, two]],
    ['lines of Windows', `${one}\r\n${two}\r\n`, [one, two]],
    ['empty lines between', `\n${one}\n\n${two}\n\n`, [one, two]],
    ['separated by commas', `${one},${two}\n${three}`, [one, two, three]],
  ])('holds %s', async (_, text, secrets) => {
    expect(await readFrom(text)).toEqual({ secrets: secrets.map((secret) => ({ secret, mode: null })), faults: [] });
  });

  test.each([
    ['is empty', '', 'is empty'],
    ['holds nothing but line ends', '\n\n', 'is empty'],
    ['holds nothing but blanks', '  \n', 'is empty'],
    ['holds a short secret', `${one}\nwhsec_short\n`, 'secret 2 of 2'],
    ['holds a blank before the end of the line', `${one} \n`, 'holds a blank'],
    ['holds a blank after the comma', `${one}, ${two}`, 'secret 2 of 2'],
    ['ends in a comma', `${one},`, 'secret 2 of 2'],
    ['begins with a byte order mark', `\ufeff${one}`, 'holds a blank'],
    ['holds a null byte', `${one}\0`, 'a character that no secret has'],
    ['holds a secret twice', `${one}\n${one}\n`, 'twice'],
    ['is too large', `${one}\n`.repeat(3000), 'too large'],
  ])('that %s is refused, and no part of it is told', async (_, text, told) => {
    const { faults } = await readFrom(text);
    expect(faults).toEqual([expect.stringContaining(told)]);
    for (let i = 0; i + 6 <= one.length; i++) expect(faults.join()).not.toContain(one.slice(i, i + 6));
    expect(faults.join()).not.toContain(dir);
  });

  test('that is missing, a directory, or not named is refused', async () => {
    expect((await readSecretsNow({ STRIPE_HOOK_SECRET_FILE: join(dir, 'none') })).faults).toEqual([
      'STRIPE_HOOK_SECRET_FILE names a file that cannot be read (ENOENT).',
    ]);
    expect((await readSecretsNow({ STRIPE_HOOK_SECRET_FILE: dir })).faults).toEqual([
      'STRIPE_HOOK_SECRET_FILE names something that is not a file.',
    ]);
    expect((await readSecretsNow({ STRIPE_HOOK_SECRET_FILE: '' })).faults).toEqual([
      'STRIPE_HOOK_SECRET_FILE is empty.',
    ]);
  });

  test('is of the mode that its variable names, and stands beside variables of another', async () => {
    await writeFile(join(dir, 'test'), one);
    await writeFile(join(dir, 'live'), two);
    const files = { STRIPE_HOOK_SECRET_TEST_FILE: join(dir, 'test'), STRIPE_HOOK_SECRET_LIVE_FILE: join(dir, 'live') };
    expect((await readSecretsNow(files)).secrets).toEqual([
      { secret: one, mode: 'test' },
      { secret: two, mode: 'live' },
    ]);
    const mixed = { STRIPE_HOOK_SECRET_LIVE: three, STRIPE_HOOK_SECRET_TEST_FILE: join(dir, 'test') };
    expect(await readSecretsNow(mixed)).toEqual({
      secrets: [
        { secret: three, mode: 'live' },
        { secret: one, mode: 'test' },
      ],
      faults: [],
    });
  });

  test('beside the variable that it stands for is refused', async () => {
    const { faults } = await readSecretsNow({ STRIPE_HOOK_SECRET: one, STRIPE_HOOK_SECRET_FILE: join(dir, 'x') });
    expect(faults).toEqual(['STRIPE_HOOK_SECRET and STRIPE_HOOK_SECRET_FILE are both set: give one of them.']);
  });

  test('is not asked for where no variable names one', async () => {
    expect(await readSecretsNow({ STRIPE_HOOK_SECRET: one })).toEqual({
      secrets: [{ secret: one, mode: null }],
      faults: [],
    });
    expect((await readSecretsNow({})).faults).toEqual([expect.stringContaining('No secret is set')]);
  });
});

const body = bytesOf(JSON.stringify(customize()));
const clock = (): number => Math.trunc(Date.now() / 1000);

/** A store of the secrets of a file, that watches it, and what it told. */
async function watching(path: string) {
  const told: (number | readonly string[])[] = [];
  const env = { STRIPE_HOOK_SECRET_FILE: path };
  const { secrets } = await readSecretsNow(env);
  const store = new SecretStore(env, secrets, {
    onLoaded: (count) => told.push(count),
    onRefused: (faults) => told.push(faults),
  });
  store.watch();
  return { store, told };
}

const takes = async (store: SecretSupply, secret: string): Promise<boolean> =>
  (await store.verifier(await headerOf(secret, clock(), body), body, clock())).ok;
const waits = { timeout: 10_000, interval: 20 };

/** As a mounted secret looks: `secret` → `..data/secret`, `..data` → a directory of this release. */
async function mount(release: string, text: string): Promise<void> {
  await mkdir(join(dir, release));
  await writeFile(join(dir, release, 'secret'), text);
  await symlink(release, join(dir, '..data_tmp'));
  await rename(join(dir, '..data_tmp'), join(dir, '..data'));
}

describe('secrets that are rolled', () => {
  test.each<[string, (path: string) => Promise<void>]>([
    ['written over', (path) => writeFile(path, `${two}\n`)],
    [
      'renamed over',
      async (path) => {
        await writeFile(`${path}.new`, two);
        await rename(`${path}.new`, path);
      },
    ],
    [
      'taken away and put back',
      async (path) => {
        await unlink(path);
        await writeFile(path, two);
      },
    ],
  ])('are in force after the file is %s', async (_, roll) => {
    const path = join(dir, 'secret');
    await writeFile(path, one);
    const { store } = await watching(path);
    expect([await takes(store, one), await takes(store, two)]).toEqual([true, false]);
    await roll(path);
    await vi.waitUntil(() => takes(store, two), waits);
    expect(await takes(store, one)).toBe(false);
    expect(store.degraded).toEqual([]);
    await store.close();
  });

  test('are in force after the link of their mount is swapped, the old one beside them and then without', async () => {
    await mount('..1', one);
    await symlink(join('..data', 'secret'), join(dir, 'secret'));
    const { store, told } = await watching(join(dir, 'secret'));
    await mount('..2', `${one}\n${two}\n`);
    await vi.waitUntil(() => takes(store, two), waits);
    expect(await takes(store, one)).toBe(true);
    await mount('..3', `${two}\n`);
    await vi.waitUntil(async () => !(await takes(store, one)), waits);
    expect(await takes(store, two)).toBe(true);
    expect(told).toEqual([2, 1]);
    await store.close();
  });

  test.each([
    ['empty', ''],
    ['short', 'whsec_short\n'],
    ['in part blank', `${two} \n`],
  ])('and are %s do not replace good ones; the next good ones do', async (_, bad) => {
    const path = join(dir, 'secret');
    await writeFile(path, one);
    const { store, told } = await watching(path);
    await writeFile(path, bad);
    await vi.waitUntil(() => store.degraded.length > 0, waits);
    expect([await takes(store, one), await takes(store, two)]).toEqual([true, false]);
    expect(told).toEqual([[expect.stringContaining('STRIPE_HOOK_SECRET_FILE')]]);
    await writeFile(path, two);
    await vi.waitUntil(() => takes(store, two), waits);
    expect(store.degraded).toEqual([]);
    expect(told.at(-1)).toBe(1);
    await store.close();
  });

  test('and whose file is gone do not go', async () => {
    const path = join(dir, 'secret');
    await writeFile(path, one);
    const { store } = await watching(path);
    await unlink(path);
    await vi.waitUntil(() => store.degraded.length > 0, waits);
    expect(await takes(store, one)).toBe(true);
    await store.close();
  });

  test('between the start and the watch are picked up', async () => {
    const path = join(dir, 'secret');
    await writeFile(path, two);
    const env = { STRIPE_HOOK_SECRET_FILE: path };
    const store = new SecretStore(env, [{ secret: one, mode: null }], { onLoaded() {}, onRefused() {} });
    store.watch();
    await vi.waitUntil(() => takes(store, two), waits);
    await store.close();
  });

  test('do not change under a request that has begun', async () => {
    const verifierOf = (secret: string) => createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
    const secrets = { verifier: verifierOf(one) };
    const server = await startService({
      settings: { host: '127.0.0.1', port: 0, maxBody: 65_536 },
      secrets,
      rules: { directory: directoryOf() },
      degraded: () => [],
      log: createLog({ level: 'silent', write() {} }),
    });
    const signature = await headerOf(one, clock(), body);
    const send = async (meanwhile: () => void): Promise<string> => {
      const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
      socket.write(
        `POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nStripe-Signature: ${signature}\r\n` +
          `Connection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      await once(socket, 'data');
      meanwhile();
      socket.write(body);
      let text = '';
      for await (const chunk of socket) text += chunk;
      return text.split('\r\n', 1)[0]!;
    };
    const roll = (): void => {
      secrets.verifier = verifierOf(two);
    };
    expect(await send(roll)).toBe('HTTP/1.1 200 OK');
    expect(await send(() => {})).toBe('HTTP/1.1 400 Bad Request');
    await server.drain();
  });
});
