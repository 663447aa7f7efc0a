/**
 * One of the servers that the hook is compared by, as a process of its own: `floor`, `by-hand`, `hook`, or `hook-with-log`. Tells its
 * parent its port, and what CPU it has used whenever it is asked.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { Hono } from 'hono';
import { evaluate } from '../../../src/decide/evaluate.ts';
import { createLog } from '../../../src/log.ts';
import { startService } from '../../../src/node/service.ts';
import { nodeHmac, nodeReadBody, startServer } from '../../../src/node.ts';
import { customizeOf } from '../../../src/stripe/order.ts';
import { createVerifier } from '../../../src/stripe/signature.ts';
import { type WireCustomize, wire } from '../../../src/stripe/wire.ts';
import { customizeBy } from '../answer.ts';
import { limit } from '../contenders/limit.ts';
import { orderTexts, shopTexts } from '../contenders/ratebook.ts';
import { filesOf, loaded } from '../data.ts';
import { shop } from '../model.ts';
import { carts, catalogText, moment, products } from '../orders.ts';

const [kind] = process.argv.slice(2);
const secret = process.env.BENCH_SECRET!;
const verifier = createVerifier({ secrets: [{ secret, mode: null }], hmac: nodeHmac });
const silent = createLog({ level: 'silent', write: () => {} });
const where = { host: '127.0.0.1', port: 0, maxBody: 262_144 };

const texts = { 'settings.yaml': 'currency: usd\n', 'catalog.csv': catalogText, ...shopTexts(shop), ...orderTexts };
const { directory } = loaded(filesOf(texts));

/** What the floor answers: one of the answers of the hook, always the same. */
function constant(): () => string {
  const answer = JSON.stringify(evaluate(directory.base, carts(5, 1)[0]!, moment).response);
  return () => answer;
}

/** The decisions of code that knows no rules but these. */
function byHand(): (sent: WireCustomize) => string {
  const decide = customizeBy(limit, shop, products);
  return (sent) => JSON.stringify(decide(customizeOf(sent)));
}

/** Reads and checks what comes as the hook does, and answers with its headers. */
async function startPlain(answerOf: (sent: WireCustomize) => string): Promise<number> {
  const app = new Hono();
  const { revision } = directory;
  app.post('/hooks', async (c) => {
    const body = await nodeReadBody(c.req.raw, where.maxBody, c.env);
    if (!(body instanceof Uint8Array)) return c.text('', 400);
    const verdict = await verifier(c.req.header('stripe-signature') ?? null, body, Math.trunc(Date.now() / 1000));
    if (!verdict.ok) return c.text('', 400);
    const parsed = wire.customize.safeParse(JSON.parse(new TextDecoder().decode(body)));
    if (!parsed.success) return c.text('', 400);
    const headers = {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Request-Id': randomUUID(),
      'Ratebook-Revision': revision,
    };
    return new Response(answerOf(parsed.data), { status: 200, headers });
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
  const sink = createWriteStream(devNull);
  const log = withLog ? createLog({ level: 'info', write: (line) => sink.write(`${line}\n`) }) : silent;
  const { port, ready } = await startService({
    settings: where,
    secrets: { verifier },
    rules: { directory },
    log,
    degraded: () => [],
  });
  ready();
  return port;
}

const starts: Record<string, () => Promise<number>> = {
  floor: () => startPlain(constant()),
  'by-hand': () => startPlain(byHand()),
  hook: () => startHook(false),
  'hook-with-log': () => startHook(true),
};
const port = await starts[kind!]!();
process.on('message', () => process.send!(process.cpuUsage()));
process.on('disconnect', () => process.exit(0));
process.send!({ port });
