/** Runs something again whenever a rule directory changes. */
import { dirname, resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { type Io, paint } from './output.ts';

/** A writer that changes several files is waited for until it has rested so many milliseconds. */
const rest = 200;

/**
 * Runs `action` now and after every change in `dir`, one after the other, until Ctrl-C; then resolves with 0, for a watch
 * has no other end. A directory that is not there yet, or not any more, is waited for.
 */
export async function watchRules(
  dir: string,
  io: Pick<Io, 'out' | 'err' | 'color'>,
  action: (interrupt: Interrupt) => Promise<void>,
): Promise<number> {
  const interrupt = listenForInterrupt();
  const changes = new Changes(dir, io.err);
  await changes.ready();
  for (;;) {
    if (io.color) io.out('\x1b[2J\x1b[3J\x1b[H');
    await action(interrupt);
    if (interrupt.asked) break;
    io.out(`\n${paint(io).dim(`Watching ${dir}. Ctrl-C ends this.`)}`);
    await Promise.race([changes.next(), interrupt.pressed]);
    if (interrupt.asked) break;
  }
  await changes.close();
  interrupt.release();
  return 0;
}

/** Changes of a directory, those of a burst as one. */
class Changes {
  readonly #watcher: FSWatcher;
  readonly #ready: Promise<void>;
  #changed = false;
  #rest: NodeJS.Timeout | undefined;
  #wake: (() => void) | null = null;

  constructor(dir: string, warn: (line: string) => void) {
    const root = resolve(dir);
    const parent = dirname(root);
    // From above, since the directory itself may be moved away and come back.
    this.#watcher = watch(parent, {
      ignoreInitial: true,
      ignored: (path) => path !== parent && path !== root && !path.startsWith(root + sep),
    });
    this.#watcher.on('all', () => this.#note());
    this.#watcher.on('error', (error) => warn(`${dir} is not watched any more: ${(error as Error).message}.`));
    this.#ready = new Promise((ready) => this.#watcher.once('ready', ready).once('error', () => ready()));
  }

  /** Resolves when changes are seen. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Resolves once something has changed since the last time, and nothing more does. */
  async next(): Promise<void> {
    if (!this.#changed) await new Promise<void>((wake) => (this.#wake = wake));
    this.#changed = false;
  }

  #note(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#changed = true;
      this.#wake?.();
      this.#wake = null;
    }, rest);
  }

  async close(): Promise<void> {
    clearTimeout(this.#rest);
    await this.#watcher.close();
  }
}
