/** The run of `replay` and `diff`: request after request, until the end or Ctrl-C. */
import type { Asked, Fault } from '../replay/asked.ts';
import type { Outcome } from '../replay/compare.ts';
import { Tally } from '../replay/tally.ts';
import type { HookRequest } from '../stripe/types.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { Io } from './output.ts';
import { showProgress } from './progress.ts';
import type { Source } from './replay-source.ts';

/** Which requests count, and how many changes are listed. */
export interface Choice {
  account: string | null;
  hook: HookRequest['hook'] | null;
  limit: number;
}

export interface ReplayOptions {
  account?: string;
  hook?: string;
  limit: string;
  failOnChange?: boolean;
  json?: boolean;
}

/** What the options choose, or what is wrong with them. */
export function choiceOf({ account, hook, limit }: ReplayOptions): Choice | string {
  if (!/^\d{1,9}$/.test(limit)) return `--limit ${limit}: expected a whole number, such as 20.`;
  if (hook !== undefined && !isHook(hook)) return `--hook ${hook}: expected customize, finalize or price.`;
  return { account: account ?? null, hook: hook ?? null, limit: Number(limit) };
}

function isHook(text: string): text is HookRequest['hook'] {
  return text === 'customize' || text === 'finalize' || text === 'price';
}

/** Decides each request of the source by `compare`; `interrupted` where Ctrl-C ended it before. */
export async function replayAll(
  source: Source,
  compare: (asked: Asked) => Outcome,
  choice: Choice,
  io: Io,
): Promise<{ tally: Tally; interrupted: boolean }> {
  const tally = new Tally(choice.limit);
  const progress = showProgress(io, 'decisions', null);
  const interrupt = listenForInterrupt();
  void interrupt.pressed.then(() => source.stop());
  try {
    for await (const items of source.items) {
      if (interrupt.asked) break;
      for (const item of items) take(item, compare, choice, tally);
      progress.at(tally.decisions, source.share());
      if (!(await interrupt.goOn())) break;
    }
  } finally {
    progress.end();
    interrupt.release();
  }
  return { tally, interrupted: interrupt.asked };
}

function take(item: Asked | Fault, compare: (asked: Asked) => Outcome, choice: Choice, tally: Tally): void {
  if (!('request' in item)) {
    tally.addFault(item);
    return;
  }
  const { request } = item;
  if (choice.account !== null && request.account !== choice.account) return;
  if (choice.hook !== null && request.hook !== choice.hook) return;
  tally.add(item, compare(item));
}
