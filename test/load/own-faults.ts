/**
 * Each n-th file read, crypto call and log write fails, for all n: never a wrong answer, never a 200 without a decision, the
 * last good rules answer, and `/healthz` says so.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { openClient } from './support/client.ts';
import { demand, row } from './support/row.ts';
import { edit, temporary, versionOf, versionsIn } from './support/rules.ts';
import { build, type Service, startService } from './support/service.ts';

const body = JSON.stringify(customize());

async function told<T>(service: Service, message: object | string): Promise<T> {
  service.child.send(message);
  const [answer] = await once(service.child, 'message');
  return answer as T;
}

const arm = (service: Service, kind: string, nth: number) => told(service, { arm: kind, nth });
const struck = (service: Service) => told<{ called: number; struck: boolean }>(service, 'struck');

await row('own-faults', async ({ quick }) => {
  build();
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const rules = join(dir, 'rules');
  const log = join(dir, 'decisions.jsonl');
  await edit(rules, versionOf(1));
  const service = await startService(rules, {
    env: { DECISION_LOG: log },
    node: ['--import', new URL('support/faults.mjs', import.meta.url).href],
  });
  const client = openClient(service.port);
  const versionNow = async (): Promise<number> => {
    const { status, text } = await client.hook(body);
    const versions = status === 200 ? versionsIn(text) : [];
    if (versions.length !== 1) missed.push(`status ${status}, versions ${versions}`);
    return versions[0] ?? 0;
  };

  // Every read of a reload, one after the other, until a reload has fewer than that.
  let [version, reads] = [1, 0];
  for (let nth = 1; ; nth += quick ? 3 : 1) {
    const last = await versionNow();
    version += 1;
    await arm(service, 'read', nth);
    await edit(rules, versionOf(version));
    const start = performance.now();
    let outcome = '';
    while (outcome === '' && performance.now() - start < 8000) {
      await sleep(30);
      const [seen, health] = [await versionNow(), await service.health()];
      demand(missed, seen === last || seen === version, `read ${nth}: version ${seen} between ${last} and ${version}`);
      if (seen === version) outcome = 'live';
      else if (health.degraded) outcome = 'degraded';
    }
    const { struck: did } = await struck(service);
    if (!did) break;
    reads += 1;
    demand(missed, outcome !== '', `read ${nth} failed: neither live nor told by /healthz`);
    await arm(service, '', 0);
    // What could not be read is read again without a change on disk.
    const again = performance.now();
    while ((await versionNow()) !== version && performance.now() - again < 9000) await sleep(50);
    demand(missed, (await versionNow()) === version, `read ${nth} failed, and version ${version} was never read`);
    while ((await service.health()).degraded && performance.now() - again < 9000) await sleep(50);
    demand(missed, !(await service.health()).degraded, `read ${nth}: still degraded`);
  }

  // Every use of a key on the way of a hook and of its line in the log.
  let hashes = 0;
  for (let nth = 1; nth <= 20; nth++) {
    await arm(service, 'crypto', nth);
    const { status, text } = await client.hook(body);
    const { struck: did } = await struck(service);
    await arm(service, '', 0);
    if (!did) break;
    hashes += 1;
    const right = status === 200 ? versionsIn(text).length === 1 : status === 500;
    demand(missed, right, `crypto call ${nth} failed: status ${status}`);
    const forged = await (async () => {
      await arm(service, 'crypto', nth);
      const { status: refused } = await client.send(
        '/hooks',
        'POST',
        {
          'Content-Type': 'application/json',
          'Stripe-Signature': `t=${Math.trunc(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
        },
        body,
      );
      await arm(service, '', 0);
      return refused;
    })();
    demand(missed, forged === 400 || forged === 500, `crypto call ${nth} failed: a forged signature got ${forged}`);
  }

  // Every write of a log: hooks are answered as before.
  let writes = 0;
  for (let nth = 1; nth <= 6; nth++) {
    await arm(service, 'log', nth);
    for (let sent = 0; sent < 6; sent++) demand(missed, (await versionNow()) === version, `log write ${nth} failed`);
    if ((await struck(service)).struck) writes += 1;
    await arm(service, '', 0);
  }
  client.close();
  demand(missed, reads > (quick ? 3 : 10) && hashes > 0 && writes > 0, 'the faults did not strike');
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  demand(
    missed,
    lines.every((line) => JSON.parse(line).outcome === 'answered'),
    'a line of the decision log is broken',
  );
  await remove();
  return {
    figure: `${reads} reads, ${hashes} crypto calls, ${writes} log writes failed: ${missed.length} faults`,
    missed,
  };
});
