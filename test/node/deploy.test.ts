import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unstable_startWorker } from 'wrangler';
import { loadBundle } from '../../src/rules/bundle.ts';
import { createVerifier } from '../../src/stripe/signature.ts';
import { secrets } from '../conformance/signature.ts';
import { customize, finalize, line, price } from '../support/requests.ts';
import { serviceOf } from '../support/service.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { nodeHmac, overSocket } from '../support/socket.ts';

process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';

const recorded = 'rules/tests/recorded';

let worker: Awaited<ReturnType<typeof unstable_startWorker>>;
beforeAll(async () => {
  worker = await unstable_startWorker({
    config: 'wrangler.toml',
    bindings: { STRIPE_HOOK_SECRET: { type: 'plain_text', value: secrets.current } },
    dev: { server: { hostname: '127.0.0.1', port: 0 }, inspector: false, watch: false, logLevel: 'error' },
  });
  await worker.ready;
}, 60_000);
afterAll(() => worker?.dispose());

describe('the Worker that wrangler.toml builds', () => {
  test('is ready', async () => {
    const response = await fetch(new URL('/readyz', await worker.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('answers the same hooks at the same moment with the same bytes as Node', async () => {
    const directory = loadBundle(JSON.parse(await readFile('dist/rules.json', 'utf8')));
    const service = serviceOf({
      directory: () => directory,
      clock: () => Math.trunc(Date.now() / 1000),
      verifier: createVerifier({ secrets: [{ secret: secrets.current, mode: null }], hmac: nodeHmac }),
    });
    const node = await overSocket.open(service);
    const hooks = [
      customize(),
      customize({ shipping_details: null }),
      customize({ line_item_details: Array.from({ length: 50 }, (_, i) => line(`li_${i}`)) }),
      customize({ currency: 'zzz' }),
      finalize(),
      finalize({ line_items_details: [] }),
      price(),
    ];
    const names = (await readdir(recorded)).filter((name) => name.endsWith('.json'));
    const bodies = await Promise.all(names.map((name) => readFile(`${recorded}/${name}`)));
    for (const body of [
      ...hooks.map((hook) => bytesOf(JSON.stringify(hook))),
      ...bodies.map((bytes) => new Uint8Array(bytes)),
    ]) {
      const moment = Math.trunc(Date.now() / 1000);
      const headers: [string, string][] = [
        ['Content-Type', 'application/json'],
        ['Stripe-Signature', await headerOf(secrets.current, moment, body)],
      ];
      const here = await node.send({ headers, body });
      const there = await fetch(new URL('/hooks', await worker.url), { method: 'POST', headers, body });
      expect([there.status, await there.text()]).toEqual([here.status, here.text]);
      expect(there.headers.get('ratebook-revision')).toBe(here.headers.get('ratebook-revision'));
    }
    expect(bodies.length).toBeGreaterThan(20);
    await node.close();
  });
});
