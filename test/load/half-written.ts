/**
 * A writer that changes several files in place within 200 ms and then rests: no set is loaded that mixes before and after.
 * One that never rests delays a change by at most five seconds.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { keepSending, openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, editByRename, temporary, versionOf, versionsIn } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());

await row('half-written', async ({ quick, patience }) => {
  build();
  const times = quick ? 12 : 500;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const rules = join(dir, 'rules');
  await edit(rules, versionOf(1));
  const service = await startService(rules);
  let mixed = 0;
  const load = keepSending(
    service.port,
    2,
    () => body,
    ({ status, text }) => {
      if (status !== 200 || versionsIn(text).length !== 1) mixed += 1;
    },
  );
  const watcher = openClient(service.port);
  const live = async (version: number, limit: number): Promise<number> => {
    const start = performance.now();
    for (;;) {
      const took = performance.now() - start;
      if (versionsIn((await watcher.hook(body)).text)[0] === version) return took;
      if (took > limit) return Number.POSITIVE_INFINITY;
      await sleep(5);
    }
  };
  let version = 1;
  for (let time = 0; time < times; time++) {
    version += 1;
    const files = Object.entries(versionOf(version));
    // Another order each time, within 200 ms; at times a second change begins about when the first is read.
    for (const [index, [path, text]] of files.entries()) {
      const [first, last] = files[(index + time) % files.length] ?? [path, text];
      await edit(rules, { [first]: last });
      await sleep((time * 7 + index * 13) % 60);
    }
    if (time % 3 === 0) await sleep(280 + (time % 40));
    else demand(missed, (await live(version, 4000 * patience)) < 4000 * patience, `version ${version} was not live`);
  }
  await live(version, 4000 * patience);

  let writing = true;
  const restless = (async () => {
    while (writing) {
      await editByRename(rules, versionOf(version + 1));
      await sleep(10);
    }
  })();
  const late = await live(version + 1, 6000 * patience);
  writing = false;
  await restless;
  demand(missed, late <= 5000 * patience, `a writer that never rests delays a change by ${Math.trunc(late)} ms`);
  await load.stop();
  watcher.close();
  demand(missed, mixed === 0, `${mixed} answers mix two sets`);
  demand(missed, load.failed.length === 0, `${load.failed.length} requests failed`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  return {
    figure: `${many(times, 'changes')} of ${Object.keys(versionOf(0)).length} files, ${many(load.sent(), 'requests')}: ${mixed} mixed; without a rest live after ${Math.trunc(late)} ms`,
    missed,
  };
});
