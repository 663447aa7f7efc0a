/** `ratebook serve`: the service. */
import { randomUUID } from 'node:crypto';
import { readSettings } from '../env.ts';
import { causeOf, createLog, type Log } from '../log.ts';
import { openDecisionLog } from '../node/decision-log.ts';
import { openLines } from '../node/lines.ts';
import { type Loaded, loadBundleFile } from '../node/load.ts';
import { Metrics } from '../node/metrics.ts';
import { readSecretsNow } from '../node/secret-files.ts';
import { SecretStore } from '../node/secret-store.ts';
import { type RuleSupply, type RunningService, startService } from '../node/service.ts';
import { RuleStore } from '../node/store.ts';
import { exitOnSignals } from '../node.ts';
import type { Io } from './output.ts';
import { countProblems, printProblems } from './problems.ts';

export interface ServeOptions {
  rules?: string;
  bundle?: string;
  port?: string;
}

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
  const metrics = settings.metricsPort === null ? null : new Metrics(() => decisions?.lost() ?? 0);
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
      ? await fromDirectory(options.rules ?? settings.rulesDir, log, metrics, io)
      : await fromBundle(options.bundle, io);
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
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  log.info('listening', {
    url: `http://${host}:${server.port}/hooks`,
    revision,
    metrics: scraped === undefined ? undefined : `http://${host}:${scraped.port}/metrics`,
  });
  return new Promise<number>(() => {});
}

interface Supply {
  rules: RuleSupply;
  degraded(): readonly string[];
  close(): Promise<void>;
}

async function fromBundle(path: string, io: Io): Promise<Supply | null> {
  try {
    const directory = await loadBundleFile(path);
    return { rules: { directory }, degraded: () => [], close: async () => {} };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    io.err(`${path}: ${code === undefined ? message : `cannot be read (${code}).`}`);
    return null;
  }
}

async function fromDirectory(dir: string, log: Log, metrics: Metrics | null, io: Io): Promise<Supply | null> {
  let started = false;
  const report = (event: string, { problems }: Loaded): void => {
    if (!started) return;
    const first = problems.all.find(({ severity }) => severity === 'error');
    const fields = first === undefined ? {} : { at: first.at, code: first.code, problem: first.message };
    log.warn(event, { errors: problems.errors, ...fields });
  };
  const store = new RuleStore(dir, {
    onLoaded(loaded) {
      if (!started) return;
      log.info('rules loaded', { revision: loaded.revisions?.base });
      metrics?.reloaded(loaded.problems.hasErrors ? 'accounts_broken' : 'loaded');
      metrics?.inForce(loaded.directory!.revision);
      if (loaded.problems.hasErrors) report('account folders broken', loaded);
    },
    onRefused(loaded) {
      if (started) metrics?.reloaded('refused');
      report('rules refused', loaded);
    },
    onFailed(error) {
      metrics?.reloaded('failed');
      log.error('reload failed', causeOf(error));
    },
  });
  const { problems, directory, files } = await store.load();
  if (problems.hasErrors) printProblems(problems, { dir, files }, io.err, { color: false });
  if (directory === null) {
    io.err(`Not started: ${countProblems(problems)} in ${dir}.`);
    return null;
  }
  for (const reason of store.degraded) log.warn('degraded', { reason });
  started = true;
  await store.watch();
  return { rules: store, degraded: () => store.degraded, close: () => store.close() };
}
