/** The service on Workers: the same application, with rules from a bundle and settings from bindings. */
import { createApp } from '../app.ts';
import { decisionLine, digestBy, privateTexts } from '../decision-log.ts';
import { defaultMaxBody, readSettings, type Settings } from '../env.ts';
import type { Decision } from '../hook.ts';
import { createLog } from '../log.ts';
import type { Directory } from '../rules/ruleset.ts';
import { webHmac } from '../stripe/hmac.ts';
import { createVerifier } from '../stripe/signature.ts';

export type Bindings = Readonly<Record<string, unknown>>;

/** What of the runtime's execution context is used. */
export interface Execution {
  waitUntil(promise: Promise<unknown>): void;
}

export interface Worker {
  fetch(request: Request, bindings: Bindings, execution?: Execution): Response | Promise<Response>;
}

/** What holds where the settings have faults: no signature is taken. */
const unset: Pick<Settings, 'secrets' | 'maxBody' | 'logLevel'> = {
  secrets: [],
  maxBody: defaultMaxBody,
  logLevel: 'info',
};

/** Writes decisions to the console, whatever file `DECISION_LOG` names: a worker has no files. */
class ConsoleDecisionLog {
  readonly #hmac = webHmac();
  readonly #secret: string;
  readonly #write: (line: string) => void;
  readonly #pending = new Set<Promise<void>>();

  constructor(secret: string, write: (line: string) => void) {
    this.#secret = secret;
    this.#write = write;
  }

  readonly add = (decision: Decision): void => {
    const written = this.#line(decision)
      .catch(() => this.#write('{"event":"decision lost"}'))
      .finally(() => this.#pending.delete(written));
    this.#pending.add(written);
  };

  /** Resolves when what was added is written. */
  settled(): Promise<unknown> {
    return Promise.all(this.#pending);
  }

  async #line(decision: Decision): Promise<void> {
    const texts = [...new Set(privateTexts(decision))];
    const digests = await Promise.all(texts.map((text) => digestBy(this.#hmac, this.#secret, text)));
    const byText = new Map(texts.map((text, index) => [text, digests[index]!]));
    this.#write(JSON.stringify(decisionLine(decision, (text) => byText.get(text)!)));
  }
}

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
    const logs = read.ok && read.settings.decisionLog !== null;
    const decisions = logs ? new ConsoleDecisionLog(secrets[0]!.secret, write) : null;
    for (const fault of faults) log.error('settings', { fault });
    const app = createApp({
      verifier: createVerifier({ secrets, hmac: webHmac() }),
      directory: () => directory,
      state: () => (read.ok ? 'ready' : 'starting'),
      health: () => ({ degraded: faults.map(() => 'A setting is missing or wrong; the log says which.').slice(0, 1) }),
      clock,
      log,
      maxBody,
      version,
      requestId: () => crypto.randomUUID(),
      onDecision: decisions?.add,
    });
    return { app, decisions };
  };
  // One for each set of bindings: a runtime keeps to one while it lives.
  const apps = new WeakMap<Bindings, ReturnType<typeof open>>();
  return {
    async fetch(request, bindings, execution) {
      let opened = apps.get(bindings);
      if (opened === undefined) {
        opened = open(bindings);
        apps.set(bindings, opened);
      }
      const response = await opened.app.fetch(request);
      if (opened.decisions !== null) execution?.waitUntil(opened.decisions.settled());
      return response;
    },
  };
}
