/** Reaches a service over a real socket, by Node's own client, which sends whatever it is given. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { createApp } from '../../src/app.ts';
import { nodeHmac, nodeReadBody, type RunningServer, type ServerLimits, startServer } from '../../src/node.ts';
import type { Answer, Sent, Service, Transport } from './service.ts';

export { nodeHmac };

/** A server for `service`, with the reader of Node. */
export function serve(service: Service, limits: Partial<ServerLimits> = {}): Promise<RunningServer> {
  const { deps, lifecycle } = service;
  const app = createApp({ ...deps, readBody: nodeReadBody });
  const { log, requestId, maxBody } = deps;
  return startServer({
    app,
    lifecycle,
    log,
    requestId,
    maxBody,
    host: '127.0.0.1',
    port: 0,
    limits: { linger: 0, ...limits },
  });
}

export const overSocket: Transport = {
  name: 'over a socket',
  async open(service) {
    const server = await serve(service);
    return { send: (sent) => sendTo(server.port, sent), close: () => server.drain() };
  },
};

/** Sends a request to a port of this machine; each on a connection of its own. */
export function sendTo(port: number, { method = 'POST', path = '/hooks', headers = [], body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const lines: Record<string, string[]> = {};
    for (const [name, value] of headers) lines[name] = [...(lines[name] ?? []), value];
    const isWhole = body instanceof Uint8Array;
    if (isWhole && !headers.some(([name]) => name.toLowerCase() === 'content-length'))
      lines['Content-Length'] = [`${body.length}`];
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers: lines, agent: false }, (incoming) => {
      incoming.setEncoding('utf8');
      let text = '';
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => {
        const answered = new Headers();
        for (const [name, value] of Object.entries(incoming.headers)) answered.append(name, String(value));
        const json = text === '' ? undefined : JSON.parse(text);
        resolve({ status: incoming.statusCode ?? 0, headers: answered, text, json });
      });
      incoming.on('error', reject);
    });
    // Also comes after the answer, when the server closes on a body it does not want.
    outgoing.on('error', reject);
    if (body === undefined) outgoing.end();
    else if (isWhole) outgoing.end(body);
    else
      Readable.fromWeb(body as never)
        .on('error', () => {})
        .pipe(outgoing);
  });
}

/** Sends raw bytes and reads until the server closes, or until `enough` says so. */
export function sendRaw(
  port: number,
  content: string | Buffer,
  enough: (text: string) => boolean = () => false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setEncoding('latin1');
    socket.on('connect', () => socket.write(content));
    socket.on('data', (chunk) => {
      text += chunk;
      if (enough(text)) done();
    });
    socket.on('end', done);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done() : reject(error),
    );
  });
}
