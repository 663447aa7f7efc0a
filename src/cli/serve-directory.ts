/** The rules that `ratebook serve` answers by, from a directory that it watches. */
import { causeOf, type Log } from '../log.ts';
import type { Loaded } from '../node/load.ts';
import type { Metrics } from '../node/metrics.ts';
import { RuleStore } from '../node/store.ts';
import type { Io } from './output.ts';
import { countProblems, printProblems } from './problems.ts';
import type { Supply } from './serve.ts';

/** Reads `dir`; `null` where its base has errors, which have been told. */
export async function fromDirectory(dir: string, log: Log, metrics: Metrics | null, io: Io): Promise<Supply | null> {
  let started = false;
  const report = (event: string, { problems }: Loaded): void => {
    if (!started) return;
    const first = problems.all.find(({ severity }) => severity === 'error');
    const fields = first === undefined ? {} : { at: first.at, code: first.code, problem: first.message };
    log.warn(event, { errors: problems.errors, ...fields });
  };
  const store = new RuleStore(dir, {
    onLoaded(loaded) {
      if (!started) return;
      log.info('rules loaded', { revision: loaded.revisions?.base });
      metrics?.reloaded(loaded.problems.hasErrors ? 'accounts_broken' : 'loaded');
      metrics?.inForce(loaded.directory!.revision);
      if (loaded.problems.hasErrors) report('account folders broken', loaded);
    },
    onRefused(loaded) {
      if (started) metrics?.reloaded('refused');
      report('rules refused', loaded);
    },
    onFailed(error) {
      metrics?.reloaded('failed');
      log.error('reload failed', causeOf(error));
    },
  });
  const { problems, directory, files } = await store.load();
  if (problems.hasErrors) printProblems(problems, { dir, files }, io.err, { color: false });
  if (directory === null) {
    io.err(`Not started: ${countProblems(problems)} in ${dir}.`);
    return null;
  }
  for (const reason of store.degraded) log.warn('degraded', { reason });
  started = true;
  return {
    rules: store,
    degraded: () => store.degraded,
    watch: () => void store.watch(),
    close: () => store.close(),
  };
}
