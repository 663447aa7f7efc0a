/** Takes the time of what is compared: in turns, A B C, C B A, so that what the machine does meanwhile befalls all. */

export interface Entrant {
  name: string;
  /** Does the thing once more; what it is done to goes round. */
  run(): unknown;
}

/** Of one entrant: microseconds of CPU of each round; `NaN` for one that it sat out. */
export type Times = readonly number[];

export interface Spread {
  median: number;
  /** The quartiles. */
  low: number;
  high: number;
}

export interface RaceOptions {
  rounds?: number;
  /** Milliseconds that a turn takes at least. */
  slice?: number;
  /** Milliseconds that an entrant may take in all: a slow one sits rounds out, though never all but three. */
  budget?: number;
}

/** Long enough for the compiler to have done its work on what takes microseconds. */
const warmMicros = 400_000;

/** CPU of this process, all of its threads: what another process takes meanwhile is not in it. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function turn({ run }: Entrant, times: number): Promise<number> {
  const start = cpu();
  for (let time = 0; time < times; time++) {
    const value = run();
    if (value instanceof Promise) await value;
  }
  return (cpu() - start) / times;
}

/** Runs until what is compiled is compiled; then how many runs fill a turn. */
async function warm(entrant: Entrant, slice: number): Promise<{ times: number; micros: number }> {
  let times = 1;
  for (let spent = 0; ; ) {
    const micros = Math.max(await turn(entrant, times), 0.01);
    spent += micros * times;
    if (spent >= warmMicros) return { times: Math.max(1, Math.trunc((slice * 1000) / micros)), micros };
    if (micros * times < slice * 1000) times *= 2;
  }
}

export async function race(entrants: readonly Entrant[], options: RaceOptions = {}): Promise<Times[]> {
  const { rounds = 24, slice = 8, budget = 1000 } = options;
  const pace: { times: number; every: number }[] = [];
  for (const entrant of entrants) {
    const { times, micros } = await warm(entrant, slice);
    const turns = Math.max(3, Math.trunc((budget * 1000) / (micros * times)));
    pace.push({ times, every: Math.max(1, Math.trunc(rounds / turns)) });
  }
  const found = entrants.map(() => new Array<number>(rounds).fill(Number.NaN));
  for (let round = 0; round < rounds; round++) {
    const order = entrants.map((_, index) => index);
    if (round % 2 === 1) order.reverse();
    for (const index of order) {
      const { times, every } = pace[index]!;
      if (round % every === 0) found[index]![round] = await turn(entrants[index]!, times);
    }
  }
  return found;
}

/** The value below which a part of the sorted values lies. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.trunc(sorted.length * part))]!;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** `times` as a multiple of `base`, round by round. */
export function ratioOf(times: Times, base: Times): Spread {
  return spreadOf(times.map((time, round) => time / base[round]!));
}

/** A function that takes the next of `values` at each call. */
export function around<T, U>(values: readonly T[], run: (value: T) => U): () => U {
  let next = 0;
  return () => {
    const value = values[next]!;
    next = next + 1 === values.length ? 0 : next + 1;
    return run(value);
  };
}
