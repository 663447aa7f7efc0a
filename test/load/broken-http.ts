/** Broken HTTP over raw sockets, each shape a thousand times: JSON or a closed connection, and nothing of what was sent or of ours. */
import { connect } from 'node:net';
import { join } from 'node:path';
import { brokenRequests } from '../conformance/broken-http.ts';
import { openClient } from './support/client.ts';
import { demand, many, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, secret, startService } from './support/service.ts';

const mark = 'zqmarkzq';

/** What comes back until the connection closes. */
function exchange(port: number, content: string, halfClosed: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error('not closed after 15 s'));
    }, 15_000);
    let text = '';
    const done = (): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(text);
    };
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      socket.write(content, 'latin1');
      if (halfClosed) socket.end();
    });
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', done);
    socket.on('close', done);
    socket.on('error', done);
  });
}

/** What is wrong with an exchange, or nothing. */
function faultOf(text: string): string | null {
  if (text === '') return null;
  if (text.includes(mark) || text.includes(secret)) return 'repeats what was sent';
  if (/node:|HPE_|\.ts\b|\.js\b|\/home|\/root|\bat .*:\d+:\d+/.test(text)) return 'tells of our insides';
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end);
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
    if (end === -1 || !/^HTTP\/1\.1 [2-5]\d\d /.test(head) || !/^content-type: application\/json/im.test(head))
      return `is no answer in JSON: ${head.slice(0, 80)}`;
    try {
      JSON.parse(rest.slice(end + 4, end + 4 + length));
    } catch {
      return 'has a body that is no JSON';
    }
    rest = rest.slice(end + 4 + length);
  }
  return null;
}

await row('broken-http', async ({ quick }) => {
  build();
  const times = quick ? 20 : 1000;
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  await edit(join(dir, 'rules'), versionOf(1));
  const service = await startService(join(dir, 'rules'));
  const marked = `X-Mark: ${mark}\r\n`;
  const shapes: [string, string, boolean][] = brokenRequests.flatMap(([what, content]) => {
    const withMark = content.replace('Host: localhost\r\n', `Host: localhost\r\n${marked}`);
    return [
      [what, withMark, false],
      [`${what}, half closed`, withMark, true],
    ];
  });
  shapes.push(
    ['a hook without a body, half closed', `POST /hooks HTTP/1.1\r\nHost: a\r\n${marked}\r\n`, true],
    [
      'an upgrade',
      `GET /${mark} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
      false,
    ],
    ['two in one go', `GET /${mark} HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n`, true],
    ['a hundred in one go', 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(100), true],
    ['nothing', '', true],
  );
  const faults = new Map<string, number>();
  let exchanges = 0;
  for (const [what, content, halfClosed] of shapes) {
    // What is large is sent less often: a megabyte of headers a thousand times is a test of the loopback.
    const count = content.length > 100_000 ? Math.trunc(times / 20) + 1 : times;
    for (let sent = 0; sent < count; sent += 50) {
      await Promise.all(
        Array.from({ length: Math.min(50, count - sent) }, async () => {
          exchanges += 1;
          const fault = await exchange(service.port, content, halfClosed).then(
            faultOf,
            (error: Error) => error.message,
          );
          if (fault !== null) faults.set(`${what}: ${fault}`, (faults.get(`${what}: ${fault}`) ?? 0) + 1);
        }),
      );
    }
  }
  for (const [fault, count] of faults) missed.push(`${fault} (${count} times)`);
  const client = openClient(service.port);
  demand(missed, (await client.send('/healthz', 'GET', {})).status === 200, 'the service does not answer any more');
  client.close();
  const insides = service.log.filter(({ level }) => level === 'error').length;
  demand(missed, insides === 0, `${insides} faults of ours are in the log`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  return { figure: `${shapes.length} shapes, ${many(exchanges, 'exchanges')}: ${faults.size} faults`, missed };
});
