/** Ten minutes at 60 % of what it can do, with a reload a second: no error, and memory that does not grow. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { keepSending, openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf, versionsIn } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());

/** Megabytes a minute, by least squares over samples of minutes and bytes. */
function slope(samples: readonly [minutes: number, bytes: number][]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(([minutes]) => minutes)), mean(samples.map(([, bytes]) => bytes))];
  const above = samples.reduce((sum, [minutes, bytes]) => sum + (minutes - x) * (bytes - y), 0);
  return above / samples.reduce((sum, [minutes]) => sum + (minutes - x) ** 2, 0) / 1e6;
}

await row('soak', async ({ quick }) => {
  build();
  const minutes = quick ? 0.5 : 10;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const rules = join(dir, 'rules');
  await edit(rules, versionOf(1));
  const service = await startService(rules);

  const measured = keepSending(
    service.port,
    16,
    () => body,
    () => {},
  );
  const measuredFor = quick ? 3 : 10;
  await sleep(measuredFor * 1000);
  await measured.stop();
  const rate = Math.trunc((measured.sent() / measuredFor) * 0.6);

  const client = openClient(service.port, 64);
  let [sent, wrong, version] = [0, 0, 1];
  const failed: string[] = [];
  const samples: [number, number][] = [];
  const resident: [number, number][] = [];
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 60_000;
  const pending = new Set<Promise<void>>();
  let lastReload = 0;
  let lastSample = 0;
  while (elapsed() < minutes) {
    const due = Math.trunc(elapsed() * 60 * rate);
    for (; sent < due && pending.size < 500; sent++) {
      const one: Promise<void> = client
        .hook(body)
        .then(({ status, text }) => {
          if (status !== 200 || versionsIn(text).length !== 1) wrong += 1;
        })
        .catch((error) => void failed.push(error.code))
        .finally(() => pending.delete(one));
      pending.add(one);
    }
    // What could not be sent in time is not made up for: the rate is what is kept.
    sent = Math.max(sent, due - 500);
    if (elapsed() * 60 >= lastReload + 1) {
      lastReload = elapsed() * 60;
      version += 1;
      await edit(rules, versionOf(version));
    }
    if (elapsed() * 60 >= lastSample + (quick ? 2 : 10)) {
      lastSample = elapsed() * 60;
      samples.push([elapsed(), await service.heap()]);
      resident.push([elapsed(), service.resident()]);
    }
    await sleep(5);
  }
  await Promise.all(pending);
  client.close();
  const late = ([at]: [number, number]): boolean => at >= minutes / 2;
  const growth = slope(samples.filter(late));
  const grown = slope(resident.filter(late));
  demand(missed, failed.length === 0 && wrong === 0, `${failed.length} requests failed, ${wrong} answers are wrong`);
  // Half a minute tells nothing about minutes.
  demand(missed, quick || growth < 1, `the heap grows by ${growth.toPrecision(2)} MB a minute`);
  demand(missed, quick || grown < 1, `the process grows by ${grown.toPrecision(2)} MB a minute`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  return {
    figure: `${minutes} min, ${rate} a second, ${many(sent, 'requests')}, ${version - 1} reloads: ${failed.length + wrong} errors; heap ${growth.toFixed(2)}, resident ${grown.toFixed(2)} MB a minute`,
    missed,
  };
});
