/** Bodies of 200 MB, with a length and in chunks, twenty at once: 413 after at most 5 MB, and memory up by at most 40 MB. */
import { connect } from 'node:net';
import { join } from 'node:path';
import { demand, row } from './support/row.ts';
import { edit, temporary, versionOf } from './support/rules.ts';
import { build, startService } from './support/service.ts';

const megabyte = 1024 * 1024;
const total = 200 * megabyte;
const piece = Buffer.alloc(64 * 1024, ' ');

/** Sends as long as the service takes it, and resolves with the status of the answer. */
function pour(port: number, chunked: boolean): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let [text, poured, closed] = ['', 0, false];
    const framed = chunked
      ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
      : piece;
    const pump = (): void => {
      while (!closed && poured < total) {
        poured += piece.length;
        if (!socket.write(framed)) break;
      }
    };
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${total}`;
      socket.write(`POST /hooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${length}\r\n\r\n`);
      pump();
    });
    socket.on('drain', pump);
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      closed = true;
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0));
    });
  });
}

await row('size', async () => {
  build();
  const missed: string[] = [];
  const { dir, remove } = await temporary();
  await edit(join(dir, 'rules'), versionOf(1));
  const service = await startService(join(dir, 'rules'));
  await Promise.all(Array.from({ length: 4 }, (_, index) => pour(service.port, index % 2 === 0)));
  await service.heap();
  const before = service.resident();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, service.resident());
  }, 10);
  const poured = await Promise.all(Array.from({ length: 20 }, (_, index) => pour(service.port, index % 2 === 0)));
  clearInterval(sampling);
  const most = await service.mostRead();
  const refused = poured.filter((status) => status === 413).length;
  const up = peak - before;
  demand(missed, refused === poured.length, `${poured.length - refused} of ${poured.length} had no 413`);
  demand(missed, most <= 5 * megabyte, `${Math.trunc(most / megabyte)} MB were read from one`);
  demand(missed, up <= 40 * megabyte, `the process grew by ${Math.trunc(up / megabyte)} MB`);
  demand(missed, (await service.stop()) === 0, 'the service did not end with 0');
  await remove();
  const mb = (bytes: number): string => `${(bytes / megabyte).toPrecision(2)} MB`;
  return { figure: `${refused} of ${poured.length} refused, ${mb(most)} read at most, memory up by ${mb(up)}`, missed };
});
