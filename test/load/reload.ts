/**
 * Rules change under load: by editing in place, by atomic renames, by swapping a link, a third of them broken. No request
 * fails, no answer mixes two sets or comes from a broken one, and the newest good set answers within two seconds.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { keepSending, openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { brokenOf, edit, editByRename, swap, temporary, versionOf, versionsIn } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());

await row('reload', async ({ quick, patience }) => {
  const limit = 2000 * patience;
  build();
  const changes = quick ? 24 : 1000;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const link = join(dir, 'rules');
  await swap(link, versionOf(1), 1);
  const service = await startService(link);
  const broken = new Set<number>();
  let wrong = 0;
  const load = keepSending(
    service.port,
    32,
    () => body,
    ({ status, text }) => {
      const versions = status === 200 ? versionsIn(text) : [];
      if (versions.length !== 1 || broken.has(versions[0]!)) wrong += 1;
    },
  );
  const watcher = openClient(service.port);
  let slowest = 0;
  let target = 1;
  for (let version = 2; version < changes + 2; version++) {
    const isBroken = version % 3 === 0;
    if (isBroken) broken.add(version);
    const texts = isBroken ? brokenOf(version) : versionOf(version);
    const start = performance.now();
    const way = Math.trunc(version / 3) % 3;
    if (way === 0) await edit(link, texts);
    else if (way === 1) await editByRename(link, texts);
    else {
      await swap(link, texts, version);
      await rm(`${link}.${target}`, { recursive: true });
      target = version;
    }
    if (isBroken) {
      // Until it is refused, or the next change would take its place.
      while ((await service.health()).status !== 'degraded' && performance.now() - start < limit) await sleep(20);
      demand(
        missed,
        (await service.health()).status === 'degraded',
        `version ${version}, broken, is not told by /healthz`,
      );
      continue;
    }
    let seen: number[] = [];
    while (performance.now() - start < limit * 2) {
      seen = versionsIn((await watcher.hook(body)).text);
      if (seen[0] === version) break;
      await sleep(20);
    }
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    demand(
      missed,
      seen[0] === version && took <= limit,
      `version ${version} was not live after ${Math.trunc(took)} ms`,
    );
  }
  await load.stop();
  watcher.close();
  demand(missed, load.failed.length === 0, `${load.failed.length} requests failed: ${[...new Set(load.failed)]}`);
  demand(missed, wrong === 0, `${wrong} answers are none, mix two sets, or come from a broken one`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  return {
    figure: `${many(changes, 'changes')}, ${many(load.sent(), 'requests')}: ${load.failed.length} failed, ${wrong} wrong, live after ${Math.trunc(slowest)} ms at the latest`,
    missed,
  };
});
