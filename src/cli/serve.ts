/** `ratebook serve`: the service. */
import { randomUUID } from 'node:crypto';
import { readSettings } from '../env.ts';
import { createLog } from '../log.ts';
import { openDecisionLog } from '../node/decision-log.ts';
import { openLines } from '../node/lines.ts';
import type { Metrics } from '../node/metrics.ts';
import { readSecretsNow } from '../node/secret-files.ts';
import { SecretStore } from '../node/secret-store.ts';
import { type RuleSupply, type RunningService, startService } from '../node/service.ts';
import { exitOnSignals } from '../node.ts';
import type { Io } from './output.ts';

export interface ServeOptions {
  rules?: string;
  bundle?: string;
  port?: string;
}

/** Where the rules come from. */
export interface Supply {
  rules: RuleSupply;
  degraded(): readonly string[];
  /** From now on picks up what changes, and what has changed since the rules were read. */
  watch(): void;
  close(): Promise<void>;
}

// What a start does not need, or not before it listens, is imported when it is needed.
const metricsOf = async (lost: () => number): Promise<Metrics> =>
  new (await import('../node/metrics.ts')).Metrics(lost);

/** Serves until a signal ends it. Resolves only where the start fails: 1 for broken rules, 2 for bad settings. */
export async function serve(options: ServeOptions, io: Io): Promise<number> {
  const env = options.port === undefined ? io.env : { ...io.env, PORT: options.port };
  const read = readSettings(env, await readSecretsNow(env));
  if (!read.ok) {
    for (const fault of read.faults) io.err(fault);
    return 2;
  }
  const { settings } = read;
  if (options.rules !== undefined && options.bundle !== undefined) {
    io.err('Give --rules or --bundle, not both.');
    return 2;
  }
  const lines = openLines(2);
  const log = createLog({ level: settings.logLevel, write: lines.write });
  const decisions =
    settings.decisionLog === null ? null : openDecisionLog(settings.decisionLog, settings.secrets[0]!.secret);
  const metrics = settings.metricsPort === null ? null : await metricsOf(() => decisions?.lost() ?? 0);
  const secrets = new SecretStore(env, settings.secrets, {
    onLoaded(count) {
      log.info('secrets loaded', { secrets: count });
      metrics?.secretsReloaded('loaded');
    },
    onRefused(faults) {
      log.warn('secrets refused', { faults });
      metrics?.secretsReloaded('refused');
    },
  });
  let supply: Supply | null = null;
  let scraped: Awaited<ReturnType<Metrics['listen']>> | undefined;
  let server: RunningService | undefined;
  const degraded = (): readonly string[] => [
    ...(supply?.degraded() ?? []),
    ...secrets.degraded,
    ...(decisions?.degraded() ?? []),
  ];
  const close = async (): Promise<void> => {
    await server?.drain();
    await supply?.close();
    await secrets.close();
    await decisions?.close();
    await scraped?.close();
  };

  try {
    scraped = await metrics?.listen(settings.host, settings.metricsPort!, { log, requestId: randomUUID });
    server = await startService({
      settings,
      secrets,
      // Those who ask while the rules are read hear that it is not ready.
      rules: {
        get directory() {
          return supply?.rules.directory ?? null;
        },
      },
      log,
      degraded,
      onDecision(decision) {
        metrics?.decision(decision);
        decisions?.write(decision);
      },
      ...(metrics === null ? {} : { onHook: metrics.hook }),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    await close();
    const ports = [settings.port, ...(settings.metricsPort === null ? [] : [settings.metricsPort])].join(' and ');
    io.err(`Cannot listen on ${settings.host} port ${ports}: ${code ?? 'unknown cause'}.`);
    return 1;
  }
  const dropHandlers = exitOnSignals(log, async () => {
    log.info('draining');
    await close();
    log.info('stopped');
    await lines.close();
  });

  supply =
    options.bundle === undefined
      ? await (await import('./serve-directory.ts')).fromDirectory(options.rules ?? settings.rulesDir, log, metrics, io)
      : await (await import('./serve-bundle.ts')).fromBundle(options.bundle, io);
  if (supply === null) {
    dropHandlers();
    await close();
    return 1;
  }
  const { revision } = supply.rules.directory!;
  metrics?.inForce(revision);
  metrics?.watch(degraded);
  secrets.watch();
  server.ready();
  supply.watch();
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  log.info('listening', {
    url: `http://${host}:${server.port}/hooks`,
    revision,
    metrics: scraped === undefined ? undefined : `http://${host}:${scraped.port}/metrics`,
  });
  return new Promise<number>(() => {});
}
