/** The service on Workers: the same application, with rules from a bundle and settings from bindings. */
import { createApp } from '../app.ts';
import { defaultMaxBody, readSettings, type Settings } from '../env.ts';
import { createLog } from '../log.ts';
import type { Directory } from '../rules/ruleset.ts';
import { webHmac } from '../stripe/hmac.ts';
import { createVerifier } from '../stripe/signature.ts';

export type Bindings = Readonly<Record<string, unknown>>;

export interface Worker {
  fetch(request: Request, bindings: Bindings): Response | Promise<Response>;
}

/** What holds where the settings have faults: no signature is taken. */
const unset: Pick<Settings, 'secrets' | 'maxBody' | 'logLevel'> = {
  secrets: [],
  maxBody: defaultMaxBody,
  logLevel: 'info',
};

export interface WorkerOptions {
  /** Unix seconds; the runtime's own clock by default. */
  clock?: () => number;
  /** Gets each line of the log; the console by default. */
  write?: (line: string) => void;
}

/**
 * A worker that answers by `directory`. With faults in its settings it takes no signature, its `/readyz` is 503, and the
 * log has a line for each of them: a worker cannot refuse to start for want of a secret, which is put after a deploy.
 */
export function createWorker(directory: Directory, version: string, options: WorkerOptions = {}): Worker {
  const { clock = () => Math.trunc(Date.now() / 1000), write = (line) => console.log(line) } = options;
  const open = (bindings: Bindings) => {
    const read = readSettings(bindings);
    const { secrets, maxBody, logLevel } = read.ok ? read.settings : unset;
    const log = createLog({ level: logLevel, write });
    const faults = read.ok ? [] : read.faults;
    for (const fault of faults) log.error('settings', { fault });
    return createApp({
      verifier: createVerifier({ secrets, hmac: webHmac() }),
      directory: () => directory,
      state: () => (read.ok ? 'ready' : 'starting'),
      health: () => ({ degraded: faults.map(() => 'A setting is missing or wrong; the log says which.').slice(0, 1) }),
      clock,
      log,
      maxBody,
      version,
      requestId: () => crypto.randomUUID(),
    });
  };
  // One for each set of bindings: a runtime keeps to one while it lives.
  const apps = new WeakMap<Bindings, ReturnType<typeof open>>();
  return {
    fetch(request, bindings) {
      let app = apps.get(bindings);
      if (app === undefined) {
        app = open(bindings);
        apps.set(bindings, app);
      }
      return app.fetch(request);
    },
  };
}
