/**
 * Sockets that drip headers or bodies a byte at a time: closed within the limits, while a healthy client sees no error and
 * no answer over 500 ms.
 */
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverLimits } from '../../src/node.ts';
import { customize } from '../support/requests.ts';
import { openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const body = JSON.stringify(customize());
/** Node looks at its connections once a second. */
const slack = 2500;

await row('slow-clients', async ({ quick }) => {
  build();
  const sockets = quick ? 100 : 500;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  await edit(join(dir, 'rules'), versionOf(1));
  const service = await startService(join(dir, 'rules'));
  const head = 'POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
  const late: string[] = [];
  let longest = 0;
  const drip = (index: number): Promise<void> =>
    new Promise((done) => {
      const [inHeaders, started] = [index % 2 === 0, performance.now()];
      const socket = connect(service.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('connect', () => socket.write(inHeaders ? head : `${head}Content-Length: 100000\r\n\r\n`));
      const dripping = setInterval(() => socket.write(inHeaders ? 'a' : ' '), 500);
      socket.resume();
      socket.on('end', () => socket.end());
      socket.on('close', () => {
        clearInterval(dripping);
        const took = performance.now() - started;
        longest = Math.max(longest, took);
        const limit = (inHeaders ? serverLimits.headers : serverLimits.request) + slack;
        if (took > limit) late.push(`${inHeaders ? 'headers' : 'a body'} for ${Math.trunc(took)} ms`);
        done();
      });
    });
  const dripped = Promise.all(Array.from({ length: sockets }, (_, index) => drip(index)));
  let over = false;
  void dripped.then(() => {
    over = true;
  });
  const client = openClient(service.port);
  let [healthy, errors, slowest] = [0, 0, 0];
  while (!over) {
    await client.hook(body).then(
      ({ status, milliseconds }) => {
        healthy += 1;
        if (status !== 200) errors += 1;
        slowest = Math.max(slowest, milliseconds);
      },
      () => {
        errors += 1;
      },
    );
    await sleep(5);
  }
  client.close();
  demand(missed, late.length === 0, `${late.length} sockets were kept too long: ${late[0]}`);
  demand(missed, errors === 0, `a healthy client saw ${errors} errors`);
  demand(missed, slowest <= 500, `a healthy client waited ${Math.trunc(slowest)} ms`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  return {
    figure: `${many(sockets, 'sockets')}, closed after ${Math.trunc(longest)} ms at most; a healthy client: ${many(healthy, 'answers')}, ${errors} errors, ${Math.trunc(slowest)} ms at most`,
    missed,
  };
});
