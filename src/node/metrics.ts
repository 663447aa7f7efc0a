/** What Prometheus scrapes, on a port of its own. */
import { createServer } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HookRecord } from '../app.ts';
import type { Decision } from '../hook.ts';
import { causeOf } from '../log.ts';
import { answerBroken, type BrokenDeps, refuse } from './broken.ts';

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'ratebook_requests_total',
    help: 'Hook requests, by hook, outcome (a decision or the code of a refusal) and account folder.',
    labelNames: ['hook', 'outcome', 'folder'] as const,
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'ratebook_request_duration_seconds',
    help: 'Time from a whole request to its answer.',
    labelNames: ['hook'] as const,
    // Stripe waits four seconds.
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 4],
    registers: [this.#registry],
  });
  readonly #decisions = new Counter({
    name: 'ratebook_decisions_total',
    help: 'Entries that applied, by file and id; shadow rules that would have.',
    labelNames: ['entry', 'shadow'] as const,
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'ratebook_reloads_total',
    help: 'Times that changed rules were read, by result.',
    labelNames: ['result'] as const,
    registers: [this.#registry],
  });
  readonly #secretReloads = new Counter({
    name: 'ratebook_secret_reloads_total',
    help: 'Times that changed signing secrets were read, by result.',
    labelNames: ['result'] as const,
    registers: [this.#registry],
  });
  readonly #rules = new Gauge({
    name: 'ratebook_rules_info',
    help: 'The revision of the rules in force; always 1.',
    labelNames: ['revision'] as const,
    registers: [this.#registry],
  });

  #inForceSince = performance.now();

  /** `lost`: lines that the decision log lost. */
  constructor(lost: () => number) {
    // What has not happened yet is 0, so that the first time can be seen as a rise.
    for (const result of ['loaded', 'refused', 'accounts_broken'] as const) this.#reloads.inc({ result }, 0);
    for (const result of ['loaded', 'refused'] as const) this.#secretReloads.inc({ result }, 0);
    const age = (): number => (performance.now() - this.#inForceSince) / 1000;
    const registers = [this.#registry];
    new Gauge({
      name: 'ratebook_rules_age_seconds',
      help: 'Seconds since the rules in force were read.',
      registers,
      collect() {
        this.set(age());
      },
    });
    new Gauge({
      name: 'ratebook_decision_log_lost_lines',
      help: 'Lines of the decision log that could not be written.',
      registers,
      collect() {
        this.set(lost());
      },
    });
  }

  readonly hook = ({ hook, outcome, folder, micros }: HookRecord): void => {
    this.#requests.inc({ hook: hook ?? 'none', outcome, folder: folder ?? 'base' });
    this.#seconds.observe({ hook: hook ?? 'none' }, micros / 1e6);
  };

  readonly decision = ({ evaluation }: Decision): void => {
    const { entries, shadow } = evaluation.decided;
    // Rows of a table are counted by their table: there may be a hundred thousand.
    for (const entry of entries) this.#decisions.inc({ entry: entry.replace(/:\d+$/, ''), shadow: 'no' });
    for (const id of shadow) this.#decisions.inc({ entry: `approval.${id}`, shadow: 'yes' });
  };

  reloaded(result: 'loaded' | 'refused' | 'accounts_broken' | 'failed'): void {
    this.#reloads.inc({ result });
  }

  secretsReloaded(result: 'loaded' | 'refused'): void {
    this.#secretReloads.inc({ result });
  }

  /** From now on tells how many reasons `/healthz` gives. */
  watch(degraded: () => readonly string[]): void {
    new Gauge({
      name: 'ratebook_degraded',
      help: 'How many reasons there are for /healthz to say degraded; 0 where all is well.',
      registers: [this.#registry],
      collect() {
        this.set(degraded().length);
      },
    });
  }

  /** Rules of this revision are in force from now. */
  inForce(revision: string): void {
    this.#inForceSince = performance.now();
    this.#rules.reset();
    this.#rules.set({ revision }, 1);
  }

  /** Listens for scrapes. Rejects where it cannot. */
  async listen(
    host: string,
    port: number,
    { log, requestId }: Pick<BrokenDeps, 'log' | 'requestId'>,
  ): Promise<{ port: number; close(): Promise<void> }> {
    const deps: BrokenDeps = { log, requestId, active: () => undefined };
    const server = createServer((request, response) => {
      if (request.url?.split('?', 1)[0] !== '/metrics') return refuse(response, 'not_found', deps);
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 'method_not_allowed', deps);
      this.#registry.metrics().then(
        (text) => {
          response.writeHead(200, {
            'Content-Type': this.#registry.contentType,
            'Content-Length': Buffer.byteLength(text),
            'Cache-Control': 'no-store',
            'Request-Id': requestId(),
          });
          response.end(text);
        },
        (error) => {
          log.error('failed', causeOf(error));
          refuse(response, 'internal', deps);
        },
      );
    });
    answerBroken(server, deps);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    return {
      port: typeof address === 'object' && address !== null ? address.port : port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }
}
