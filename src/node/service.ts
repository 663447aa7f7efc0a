/** The whole service on Node: rules, verifier, application and server, put together. */
import { randomUUID } from 'node:crypto';
import { createApp, type HookRecord, type State } from '../app.ts';
import type { Settings } from '../env.ts';
import type { Decision } from '../hook.ts';
import type { Log } from '../log.ts';
import { nodeHmac, nodeReadBody, type RunningServer, startServer } from '../node.ts';
import type { Directory } from '../rules/ruleset.ts';
import { createVerifier } from '../stripe/signature.ts';
import { version } from '../version.ts';

/** Where the rules in force come from. */
export interface RuleSupply {
  readonly directory: Directory | null;
  readonly degraded: readonly string[];
}

export interface ServiceOptions {
  settings: Pick<Settings, 'secrets' | 'host' | 'port' | 'maxBody'>;
  rules: RuleSupply;
  log: Log;
  /** More reasons for `/healthz` to say degraded. */
  degraded?: () => readonly string[];
  onDecision?: (decision: Decision) => void;
  onHook?: (record: HookRecord) => void;
}

/** Listens, and answers hooks by the rules in force. Rejects where it cannot listen. */
export async function startService(options: ServiceOptions): Promise<RunningServer> {
  const { settings, rules, log, onDecision, onHook } = options;
  const lifecycle: { state: State } = { state: 'starting' };
  const app = createApp({
    verifier: createVerifier({ secrets: settings.secrets, hmac: nodeHmac }),
    directory: () => rules.directory,
    state: () => lifecycle.state,
    health: () => ({ degraded: [...rules.degraded, ...(options.degraded?.() ?? [])] }),
    clock: () => Math.trunc(Date.now() / 1000),
    log,
    maxBody: settings.maxBody,
    version,
    requestId: randomUUID,
    readBody: nodeReadBody,
    onDecision,
    onHook,
  });
  const server = await startServer({
    app,
    lifecycle,
    log,
    requestId: randomUUID,
    host: settings.host,
    port: settings.port,
    maxBody: settings.maxBody,
  });
  lifecycle.state = 'ready';
  return server;
}
