/** The service as it is deployed: the bundled command line, in a process of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const program = `${project}dist/cli/main.js`;
const probe = new URL('probe.mjs', import.meta.url).href;

export const secret = 'whsec_load_0123456789abcdef';

export interface Service {
  child: ChildProcess;
  port: number;
  /** The lines of its log, read back; `message` for what is no JSON. */
  log: Record<string, unknown>[];
  /** Bytes of the heap after a collection. */
  heap(): Promise<number>;
  /** The most bytes that were read from one connection since the heap was asked for. */
  mostRead(): Promise<number>;
  /** Bytes that the system has given to the process. */
  resident(): number;
  /** Sends the signal and resolves with the exit code, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** `/healthz`. */
  health(): Promise<{ status: string; degraded: boolean; reasons?: string[] }>;
}

export interface ServiceOptions {
  env?: Record<string, string>;
  /** Arguments of Node itself. */
  node?: string[];
  /** What stdout of the process is; `DECISION_LOG=-` writes there. */
  stdout?: 'ignore' | 'pipe' | number;
}

/** Makes the bundle from the sources as they are. */
export function build(): void {
  const { status, stderr } = spawnSync('npm', ['run', '-s', 'build'], { cwd: project, encoding: 'utf8' });
  if (status !== 0 || !existsSync(program)) throw new Error(`npm run build failed: ${stderr}`);
}

// None outlives the run.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `ratebook serve` on a free port and resolves when it listens. */
export async function startService(rules: string, options: ServiceOptions = {}): Promise<Service> {
  const { env = {}, node = [], stdout = 'ignore' } = options;
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', probe, ...node, program, 'serve', '--rules', rules, '--port', '0'],
    {
      cwd: project,
      env: { PATH: process.env.PATH, STRIPE_HOOK_SECRET: secret, ...env },
      stdio: ['ignore', stdout, 'pipe', 'ipc'],
    },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  const log: Record<string, unknown>[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${JSON.stringify(log)}`)));
    createInterface({ input: child.stderr! }).on('line', (line) => {
      // The line of each hook would fill the memory of a long run.
      if (line.includes('"event":"hook"')) return;
      const entry = parsed(line);
      log.push(entry);
      if (entry.event === 'listening') resolve(Number(new URL(String(entry.url)).port));
    });
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    child,
    port,
    log,
    heap: () => ask(child, 'heap'),
    mostRead: () => ask(child, 'read'),
    resident: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code, by] = await exited;
      return code ?? by!;
    },
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`);
      return (await response.json()) as { status: string; degraded: boolean; reasons?: string[] };
    },
  };
}

async function ask(child: ChildProcess, what: string): Promise<number> {
  child.send(what);
  const [answer] = await once(child, 'message');
  return answer as number;
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line);
  } catch {
    return { message: line };
  }
}
