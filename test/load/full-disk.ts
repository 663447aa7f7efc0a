/** A full disk under the decision log, and logs whose reader is gone or has stopped: hooks as ever, lost lines counted. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());
/** Stripe waits four seconds; a hook that waits for a log shows long before. */
const slow = 500;

await row('full-disk', async ({ quick, patience }) => {
  build();
  const hooks = quick ? 2_000 : 20_000;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const rules = join(dir, 'rules');
  await edit(rules, versionOf(1));
  let [slowest, lostInAll] = [0, 0];

  const cases: [what: string, target: string, breakIt: 'none' | 'close' | 'stop'][] = [
    ['a full disk', '/dev/full', 'none'],
    ['a directory in place of the log', dir, 'none'],
    ['a log pipe whose reader is gone', '-', 'close'],
    ['a log pipe whose reader has stopped', '-', 'stop'],
  ];
  for (const [what, target, breakIt] of cases) {
    const service = await startService(rules, { env: { DECISION_LOG: target }, stdout: 'pipe' });
    if (breakIt === 'close') {
      service.child.stdout!.destroy();
      service.child.stderr!.destroy();
    } else if (breakIt === 'stop') {
      service.child.stdout!.pause();
      service.child.stderr!.pause();
    } else service.child.stdout!.resume();
    const client = openClient(service.port, 8);
    const failed: string[] = [];
    const one = async (): Promise<void> => {
      for (let sent = 0; sent < hooks / 8; sent++) {
        await client.hook(body).then(
          ({ status, milliseconds }) => {
            if (status !== 200) failed.push(String(status));
            slowest = Math.max(slowest, milliseconds);
          },
          (error: NodeJS.ErrnoException) => void failed.push(error.code ?? error.message),
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, one));
    await sleep(100);
    client.close();
    demand(missed, failed.length === 0, `${what}: ${failed.length} hooks failed: ${[...new Set(failed)]}`);
    const { degraded, reasons = [] } = await service.health();
    const lost = Number(/(\d+) lines are lost/.exec(reasons.join())?.[1] ?? 0);
    lostInAll += lost;
    // What waits for a reader that has stopped is not lost yet.
    const counted = breakIt === 'stop' ? quick || lost > 0 : lost >= hooks - 100;
    demand(missed, counted && (degraded || lost === 0), `${what}: ${lost} of ${hooks} lines are told as lost`);
    service.child.stdout!.destroy();
    service.child.stderr!.destroy();
    demand(missed, (await service.stop()) === 0, `${what}: the service did not end with 0`);
  }
  demand(missed, slowest <= slow * patience, `a hook took ${Math.trunc(slowest)} ms`);
  await remove();
  return {
    figure: `${cases.length} broken logs × ${many(hooks, 'hooks')}: ${missed.length} misses, ${many(lostInAll, 'lines')} told as lost, ${Math.trunc(slowest)} ms at most`,
    missed,
  };
});
