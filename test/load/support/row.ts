/** One promise of the service, as a command that prints one figure and fails where it is not kept. */

/** What a run showed. */
export interface Shown {
  /** What was measured, in a few words: `1,000 changes, 412,033 requests, 0 failed`. */
  figure: string;
  /** Each part of the promise that was not kept. */
  missed: string[];
}

export interface RunOptions {
  /** A run short enough for each change of the code: the same promise, fewer times. */
  quick: boolean;
  /** By how much more time may pass than is promised: a quick run has to pass on a machine that does other things too. */
  patience: number;
}

/** Runs a row where its file is the command: prints its line and ends with 0, or 1 where the promise is not kept. */
export async function row(name: string, run: (options: RunOptions) => Promise<Shown>): Promise<void> {
  const start = performance.now();
  const quick = process.argv.includes('--quick');
  const { figure, missed } = await run({ quick, patience: quick ? 5 : 1 });
  const seconds = Math.trunc((performance.now() - start) / 1000);
  console.log(`${name.padEnd(18)} ${missed.length === 0 ? 'kept  ' : 'MISSED'} ${figure}  (${seconds} s)`);
  for (const miss of missed) console.log(`${' '.repeat(19)}${miss}`);
  process.exit(missed.length === 0 ? 0 : 1);
}

/** `1,000 changes`. */
export function many(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}`;
}

/** Adds a miss where `kept` is not true. */
export function demand(missed: string[], kept: boolean, text: string): void {
  if (!kept) missed.push(text);
}
