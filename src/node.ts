/** The service on Node: listens, holds every connection to its limits, and drains. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { State } from './app.ts';
import { causeOf, type Log } from './log.ts';
import { discardRest } from './node/body.ts';
import { answerBroken, type BrokenDeps, refuse } from './node/broken.ts';
import { type DrainLimits, drainer } from './node/drain.ts';
import { refusalOf } from './refusal.ts';

export { nodeReadBody } from './node/body.ts';
export { nodeHmac } from './node/hmac.ts';
export { exitOnSignals } from './node/signals.ts';

/** Milliseconds, and bytes for the headers. */
export interface ServerLimits extends DrainLimits {
  headers: number;
  request: number;
  /** Longer than the 60 s after which common load balancers drop an idle connection, so that it is not us who race. */
  keepAlive: number;
  headerBytes: number;
}

export const serverLimits: ServerLimits = {
  headers: 10_000,
  request: 20_000,
  keepAlive: 65_000,
  headerBytes: 16_384,
  linger: 1_500,
  drain: 9_000,
};

export interface ServerOptions {
  app: { fetch(request: Request, env: unknown): Response | Promise<Response> };
  /** Shared with the app's `state`; `drain` sets it. */
  lifecycle: { state: State };
  log: Log;
  requestId(): string;
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Bytes of a body: a larger one that asks first (`Expect: 100-continue`) is not asked for. */
  maxBody: number;
  limits?: Partial<ServerLimits>;
}

export interface RunningServer {
  /** Where it listens: `127.0.0.1`, 8787. */
  host: string;
  port: number;
  /**
   * `/readyz` turns 503, answers close their connections, running requests end; resolves when the last connection is
   * closed, after `limits.drain` at the latest. Further calls get the same promise.
   */
  drain(): Promise<void>;
}

/** Starts to listen. Rejects with the error of the system where it cannot (`EADDRINUSE`, …). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { lifecycle, log, requestId, maxBody } = options;
  const limits = { ...serverLimits, ...options.limits };
  const active = new Map<Duplex, { incoming: IncomingMessage; outgoing: ServerResponse }>();
  const deps: BrokenDeps = { log, requestId, active: (socket) => active.get(socket) };

  const server = createServer({
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.keepAlive,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: limits.headerBytes,
    // Node would answer without a body; it is checked below.
    requireHostHeader: false,
  });
  // Past a number of headers Node drops the rest without a word; their size is bounded already.
  server.maxHeadersCount = 0;

  const listener = getRequestListener(options.app.fetch as (request: Request, env: unknown) => Promise<Response>, {
    // HTTP/1.0 may leave the host out.
    hostname: 'localhost',
    autoCleanupIncoming: false,
    errorHandler: (error) => refusalResponse(error, deps),
  });
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { socket } = incoming;
    const current = { incoming, outgoing };
    active.set(socket, current);
    outgoing.once('close', () => {
      if (active.get(socket) === current) active.delete(socket);
    });
    outgoing.once('prefinish', () => discardRest(incoming));
    if (lifecycle.state === 'draining') outgoing.shouldKeepAlive = false;
    if (incoming.headers.host === undefined && incoming.httpVersion === '1.1') refuse(outgoing, 'bad_request', deps);
    else void listener(incoming, outgoing);
  };
  server.on('request', onRequest);
  server.on('checkContinue', (incoming, outgoing) => {
    if (!(Number(incoming.headers['content-length'] ?? 0) > maxBody)) outgoing.writeContinue();
    onRequest(incoming, outgoing);
  });
  answerBroken(server, deps);
  const close = drainer(server, limits);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => log.error('server', causeOf(error)));
  const { address, port } = server.address() as AddressInfo;

  let drained: Promise<void> | null = null;
  const drain = (): Promise<void> => {
    // No load balancer sends anything to what was never ready.
    const linger = lifecycle.state === 'starting' ? 0 : undefined;
    lifecycle.state = 'draining';
    for (const { outgoing } of active.values()) if (!outgoing.headersSent) outgoing.shouldKeepAlive = false;
    return close(linger);
  };
  return {
    host: address,
    port,
    drain: () => {
      drained ??= drain();
      return drained;
    },
  };
}

/** For a request whose URL or host is none, and for a fault of the adapter itself. */
function refusalResponse(error: unknown, deps: BrokenDeps): Response {
  const isTheirs = error instanceof Error && error.name === 'RequestError';
  const requestId = deps.requestId();
  const { status, body } = refusalOf(isTheirs ? 'bad_request' : 'internal');
  if (isTheirs) deps.log.info('refused', { request_id: requestId, status, outcome: 'bad_request' });
  else deps.log.error('failed', { request_id: requestId, ...causeOf(error) });
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Request-Id': requestId },
  });
}
