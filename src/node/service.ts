/** The whole service on Node: rules, verifier, application and server, put together. */
import { randomUUID } from 'node:crypto';
import { createApp, type HookRecord, type State } from '../app.ts';
import type { Settings } from '../env.ts';
import type { Decision } from '../hook.ts';
import type { Log } from '../log.ts';
import { nodeReadBody, type RunningServer, startServer } from '../node.ts';
import type { Directory } from '../rules/ruleset.ts';
import type { Verify } from '../stripe/signature.ts';
import { version } from '../version.ts';

/** Where the rules in force come from. */
export interface RuleSupply {
  readonly directory: Directory | null;
}

/** Where the secrets in force come from. */
export interface SecretSupply {
  /** Another one when other secrets come into force. */
  readonly verifier: Verify;
}

export interface ServiceOptions {
  settings: Pick<Settings, 'host' | 'port' | 'maxBody'>;
  secrets: SecretSupply;
  rules: RuleSupply;
  log: Log;
  /** Why `/healthz` says degraded. */
  degraded: () => readonly string[];
  onDecision?: (decision: Decision) => void;
  onHook?: (record: HookRecord) => void;
}

export interface RunningService extends RunningServer {
  /** There are rules: `/readyz` turns 200. */
  ready(): void;
}

/** Listens, and answers hooks by the rules in force, if there are any yet. Rejects where it cannot listen. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { settings, secrets, rules, log, onDecision, onHook } = options;
  const lifecycle: { state: State } = { state: 'starting' };
  const app = createApp({
    get verifier() {
      return secrets.verifier;
    },
    directory: () => rules.directory,
    state: () => lifecycle.state,
    health: () => ({ degraded: options.degraded() }),
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
  return {
    ...server,
    ready() {
      if (lifecycle.state === 'starting') lifecycle.state = 'ready';
    },
  };
}
