import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { startService } from '../../src/node/service.ts';
import type { Directory } from '../../src/rules/ruleset.ts';
import { createVerifier } from '../../src/stripe/signature.ts';
import { secrets, settings } from '../conformance/signature.ts';
import { customize } from '../support/requests.ts';
import { directoryOf, revisions } from '../support/rules.ts';
import { bytesOf, headerOf } from '../support/sign.ts';
import { nodeHmac, sendTo } from '../support/socket.ts';

async function starting(rules: { directory: Directory | null }) {
  const server = await startService({
    settings: { host: '127.0.0.1', port: 0, maxBody: 65_536 },
    secrets: { verifier: createVerifier({ secrets: settings.plain, hmac: nodeHmac }) },
    rules,
    degraded: () => [],
    log: createLog({ level: 'silent', write() {} }),
  });
  const get = async (path: string) => {
    const { status, json } = await sendTo(server.port, { method: 'GET', path });
    return [status, json];
  };
  const hook = async () => {
    const body = bytesOf(JSON.stringify(customize()));
    const signature = await headerOf(secrets.current, Math.trunc(Date.now() / 1000), body);
    const headers: [string, string][] = [
      ['Content-Type', 'application/json'],
      ['Stripe-Signature', signature],
    ];
    return sendTo(server.port, { headers, body });
  };
  return { server, get, hook };
}

describe('a service whose rules are still read', () => {
  test('lives, is not ready, and refuses hooks', async () => {
    const { server, get, hook } = await starting({ directory: null });
    expect(await get('/healthz')).toEqual([200, expect.objectContaining({ status: 'ok', revision: null })]);
    expect(await get('/readyz')).toEqual([503, { error: { code: 'not_ready', message: 'The service is starting.' } }]);
    expect((await hook()).json).toMatchObject({ error: { code: 'rules_unavailable' } });
    await server.drain();
  });

  test('is ready when it is told so, and answers', async () => {
    const rules: { directory: Directory | null } = { directory: null };
    const { server, get, hook } = await starting(rules);
    rules.directory = directoryOf();
    server.ready();
    expect(await get('/readyz')).toEqual([200, { status: 'ready' }]);
    const answer = await hook();
    expect([answer.status, answer.headers.get('ratebook-revision')]).toEqual([200, revisions.base]);
    await server.drain();
  });

  test('and that is told to end does not become ready', async () => {
    const { server, get } = await starting({ directory: directoryOf() });
    const drained = server.drain();
    server.ready();
    const answer = await get('/readyz').catch(() => [503]);
    expect(answer[0]).toBe(503);
    await drained;
  });
});
