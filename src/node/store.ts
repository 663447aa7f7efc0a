/** The rules in force: swapped as a whole when the directory changes, never for broken ones. */
import { lstat, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { Directory } from '../rules/ruleset.ts';
import { type Loaded, loadRules } from './load.ts';

export interface StoreEvents {
  /** New rules are in force; not called where what was read means the same as before. */
  onLoaded(loaded: Loaded): void;
  /** The newest rules have errors; the last good ones go on. */
  onRefused(loaded: Loaded): void;
}

// A writer that changes several files is waited for until it has rested so long; one that never rests is not.
const restMilliseconds = 300;
const longestMilliseconds = 4000;

/** Rules read from a directory, and read again when it changes. */
export class RuleStore {
  readonly #dir: string;
  readonly #events: StoreEvents;
  #directory: Directory | null = null;
  #degraded: string[] = [];
  /** What the rules in force mean: their revisions, and which accounts are broken. */
  #meaning = '';
  /** The newest rules were refused. */
  #refused = false;
  #watchers: FSWatcher[] = [];
  #rest: NodeJS.Timeout | undefined;
  #changedSince: number | null = null;
  #loading: Promise<void> | null = null;

  constructor(dir: string, events: StoreEvents) {
    this.#dir = resolve(dir);
    this.#events = events;
  }

  /** `null` before the first good load. */
  get directory(): Directory | null {
    return this.#directory;
  }

  /** Why the newest rules are not, or not all, in force; without paths or texts of rules. */
  get degraded(): readonly string[] {
    return this.#degraded;
  }

  /** Loads now and puts the rules in force where the base has no errors. */
  async load(): Promise<Loaded> {
    const loaded = await loadRules(this.#dir);
    if (loaded.directory === null) {
      const { errors } = loaded.problems;
      this.#degraded = [
        `The newest rules have ${errors} ${errors === 1 ? 'error' : 'errors'}; the last good ones answer.`,
      ];
      this.#refused = true;
      this.#events.onRefused(loaded);
      return loaded;
    }
    const before = this.#directory;
    const meaning = JSON.stringify([loaded.revisions, [...loaded.directory.broken]]);
    const same = before !== null && meaning === this.#meaning && !this.#refused;
    this.#refused = false;
    if (same) return loaded;
    this.#meaning = meaning;
    this.#directory = keepLastGood(loaded.directory, before);
    this.#degraded = [...loaded.directory.broken].map((account) =>
      this.#directory!.forAccount(account) === null
        ? `The folder of ${account} has errors; its hooks are refused.`
        : `The folder of ${account} has errors; its last good rules answer.`,
    );
    this.#events.onLoaded(loaded);
    return loaded;
  }

  /** Starts to watch the directory, and the link where it is one; what changed since it was read is picked up. */
  async watch(): Promise<void> {
    const target = await realpath(this.#dir);
    const watchers = [this.#add(watch(target, { ignoreInitial: true }))];
    if ((await lstat(this.#dir)).isSymbolicLink()) {
      const link = this.#dir;
      const beside = watch(dirname(link), {
        ignoreInitial: true,
        followSymlinks: false,
        depth: 0,
        ignored: (path) => path !== dirname(link) && path !== link,
      });
      beside.on('all', () => void this.#follow(target));
      watchers.push(this.#add(beside));
    }
    await Promise.all(watchers);
    this.#changed();
  }

  /** Stops watching. */
  async close(): Promise<void> {
    clearTimeout(this.#rest);
    const watchers = this.#watchers;
    this.#watchers = [];
    await Promise.all(watchers.map((watcher) => watcher.close()));
    await this.#loading;
  }

  /** Resolves when the watcher sees every change. */
  #add(watcher: FSWatcher): Promise<void> {
    this.#watchers.push(watcher);
    watcher.on('all', () => this.#changed());
    // A watcher that fails (too many files open) must not end the process: the rules in force go on.
    watcher.on('error', () => {
      this.#degraded = ['The rule directory is not watched any more; restart to pick up changes.'];
    });
    return new Promise((ready) => watcher.once('ready', () => ready()).once('error', () => ready()));
  }

  /** Watches what the link points to now. */
  async #follow(target: string): Promise<void> {
    const now = await realpath(this.#dir).catch(() => target);
    if (now === target) return;
    const watchers = this.#watchers;
    this.#watchers = [];
    await Promise.all(watchers.map((watcher) => watcher.close()));
    await this.watch();
  }

  #changed(): void {
    this.#changedSince ??= Date.now();
    const waited = Date.now() - this.#changedSince;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(
      () => this.#reload(),
      Math.max(0, Math.min(restMilliseconds, longestMilliseconds - waited)),
    );
  }

  #reload(): void {
    this.#changedSince = null;
    const before = this.#loading ?? Promise.resolve();
    this.#loading = before.then(async () => {
      await this.load();
    });
  }
}

/** `next`, with the last good rules of `before` for the accounts whose folder is broken in it. */
export function keepLastGood(next: Directory, before: Directory | null): Directory {
  if (before === null || next.broken.size === 0) return next;
  const kept = new Map([...next.broken].map((account) => [account, before.forAccount(account)]));
  return {
    ...next,
    forAccount: (account) => (account === null ? null : kept.get(account)) ?? next.forAccount(account),
  };
}
