/** The secrets in force: swapped as a whole when a file of them changes, never for ones that cannot be used. */
import { unwatchFile, watchFile } from 'node:fs';
import { createVerifier, type Secret, type Verify } from '../stripe/signature.ts';
import { nodeHmac } from './hmac.ts';
import { readSecretsNow, secretFilesOf } from './secret-files.ts';

export interface SecretEvents {
  /** Other secrets are in force; how many there are. */
  onLoaded(count: number): void;
  /** The newest cannot be used, and why; the last good ones go on. */
  onRefused(faults: readonly string[]): void;
}

// Looked at by its status, through all links, because that sees what a directory watcher does not in every mount: a
// link that was swapped, a file that was renamed over, a volume that gives no events.
const interval = 500;
// A writer that empties the file before it fills it is waited for.
const restMilliseconds = 200;

/** Secrets from the environment and from the files that it names, read again when those change. */
export class SecretStore {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #events: SecretEvents;
  #secrets: readonly Secret[];
  #verifier: Verify;
  #refused = false;
  #watched: string[] = [];
  #rest: NodeJS.Timeout | undefined;
  #loading: Promise<unknown> = Promise.resolve();

  /** `secrets`: those that `env` and its files held at the start. */
  constructor(env: Readonly<Record<string, string | undefined>>, secrets: readonly Secret[], events: SecretEvents) {
    this.#env = env;
    this.#secrets = secrets;
    this.#verifier = createVerifier({ secrets, hmac: nodeHmac });
    this.#events = events;
  }

  /** Verifies by the secrets in force; whoever has taken it keeps those. */
  get verifier(): Verify {
    return this.#verifier;
  }

  /** Why the newest secrets are not in force. */
  get degraded(): readonly string[] {
    return this.#refused ? ['The newest signing secrets cannot be used; the last good ones are in force.'] : [];
  }

  /** Reads now, and puts the secrets in force where none of them has a fault. Never rejects. */
  async load(): Promise<void> {
    const { secrets, faults } = await readSecretsNow(this.#env);
    if (faults.length > 0) {
      this.#refused = true;
      this.#events.onRefused(faults);
      return;
    }
    const same = !this.#refused && JSON.stringify(secrets) === JSON.stringify(this.#secrets);
    this.#refused = false;
    if (same) return;
    this.#secrets = secrets;
    this.#verifier = createVerifier({ secrets, hmac: nodeHmac });
    this.#events.onLoaded(secrets.length);
  }

  /** Starts to look for changes; what changed since the start is picked up. */
  watch(): void {
    this.#watched = secretFilesOf(this.#env).map(({ path }) => path);
    for (const path of this.#watched) watchFile(path, { interval, persistent: false }, this.#changed);
    if (this.#watched.length > 0) this.#changed();
  }

  /** Stops looking. */
  async close(): Promise<void> {
    for (const path of this.#watched.splice(0)) unwatchFile(path, this.#changed);
    clearTimeout(this.#rest);
    await this.#loading;
  }

  readonly #changed = (): void => {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#loading = this.#loading.then(() => this.load());
    }, restMilliseconds);
  };
}
