/** Takes the time of what happens once in a process: in fresh ones, in turns, A B C, C B A. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { signatureOf } from '../../src/cli/sign.ts';

/** What each entrant gives, by round. */
export async function inTurns<T>(entrants: readonly (() => Promise<T> | T)[], rounds: number): Promise<T[][]> {
  const found: T[][] = entrants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = entrants.map((_, index) => index);
    if (round % 2 === 1) order.reverse();
    for (const index of order) found[index]![round] = await entrants[index]!();
  }
  return found;
}

/** What a script writes to stdout as JSON. Throws an Error with what it writes to stderr where it fails. */
export function told<T>(args: readonly string[], env: Record<string, string> = {}): T {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** From the start of Node to its end, with nothing to do. */
export function nothing(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return (performance.now() - start) * 1000;
}

/** From the start of `ratebook serve` to the last byte of its first answer, to a signed hook. */
export async function firstAnswer(program: string, options: readonly string[], body: string): Promise<number> {
  const secret = 'whsec_0123456789abcdef';
  const start = performance.now();
  const child = spawn(process.execPath, [program, 'serve', ...options, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, STRIPE_HOOK_SECRET: secret },
  });
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const { event, url } = JSON.parse(line) as { event: string; url: string };
      if (event !== 'listening') continue;
      const outgoing = request(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'Stripe-Signature': signatureOf(body, secret, Math.trunc(Date.now() / 1000)),
        },
      });
      outgoing.end(body);
      const [answer] = await once(outgoing, 'response');
      answer.resume();
      await once(answer, 'end');
      if (answer.statusCode !== 200) throw new Error(`serve answered ${answer.statusCode}.`);
      return (performance.now() - start) * 1000;
    }
    throw new Error(`serve ${options.join(' ')} ended before it listened.`);
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
