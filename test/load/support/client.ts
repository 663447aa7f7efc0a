/** Signs as Stripe does and sends over kept connections. */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { secret } from './service.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  milliseconds: number;
}

/** The header for a body, signed now. */
export function sign(body: string | Uint8Array, moment = Math.trunc(Date.now() / 1000), key = secret): string {
  const digest = createHmac('sha256', key).update(`${moment}.`).update(body).digest('hex');
  return `t=${moment},v1=${digest}`;
}

export interface Client {
  /** Sends a signed hook. Rejects where no whole answer comes. */
  hook(body: string | Uint8Array): Promise<Answer>;
  /** Sends a body with these headers, whatever they are. */
  send(path: string, method: string, headers: Record<string, string>, body?: string | Uint8Array): Promise<Answer>;
  /** Closes its connections. */
  close(): void;
}

/** A client with `sockets` connections that are kept. */
export function openClient(port: number, sockets = 1): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const send: Client['send'] = (path, method, headers, body) =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode!,
            headers: incoming.headers,
            text,
            milliseconds: performance.now() - start,
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return {
    send,
    hook: (body) =>
      send(
        '/hooks',
        'POST',
        {
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(body)),
          'Stripe-Signature': sign(body),
        },
        body,
      ),
    close: () => agent.destroy(),
  };
}

/** Sends hooks one after the other on `clients` connections until it is stopped. */
export function keepSending(
  port: number,
  clients: number,
  body: () => string | Uint8Array,
  seen: (answer: Answer) => void,
): { failed: string[]; sent(): number; stop(): Promise<void> } {
  const failed: string[] = [];
  let sent = 0;
  let stopped = false;
  const client = openClient(port, clients);
  const one = async (): Promise<void> => {
    while (!stopped) {
      sent += 1;
      try {
        seen(await client.hook(body()));
      } catch (error) {
        failed.push(String((error as NodeJS.ErrnoException).code ?? error));
      }
    }
  };
  const all = Promise.all(Array.from({ length: clients }, one));
  return {
    failed,
    sent: () => sent,
    async stop() {
      stopped = true;
      await all;
      client.close();
    },
  };
}
