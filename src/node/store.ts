/** The rules in force: swapped as a whole when the directory changes, never for broken ones. */
import { lstat, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FSWatcher } from 'chokidar';
import { readRuleFiles } from '../rules/disk.ts';
import type { Seen } from '../rules/disk-reader.ts';
import type { RuleFiles } from '../rules/files.ts';
import type { Keeper, Kept } from '../rules/kept.ts';
import { Problems } from '../rules/problem.ts';
import type { Directory } from '../rules/ruleset.ts';
import type { Steps } from '../rules/steps.ts';
import { describeLists } from '../rules/text-index.ts';
import { compileFilesInSteps, keeperOf, type Loaded } from './load.ts';
import { inSlices } from './slices.ts';

export interface StoreEvents {
  /** New rules are in force; not called where what was read means the same as before. */
  onLoaded(loaded: Loaded): void;
  /** The newest rules have errors; the last good ones go on. */
  onRefused(loaded: Loaded): void;
  /** Loading threw, which is a fault of ours; the last good rules go on. */
  onFailed(error: unknown): void;
}

// A writer that changes several files is waited for until it has rested so long; one that never rests is not.
const restMilliseconds = 300;
const longestMilliseconds = 4000;
/** What changed while files were read is told by then. */
const noticeMilliseconds = 20;
/** After which what failed for want of the system's help is tried again. */
const retryMilliseconds = 5000;

/** Rules read from a directory, and read again when it changes. */
export class RuleStore {
  readonly #dir: string;
  readonly #events: StoreEvents;
  readonly #read: typeof readRuleFiles;
  readonly #compile: typeof compileFilesInSteps;
  #directory: Directory | null = null;
  /** What the rules in force were made of. */
  #kept: Kept | null = null;
  /** The files as they were read last. */
  readonly #seen = new Map<string, Seen>();
  #degraded: string[] = [];
  /** What the rules in force mean: their revisions, and which accounts are broken. */
  #meaning = '';
  /** The newest rules were refused. */
  #refused = false;
  #watchers: FSWatcher[] = [];
  #watched = true;
  #closed = false;
  #rest: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  /** How many changes were seen, and since when there is one that is not loaded. */
  #changes = 0;
  #changedSince: number | null = null;
  #loading: Promise<unknown> = Promise.resolve();
  #waiting = false;

  /** `read`, `compile`: how a directory is read and compiled. */
  constructor(dir: string, events: StoreEvents, read = readRuleFiles, compile = compileFilesInSteps) {
    this.#dir = resolve(dir);
    this.#events = events;
    this.#read = read;
    this.#compile = compile;
  }

  /** `null` before the first good load. */
  get directory(): Directory | null {
    return this.#directory;
  }

