/**
 * One of the servers that the hook is compared by, as a process of its own: `floor`, `hook`, or `hook-with-log`. Tells its
 * parent its port, and what CPU it has used whenever it is asked.
 */
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { Hono } from 'hono';
import { createLog } from '../../../src/log.ts';
import { startService } from '../../../src/node/service.ts';
import { nodeHmac, nodeReadBody, startServer } from '../../../src/node.ts';
import { createVerifier } from '../../../src/stripe/signature.ts';
import { wire } from '../../../src/stripe/wire.ts';
import { orderTexts, shopTexts } from '../contenders/ratebook.ts';
import { filesOf, loaded } from '../data.ts';
import { shop } from '../model.ts';
import { catalogText } from '../orders.ts';

const [kind] = process.argv.slice(2);
const secret = process.env.BENCH_SECRET!;
const verifier = createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
const silent = createLog({ level: 'silent', write: () => {} });
const where = { host: '127.0.0.1', port: 0, maxBody: 262_144 };

/** Reads and checks what comes as the hook does, and answers a constant. */
async function startFloor(): Promise<number> {
  const app = new Hono();
  const answer = JSON.stringify({ shipping_options: [], line_items: [] });
  app.post('/hooks', async (c) => {
    const body = await nodeReadBody(c.req.raw, where.maxBody, c.env);
    if (!(body instanceof Uint8Array)) return c.text('', 400);
    const verdict = await verifier(c.req.header('stripe-signature') ?? null, body, Math.trunc(Date.now() / 1000));
    if (!verdict.ok) return c.text('', 400);
    const parsed = wire.customize.safeParse(JSON.parse(new TextDecoder().decode(body)));
    if (!parsed.success) return c.text('', 400);
    return new Response(answer, { status: 200, headers: { 'Content-Type': 'application/json' } });
  });
  const { port } = await startServer({
    app,
    lifecycle: { state: 'ready' },
    log: silent,
    requestId: () => '',
    ...where,
  });
  return port;
}

async function startHook(withLog: boolean): Promise<number> {
  const texts = { 'settings.yaml': 'currency: usd\n', 'catalog.csv': catalogText, ...shopTexts(shop), ...orderTexts };
  const sink = createWriteStream(devNull);
  const log = withLog ? createLog({ level: 'info', write: (line) => sink.write(`${line}\n`) }) : silent;
  const { port, ready } = await startService({
    settings: where,
    secrets: { verifier },
    rules: { directory: loaded(filesOf(texts)).directory },
    log,
    degraded: () => [],
  });
  ready();
  return port;
}

const port = await (kind === 'floor' ? startFloor() : startHook(kind === 'hook-with-log'));
process.on('message', () => process.send!(process.cpuUsage()));
process.on('disconnect', () => process.exit(0));
process.send!({ port });
