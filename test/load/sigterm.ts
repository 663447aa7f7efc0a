/** SIGTERM under load, from 64 connections: no request is dropped, exit 0 in under two seconds. A second signal ends at once. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { customize } from '../support/requests.ts';
import { openClient, sign } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());

/** Sends on one kept connection until it is closed with an answer; a load balancer sends what follows elsewhere. */
async function useUp(port: number, answered: () => void, dropped: (why: string) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (;;) {
    const outgoing = request({ host: '127.0.0.1', port, path: '/hooks', method: 'POST', agent });
    outgoing.setHeader('Content-Type', 'application/json').setHeader('Stripe-Signature', sign(body));
    outgoing.end(body);
    try {
      const [incoming] = await once(outgoing, 'response');
      incoming.resume();
      await once(incoming, 'end');
      if (incoming.statusCode !== 200) dropped(String(incoming.statusCode));
      answered();
      if (incoming.headers.connection === 'close') break;
    } catch (error) {
      dropped(String((error as NodeJS.ErrnoException).code));
      break;
    }
  }
  agent.destroy();
}

await row('sigterm', async ({ quick, patience }) => {
  build();
  const runs = quick ? 2 : 10;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  const rules = join(dir, 'rules');
  await edit(rules, versionOf(1));
  let [requests, slowest] = [0, 0];
  const dropped: string[] = [];
  for (let run = 0; run < runs; run++) {
    const service = await startService(rules);
    const clients = Array.from({ length: 64 }, () =>
      useUp(
        service.port,
        () => {
          requests += 1;
        },
        (why) => dropped.push(why),
      ),
    );
    // New connections come until the balancer sees that it is not ready.
    let balancing = true;
    const balancer = openClient(service.port, 64);
    const newcomers: Promise<void>[] = [];
    const balance = (async () => {
      while (balancing) {
        const { status } = await balancer.send('/readyz', 'GET', { Connection: 'close' });
        if (status !== 200) break;
        newcomers.push(
          useUp(
            service.port,
            () => {
              requests += 1;
            },
            (why) => dropped.push(why),
          ),
        );
        await sleep(50);
      }
    })();
    await sleep(500);
    const start = performance.now();
    const code = await service.stop();
    const took = performance.now() - start;
    balancing = false;
    slowest = Math.max(slowest, took);
    await Promise.all([...clients, balance.catch(() => {}), ...newcomers]);
    balancer.close();
    demand(missed, code === 0, `run ${run + 1} ended with ${code}`);
    demand(missed, took < 2000 * patience, `run ${run + 1} took ${Math.trunc(took)} ms`);
  }
  demand(missed, dropped.length === 0, `${dropped.length} requests were dropped: ${[...new Set(dropped)]}`);

  const service = await startService(rules);
  const socket = connect(service.port, '127.0.0.1').on('error', () => {});
  socket.write('POST /hooks HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n');
  await once(socket, 'data');
  service.child.kill('SIGTERM');
  await sleep(200);
  const start = performance.now();
  const code = await service.stop('SIGTERM');
  const second = performance.now() - start;
  demand(
    missed,
    code === 1 && second < 500 * patience,
    `a second signal ended it with ${code} after ${Math.trunc(second)} ms`,
  );
  await remove();
  return {
    figure: `${runs} runs, ${many(requests, 'requests')}: ${dropped.length} dropped, ${Math.trunc(slowest)} ms at most; second signal ${Math.trunc(second)} ms`,
    missed,
  };
});