  /** Why the newest rules are not, or not all, in force; without paths or texts of rules. */
  get degraded(): readonly string[] {
    if (this.#watched) return this.#degraded;
    return [...this.#degraded, 'The rule directory cannot be watched; changes are not picked up until it can.'];
  }

  /** Loads now and puts the rules in force where the base has no errors. */
  async load(): Promise<Loaded> {
    const problems = new Problems();
    const files = await this.#read(this.#dir, problems, { seen: this.#seen });
    const keeper = keeperOf(null);
    return this.#take((await inSlices(this.#make(files, problems, keeper)))!, keeper);
  }

  *#make(files: RuleFiles, problems: Problems, keeper: Keeper): Steps<Loaded> {
    const loaded = yield* this.#compile(files, problems, keeper);
    const { source, directory } = loaded;
    if (source === null || directory === null) return loaded;
    // The first decision that is logged need not wait for it.
    for (const { lists } of [source.base, ...Object.values(source.accounts)])
      yield* describeLists(Object.values(lists));
    return loaded;
  }

  #take(loaded: Loaded, keeper: Keeper): Loaded {
    keeper.end();
    if (loaded.directory === null) {
      const { errors } = loaded.problems;
      this.#degraded = [
        `The newest rules have ${errors} ${errors === 1 ? 'error' : 'errors'}; the last good ones answer.`,
      ];
      this.#refused = true;
      this.#events.onRefused(loaded);
      return loaded;
    }
    this.#kept = keeper;
    const before = this.#directory;
    const meaning = JSON.stringify([loaded.revisions, [...loaded.directory.broken]]);
    const same = before !== null && meaning === this.#meaning && !this.#refused;
    this.#refused = false;
    this.#directory = keepLastGood(loaded.directory, before);
    if (same) return loaded;
    this.#meaning = meaning;
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
    this.#watched = true;
    try {
      const { watch } = await import('chokidar');
      const target = await realpath(this.#dir);
      if (this.#closed) return;
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
    } catch {
      // The directory is gone, and may come back.
      this.#watchFailed();
    }
    this.#changed();
  }

  /** Stops watching. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#rest);
    clearTimeout(this.#retry);
    await this.#unwatch();
    await this.#loading;
  }

  async #unwatch(): Promise<void> {
    const watchers = this.#watchers;
    this.#watchers = [];
    await Promise.all(watchers.map((watcher) => watcher.close()));
  }

  /** Resolves when the watcher sees every change. */
  #add(watcher: FSWatcher): Promise<void> {
    this.#watchers.push(watcher);
    watcher.on('all', () => this.#changed());
    // Told sooner than what it means.
    watcher.on('raw', () => this.#changed());
    // A watcher that fails (too many files open) must not end the process: the rules in force go on.
    watcher.on('error', () => this.#watchFailed());
    return new Promise((ready) => watcher.once('ready', () => ready()).once('error', () => ready()));
  }

  #watchFailed(): void {
    if (!this.#watched) return;
    this.#watched = false;
    this.#retryLater();
  }

  /** Watches anew after a while, and reads. */
  #retryLater(): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(async () => {
      await this.#unwatch();
      await this.watch();
    }, retryMilliseconds);
  }

  /** Watches what the link points to now. */
  async #follow(target: string): Promise<void> {
    const now = await realpath(this.#dir).catch(() => target);
    if (now === target) return;
    await this.#unwatch();
    await this.watch();
  }

  #changed(): void {
    if (this.#closed) return;
    this.#changes += 1;
    const now = Date.now();
    this.#changedSince ??= now;
    const rested = Math.min(now + restMilliseconds, this.#changedSince + longestMilliseconds);
    // Past the longest, each change would put it off again.
    if (this.#rest !== undefined && rested < now + restMilliseconds) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#reloadNext(), Math.max(noticeMilliseconds, rested - now));
  }

  /** One reload at a time, and at most one that waits. */
  #reloadNext(): void {
    this.#rest = undefined;
    if (this.#waiting) return;
    this.#waiting = true;
    this.#loading = this.#loading.then(() => {
      this.#waiting = false;
      return this.#reload().catch((error: unknown) => this.#failed(error));
    });
  }

  /** A fault of ours must neither end the process nor stop the next reload. */
  #failed(error: unknown): void {
    this.#degraded = ['The newest rules could not be loaded for a fault of Ratebook; the last good ones answer.'];
    this.#refused = true;
    this.#retryLater();
    this.#events.onFailed(error);
  }

  /**
   * What changes while it is read may be half of a change, and is read again when it rests. Where it never does, what has
   * no errors is taken all the same.
   */
  async #reload(): Promise<void> {
    const [changes, since] = [this.#changes, this.#changedSince ?? Date.now()];
    const problems = new Problems();
    let overtaken = false;
    const isOvertaken = (): boolean => {
      // Once it was, what was read may be cut short.
      overtaken ||= this.#closed || (this.#changes !== changes && Date.now() - since < longestMilliseconds);
      return overtaken;
    };
    const files = await this.#read(this.#dir, problems, { seen: this.#seen, isOvertaken });
    await sleep(noticeMilliseconds);
    if (isOvertaken()) return;
    const keeper = keeperOf(this.#kept);
    const loaded = await inSlices(this.#make(files, problems, keeper), isOvertaken);
    const changedSinceThen = this.#changes !== changes;
    if (loaded === undefined || isOvertaken() || (changedSinceThen && loaded.problems.hasErrors)) return;
    this.#changedSince = changedSinceThen ? Date.now() : null;
    this.#take(loaded, keeper);
    // What could not be read, or the directory that is gone, may be back soon, and no change in it will tell.
    if (loaded.problems.all.some(({ at, code }) => at === '.' || code === 'unreadable-file')) this.#retryLater();
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
